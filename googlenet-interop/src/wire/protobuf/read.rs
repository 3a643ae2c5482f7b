//! Decoding of protobuf messages field by field, each field with its byte offset in the file. Contents of fields are
//! not copied, and every length is checked against the message around it.

use crate::wire::Broken;
use prost::encoding::{WireType, decode_key, decode_varint};

/// A part of a file's bytes, with its offset in the file: a message, or the content of a length-delimited field (a
/// nested message, text or bytes).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'a> {
    /// The bytes themselves; for a length-delimited field those behind the key and the length.
    pub(crate) bytes: &'a [u8],
    /// Byte offset of the slice's beginning in the file.
    pub(crate) offset: u64,
    /// All bytes of the file.
    file: &'a [u8],
    /// `true` for the whole file: bytes that are missing at its end are missing in the file.
    is_outermost: bool,
    /// Name of the program that defines the file format, such as `Caffe`, for error messages.
    program: &'static str,
}

/// A decoded field of a message.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WireField<'a> {
    /// Field number in the message.
    pub(crate) number: u32,
    pub(crate) value: WireValue<'a>,
    /// Byte offset in the file of the field's key, the field's first byte.
    pub(crate) offset: u64,
}

/// Value of a field by its wire type, not yet interpreted as the type of the `.proto` file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum WireValue<'a> {
    /// A varint: an integer, a boolean or an enumeration.
    Varint(u64),
    /// 32 bits, little-endian: a fixed-size integer or a float.
    Four([u8; 4]),
    /// 64 bits, little-endian: a fixed-size integer or a float.
    Eight([u8; 8]),
    /// Length-delimited bytes: a nested message, text, bytes, or packed numbers.
    Bytes(Piece<'a>),
}

impl<'a> Piece<'a> {
    /// Wraps the bytes of a whole file. `program` is the name of the program whose file it is, for error messages.
    pub(crate) fn of_file(bytes: &'a [u8], program: &'static str) -> Piece<'a> {
        Piece {
            bytes,
            offset: 0,
            file: bytes,
            is_outermost: true,
            program,
        }
    }

    /// Iterates over the message's fields in order. The first field that cannot be decoded, or that is a group, yields
    /// an error and ends the iteration.
    pub(crate) fn fields(self) -> impl Iterator<Item = Result<WireField<'a>, Broken>> {
        let (mut rest, mut broken) = (self, false);
        std::iter::from_fn(move || {
            if rest.bytes.is_empty() || broken {
                return None;
            }
            let whole = rest;
            let field = rest.field().map_err(|error| whole.explained(error));
            broken = field.is_err();
            Some(field)
        })
    }

    /// Returns the error of the field at the beginning of the slice as that of a file that is cut off, if the file ends
    /// in the field, or nothing but zeros are left of it.
    fn explained(self, error: Broken) -> Broken {
        let zeros = self.zeros();
        if let Some(from) = zeros.filter(|from| *from <= self.offset + self.key_len() as u64) {
            return of_zeros(from);
        }
        match self.is_outermost && self.ends_in_number() {
            true => error.cut_off(),
            false => error,
        }
    }

    /// Returns the error of a message whose content does not fit together: that of a file that is cut off, if it is zeros
    /// from inside of the message on and goes on behind it, where no fields are zeros.
    pub(crate) fn explained_whole(self, error: Broken) -> Broken {
        let end = self.offset + self.bytes.len() as u64;
        let zeros = self
            .zeros()
            .filter(|from| *from < end && end < self.file.len() as u64);
        zeros.map_or(error, of_zeros)
    }

    /// Returns the offset from which on the file is nothing but zeros, if it ends in any.
    fn zeros(self) -> Option<u64> {
        let from = self.file.iter().rposition(|byte| *byte != 0);
        let from = from.map_or(0, |last| last + 1);
        (from < self.file.len()).then_some(from as u64)
    }

    /// Returns the number of bytes at the beginning that say of themselves that a key goes on.
    fn key_len(self) -> usize {
        self.bytes.iter().take_while(|byte| **byte >= 0x80).count()
    }

    /// Returns `true` if the slice ends in its first number, a field's key, or in the number behind that. The last byte
    /// of a number is below 128.
    fn ends_in_number(self) -> bool {
        let end = |bytes: &[u8]| bytes.iter().position(|byte| *byte < 0x80);
        match end(self.bytes) {
            None => true,
            Some(key) => end(&self.bytes[key + 1..]).is_none() && self.bytes.len() < key + 11,
        }
    }

    /// Decodes the field at the beginning of the slice, and removes it from the slice.
    fn field(&mut self) -> Result<WireField<'a>, Broken> {
        let offset = self.offset;
        let key =
            |error: prost::DecodeError| Broken::new(offset, format!("invalid field key: {error}"));
        let (number, wire_type) = self.decode(decode_key).map_err(key)?;
        let at = self.offset;
        let value = match wire_type {
            WireType::Varint => {
                let varint = self.decode(decode_varint);
                WireValue::Varint(varint.map_err(|error| Broken::new(at, error.to_string()))?)
            }
            WireType::ThirtyTwoBit => WireValue::Four(self.array()?),
            WireType::SixtyFourBit => WireValue::Eight(self.array()?),
            WireType::LengthDelimited => {
                let len = self.decode(decode_varint);
                let len = len.map_err(|error| Broken::new(at, error.to_string()))?;
                WireValue::Bytes(self.take(len, at)?)
            }
            WireType::StartGroup | WireType::EndGroup => {
                let reason = format!(
                    "field {number} is a group, which {}'s files do not have",
                    self.program
                );
                return Err(Broken::new(offset, reason));
            }
        };
        Ok(WireField {
            number,
            value,
            offset,
        })
    }

    /// Decodes an element at the beginning of the slice with `read`, and removes it from the slice.
    fn decode<T>(
        &mut self,
        read: impl FnOnce(&mut &'a [u8]) -> Result<T, prost::DecodeError>,
    ) -> Result<T, prost::DecodeError> {
        let before = self.bytes.len();
        let value = read(&mut self.bytes)?;
        self.offset += (before - self.bytes.len()) as u64;
        Ok(value)
    }

    /// Removes the first `len` bytes from the slice and returns them; an error at the byte offset `at` in the file if
    /// fewer are left.
    fn take(&mut self, len: u64, at: u64) -> Result<Piece<'a>, Broken> {
        let rest = self.bytes.len();
        let taken = usize::try_from(len).ok().filter(|len| *len <= rest);
        let Some(taken) = taken else {
            let reason = format!("a field of {len} bytes, where {rest} are left");
            let broken = Broken::new(at, reason);
            return Err(match self.is_outermost {
                true => broken.cut_off(),
                false => broken,
            });
        };
        let (bytes, behind) = self.bytes.split_at(taken);
        let piece = Piece {
            bytes,
            offset: self.offset,
            file: self.file,
            is_outermost: false,
            program: self.program,
        };
        self.bytes = behind;
        self.offset += taken as u64;
        Ok(piece)
    }

    /// Removes the first `N` bytes from the slice and returns a copy of them; an error if fewer are left.
    fn array<const N: usize>(&mut self) -> Result<[u8; N], Broken> {
        let piece = self.take(N as u64, self.offset)?;
        let mut array = [0; N];
        array.copy_from_slice(piece.bytes);
        Ok(array)
    }
}

fn of_zeros(from: u64) -> Broken {
    Broken::new(
        from,
        format!("nothing but zeros from byte {from} on, where fields go on"),
    )
    .cut_off()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(bytes: &[u8]) -> Vec<Result<(u32, u64), (u64, String)>> {
        let file = Piece::of_file(bytes, "Somebody");
        file.fields()
            .map(|field| match field {
                Ok(field) => Ok((field.number, field.offset)),
                Err(broken) => Err((broken.offset, broken.reason)),
            })
            .collect()
    }

    #[test]
    fn fields_have_their_places_in_the_file() {
        // Field 1: the varint 300. Field 2: a message with one field of four bytes. Field 3: eight bytes.
        let bytes = [
            8, 0xac, 2, 18, 5, 13, 0, 0, 128, 63, 25, 1, 2, 3, 4, 5, 6, 7, 8,
        ];
        assert_eq!(fields(&bytes), [Ok((1, 0)), Ok((2, 3)), Ok((3, 10))]);
        let inner = Piece::of_file(&bytes, "Somebody").fields().nth(1);
        let Some(Ok(WireField {
            value: WireValue::Bytes(inner),
            ..
        })) = inner
        else {
            panic!("a message")
        };
        let field = inner.fields().next().expect("one field").ok();
        let field = field.expect("in order");
        assert_eq!((field.number, field.offset), (1, 5));
        let value = matches!(field.value, WireValue::Four(bytes) if bytes == [0, 0, 128, 63]);
        assert!(value, "{:?}", field.value);
    }

    #[test]
    fn files_that_are_cut_off_are_told() {
        let cut_off = |bytes: &[u8]| {
            let last = Piece::of_file(bytes, "Somebody").fields().last();
            last.is_some_and(|field| field.is_err_and(|broken| broken.is_cut_off))
        };
        // A varint, a message with a field of four bytes, and one with eight bytes.
        let bytes = [
            8, 0xac, 2, 18, 5, 13, 0, 0, 128, 63, 0x99, 1, 1, 2, 3, 4, 5, 6, 7, 8,
        ];
        let between = [0, 3, 10];
        for end in 0..bytes.len() {
            assert_eq!(cut_off(&bytes[..end]), !between.contains(&end), "{end}");
        }
        let mut zeros = bytes.to_vec();
        zeros.extend([0; 9]);
        assert!(cut_off(&zeros));
        zeros.push(1);
        assert!(!cut_off(&zeros));
        // A message inside the file claims more than it has.
        assert!(!cut_off(&[8, 1, 19, 20]));
        let inner = Piece::of_file(&[18, 2, 18, 9], "Somebody").fields().next();
        let Some(Ok(WireField {
            value: WireValue::Bytes(inner),
            ..
        })) = inner
        else {
            panic!("a message")
        };
        let broken = inner.fields().next().and_then(Result::err);
        assert!(!broken.expect("too long").is_cut_off);
    }

    #[test]
    fn zeros_from_inside_of_a_message_on_are_told() {
        let inner_error = |bytes: &[u8]| {
            let file = Piece::of_file(bytes, "Somebody");
            let inner = file.fields().find_map(|field| match field.ok()?.value {
                WireValue::Bytes(inner) => Some(inner),
                _ => None,
            });
            let broken = inner.expect("a message").fields().find_map(Result::err);
            broken.expect("an error")
        };
        // A message of nine bytes in which two fields are left, or one and the first byte of a key.
        for (bytes, from) in [
            (&[18, 9, 8, 1, 16, 2, 0, 0, 0, 0, 0, 0, 0, 0][..], 6),
            (&[18, 9, 8, 1, 0x80, 0, 0, 0, 0, 0, 0, 0, 0], 5),
        ] {
            let broken = inner_error(bytes);
            assert!(broken.is_cut_off, "{bytes:?}");
            assert_eq!(broken.offset, from);
            let expected = format!("nothing but zeros from byte {from} on, where fields go on");
            assert_eq!(broken.reason, expected);
        }
        // Other bytes follow, in the message or behind it.
        for bytes in [
            [18, 6, 8, 1, 0, 0, 0, 1, 16, 1],
            [18, 6, 8, 1, 0, 0, 0, 0, 16, 1],
        ] {
            assert!(!inner_error(&bytes).is_cut_off, "{bytes:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_ends_the_fields() {
        // The second field claims nine bytes where two are left.
        let long = [8, 1, 18, 9, 8, 1];
        let reason = "a field of 9 bytes, where 2 are left".to_owned();
        assert_eq!(fields(&long), [Ok((1, 0)), Err((3, reason))]);
        let reason = "field 2 is a group, which Somebody's files do not have".to_owned();
        assert_eq!(fields(&[8, 1, 19, 20]), [Ok((1, 0)), Err((2, reason))]);
    }
}
