//! Modules by the names that users give them.

use crate::error::Error;
use crate::outline::{GroupId, Outline};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::nearest::nearest;

/// Returns the module with the path `name` or, if there is none, the first one that uses the block of this name.
///
/// # Errors
/// [`Error::NoModule`] if there is neither, with the path or block that was probably meant;
/// [`Error::OnlyInTraining`] if the module is a head, or in one, that exists only in training and is not drawn.
pub(crate) fn find_module(outline: &Outline, graph: &Graph, name: &str) -> Result<GroupId, Error> {
    let uses = |block: &Option<String>| block.as_deref() == Some(name);
    let of_block = || outline.groups.iter().position(|group| uses(&group.block));
    if let Some(group) = outline.find_group(name).or_else(of_block) {
        return Ok(group);
    }
    let in_training = graph.training();
    if in_training.len() > graph.len() && Outline::new(&in_training).find_group(name).is_some() {
        return Err(Error::OnlyInTraining {
            name: name.to_owned(),
        });
    }
    Err(Error::NoModule {
        name: name.to_owned(),
        nearest: suggestion(outline, name),
    })
}

/// Returns the path or block that was probably meant by a name that is neither: one that is spelled like it, or one of
/// which it is a part, as `3a` is of `inception_3a`, and `stage` of `stage_1`.
fn suggestion(outline: &Outline, name: &str) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    let paths = || outline.groups.iter().map(|group| &*group.path);
    let blocks = outline
        .groups
        .iter()
        .filter_map(|group| group.block.as_deref());
    let begins = |path: &&str| {
        let rest = path.strip_prefix(name);
        rest.is_some_and(|rest| rest.starts_with(['_', '.']))
    };
    let ends = |path: &&str| {
        let rest = path.strip_suffix(name);
        rest.is_some_and(|rest| rest.ends_with(['_', '.']))
    };
    let lower = name.to_lowercase();
    let contains = |path: &&str| path.to_lowercase().contains(&lower);
    paths()
        .find(ends)
        .or_else(|| paths().find(begins))
        .or_else(|| nearest(name, paths().chain(blocks)))
        .or_else(|| paths().find(contains))
        .map(str::to_owned)
}
