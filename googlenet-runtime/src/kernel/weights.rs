//! Memory of packed weights: an arena, or a mapped file.

use super::Arena;
use super::element::Element;
use super::system::Map;
use googlenet_dsl::plan::ALIGN;

/// Packed weights of all steps of a network, in an arena or in a mapped file; aligned to [`ALIGN`] bytes in both cases.
pub(crate) enum Weights {
    /// Arena with weights that this process has packed, or has copied to change some of them.
    Own(Arena),
    /// Range of a mapped file of packed weights; its pages are read when they are first accessed.
    Mapped(MappedValues),
}

/// A mapped file and a range of its bytes, which is aligned to [`ALIGN`] bytes in memory.
pub(crate) struct MappedValues {
    map: Map,
    /// Offset of the range from the beginning of the file, in bytes.
    offset: usize,
    bytes: usize,
}

impl MappedValues {
    /// Creates the range of `bytes` bytes from byte `offset` of the file on. Returns `None` if the range exceeds the
    /// file or does not start at an address that is a multiple of [`ALIGN`].
    pub(crate) fn new(map: Map, offset: usize, bytes: usize) -> Option<MappedValues> {
        let inside = offset.checked_add(bytes)? <= map.len();
        let aligned = (map.as_ptr() as usize)
            .checked_add(offset)?
            .is_multiple_of(ALIGN);
        (inside && aligned).then_some(MappedValues { map, offset, bytes })
    }
}

impl Weights {
    /// Creates an arena of 0 bytes, as a placeholder until weights are packed or mapped.
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

    /// Copies the weights into a new arena, whose size is rounded up to a multiple of [`ALIGN`] bytes.
    pub(crate) fn copied(&self) -> Arena {
        let mut arena = Arena::new(self.bytes());
        arena.values_mut::<u8>()[..self.bytes()].copy_from_slice(self.values());
        arena
    }

    /// Returns the weights as a slice of elements of type `T`; bytes at the end that fill no whole element are left
    /// out.
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
