//! Variables by their places in the tree of objects, as Keras 3 counts them: each list of layers by the names of their
//! classes, from the second one of a class on with a number.

use super::{Variable, Weights, joined, of_layer, wanted};
use crate::keras::config::{Body, ModelConfig, Wiring};
use std::collections::{HashMap, HashSet};

/// Places of objects by the list that they are in and their names.
type Names<'n> = HashMap<(&'n str, &'n str), &'n str>;

/// Gives variables to the layers of a model, by the names of the layers in the file, or else by their places.
pub(super) fn assign<'a>(
    weights: &mut Weights<'a>,
    model: &ModelConfig<'_>,
    tensors: Vec<Variable<'a>>,
    names: &[(String, String)],
) {
    let mut groups: HashMap<String, Vec<(usize, Variable<'a>)>> = HashMap::new();
    let mut others = Vec::new();
    for tensor in tensors {
        let place = tensor.0.name.rsplit_once("/vars/");
        let place = place.and_then(|(place, at)| Some((place.to_owned(), at.parse().ok()?)));
        match place {
            Some((place, at)) => groups.entry(place).or_default().push((at, tensor)),
            None => others.push(tensor),
        }
    }
    let names = names.iter().filter_map(|(place, name)| {
        let (list, _) = place.rsplit_once('/')?;
        Some(((list, name.as_str()), place.as_str()))
    });
    let mut names: Names<'_> = names.collect();
    let known: HashSet<&str> = names.keys().map(|(_, name)| *name).collect();
    // Names that a session counts may be those of other layers, where some are not in the file.
    if !wanted(model).iter().all(|layer| known.contains(layer.name)) {
        names.clear();
    }
    walk(weights, model, "layers", "", &names, &mut groups);
    let mut rest: Vec<_> = groups.into_iter().collect();
    rest.sort_by(|a, b| a.0.cmp(&b.0));
    let rest = rest.into_iter().flat_map(|(_, group)| group);
    others.extend(rest.map(|(_, tensor)| tensor));
    // Those of the optimiser are no weights.
    others.retain(|tensor| !tensor.0.name.starts_with("optimizer/"));
    weights.pass_over(others);
}

fn walk<'a>(
    weights: &mut Weights<'a>,
    model: &ModelConfig<'_>,
    list: &str,
    around: &str,
    names: &Names<'_>,
    groups: &mut HashMap<String, Vec<(usize, Variable<'a>)>>,
) {
    let mut used: HashMap<String, usize> = HashMap::new();
    let is_chain = matches!(model.wiring, Wiring::Chain);
    let layers = model.layers.iter().enumerate();
    let counted = layers.filter(|(at, layer)| {
        let is_input = is_chain && *at == 0 && layer.class == "InputLayer";
        !layer.is_operation && !is_input
    });
    for (_, layer) in counted {
        let word = snake_case(layer.class);
        let count = used
            .entry(word.clone())
            .and_modify(|count| *count += 1)
            .or_insert(0);
        let place = match count {
            0 => format!("{list}/{word}"),
            count => format!("{list}/{word}_{count}"),
        };
        let named = names.get(&(list, layer.name));
        let place = named.map_or(place, |place| (*place).to_owned());
        match &layer.body {
            Body::Model(inner) => {
                let path = joined(around, layer.name);
                let list = format!("{place}/layers");
                walk(weights, inner, &list, &path, names, groups);
            }
            Body::Layer(_) => {
                let Some(wanted) = of_layer(layer, around, true) else {
                    continue;
                };
                let Some(group) = groups.remove(&place) else {
                    continue;
                };
                let got = group.len();
                for (at, tensor) in group {
                    match wanted.names.get(at) {
                        Some(name) => {
                            let key = (wanted.path.clone(), *name);
                            weights.found.insert(key, tensor);
                        }
                        None => weights.pass_over(vec![tensor]),
                    }
                }
                if got != wanted.names.len() {
                    weights.counts.insert(wanted.path, (wanted.names, got));
                }
            }
        }
    }
}

/// Returns the name of a class in the style of Keras' places, as its two regular expressions make it.
fn snake_case(class: &str) -> String {
    let word = |c: &char| c.is_alphanumeric() || *c == '_';
    let letters: Vec<char> = class.chars().filter(word).collect();
    let mut first = Vec::new();
    let mut at = 0;
    // `(.)([A-Z][a-z]+)`, matches side by side.
    while at < letters.len() {
        let is_word = letters.get(at + 1).is_some_and(char::is_ascii_uppercase)
            && letters.get(at + 2).is_some_and(char::is_ascii_lowercase);
        first.push(letters[at]);
        at += 1;
        if is_word {
            first.push('_');
            first.push(letters[at]);
            at += 1;
            while at < letters.len() && letters[at].is_ascii_lowercase() {
                first.push(letters[at]);
                at += 1;
            }
        }
    }
    // `([a-z])([A-Z])`.
    let mut second = String::new();
    let mut before = None;
    for letter in first {
        if letter.is_ascii_uppercase() && before.is_some_and(|c: char| c.is_ascii_lowercase()) {
            second.push('_');
        }
        second.extend(letter.to_lowercase());
        before = Some(letter);
    }
    second
}

#[cfg(test)]
mod tests {
    use super::snake_case;

    #[test]
    fn classes_are_written_as_keras_writes_them() {
        let cases = [
            ("Conv2D", "conv2d"),
            ("Conv2DTranspose", "conv2d_transpose"),
            ("BatchNormalization", "batch_normalization"),
            ("LeakyReLU", "leaky_re_lu"),
            ("PReLU", "p_re_lu"),
            ("ELU", "elu"),
            ("ReLU", "re_lu"),
            ("SeparableConv2D", "separable_conv2d"),
            ("GlobalAveragePooling2D", "global_average_pooling2d"),
            ("TFOpLambda", "tf_op_lambda"),
            ("DepthwiseConv2D", "depthwise_conv2d"),
            ("SpatialDropout2D", "spatial_dropout2d"),
            ("LayerScale", "layer_scale"),
            ("Dense", "dense"),
        ];
        for (class, word) in cases {
            assert_eq!(snake_case(class), word);
        }
    }
}
