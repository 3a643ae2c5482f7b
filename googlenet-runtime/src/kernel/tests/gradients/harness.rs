//! Runs the forward and the backward pass of one layer, and compares its gradients with central differences of the
//! naive reference.

use super::differences::Differences;
use crate::Layer;
use crate::kernel::tests::harness::{Arrangement, CANARY, isas, on_threads, regions};
use crate::kernel::{self, Arena, Barrier, Isa, RunContext, SharedValues, Target, Weights, Worker};
use crate::ops::{LayerGradients, LayerWeights, Prepared, TrainArgs, WeightPart, trainer};
use crate::weights::formula;
use googlenet_dsl::op::Op;
use googlenet_dsl::plan::training::{TrainingKind, TrainingStep};
use googlenet_dsl::plan::{ALIGN, Border, Channels, LANES, Layout, Place, Region, Step};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::{DType, Elementwise, Precision};

/// A layer under test, and how its inputs lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setup<'l> {
    pub(super) layer: &'l Layer,
    pub(super) lies: Arrangement,
    /// Number of cache lines between regions.
    pub(super) gap: usize,
    pub(super) images: usize,
    /// Whether the layer runs as in inference.
    pub(super) inference: bool,
    /// Bound of the values of the inputs, a power of two.
    pub(super) bound: f32,
    /// Number of elements of each operand and each weight whose gradients are compared one by one. One sum over all
    /// elements, with random factors, is compared as well.
    pub(super) samples: usize,
}

impl<'l> Setup<'l> {
    pub(super) fn new(layer: &'l Layer, lies: Arrangement, gap: usize, images: usize) -> Setup<'l> {
        Setup {
            layer,
            lies,
            gap,
            images,
            inference: false,
            bound: 1.0,
            samples: 6,
        }
    }
}

/// Runs the forward and the backward pass of a layer on every instruction set of the machine with several numbers of
/// threads. Checks that results are those of the naive reference, that gradients are its central differences, that
/// those of inputs replace what is there or are added to it, that nothing is written outside of the regions, that
/// unused lanes do not matter, and that the bits do not depend on the number of threads or on which images each
/// computes.
pub(super) fn check_gradients(layer: &Layer, lies: Arrangement, gap: usize, images: usize) {
    Setup::new(layer, lies, gap, images).check();
}

/// Value with index `at` of the inputs: all are different, and between those of a grid, so that neither a step of
/// central differences changes an order of values, nor the side of a bend.
pub(super) fn distinct(at: usize, bound: f32) -> f32 {
    let place = at.wrapping_mul(40_503) % (1 << 16);
    ((place as f32 + 0.5) / (1 << 15) as f32 - 1.0) * bound
}

/// Value with index `at` of the gradient of the result.
pub(super) fn gradient_value(at: usize) -> f32 {
    formula(7, at as u64) as f32
}

/// Value with index `at` that a target holds before gradients are added.
pub(super) fn base_value(at: usize) -> f32 {
    formula(8, at as u64) as f32
}

/// The region of a value with another border.
fn with_border(region: &Region, border: Border) -> Region {
    let layout = &region.layout;
    let channels = layout.channels.clone();
    Region::new(
        Place::Arena,
        0,
        region.shape,
        Layout::new(layout.dtype, layout.size, border, channels),
    )
}

/// Regions of the steps of one layer.
struct Regions {
    inputs: Vec<Region>,
    output: Region,
    gradient: Region,
    targets: Vec<Region>,
    saved: Option<Region>,
    sums: Option<Region>,
    arena_bytes: usize,
}

impl Regions {
    fn of(setup: &Setup<'_>) -> Regions {
        let (mut inputs, mut output, _) =
            regions(&[setup.layer], DType::F32, setup.lies, setup.gap);
        let needs = setup.layer.op().gradient_needs();
        let mut gradient = with_border(&output, [0, 1, 2, 0]);
        let targets = inputs.iter().map(|input| with_border(input, [1, 0, 0, 2]));
        let mut targets: Vec<Region> = targets.collect();
        let mut saved = needs.saves.map(|dtype| {
            let (size, channels) = (output.layout.size, output.layout.channels.clone());
            let layout = Layout::apart(dtype, size, [0; 4], channels);
            Region::new(Place::Arena, 0, output.shape, layout)
        });
        let vectors = needs.sums.max(2 * usize::from(needs.batch_statistics));
        let panels = match output.layout.channels.lanes() {
            LANES => output.layout.channels.blocks(),
            lanes => lanes.div_ceil(LANES),
        };
        let mut sums = (vectors > 0).then(|| {
            let len = vectors * panels * LANES;
            let layout = Layout::new(DType::F32, [1, 1], [0; 4], Channels::blocked(len));
            Region::new(Place::Arena, 0, Shape::vector(len), layout)
        });
        let mut next = setup.gap * ALIGN;
        let all = inputs.iter_mut().chain([&mut output, &mut gradient]);
        let all = all.chain(&mut targets).chain(&mut saved).chain(&mut sums);
        for region in all {
            region.offset = next + region.layout.origin_bytes();
            next += region.layout.bytes().next_multiple_of(ALIGN) + setup.gap * ALIGN;
        }
        Regions {
            inputs,
            output,
            gradient,
            targets,
            saved,
            sums,
            arena_bytes: next,
        }
    }

    fn all(&self) -> impl Iterator<Item = &Region> {
        let values = self.inputs.iter().chain([&self.output, &self.gradient]);
        let values = values.chain(&self.targets);
        values.chain(&self.saved).chain(&self.sums)
    }

    /// Returns the steps of both passes.
    fn steps(&self, setup: &Setup<'_>, accumulate: bool) -> Vec<TrainingStep> {
        let op = setup.layer.op();
        let needs = op.gradient_needs();
        let forward = Step::of_layer(op, 1, self.inputs.clone(), self.output.clone());
        let mut step = forward[0].clone();
        step.op = op.clone();
        assert!(
            op.then().is_none()
                && (step.activation() == Elementwise::None || matches!(op, Op::Activate(_))),
            "activations of layers are steps of their own"
        );
        let of_step = |kind: TrainingKind, step: &Step| {
            let mut made = TrainingStep::new(kind, 1, step.clone());
            made.saved = self.saved.clone();
            made.sums = self.sums.clone();
            made.inference = setup.inference;
            made
        };
        let new = |kind: TrainingKind| of_step(kind, &step);
        let mut steps = Vec::new();
        if needs.batch_statistics && !setup.inference {
            steps.push(new(TrainingKind::Statistics));
            steps.push(new(TrainingKind::CombineStatistics));
        }
        // Softmax works in place on a copy.
        let forward = forward.iter();
        steps.extend(forward.map(|step| of_step(TrainingKind::Forward, step)));
        let backward = |kind: TrainingKind| {
            let mut made = new(kind);
            made.gradient = Some(self.gradient.clone());
            made
        };
        if needs.sums > 0 {
            steps.push(backward(TrainingKind::GradientSums));
        }
        let mut weights = setup.layer.weights().iter();
        if weights.any(|weight| weight.role().trainable()) || needs.batch_statistics {
            steps.push(backward(TrainingKind::WeightGradient));
        }
        for (input, target) in self.targets.iter().enumerate() {
            let mut step = backward(TrainingKind::InputGradient(input));
            step.target = Some(target.clone());
            step.accumulate = accumulate;
            steps.push(step);
        }
        steps
    }
}

/// Writes values to a region, zeros to its border, and NaN to its unused lanes.
fn write(
    arena: &mut [f32],
    arena_bytes: usize,
    region: &Region,
    image: usize,
    value: impl Fn(usize) -> f32,
) {
    let layout = &region.layout;
    assert!(!layout.is_slice(), "a map of its own");
    let start = (image * arena_bytes + region.span().start) / size_of::<f32>();
    let values = &mut arena[start..][..layout.len()];
    values.fill(0.0);
    let [height, width] = layout.size;
    for block in layout.channels.iter() {
        for pixel in 0..height * width {
            let (y, x) = (pixel / width, pixel % width);
            let at = layout.origin()
                + block.block * layout.block_stride
                + y * layout.row_stride
                + x * layout.pixel_stride;
            for lane in 0..layout.channels.lanes() {
                values[at + lane] = match lane < block.len {
                    true => value(pixel * layout.channels.count() + block.first + lane),
                    false => f32::NAN,
                };
            }
        }
    }
}

/// What the gradients and results of one run are.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    /// Results of each image.
    pub(super) results: Vec<Vec<f32>>,
    /// Gradients of each operand: of all images, one behind the other.
    pub(super) inputs: Vec<Vec<f32>>,
    /// Gradients of each weight tensor, those that training does not change included.
    pub(super) weights: Vec<Vec<f32>>,
    /// What the layer keeps between its steps.
    pub(super) statistics: Vec<f32>,
}

impl Outcome {
    fn bits(&self) -> Vec<u32> {
        let parts = self.results.iter().chain(&self.inputs);
        let values = parts.chain(&self.weights).flatten();
        values.map(|value| value.to_bits()).collect()
    }
}

/// How threads divide the work of steps that compute each image by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Division {
    /// Every thread computes a part of each step, of all images.
    Together,
    /// Every thread computes all steps of some images.
    Apart,
}

impl Setup<'_> {
    pub(super) fn check(&self) {
        let regions = Regions::of(self);
        let differences = Differences::of(self);
        for isa in isas() {
            for accumulate in [false, true] {
                let mut first: Option<Outcome> = None;
                for (threads, division) in [
                    (1, Division::Together),
                    (2, Division::Together),
                    (3, Division::Together),
                    (2, Division::Apart),
                ] {
                    let outcome = self.run(&regions, isa, (threads, division), accumulate);
                    let first = first.get_or_insert_with(|| {
                        differences.compare(self, isa, &outcome, accumulate);
                        outcome.clone()
                    });
                    assert_eq!(
                        first.bits(),
                        outcome.bits(),
                        "{:?} on {}: {threads} threads, {division:?}, give the same bits",
                        self.layer,
                        isa.as_str()
                    );
                }
            }
        }
    }

    /// Returns the outcome on one thread, and the step that combines the statistics of the batch.
    pub(super) fn outcome(&self, isa: Isa) -> (Outcome, Option<TrainingStep>) {
        let regions = Regions::of(self);
        let mut steps = regions.steps(self, false).into_iter();
        let combines = steps.find(|step| step.kind == TrainingKind::CombineStatistics);
        (
            self.run(&regions, isa, (1, Division::Together), false),
            combines,
        )
    }

    /// Returns the value with index `at` of operand `slot` of an image.
    pub(super) fn input(&self, slot: usize, image: usize, at: usize) -> f32 {
        let shapes = self.layer.input_shapes();
        let len: usize = shapes.iter().map(|shape| shape.len()).sum();
        let before: usize = shapes[..slot].iter().map(|shape| shape.len()).sum();
        distinct(image * len + before + at, self.bound)
    }

    pub(super) fn seed(&self) -> u64 {
        0x5EED
    }

    /// Runs both passes with one division of the work.
    fn run(
        &self,
        regions: &Regions,
        isa: Isa,
        (threads, division): (usize, Division),
        accumulate: bool,
    ) -> Outcome {
        let (layer, images) = (self.layer, self.images);
        let target = Target::new(isa, Precision::Fast);
        let mut parts = Vec::new();
        let mut values = Vec::new();
        for weight in layer.weights() {
            parts.push(WeightPart {
                name: weight.name(),
                range: values.len()..values.len() + weight.len(),
            });
            values.extend_from_slice(weight.values());
        }
        let weights = LayerWeights::parts(layer.op(), &parts, &values);
        let mut packed_bytes = 0;
        let steps = regions.steps(self, accumulate).into_iter().map(|step| {
            let mut prepared = trainer(step.op()).prepare(&step, target);
            prepared.place(packed_bytes);
            let at = packed_bytes / size_of::<f32>();
            packed_bytes += (prepared.packed_len() * size_of::<f32>()).next_multiple_of(ALIGN);
            (step, prepared, at)
        });
        let steps: Vec<(TrainingStep, Prepared, usize)> = steps.collect();
        let mut packed = Arena::new(packed_bytes);
        packed.values_mut::<f32>().fill(f32::NAN);
        let mut scratch_bytes = 0;
        let mut statistics_len = 0;
        for (step, prepared, at) in &steps {
            let values = &mut packed.values_mut::<f32>()[*at..][..prepared.packed_len()];
            let operation = trainer(step.op());
            operation.pack(step, prepared, weights, values);
            scratch_bytes = scratch_bytes.max(prepared.scratch_bytes());
            statistics_len = statistics_len.max(operation.statistics_len(step));
        }
        let packed = Weights::Own(packed);
        let scratch_bytes = scratch_bytes.next_multiple_of(ALIGN);

        let arena_bytes = regions.arena_bytes;
        let mut arena = Arena::new(arena_bytes * images);
        let memory = arena.values_mut::<f32>();
        memory.fill(CANARY);
        for image in 0..images {
            for (slot, region) in regions.inputs.iter().enumerate() {
                write(memory, arena_bytes, region, image, |at| {
                    self.input(slot, image, at)
                });
            }
            let len = layer.output_shape().len();
            write(memory, arena_bytes, &regions.gradient, image, |at| {
                gradient_value(image * len + at)
            });
            for region in regions.targets.iter().filter(|_| accumulate) {
                write(memory, arena_bytes, region, image, |at| {
                    base_value(image + at)
                });
            }
        }
        let mut scratch = Arena::new(scratch_bytes * threads);
        scratch.values_mut::<f32>().fill(f32::NAN);
        let mut gradients = vec![f32::NAN; values.len()];
        let mut statistics = vec![f32::NAN; statistics_len];
        let shared = SharedValues::new(&mut gradients);
        let of_statistics = SharedValues::new(&mut statistics);
        let run = RunContext::new(&mut arena, arena_bytes, &[], 0, images);
        let run = run.with_scratch(&mut scratch, scratch_bytes, threads);
        for (step, prepared, _) in &steps {
            let args = TrainArgs {
                step,
                prepared,
                packed: &packed,
                weights,
                gradients: LayerGradients {
                    parts: &parts,
                    values: shared,
                    frozen: false,
                },
                statistics: of_statistics,
                seed: self.seed(),
            };
            let barrier = Barrier::default();
            on_threads(threads, &|thread| {
                let _guard = barrier.guard();
                let all = run.worker(isa, thread, threads).with_barrier(&barrier);
                if division == Division::Together || !step.kind.is_by_image() {
                    return run_step(&all, &args);
                }
                for image in images * thread / threads..images * (thread + 1) / threads {
                    let part = run.part(image..image + 1, thread);
                    run_step(&part.worker(isa, 0, 1), &args);
                }
            });
        }
        let outcome = Outcome {
            results: (0..images)
                .map(|image| read(&run, &regions.output, image))
                .collect(),
            inputs: regions
                .targets
                .iter()
                .map(|target| {
                    (0..images)
                        .flat_map(|image| read(&run, target, image))
                        .collect()
                })
                .collect(),
            weights: parts
                .iter()
                .map(|part| gradients[part.range.clone()].to_vec())
                .collect(),
            statistics,
        };
        self.check_memory(regions, isa, &arena);
        outcome
    }

    /// Checks that values outside of the regions are as before, and that borders of targets are zeros.
    fn check_memory(&self, regions: &Regions, isa: Isa, arena: &Arena) {
        let values = arena.values::<f32>();
        let each = regions.arena_bytes / size_of::<f32>();
        for (at, value) in values[..each * self.images].iter().enumerate() {
            let place = at % each * size_of::<f32>();
            let own = regions.all().any(|region| region.span().contains(&place));
            assert!(
                own || *value == CANARY,
                "{:?} on {} writes its regions and nothing else: {value} at {at}",
                self.layer,
                isa.as_str()
            );
        }
        for target in &regions.targets {
            let above = target.span().start / size_of::<f32>();
            let len = target.layout.border[0] * target.layout.row_stride;
            let border = &values[above..][..len];
            assert!(border.iter().all(|value| *value == 0.0), "a border is zero");
        }
    }
}

fn read(run: &RunContext<'_>, region: &Region, image: usize) -> Vec<f32> {
    let mut values = vec![0.0; region.shape.len()];
    run.read(region, image, &mut values);
    values
}

/// Runs one thread's share of a step, after clearing the border of what it writes.
fn run_step(worker: &Worker<'_>, args: &TrainArgs<'_>) {
    let step = args.step;
    let operation = trainer(step.op());
    if let Some(target) = step.target.as_ref().filter(|_| !step.accumulate) {
        kernel::clear_border(worker, target);
    }
    match step.kind {
        TrainingKind::Forward => {
            if !step.step.is_in_place() {
                kernel::clear_border(worker, args.output());
            }
            operation.forward(worker, args);
        }
        TrainingKind::Statistics => operation.statistics(worker, args),
        TrainingKind::CombineStatistics => operation.combine_statistics(worker, args),
        TrainingKind::GradientSums => operation.gradient_sums(worker, args),
        TrainingKind::WeightGradient => operation.weight_gradient(worker, args),
        TrainingKind::InputGradient(input) => operation.input_gradient(worker, args, input),
        kind => unreachable!("{kind:?} is no step of an operation"),
    }
}
