//! Weights of Keras' files by name.

use crate::keras::Variables;
use crate::tensors::NamedTensor;

/// Returns the tensors of a file of Keras, each by a name that tells its layer: `conv1/kernel`, or its place in the tree
/// of objects where the file has no names.
pub(super) fn named(variables: Variables<'_>) -> Vec<NamedTensor<'_>> {
    match variables {
        Variables::Names(tensors) | Variables::Places(tensors) => tensors,
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
