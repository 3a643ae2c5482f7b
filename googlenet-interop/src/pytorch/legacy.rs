//! Files of PyTorch before 1.6: pickles one behind the other, and behind them the storages.

use super::pickle::{MAX_KEY, Pickle, shown};
use super::strided::Storage;
use super::taken::{Storages, Taken, taken};
use std::borrow::Cow;
use std::collections::HashMap;

/// Version of the format, which never changed.
const VERSION: i64 = 1001;

struct Raw<'a>(HashMap<String, &'a [u8]>);

impl<'a> Storages<'a> for Raw<'a> {
    fn storage(&self, key: &str) -> Result<Storage<'a>, String> {
        let bytes = self.0.get(key);
        let bytes = bytes.ok_or_else(|| format!("the file has no storage `{}`", shown(key)))?;
        // Storages are little-endian on every machine.
        Ok(Storage {
            bytes: Cow::Borrowed(bytes),
            is_big_endian: false,
        })
    }
}

/// Reads the tensors of a file.
///
/// # Errors
/// A reason in words that follow the file's name.
pub(super) fn read(bytes: &[u8]) -> Result<Taken<'_>, String> {
    let mut rest = bytes;
    let mut next = || -> Result<Pickle<'_>, String> {
        let pickle = Pickle::read(rest, false)?;
        rest = &rest[pickle.len..];
        Ok(pickle)
    };
    next()?;
    let version = next()?;
    if version.values.int(version.root) != Some(VERSION) {
        return Err(format!("its version is not known; expected {VERSION}"));
    }
    next()?;
    let object = next()?;
    let keys = next()?;
    let order = keys
        .values
        .items(keys.root)
        .ok_or("its list of storages is none")?;
    let mut sizes = HashMap::new();
    for storage in &object.values.storages {
        if let Some(key) = object.values.key(storage.key) {
            sizes.insert(key, storage.kind.size);
        }
    }
    let mut storages = HashMap::new();
    for key in order {
        let key = keys
            .values
            .key(*key)
            .ok_or("the name of a storage is no text")?;
        let size = sizes.get(&key);
        let size = size.ok_or_else(|| format!("its storage `{}` is of no tensor", shown(&key)))?;
        let cut = || {
            format!(
                "it is cut off, or damaged: its storage `{}` ends early",
                shown(&key)
            )
        };
        let (len, behind) = rest.split_first_chunk::<8>().ok_or_else(cut)?;
        let len = usize::try_from(u64::from_le_bytes(*len)).ok();
        let len = len.and_then(|len| len.checked_mul(usize::from(*size)));
        let content = len.and_then(|len| behind.split_at_checked(len));
        let (content, behind) = content.ok_or_else(cut)?;
        storages.insert(key.into_owned(), content);
        rest = behind;
    }
    drop(sizes);
    taken(object, &Raw(storages))
}
