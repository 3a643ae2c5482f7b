//! Where a quantised network rounds to integers, and what its quantised weights contain.

use super::quantization::Quantization;
use super::quantized::Quantized;
use super::structure::Structure;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::{Epilogue, Op};

/// Where sessions of a quantised network round values to integers, and what of the network its quantised weights contain.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Places {
    /// Quantisation of each layer's result, by [`LayerId`], that of the input first, where the result is stored as integers;
    /// `None` where it stays in `f32`, and for results within a step.
    pub stored: Vec<Option<Quantization>>,
    /// Quantisation of each layer's result, by [`LayerId`], that of the input first, where layers with quantised weights read
    /// it, if it stays in `f32`.
    pub read: Vec<Option<Quantization>>,
    /// By [`LayerId`] the layer whose quantised weights contain the whole layer: a batch normalisation, or factors of
    /// channels.
    pub folded: Vec<Option<LayerId>>,
    /// By [`LayerId`] of a sum the operand whose factor quantised weights contain.
    pub factors: Vec<Option<LayerId>>,
}

impl Quantized {
    /// Returns where sessions round values to integers. The quantised network must be of `graph` ([`Quantized::check`]).
    ///
    /// # Panics
    /// Panics if there is no entry for a layer of the graph.
    pub fn places(&self, graph: &Graph) -> Places {
        let structure = Structure::of(graph.clone(), &self.float_layers);
        let mut is_within = vec![false; graph.len()];
        let mut places = Places {
            stored: Vec::new(),
            read: vec![None; graph.len()],
            folded: vec![None; graph.len()],
            factors: vec![None; graph.len()],
        };
        for step in &structure.steps {
            let (last, before) = step.layers.split_last().expect("a step has layers");
            before.iter().for_each(|id| is_within[*id] = *id != *last);
            let first = step.layers[0];
            if self.weights_of(first).is_none() {
                continue;
            }
            let input = graph.inputs(first)[0];
            if structure.float[input] || input == 0 && structure.reads_floats {
                places.read[input] = self.results[input];
            }
            for id in &step.layers[1..] {
                if matches!(graph.op(*id), Op::BatchNorm(_) | Op::ChannelScale(_)) {
                    places.folded[*id] = Some(first);
                }
            }
            let sum = step
                .epilogue
                .iter()
                .find(|fused| matches!(fused.epilogue, Epilogue::Add { .. }));
            if let Some(sum) = sum.filter(|_| step.scale() != 1.0) {
                let mut operands = graph.inputs(sum.layer).into_iter();
                places.factors[sum.layer] = operands.find(|operand| step.layers.contains(operand));
            }
        }
        let is_float =
            |id: LayerId| structure.float[id] || is_within[id] || id == 0 && structure.reads_floats;
        places.stored = graph
            .ids()
            .map(|id| self.results[id].filter(|_| !is_float(id)))
            .collect();
        places
    }
}
