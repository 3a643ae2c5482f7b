//! Names of classes: in messages, and of folders that are named after a network's labels.

use super::dataset::Dataset;
use super::task::Task;
#[cfg(feature = "image")]
use crate::error::DataError;
#[cfg(feature = "image")]
use googlenet_dsl::nearest::nearest;
#[cfg(feature = "image")]
use std::collections::HashMap;

/// Returns a class as messages call it: by its name in the data or among the network's labels, or by its number.
pub(super) fn class_name(dataset: &Dataset, task: &Task, class: usize) -> String {
    class_name_of(dataset.class_names().or(task.labels()), class)
}

pub(super) fn class_name_of(names: Option<&[String]>, class: usize) -> String {
    match names.and_then(|names| names.get(class)) {
        Some(name) if !name.is_empty() => format!("`{name}`"),
        _ => class.to_string(),
    }
}

/// The labels of folders.
#[cfg(feature = "image")]
#[derive(Debug, PartialEq)]
pub(super) enum Numbering {
    /// Each folder has the name of a label of the network.
    ByLabel(Vec<u32>),
    /// Folders are numbered in the order of their names.
    InOrder,
}

/// Returns the labels of folders, which are in the order of their names. A folder is named after a label of the network
/// if its name is the whole label, or its first word, as the number of a class of ImageNet in `n02123159 tiger cat`, or
/// what follows this word, if no other label has it.
#[cfg(feature = "image")]
pub(super) fn number(folders: &[String], task: &Task) -> Result<Numbering, DataError> {
    let labels = task.labels().unwrap_or_default();
    let (mut whole, mut parts) = (Names::new(), Names::new());
    for (number, label) in (0..).zip(labels) {
        add(&mut whole, label, number);
        if let Some((first, rest)) = label.split_once(' ') {
            add(&mut parts, first, number);
            add(&mut parts, rest.trim(), number);
        }
    }
    let find = |folder: &str| match whole.get(folder) {
        Some(found) => *found,
        None => parts.get(folder).copied().flatten(),
    };
    let found: Vec<Option<u32>> = (folders.iter()).map(|folder| find(folder)).collect();
    if let Some(all) = found.iter().copied().collect::<Option<Vec<u32>>>() {
        return Ok(Numbering::ByLabel(all));
    }
    let mut unknown = folders
        .iter()
        .zip(&found)
        .filter(|(_, found)| found.is_none());
    if found.iter().any(Option::is_some)
        && let Some((first, _)) = unknown.next()
    {
        let near = nearest(first, labels.iter().map(String::as_str));
        return Err(DataError::UnknownClass {
            name: first.clone(),
            count: 1 + unknown.count(),
            nearest: near.map(str::to_owned),
        });
    }
    match [folders.len(), Task::ANY_CLASSES].contains(&task.classes()) {
        true => Ok(Numbering::InOrder),
        false => Err(DataError::ClassCount {
            expected: task.classes(),
            got: folders.len(),
        }),
    }
}

/// Names with the label that has each; `None` of several.
#[cfg(feature = "image")]
type Names<'n> = HashMap<&'n str, Option<u32>>;

#[cfg(feature = "image")]
fn add<'n>(names: &mut Names<'n>, name: &'n str, label: u32) {
    let entry = names.entry(name);
    let several = entry.and_modify(|known| *known = known.filter(|known| *known == label));
    several.or_insert(Some(label));
}
