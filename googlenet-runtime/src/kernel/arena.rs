//! Memory for activations, scratch data and packed weights.

use super::element::Element;
use super::system::Pages;
use googlenet_dsl::plan::ALIGN;
use googlenet_dsl::value::DType;

/// Size in bytes from which on an arena is mapped from the operating system, as large pages where possible, instead of
/// allocated as a vector.
const MAPPED_BYTES: usize = 1 << 20;

/// Element of the vector as which an arena is allocated if it is not mapped: of the size and alignment of a cache line,
/// so that the vector is aligned to [`ALIGN`] bytes.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct CacheLine(#[allow(dead_code)] [u8; ALIGN]);

const _: () = assert!(size_of::<CacheLine>() == ALIGN && align_of::<CacheLine>() == ALIGN);

/// Size in bytes of the memory behind an arena of [`Arena::of`] that may be read.
pub(super) const READABLE: usize = 4096;

/// Owned memory, aligned to [`ALIGN`] bytes and initially zero.
pub(crate) struct Arena {
    memory: Backing,
    /// Size in bytes, a multiple of [`ALIGN`].
    bytes: usize,
}

enum Backing {
    Lines(Vec<CacheLine>),
    Pages(Pages),
}

impl Arena {
    /// Allocates `bytes` bytes of zeros, rounded up to a multiple of [`ALIGN`].
    pub(crate) fn new(bytes: usize) -> Arena {
        Arena::followed(bytes, 0)
    }

    /// Allocates `bytes` bytes of zeros as [`Arena::new`] does, for maps of elements of the type `dtype`. If these are no
    /// `f32` values, a few bytes behind the arena, [`READABLE`], may be read, too, by instructions that read more than they
    /// use.
    pub(crate) fn of(dtype: DType, bytes: usize) -> Arena {
        match dtype == DType::F32 || bytes == 0 {
            true => Arena::new(bytes),
            false => Arena::followed(bytes, READABLE),
        }
    }

    fn followed(bytes: usize, readable: usize) -> Arena {
        let lines = bytes.div_ceil(ALIGN);
        let all = lines.saturating_add(readable / ALIGN);
        let pages = match all.checked_mul(ALIGN) {
            Some(bytes) if bytes >= MAPPED_BYTES => Pages::new(bytes),
            _ => None,
        };
        let memory = match pages {
            Some(pages) => Backing::Pages(pages),
            None => Backing::Lines(vec![CacheLine([0; ALIGN]); all]),
        };
        Arena {
            memory,
            bytes: lines * ALIGN,
        }
    }

    /// Returns the size in bytes, a multiple of [`ALIGN`].
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    fn as_ptr(&self) -> *const u8 {
        match &self.memory {
            Backing::Lines(lines) => lines.as_ptr().cast(),
            Backing::Pages(pages) => pages.as_ptr(),
        }
    }

    pub(super) fn as_mut_ptr(&mut self) -> *mut u8 {
        match &mut self.memory {
            Backing::Lines(lines) => lines.as_mut_ptr().cast(),
            Backing::Pages(pages) => pages.as_mut_ptr(),
        }
    }

    /// Returns the whole arena as a slice of elements of type `T`.
    pub(crate) fn values<T: Element>(&self) -> &[T] {
        // SAFETY: both kinds of memory are initialised, have no padding, are at least `bytes` long and aligned to a
        // cache line or page; every bit pattern is a valid element, whose alignment is at most its size; the borrow of
        // `self` keeps the memory alive.
        unsafe { std::slice::from_raw_parts(self.as_ptr().cast(), self.bytes / size_of::<T>()) }
    }

    /// Returns the whole arena as a mutable slice of elements of type `T`.
    pub(crate) fn values_mut<T: Element>(&mut self) -> &mut [T] {
        let len = self.bytes / size_of::<T>();
        // SAFETY: valid as in `values`; the mutable borrow of `self` makes the access exclusive.
        unsafe { std::slice::from_raw_parts_mut(self.as_mut_ptr().cast(), len) }
    }
}
