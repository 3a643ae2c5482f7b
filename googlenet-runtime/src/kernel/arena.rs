//! The memory of a session.

const LINE: usize = 16;

/// 64 bytes, the size and alignment of a cache line.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line(#[allow(dead_code)] [f32; LINE]);

/// Zeroed memory for activations, aligned to 64 bytes.
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
    #[cfg(test)]
    pub(super) fn values(&self) -> &[f32] {
        // SAFETY: a line is so many floats without padding, and the lines are borrowed.
        unsafe { std::slice::from_raw_parts(self.lines.as_ptr().cast(), self.len()) }
    }

    /// The same value everywhere.
    #[cfg(test)]
    pub(super) fn fill(&mut self, value: f32) {
        self.lines.fill(Line([value; LINE]));
    }
}
