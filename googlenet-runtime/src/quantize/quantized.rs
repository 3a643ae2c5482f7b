//! A network in quantised form.

use super::method::Method;
use super::quantization::Quantization;
use super::weights::QuantizedWeights;
use googlenet_dsl::graph::LayerId;

/// A network in quantised form: the quantisation of its results, and its weights as 8-bit integers. Layers without such
/// weights keep theirs in `f32`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Quantized {
    /// Name of the network.
    pub network: String,
    /// How limits were chosen.
    pub method: Method,
    /// Number of images that the network was calibrated on; 0 if that is not known.
    pub images: u64,
    /// Paths of the layers in inference, by [`LayerId`], `$input` first.
    pub layers: Vec<String>,
    /// Quantisation of each layer's result, by [`LayerId`], that of the input first; `None` for results within a step, which
    /// are never stored. Layers that share memory have the same. Results that stay in `f32` ([`Graph::float_results`]) have
    /// the one by which they could be stored.
    ///
    /// [`Graph::float_results`]: crate::graph::Graph::float_results
    pub results: Vec<Option<Quantization>>,
    /// Quantised weights of layers, in ascending order of their ids.
    pub weights: Vec<QuantizedWeights>,
    /// Weights in `f32` of all other layers, but those that are folded into quantised ones.
    pub floats: Vec<FloatWeight>,
    /// Convolutions and dense layers without quantised weights whose results, too, stay in `f32` where they can
    /// ([`PlanOptions::float_layers`](crate::graph::PlanOptions::float_layers)), in ascending order.
    pub float_layers: Vec<LayerId>,
}

/// A weight tensor that stays in `f32`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FloatWeight {
    /// Id of the layer.
    pub layer: LayerId,
    /// Path of the layer, a dot, and the name of the tensor in it: its name in files.
    pub name: String,
    /// Sizes of the axes, outermost first.
    pub shape: Vec<usize>,
    /// Values, last axis innermost.
    pub values: Vec<f32>,
}

impl Quantized {
    /// Returns the quantised weights of a layer; `None` if it has none.
    pub fn weights_of(&self, layer: LayerId) -> Option<&QuantizedWeights> {
        let at = self
            .weights
            .binary_search_by_key(&layer, |weights| weights.layer);
        at.ok().map(|at| &self.weights[at])
    }
}
