//! Segments of reduction rows with consecutive inputs.

/// Consecutive reduction rows whose inputs lie side by side in memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    /// Distance in values from the first input under the window to the segment's first input.
    pub(super) offset: usize,
    /// Number of reduction rows, each with one input value.
    pub(super) len: usize,
}
