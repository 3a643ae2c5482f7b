//! Files of a folder that are no images to learn from.

use crate::error::{Error, ImageError};
use std::path::PathBuf;

/// Number of files that a summary names for each reason.
const NAMED: usize = 3;

/// A file in a folder of images that is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LeftOut {
    /// Path of the file.
    pub path: PathBuf,
    /// Label of the class in whose folder it lies.
    pub class: u32,
    /// Kind of the fault.
    pub reason: Reason,
    /// Message of the fault.
    pub message: String,
}

/// Why a file is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// It cannot be opened or read.
    Unreadable,
    /// It is no JPEG, PNG, WebP or BMP image.
    NotAnImage,
    /// It is empty, cut off or damaged, or has a feature that is not decoded.
    Broken,
    /// It has less than an eighth of the height or width of the network's input.
    Tiny,
    /// It cannot be resized or cropped to the network's input, or is beyond the limits of decoding.
    Size,
}

impl Reason {
    pub(super) fn of(error: &Error) -> Reason {
        let Error::Image { error, .. } = error else {
            return Reason::Unreadable;
        };
        match error {
            ImageError::UnknownFormat | ImageError::OtherKind { .. } => Reason::NotAnImage,
            ImageError::Empty | ImageError::CutOff | ImageError::Decode { .. } => Reason::Broken,
            _ => Reason::Size,
        }
    }

    fn words(self, is_one: bool) -> &'static str {
        match (self, is_one) {
            (Reason::Unreadable, true) => "it cannot be read",
            (Reason::Unreadable, false) => "they cannot be read",
            (Reason::NotAnImage, true) => "it is no JPEG, PNG, WebP or BMP image",
            (Reason::NotAnImage, false) => "they are no JPEG, PNG, WebP or BMP images",
            (Reason::Broken, true) => "it is empty, cut off or damaged",
            (Reason::Broken, false) => "they are empty, cut off or damaged",
            (Reason::Tiny, true) => "it has less than an eighth of the input's height or width",
            (Reason::Tiny, false) => "they have less than an eighth of the input's height or width",
            (Reason::Size, true) => {
                "it is beyond the limits of decoding, or cannot be resized or cropped to the input"
            }
            (Reason::Size, false) => {
                "they are beyond the limits of decoding, or cannot be resized or cropped to the input"
            }
        }
    }
}

impl LeftOut {
    /// Returns a sentence for each reason, with the number of files and the first of them, such as ``2 files are left
    /// out, as they are empty, cut off or damaged: `a.jpg`, `b.png` ``.
    #[must_use]
    pub fn summary(files: &[LeftOut]) -> Vec<String> {
        let mut reasons: Vec<Reason> = files.iter().map(|file| file.reason).collect();
        reasons.sort_unstable();
        reasons.dedup();
        let sentence = |reason: Reason| {
            let of_reason: Vec<&LeftOut> =
                files.iter().filter(|file| file.reason == reason).collect();
            let count = of_reason.len();
            let names = of_reason.iter().take(NAMED);
            let names: Vec<String> = names
                .map(|file| format!("`{}`", file.path.display()))
                .collect();
            let more = match count.saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let files = if count == 1 {
                "1 file is"
            } else {
                &format!("{count} files are")
            };
            let why = reason.words(count == 1);
            format!("{files} left out, as {why}: {}{more}", names.join(", "))
        };
        reasons.into_iter().map(sentence).collect()
    }
}
