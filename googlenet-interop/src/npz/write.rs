//! Writing of `.npz` archives: entries are stored, so that their sizes stand before them, where all readers look.

use crate::npy::header;
use rawzip::Crc32;
use std::collections::HashSet;
use std::io::{self, ErrorKind, Read, Seek, Write};

/// Writes an archive of NumPy arrays, as `numpy.savez` does, without compression. The same arrays give the same bytes:
/// the archive holds no time but the 1st of January 1980, the first day of the format.
///
/// ```
/// # fn main() -> std::io::Result<()> {
/// use googlenet_interop::npz::Writer;
///
/// let mut archive = Writer::new(Vec::new());
/// archive.array("inception_4c", &[2, 3], &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0])?;
/// archive.strings("paths", &["cat.jpg", "dog.jpg"])?;
/// let bytes = archive.finish()?;
/// # assert!(bytes.starts_with(b"PK"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Writer<W> {
    to: W,
    /// Number of bytes that have been written.
    at: u64,
    entries: Vec<Entry>,
    names: HashSet<String>,
    /// Smallest size and offset that are written as 64 bits.
    large: u64,
}

#[derive(Debug)]
struct Entry {
    name: String,
    crc: u32,
    size: u64,
    /// Offset of the entry's local header.
    at: u64,
}

/// 1980-01-01 as the format has dates; the time of day is 0.
const DATE: u16 = 1 << 5 | 1;
/// Flag of names that are UTF-8.
const UTF8: u16 = 1 << 11;
const LARGE: u64 = u32::MAX as u64;

impl<W: Write> Writer<W> {
    /// Begins an archive that is written to `to`, from the place where that is.
    pub fn new(to: W) -> Writer<W> {
        Writer {
            to,
            at: 0,
            entries: Vec::new(),
            names: HashSet::new(),
            large: LARGE,
        }
    }

    /// Writes an array of 32-bit floats in C order under the name that `numpy.load(…)[name]` takes.
    ///
    /// # Errors
    /// Writing fails, the name is empty, too long or was given before, or `values` are not as many as `shape` says.
    pub fn array(&mut self, name: &str, shape: &[usize], values: &[f32]) -> io::Result<()> {
        let got = values.len() as u64;
        if count(shape) != Some(got) {
            return Err(refused(format!("{got} values for an array of {shape:?}")));
        }
        let chunks = values.chunks(CHUNK).map(|values| {
            let bytes = values.iter().flat_map(|value| value.to_le_bytes());
            bytes.collect::<Vec<u8>>()
        });
        self.entry(name, &floats(shape), chunks, size_of_val(values) as u64)
    }

    /// Writes an array like [`Writer::array`], whose values `from` holds from its beginning to its end as bytes, the
    /// lowest first. It is read twice and never held as a whole, so that an array may be larger than memory.
    ///
    /// # Errors
    /// Reading or writing fails, the name is empty, too long or was given before, or `from` does not hold as many
    /// values as `shape` says.
    pub fn array_from(
        &mut self,
        name: &str,
        shape: &[usize],
        from: &mut (impl Read + Seek),
    ) -> io::Result<()> {
        let wanted = count(shape).and_then(|count| count.checked_mul(4));
        let header = floats(shape);
        let mut crc = Crc32::new();
        crc.update(&header);
        from.rewind()?;
        let size = pieces(from, |piece| {
            crc.update(piece);
            Ok(())
        })?;
        if wanted != Some(size) {
            let values = format!("{size} bytes of values for an array of {shape:?}");
            return Err(refused(values));
        }
        self.front(name, &header, crc.checksum(), size)?;
        from.rewind()?;
        match pieces(from, |piece| self.to.write_all(piece))? == size {
            true => Ok(()),
            false => Err(refused("the values have changed".to_owned())),
        }
    }

    /// Writes a vector of strings under the name that `numpy.load(…)[name]` takes. NumPy drops zeros at the end of a
    /// string.
    ///
    /// # Errors
    /// Writing fails, or the name is empty, too long or was given before.
    pub fn strings<S: AsRef<str>>(&mut self, name: &str, strings: &[S]) -> io::Result<()> {
        let letters = strings.iter().map(|text| text.as_ref().chars().count());
        let letters = letters.max().unwrap_or(0).max(1);
        let header = header::of(&format!("<U{letters}"), &[strings.len() as u64]);
        let chunks = strings.iter().map(|text| {
            let letters_of = text
                .as_ref()
                .chars()
                .flat_map(|letter| u32::from(letter).to_le_bytes());
            let mut bytes: Vec<u8> = letters_of.collect();
            bytes.resize(4 * letters, 0);
            bytes
        });
        self.entry(name, &header, chunks, 4 * (letters * strings.len()) as u64)
    }

    /// Writes an array of 64-bit integers in C order under the name that `numpy.load(…)[name]` takes.
    ///
    /// # Errors
    /// Those of [`Writer::array`].
    pub fn integers(&mut self, name: &str, shape: &[usize], values: &[i64]) -> io::Result<()> {
        let got = values.len() as u64;
        if count(shape) != Some(got) {
            return Err(refused(format!("{got} values for an array of {shape:?}")));
        }
        let dims: Vec<u64> = shape.iter().map(|size| *size as u64).collect();
        let chunks = values.chunks(CHUNK).map(|values| {
            let bytes = values.iter().flat_map(|value| value.to_le_bytes());
            bytes.collect::<Vec<u8>>()
        });
        self.entry(name, &header::of("<i8", &dims), chunks, 8 * got)
    }

    /// Ends the archive, and returns what it was written to.
    ///
    /// # Errors
    /// Writing fails.
    pub fn finish(mut self) -> io::Result<W> {
        let start = self.at;
        let mut directory = Vec::new();
        for entry in &self.entries {
            entry.central(self.large, &mut directory);
        }
        let (count, size) = (self.entries.len() as u64, directory.len() as u64);
        let end = start + size;
        if count >= u64::from(u16::MAX).min(self.large) || end >= self.large {
            directory.extend(b"PK\x06\x06");
            directory.extend(44_u64.to_le_bytes());
            directory.extend([45_u16; 2].map(u16::to_le_bytes).as_flattened());
            directory.extend([0; 8]);
            directory.extend(
                [count, count, size, start]
                    .map(u64::to_le_bytes)
                    .as_flattened(),
            );
            directory.extend(b"PK\x06\x07");
            directory.extend([0; 4]);
            directory.extend(end.to_le_bytes());
            directory.extend(1_u32.to_le_bytes());
        }
        let count = u16::try_from(count).unwrap_or(u16::MAX);
        directory.extend(b"PK\x05\x06");
        directory.extend([0; 4]);
        directory.extend([count; 2].map(u16::to_le_bytes).as_flattened());
        directory.extend(
            [size, start]
                .map(small)
                .map(u32::to_le_bytes)
                .as_flattened(),
        );
        directory.extend([0; 2]);
        self.to.write_all(&directory)?;
        self.to.flush()?;
        Ok(self.to)
    }

    /// Writes an array of `size` bytes of values, which `chunks` gives twice.
    fn entry(
        &mut self,
        name: &str,
        header: &[u8],
        chunks: impl Iterator<Item = Vec<u8>> + Clone,
        size: u64,
    ) -> io::Result<()> {
        let mut crc = Crc32::new();
        crc.update(header);
        chunks.clone().for_each(|chunk| crc.update(&chunk));
        self.front(name, header, crc.checksum(), size)?;
        for chunk in chunks {
            self.to.write_all(&chunk)?;
        }
        Ok(())
    }

    /// Begins an array: writes what stands before its `size` bytes of values. `crc` is the checksum of `header` and
    /// values.
    fn front(&mut self, name: &str, header: &[u8], crc: u32, size: u64) -> io::Result<()> {
        if name.is_empty() || name.len() > usize::from(u16::MAX) - 4 {
            return Err(refused(format!("{} bytes of a name", name.len())));
        }
        if !self.names.insert(name.to_owned()) {
            return Err(refused(format!("two arrays are called `{name}`")));
        }
        let entry = Entry {
            name: format!("{name}.npy"),
            crc,
            size: header.len() as u64 + size,
            at: self.at,
        };
        let mut front = entry.local(self.large);
        front.extend(header);
        self.to.write_all(&front)?;
        self.at += front.len() as u64 + size;
        self.entries.push(entry);
        Ok(())
    }
}

/// Returns the header of an array of 32-bit floats.
fn floats(shape: &[usize]) -> Vec<u8> {
    let dims: Vec<u64> = shape.iter().map(|size| *size as u64).collect();
    header::of("<f4", &dims)
}

/// Returns the number of values of an array; `None` if it is too large.
fn count(shape: &[usize]) -> Option<u64> {
    let mut sizes = shape.iter();
    sizes.try_fold(1_u64, |count, size| count.checked_mul(*size as u64))
}

/// Reads bytes to their end, gives them to `take` piece by piece, and returns their number.
fn pieces(from: &mut impl Read, mut take: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<u64> {
    let mut piece = vec![0; 4 * CHUNK];
    let mut all = 0;
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok(all),
            Ok(len) => {
                take(&piece[..len])?;
                all += len as u64;
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Number of values that are encoded at a time.
const CHUNK: usize = 1 << 14;

impl Entry {
    /// Returns the header in front of the entry's bytes.
    fn local(&self, large: u64) -> Vec<u8> {
        let is_large = self.size >= large;
        let mut bytes = b"PK\x03\x04".to_vec();
        self.common(is_large, is_large, &mut bytes);
        bytes.extend((self.name.len() as u16).to_le_bytes());
        let sizes: &[u64] = if is_large {
            &[self.size, self.size]
        } else {
            &[]
        };
        extra(sizes, &mut bytes, |bytes| {
            bytes.extend(self.name.as_bytes())
        });
        bytes
    }

    /// Appends the entry of the directory at the archive's end.
    fn central(&self, large: u64, bytes: &mut Vec<u8>) {
        let (is_large, is_far) = (self.size >= large, self.at >= large);
        bytes.extend(b"PK\x01\x02");
        bytes.extend(version(is_large || is_far).to_le_bytes());
        self.common(is_large || is_far, is_large, bytes);
        bytes.extend((self.name.len() as u16).to_le_bytes());
        let mut numbers = Vec::new();
        if is_large {
            numbers.extend([self.size, self.size]);
        }
        if is_far {
            numbers.push(self.at);
        }
        let at = if is_far { u32::MAX } else { small(self.at) };
        extra(&numbers, bytes, |bytes| {
            // No comment, the first disk, no attributes.
            bytes.extend([0; 10]);
            bytes.extend(at.to_le_bytes());
            bytes.extend(self.name.as_bytes());
        });
    }

    /// Appends the fields that both headers have: from the version that reading takes to the sizes.
    fn common(&self, needs_zip64: bool, is_large: bool, bytes: &mut Vec<u8>) {
        let flags = if self.name.is_ascii() { 0 } else { UTF8 };
        let size = if is_large { u32::MAX } else { small(self.size) };
        let [method, time] = [0_u16; 2];
        let version = version(needs_zip64);
        for number in [version, flags, method, time, DATE] {
            bytes.extend(number.to_le_bytes());
        }
        for number in [self.crc, size, size] {
            bytes.extend(number.to_le_bytes());
        }
    }
}

/// Appends the length of the extra field with 64-bit numbers, what `between` appends, and the field.
fn extra(numbers: &[u64], bytes: &mut Vec<u8>, between: impl FnOnce(&mut Vec<u8>)) {
    let len = 8 * numbers.len() as u16;
    let whole = if numbers.is_empty() { 0 } else { 4 + len };
    bytes.extend(whole.to_le_bytes());
    between(bytes);
    if !numbers.is_empty() {
        bytes.extend([1, len].map(u16::to_le_bytes).as_flattened());
        bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }
}

/// Returns the version of the format that reading takes: 4.5 for 64-bit numbers, otherwise 2.0.
fn version(needs_zip64: bool) -> u16 {
    if needs_zip64 { 45 } else { 20 }
}

/// Returns a number as the 32 bits of a field; all ones, if another field has it.
fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn refused(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, reason)
}

#[cfg(test)]
impl<W> Writer<W> {
    /// Writes sizes and offsets from `large` on as those from 4 GiB on are written.
    pub(super) fn with_large(self, large: u64) -> Writer<W> {
        Writer { large, ..self }
    }
}
