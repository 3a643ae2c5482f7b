//! Passes over the calibration images.

use super::check::check;
use super::error::QuantizeError;
use super::first::first_convolutions;
use super::histogram::{BINS, Histogram};
use super::inputs::InputSums;
use super::method::Method;
use super::noise::Noise;
use super::quantization::Quantization;
use super::reading::{Reading, Rounded, Rounder};
use super::rounding::Rounding;
use super::structure::Structure;
use super::warning::Warning;
use crate::session::DynSession;
use crate::{Error, Network, SessionBuilder, check_finite};
use googlenet_dsl::graph::LayerId;
use googlenet_dsl::value::DType;
use std::collections::{HashMap, VecDeque};
use std::fmt;

/// How a network is quantised.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct QuantizeOptions {
    /// How limits are chosen.
    pub method: Method,
    /// Beginnings of the paths of layers whose weights stay in `f32`, and which multiply in floating point.
    pub keep_f32: Vec<String>,
    /// Whether convolutions that read the network's input, or values that are only moved from there, are quantised, too. By default
    /// they are as if they were among [`QuantizeOptions::keep_f32`], unless no other layer would be quantised: in `f32`
    /// neither the image nor what all else is made of loses anything, for few weights and sums.
    pub quantize_first: bool,
    /// How weights are rounded.
    pub rounding: Rounding,
    /// Number of threads that run the network and round weights, one if that is 0.
    pub threads: usize,
    /// Whether the network's input is known to be never negative, as images are that are only scaled.
    pub input_is_non_negative: bool,
    /// Whether biases are corrected by what the means of sums over the calibration images lose: by the difference of the mean
    /// that the sums of an output channel have in `f32` and the one that they have with quantised weights and quantised
    /// inputs (Nagel et al., "Data-free quantization through weight equalization and bias correction", 2019, appendix D). As
    /// it is by default.
    pub correct_bias: bool,
}

impl Default for QuantizeOptions {
    fn default() -> QuantizeOptions {
        QuantizeOptions {
            method: Method::default(),
            keep_f32: Vec::new(),
            quantize_first: false,
            rounding: Rounding::default(),
            threads: 1,
            input_is_non_negative: false,
            correct_bias: true,
        }
    }
}

/// Runs a network over images, pass by pass, and quantises it. The passes are counted by [`Calibration::passes`]; each ends
/// with [`Calibration::next_pass`].
pub struct Calibration<'n> {
    pub(super) network: &'n dyn Network,
    pub(super) options: QuantizeOptions,
    pub(super) structure: Structure,
    /// By id whether the weights of a layer stay in `f32`.
    pub(super) kept: Vec<bool>,
    /// Those of them that keep theirs as they read the network's input.
    pub(super) first: Vec<LayerId>,
    non_negative: Vec<bool>,
    session: DynSession,
    /// Names of the results that are looked at.
    pub(super) names: Vec<String>,
    output: Vec<f32>,
    pass: Pass,
    pub(super) images: u64,
    /// Ranges of the results that are looked at.
    pub(super) ranges: Vec<[f32; 2]>,
    /// Histograms by the first layer of each group that has results to look at.
    histograms: Vec<Option<Histogram>>,
    /// By the first layer of each group the normalisations that alone read it, if the method asks for them.
    normalised: Vec<Vec<LayerId>>,
    /// Quantisation by the first layer of each group.
    pub(super) quantizations: Vec<Option<Quantization>>,
    pub(super) noise: Vec<Noise>,
    /// By id sums of the results that layers with quantised weights read; `None` for others.
    pub(super) inputs: Vec<Option<InputSums>>,
    /// What is gathered in this pass, and in each of those that follow.
    readings: Vec<Reading>,
    waiting: VecDeque<Vec<Reading>>,
    /// Number of passes in which nothing else is done.
    further_passes: usize,
    /// Kernels that are rounded otherwise than to nearest.
    pub(super) rounded: HashMap<LayerId, Rounded>,
    pub(super) warnings: Vec<(LayerId, Warning)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    Ranges,
    Histograms,
    Noise,
    /// Only what layers read is gathered, where that takes more than one pass.
    Readings,
    Done,
}

impl<'n> Calibration<'n> {
    /// Begins the calibration of a network, whose weights must be finite.
    ///
    /// # Errors
    /// [`QuantizeError::UnknownPrefix`] if no layer's path begins with one of [`QuantizeOptions::keep_f32`],
    /// [`QuantizeError::NothingToQuantize`] if no convolution or dense layer is left, [`QuantizeError::NonFiniteWeights`] if
    /// weights of one are NaN or infinite.
    pub fn new(
        network: &'n dyn Network,
        options: &QuantizeOptions,
    ) -> Result<Calibration<'n>, QuantizeError> {
        let structure = Structure::of(network.graph(), &[]);
        let mut kept = structure.begins_with(&options.keep_f32)?;
        let first = match options.quantize_first {
            true => Vec::new(),
            false => first_convolutions(&structure.graph, &kept),
        };
        first.iter().for_each(|id| kept[*id] = true);
        let float_layers = Structure::float_layers(&structure.graph, &kept);
        let structure = Structure::of(structure.graph, &float_layers);
        let graph = &structure.graph;
        let count = structure.observed.len();
        let names: Vec<String> = structure
            .observed
            .iter()
            .map(|id| graph.result_name(*id))
            .collect();
        let mut builder = SessionBuilder::new(network)
            .dtype(DType::F32)
            .threads(options.threads);
        let mut inputs = vec![None; graph.len()];
        if options.correct_bias {
            for input in structure.product_inputs(&kept) {
                inputs[input] = Some(InputSums::default());
            }
        }
        let waiting = match options.rounding {
            Rounding::Nearest => VecDeque::new(),
            Rounding::Gptq => Reading::parts(&structure, &kept),
        };
        let mut is_gathered = vec![false; graph.len()];
        for reading in waiting.iter().flatten() {
            is_gathered[reading.input] = true;
        }
        let mut normalised = vec![Vec::new(); graph.len()];
        if options.method.looks_behind_normalisations() {
            for group in graph.ids().filter(|id| structure.groups[*id] == *id) {
                normalised[group] = structure.normalised_by(group);
            }
        }
        let by_normalisation = normalised.iter().flatten();
        let normalisation_inputs: Vec<LayerId> =
            by_normalisation.map(|id| graph.inputs(*id)[0]).collect();
        let is_tapped = |id: &LayerId| {
            let is_read =
                inputs[*id].is_some() || is_gathered[*id] || normalisation_inputs.contains(id);
            structure.observed.contains(id) || is_read
        };
        for id in graph.ids().skip(1).filter(is_tapped) {
            builder = builder.tap(graph.result_name(id));
        }
        let calibration = Calibration {
            network,
            options: options.clone(),
            session: builder.build_dyn()?,
            non_negative: graph.non_negative(options.input_is_non_negative),
            histograms: vec![None; graph.len()],
            quantizations: vec![None; graph.len()],
            structure,
            kept,
            first,
            names,
            output: Vec::new(),
            pass: Pass::Ranges,
            images: 0,
            ranges: vec![[f32::INFINITY, f32::NEG_INFINITY]; count],
            noise: vec![Noise::default(); count],
            inputs,
            readings: Vec::new(),
            further_passes: waiting.len().saturating_sub(1),
            waiting,
            rounded: HashMap::new(),
            normalised,
            warnings: Vec::new(),
        };
        check(&calibration.structure, network, &calibration.kept)?;
        Ok(calibration)
    }

    /// Returns the number of passes over the images.
    pub fn passes(&self) -> usize {
        2 + usize::from(self.has_histograms()) + self.further_passes
    }

    /// Returns whether the limits of a group follow from a histogram.
    fn has_histogram(&self, group: LayerId) -> bool {
        let is_normalised = !self.normalised[group].is_empty();
        self.options.method.has_histogram(is_normalised)
    }

    fn has_histograms(&self) -> bool {
        (self.structure.observed.iter()).any(|id| self.has_histogram(self.structure.groups[*id]))
    }

    /// Looks at the results of the network for images, NHWC. All passes must have the same images; their order does not
    /// matter.
    ///
    /// # Errors
    /// [`Error::Length`] if `images` is empty or does not hold a whole number of images, [`Error::NonFinite`] if the input or
    /// a result, which it names, is NaN or infinite.
    pub fn observe(&mut self, images: &[f32]) -> Result<(), QuantizeError> {
        let len = self.session.input_shape().len();
        if images.is_empty() || !images.len().is_multiple_of(len) {
            let what = format!("images of {}", self.session.input_shape());
            return Err(Error::length(what, len, images.len()).into());
        }
        for image in images.chunks_exact(len) {
            self.session.run(image, &mut self.output)?;
            for at in 0..self.names.len() {
                self.look(at, image)?;
            }
            match self.pass {
                Pass::Histograms => self.look_behind_normalisations(image)?,
                Pass::Noise => {
                    self.sum_inputs(image)?;
                    self.gather(image)?;
                }
                Pass::Readings => self.gather(image)?,
                Pass::Ranges | Pass::Done => {}
            }
            self.images += u64::from(self.pass == Pass::Ranges);
        }
        Ok(())
    }

    /// Looks at one result.
    fn look(&mut self, at: usize, image: &[f32]) -> Result<(), Error> {
        let layer = self.structure.observed[at];
        let values = match layer {
            0 => image,
            _ => self.session.tapped(&self.names[at])?,
        };
        let group = self.structure.groups[layer];
        match self.pass {
            Pass::Ranges => {
                let what = match layer {
                    0 => "the input".to_owned(),
                    _ => format!("the result of `{}`", self.names[at]),
                };
                check_finite(what, values, &self.structure.graph.shape(layer).dims())?;
                let [low, high] = &mut self.ranges[at];
                for value in values {
                    *low = low.min(*value);
                    *high = high.max(*value);
                }
            }
            Pass::Histograms => {
                if let Some(histogram) = &mut self.histograms[group]
                    && self.normalised[group].is_empty()
                {
                    histogram.add(values);
                }
            }
            Pass::Noise => {
                if let Some(quantization) = self.quantizations[group] {
                    self.noise[at].add(values, quantization);
                }
            }
            Pass::Readings | Pass::Done => {}
        }
        Ok(())
    }

    /// Looks at results that only normalisations read.
    fn look_behind_normalisations(&mut self, image: &[f32]) -> Result<(), Error> {
        let graph = &self.structure.graph;
        for (group, readers) in self.normalised.iter().enumerate() {
            let Some(histogram) = &mut self.histograms[group] else {
                continue;
            };
            for reader in readers {
                let values = match graph.inputs(*reader)[0] {
                    0 => image,
                    input => self.session.tapped(&graph.result_name(input))?,
                };
                let normalised = self.session.tapped(&graph.result_name(*reader))?;
                histogram.add_multiplied(values, normalised);
            }
        }
        Ok(())
    }

    /// Adds what layers with quantised weights read.
    fn sum_inputs(&mut self, image: &[f32]) -> Result<(), Error> {
        for (id, sums) in self.inputs.iter_mut().enumerate() {
            let quantization = self.quantizations[self.structure.groups[id]];
            if let (Some(sums), Some(quantization)) = (sums, quantization) {
                let values = match id {
                    0 => image,
                    _ => (self.session).tapped(&self.structure.graph.result_name(id))?,
                };
                sums.add(values, quantization);
            }
        }
        Ok(())
    }

    /// Adds what layers read to what is gathered in this pass.
    fn gather(&mut self, image: &[f32]) -> Result<(), Error> {
        let mut buffer = Vec::new();
        // Readings of one result mostly come one after the other.
        let mut quantized: Option<(LayerId, Vec<f32>)> = None;
        for reading in &mut self.readings {
            let id = reading.input;
            if quantized.as_ref().is_none_or(|(of, _)| *of != id) {
                let Some(own) = self.quantizations[self.structure.groups[id]] else {
                    continue;
                };
                let values = match id {
                    0 => image,
                    _ => (self.session).tapped(&self.structure.graph.result_name(id))?,
                };
                let zero = i16::from(own.zero_point);
                let steps = |value: &f32| f32::from(i16::from(own.quantize(*value)) - zero);
                quantized = Some((id, values.iter().map(steps).collect()));
            }
            if let Some((_, values)) = &quantized {
                reading.add(values, &mut buffer);
            }
        }
        Ok(())
    }

    /// Rounds the weights of the layers of which enough is gathered, and begins the next of those that wait.
    fn round(&mut self) {
        let readings = std::mem::take(&mut self.readings);
        let rounder = Rounder {
            structure: &self.structure,
            layers: &self.network.layers(),
            quantizations: &self.quantizations,
            centered: self.options.correct_bias,
            images: self.images,
            threads: self.options.threads,
        };
        self.rounded.extend(rounder.kernels(readings));
        self.readings = self.waiting.pop_front().unwrap_or_default();
        for reading in &mut self.readings {
            reading.begin(&self.structure.graph, self.images);
        }
    }

    /// Ends a pass, and returns whether there is a further one.
    ///
    /// # Errors
    /// [`QuantizeError::NoImages`] if the first pass had no image.
    pub fn next_pass(&mut self) -> Result<bool, QuantizeError> {
        if self.images == 0 {
            return Err(QuantizeError::NoImages);
        }
        let has_histograms = self.has_histograms();
        self.pass = match self.pass {
            Pass::Ranges if has_histograms => Pass::Histograms,
            Pass::Ranges | Pass::Histograms => Pass::Noise,
            Pass::Noise | Pass::Readings if !self.waiting.is_empty() => Pass::Readings,
            Pass::Noise | Pass::Readings | Pass::Done => Pass::Done,
        };
        match self.pass {
            Pass::Ranges => {}
            Pass::Readings | Pass::Done => self.round(),
            Pass::Histograms => {
                for (group, [low, high]) in self.group_ranges() {
                    if !self.has_histogram(group) {
                        continue;
                    }
                    let threshold = high.max(-low);
                    self.histograms[group] = Some(Histogram::new(threshold, BINS));
                }
            }
            Pass::Noise => {
                self.choose();
                self.round();
            }
        }
        Ok(self.pass != Pass::Done)
    }

    /// Ends the passes that are left.
    ///
    /// # Errors
    /// Those of [`Calibration::next_pass`].
    pub(super) fn choose_rest(&mut self) -> Result<(), QuantizeError> {
        while self.next_pass()? {}
        Ok(())
    }

    /// Returns the first layer of each group that has results to look at, with their range.
    fn group_ranges(&self) -> Vec<(LayerId, [f32; 2])> {
        let mut ranges: Vec<(LayerId, [f32; 2])> = Vec::new();
        for (id, [low, high]) in self.structure.observed.iter().zip(&self.ranges) {
            let group = self.structure.groups[*id];
            match ranges.iter_mut().find(|(of, _)| *of == group) {
                Some((_, range)) => *range = [range[0].min(*low), range[1].max(*high)],
                None => ranges.push((group, [*low, *high])),
            }
        }
        ranges
    }

    /// Chooses the quantisation of each group.
    fn choose(&mut self) {
        let structure = &self.structure;
        for (group, range) in self.group_ranges() {
            let of_group = |id: &LayerId| structure.groups[*id] == group;
            let is_non_negative =
                (structure.graph.ids().filter(of_group)).all(|id| self.non_negative[id]);
            let reach = |[low, high]: [f32; 2]| match is_non_negative {
                true => high,
                false => high.max(-low),
            };
            let histogram = self.histograms[group].take();
            let mut limits = match &histogram {
                Some(histogram) => self
                    .options
                    .method
                    .limits(histogram, range, is_non_negative),
                None => range,
            };
            let at = (structure.observed.iter())
                .position(of_group)
                .unwrap_or_default();
            let (layer, name) = (structure.observed[at], || self.names[at].clone());
            if reach(limits) <= 0.0 && reach(range) > 0.0 {
                limits = range;
                self.warnings
                    .push((layer, Warning::Sparse { layer: name() }));
            }
            let largest = range[1].max(-range[0]);
            let quantization = Quantization::of(limits, is_non_negative);
            if largest <= 0.0 {
                self.warnings.push((layer, Warning::Dead { layer: name() }));
            } else if quantization.scale <= f32::MIN_POSITIVE {
                let layer_name = name();
                let tiny = Warning::Tiny {
                    layer: layer_name,
                    largest,
                };
                self.warnings.push((layer, tiny));
            }
            self.quantizations[group] = Some(quantization);
        }
    }
}

impl fmt::Debug for Calibration<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calibration")
            .field("network", &self.structure.graph.name())
            .field("options", &self.options)
            .field("pass", &self.pass)
            .field("images", &self.images)
            .finish_non_exhaustive()
    }
}
