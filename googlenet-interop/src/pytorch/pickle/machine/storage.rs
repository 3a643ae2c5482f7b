//! Storages, which a pickle refers to by persistent names.

use super::super::globals::{BYTES, Global};
use super::super::values::{Id, StorageRef, Value};
use super::Machine;

/// Largest length of the name of a storage in bytes.
pub(in crate::pytorch) const MAX_KEY: usize = 256;

impl Machine<'_> {
    /// Makes the storage that a persistent name stands for: `("storage", type, key, device, length)`, in the form
    /// before PyTorch 1.6 with the storage that it is a part of.
    pub(super) fn storage(&mut self, id: Id) -> Result<(), String> {
        const UNKNOWN: &str = "it refers to what is no storage";
        let items = self.values.items(id).ok_or(UNKNOWN)?;
        match items
            .first()
            .and_then(|first| self.values.key(*first))
            .as_deref()
        {
            Some("storage") => {}
            Some("module") => {
                return Err("the file is a whole module as Python objects, which only Python with the code of its classes \
                            can load; expected its weights; help: load it there, and save them with \
                            `torch.save(model.state_dict(), \"weights.pt\")`"
                    .into());
            }
            _ => return Err(UNKNOWN.into()),
        }
        let [_, ty, key, _, len, rest @ ..] = items else {
            return Err(UNKNOWN.into());
        };
        let kind = match *self.values.get(*ty) {
            Value::Global(Global::Storage(kind)) => kind,
            Value::Global(Global::Bytes) => BYTES,
            _ => return Err("a storage has no type".into()),
        };
        let name = self.values.key(*key).ok_or("a storage has no name")?;
        if name.len() > MAX_KEY {
            return Err(format!(
                "the name of a storage has {} bytes, expected at most {MAX_KEY}",
                name.len()
            ));
        }
        let size = |id: Id| {
            self.values
                .int(id)
                .and_then(|number| u64::try_from(number).ok())
        };
        let len = size(*len).ok_or("a storage has no length")?;
        let part = rest
            .first()
            .filter(|part| !matches!(self.values.get(**part), Value::None));
        let part = match part.map(|part| self.values.items(*part)) {
            None => None,
            Some(Some([_, offset, len])) => size(*offset).zip(size(*len)),
            Some(_) => return Err("a part of a storage is not described".into()),
        };
        let (key, ty) = (*key, kind);
        let index = self.values.storages.len() as u32;
        self.make(Value::Storage(index))?;
        self.values.storages.push(StorageRef {
            key,
            kind: ty,
            len,
            part,
        });
        Ok(())
    }
}
