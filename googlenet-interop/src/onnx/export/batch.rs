//! The batch size of an ONNX file.

/// The batch size of an ONNX file: the first dimension of its input, its outputs and all results between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Batch {
    /// Any number: the dimension is the symbol `batch`, whose value is chosen when the file is run.
    Any,
    /// This number of images; 0 is not rejected.
    Fixed(u32),
}
