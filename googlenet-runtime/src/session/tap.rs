//! Results that are kept beside the network's.

use super::program::Program;
use super::steps::{StepSource, Steps};
use crate::Error;
use crate::kernel::RunContext;
use googlenet_dsl::graph::LayerId;
use googlenet_dsl::plan::{ALIGN, Layout, Place, Region, Step};

/// A layer whose result is kept.
pub(super) struct Tap {
    pub(super) layer: LayerId,
    pub(super) values: Vec<f32>,
    /// Where the result lies.
    region: Region,
    /// The phase after which it is there; `None` for what the caller gives.
    pub(super) ready: Option<usize>,
    /// How the result is made where the network's own steps pass over it: its chain layer by layer, each as the portable
    /// graph has it, from what the chain reads.
    recompute: Option<Steps>,
    /// The end of its results in the memory for them, in bytes.
    pub(super) scratch_end: usize,
}

impl Tap {
    /// A tap whose results, where they are made apart, lie behind `scratch_start` bytes.
    ///
    /// # Errors
    /// They are made apart, and the source weights are not held.
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
            // All layers of a chain have the channels of its result, in the blocks that its kernel can write.
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

    /// Bytes of memory that a thread needs to make the result.
    pub(super) fn scratch_bytes(&self) -> usize {
        self.recompute.as_ref().map_or(0, Steps::scratch_bytes)
    }

    /// Keeps the results of a run's images, of which the first is the `first` of all. No kernel may be at work.
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
