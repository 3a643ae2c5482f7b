//! Packed weights.

use super::Arena;
use super::element::Element;
use super::system::Map;
use googlenet_dsl::plan::ALIGN;

/// The packed weights of all steps: in memory of their own, or where a file is mapped. Either begins at a multiple of
/// [`ALIGN`] bytes.
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
    bytes: usize,
}

impl MappedValues {
    /// Those from byte `offset` on; `None` where they do not lie in the file or not at a multiple of [`ALIGN`] bytes.
    pub(crate) fn new(map: Map, offset: usize, bytes: usize) -> Option<MappedValues> {
        let inside = offset.checked_add(bytes)? <= map.len();
        let aligned = (map.as_ptr() as usize)
            .checked_add(offset)?
            .is_multiple_of(ALIGN);
        (inside && aligned).then_some(MappedValues { map, offset, bytes })
    }
}

impl Weights {
    /// None at all.
    pub(crate) fn none() -> Weights {
        Weights::Own(Arena::new(0))
    }

    /// Number of bytes.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Weights::Own(arena) => arena.bytes(),
            Weights::Mapped(values) => values.bytes,
        }
    }

    /// The same weights in memory of their own.
    pub(crate) fn copied(&self) -> Arena {
        let mut arena = Arena::new(self.bytes());
        arena.values_mut::<u8>()[..self.bytes()].copy_from_slice(self.values());
        arena
    }

    /// All of them as elements of a type.
    pub(crate) fn values<T: Element>(&self) -> &[T] {
        match self {
            Weights::Own(arena) => arena.values(),
            Weights::Mapped(values) => {
                let start = values.map.as_ptr().wrapping_add(values.offset).cast();
                // SAFETY: the values lie in the map, aligned, as was checked when this was made; every pattern of bits
                // is an element; and the map is borrowed. Whoever maps a file promises that nobody changes it.
                unsafe { std::slice::from_raw_parts(start, values.bytes / size_of::<T>()) }
            }
        }
    }
}
