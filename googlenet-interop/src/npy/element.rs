//! The types of elements that are read, and their conversion to 32-bit floats.

use googlenet_dsl::float::half;
use std::fmt;

/// A type of numbers with its order of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Element {
    kind: Kind,
    is_big_endian: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bool,
    Unsigned(u8),
    Signed(u8),
    Float(u8),
}

impl Element {
    /// Returns the type that NumPy's code stands for, such as `<f4`; `None` if it is none that is read.
    pub(super) fn of(code: &str) -> Option<Element> {
        let (order, ty) = match code.as_bytes() {
            [order @ (b'<' | b'>' | b'=' | b'|'), ty @ ..] => (*order, ty),
            ty => (b'=', ty),
        };
        let kind = match ty {
            b"b1" | b"?" => Kind::Bool,
            b"u1" | b"B" => Kind::Unsigned(1),
            b"u2" => Kind::Unsigned(2),
            b"u4" => Kind::Unsigned(4),
            b"u8" => Kind::Unsigned(8),
            b"i1" | b"b" => Kind::Signed(1),
            b"i2" => Kind::Signed(2),
            b"i4" => Kind::Signed(4),
            b"i8" => Kind::Signed(8),
            b"f2" => Kind::Float(2),
            b"f4" => Kind::Float(4),
            b"f8" => Kind::Float(8),
            _ => return None,
        };
        let is_big_endian = match order {
            b'>' => true,
            b'<' => false,
            _ => cfg!(target_endian = "big"),
        };
        Some(Element {
            kind,
            is_big_endian,
        })
    }

    /// Returns the size of a value in bytes: 1, 2, 4 or 8.
    pub(crate) fn size(self) -> usize {
        match self.kind {
            Kind::Bool => 1,
            Kind::Unsigned(size) | Kind::Signed(size) | Kind::Float(size) => size.into(),
        }
    }

    /// Returns whether the bytes of a value are in the order of big-endian machines; `false` for single bytes.
    pub(crate) fn is_big_endian(self) -> bool {
        self.is_big_endian && self.size() > 1
    }

    /// Returns the name of the type as NumPy prints it.
    pub(crate) fn name(self) -> &'static str {
        match self.kind {
            Kind::Bool => "bool",
            Kind::Unsigned(1) => "uint8",
            Kind::Unsigned(2) => "uint16",
            Kind::Unsigned(4) => "uint32",
            Kind::Unsigned(_) => "uint64",
            Kind::Signed(1) => "int8",
            Kind::Signed(2) => "int16",
            Kind::Signed(4) => "int32",
            Kind::Signed(_) => "int64",
            Kind::Float(2) => "float16",
            Kind::Float(4) => "float32",
            Kind::Float(_) => "float64",
        }
    }

    /// Appends the values of `bytes` to `values`. 64-bit floats are rounded.
    ///
    /// # Errors
    /// Returns the first integer that no 32-bit float holds, as text; `values` then ends before it.
    pub(super) fn convert(self, bytes: &[u8], values: &mut Vec<f32>) -> Result<(), String> {
        for value in bytes.chunks_exact(self.size()) {
            values.push(self.value(value)?);
        }
        Ok(())
    }

    /// Returns an integer or a truth value; `None` for an integer of 2^63 or more, and for floats.
    pub(super) fn integer(self, bytes: &[u8]) -> Option<i64> {
        let bits = self.bits(bytes);
        let unused = 64 - 8 * bytes.len();
        match self.kind {
            Kind::Bool => Some(i64::from(bits != 0)),
            Kind::Unsigned(_) => i64::try_from(bits).ok(),
            Kind::Signed(_) => Some((bits << unused) as i64 >> unused),
            Kind::Float(_) => None,
        }
    }

    fn bits(self, bytes: &[u8]) -> u64 {
        let mut low = [0; 8];
        low[..bytes.len()].copy_from_slice(bytes);
        if self.is_big_endian {
            low[..bytes.len()].reverse();
        }
        u64::from_le_bytes(low)
    }

    fn value(self, bytes: &[u8]) -> Result<f32, String> {
        let bits = self.bits(bytes);
        let unused = 64 - 8 * bytes.len();
        match self.kind {
            Kind::Bool => Ok(f32::from(u8::from(bits != 0))),
            Kind::Unsigned(_) => exact(i128::from(bits)),
            Kind::Signed(_) => exact(i128::from((bits << unused) as i64 >> unused)),
            Kind::Float(2) => Ok(half(bits as u16)),
            Kind::Float(4) => Ok(f32::from_bits(bits as u32)),
            Kind::Float(_) => Ok(f64::from_bits(bits) as f32),
        }
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn exact(integer: i128) -> Result<f32, String> {
    let float = integer as f32;
    match float as i128 == integer {
        true => Ok(float),
        false => Err(integer.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: &str, bytes: &[u8]) -> Result<Vec<f32>, String> {
        let mut values = Vec::new();
        let element = Element::of(code).expect("a type that is read");
        element.convert(bytes, &mut values).map(|()| values)
    }

    #[test]
    fn every_type_is_read_exactly_in_both_orders() {
        let both = |ty: &str, value: &[u8], expected: f32| {
            let mut reversed = value.to_vec();
            reversed.reverse();
            assert_eq!(read(&format!("<{ty}"), value), Ok(vec![expected]), "<{ty}");
            assert_eq!(
                read(&format!(">{ty}"), &reversed),
                Ok(vec![expected]),
                ">{ty}"
            );
        };
        both("u2", &65_535_u16.to_le_bytes(), 65_535.0);
        both("i2", &(-32_768_i16).to_le_bytes(), -32_768.0);
        both("u4", &0xffff_ff00_u32.to_le_bytes(), 4_294_967_040.0);
        both("i4", &(-16_777_216_i32).to_le_bytes(), -16_777_216.0);
        both("i4", &(-3_i32).to_le_bytes(), -3.0);
        both(
            "u8",
            &(1_u64 << 63).to_le_bytes(),
            9_223_372_036_854_775_808.0,
        );
        both("i8", &i64::MIN.to_le_bytes(), -9_223_372_036_854_775_808.0);
        both("i8", &(-1_i64).to_le_bytes(), -1.0);
        both("f2", &0x3555_u16.to_le_bytes(), 0.333_251_95);
        both("f4", &(-1.5_f32).to_le_bytes(), -1.5);
        both("f8", &0.1_f64.to_le_bytes(), 0.1);
        assert_eq!(read("|u1", &[0, 255]), Ok(vec![0.0, 255.0]));
        assert_eq!(read("|i1", &[127, 128, 255]), Ok(vec![127.0, -128.0, -1.0]));
        assert_eq!(read("|b1", &[0, 1]), Ok(vec![0.0, 1.0]));
    }

    #[test]
    fn integers_that_no_float_holds_are_refused() {
        assert_eq!(
            read("<i4", &16_777_217_i32.to_le_bytes()),
            Err("16777217".into())
        );
        assert_eq!(
            read("<i8", &(i64::MAX).to_le_bytes()),
            Err("9223372036854775807".into())
        );
        assert_eq!(
            read("<u8", &u64::MAX.to_le_bytes()),
            Err("18446744073709551615".into())
        );
        assert_eq!(
            read("<i8", &(-16_777_219_i64).to_le_bytes()),
            Err("-16777219".into())
        );
    }
}
