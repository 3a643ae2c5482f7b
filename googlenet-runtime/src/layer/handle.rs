//! Layers of a network that are to be changed.

use super::Layer;
use crate::Error;
use std::fmt;
use std::ops::Deref;

/// A layer of a network, to set its weights. All else about it is the network's: another layer cannot be put into its
/// place.
pub struct LayerMut<'l>(&'l mut Layer);

impl<'l> LayerMut<'l> {
    pub(crate) fn new(layer: &'l mut Layer) -> LayerMut<'l> {
        LayerMut(layer)
    }

    /// Replaces a weight tensor. Sessions made before keep the old one.
    ///
    /// # Errors
    /// The layer has no such tensor, or it has another number of values.
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
