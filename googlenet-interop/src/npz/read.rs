//! Reading of one array of an archive.

use crate::npy::{Header, header, sized, tuple, values_of};
use flate2::read::DeflateDecoder;
use googlenet_dsl::file::open_regular;
use googlenet_dsl::file_kind::FileRole;
use googlenet_dsl::nearest::nearest;
use googlenet_dsl::shape::Shape;
use rawzip::{CompressionMethod, ReaderAt, ZipArchive, ZipArchiveEntryWayfinder};
use std::io::{BufReader, Read, Seek};
use std::path::Path;

/// Largest number of entries of an archive.
const MAX_ENTRIES: usize = 10_000;
/// Number of arrays that an error lists.
const LISTED: usize = 20;
/// Size of the buffer for the directory, whose entries have names and fields of up to 64 KiB each.
pub(super) const BUFFER: usize = 256 << 10;

/// Reads the images in an array of a `.npz` file, as [`npy::read`](crate::npy::read) does those of a `.npy` file.
/// `array` is the name of the array; without it the archive must hold only one.
///
/// Memory is taken as values are found, up to what the array's header says.
///
/// # Errors
/// A message if the path is no regular file or cannot be read, if the file is no archive, is damaged, or has no array of
/// this name, or several and none is named (the arrays are listed), or if the array is not one that
/// [`npy::read`](crate::npy::read) reads.
pub fn read(path: &Path, shape: Shape, array: Option<&str>) -> Result<Vec<f32>, String> {
    parse(
        open_regular(path).map_err(|error| error.to_string())?,
        shape,
        array,
    )
}

/// Reads images from an archive in the format of [`read`].
///
/// # Errors
/// Those of [`read`].
pub fn parse(
    file: impl Read + Seek,
    shape: Shape,
    array: Option<&str>,
) -> Result<Vec<f32>, String> {
    let mut buffer = vec![0; BUFFER];
    let (archive, entries) = opened(file, &mut buffer)?;
    let entry = choose(&archive, &entries, array)?;
    let name = &entry.name;
    entry
        .values(&archive, shape)
        .map_err(|error| format!("the array `{name}`: {error}"))
}

/// Opens an archive, and returns its arrays. `buffer` has [`BUFFER`] bytes.
pub(super) fn opened<F: Read + Seek>(
    mut file: F,
    buffer: &mut [u8],
) -> Result<(ZipArchive<impl ReaderAt + use<F>>, Vec<Entry>), String> {
    let mut first = Vec::new();
    let mut begin = (&mut file).take(googlenet_dsl::file_kind::FileKind::BYTES as u64);
    begin
        .read_to_end(&mut first)
        .map_err(|error| error.to_string())?;
    if let Some(wrong) = FileRole::Array.mistake(&first) {
        return Err(format!("it is {wrong}"));
    }
    let archive = ZipArchive::from_seekable(file, buffer)
        .map_err(|_| "it is cut off, or damaged: it has no directory at its end".to_owned())?;
    let entries = entries(&archive, buffer)?;
    Ok((archive, entries))
}

pub(super) struct Entry {
    /// Name of the array: that of the entry without `.npy`.
    pub(super) name: String,
    method: CompressionMethod,
    is_encrypted: bool,
    place: ZipArchiveEntryWayfinder,
}

/// Returns the arrays of the archive; other entries are left out.
fn entries<R: ReaderAt>(archive: &ZipArchive<R>, buffer: &mut [u8]) -> Result<Vec<Entry>, String> {
    let mut found = Vec::new();
    let mut entries = archive.entries(buffer);
    let damaged = |error: rawzip::Error| format!("it is damaged: {error}");
    while let Some(entry) = entries.next_entry().map_err(damaged)? {
        let path = entry.file_path();
        let name = String::from_utf8_lossy(path.as_bytes());
        let Some(name) = name.strip_suffix(".npy") else {
            continue;
        };
        if found.len() == MAX_ENTRIES {
            return Err(format!("it holds more than {MAX_ENTRIES} arrays"));
        }
        found.push(Entry {
            name: name.to_owned(),
            method: entry.compression_method(),
            is_encrypted: entry.flags().is_encrypted(),
            place: entry.wayfinder(),
        });
    }
    Ok(found)
}

pub(super) fn choose<'e, R: ReaderAt>(
    archive: &ZipArchive<R>,
    entries: &'e [Entry],
    array: Option<&str>,
) -> Result<&'e Entry, String> {
    match (array, entries) {
        (_, []) => Err("it holds no array; help: `numpy.savez` writes such files".into()),
        (None, [one]) => Ok(one),
        (None, _) => {
            let count = entries.len();
            let list = list(archive, entries);
            let name = &entries[0].name;
            Err(format!(
                "it holds {count} arrays; help: choose one, such as with `--array {name}`\n{list}"
            ))
        }
        (Some(array), _) => {
            let named = entries.iter().find(|entry| entry.name == array);
            named.ok_or_else(|| {
                let names = entries.iter().map(|entry| entry.name.as_str());
                let hint = nearest(array, names)
                    .map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                let list = list(archive, entries);
                format!("it holds no array `{array}`{hint}\n{list}")
            })
        }
    }
}

/// Returns a line for each array, with its shape and type.
pub(super) fn list<R: ReaderAt>(archive: &ZipArchive<R>, entries: &[Entry]) -> String {
    let line = |entry: &Entry| {
        let what = match entry
            .open(archive)
            .and_then(|mut stream| header::read(&mut stream))
        {
            Ok(header) => format!("{} of {}", tuple(&header.dims), header.type_name()),
            Err(error) => error,
        };
        format!("  `{}` {what}", entry.name)
    };
    let mut lines: Vec<String> = entries.iter().take(LISTED).map(line).collect();
    if let Some(more @ 1..) = entries.len().checked_sub(LISTED) {
        lines.push(format!("  and {more} more"));
    }
    lines.join("\n")
}

impl Entry {
    /// Returns a stream of the entry's bytes, whose number and checksum are checked at its end.
    fn open<'a, R: ReaderAt>(
        &self,
        archive: &'a ZipArchive<R>,
    ) -> Result<Box<dyn Read + 'a>, String> {
        if self.is_encrypted {
            return Err("it is encrypted".into());
        }
        let entry = archive.get_entry(self.place);
        let entry = entry.map_err(|error| format!("it is damaged: {error}"))?;
        let reader = entry.reader();
        Ok(match self.method {
            CompressionMethod::STORE => Box::new(BufReader::new(entry.verifying_reader(reader))),
            CompressionMethod::DEFLATE => {
                let inflated = DeflateDecoder::new(reader);
                Box::new(BufReader::new(entry.verifying_reader(inflated)))
            }
            other => {
                return Err(format!(
                    "it is packed with {other}; help: save it with `numpy.savez`"
                ));
            }
        })
    }

    fn values<R: ReaderAt>(
        &self,
        archive: &ZipArchive<R>,
        shape: Shape,
    ) -> Result<Vec<f32>, String> {
        let fits = |header: &Header| sized(header, shape);
        let (mut stream, header) = self.header(archive, fits)?;
        damaged(values_of(&mut stream, &header, false))
    }

    /// Returns a stream of the values, and the header that stands before them, after a comparison of the size of the
    /// values in bytes, as `sized` computes it, with that of the entry.
    pub(super) fn header<'a, R: ReaderAt>(
        &self,
        archive: &'a ZipArchive<R>,
        sized: impl FnOnce(&Header) -> Result<Option<u64>, String>,
    ) -> Result<(Box<dyn Read + 'a>, Header), String> {
        let mut stream = self.open(archive)?;
        let header: Header = header::read(&mut stream)?;
        let size = sized(&header)?;
        let stated = self.place.uncompressed_size_hint();
        let rest = stated.saturating_sub(header.bytes);
        if size != Some(rest) {
            let wanted = size.map_or("more than 2^64".to_owned(), |size| size.to_string());
            let shape = tuple(&header.dims);
            return Err(format!(
                "the values of {shape} take {wanted} bytes, the archive holds {rest}"
            ));
        }
        Ok((stream, header))
    }
}

/// Says that an archive is damaged whose values cannot be read, unless the error has a help of its own.
pub(super) fn damaged<T>(values: Result<T, String>) -> Result<T, String> {
    values.map_err(|error| match error.contains("help: ") {
        true => error,
        false => format!("it is damaged: {error}"),
    })
}
