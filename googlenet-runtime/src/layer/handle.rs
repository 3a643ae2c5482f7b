//! Access to the layers of a network for setting their weights.

use super::Layer;
use crate::Error;
use std::fmt;
use std::ops::Deref;

/// Mutable access to a layer of a network, with which weights are set. Name, operation and shapes cannot be changed,
/// and the layer cannot be replaced by another one.
pub struct LayerMut<'l>(&'l mut Layer);

impl<'l> LayerMut<'l> {
    pub(crate) fn new(layer: &'l mut Layer) -> LayerMut<'l> {
        LayerMut(layer)
    }

    /// Replaces the values of the weight tensor `name`, last axis innermost. Sessions that were created before keep the
    /// old values.
    ///
    /// # Errors
    /// [`Error::UnknownWeight`] if the layer has no such tensor, [`Error::Length`] if the number of values differs from
    /// the tensor's. The weights are then left as they were.
    pub fn set_weight(&mut self, name: &str, values: Vec<f32>) -> Result<(), Error> {
        self.0.set_weight(name, values)
    }
}

impl Deref for LayerMut<'_> {
    type Target = Layer;

    fn deref(&self) -> &Layer {
        self.0
    }
}

impl fmt::Debug for LayerMut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
