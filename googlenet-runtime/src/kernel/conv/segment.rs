//! Where the inputs of a sum lie.

/// Rows whose inputs lie side by side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    /// Where the first input lies behind the window's first.
    pub(super) offset: usize,
    pub(super) len: usize,
}
