//! Quantised networks with scales that were chosen elsewhere.

use super::check::check;
use super::convert::floats;
use super::error::QuantizeError;
use super::group;
use super::method::Method;
use super::quantization::Quantization;
use super::quantized::Quantized;
use super::structure::Structure;
use super::warning::Warning;
use super::weights::QuantizedWeights;
use crate::error::{Error, Origin, QuantizedFileError, QuantizedMisfit};
use crate::ops::{StepWeights, source_weights};
use crate::{Layer, Network};
use googlenet_dsl::graph::LayerId;

/// Scales of the weights of a layer that were chosen elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenWeights {
    /// Id of the layer, a convolution in one group or a dense layer.
    pub layer: LayerId,
    /// Scale of each output channel: normal numbers above 0.
    pub scales: Vec<f32>,
    /// Bias of each output channel, in units of the scale of the input times that of the channel; `None` to round that of the
    /// network. It is used where it is the network's to the precision of an `f32`.
    pub bias: Option<Vec<i32>>,
}

impl Quantized {
    /// Quantises a network with given scales: weights that are multiples of their scale from -127 to 127 become these
    /// integers. `results` are the quantisations of results by [`LayerId`], that of the input first, `None` where none is
    /// given; layers that are not in `weights`, in ascending order, stay in `f32`, and so do their results where they can
    /// ([`Quantized::float_layers`]). Returns also what differs from what was
    /// given, which is not used where a result is not stored:
    ///
    /// - Results that share memory get one quantisation: one of theirs that contains the limits of all, as that of a concat,
    ///   otherwise a new one.
    /// - A result that is stored and has none gets limits that follow from the operation, as those of a mean from its
    ///   input's.
    /// - Output channels whose weights or bias are too large for their scale get a larger one, layers whose sums could
    ///   exceed 32 bits stay in `f32`.
    ///
    /// # Errors
    /// [`QuantizeError::Runtime`] with [`Error::Quantized`] and all layers that a scale is missing of, or that have one
    /// that is not a normal number above 0, or another number of scales than output channels;
    /// [`QuantizeError::NonFiniteWeights`], [`QuantizeError::InnerSoftmax`], and [`QuantizeError::NothingToQuantize`] if
    /// there are no weights to quantise.
    pub fn with_scales(
        network: &dyn Network,
        results: &[Option<Quantization>],
        weights: &[GivenWeights],
    ) -> Result<(Quantized, Vec<Warning>), QuantizeError> {
        let structure = Structure::of(network.graph(), &[]);
        refused(checked(&structure, results, weights))?;
        let mut kept = vec![true; structure.graph.len()];
        weights.iter().for_each(|given| kept[given.layer] = false);
        let float_layers = Structure::float_layers(&structure.graph, &kept);
        let structure = Structure::of(structure.graph, &float_layers);
        let graph = &structure.graph;
        let mut is_read = vec![false; graph.len()];
        for given in weights {
            graph
                .inputs(given.layer)
                .iter()
                .for_each(|input| is_read[*input] = true);
        }
        check(&structure, network, &kept)?;
        let group::Chosen {
            results,
            mut warnings,
            misfits,
        } = group::choose(&structure, results, &is_read);
        refused(misfits)?;
        let layers = network.layers();
        let mut is_folded = vec![false; graph.len()];
        let mut quantized = Vec::new();
        for given in weights {
            let id = given.layer;
            let step = structure.steps.iter().find(|step| step.layers[0] == id);
            let input = graph.inputs(id).first().and_then(|input| results[*input]);
            let kernel = layers[id - 1].weight("kernel");
            let (Some(step), Some(input), Some(kernel)) = (step, input, kernel) else {
                continue;
            };
            let of_step: Vec<&Layer> = step.layers.iter().map(|id| layers[*id - 1]).collect();
            let name = structure.name(id);
            let (made, changed) = source_weights(&StepWeights::of(step, &of_step), |source| {
                let (own, _) = QuantizedWeights::of(id, name, kernel.shape(), source, input);
                own.rescaled(source, input, &given.scales, given.bias.as_deref())
            });
            let layer = name.to_owned();
            if made.overflow(input).is_some() {
                let products = kernel.len() / made.outputs();
                warnings.push(Warning::Overflow { layer, products });
                continue;
            }
            if changed > 0 {
                warnings.push(Warning::Rescaled {
                    layer,
                    channels: changed,
                });
            }
            step.layers.iter().for_each(|id| is_folded[*id] = true);
            quantized.push(made);
        }
        let rest = graph.ids().skip(1).filter(|id| !is_folded[*id]);
        let floats = rest.flat_map(|id| floats(id, layers[id - 1])).collect();
        let made = Quantized {
            network: graph.name().to_owned(),
            method: Method::Given,
            images: 0,
            layers: graph
                .ids()
                .map(|id| structure.name(id).to_owned())
                .collect(),
            results,
            weights: quantized,
            floats,
            float_layers,
        };
        Ok((made, warnings))
    }
}

/// Returns what of the scales cannot be used at all.
fn checked(
    structure: &Structure,
    results: &[Option<Quantization>],
    weights: &[GivenWeights],
) -> Vec<QuantizedMisfit> {
    let graph = &structure.graph;
    let mut found = Vec::new();
    if results.len() != graph.len() {
        found.push(QuantizedMisfit::Shape {
            name: "results".to_owned(),
            expected: vec![graph.len()],
            got: vec![results.len()],
        });
        return found;
    }
    let is_scale = |scale: f32| scale.is_normal() && scale > 0.0;
    let wrong = |name: String, at: usize, got: f32| QuantizedMisfit::Value {
        name,
        at,
        expected: "a normal number above 0",
        got: got.to_string(),
    };
    for (id, result) in results.iter().enumerate() {
        if let Some(result) = result.filter(|result| !is_scale(result.scale)) {
            let name = format!("{}.result_scale", structure.name(id));
            found.push(wrong(name, 0, result.scale));
        }
    }
    let mut before = 0;
    for given in weights {
        let id = given.layer;
        if id <= before || id >= graph.len() || !structure.is_product(id) {
            let name = match id < graph.len() {
                true => format!("{}.kernel_scale", structure.name(id)),
                false => format!("layer {id}"),
            };
            found.push(QuantizedMisfit::Unknown { name });
            continue;
        }
        before = id;
        let name = format!("{}.kernel_scale", structure.name(id));
        let outputs = graph.shape(id).channels();
        if given.scales.len() != outputs {
            found.push(QuantizedMisfit::Shape {
                name,
                expected: vec![outputs],
                got: vec![given.scales.len()],
            });
        } else if let Some(at) = given.scales.iter().position(|scale| !is_scale(*scale)) {
            found.push(wrong(name, at, given.scales[at]));
        }
        if let Some(bias) = given.bias.as_ref().filter(|bias| bias.len() != outputs) {
            found.push(QuantizedMisfit::Shape {
                name: format!("{}.bias", structure.name(id)),
                expected: vec![outputs],
                got: vec![bias.len()],
            });
        }
    }
    found
}

fn refused(misfits: Vec<QuantizedMisfit>) -> Result<(), Error> {
    match misfits.is_empty() {
        true => Ok(()),
        false => Err(Error::Quantized {
            origin: Origin::Bytes,
            error: QuantizedFileError::Misfits(misfits),
        }),
    }
}
