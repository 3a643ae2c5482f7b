//! The format of files of packed weights, which hold the weights in the order in which kernels read them.
//!
//! A file begins with a header of 96 bytes. All numbers are little-endian, except the byte-order mark and the weights,
//! which have the byte order of the processor that packed them. Positions are in bytes from the beginning of the file.
//!
//! | byte | content |
//! |---:|---|
//! | 0 | the eight bytes of [`PACKED_MAGIC`] |
//! | 8 | version of this format, 32 bits |
//! | 12 | version of the packing ([`PACKING`]), 32 bits |
//! | 16 | byte-order mark: [`ORDER`] in the byte order of the weights |
//! | 20 | length of the description in bytes, 32 bits |
//! | 24 | name of the instruction set, 16 bytes, padded with zeros |
//! | 40 | position of the weights in bytes, a multiple of [`PAGE`], 64 bits |
//! | 48 | size of the weights in units of four bytes, 64 bits |
//! | 56 | XXH3 hash of the description, 128 bits |
//! | 72 | XXH3 hash of the weights, 128 bits |
//! | 88 | XXH3 hash of all bytes before, 64 bits |
//! | 96 | the description: one line for each step with weights, see `Steps::description` |
//!
//! Zeros fill the space between description and weights. The file ends with the weights.

use super::difference::Expected;
use crate::error::{FileRole, PackedFileError};
use crate::kernel::{Isa, PACKING};
use crate::model::file::PACKED_MAGIC;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

const FORMAT: u32 = 1;
const ORDER: u32 = 0x0102_0304;
const PAGE: u64 = 4096;
pub(super) const HEADER_LEN: usize = 96;
/// Offset in the file of the hash of the header, in bytes.
const CHECK_AT: usize = 88;
const ISA_LEN: usize = 16;

/// The header of a file of packed weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PackedHeader {
    isa: [u8; ISA_LEN],
    description_len: u32,
    /// Offset of the weights in the file, in bytes.
    pub(super) start: u64,
    /// Number of packed weights, in `f32` values.
    len: u64,
    /// XXH3 hash of the description (the text that lists the steps).
    description_hash: u128,
    /// XXH3 hash of the bytes of the weights.
    pub(super) checksum: u128,
}

impl PackedHeader {
    /// Creates the header of a file that this process writes: for the chosen instruction set, the text `description`
    /// that lists the steps, and packed weights of `bytes` bytes with the XXH3 hash `checksum`.
    pub(super) fn new(description: &str, bytes: usize, checksum: u128) -> PackedHeader {
        let mut isa = [0; ISA_LEN];
        let name = Isa::chosen().as_str().as_bytes();
        isa[..name.len()].copy_from_slice(name);
        let description_len = description.len() as u32;
        let end = HEADER_LEN as u64 + u64::from(description_len);
        PackedHeader {
            isa,
            description_len,
            start: end.next_multiple_of(PAGE),
            len: (bytes / size_of::<f32>()) as u64,
            description_hash: xxh3_128(description.as_bytes()),
            checksum,
        }
    }

    /// Returns all bytes of the file before the weights: the header, the description and the zeros behind it.
    pub(super) fn bytes(&self, description: &str) -> Vec<u8> {
        let mut bytes = PACKED_MAGIC.to_vec();
        bytes.extend(FORMAT.to_le_bytes());
        bytes.extend(PACKING.to_le_bytes());
        bytes.extend(ORDER.to_ne_bytes());
        bytes.extend(self.description_len.to_le_bytes());
        bytes.extend(self.isa);
        bytes.extend(self.start.to_le_bytes());
        bytes.extend(self.len.to_le_bytes());
        bytes.extend(self.description_hash.to_le_bytes());
        bytes.extend(self.checksum.to_le_bytes());
        bytes.extend(xxh3_64(&bytes).to_le_bytes());
        bytes.extend(description.as_bytes());
        bytes.resize(self.start as usize, 0);
        bytes
    }

    /// Reads the header of a file, and checks header, description, padding and length against what this process would
    /// write. `front` is the file, or as much as comes before its weights if `whole` is `false`; the length is then not
    /// checked. The weights are not read, so their hash is not checked.
    ///
    /// # Errors
    /// Returns the first difference that is found, in the order of the checks.
    pub(super) fn read(
        front: &[u8],
        whole: bool,
        expected: &Expected<'_>,
    ) -> Result<PackedHeader, PackedFileError> {
        let (file, description) = (front, expected.description);
        if let Some(wrong) = FileRole::PackedWeights.mistake(file) {
            return Err(PackedFileError::OtherKind { wrong });
        }
        let Some((header, behind)) = file.split_first_chunk::<HEADER_LEN>() else {
            return Err(PackedFileError::TooShort {
                header: HEADER_LEN,
                file: file.len(),
            });
        };
        if !header.starts_with(&PACKED_MAGIC) {
            return Err(PackedFileError::Magic {
                expected: PACKED_MAGIC.escape_ascii().to_string(),
                got: header[..PACKED_MAGIC.len()].escape_ascii().to_string(),
            });
        }
        let differs = |field, expected: &dyn std::fmt::Display, got: &dyn std::fmt::Display| {
            Err(PackedFileError::Mismatch {
                field,
                expected: expected.to_string(),
                got: got.to_string(),
            })
        };
        let format = u32_at(header, 8);
        if format != FORMAT {
            return differs("version of the format", &FORMAT, &format);
        }
        let (sum, got) = (xxh3_64(&header[..CHECK_AT]), u64_at(header, CHECK_AT));
        if got != sum {
            let [expected, got] = [sum, got].map(|sum| format!("{sum:016x}"));
            return differs("checksum of the header", &expected, &got);
        }
        let packing = u32_at(header, 12);
        if packing != PACKING {
            return differs("version of the packing", &PACKING, &packing);
        }
        if header[16..20] != ORDER.to_ne_bytes() {
            let order = ORDER.to_ne_bytes().escape_ascii().to_string();
            return differs("order of bytes", &order, &header[16..20].escape_ascii());
        }
        let wanted = PackedHeader::new(description, expected.bytes, u128_at(header, 72));
        let mut isa = [0; ISA_LEN];
        isa.copy_from_slice(&header[24..24 + ISA_LEN]);
        if isa != wanted.isa {
            let got = isa.trim_ascii_end().split(|byte| *byte == 0).next();
            let got = got.unwrap_or_default().escape_ascii();
            return differs("instruction set", &Isa::chosen().as_str(), &got);
        }
        let got = PackedHeader {
            isa,
            description_len: u32_at(header, 20),
            start: u64_at(header, 40),
            len: u64_at(header, 48),
            description_hash: u128_at(header, 56),
            checksum: wanted.checksum,
        };
        let Some(theirs) = behind.get(..got.description_len as usize) else {
            let end = HEADER_LEN as u64 + u64::from(got.description_len);
            return Err(PackedFileError::CutOff {
                expected: end,
                got: file.len() as u64,
            });
        };
        if theirs != description.as_bytes() {
            let hash = xxh3_128(theirs);
            if hash != got.description_hash {
                let [expected, got] = [got.description_hash, hash].map(|sum| format!("{sum:032x}"));
                return differs("checksum of the description", &expected, &got);
            }
            return Err(expected.difference(&String::from_utf8_lossy(theirs)));
        }
        if got != wanted {
            let place = |header: &PackedHeader| {
                let PackedHeader { start, len, .. } = header;
                format!("{len} weights from byte {start} on")
            };
            return differs(
                "size and position of the weights",
                &place(&wanted),
                &place(&got),
            );
        }
        // If these bytes are missing, so are the weights, which the length shows below.
        let between = behind.get(description.len()..got.start as usize - HEADER_LEN);
        let zeros = between.is_none_or(|between| between.iter().all(|byte| *byte == 0));
        if !zeros {
            return differs("padding before the weights", &"zeros", &"other bytes");
        }
        let (expected, len) = (got.end(), file.len() as u64);
        if whole && len < expected {
            return Err(PackedFileError::CutOff { expected, got: len });
        }
        if whole && len != expected {
            return differs("bytes of the file", &got.end(), &file.len());
        }
        Ok(got)
    }

    /// Returns the length of the file in bytes.
    pub(super) fn end(&self) -> u64 {
        self.start + self.len * size_of::<f32>() as u64
    }

    /// Returns the number of bytes in front of the weights, if `header` is that of a file: as many as it says, but at
    /// most `most`.
    pub(super) fn front_len(header: &[u8; HEADER_LEN], most: u64) -> u64 {
        (HEADER_LEN as u64 + u64::from(u32_at(header, 20))).min(most)
    }
}

fn u32_at(bytes: &[u8; HEADER_LEN], at: usize) -> u32 {
    u32::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]))
}

fn u64_at(bytes: &[u8; HEADER_LEN], at: usize) -> u64 {
    u64::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]))
}

fn u128_at(bytes: &[u8; HEADER_LEN], at: usize) -> u128 {
    u128::from_le_bytes(std::array::from_fn(|byte| bytes[at + byte]))
}
