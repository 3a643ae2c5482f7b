//! The batch size of an ONNX file.

/// Number of images that the input of an ONNX file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Batch {
    /// Any number: the dimension is the symbol `batch`, which is bound when the file is run.
    Any,
    /// A fixed number of images.
    Fixed(u32),
}
