//! An opened file.

use super::group::Group;
use super::limits::{SPARE, WHOLE_RATIO};
use super::shared::{Shared, damaged};
use super::source::Counted;
use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// The first bytes of a superblock, which begins the file or follows a block of 512, 1024, … bytes.
const SIGNATURE: &[u8] = b"\x89HDF\r\n\x1a\n";

/// Opens a file and returns its root, with all groups and datasets below it. Until the last of them is dropped the
/// bytes of the file are held a second time, but for those that the caller hands over.
///
/// # Errors
/// A reason in words that follow the file's name: `it is damaged: …`.
pub(crate) fn open<'a>(bytes: Cow<'a, [u8]>) -> Result<Group<'a>, String> {
    let len = bytes.len() as u64;
    if let Some(stated) = stated_len(&bytes).filter(|stated| *stated > len) {
        return Err(format!(
            "it is cut off: it says that it has {stated} bytes, and has {len}; help: fetch or copy the file again"
        ));
    }
    let borrowed = match bytes {
        Cow::Borrowed(bytes) => Some(bytes),
        Cow::Owned(_) => None,
    };
    let source = Counted::new(bytes.into_owned());
    let file = hdf5_pure::File::from_source(source).map_err(|error| damaged(&error))?;
    let shared = Shared {
        bytes: borrowed,
        len,
        left: AtomicU64::new(len.saturating_mul(WHOLE_RATIO).saturating_add(SPARE)),
    };
    Group::root(&file.root(), Arc::new(shared))
}

/// Returns how many bytes the file says that it has, by the word of its superblock.
fn stated_len(bytes: &[u8]) -> Option<u64> {
    let starts = std::iter::once(0).chain((9..32).map(|power| 1 << power));
    let mut blocks = starts.map_while(|start: usize| bytes.get(start..));
    let block = blocks.find(|block| block.starts_with(SIGNATURE))?;
    let (size, at) = match block.get(8)? {
        0 => (13, 40),
        1 => (13, 44),
        2 | 3 => (9, 28),
        _ => return None,
    };
    let stated = block.get(at..)?.first_chunk().copied();
    stated.filter(|_| block[size] == 8).map(u64::from_le_bytes)
}
