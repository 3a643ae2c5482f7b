//! Segments: runs of reduction rows whose inputs lie side by side.

/// Consecutive reduction rows (products of one input value with the weights of all output channels) whose inputs lie
/// side by side in memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    /// Distance in `f32` values from the first input of the sum (the first input under the window, or the first channel
    /// of a tile in the transformed inputs of Winograd convolution) to the segment's first input.
    pub(super) offset: usize,
    /// Number of reduction rows, equal to the number of input values.
    pub(super) len: usize,
}
