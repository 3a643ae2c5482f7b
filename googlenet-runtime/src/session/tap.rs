//! Taps: steps and layers whose results are recorded beside the outputs, in every run that does not time its steps.

use super::program::Program;
use super::steps::{StepSource, Steps};
use crate::Error;
use crate::kernel::RunContext;
use googlenet_dsl::graph::{self, LayerId};
use googlenet_dsl::op::Op;
use googlenet_dsl::plan::{ALIGN, Layout, Place, Region, Step};

/// A layer whose result is recorded in every run that does not time its steps.
pub(super) struct Tap {
    pub(super) layer: LayerId,
    /// Results of all images of the last run, NHWC, one image behind the other.
    pub(super) values: Vec<f32>,
    /// Region of the result: in the arena or the caller's input if the plan stores the result, otherwise in the tap
    /// scratch.
    region: Region,
    /// Index of the phase after which the result can be read or recomputed; `None` if it lies in the caller's input,
    /// which can be read from the beginning.
    pub(super) ready: Option<usize>,
    /// Steps that recompute the result if the plan does not store it: one for each layer of the fused step up to the
    /// tapped one (two for a layer with softmax). `None` if the plan stores the result.
    recompute: Option<Steps>,
    /// End of this tap's part of the tap scratch, in bytes from the beginning of an image's part; the next tap's part
    /// begins there.
    pub(super) scratch_end: usize,
}

impl Tap {
    /// Creates the tap of a layer. If the result must be recomputed, the results of the recomputing steps are stored in
    /// the tap scratch from byte `scratch_start` of each image's part on, and the weights of these steps are packed
    /// here.
    ///
    /// # Errors
    /// [`Error::FusedLayer`] if the result must be recomputed and the program holds no source weights.
    pub(super) fn new(
        program: &Program,
        layer: LayerId,
        scratch_start: usize,
    ) -> Result<Tap, Error> {
        let ready = program.plan.ready[layer];
        if let Some(region) = &program.plan.regions[layer] {
            return Ok(Tap {
                layer,
                values: Vec::new(),
                region: region.clone(),
                ready,
                recompute: None,
                scratch_end: scratch_start,
            });
        }
        let (step, chain) = program.passing(layer).expect("a step passes every layer");
        let passing = &program.steps.list()[step].plan;
        let summand = passing.summand();
        let own = passing.inputs.len() - summand.iter().len();
        let mut inputs = passing.inputs[..own].to_vec();
        let mut parts = Vec::new();
        let mut end = scratch_start;
        for id in chain {
            let shape = program.facts.shapes[*id];
            // All layers of a fused step have the same channels, in blocks that the step's kernel can write.
            let channels = passing.output().layout.channels.clone();
            let layout = Layout::new(
                passing.output().layout.dtype,
                shape.spatial(),
                [0; 4],
                channels,
            );
            let output = Region::new(Place::TapScratch, end, shape, layout);
            end += output.layout.bytes().next_multiple_of(ALIGN);
            let part = match &program.fused[*id] {
                Some(part) => part,
                None => {
                    return Err(Error::FusedLayer {
                        name: graph::result_name(&program.facts.layers(), layer),
                    });
                }
            };
            let mut inputs = std::mem::replace(&mut inputs, vec![output.clone()]);
            let mut op = part.op().clone();
            // The step's own result is the first operand of a sum that is fused with it.
            if let (true, Op::Add(add)) = (*id != chain[0], &mut op) {
                inputs.extend(summand.cloned());
                if !add.scale.is_empty() {
                    add.scale = vec![passing.scale(), 1.0].into();
                }
            }
            let steps = Step::of_layer(&op, *id, inputs, output);
            parts.extend(steps.into_iter().map(|step| StepSource {
                step,
                layers: vec![part],
                quantized: None,
            }));
        }
        Ok(Tap {
            layer,
            values: Vec::new(),
            region: inputs.swap_remove(0),
            ready,
            recompute: Some(Steps::new(&parts, program.target)),
            scratch_end: end,
        })
    }

    /// Returns the size in bytes of the scratch memory that kernels need to recompute the result, on one thread; 0 if
    /// it is stored.
    pub(super) fn scratch_bytes(&self) -> usize {
        self.recompute.as_ref().map_or(0, Steps::scratch_bytes)
    }

    /// Copies the results of the images of `run` to [`Tap::values`], from the image with the index `first` on;
    /// recomputes them before, on the calling thread, if the plan does not store them. No kernel may run at the same
    /// time.
    pub(super) fn keep(&mut self, program: &Program, run: &RunContext<'_>, first: usize) {
        if let Some(steps) = &self.recompute {
            let worker = run.worker(program.target.isa, 0, 1);
            (0..steps.list().len()).for_each(|step| steps.run(step, &worker));
        }
        let len = self.region.shape.len();
        for image in 0..run.images() {
            run.read(
                &self.region,
                image,
                &mut self.values[(first + image) * len..][..len],
            );
        }
    }
}
