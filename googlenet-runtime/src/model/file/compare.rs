//! Comparison of the tensors of a weight file, by name, shape and type, with the weights of a network.

use super::element::Element;
use super::header::Entry;
use crate::Layer;
use crate::error::Misfit;
use googlenet_dsl::graph::{Head, When};
use googlenet_dsl::nearest::nearest;
use std::collections::{BTreeMap, BTreeSet};

/// Largest number of pairs of an unknown and a missing tensor whose names are compared.
const MAX_PAIRS: usize = 200_000;

/// The tensors that [`Network::load_weights_prefixed`](crate::Network::load_weights_prefixed) loaded and left out.
/// Names are those in the file: path of the layer and name of the weight.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoadReport {
    /// Names of the network's tensors that were loaded, in the order of the layers.
    pub loaded: Vec<String>,
    /// Names of the network's tensors that kept their values, because their names do not begin with the prefix or the
    /// file does not have them; in the order of the layers.
    pub kept: Vec<String>,
    /// Names of the file's tensors that were not used: first those that the network has but whose names do not begin
    /// with the prefix, then those that the network does not have.
    pub unused: Vec<String>,
}

/// Selection of the network's tensors that are loaded from a file.
#[derive(Clone, Copy)]
pub(crate) enum Wanted<'a> {
    /// All tensors of the network, which has these heads (such as auxiliary classifiers); the file must have no others.
    /// The tensors of a head that exists only in training may all be missing.
    Whole(&'a [Head]),
    /// The tensors whose names begin with this prefix, as far as the file has them; it may have others.
    Prefix(&'a str),
}

/// A tensor that is loaded: index of the layer in the network, name of the weight without the layer's path, and the
/// type of its elements with the header's entry, which has shape and position in the file.
pub(super) type Fitting = (usize, &'static str, (Element, Entry));

/// Compares the tensors of a file, by name, with the weights of `layers`.
///
/// # Errors
/// Returns all selected tensors that have another shape or are no floats of 16, 32 or 64 bits and, if the whole network
/// is selected, all that are missing or unknown.
pub(super) fn compare(
    layers: &[&Layer],
    mut tensors: BTreeMap<String, Entry>,
    wanted: Wanted<'_>,
) -> Result<(Vec<Fitting>, LoadReport), Vec<Misfit>> {
    let (whole, prefix) = match wanted {
        Wanted::Whole(_) => (true, ""),
        Wanted::Prefix(prefix) => (false, prefix),
    };
    let left_out = left_out(layers, wanted, |name| tensors.contains_key(name));
    let mut report = LoadReport {
        loaded: Vec::new(),
        kept: Vec::new(),
        unused: Vec::new(),
    };
    let mut misfits = Vec::new();
    let mut fitting = Vec::new();
    for (at, layer) in layers.iter().enumerate() {
        for weight in layer.weights() {
            let name = format!("{}.{}", layer.name(), weight.name());
            let shape = weight.shape().to_vec();
            let wanted = name.starts_with(prefix);
            match tensors.remove(&name) {
                None if whole && !left_out.contains(&at) => {
                    misfits.push(Misfit::Missing { name, shape })
                }
                Some(_) if !wanted => {
                    report.unused.push(name.clone());
                    report.kept.push(name);
                }
                None => report.kept.push(name),
                Some(tensor) => match Element::of(tensor.ty) {
                    None => misfits.push(Misfit::Type {
                        name,
                        got: format!("{:?}", tensor.ty),
                    }),
                    Some(_) if tensor.shape != shape => misfits.push(Misfit::Shape {
                        name,
                        expected: shape,
                        got: tensor.shape,
                    }),
                    Some(element) => {
                        fitting.push((at, weight.name(), (element, tensor)));
                        report.loaded.push(name);
                    }
                },
            }
        }
    }
    report.unused.extend(tensors.keys().cloned());
    if whole {
        unknown(tensors, &report.kept, &mut misfits);
    }
    match misfits.is_empty() {
        true => Ok((fitting, report)),
        false => Err(misfits),
    }
}

/// Adds the tensors of the file that the network does not have to `misfits`, each with the most similar name of a
/// missing tensor, as far as there are not too many names to compare. `kept` are the names of tensors of heads that the
/// file lacks.
fn unknown(tensors: BTreeMap<String, Entry>, kept: &[String], misfits: &mut Vec<Misfit>) {
    let missing = misfits.iter().filter_map(|misfit| match misfit {
        Misfit::Missing { name, .. } => Some(name),
        _ => None,
    });
    // Names of heads that the file lacks count as missing too: if all names of a head are misspelt, the file seems to
    // lack the head.
    let missing: BTreeSet<String> = missing.chain(kept).cloned().collect();
    let compared = MAX_PAIRS / missing.len().max(1);
    misfits.extend(tensors.into_keys().enumerate().map(|(at, name)| {
        let near = (at < compared).then(|| nearest(&name, missing.iter().map(String::as_str)));
        let nearest = near.flatten().map(str::to_owned);
        Misfit::Unknown { name, nearest }
    }));
}

/// Returns the indices in `layers` of all layers of those heads that exist only in training and of which the file has
/// no tensor. Empty if tensors are selected by a prefix. `has` returns `true` for names of tensors that the file has.
fn left_out(layers: &[&Layer], wanted: Wanted<'_>, has: impl Fn(&str) -> bool) -> BTreeSet<usize> {
    let Wanted::Whole(heads) = wanted else {
        return BTreeSet::new();
    };
    let there = |layer: &Layer| {
        let mut weights = layer.weights().iter();
        weights.any(|weight| has(&format!("{}.{}", layer.name(), weight.name())))
    };
    heads
        .iter()
        .filter(|head| head.when == When::Training)
        .map(|head| head.first - 1..head.output)
        .filter(|places| !layers[places.clone()].iter().any(|layer| there(layer)))
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use safetensors::Dtype;

    /// Of very many names the first are compared, so that it takes no time.
    #[test]
    fn few_of_many_unknown_names_are_compared() {
        let name = |kind: &str, number: usize| format!("stage.{kind}.{number:05}.conv.kernel");
        let entry = || Entry {
            ty: Dtype::F32,
            shape: Vec::new(),
            start: 0,
        };
        let mut tensors = BTreeMap::new();
        tensors.extend((0..20_000).map(|number| (name("block", number), entry())));
        let mut misfits: Vec<Misfit> = (0..200)
            .map(|number| Misfit::Missing {
                name: name("blocks", number * 7),
                shape: Vec::new(),
            })
            .collect();
        unknown(tensors, &[], &mut misfits);
        assert_eq!(misfits.len(), 20_200);
        let first = Misfit::Unknown {
            name: name("block", 0),
            nearest: Some(name("blocks", 0)),
        };
        assert_eq!(misfits[200], first);
        let told = |misfit: &&Misfit| {
            matches!(
                misfit,
                Misfit::Unknown {
                    nearest: Some(_),
                    ..
                }
            )
        };
        assert_eq!(misfits.iter().filter(told).count(), MAX_PAIRS / 200);
    }
}
