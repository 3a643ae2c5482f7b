//! Places in the JSON of an architecture, and what is wrong there.

use std::fmt;

/// Something in an architecture that is not as Keras writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::keras) struct Fault {
    /// Path in the JSON: `config.layers[3].config.strides`; empty for the text as a whole.
    pub(in crate::keras) place: String,
    /// Name of the layer; empty outside of layers.
    pub(in crate::keras) layer: String,
    pub(in crate::keras) reason: String,
}

impl Fault {
    pub(in crate::keras) fn new(place: &str, layer: &str, reason: impl Into<String>) -> Fault {
        Fault {
            place: place.to_owned(),
            layer: layer.to_owned(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.layer.as_str(), self.place.as_str()) {
            ("", "") => f.write_str(&self.reason),
            ("", place) => write!(f, "{place}: {}", self.reason),
            (layer, place) => write!(f, "layer {layer:?} ({place}): {}", self.reason),
        }
    }
}
