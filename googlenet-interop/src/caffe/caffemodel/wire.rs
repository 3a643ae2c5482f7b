//! Protobuf's fields one by one, with their places. Nothing is copied, and no length is believed beyond the message
//! around it.

use crate::caffe::error::Error;
use prost::encoding::{WireType, decode_key, decode_varint};

/// A message inside a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) bytes: &'a [u8],
    /// Where it begins in the file.
    pub(super) offset: u64,
}

/// A field of a message.
#[derive(Debug, Clone, Copy)]
pub(super) struct WireField<'a> {
    pub(super) number: u32,
    pub(super) value: WireValue<'a>,
    /// Where its key is in the file.
    pub(super) offset: u64,
}

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum WireValue<'a> {
    Varint(u64),
    Four([u8; 4]),
    Eight([u8; 8]),
    Bytes(Piece<'a>),
}

/// What cannot be read: where, and why.
pub(super) struct Broken {
    pub(super) offset: u64,
    pub(super) reason: String,
}

impl Broken {
    pub(super) fn new(offset: u64, reason: impl Into<String>) -> Broken {
        Broken {
            offset,
            reason: reason.into(),
        }
    }

    pub(super) fn error(self, layer: Option<&str>) -> Error {
        Error::Caffemodel {
            offset: self.offset,
            layer: layer.filter(|name| !name.is_empty()).map(str::to_owned),
            reason: self.reason,
        }
    }
}

impl<'a> Piece<'a> {
    /// The fields in order, up to the first that cannot be read.
    pub(super) fn fields(self) -> impl Iterator<Item = Result<WireField<'a>, Broken>> {
        let (mut rest, mut broken) = (self, false);
        std::iter::from_fn(move || {
            if rest.bytes.is_empty() || broken {
                return None;
            }
            let field = rest.field();
            broken = field.is_err();
            Some(field)
        })
    }

    fn field(&mut self) -> Result<WireField<'a>, Broken> {
        let offset = self.offset;
        let key =
            |error: prost::DecodeError| Broken::new(offset, format!("no field's key: {error}"));
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
                let reason = format!("field {number} is a group, which Caffe's files do not have");
                return Err(Broken::new(offset, reason));
            }
        };
        Ok(WireField {
            number,
            value,
            offset,
        })
    }

    fn decode<T>(
        &mut self,
        read: impl FnOnce(&mut &'a [u8]) -> Result<T, prost::DecodeError>,
    ) -> Result<T, prost::DecodeError> {
        let before = self.bytes.len();
        let value = read(&mut self.bytes)?;
        self.offset += (before - self.bytes.len()) as u64;
        Ok(value)
    }

    fn take(&mut self, len: u64, at: u64) -> Result<Piece<'a>, Broken> {
        let rest = self.bytes.len();
        let taken = usize::try_from(len).ok().filter(|len| *len <= rest);
        let Some(taken) = taken else {
            let reason = format!("a field of {len} bytes, where {rest} are left");
            return Err(Broken::new(at, reason));
        };
        let (bytes, behind) = self.bytes.split_at(taken);
        let piece = Piece {
            bytes,
            offset: self.offset,
        };
        self.bytes = behind;
        self.offset += taken as u64;
        Ok(piece)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Broken> {
        let piece = self.take(N as u64, self.offset)?;
        let mut array = [0; N];
        array.copy_from_slice(piece.bytes);
        Ok(array)
    }
}
