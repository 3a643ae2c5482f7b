//! What a file is, as its first bytes tell: one table of the kinds of files that are taken for each other, and the
//! message about a file of another kind than is expected.

mod container;
mod kind;
mod magic;
mod protobuf;
mod role;
#[cfg(test)]
mod tests;
mod text;

pub use kind::FileKind;
pub use role::{FileRole, WrongFile};

impl FileKind {
    /// Number of bytes of a file's beginning that [`FileKind::of`] looks at; fewer do, where a file is shorter.
    pub const BYTES: usize = 4096;

    /// Returns the kind of a file that begins with the bytes `first`, the whole file if it is short; `None` if none is
    /// recognised. Formats without a number of their own at the beginning (protobuf, text) are recognised by their
    /// first fields and lines.
    pub fn of(first: &[u8]) -> Option<FileKind> {
        let first = &first[..first.len().min(FileKind::BYTES)];
        if first.is_empty() {
            return Some(FileKind::Empty);
        }
        if first.iter().all(|byte| *byte == 0) {
            return Some(FileKind::Zeros);
        }
        magic::kind(first)
            .or_else(|| container::kind(first))
            .or_else(|| text::kind(first))
            .or_else(|| protobuf::kind(first))
    }

    /// Returns the kind of a file as [`FileKind::of`] does, where a text is expected: bytes that tell another kind may be
    /// words of a text, such as a comment, unless that kind is a text itself.
    pub(in crate::file_kind) fn of_text(first: &[u8]) -> Option<FileKind> {
        let kind = FileKind::of(first)?;
        let first = &first[..first.len().min(FileKind::BYTES)];
        match text::kind(first) {
            Some(text) if text::printable(first) && !kind.may_be_text() => Some(text),
            _ => Some(kind),
        }
    }
}
