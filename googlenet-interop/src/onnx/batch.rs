//! The batch size of an ONNX file.

/// Number of images in the input and the results of an ONNX file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Batch {
    /// Any number: the dimension is the symbol `batch`, whose value is chosen when the file is run.
    Any,
    /// This number of images; 0 is not rejected.
    Fixed(u32),
}
