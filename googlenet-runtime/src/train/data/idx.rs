//! Files of the IDX format, which MNIST has: two zero bytes, the type of the values, the number of axes, the sizes of the
//! axes as big-endian 32-bit numbers, the values in the order of C, big-endian.

use super::arrays::Values;
use crate::error::DataError;
use flate2::read::MultiGzDecoder;
use googlenet_dsl::file::open_regular;
use googlenet_dsl::file_kind::FileKind;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// Largest number of axes.
const MAX_AXES: usize = 4;
/// Largest number of bytes that one byte of DEFLATE data, the compression of `.gz` files, expands to.
const MAX_DEFLATE: u64 = 1032;
/// Bytes for which memory is taken before a compressed file is known to have them.
const RESERVED: usize = 1 << 20;

/// The values of a file, and their sizes.
#[derive(Debug, PartialEq)]
pub(super) struct Idx {
    pub(super) sizes: Vec<u64>,
    pub(super) kind: Kind,
    /// The values as they lie in the file.
    pub(super) bytes: Vec<u8>,
}

/// A type of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    U8,
    I8,
    I16,
    I32,
    F32,
    F64,
}

impl Kind {
    fn of(code: u8) -> Option<Kind> {
        Some(match code {
            0x08 => Kind::U8,
            0x09 => Kind::I8,
            0x0B => Kind::I16,
            0x0C => Kind::I32,
            0x0D => Kind::F32,
            0x0E => Kind::F64,
            _ => return None,
        })
    }

    fn bytes(self) -> u64 {
        match self {
            Kind::U8 | Kind::I8 => 1,
            Kind::I16 => 2,
            Kind::I32 | Kind::F32 => 4,
            Kind::F64 => 8,
        }
    }
}

fn damaged(message: impl Into<String>) -> DataError {
    DataError::Idx {
        message: message.into(),
    }
}

/// Reads a file, which may be compressed by gzip.
pub(super) fn open(path: &Path) -> Result<Idx, DataError> {
    let file = open_regular(path)?;
    let length = file.metadata()?.len();
    let mut file = BufReader::new(file);
    let mut first = [0; 2];
    let filled = fill(&mut file, &mut first)?;
    let stream = first[..filled].chain(file);
    match first {
        [0x1f, 0x8b] => {
            let most = length.saturating_mul(MAX_DEFLATE);
            read(MultiGzDecoder::new(stream), most, false)
        }
        _ => read(stream, length, true),
    }
}

/// Reads a stream. `length` is its length in bytes if `is_exact`, otherwise the most that it may have; memory is then taken
/// as bytes come.
pub(super) fn read(mut stream: impl Read, length: u64, is_exact: bool) -> Result<Idx, DataError> {
    let mut magic = [0; 4];
    let filled = fill(&mut stream, &mut magic)?;
    if filled < 4 {
        return Err(match magic[..filled].starts_with(&[0, 0]) || filled < 2 {
            true => damaged("it is cut off: it ends in its first 4 bytes"),
            false => not_idx(&magic, stream),
        });
    }
    let [0, 0, code, axes] = magic else {
        return Err(not_idx(&magic, stream));
    };
    let kind = Kind::of(code);
    let kind = kind.ok_or_else(|| {
        damaged(format!(
            "expected values of a type of the IDX format (0x08 to 0x0e), got 0x{code:02x}"
        ))
    })?;
    let axes = usize::from(axes);
    if !(1..=MAX_AXES).contains(&axes) {
        return Err(damaged(format!(
            "expected 1 to {MAX_AXES} axes, got {axes}"
        )));
    }
    let mut sizes = [0; 4 * MAX_AXES];
    let sizes = &mut sizes[..4 * axes];
    if fill(&mut stream, sizes)? < sizes.len() {
        return Err(damaged("it is cut off: it ends in the sizes of its axes"));
    }
    let sizes: Vec<u64> = (sizes.as_chunks::<4>().0.iter())
        .map(|size| u32::from_be_bytes(*size).into())
        .collect();
    let wanted = sizes
        .iter()
        .try_fold(kind.bytes(), |all, size| all.checked_mul(*size));
    let rest = length.saturating_sub(4 + 4 * axes as u64);
    let Some(wanted) = wanted.filter(|wanted| *wanted <= rest) else {
        let wanted = wanted.map_or("more than 2^64".to_owned(), |wanted| wanted.to_string());
        return Err(damaged(format!(
            "it is cut off: values of {} take {wanted} bytes, the file holds {}{rest}",
            tuple(&sizes),
            if is_exact { "" } else { "at most " },
        )));
    };
    let reserved = if is_exact {
        wanted
    } else {
        wanted.min(RESERVED as u64)
    };
    let mut bytes = Vec::new();
    let reserved = usize::try_from(reserved).ok();
    reserved
        .and_then(|reserved| bytes.try_reserve_exact(reserved).ok())
        .ok_or_else(|| damaged(format!("no memory for {wanted} bytes")))?;
    let mut values = (&mut stream).take(wanted);
    values.read_to_end(&mut bytes).map_err(said)?;
    let mut more = [0];
    let got = bytes.len() as u64;
    if got < wanted {
        return Err(damaged(format!(
            "it is cut off: values of {} take {wanted} bytes, the file holds {got}",
            tuple(&sizes)
        )));
    }
    if fill(&mut stream, &mut more)? > 0 {
        return Err(damaged(format!(
            "values of {} take {wanted} bytes, the file holds more",
            tuple(&sizes)
        )));
    }
    Ok(Idx { sizes, kind, bytes })
}

fn not_idx(first: &[u8], stream: impl Read) -> DataError {
    let mut bytes = first.to_vec();
    let read = stream.take(FileKind::BYTES as u64).read_to_end(&mut bytes);
    match read.ok().and_then(|_| FileKind::of(&bytes)) {
        Some(kind) => damaged(format!("expected a file of the IDX format, got {kind}")),
        None => damaged("expected a file of the IDX format, which begins with two zero bytes"),
    }
}

/// Says that compressed data is damaged.
fn said(error: io::Error) -> DataError {
    match error.raw_os_error() {
        Some(_) => DataError::Io(error),
        None if error.kind() == io::ErrorKind::UnexpectedEof => {
            damaged("it is cut off: its compressed data ends too soon")
        }
        None => damaged("its compressed data is damaged"),
    }
}

/// Fills a buffer as far as the stream goes, and returns how many bytes it had.
fn fill(stream: &mut impl Read, buffer: &mut [u8]) -> Result<usize, DataError> {
    let mut filled = 0;
    while filled < buffer.len() {
        match stream.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(said(error)),
        }
    }
    Ok(filled)
}

impl Idx {
    /// Returns height, width and channels of the images, and their values.
    pub(super) fn images(self) -> Result<([usize; 3], Values), DataError> {
        let size = match self.sizes[..] {
            [_, height, width] => [height, width, 1],
            [_, height, width, channels] => [height, width, channels],
            _ => {
                return Err(damaged(format!(
                    "expected images of 3 axes (image, row, column), got {}",
                    tuple(&self.sizes)
                )));
            }
        };
        let size = size.map(|size| usize::try_from(size).unwrap_or(usize::MAX));
        let values = match self.kind {
            Kind::U8 => Values::Bytes(self.bytes),
            Kind::F32 => {
                let values = self.bytes.as_chunks::<4>().0.iter();
                Values::Floats(values.map(|value| f32::from_be_bytes(*value)).collect())
            }
            Kind::F64 => {
                let values = self.bytes.as_chunks::<8>().0.iter();
                Values::Floats(
                    values
                        .map(|value| f64::from_be_bytes(*value) as f32)
                        .collect(),
                )
            }
            Kind::I8 | Kind::I16 | Kind::I32 => {
                return Err(damaged(
                    "expected images of unsigned bytes or floats, got signed integers",
                ));
            }
        };
        Ok((size, values))
    }

    pub(super) fn labels(&self) -> Result<Vec<i64>, DataError> {
        if self.sizes.len() != 1 {
            return Err(damaged(format!(
                "expected labels of one axis, got {}",
                tuple(&self.sizes)
            )));
        }
        Ok(match self.kind {
            Kind::U8 => self.bytes.iter().map(|label| i64::from(*label)).collect(),
            Kind::I8 => self
                .bytes
                .iter()
                .map(|label| i64::from(*label as i8))
                .collect(),
            Kind::I16 => {
                let labels = self.bytes.as_chunks::<2>().0.iter();
                labels
                    .map(|label| i16::from_be_bytes(*label).into())
                    .collect()
            }
            Kind::I32 => {
                let labels = self.bytes.as_chunks::<4>().0.iter();
                labels
                    .map(|label| i32::from_be_bytes(*label).into())
                    .collect()
            }
            Kind::F32 | Kind::F64 => {
                return Err(damaged("expected labels of integers, got floats"));
            }
        })
    }
}

/// Formats sizes as a tuple.
fn tuple(sizes: &[u64]) -> String {
    let sizes: Vec<String> = sizes.iter().map(u64::to_string).collect();
    format!("({})", sizes.join(", "))
}
