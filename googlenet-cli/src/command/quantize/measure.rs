//! Agreement and speed of the quantised network, and the layers that go back to `f32` for a higher agreement.

use super::each;
use super::report::{Agreement, Measured, class};
use crate::failure::Failure;
use googlenet_runtime::quantize::Quantized;
use googlenet_runtime::train::data::{Dataset, Task};
use googlenet_runtime::{DType, DynSession, Network, SessionBuilder, dynamic};
use std::time::{Duration, Instant};

/// Number of images on which it is measured how much a layer adds to the error of the outputs.
const SENSITIVITY_IMAGES: usize = 32;

/// The images with which a quantised network is compared, and what the network in `f32` makes of them.
pub(super) struct Comparison<'c> {
    model: &'c dynamic::Model,
    images: &'c Dataset,
    task: &'c Task,
    threads: usize,
    /// Classes in `f32`, in the order of the images.
    classes: Vec<usize>,
    /// Time of the fastest run over an image in `f32`.
    fastest: Duration,
    /// Some of the images, and their outputs in `f32`.
    few: Vec<(Vec<f32>, Vec<f32>)>,
}

impl<'c> Comparison<'c> {
    /// Runs the network in `f32`; calls `advance` for each image.
    pub(super) fn new(
        model: &'c dynamic::Model,
        images: &'c Dataset,
        task: &'c Task,
        threads: usize,
        mut advance: impl FnMut(),
    ) -> Result<Comparison<'c>, Failure> {
        let builder = model.session_builder().dtype(DType::F32).threads(threads);
        let mut session = builder.build_dyn().map_err(Failure::message)?;
        let (mut classes, mut few) = (Vec::new(), Vec::new());
        let mut fastest = Duration::MAX;
        let mut output = Vec::new();
        let every = images.len().div_ceil(SENSITIVITY_IMAGES).max(1);
        each(images, task, threads, |batch| {
            for image in batch.chunks_exact(task.values()) {
                fastest = fastest.min(timed(&mut session, image, &mut output)?);
                if classes.len() % every == 0 {
                    few.push((image.to_vec(), output.clone()));
                }
                classes.push(class(&output));
                advance();
            }
            Ok(())
        })?;
        Ok(Comparison {
            model,
            images,
            task,
            threads,
            classes,
            fastest,
            few,
        })
    }

    fn session(&self, quantized: &Quantized) -> Result<DynSession, Failure> {
        let builder = SessionBuilder::new(self.model).threads(self.threads);
        builder
            .build_quantized_dyn(quantized)
            .map_err(Failure::message)
    }

    /// Runs the quantised network over all images.
    pub(super) fn measure(
        &self,
        quantized: &Quantized,
        mut advance: impl FnMut(),
    ) -> Result<Measured, Failure> {
        let mut session = self.session(quantized)?;
        let mut agreement = Agreement::default();
        let mut classes = self.classes.iter();
        let mut fastest = Duration::MAX;
        let mut output = Vec::new();
        each(self.images, self.task, self.threads, |batch| {
            for image in batch.chunks_exact(self.task.values()) {
                fastest = fastest.min(timed(&mut session, image, &mut output)?);
                agreement.add(classes.next() == Some(&class(&output)));
                advance();
            }
            Ok(())
        })?;
        Ok(Measured {
            agreement,
            ms: [self.fastest, fastest].map(|time| time.as_secs_f64() * 1e3),
            threads: session.threads(),
        })
    }

    /// Returns the sum of the squares of the differences that outputs of some images have from those in `f32`.
    fn noise(&self, quantized: &Quantized) -> Result<f64, Failure> {
        let mut session = self.session(quantized)?;
        let (mut output, mut noise) = (Vec::new(), 0.0);
        for (image, expected) in &self.few {
            session.run(image, &mut output).map_err(Failure::message)?;
            let differences = output.iter().zip(expected).map(|(a, b)| f64::from(a - b));
            noise += differences
                .map(|difference| difference.powi(2))
                .sum::<f64>();
        }
        Ok(noise)
    }

    /// Lets layers keep their weights in `f32`, those first that alone bring the outputs nearest to those in `f32`, until the
    /// share of the images whose class differs from that in `f32` is at most `most`, or no layer is left. Returns what was
    /// measured last, and the paths of these layers.
    pub(super) fn keep_within(
        &self,
        most: f64,
        quantized: &mut Quantized,
        mut measured: Measured,
    ) -> Result<(Measured, Vec<String>), Failure> {
        let mut kept = Vec::new();
        if measured.agreement.drop() <= most {
            return Ok((measured, kept));
        }
        let mut layers = Vec::new();
        for weights in &quantized.weights {
            let mut without = quantized.clone();
            without.keep_f32(self.model, weights.layer);
            layers.push((self.noise(&without)?, weights.layer, weights.name.clone()));
        }
        layers.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (_, layer, name) in layers {
            quantized.keep_f32(self.model, layer);
            kept.push(name);
            measured = self.measure(quantized, || ())?;
            if measured.agreement.drop() <= most {
                break;
            }
        }
        Ok((measured, kept))
    }
}

/// Runs an image, and returns the time.
fn timed(
    session: &mut DynSession,
    image: &[f32],
    output: &mut Vec<f32>,
) -> Result<Duration, Failure> {
    let begin = Instant::now();
    session.run(image, output).map_err(Failure::message)?;
    Ok(begin.elapsed())
}
