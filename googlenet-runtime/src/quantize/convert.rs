//! The end of a calibration: quantised weights and the report.

use super::calibration::Calibration;
use super::error::QuantizeError;
use super::kept::Kept;
use super::quantization::Quantization;
use super::quantized::{FloatWeight, Quantized};
use super::report::{LayerReport, QuantizationReport, ResultReport, WeightReport};
use super::structure::Structure;
use super::warning::Warning;
use super::weights::{QuantizedWeights, WeightFacts};
use crate::Layer;
use crate::ops::{StepWeights, source_weights};
use googlenet_dsl::graph::LayerId;
use googlenet_dsl::plan::Step;

/// Share of the values other than 0 that become 0 above which a result is told to have outliers.
const MOST_LOST: f64 = 0.9;

impl Calibration<'_> {
    /// Quantises the weights, and returns what the network became. Where passes are left, nothing is known of what the values
    /// lose.
    ///
    /// # Errors
    /// [`QuantizeError::NoImages`] if there was no image.
    pub fn finish(mut self) -> Result<(Quantized, QuantizationReport), QuantizeError> {
        self.choose_rest()?;
        let structure = &self.structure;
        let graph = &structure.graph;
        let layers = self.network.layers();
        let group = |id: LayerId| self.quantizations[structure.groups[id]];
        let results: Vec<Option<Quantization>> = graph.ids().map(group).collect();
        let mut warnings = std::mem::take(&mut self.warnings);
        warnings.extend(self.outliers());
        let mut reports = vec![LayerReport {
            layers: vec![structure.name(0).to_owned()],
            weights: None,
            result: self.result_report(0),
        }];
        let mut weights = Vec::new();
        let mut is_folded = vec![false; graph.len()];
        for step in &structure.steps {
            let of_step: Vec<&Layer> = step.layers.iter().map(|id| layers[*id - 1]).collect();
            let input = graph
                .inputs(step.layers[0])
                .first()
                .and_then(|id| results[*id]);
            let quantized =
                input.and_then(|input| self.quantized(step, &of_step, input, &mut warnings));
            let facts = quantized
                .as_ref()
                .map(|(weights, facts)| (weights.bytes(), facts.snr_db));
            let f32_bytes = of_step
                .iter()
                .map(|layer| size_of::<f32>() * layer.params())
                .sum();
            let of_weights = (f32_bytes > 0).then(|| WeightReport {
                f32_bytes,
                bytes: facts.map_or(f32_bytes, |(bytes, _)| bytes),
                is_quantized: facts.is_some(),
                kept: match facts {
                    Some(_) => None,
                    None => self.reason(step.layers[0]),
                },
                snr_db: facts.and_then(|(_, snr_db)| snr_db),
            });
            let result = self.result_report(step.layers[step.layers.len() - 1]);
            if of_weights.is_some() || result.is_some() {
                reports.push(LayerReport {
                    layers: step
                        .layers
                        .iter()
                        .map(|id| structure.name(*id).to_owned())
                        .collect(),
                    weights: of_weights,
                    result,
                });
            }
            if let Some((quantized, _)) = quantized {
                step.layers.iter().for_each(|id| is_folded[*id] = true);
                weights.push(quantized);
            }
        }
        let rest = graph.ids().skip(1).filter(|id| !is_folded[*id]);
        let floats = rest.flat_map(|id| floats(id, layers[id - 1])).collect();
        weights.sort_by_key(|weights| weights.layer);
        warnings.sort_by_key(|(layer, _)| *layer);
        let one = (self.images == 1).then_some(Warning::OneImage);
        let warnings = warnings.into_iter().map(|(_, warning)| warning);
        let report = QuantizationReport {
            network: graph.name().to_owned(),
            method: self.options.method,
            images: self.images,
            layers: reports,
            warnings: one.into_iter().chain(warnings).collect(),
        };
        let quantized = Quantized {
            network: graph.name().to_owned(),
            method: self.options.method,
            images: self.images,
            layers: graph
                .ids()
                .map(|id| structure.name(id).to_owned())
                .collect(),
            results,
            weights,
            floats,
            float_layers: Structure::float_layers(graph, &self.kept),
        };
        Ok((quantized, report))
    }

    /// Returns why a layer whose weights are not quantised keeps them; `None` if it has none to quantise.
    fn reason(&self, layer: LayerId) -> Option<Kept> {
        self.structure.is_product(layer).then(|| {
            if self.first.contains(&layer) {
                Kept::Input
            } else if self.kept[layer] {
                Kept::Asked
            } else {
                Kept::Overflow
            }
        })
    }

    /// Returns the quantised weights of a step; `None` if they stay in `f32`.
    fn quantized(
        &self,
        step: &Step,
        layers: &[&Layer],
        input: Quantization,
        warnings: &mut Vec<(LayerId, Warning)>,
    ) -> Option<(QuantizedWeights, WeightFacts)> {
        let id = step.layers[0];
        if !self.structure.is_product(id) || self.kept[id] {
            return None;
        }
        let name = self.structure.name(id);
        let kernel = layers[0].weight("kernel")?;
        let graph = &self.structure.graph;
        let from = graph.inputs(id)[0];
        let means = (self.inputs[from].as_ref())
            .and_then(|sums| sums.of_rows(graph.op(id), graph.shape(from), graph.shape(id)));
        let (weights, facts) = source_weights(&StepWeights::of(step, layers), |source| {
            let (mut weights, mut facts) =
                QuantizedWeights::of(id, name, kernel.shape(), source, input);
            if let Some(rounded) = self.rounded.get(&id) {
                weights.kernel.clone_from(&rounded.kernel);
                facts.snr_db = rounded.snr_db;
            }
            if let Some(means) = &means {
                weights.correct_bias(source, input, means);
            }
            (weights, facts)
        });
        let mut warn = |warning| warnings.push((id, warning));
        let layer = name.to_owned();
        if weights.overflow(input).is_some() {
            let products = kernel.len() / weights.outputs();
            warn(Warning::Overflow { layer, products });
            return None;
        }
        if facts.zero_channels > 0 {
            let (channels, of) = (facts.zero_channels, weights.outputs());
            let layer = layer.clone();
            warn(Warning::ZeroWeights {
                layer,
                channels,
                of,
            });
        }
        if facts.coarse_channels > 0 {
            let channels = facts.coarse_channels;
            warn(Warning::LargeBias { layer, channels });
        }
        Some((weights, facts))
    }

    /// Returns warnings about results whose values become mostly 0.
    fn outliers(&self) -> Vec<(LayerId, Warning)> {
        let looked = self.structure.observed.iter().zip(&self.noise).enumerate();
        let lost = looked
            .filter(|(_, (id, noise))| noise.lost() > MOST_LOST && !self.structure.float[**id]);
        lost.map(|(at, (id, noise))| {
            let [low, high] = self.ranges[at];
            let warning = Warning::Outliers {
                layer: self.names[at].clone(),
                largest: high.max(-low),
                lost: noise.lost(),
            };
            (*id, warning)
        })
        .collect()
    }

    /// Returns what became of a result; `None` if it is not looked at.
    fn result_report(&self, layer: LayerId) -> Option<ResultReport> {
        let at = self.structure.observed.binary_search(&layer).ok()?;
        let quantization = self.quantizations[self.structure.groups[layer]]?;
        let is_quantized = !self.structure.float[layer];
        let noise = &self.noise[at];
        Some(ResultReport {
            range: self.ranges[at],
            limits: quantization.limits(),
            scale: quantization.scale,
            zero_point: quantization.zero_point,
            is_quantized,
            clipped: if is_quantized { noise.clipped() } else { 0.0 },
            snr_db: noise.snr_db().filter(|_| is_quantized),
        })
    }
}

/// Returns the weights of a layer that stay in `f32`.
pub(super) fn floats(id: LayerId, layer: &Layer) -> Vec<FloatWeight> {
    let weights = layer.weights().iter();
    weights
        .map(|weight| FloatWeight {
            layer: id,
            name: format!("{}.{}", layer.name(), weight.name()),
            shape: weight.shape().to_vec(),
            values: weight.values().to_vec(),
        })
        .collect()
}
