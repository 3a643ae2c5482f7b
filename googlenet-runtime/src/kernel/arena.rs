//! The memory of a session, and that of packed weights.

const LINE: usize = 16;

/// 64 bytes, the size and alignment of a cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line(#[allow(dead_code)] [f32; LINE]);

/// Zeroed memory, aligned to 64 bytes.
pub(crate) struct Arena {
    lines: Vec<Line>,
}

impl Arena {
    /// Memory for at least `len` values.
    pub(crate) fn new(len: usize) -> Arena {
        Arena {
            lines: vec![Line([0.0; LINE]); len.div_ceil(LINE)],
        }
    }

    /// Number of values.
    pub(crate) fn len(&self) -> usize {
        self.lines.len() * LINE
    }

    pub(super) fn as_mut_ptr(&mut self) -> *mut f32 {
        self.lines.as_mut_ptr().cast()
    }

    /// All values.
    pub(crate) fn values(&self) -> &[f32] {
        // SAFETY: a line is so many floats without padding, and the lines are borrowed.
        unsafe { std::slice::from_raw_parts(self.lines.as_ptr().cast(), self.len()) }
    }

    /// All values, to change.
    pub(crate) fn values_mut(&mut self) -> &mut [f32] {
        let len = self.len();
        // SAFETY: as above, and nobody else has them.
        unsafe { std::slice::from_raw_parts_mut(self.lines.as_mut_ptr().cast(), len) }
    }
}
