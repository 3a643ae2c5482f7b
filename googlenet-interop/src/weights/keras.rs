//! Weights of Keras' files by name.

use crate::keras::{VARIABLES, Variables};
use crate::tensors::NamedTensor;
use std::collections::{HashMap, HashSet};

/// Returns the tensors of a file of Keras, each by a name that tells its layer: `conv1/kernel`; where the file counts
/// the variables of a layer `conv1/vars/0`; where it has no names of layers, its place in the tree of objects. `names`
/// has the names of layers by their places.
pub(super) fn named<'a>(
    variables: Variables<'a>,
    names: &[(String, String)],
) -> Vec<NamedTensor<'a>> {
    match variables {
        Variables::Names(tensors) => tensors,
        Variables::Places(tensors) => of_places(tensors, names),
        Variables::Layers(layers) => {
            let layers = layers.into_iter();
            let tensors = layers.flat_map(|layer| {
                let name = layer.layer;
                layer.weights.into_iter().map(move |tensor| {
                    let has_layer = tensor.name.contains('/');
                    let name = match has_layer {
                        true => tensor.name,
                        false => format!("{name}/{}", tensor.name),
                    };
                    NamedTensor { name, ..tensor }
                })
            });
            tensors.collect()
        }
    }
}

/// Gives tensors the names of their layers instead of places, if all have one: with those of the models around them
/// where two layers have the same name.
fn of_places<'a>(
    mut tensors: Vec<NamedTensor<'a>>,
    names: &[(String, String)],
) -> Vec<NamedTensor<'a>> {
    let names: HashMap<&str, &str> = names
        .iter()
        .map(|(place, name)| (place.as_str(), name.as_str()))
        .collect();
    let own = |place: &str| names.get(place).map(|name| (*name).to_owned());
    let renamed = renamed(&tensors, own).or_else(|| renamed(&tensors, |place| path(&names, place)));
    for (tensor, name) in tensors.iter_mut().zip(renamed.into_iter().flatten()) {
        tensor.name = name;
    }
    tensors
}

/// Returns the names of all tensors by those of their places; `None` if a place has no name, or one of another place.
fn renamed(
    tensors: &[NamedTensor<'_>],
    name_of: impl Fn(&str) -> Option<String>,
) -> Option<Vec<String>> {
    let mut seen = HashSet::new();
    let names = tensors.iter().map(|tensor| {
        let (place, variable) = tensor.name.rsplit_once(&format!("/{VARIABLES}/"))?;
        let name = name_of(place).filter(|name| !name.is_empty())?;
        let name = format!("{name}/{VARIABLES}/{variable}");
        seen.insert(name.clone()).then_some(name)
    });
    names.collect()
}

/// Returns the names of the objects around a place and its own, but for that of the whole model.
fn path(names: &HashMap<&str, &str>, place: &str) -> Option<String> {
    let own = *names.get(place)?;
    let around = place.match_indices('/').map(|(at, _)| &place[..at]);
    let mut path: Vec<&str> = around
        .filter_map(|place| names.get(place).copied())
        .collect();
    path.push(own);
    Some(path.join("/"))
}
