//! The memory of a session, and that in which weights are packed.

use super::system::Pages;

const LINE: usize = 16;

/// Memory of so many bytes and more is mapped.
const MAPPED_BYTES: usize = 1 << 20;

/// 64 bytes, the size and alignment of a cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct CacheLine(#[allow(dead_code)] [f32; LINE]);

/// Zeroed memory, aligned to 64 bytes.
pub(crate) struct Arena {
    memory: Backing,
    len: usize,
}

enum Backing {
    Lines(Vec<CacheLine>),
    Pages(Pages),
}

impl Arena {
    /// Memory for at least `len` values.
    pub(crate) fn new(len: usize) -> Arena {
        let lines = len.div_ceil(LINE);
        let pages = match lines.checked_mul(size_of::<CacheLine>()) {
            Some(bytes) if bytes >= MAPPED_BYTES => Pages::new(bytes),
            _ => None,
        };
        let memory = match pages {
            Some(pages) => Backing::Pages(pages),
            None => Backing::Lines(vec![CacheLine([0.0; LINE]); lines]),
        };
        Arena {
            memory,
            len: lines * LINE,
        }
    }

    /// Number of values.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    fn as_ptr(&self) -> *const f32 {
        match &self.memory {
            Backing::Lines(lines) => lines.as_ptr().cast(),
            Backing::Pages(pages) => pages.as_ptr().cast(),
        }
    }

    pub(super) fn as_mut_ptr(&mut self) -> *mut f32 {
        match &mut self.memory {
            Backing::Lines(lines) => lines.as_mut_ptr().cast(),
            Backing::Pages(pages) => pages.as_mut_ptr().cast(),
        }
    }

    /// All values.
    pub(crate) fn values(&self) -> &[f32] {
        // SAFETY: a line is so many floats without padding, pages begin at a multiple of their size and hold as many
        // lines, all bytes are initialised, and the memory is borrowed.
        unsafe { std::slice::from_raw_parts(self.as_ptr(), self.len) }
    }

    /// All values, to change.
    pub(crate) fn values_mut(&mut self) -> &mut [f32] {
        let len = self.len;
        // SAFETY: as above, and nobody else has them.
        unsafe { std::slice::from_raw_parts_mut(self.as_mut_ptr(), len) }
    }
}
