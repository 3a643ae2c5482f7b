//! Zip archives in memory: their entries by name, stored ones in place and deflated ones decoded.

use flate2::Crc;
use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};
use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::io::Read;

/// Largest number of entries of an archive.
const MAX_ENTRIES: usize = 200_000;
/// Largest number of bytes that a byte of DEFLATE's stream becomes.
const RATIO: u64 = 1032;
/// Bytes that are decoded at a time.
const PART: usize = 64 << 10;

/// A zip archive in memory.
pub(crate) struct Archive<'a> {
    bytes: &'a [u8],
    archive: ZipSliceArchive<&'a [u8]>,
    entries: Vec<Entry>,
    places: HashMap<String, usize>,
    /// Number of bytes that may still be decoded: as many as the archive can hold at DEFLATE's best, so that entries
    /// that share their data take no more.
    left: Cell<u64>,
}

/// An entry of an archive.
pub(crate) struct Entry {
    name: String,
    method: CompressionMethod,
    is_encrypted: bool,
    /// Size of the content in bytes, as the directory states it.
    size: u64,
    checksum: u32,
    place: ZipArchiveEntryWayfinder,
}

impl Entry {
    /// Returns the name, with the folders in front of it: `archive/data.pkl`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the size of the content in bytes, as the directory states it.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }
}

impl<'a> Archive<'a> {
    /// Reads the directory of an archive. Folders are left out. Of several entries with one name the last one is found.
    ///
    /// # Errors
    /// A reason in words that follow the file's name: `it is cut off, or damaged: …`.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Archive<'a>, String> {
        let archive = ZipArchive::from_slice(bytes).map_err(|_| {
            "it is cut off, or damaged: it has no directory at its end; help: fetch or copy the file again".to_owned()
        })?;
        let damaged = |error: rawzip::Error| format!("it is damaged: its directory: {error}");
        let (mut found, mut places) = (Vec::new(), HashMap::new());
        let mut entries = archive.entries();
        while let Some(entry) = entries.next_entry().map_err(damaged)? {
            if entry.is_dir() {
                continue;
            }
            if found.len() == MAX_ENTRIES {
                return Err(format!("it holds more than {MAX_ENTRIES} files"));
            }
            let name = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
            places.insert(name.clone(), found.len());
            found.push(Entry {
                name,
                method: entry.compression_method(),
                is_encrypted: entry.flags().is_encrypted(),
                size: entry.uncompressed_size_hint(),
                checksum: entry.crc32(),
                place: entry.wayfinder(),
            });
        }
        Ok(Archive {
            bytes,
            archive,
            entries: found,
            places,
            left: Cell::new((bytes.len() as u64).saturating_mul(RATIO)),
        })
    }

    /// Returns all entries, in the order of the directory.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the entry of this name.
    pub(crate) fn find(&self, name: &str) -> Option<&Entry> {
        self.places.get(name).map(|at| &self.entries[*at])
    }

    /// Returns the content of an entry: where it is stored the bytes of the archive, else decoded ones, at most as many
    /// as the directory states. Size and checksum are checked; a checksum of 0 counts as none, as PyTorch writes it
    /// where it is told to compute none.
    ///
    /// # Errors
    /// A reason in words that follow the entry's name: it is encrypted, packed in another way, cut off or damaged.
    pub(crate) fn read(&self, entry: &Entry) -> Result<Cow<'a, [u8]>, String> {
        if entry.is_encrypted {
            return Err("it is encrypted".into());
        }
        let found = self.archive.get_entry(entry.place);
        let found = found.map_err(|error| format!("it is damaged: {error}"))?;
        let (start, end) = found.compressed_data_range();
        let range = start as usize..end as usize;
        let packed = self.bytes.get(range).ok_or("it is cut off")?;
        let content = match entry.method {
            CompressionMethod::STORE => Cow::Borrowed(packed),
            CompressionMethod::DEFLATE => Cow::Owned(self.inflated(packed, entry.size)?),
            other => {
                return Err(format!(
                    "it is packed with {other}; expected stored or deflated"
                ));
            }
        };
        if content.len() as u64 != entry.size {
            return Err(format!(
                "it is damaged: the archive says that it has {} bytes, it has {}",
                entry.size,
                content.len()
            ));
        }
        if entry.checksum != 0 && checksum(&content) != entry.checksum {
            return Err("it is damaged: its checksum is another one".into());
        }
        Ok(content)
    }

    fn inflated(&self, packed: &[u8], size: u64) -> Result<Vec<u8>, String> {
        let possible = (packed.len() as u64).saturating_mul(RATIO);
        if size > possible || size > self.left.get() {
            return Err(format!(
                "it is damaged: {} bytes cannot become the {size} that the archive says",
                packed.len()
            ));
        }
        let memory = || format!("no memory for {size} bytes");
        let size = usize::try_from(size).map_err(|_| memory())?;
        self.left.set(self.left.get() - size as u64);
        let mut content = Vec::new();
        content.try_reserve_exact(size).map_err(|_| memory())?;
        // One byte more than is stated tells that there are more.
        let mut decoder = DeflateDecoder::new(packed).take(size as u64 + 1);
        let mut part = vec![0; PART.min(size + 1)];
        loop {
            let read = decoder.read(&mut part);
            let read = read.map_err(|error| format!("it is damaged: {error}"))?;
            match read {
                0 => return Ok(content),
                _ if content.len() + read > size => {
                    return Err(format!(
                        "it is damaged: it has more than the {size} bytes that the archive says"
                    ));
                }
                _ => content.extend_from_slice(&part[..read]),
            }
        }
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = Crc::new();
    sum.update(bytes);
    sum.sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::DeflateEncoder;
    use std::io::Write;

    /// Returns an archive with a stored and a deflated entry, both of these bytes.
    fn both(content: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
        for (name, method) in [
            ("stored", CompressionMethod::STORE),
            ("a/deflated", CompressionMethod::DEFLATE),
        ] {
            let file = archive.new_file(name).compression_method(method);
            let (mut entry, config) = file.start().expect("memory");
            let sums = match method {
                CompressionMethod::STORE => {
                    let mut writer = config.wrap(&mut entry);
                    writer.write_all(content).expect("memory");
                    writer.finish().expect("memory").1
                }
                _ => {
                    let encoder = DeflateEncoder::new(&mut entry, Compression::best());
                    let mut writer = config.wrap(encoder);
                    writer.write_all(content).expect("memory");
                    let (encoder, sums) = writer.finish().expect("memory");
                    encoder.finish().expect("memory");
                    sums
                }
            };
            entry.finish(sums).expect("memory");
        }
        archive.finish().expect("memory");
        bytes
    }

    fn read<'a>(archive: &Archive<'a>, name: &str) -> Result<Cow<'a, [u8]>, String> {
        archive.read(archive.find(name).ok_or("no entry")?)
    }

    #[test]
    fn entries_are_found_by_name_and_stored_ones_are_not_copied() {
        let content = b"some bytes, some bytes, some bytes";
        let bytes = both(content);
        let archive = Archive::open(&bytes).expect("an archive");
        let names: Vec<&str> = archive.entries().iter().map(Entry::name).collect();
        assert_eq!(names, ["stored", "a/deflated"]);
        let stored = read(&archive, "stored").expect("stored");
        assert!(matches!(stored, Cow::Borrowed(bytes) if bytes == content));
        let deflated = read(&archive, "a/deflated").expect("deflated");
        assert!(matches!(deflated, Cow::Owned(bytes) if bytes == content));
    }

    /// A byte changed anywhere, or an end cut off, is an error or leaves the contents as they are.
    #[test]
    fn damage_is_an_error() {
        let content = b"some bytes, some bytes, some bytes";
        let good = both(content);
        for at in 0..good.len() {
            let mut bytes = good.clone();
            bytes[at] ^= 0x41;
            if let Ok(archive) = Archive::open(&bytes) {
                for name in ["stored", "a/deflated"] {
                    let got = read(&archive, name);
                    assert!(
                        got.is_err() || got.is_ok_and(|got| got == &content[..]),
                        "byte {at}"
                    );
                }
            }
            assert!(Archive::open(&good[..at]).is_err(), "{at} bytes");
        }
    }

    /// The data of one entry may not be decoded again and again.
    #[test]
    fn no_more_is_decoded_than_an_archive_can_hold() {
        let bytes = both(&vec![0; 1 << 20]);
        let archive = Archive::open(&bytes).expect("an archive");
        assert!(read(&archive, "a/deflated").is_ok());
        archive.left.set(1 << 19);
        let error = read(&archive, "a/deflated").expect_err("too much");
        assert!(error.contains("cannot become the 1048576"), "{error}");
    }
}
