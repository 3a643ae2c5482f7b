//! Tests of gradients that are computed element by element or move elements, against central differences of the naive
//! references: of sums along random directions, and of single elements.

use super::harness::{arrangement, isas, layer, regions};
use super::*;
use crate::kernel::{Arena, Barrier, Isa, Pool, RunContext, SharedValues, Weights, Worker};
use crate::ops::{
    LayerGradients, LayerWeights, Prepared, ReferenceLayer, TrainArgs, WeightPart, operator,
    trainer,
};
use googlenet_dsl::plan::training::{TrainingKind, TrainingStep};
use googlenet_dsl::plan::{ALIGN, LANES, Layout, Place, Region, Step};
use googlenet_dsl::value::DType;

const CANARY: f32 = -12345.0;

/// Returns a pseudorandom value that is at least 1e-4 away from zero and from the values of other operands.
fn value(operand: usize, at: usize) -> f32 {
    let random = crate::weights::formula(3 + operand as u64, at as u64) as f32;
    ((random * 512.0).round() + 0.5) / 512.0 + operand as f32 * 2e-4
}

/// Returns the values of all images of the operand `operand`, or of a gradient.
fn values(operand: usize, len: usize, images: usize) -> Vec<Vec<f32>> {
    let image = |image: usize| {
        (0..len)
            .map(|at| value(operand, image * len + at))
            .collect()
    };
    (0..images).map(image).collect()
}

const GRADIENT: usize = 20;
const BEFORE: usize = 21;
const DIRECTION: usize = 22;

/// Regions of a layer's backward steps, and the size of the arena of one image in bytes.
struct Regions {
    inputs: Vec<Region>,
    output: Region,
    gradient: Region,
    targets: Vec<Region>,
    sums: Option<Region>,
    bytes: usize,
}

impl Regions {
    fn new(layer: &Layer, lies: Arrangement, gap: usize) -> Regions {
        let (inputs, output, mut bytes) = regions(&[layer], lies, gap);
        let mut place = |mut region: Region, border| {
            if !region.layout.is_slice() {
                let (size, channels) = (region.layout.size, region.layout.channels.clone());
                region.layout = Layout::new(DType::F32, size, border, channels).into();
            }
            region.offset = bytes + region.layout.origin_bytes();
            bytes += region.layout.bytes().next_multiple_of(ALIGN) + gap * ALIGN;
            region
        };
        let gradient = place(output.clone(), [0, 2, 1, 0]);
        let targets = inputs.iter().cloned();
        let targets = targets.map(|input| place(input, [1, 0, 0, 1])).collect();
        let blocks = match output.layout.is_in_blocks() {
            true => output.layout.channels.blocks(),
            false => output.shape.channels().div_ceil(LANES),
        };
        let sums = (layer.op().gradient_needs().sums * blocks * LANES > 0).then(|| {
            let shape = Shape::vector(layer.op().gradient_needs().sums * blocks * LANES);
            let mut sums = Region::external(shape);
            sums.place = Place::Arena;
            let channels = googlenet_dsl::plan::Channels::blocked(shape.len());
            sums.layout = Layout::new(DType::F32, [1, 1], [0; 4], channels).into();
            place(sums, [0; 4])
        });
        Regions {
            inputs,
            output,
            gradient,
            targets,
            sums,
            bytes,
        }
    }

    fn step(&self, layer: &Layer, kind: TrainingKind, accumulate: bool) -> TrainingStep {
        let inputs = self.inputs.clone();
        let mut steps = Step::of_layer(layer.op(), 1, inputs, self.output.clone());
        let mut step = TrainingStep::new(kind, 1, steps.remove(0));
        step.gradient = Some(self.gradient.clone());
        step.sums = self.sums.clone();
        step.accumulate = accumulate;
        if let TrainingKind::InputGradient(input) = kind {
            step.target = Some(self.targets[input].clone());
        }
        step
    }

    /// Fills a region of one image with NaN, and its channels with `values` if there are any.
    fn fill(&self, arena: &mut [f32], region: &Region, image: usize, values: Option<&[f32]>) {
        let layout = &region.layout;
        let start = (image * self.bytes + region.span().start) / size_of::<f32>();
        let span = &mut arena[start..][..layout.len()];
        let (lanes, stride) = (layout.channels.lanes(), layout.pixel_stride);
        for pixel in span.chunks_mut(stride) {
            let own = lanes.min(pixel.len());
            pixel[..own].fill(f32::NAN);
        }
        let Some(values) = values else {
            return;
        };
        let [height, width] = layout.size;
        let channels = layout.channels.count();
        for block in layout.channels.iter() {
            for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
                let at = layout.origin()
                    + block.block * layout.block_stride
                    + y * layout.row_stride
                    + x * stride;
                let from = (y * width + x) * channels + block.first;
                span[at..][..block.len].copy_from_slice(&values[from..][..block.len]);
            }
        }
    }

    /// Returns `true` if a value of the arena, at this index among those of one image, belongs to a region.
    fn owns(&self, at: usize) -> bool {
        let at = at * size_of::<f32>();
        let own = [&self.output, &self.gradient];
        let mut all = self.inputs.iter().chain(&self.targets).chain(&self.sums);
        all.any(|region| holds(region, at)) || own.iter().any(|region| holds(region, at))
    }
}

fn holds(region: &Region, at: usize) -> bool {
    let span = region.span();
    let value = at.wrapping_sub(span.start) / size_of::<f32>();
    let lane = value % region.layout.pixel_stride;
    span.contains(&at) && (!region.layout.is_slice() || lane < region.shape.channels())
}

/// Gradients of the inputs, of each image, and of the weights, tensor by tensor.
#[derive(Clone, PartialEq, Debug)]
struct Gradients {
    inputs: Vec<Vec<Vec<f32>>>,
    weights: Vec<Vec<f32>>,
}

/// How the threads of a run divide its images.
#[derive(Clone, Copy, Debug)]
enum Division {
    Threads(usize),
    /// Each step that is by image runs image by image.
    Images,
}

/// Runs all backward steps of a layer.
fn run(
    layer: &Layer,
    regions: &Regions,
    inputs: &[Vec<Vec<f32>>],
    gradient: &[Vec<f32>],
    (isa, division, accumulate): (Isa, Division, bool),
) -> Gradients {
    let images = gradient.len();
    let mut arena = Arena::new(regions.bytes * images);
    let values_of = arena.values_mut::<f32>();
    values_of.fill(CANARY);
    for image in 0..images {
        regions.fill(values_of, &regions.output, image, None);
        regions.fill(values_of, &regions.gradient, image, Some(&gradient[image]));
        for (slot, input) in inputs.iter().enumerate() {
            regions.fill(values_of, &regions.inputs[slot], image, Some(&input[image]));
            let before = values(BEFORE, input[image].len(), images);
            let before = accumulate.then_some(&*before[image]);
            regions.fill(values_of, &regions.targets[slot], image, before);
        }
        for sums in &regions.sums {
            regions.fill(values_of, sums, image, None);
        }
    }
    let mut parts = Vec::new();
    let mut next = 0;
    for weight in layer.weights() {
        let range = next..next + weight.values().len();
        next = range.end;
        let name = weight.name();
        parts.push(WeightPart { name, range });
    }
    let mut of_weights = vec![f32::NAN; next];
    let context = RunContext::new(&mut arena, regions.bytes, &[], 0, images);
    let threads = match division {
        Division::Threads(threads) => threads,
        Division::Images => 1,
    };
    let mut pool = Pool::new(threads);
    let mut kinds: Vec<TrainingKind> = (0..inputs.len()).map(TrainingKind::InputGradient).collect();
    if !parts.is_empty() {
        kinds.splice(
            0..0,
            [TrainingKind::GradientSums, TrainingKind::WeightGradient],
        );
    }
    for kind in kinds {
        let step = regions.step(layer, kind, accumulate);
        let args = TrainArgs {
            step: &step,
            prepared: &Prepared::Nothing,
            packed: &Weights::none(),
            weights: LayerWeights::of(layer),
            gradients: LayerGradients {
                parts: &parts,
                values: SharedValues::new(&mut of_weights),
                frozen: false,
            },
            statistics: SharedValues::new(&mut []),
            batch: images,
            seed: 1,
        };
        let call = |worker: &Worker<'_>| match kind {
            TrainingKind::GradientSums => trainer(layer.op()).gradient_sums(worker, &args),
            TrainingKind::WeightGradient => trainer(layer.op()).weight_gradient(worker, &args),
            TrainingKind::InputGradient(input) => {
                trainer(layer.op()).input_gradient(worker, &args, input)
            }
            _ => unreachable!("backward steps"),
        };
        match division {
            Division::Images if kind.is_by_image() => {
                for image in (0..images).rev() {
                    call(&context.part(image..image + 1, 0).worker(isa, 0, 1));
                }
            }
            _ => {
                let barrier = Barrier::default();
                pool.run(&|thread| {
                    let _guard = barrier.guard();
                    let worker = context.worker(isa, thread, threads);
                    call(&worker.with_barrier(&barrier));
                });
            }
        }
    }
    let read = |region: &Region| {
        let image = |image: usize| {
            let mut values = vec![0.0; region.shape.len()];
            context.read(region, image, &mut values);
            values
        };
        (0..images).map(image).collect()
    };
    let inputs = regions.targets.iter().map(read).collect();
    let weights = parts
        .iter()
        .map(|part| of_weights[part.range.clone()].to_vec());
    let weights = weights.collect();
    let in_image = regions.bytes / size_of::<f32>();
    for (at, value) in arena.values::<f32>()[..in_image * images]
        .iter()
        .enumerate()
    {
        assert!(
            *value == CANARY || regions.owns(at % in_image),
            "{layer:?} on {}: {value} at {at}, outside of its regions",
            isa.as_str()
        );
    }
    Gradients { inputs, weights }
}

/// Values of each input of each image, and of each weight tensor, in `f64`.
#[derive(Clone)]
struct Point {
    inputs: Vec<Vec<Vec<f64>>>,
    weights: Vec<Vec<f64>>,
}

/// Returns the sum of the results of all images, each multiplied by its gradient, at a point.
fn loss(layer: &Layer, point: &Point, gradient: &[Vec<f32>]) -> f64 {
    let mut reference = ReferenceLayer::of(layer);
    reference.weights_mut().clone_from_slice(&point.weights);
    let image = |image: usize| {
        let inputs: Vec<&[f64]> = point.inputs.iter().map(|input| &*input[image]).collect();
        let result = operator(layer.op()).exact(&reference, &inputs);
        let pairs = result.iter().zip(&gradient[image]);
        pairs
            .map(|(result, gradient)| result * f64::from(*gradient))
            .sum::<f64>()
    };
    (0..gradient.len()).map(image).sum()
}

/// Returns the difference quotient of the loss where the values that `at` selects are moved by 1e-6, and others not, and
/// the sum of those of the gradients that it is to be.
fn slope(
    layer: &Layer,
    point: &Point,
    gradient: &[Vec<f32>],
    got: &Gradients,
    direction: &dyn Fn(usize) -> f64,
) -> (f64, f64, f64) {
    const STEP: f64 = 1e-6;
    let mut ends = [point.clone(), point.clone()];
    let (mut sum, mut scale) = (0.0, 1.0f64);
    let mut at = 0;
    let mut walk = |lists: [&mut [f64]; 2], got: &[f32]| {
        let [up, down] = lists;
        for ((up, down), got) in up.iter_mut().zip(down).zip(got) {
            let along = direction(at);
            at += 1;
            *up += along * STEP;
            *down -= along * STEP;
            sum += along * f64::from(*got);
            scale = scale.max((along * f64::from(*got)).abs());
        }
    };
    let [up, down] = &mut ends;
    for (slot, got) in got.inputs.iter().enumerate() {
        for (image, got) in got.iter().enumerate() {
            walk(
                [&mut up.inputs[slot][image], &mut down.inputs[slot][image]],
                got,
            );
        }
    }
    for (tensor, got) in got.weights.iter().enumerate() {
        walk([&mut up.weights[tensor], &mut down.weights[tensor]], got);
    }
    let [up, down] = ends.map(|end| loss(layer, &end, gradient));
    ((up - down) / (2.0 * STEP), sum, scale)
}

/// Compares the gradients of a layer with difference quotients, on every instruction set of the machine, with several
/// divisions among threads, which give the same bits, and with gradients stored and added to others.
fn check_gradients(layer: &Layer, lies: Arrangement, gap: usize, images: usize) {
    let regions = Regions::new(layer, lies, gap);
    let shapes = layer.input_shapes().iter().enumerate();
    let inputs: Vec<Vec<Vec<f32>>> = shapes
        .map(|(slot, shape)| values(slot, shape.len(), images))
        .collect();
    let gradient = values(GRADIENT, layer.output_shape().len(), images);
    let wide = |values: &Vec<f32>| values.iter().copied().map(f64::from).collect::<Vec<f64>>();
    let point = Point {
        inputs: inputs
            .iter()
            .map(|input| input.iter().map(wide).collect())
            .collect(),
        weights: layer
            .weights()
            .iter()
            .map(|weight| wide(&weight.values().to_vec()))
            .collect(),
    };
    let lens = point.inputs.iter().flatten().chain(&point.weights);
    let len: usize = lens.map(Vec::len).sum();
    for isa in isas() {
        let stored = run(
            layer,
            &regions,
            &inputs,
            &gradient,
            (isa, Division::Threads(1), false),
        );
        let added = run(
            layer,
            &regions,
            &inputs,
            &gradient,
            (isa, Division::Threads(1), true),
        );
        for division in [2, 3, 8]
            .map(Division::Threads)
            .into_iter()
            .chain([Division::Images])
        {
            let again = run(layer, &regions, &inputs, &gradient, (isa, division, false));
            assert!(
                again == stored,
                "{layer:?}: {division:?} gives the same bits"
            );
            let again = run(layer, &regions, &inputs, &gradient, (isa, division, true));
            assert!(
                again == added,
                "{layer:?}: {division:?} adds to the same bits"
            );
        }
        for (stored, added) in stored.inputs.iter().zip(&added.inputs) {
            for (image, (stored, added)) in stored.iter().zip(added).enumerate() {
                let before = &values(BEFORE, stored.len(), images)[image];
                for ((stored, added), before) in stored.iter().zip(added).zip(before) {
                    let expected = stored + before;
                    let close = (added - expected).abs() <= 1e-5 * (1.0 + expected.abs());
                    assert!(close, "{layer:?}: {added}, expected {expected}");
                }
            }
        }
        let check = |direction: &dyn Fn(usize) -> f64, what: &str| {
            let (expected, got, scale) = slope(layer, &point, &gradient, &stored, direction);
            assert!(
                (got - expected).abs() <= 2e-5 * scale,
                "{layer:?} on {}, {what}: {got}, expected {expected}",
                isa.as_str()
            );
        };
        for turn in 0..2 {
            let along = |at: usize| f64::from(value(DIRECTION + turn, at));
            check(&along, "along a direction");
        }
        for sample in 0..6 {
            let one = value(DIRECTION + 2, sample).to_bits() as usize % len;
            check(&|at| f64::from(u8::from(at == one)), "of one value");
        }
    }
}

fn small() -> impl Strategy<Value = Shape> {
    let side = prop_oneof![1 => Just(1usize), 4 => 2usize..=6];
    (side.clone(), side, 1usize..=37)
        .prop_map(|(height, width, channels)| Shape::map(height, width, channels))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums(shape in small(), count in 2usize..=4, scaled: bool, lies in arrangement(), gap in 0usize..3) {
        let scale: Vec<f32> = (0..if scaled { count } else { 0 }).map(|slot| 0.17 * slot as f32 - 0.3).collect();
        check_gradients(&layer(op::Add { scale: scale.into() }.into(), &vec![shape; count]), lies, gap, 2);
    }

    #[test]
    fn products_and_maxima(
        shape in small(), ones in proptest::collection::vec([any::<bool>(), any::<bool>(), any::<bool>()], 2..5), vectors: bool,
        largest: bool, lies in arrangement(), gap in 0usize..3,
    ) {
        let [height, width] = shape.spatial();
        let channels = shape.channels();
        let size = |size: usize, one: bool| if one { 1 } else { size };
        let shapes: Vec<Shape> = ones.iter().map(|[row, column, depth]| match vectors {
            true => Shape::vector(channels),
            false => Shape::map(size(height, *row), size(width, *column), size(channels, *depth)),
        }).collect();
        let op = if largest { Op::from(op::Maximum {}) } else { op::Multiply {}.into() };
        check_gradients(&layer(op, &shapes), lies, gap, 2);
    }

    #[test]
    fn factors_and_summands(shape in small(), [scale, center] in [any::<bool>(), any::<bool>()], lies in arrangement(), gap in 0usize..3, images in 1usize..=3) {
        prop_assume!(scale || center);
        check_gradients(&layer(op::ChannelScale { scale, center }.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn slopes(shape in small(), shared: bool, lies in arrangement(), gap in 0usize..3, images in 1usize..=3) {
        check_gradients(&layer(op::Prelu { shared }.into(), &[shape]), lies, gap, images);
    }

    #[test]
    fn slices(shape in small(), ends in [0usize..70, 0usize..70], vector: bool, lies in arrangement(), gap in 0usize..3) {
        let channels = shape.channels();
        let [a, b] = ends.map(|end| end % channels);
        let (from, to) = (a.min(b) as u32, a.max(b) as u32 + 1);
        let shape = if vector { Shape::vector(channels) } else { shape };
        check_gradients(&layer(op::Slice { channels: [from, to] }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn shuffles(shape in small(), groups in 1u32..=7, each in 1usize..=9, lies in arrangement(), gap in 0usize..3) {
        let [height, width] = shape.spatial();
        let shape = Shape::map(height, width, groups as usize * each);
        check_gradients(&layer(op::ChannelShuffle { groups }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn concatenations(shape in small(), channels in proptest::collection::vec(1usize..=20, 2..5), lies in arrangement(), gap in 0usize..3) {
        let [height, width] = shape.spatial();
        let shapes: Vec<Shape> = channels.into_iter().map(|channels| Shape::map(height, width, channels)).collect();
        check_gradients(&layer(op::Concat {}.into(), &shapes), lies, gap, 2);
    }

    #[test]
    fn other_shapes(sizes in [1u32..=5, 1u32..=5, 1u32..=40], turn in 0usize..3, vector: bool, flat: bool, lies in arrangement(), gap in 0usize..3) {
        let [height, width, channels] = sizes.map(|size| size as usize);
        let shape = if vector { Shape::vector(height * width * channels) } else { Shape::map(height, width, channels) };
        let mut sizes = sizes;
        sizes.rotate_left(turn);
        let op = if flat { Op::from(op::Flatten {}) } else { op::Reshape { sizes }.into() };
        check_gradients(&layer(op, &[shape]), lies, gap, 2);
    }

    #[test]
    fn padding(
        shape in small(), edges in [0u32..=3, 0u32..=3, 0u32..=3, 0u32..=3], mode in proptest::sample::select(PadMode::ALL),
        lies in arrangement(), gap in 0usize..3,
    ) {
        let sizes = shape.spatial();
        let mirrors = (0..4).all(|at| (edges[at] as usize) < sizes[at % 2]);
        prop_assume!(mode != PadMode::Reflect || mirrors);
        check_gradients(&layer(op::ZeroPad { edges, mode }.into(), &[shape]), lies, gap, 2);
    }

    #[test]
    fn pixels_as_channels_and_back(
        sizes in [1usize..=3, 1usize..=3, 1usize..=9], block in 1u32..=3, order in proptest::sample::select(ChannelOrder::ALL),
        lies in arrangement(), gap in 0usize..3,
    ) {
        let (size, [height, width, channels]) = (block as usize, sizes);
        let wide = Shape::map(height * size, width * size, channels);
        check_gradients(&layer(op::SpaceToDepth { block, order }.into(), &[wide]), lies, gap, 2);
        let deep = Shape::map(height, width, channels * size * size);
        check_gradients(&layer(op::DepthToSpace { block, order }.into(), &[deep]), lies, gap, 2);
    }

    #[test]
    fn resizing(
        shape in small(), factors in [0.3f32..4.0, 0.3f32..4.0], sizes in [1u32..=20, 1u32..=20], how in 0usize..3, bilinear: bool,
        coordinates in proptest::sample::select(Coordinates::ALL), rounding in proptest::sample::select(Rounding::ALL),
        lies in arrangement(), gap in 0usize..3,
    ) {
        let scale = match how {
            0 => Scale::Factor(factors.map(f32::round).map(|factor| factor.max(1.0))),
            1 => Scale::Factor(factors),
            _ => Scale::Size(sizes),
        };
        let mode = if bilinear { Interpolation::Bilinear } else { Interpolation::Nearest };
        let op: Op = op::Upsample { scale, mode, coordinates, rounding }.into();
        prop_assume!(op.infer(&[shape]).is_ok());
        check_gradients(&layer(op, &[shape]), lies, gap, 2);
    }
}
