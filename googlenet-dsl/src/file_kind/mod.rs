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
}
