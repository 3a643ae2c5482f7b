//! Packed weights.

use super::Arena;
use super::system::Map;

/// The packed weights of all steps: in memory of their own, or where a file is mapped. Either begins at a multiple of 64
/// bytes.
pub(crate) enum Weights {
    /// Packed by this process.
    Own(Arena),
    /// Packed before.
    Mapped(MappedValues),
}

/// Values in a mapped file.
pub(crate) struct MappedValues {
    map: Map,
    offset: usize,
    len: usize,
}

impl MappedValues {
    /// The `len` values from byte `offset` on; `None` where they do not lie in the file or not at a multiple of 64 bytes.
    pub(crate) fn new(map: Map, offset: usize, len: usize) -> Option<MappedValues> {
        let bytes = len.checked_mul(size_of::<f32>())?;
        let inside = offset.checked_add(bytes)? <= map.len();
        let aligned = (map.as_ptr() as usize)
            .checked_add(offset)?
            .is_multiple_of(64);
        (inside && aligned).then_some(MappedValues { map, offset, len })
    }
}

impl Weights {
    /// None at all.
    pub(crate) fn none() -> Weights {
        Weights::Own(Arena::new(0))
    }

    /// All values.
    pub(crate) fn values(&self) -> &[f32] {
        match self {
            Weights::Own(arena) => arena.values(),
            Weights::Mapped(values) => {
                let start = values.map.as_ptr().wrapping_add(values.offset).cast();
                // SAFETY: the values lie in the map, aligned, as was checked when this was made; every pattern of bits
                // is a float; and the map is borrowed. Whoever maps a file promises that nobody changes it.
                unsafe { std::slice::from_raw_parts(start, values.len) }
            }
        }
    }
}
