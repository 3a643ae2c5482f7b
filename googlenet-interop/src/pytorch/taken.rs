//! The tensors that are taken from what a pickle holds.

use super::checkpoint;
use super::pickle::{Pickle, TensorRef, shown};
use super::strided::{Storage, Strided, sizes};
use crate::tensors::{Element, NamedTensor};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The storages of a file.
pub(super) trait Storages<'a> {
    /// Returns the storage of this name.
    ///
    /// # Errors
    /// A reason in words that follow a tensor's name.
    fn storage(&self, key: &str) -> Result<Storage<'a>, String>;
}

/// The tensors of a file.
#[derive(Debug)]
pub(crate) struct Taken<'a> {
    /// All weights by their names, in the order of the file.
    pub(crate) tensors: Vec<NamedTensor<'a>>,
    /// What the file holds beside, and was passed over, one line each.
    pub(crate) warnings: Vec<String>,
}

/// Takes the weights of a pickle, whose values are in `storages`.
///
/// # Errors
/// A reason in words that follow the file's name.
pub(super) fn taken<'a>(
    Pickle { values, root, .. }: Pickle<'_>,
    storages: &dyn Storages<'a>,
) -> Result<Taken<'a>, String> {
    let chosen = checkpoint::weights(&values, root)?;
    let mut known: HashMap<String, Arc<Storage<'a>>> = HashMap::new();
    let mut names = HashSet::new();
    let mut tensors = Vec::with_capacity(chosen.tensors.len());
    for (name, at) in &chosen.tensors {
        let wrong = |reason: String| format!("the tensor `{}`: {reason}", shown(name));
        if !names.insert(name) {
            return Err(wrong("the file has it twice".into()));
        }
        let (element, stored) = match values.tensors[*at as usize] {
            TensorRef::Foreign { word, sizes: dims } => {
                let dims = dims
                    .map(|dims| sizes(&values, dims))
                    .transpose()
                    .map_err(wrong)?;
                let element = Element::Other(word);
                (
                    element,
                    Strided::without_values(dims.unwrap_or_default(), element),
                )
            }
            TensorRef::View {
                kind, sizes: dims, ..
            } if kind.element.bytes().is_none() => {
                let dims = sizes(&values, dims).map_err(wrong)?;
                (kind.element, Strided::without_values(dims, kind.element))
            }
            TensorRef::View {
                storage,
                kind,
                offset,
                sizes,
                strides,
            } => {
                let part = &values.storages[storage as usize];
                let key = values.key(part.key).unwrap_or_default();
                let storage = match known.get(key.as_ref()) {
                    Some(storage) => storage.clone(),
                    None => {
                        let storage = Arc::new(storages.storage(&key).map_err(wrong)?);
                        known.insert(key.into_owned(), storage.clone());
                        storage
                    }
                };
                let stored = Strided::new(&values, (part, storage), kind, offset, [sizes, strides]);
                (kind.element, stored.map_err(wrong)?)
            }
        };
        tensors.push(NamedTensor {
            name: name.clone(),
            element,
            stored: Box::new(stored),
        });
    }
    Ok(Taken {
        tensors,
        warnings: chosen.warnings,
    })
}
