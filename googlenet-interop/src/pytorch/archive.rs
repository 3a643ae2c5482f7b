//! Files of PyTorch since 1.6: a zip archive with a pickle, and an entry for each storage.

use super::pickle::Pickle;
use super::strided::Storage;
use super::taken::{Storages, Taken, taken};
use crate::wire::zip::Archive;

/// Largest size of a pickle in bytes, which the storages are not part of.
const MAX_PICKLE: u64 = 32 << 20;

const PICKLE: &str = "data.pkl";

struct Members<'z, 'a> {
    archive: &'z Archive<'a>,
    /// Name of the folder of all entries, with a slash at its end.
    folder: String,
    is_big_endian: bool,
}

impl<'a> Storages<'a> for Members<'_, 'a> {
    fn storage(&self, key: &str) -> Result<Storage<'a>, String> {
        let name = format!("{}data/{key}", self.folder);
        let entry = self.archive.find(&name);
        let entry =
            entry.ok_or_else(|| format!("the archive has no `{}`", super::pickle::shown(&name)))?;
        let bytes = self.archive.read(entry);
        let bytes =
            bytes.map_err(|reason| format!("`{}`: {reason}", super::pickle::shown(&name)))?;
        Ok(Storage {
            bytes,
            is_big_endian: self.is_big_endian,
        })
    }
}

/// Reads the tensors of an archive.
///
/// # Errors
/// A reason in words that follow the file's name.
pub(super) fn read(bytes: &[u8]) -> Result<Taken<'_>, String> {
    let archive = Archive::open(bytes)?;
    let names = archive.entries().iter();
    let pickle = names.clone().find(|entry| {
        let folder = entry.name().strip_suffix(PICKLE);
        folder.is_some_and(|folder| {
            folder.is_empty() || folder.ends_with('/') && folder.matches('/').count() == 1
        })
    });
    let Some(pickle) = pickle else {
        let old = names
            .clone()
            .any(|entry| entry.name().ends_with("/model.json"));
        return Err(match old {
            true => "it is a TorchScript archive as PyTorch before 1.4 wrote, which is not read; help: load it in Python and \
                     save `model.state_dict()` with `torch.save`"
                .into(),
            false => format!("it is no file of `torch.save`: the archive has no `{PICKLE}`"),
        });
    };
    let folder = pickle.name()[..pickle.name().len() - PICKLE.len()].to_owned();
    if pickle.size() > MAX_PICKLE {
        return Err(format!(
            "its pickle has {} bytes, expected at most {MAX_PICKLE}",
            pickle.size()
        ));
    }
    let wrong = |reason: String| format!("`{}`: {reason}", pickle.name());
    let content = archive.read(pickle).map_err(wrong)?;
    let order = archive.find(&format!("{folder}byteorder"));
    let order = order.map(|entry| archive.read(entry)).transpose()?;
    let is_big_endian = match order.as_deref() {
        None | Some(b"little") => false,
        Some(b"big") => true,
        Some(_) => return Err("its order of bytes is neither little nor big".into()),
    };
    let is_script = archive.find(&format!("{folder}constants.pkl")).is_some();
    let pickle = Pickle::read(&content, is_script)?;
    let members = Members {
        archive: &archive,
        folder,
        is_big_endian,
    };
    taken(pickle, &members)
}
