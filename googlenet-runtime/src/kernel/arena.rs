//! The memory of a session, and that in which weights are packed.

use super::element::Element;
use super::system::Pages;
use googlenet_dsl::plan::ALIGN;

/// Memory of so many bytes and more is mapped.
const MAPPED_BYTES: usize = 1 << 20;

/// The size and alignment of a cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct CacheLine(#[allow(dead_code)] [u8; ALIGN]);

const _: () = assert!(size_of::<CacheLine>() == ALIGN && align_of::<CacheLine>() == ALIGN);

/// Zeroed memory, aligned to [`ALIGN`] bytes.
pub(crate) struct Arena {
    memory: Backing,
    bytes: usize,
}

enum Backing {
    Lines(Vec<CacheLine>),
    Pages(Pages),
}

impl Arena {
    /// Memory for at least so many bytes.
    pub(crate) fn new(bytes: usize) -> Arena {
        let lines = bytes.div_ceil(ALIGN);
        let pages = match lines.checked_mul(ALIGN) {
            Some(bytes) if bytes >= MAPPED_BYTES => Pages::new(bytes),
            _ => None,
        };
        let memory = match pages {
            Some(pages) => Backing::Pages(pages),
            None => Backing::Lines(vec![CacheLine([0; ALIGN]); lines]),
        };
        Arena {
            memory,
            bytes: lines * ALIGN,
        }
    }

    /// Number of bytes.
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

    /// All of it as elements of a type.
    pub(crate) fn values<T: Element>(&self) -> &[T] {
        // SAFETY: lines have no padding, and mapped memory begins at a page and is as long; all bytes are
        // initialised, every pattern of them is an element, which is aligned to its size; and the memory is borrowed.
        unsafe { std::slice::from_raw_parts(self.as_ptr().cast(), self.bytes / size_of::<T>()) }
    }

    /// The same, to change.
    pub(crate) fn values_mut<T: Element>(&mut self) -> &mut [T] {
        let len = self.bytes / size_of::<T>();
        // SAFETY: as above, and nobody else has them.
        unsafe { std::slice::from_raw_parts_mut(self.as_mut_ptr().cast(), len) }
    }
}
