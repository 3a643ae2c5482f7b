//! Packing of the weights of steps, into one arena and on all processors.

use super::steps::{PackedStep, StepSource, Steps};
use crate::kernel::{Arena, PackedWeights, SourceWeights, Target, Weights};
use crate::ops::{StepWeights, operator};
use crate::processors::processors;
use crate::{Error, Layer};
use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Source from which packing takes weights, layer by layer: the layers themselves, a network that is taken apart, or a
/// weight file.
pub(crate) trait WeightSource: Sync {
    /// Returns `layer` with its weights, which `layer` itself may lack. Called at most once for each layer, by several
    /// threads at the same time, and only for the layers of steps that have weights.
    ///
    /// # Errors
    /// Returns an error if the weights cannot be read.
    fn with_weights<'l>(&self, layer: &'l Layer) -> Result<Cow<'l, Layer>, Error>;

    /// Takes back a layer after its weights were packed, so that its memory can be reused; drops it by default. Not
    /// called for layers whose step failed.
    fn release(&self, layer: Cow<'_, Layer>) {
        drop(layer);
    }
}

/// Weight source that returns the layers as they are, as they hold their weights themselves.
struct InLayers;

impl WeightSource for InLayers {
    fn with_weights<'l>(&self, layer: &'l Layer) -> Result<Cow<'l, Layer>, Error> {
        Ok(Cow::Borrowed(layer))
    }
}

impl Steps {
    /// Creates one step for each entry of `parts` (a step of the plan with its layers), chooses the algorithms for
    /// `target`, and packs the weights that the layers hold.
    pub(crate) fn new(parts: &[StepSource<'_>], target: Target) -> Steps {
        let mut steps = Steps::without_weights(parts, target);
        let packed = steps.pack_weights(parts, &InLayers);
        assert!(packed.is_ok(), "layers hold their weights");
        steps
    }

    /// Packs again, in place, the weights of those steps for whose entry in `parts` the function `changed` returns
    /// `true`. `parts` are all steps, in order, with layers that hold the new weights.
    ///
    /// # Panics
    /// Panics if the packed weights lie in a mapped file.
    pub(crate) fn repacked(
        mut self,
        parts: &[StepSource<'_>],
        changed: impl Fn(&StepSource<'_>) -> bool,
    ) -> Steps {
        self.repack(parts, &changed, &InLayers);
        self
    }

    fn repack(
        &mut self,
        parts: &[StepSource<'_>],
        changed: &dyn Fn(&StepSource<'_>) -> bool,
        source: &dyn WeightSource,
    ) {
        let mut weights = self.take_weights().expect("weights in memory");
        let mut jobs = jobs(self.list(), parts, &mut weights);
        jobs.retain(|job| changed(job.part));
        let packed = pack_all(jobs, source);
        assert!(packed.is_ok(), "layers hold their weights");
        self.set_weights(Weights::Own(weights));
    }

    /// Allocates the arena of packed weights, and packs the weights of all steps, which it takes from `source`.
    ///
    /// # Errors
    /// Returns an error of `source`; no weights are set then.
    pub(crate) fn pack_weights(
        &mut self,
        parts: &[StepSource<'_>],
        source: &dyn WeightSource,
    ) -> Result<(), Error> {
        let mut weights = Arena::new(self.weight_bytes());
        pack_all(jobs(self.list(), parts, &mut weights), source)?;
        self.set_weights(Weights::Own(weights));
        Ok(())
    }
}

/// Total size of the weights to be packed, in bytes, below which the calling thread packs them alone.
const SHARED_BYTES: usize = 1 << 20;

/// A step whose weights are to be packed: their layout, the layers that they come from, and the part of the arena that
/// they are written to.
struct StepToPack<'a> {
    packed: &'a PackedWeights,
    part: &'a StepSource<'a>,
    values: &'a mut [f32],
}

/// Returns the steps that have weights, in the order of `list`, each with the part of the arena `weights` that its
/// packed weights are written to. `parts` has one entry for each step of `list`: the step of the plan with its layers.
fn jobs<'a>(
    list: &'a [PackedStep],
    parts: &'a [StepSource<'a>],
    weights: &'a mut Arena,
) -> Vec<StepToPack<'a>> {
    let mut rest = weights.values_mut::<f32>();
    let mut jobs = Vec::new();
    for (step, part) in list.iter().zip(parts) {
        if let Some(packed) = &step.packed {
            let (values, behind) = rest.split_at_mut(packed.bytes() / size_of::<f32>());
            rest = behind;
            jobs.push(StepToPack {
                packed,
                part,
                values,
            });
        }
    }
    jobs
}

/// Packs the weights of steps, the largest first, on at most as many threads as the machine has processors, the calling
/// thread included. Returns the last error of `source` if there were any; after an error no further step is begun.
fn pack_all(mut jobs: Vec<StepToPack<'_>>, source: &dyn WeightSource) -> Result<(), Error> {
    jobs.sort_by_key(|job| job.values.len());
    let len: usize = jobs.iter().map(|job| job.values.len()).sum();
    let threads = match len * size_of::<f32>() < SHARED_BYTES {
        true => 1,
        false => processors(),
    };
    let threads = threads.min(jobs.len());
    let queue = Mutex::new((jobs, Ok(())));
    let work = || {
        while let Some(job) = next(&queue) {
            if let Err(error) = job.run(source) {
                let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
                queue.0.clear();
                queue.1 = Err(error);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // If the system refuses to start a thread, the other threads pack its steps.
            let _ = thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    let (_, done) = queue.into_inner().unwrap_or_else(PoisonError::into_inner);
    done
}

fn next<'a>(queue: &Mutex<(Vec<StepToPack<'a>>, Result<(), Error>)>) -> Option<StepToPack<'a>> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).0.pop()
}

impl StepToPack<'_> {
    fn run(self, source: &dyn WeightSource) -> Result<(), Error> {
        let StepSource {
            step,
            layers,
            quantized,
        } = self.part;
        if let Some(quantized) = quantized {
            let kernel: Vec<f32> = quantized.kernel.iter().copied().map(f32::from).collect();
            let source = SourceWeights {
                kernel: &kernel,
                bias: None,
                affine: None,
            };
            let values = &mut self.values[..self.packed.len()];
            self.packed.primitive().pack(&source, values);
            return Ok(());
        }
        let loaded = layers.iter().map(|layer| source.with_weights(layer));
        let loaded = loaded.collect::<Result<Vec<_>, Error>>()?;
        let layers: Vec<&Layer> = loaded.iter().map(|layer| &**layer).collect();
        let values = &mut self.values[..self.packed.len()];
        operator(&step.op).pack(&StepWeights::of(step, &layers), self.packed, step, values);
        loaded.into_iter().for_each(|layer| source.release(layer));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::tests::harness::layer;
    use googlenet_dsl::op::{Activation, Conv, Padding, Window};
    use googlenet_dsl::plan::{LayerPlan, PlanOptions};
    use googlenet_dsl::shape::Shape;
    use googlenet_dsl::value::Precision;

    /// Weight source that returns the layers as they are, and records their operations as text.
    #[derive(Default)]
    struct Counted(Mutex<Vec<String>>);

    impl WeightSource for Counted {
        fn with_weights<'l>(&self, layer: &'l Layer) -> Result<Cow<'l, Layer>, Error> {
            self.0.lock().unwrap().push(format!("{:?}", layer.op()));
            Ok(Cow::Borrowed(layer))
        }
    }

    fn layers(bias: f32) -> [Layer; 3] {
        [5, 20, 33].map(|filters| {
            let conv = Conv {
                filters,
                window: Window::new([3, 3], [1, 1], Padding::Same),
                groups: 1,
                bias: true,
                activation: Activation::None,
                l2: 0.0,
                initializer: Default::default(),
            };
            let mut layer = layer(conv.into(), &[Shape::map(6, 5, 3)]);
            let values = vec![bias; filters as usize];
            layer.set_weight("bias", values).expect("it has a bias");
            layer
        })
    }

    fn parts(layers: &[Layer]) -> Vec<StepSource<'_>> {
        let part = |layer: &'_ Layer| {
            let (inputs, output) = (layer.input_shapes(), layer.output_shape());
            let plan = LayerPlan::new(layer.op(), inputs, output, &PlanOptions::default());
            plan.steps.into_iter().next().expect("a step")
        };
        let part = |layer| StepSource {
            step: part(layer),
            layers: vec![layer],
            quantized: None,
        };
        layers.iter().map(part).collect()
    }

    #[test]
    fn steps_whose_weights_stay_are_not_packed_again() {
        let target = Target::chosen(Precision::Fast);
        let (before, mut after) = (layers(1.0), layers(1.0));
        let bias = vec![0.0; 20];
        after[1].set_weight("bias", bias).expect("it has a bias");
        let mut steps = Steps::new(&parts(&before), target);
        let expected = Steps::new(&parts(&after), target);
        let counted = Counted::default();
        let changed = |part: &StepSource<'_>| part.layers[0].output_shape().channels() == 20;
        let copied = steps.copied();
        steps.repack(&parts(&after), &changed, &counted);
        assert_eq!(counted.0.lock().unwrap().len(), 1);
        let bytes = |steps: &Steps| steps.weights().values::<u8>().to_vec();
        assert_eq!(bytes(&steps), bytes(&expected));
        assert_ne!(bytes(&copied), bytes(&expected));
        let copied = copied.repacked(&parts(&after), changed);
        assert_eq!(bytes(&copied), bytes(&expected));
    }
}
