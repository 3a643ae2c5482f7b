//! The types of elements.

use crate::tensors::Element;
use hdf5_pure::{Datatype, DatatypeByteOrder, FixedPointLayout, FloatingPointLayout};

/// Type of the elements of a dataset, and whether their bytes are in reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) element: Element,
    pub(super) is_reversed: bool,
}

/// Returns the type; `brain` says that values of two bytes without a type are bfloat16.
///
/// # Errors
/// The type is one of floats that are no IEEE floats.
pub(super) fn of(ty: &Datatype, brain: bool) -> Result<Stored, String> {
    let other = |word| {
        Ok(Stored {
            element: Element::Other(word),
            is_reversed: false,
        })
    };
    match ty {
        Datatype::FloatingPoint {
            size,
            byte_order,
            layout,
        } => {
            let element = float(*size, layout);
            let is_reversed = match byte_order {
                DatatypeByteOrder::LittleEndian => Some(false),
                DatatypeByteOrder::BigEndian => Some(true),
                DatatypeByteOrder::Vax => None,
            };
            match (element, is_reversed) {
                (Some(element), Some(is_reversed)) => Ok(Stored {
                    element,
                    is_reversed,
                }),
                _ => Err(format!(
                    "it has floats of {size} bytes in a form that cannot be read; expected float32, float64, float16 \
                     or bfloat16"
                )),
            }
        }
        Datatype::Opaque { size: 2, .. } if brain => Ok(Stored {
            element: Element::BF16,
            is_reversed: false,
        }),
        Datatype::FixedPoint { size, layout, .. } => other(whole(*size, layout)),
        Datatype::Enumeration { .. } => other("bool"),
        Datatype::String { .. }
        | Datatype::VariableLength {
            is_string: true, ..
        } => other("text"),
        _ => other("of a type of its own"),
    }
}

fn float(size: u32, layout: &FloatingPointLayout) -> Option<Element> {
    let fields = (layout.exponent_size, layout.mantissa_size);
    let whole = layout.bit_offset == 0
        && u32::from(layout.bit_precision) == size * 8
        && layout.mantissa_location == 0
        && layout.exponent_location == layout.mantissa_size;
    let element = match (size, fields, layout.exponent_bias) {
        (4, (8, 23), 127) => Element::F32,
        (8, (11, 52), 1023) => Element::F64,
        (2, (5, 10), 15) => Element::F16,
        (2, (8, 7), 127) => Element::BF16,
        _ => return None,
    };
    whole.then_some(element)
}

fn whole(size: u32, layout: &FixedPointLayout) -> &'static str {
    match (size, layout.signed) {
        (1, true) => "int8",
        (2, true) => "int16",
        (4, true) => "int32",
        (8, true) => "int64",
        (1, false) => "uint8",
        (2, false) => "uint16",
        (4, false) => "uint32",
        (8, false) => "uint64",
        _ => "integers",
    }
}
