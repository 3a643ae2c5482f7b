//! Taps: layers whose results are recorded beside the outputs.

use super::program::Program;
use super::steps::{StepSource, Steps};
use crate::Error;
use crate::kernel::RunContext;
use googlenet_dsl::graph::LayerId;
use googlenet_dsl::plan::{ALIGN, Layout, Place, Region, Step};

/// Layer whose result is recorded on every run.
pub(super) struct Tap {
    pub(super) layer: LayerId,
    pub(super) values: Vec<f32>,
    /// Region of the result, in the arena, the tap scratch or the caller's input.
    region: Region,
    /// Phase after which the result is complete; `None` for the caller's input.
    pub(super) ready: Option<usize>,
    /// Steps that recompute the result if the plan does not store it: the layers of the fused step up to the tapped
    /// one, without fusion. `None` if the plan stores the result.
    recompute: Option<Steps>,
    /// End of this tap's part of the tap scratch, in bytes for one image.
    pub(super) scratch_end: usize,
}

impl Tap {
    /// Creates the tap of a layer. If the result must be recomputed, it is stored in the tap scratch from byte
    /// `scratch_start` on.
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
        let mut inputs = passing.inputs.to_vec();
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
                        name: program.facts.names[layer].clone(),
                    });
                }
            };
            let inputs = std::mem::replace(&mut inputs, vec![output.clone()]);
            let steps = Step::of_layer(part.op(), *id, inputs, output);
            parts.extend(steps.into_iter().map(|step| StepSource {
                step,
                layers: vec![part],
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

    /// Returns the number of bytes of scratch memory that the thread that recomputes the result needs.
    pub(super) fn scratch_bytes(&self) -> usize {
        self.recompute.as_ref().map_or(0, Steps::scratch_bytes)
    }

    /// Records the results of the images of `run`, of which the first has the number `first` in the batch; recomputes
    /// them before if necessary. No kernel may run at the same time.
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
