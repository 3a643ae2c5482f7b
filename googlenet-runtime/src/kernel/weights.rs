//! Memory of packed weights.

use super::Arena;
use super::element::Element;
use super::system::Map;
use googlenet_dsl::plan::ALIGN;

/// Packed weights of all steps, in an arena or in a mapped file; aligned to [`ALIGN`] bytes in both cases.
pub(crate) enum Weights {
    /// Weights that this process has packed.
    Own(Arena),
    /// Weights from a file of packed weights.
    Mapped(MappedValues),
}

/// Byte range of a mapped file.
pub(crate) struct MappedValues {
    map: Map,
    offset: usize,
    bytes: usize,
}

impl MappedValues {
    /// Creates the range of `bytes` bytes from byte `offset` on. Returns `None` if the range exceeds the file or does
    /// not start at a multiple of [`ALIGN`] bytes in memory.
    pub(crate) fn new(map: Map, offset: usize, bytes: usize) -> Option<MappedValues> {
        let inside = offset.checked_add(bytes)? <= map.len();
        let aligned = (map.as_ptr() as usize)
            .checked_add(offset)?
            .is_multiple_of(ALIGN);
        (inside && aligned).then_some(MappedValues { map, offset, bytes })
    }
}

impl Weights {
    /// Creates empty weights.
    pub(crate) fn none() -> Weights {
        Weights::Own(Arena::new(0))
    }

    /// Returns the size in bytes.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Weights::Own(arena) => arena.bytes(),
            Weights::Mapped(values) => values.bytes,
        }
    }

    /// Returns a copy of the weights in an arena.
    pub(crate) fn copied(&self) -> Arena {
        let mut arena = Arena::new(self.bytes());
        arena.values_mut::<u8>()[..self.bytes()].copy_from_slice(self.values());
        arena
    }

    /// Returns the weights as a slice of elements.
    pub(crate) fn values<T: Element>(&self) -> &[T] {
        match self {
            Weights::Own(arena) => arena.values(),
            Weights::Mapped(values) => {
                let start = values.map.as_ptr().wrapping_add(values.offset).cast();
                // SAFETY: the range lies inside the map and is aligned, as `MappedValues::new` checked; every bit
                // pattern is a valid element; the map is borrowed, and the caller that mapped the file guarantees that
                // the file does not change.
                unsafe { std::slice::from_raw_parts(start, values.bytes / size_of::<T>()) }
            }
        }
    }
}
