//! What the implementations of generated networks share.

use super::TypedNetwork;
use crate::layer::Layers;
use crate::{Layer, LayerMut};
use googlenet_dsl::value::training::Training;
use std::fmt;
use std::sync::OnceLock;

/// The definition of a generated network: text, which is read when it is first asked for.
#[derive(Debug)]
pub struct Definition {
    name: &'static str,
    text: &'static str,
    read: OnceLock<googlenet_dsl::graph::Definition>,
}

impl Definition {
    /// Creates the definition of the network `name`; the text is not read.
    pub const fn new(name: &'static str, text: &'static str) -> Definition {
        Definition {
            name,
            text,
            read: OnceLock::new(),
        }
    }

    /// Returns the definition.
    ///
    /// # Panics
    /// Panics if the text is not one that the compiler generates.
    pub fn get(&self) -> &googlenet_dsl::graph::Definition {
        self.read.get_or_init(|| {
            let read = googlenet_dsl::graph::Definition::from_text(self.name, self.text);
            read.unwrap_or_else(|line| panic!("the definition of `{}` has `{line}`", self.name))
        })
    }
}

/// Returns the training that a generated network has as text.
///
/// # Panics
/// Panics if the text is not one that the compiler generates.
pub fn training(text: &str) -> Training {
    Training::from_text(text)
        .unwrap_or_else(|word| panic!("the training of a network has `{word}`"))
}

/// Returns the layers as a vector.
pub fn layers<const N: usize>(layers: [&Layer; N]) -> Vec<&Layer> {
    layers.into()
}

/// Returns access to the layers as a vector.
pub fn layers_mut<const N: usize>(layers: [&mut Layer; N]) -> Vec<LayerMut<'_>> {
    layers.into_iter().map(LayerMut::new).collect()
}

/// Returns a clone of a network, whose layers share the values of their weights with those of `network`.
pub fn clone<N: TypedNetwork>(network: &N) -> N {
    let layers = network.layers().into_iter().cloned();
    N::from_layers(Layers::new(layers.collect()))
}

/// Writes the name of a network's type and all layers.
///
/// # Errors
/// Returns the error of the formatter.
pub fn debug<N: TypedNetwork>(network: &N, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{name} ")?;
    f.debug_list().entries(network.layers()).finish()
}
