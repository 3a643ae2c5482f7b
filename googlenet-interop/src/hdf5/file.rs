//! An opened file.

use super::group::Group;
use super::limits::{SPARE, WHOLE_RATIO};
use super::shared::{Shared, damaged};
use super::source::Counted;
use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

/// Opens a file and returns its root, with all groups and datasets below it. Until the last of them is dropped the bytes
/// of the file are held a second time, but for those that the caller hands over.
///
/// # Errors
/// A reason in words that follow the file's name: `it is damaged: …`.
pub(crate) fn open<'a>(bytes: Cow<'a, [u8]>) -> Result<Group<'a>, String> {
    let len = bytes.len() as u64;
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
