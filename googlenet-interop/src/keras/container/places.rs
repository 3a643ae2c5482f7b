//! The tree of objects of Keras 3: variables by the place of their object, `layers/conv2d_1/vars/0`.

use super::tensor::{LeftOut, tensor};
use crate::hdf5::Group;
use crate::tensors::NamedTensor;
use std::cmp::Ordering;

/// Name of the group, and of the part of a path, that holds the variables of an object.
pub(crate) const VARIABLES: &str = "vars";

/// The variables of a tree, in the order in which its objects are counted.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    pub(super) tensors: Vec<NamedTensor<'a>>,
    /// Place and name of each object whose name is in the file: `layers/conv2d_1` and `stem`.
    pub(super) names: Vec<(String, String)>,
    /// A line about what is no weight.
    pub(super) warning: Option<String>,
}

/// What the objects of a model are called where Keras 2.12 and 2.13 wrote them.
const OLD_LAYERS: &str = "_layer_checkpoint_dependencies";

/// Returns whether a file is such a tree: whether a group with variables is somewhere in it.
pub(super) fn is_tree(group: &Group<'_>) -> bool {
    let mut groups = group.groups.iter();
    groups.any(|(name, inner)| name == VARIABLES || is_tree(inner))
}

/// Reads the tree. The states of optimisers and of generators of random numbers are left out.
///
/// # Errors
/// A reason in words that follow the file's name.
pub(super) fn read<'a>(root: &Group<'a>) -> Result<Tree<'a>, String> {
    let mut tree = Tree::default();
    let mut left_out = LeftOut::default();
    tree.add(root, "", &mut left_out)?;
    tree.tensors.sort_by(|a, b| by_count(&a.name, &b.name));
    tree.names.sort_by(|a, b| by_count(&a.0, &b.0));
    tree.warning = left_out.warning();
    Ok(tree)
}

impl<'a> Tree<'a> {
    fn add(&mut self, group: &Group<'a>, path: &str, left_out: &mut LeftOut) -> Result<(), String> {
        for (name, dataset) in &group.datasets {
            let tensor = tensor(&format!("{path}{name}"), dataset)?;
            if !left_out.takes(&tensor) {
                self.tensors.push(tensor);
            }
        }
        for (name, inner) in &group.groups {
            if path.is_empty() && name == "optimizer" {
                continue;
            }
            if name == VARIABLES
                && let Some(called) = inner.attributes.text("name")?
            {
                let place = path.trim_end_matches('/').to_owned();
                self.names.push((place, called.to_owned()));
            }
            let name = match name.as_str() {
                OLD_LAYERS if group.group("layers").is_none() => "layers",
                name => name,
            };
            self.add(inner, &format!("{path}{name}/"), left_out)?;
        }
        Ok(())
    }
}

/// Compares two places part by part, and in each part names first, then numbers as numbers: `conv2d`, `conv2d_2`,
/// `conv2d_10`.
pub(super) fn by_count(a: &str, b: &str) -> Ordering {
    let key = |part: &str| -> (String, Option<u64>) {
        if let Ok(number) = part.parse() {
            return (String::new(), Some(number));
        }
        let counted = part.rsplit_once('_').and_then(|(name, number)| {
            let number = number.parse().ok()?;
            Some((name.to_owned(), Some(number)))
        });
        counted.unwrap_or_else(|| (part.to_owned(), None))
    };
    let (mut left, mut right) = (a.split('/').map(key), b.split('/').map(key));
    left.by_ref().cmp(right.by_ref()).then_with(|| a.cmp(b))
}
