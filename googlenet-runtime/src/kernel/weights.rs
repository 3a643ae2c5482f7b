//! Memory of packed weights: an arena, a mapped file, or bytes that are part of the program.

use super::Arena;
use super::element::Element;
use super::system::Map;
use googlenet_dsl::plan::ALIGN;

/// Packed weights of all steps of a network, in an arena, a mapped file or static memory; always aligned to [`ALIGN`]
/// bytes.
pub(crate) enum Weights {
    /// Arena with weights that this process has packed, or has copied to change some of them.
    Own(Arena),
    /// Range of a mapped file of packed weights; its pages are read when they are first accessed.
    Mapped(MappedValues),
    /// Bytes that live as long as the program.
    Static(StaticValues),
}

/// Bytes that live as long as the program, aligned to [`ALIGN`] bytes.
pub(crate) struct StaticValues(&'static [u8]);

impl StaticValues {
    /// Takes `bytes`; `None` if they do not start at an address that is a multiple of [`ALIGN`].
    pub(crate) fn new(bytes: &'static [u8]) -> Option<StaticValues> {
        let aligned = bytes.as_ptr().addr().is_multiple_of(ALIGN);
        aligned.then_some(StaticValues(bytes))
    }
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
    /// Copies `bytes` to an arena.
    pub(crate) fn copy_of(bytes: &[u8]) -> Weights {
        let mut arena = Arena::new(bytes.len());
        arena.values_mut::<u8>()[..bytes.len()].copy_from_slice(bytes);
        Weights::Own(arena)
    }

    /// Creates an arena of 0 bytes, as a placeholder until weights are packed or mapped.
    pub(crate) fn none() -> Weights {
        Weights::Own(Arena::new(0))
    }

    /// Returns the size in bytes.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Weights::Own(arena) => arena.bytes(),
            Weights::Mapped(values) => values.bytes,
            Weights::Static(values) => values.0.len(),
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
            Weights::Static(StaticValues(bytes)) => {
                // SAFETY: the bytes are aligned, as `StaticValues::new` checked; every bit pattern is a valid element,
                // whose alignment is at most its size.
                unsafe {
                    std::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len() / size_of::<T>())
                }
            }
        }
    }
}
