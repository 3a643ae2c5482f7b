//! Export of quantised networks: nodes that round results to integers and back behind the operations, and weights as
//! integers with nodes that make floats of them (QDQ).

use super::builder::{Builder, Own};
use super::error::Error;
use super::node::Node;
use super::op::translation;
use super::site::Site;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::op::Op;
use googlenet_runtime::quantize::{Places, Quantized};

/// A quantised network that is being translated.
pub(super) struct Integers<'q> {
    quantized: &'q Quantized,
    places: Places,
}

impl<'q> Integers<'q> {
    pub(super) fn of(graph: &Graph, quantized: &'q Quantized) -> Integers<'q> {
        Integers {
            quantized,
            places: quantized.places(graph),
        }
    }

    /// Adds the nodes and constants of a layer, and those that round its result as sessions do.
    pub(super) fn translate(&self, graph: &Graph, mut site: Site<'_>, to: &mut Builder) {
        let (id, places) = (site.id, &self.places);
        let path = site.path;
        if id == 0 {
            translation(graph.op(0)).translate(&site, to);
            if let Some(scaling) = places.stored[0].or(places.read[0]) {
                to.rounded(path, site.result, rounded(path), scaling);
            }
            return;
        }
        let weights = self.quantized.weights_of(id);
        for (input, name) in graph.inputs(id).into_iter().zip(&mut site.inputs) {
            let is_stored = input == 0 && places.stored[0].is_some();
            if is_stored || weights.is_some() && places.read[input].is_some() {
                *name = rounded(&graph.layer(input).name);
            }
        }
        let result = site.result.clone();
        if places.stored[id].is_some() {
            site.result = site.beside("float");
        }
        let input = graph
            .inputs(id)
            .first()
            .and_then(|input| self.quantized.results[*input]);
        to.own = match (weights, input) {
            (Some(weights), Some(input)) => Own::Integers(weights.clone(), input.scale),
            _ => {
                let floats = self.quantized.floats.iter();
                Own::Floats(
                    floats
                        .filter(|weight| weight.layer == id)
                        .cloned()
                        .collect(),
                )
            }
        };
        match places.folded[id] {
            Some(_) => {
                let node = Node::new("Identity").reads([site.inputs[0].clone()]);
                to.layer(&site, node);
            }
            None => translation(&self.op(graph, id)).translate(&site, to),
        }
        if let Some(scaling) = places.stored[id] {
            to.rounded(path, site.result, result, scaling);
        } else if let Some(scaling) = places.read[id] {
            to.rounded(path, result, rounded(path), scaling);
        }
    }

    /// Returns the operation of a layer, without what quantised weights contain, and with the bias that they have.
    fn op(&self, graph: &Graph, id: usize) -> Op {
        let mut op = graph.op(id).clone();
        let has_integers = self.quantized.weights_of(id).is_some();
        match &mut op {
            Op::Conv(conv) if has_integers => conv.bias = true,
            Op::Dense(dense) if has_integers => dense.bias = true,
            Op::Add(add) => {
                let inputs = graph.inputs(id);
                let at = inputs
                    .iter()
                    .position(|input| Some(*input) == self.places.factors[id]);
                if let Some(factor) = at.and_then(|at| add.scale.to_mut().get_mut(at)) {
                    *factor = 1.0;
                }
            }
            _ => {}
        }
        op
    }
}

/// Checks that the scales of biases, those of the input times those of the kernel, are normal numbers, as readers of the file
/// expect.
///
/// # Errors
/// [`Error::Quantized`] with the first layer that has another one.
pub(super) fn check_biases(graph: &Graph, quantized: &Quantized) -> Result<(), Error> {
    for id in graph.ids().skip(1) {
        let inputs = graph.inputs(id);
        let input = inputs.first().and_then(|input| quantized.results[*input]);
        let (Some(weights), Some(input)) = (quantized.weights_of(id), input) else {
            continue;
        };
        let mut products = weights.scales.iter().map(|scale| scale * input.scale);
        if let Some(at) = products.position(|product| !product.is_normal()) {
            let (scale, path) = (weights.scales[at], &graph.layer(id).name);
            return Err(Error::Quantized {
                reason: format!(
                    "`{path}`: expected a scale of the bias that is a normal number, got {:e} ({:e} of the input times \
                     {scale:e} of output channel {at}); help: keep the layer in f32",
                    scale * input.scale,
                    input.scale
                ),
            });
        }
    }
    Ok(())
}

/// Returns the name of the tensor with a layer's result behind its rounding, beside which the result itself is read.
fn rounded(path: &str) -> String {
    format!("{path}/dequantized")
}
