//! HDF5 files: models and weights of Keras 1 and 2, of Keras 3 in the form of 2, and the tree of objects of Keras 3. Of
//! files of other programs the datasets are taken by their paths.

use super::places;
use super::tensor::{LeftOut, tensor};
use crate::hdf5::{Group, open};
use crate::keras::file::{KerasFile, LayerWeights, Variables};
use crate::tensors::NamedTensor;
use std::borrow::Cow;

/// Group with the weights of a model that is a layer of no name.
const TOP_LEVEL: &str = "top_level_model_weights";
/// Groups with the state of optimisers.
const OPTIMIZER: [&str; 2] = ["optimizer_weights", "optimizer"];

/// Reads an HDF5 file.
///
/// # Errors
/// A reason in words that follow the file's name.
pub(super) fn read(bytes: Cow<'_, [u8]>) -> Result<KerasFile<'_>, String> {
    let root = open(bytes)?;
    let config = long_text(&root, "model_config")?;
    let version = root.attributes.text("keras_version")?;
    let mut warnings = Vec::new();
    for name in OPTIMIZER {
        if root.group(name).is_some() {
            warnings.push(format!(
                "the state of the optimiser (`{name}`) is passed over"
            ));
        }
    }
    let mut version = version.map(str::to_owned);
    let mut names = Vec::new();
    let weights = root.group("model_weights").unwrap_or(&root);
    if version.is_none() {
        version = weights.attributes.text("keras_version")?.map(str::to_owned);
    }
    let variables = if is_list(weights, "layer_names") {
        Some(Variables::Layers(layers(weights, &mut warnings)?))
    } else if config.is_some() && root.group("model_weights").is_none() {
        None
    } else if places::is_tree(&root) {
        let tree = places::read(&root)?;
        warnings.extend(tree.warning);
        names = tree.names;
        Some(Variables::Places(tree.tensors))
    } else {
        Some(Variables::Names(by_path(&root, &mut warnings)?))
    };
    Ok(KerasFile {
        config: config.map(Cow::Owned),
        version,
        variables,
        names,
        warnings,
    })
}

/// Returns whether a group has a list of names, whole or in parts.
fn is_list(group: &Group<'_>, name: &str) -> bool {
    group.attributes.has(name) || group.attributes.has(&format!("{name}0"))
}

/// Returns a list of texts, which Keras divides into several attributes where it is long: `layer_names0` and so on.
fn list(group: &Group<'_>, name: &str) -> Result<Vec<String>, String> {
    if let Some(texts) = group.attributes.texts(name)? {
        return Ok(texts.to_vec());
    }
    let mut all = Vec::new();
    for part in 0.. {
        match group.attributes.texts(&format!("{name}{part}"))? {
            Some(texts) => all.extend_from_slice(texts),
            None => break,
        }
    }
    Ok(all)
}

/// Returns a text that may be divided into several attributes.
fn long_text(group: &Group<'_>, name: &str) -> Result<Option<String>, String> {
    match is_list(group, name) {
        true => Ok(Some(list(group, name)?.concat())),
        false => Ok(None),
    }
}

/// Returns the weights of the layers that a group lists.
fn layers<'a>(
    group: &Group<'a>,
    warnings: &mut Vec<String>,
) -> Result<Vec<LayerWeights<'a>>, String> {
    let mut names = list(group, "layer_names")?;
    if group.group(TOP_LEVEL).is_some() {
        names.push(TOP_LEVEL.to_owned());
    }
    let mut left_out = LeftOut::default();
    let mut all = Vec::with_capacity(names.len());
    for name in names {
        let layer = below(group, &name).ok_or_else(|| {
            format!("it is damaged: it lists the layer `{name}`, and has no group of that name")
        })?;
        let fault = |reason| format!("the layer `{name}`: {reason}");
        let paths = list(layer, "weight_names").map_err(fault)?;
        let mut weights = Vec::with_capacity(paths.len());
        for path in paths {
            let dataset = layer.dataset(&path).ok_or_else(|| {
                fault(format!(
                    "it lists the weight `{path}`, and has no dataset of that name"
                ))
            })?;
            let tensor = tensor(&path, dataset)?;
            if left_out.takes(&tensor) {
                continue;
            }
            weights.push(tensor);
        }
        if name == TOP_LEVEL && weights.is_empty() {
            continue;
        }
        all.push(LayerWeights {
            layer: name,
            weights,
        });
    }
    warnings.extend(left_out.warning());
    Ok(all)
}

/// Returns the group of a name, which may have `/` in it.
fn below<'g, 'a>(group: &'g Group<'a>, name: &str) -> Option<&'g Group<'a>> {
    match group.group(name) {
        Some(found) => Some(found),
        None => {
            let mut parts = name.split('/');
            parts.try_fold(group, |group, part| group.group(part))
        }
    }
}

/// Returns all datasets by their paths, but for those of optimisers.
fn by_path<'a>(
    root: &Group<'a>,
    warnings: &mut Vec<String>,
) -> Result<Vec<NamedTensor<'a>>, String> {
    let mut all = Vec::new();
    let mut left_out = LeftOut::default();
    collect(root, "", &mut all, &mut left_out)?;
    warnings.extend(left_out.warning());
    Ok(all)
}

fn collect<'a>(
    group: &Group<'a>,
    path: &str,
    all: &mut Vec<NamedTensor<'a>>,
    left_out: &mut LeftOut,
) -> Result<(), String> {
    for (name, dataset) in &group.datasets {
        let tensor = tensor(&format!("{path}{name}"), dataset)?;
        if !left_out.takes(&tensor) {
            all.push(tensor);
        }
    }
    for (name, inner) in &group.groups {
        if path.is_empty() && OPTIMIZER.contains(&name.as_str()) {
            continue;
        }
        collect(inner, &format!("{path}{name}/"), all, left_out)?;
    }
    Ok(())
}
