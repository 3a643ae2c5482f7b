//! The error of a file that cannot be decoded.

/// The error of a file that cannot be decoded: the byte offset of the element that fails, and the reason.
#[derive(Debug)]
pub(crate) struct Broken {
    /// Byte offset in the file of the element that cannot be decoded.
    pub(crate) offset: u64,
    /// The reason as a fragment of a message, without a place: `more than 64 blobs`.
    pub(crate) reason: String,
    /// `true` if the file ends, or is zeros from there on, where it should go on.
    pub(crate) is_cut_off: bool,
}

impl Broken {
    pub(crate) fn new(offset: u64, reason: impl Into<String>) -> Broken {
        Broken {
            offset,
            reason: reason.into(),
            is_cut_off: false,
        }
    }

    /// Marks it as the error of a file that is cut off.
    pub(crate) fn cut_off(self) -> Broken {
        Broken {
            is_cut_off: true,
            ..self
        }
    }
}
