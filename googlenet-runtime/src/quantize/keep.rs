//! Layers of a quantised network whose weights go back to `f32`.

use super::convert::floats;
use super::quantized::Quantized;
use super::structure::Structure;
use crate::Network;
use googlenet_dsl::graph::LayerId;

impl Quantized {
    /// Replaces the quantised weights of a layer by those that `network`, of which this is the quantised form, has in `f32`,
    /// with those of the layers that are folded into them. Its result stays in `f32`, too, where it can. Scales stay as they are. Returns `false`, and
    /// changes nothing, if the layer has no quantised weights.
    pub fn keep_f32(&mut self, network: &dyn Network, layer: LayerId) -> bool {
        let at = self
            .weights
            .binary_search_by_key(&layer, |weights| weights.layer);
        let Ok(at) = at else {
            return false;
        };
        self.weights.remove(at);
        let structure = Structure::of(network.graph(), &self.float_layers);
        let layers = network.layers();
        let mut steps = structure.steps.iter();
        let step = steps.find(|step| step.layers[0] == layer);
        for id in step.iter().flat_map(|step| step.layers.iter()) {
            self.floats.extend(floats(*id, layers[*id - 1]));
        }
        self.floats.sort_by_key(|weight| weight.layer);
        self.float_layers.push(layer);
        self.float_layers.sort_unstable();
        true
    }
}
