//! The types of the elements of weight files, and their conversion to 32-bit floats.

use googlenet_dsl::float::{brain, half};
use safetensors::Dtype;

/// A type of floats that weights are read from.
#[derive(Clone, Copy)]
pub(super) enum Element {
    F32,
    F64,
    F16,
    BF16,
}

impl Element {
    /// Returns the type of floats; `None` for all other types.
    pub(super) fn of(ty: Dtype) -> Option<Element> {
        match ty {
            Dtype::F32 => Some(Element::F32),
            Dtype::F64 => Some(Element::F64),
            Dtype::F16 => Some(Element::F16),
            Dtype::BF16 => Some(Element::BF16),
            _ => None,
        }
    }

    /// Returns the size of an element in bytes.
    pub(super) fn size(self) -> usize {
        match self {
            Element::F64 => 8,
            Element::F32 => 4,
            Element::F16 | Element::BF16 => 2,
        }
    }

    /// Appends the values of `bytes`, little-endian elements, to `values`: exactly, but for 64-bit floats, which are
    /// rounded; those beyond the range of 32-bit floats become infinite.
    pub(super) fn append(self, bytes: &[u8], values: &mut Vec<f32>) {
        match self {
            Element::F32 => {
                let (numbers, _) = bytes.as_chunks::<4>();
                values.extend(numbers.iter().map(|number| f32::from_le_bytes(*number)));
            }
            Element::F64 => {
                let (numbers, _) = bytes.as_chunks::<8>();
                let rounded = numbers
                    .iter()
                    .map(|number| f64::from_le_bytes(*number) as f32);
                values.extend(rounded);
            }
            Element::F16 => {
                let (numbers, _) = bytes.as_chunks::<2>();
                values.extend(
                    numbers
                        .iter()
                        .map(|number| half(u16::from_le_bytes(*number))),
                );
            }
            Element::BF16 => {
                let (numbers, _) = bytes.as_chunks::<2>();
                values.extend(
                    numbers
                        .iter()
                        .map(|number| brain(u16::from_le_bytes(*number))),
                );
            }
        }
    }
}
