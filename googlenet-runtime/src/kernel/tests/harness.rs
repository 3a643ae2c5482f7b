//! Test harness: runs one step between regions surrounded by canary values and compares its results with the naive
//! references.

use crate::kernel::element::Bf16;
use crate::kernel::{Arena, Barrier, Isa, Pool, RunContext, Target};
use crate::model::seed;
use crate::ops::operator;
use crate::session::{StepSource, Steps};
use crate::{Layer, LayerMut};
use googlenet_dsl::graph::{Graph, Layer as Node};
use googlenet_dsl::op::{self, Activation, Op, Padding, ResultStorage, StoresNhwc, Window};
use googlenet_dsl::plan::{
    ALIGN, Border, Channels, Fused, LANES, LayerPlan, Layout, PlanOptions, Region, Step,
};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;
use googlenet_dsl::value::Precision;
use proptest::prelude::*;
use std::cell::RefCell;
use std::collections::HashMap;

/// Value with which the arena is filled before a run, to detect writes outside of the regions.
pub(super) const CANARY: f32 = -12345.0;

/// The same for other elements than `f32`: of bfloat16 a NaN, to detect what is read and does not belong to a map.
const CANARY_BYTES: [u8; 2] = [0xB7, 0xFF];

/// Layout of the inputs of the layer under test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Arrangement {
    /// Channel blocks, with the border that the layer reads.
    Plain,
    /// Two segments of channel blocks, as in the result of a concat of two branches, with the border that the layer
    /// reads. Channel blocks in one segment if there are too few channels.
    Segmented,
    /// NHWC with the border that the layer reads, for convolutions and dense layers; as `Plain` for others.
    Interleaved,
    /// Channel blocks without a border.
    Borderless,
    /// NHWC without a border, as in the caller's image, for operations that read that; as `Plain` for others.
    Given,
    /// Slices of larger NHWC maps, with the border that the layer reads, and a result that is such a slice, for
    /// operations that read and store these; NHWC maps or channel blocks for others.
    Slices,
}

impl Arrangement {
    /// Returns the number of channel blocks of other maps in front of an input or result, and behind it, in a map of groups of
    /// several blocks. NHWC is for `f32` alone; with other elements these arrangements are parts of maps.
    fn beside(self, dtype: DType, is_result: bool) -> Option<[usize; 2]> {
        match self {
            _ if dtype == DType::F32 => None,
            Arrangement::Interleaved if !is_result => Some([1, 0]),
            Arrangement::Given if !is_result => Some([2, 1]),
            Arrangement::Given => Some([1, 2]),
            Arrangement::Slices => Some([3, 1]),
            _ => None,
        }
    }
}

/// Number of channels of other maps between the pixels of a slice.
const BETWEEN: usize = 3;

/// Returns a strategy that generates each of the arrangements.
pub(super) fn arrangement() -> impl Strategy<Value = Arrangement> {
    use Arrangement::{Borderless, Given, Interleaved, Plain, Segmented, Slices};
    proptest::sample::select(vec![
        Plain,
        Segmented,
        Interleaved,
        Borderless,
        Given,
        Slices,
    ])
}

/// Returns the layout of a map of that shape as NHWC, as a slice of a larger map if `slice` is `true`.
fn nhwc(shape: Shape, border: Border, slice: bool) -> Layout {
    let channels = Channels::interleaved(shape.channels());
    let mut layout = Layout::new(DType::F32, shape.spatial(), border, channels);
    if slice {
        layout.pixel_stride += BETWEEN;
        layout.row_stride = (border[1] + layout.size[1] + border[3]) * layout.pixel_stride;
        layout.block_stride = layout.rows() * layout.row_stride;
    }
    layout
}

/// Returns the instruction sets that this processor has.
pub(in crate::kernel) fn isas() -> impl Iterator<Item = Isa> {
    Isa::ALL.iter().copied().filter(|isa| isa.is_available())
}

thread_local! {
    static POOLS: RefCell<HashMap<usize, Pool>> = RefCell::default();
}

/// Calls `work` once on each of `threads` threads with the thread's number, as [`Pool::run`] does. The threads of a test
/// are kept for its next cases.
pub(in crate::kernel) fn on_threads(threads: usize, work: &(dyn Fn(usize) + Sync)) {
    POOLS.with_borrow_mut(|pools| {
        let pool = pools.entry(threads).or_insert_with(|| Pool::new(threads));
        pool.run(work);
    });
}

/// Returns the pseudorandom value with index `at`.
fn value(at: usize) -> f32 {
    crate::weights::formula(3, at as u64) as f32
}

/// Creates a layer with seeded weights whose inputs have these shapes.
pub(crate) fn layer(op: Op, inputs: &[Shape]) -> Layer {
    let node = |op: Op, inputs: Vec<usize>| Node {
        name: "layer".into(),
        op,
        inputs: inputs.into(),
        line: 0,
        source: None,
    };
    let map = |shape: Shape| {
        let [height, width] = shape.spatial();
        [height, width, shape.channels()].map(|size| size as u32)
    };
    // The graph has one input, from which 1x1 convolutions make the maps of the layer's inputs, and `flatten` the
    // vectors.
    let size = map(inputs[0]);
    let input = node(op::Input { size }.into(), vec![]);
    let mut graph = Graph::new("Test", input).expect("an input");
    let mut sources = Vec::new();
    for shape in inputs {
        let source = match shape {
            Shape::Vector { .. } => graph.push(node(op::Flatten {}.into(), vec![0])),
            Shape::Map { channels, .. } => {
                let one = op::Conv {
                    filters: *channels as u32,
                    window: Window::new([1, 1], [1, 1], Padding::Valid),
                    groups: 1,
                    bias: false,
                    activation: Activation::None,
                    l2: 0.0,
                    initializer: Default::default(),
                };
                graph.push(node(one.into(), vec![0]))
            }
            _ => googlenet_dsl::no_other_variant!(Shape, 2),
        };
        sources.push(source.expect("a source"));
    }
    let id = graph.push(node(op, sources)).expect("the layer fits");
    let mut layer = Layer::of(&graph, id);
    seed(vec![LayerMut::new(&mut layer)], 11);
    layer
}

/// Returns the input regions and the output region of a step with elements of that type, `gap` cache lines apart, and the
/// size of the arena for one image in bytes. The step consists of the layers of `chain`, of which the first reads the inputs
/// and the last stores the output.
pub(super) fn regions(
    chain: &[&Layer],
    dtype: DType,
    arrangement: Arrangement,
    gap: usize,
) -> (Vec<Region>, Region, usize) {
    let layer = chain[0];
    let (op, shapes) = (layer.op(), layer.input_shapes());
    let shape = chain[chain.len() - 1].output_shape();
    let options = PlanOptions::default().with_dtype(dtype);
    let (mut inputs, mut output, _) = LayerPlan::regions(op, shapes, shape, &options);
    let is_f32 = dtype == DType::F32;
    for (slot, input) in inputs.iter_mut().enumerate() {
        let count = input.shape.channels();
        let part = ((count + slot) / 2).min(count);
        let parts = [part, count - part].map(Channels::blocked);
        let reads = op.plan_needs().reads;
        let is_map = matches!(input.shape, Shape::Map { .. });
        let mut border = input.layout.border;
        let channels = match arrangement {
            Arrangement::Segmented if part > 0 && part < count => Channels::join(&parts),
            Arrangement::Interleaved | Arrangement::Given if reads.nhwc && is_map && is_f32 => {
                Channels::interleaved(count)
            }
            _ => Channels::blocked(count),
        };
        if matches!(arrangement, Arrangement::Borderless | Arrangement::Given) {
            border = [0; 4];
        }
        input.layout = match arrangement {
            Arrangement::Slices if reads.nhwc && is_map && is_f32 => {
                nhwc(input.shape, border, reads.slices).into()
            }
            _ => Layout::new(dtype, input.shape.spatial(), border, channels).into(),
        };
    }
    let result_is_own = op.plan_needs().result != ResultStorage::LikeInputs;
    let stores = op.plan_needs().stores_nhwc;
    let stores_map = matches!(output.shape, Shape::Map { .. }) && stores != StoresNhwc::No;
    // A concat writes its branches one by one where they are slices, so no step stores the whole.
    let copies = matches!(op, Op::Concat(_));
    if arrangement == Arrangement::Slices && stores_map && !copies && is_f32 {
        let slice = stores == StoresNhwc::Slices;
        output.layout = nhwc(output.shape, [1, 0, 2, 1], slice).into();
    } else if chain.len() > 1 {
        let channels = output.layout.channels.clone();
        output.layout = Layout::new(dtype, output.shape.spatial(), [1, 0, 2, 1], channels).into();
    } else if !result_is_own && layer.input_shapes()[0].channels() == output.shape.channels() {
        let channels = match (output.shape, &inputs[0].layout.channels) {
            (Shape::Vector { .. }, channels) if channels.lanes() != LANES => {
                Channels::blocked(channels.count())
            }
            (_, channels) => channels.clone(),
        };
        // The output gets a border, as a result has for the layers that read it.
        output.layout = Layout::new(dtype, output.shape.spatial(), [1, 0, 2, 1], channels).into();
    }
    let mut next = gap * ALIGN;
    let count = inputs.len();
    for (at, region) in inputs.iter_mut().chain([&mut output]).enumerate() {
        let mut bytes = region.layout.bytes();
        region.offset = next + region.layout.origin_bytes();
        if let Some([before, behind]) = arrangement.beside(dtype, at == count) {
            let own = region.layout.channels.blocks();
            let channels = Channels::blocked((before + own + behind) * LANES);
            let Layout { size, border, .. } = *region.layout;
            let whole = Layout::new(dtype, size, border, channels);
            bytes = whole.bytes();
            region.offset = next + whole.origin_bytes() + whole.block_offset(before) * dtype.size();
            region.layout = whole.part(before, region.layout.channels.clone()).into();
        }
        next += bytes.next_multiple_of(ALIGN) + gap * ALIGN;
    }
    (inputs, output, next)
}

/// Returns the channel block and the lane of the element at byte `at` of an image's part of the arena, if it is one of the
/// region's, its border and unused lanes included; blocks behind the last are spare.
fn lane_at(region: &Region, at: usize) -> Option<[usize; 2]> {
    let (span, layout) = (region.span(), &region.layout);
    if !span.contains(&at) {
        return None;
    }
    let element = (at - span.start) / layout.dtype.size() + layout.phase * LANES;
    let (group, of_group) = (element / layout.block_stride, element % layout.block_stride);
    let lane = of_group % layout.pixel_stride;
    if layout.is_slice() {
        return (lane < region.shape.channels()).then_some([0, lane]);
    }
    if of_group >= layout.rows() * layout.row_stride {
        return None;
    }
    let lanes = layout.channels.lanes();
    let block = (group * layout.side + lane / lanes).checked_sub(layout.phase)?;
    let own = layout.channels.blocks() + layout.spare;
    (block < own).then_some([block, lane % lanes])
}

/// Writes the values of the images' inputs to those input regions that are slices, with zeros in their borders.
fn fill_slices(inputs: &[Region], arena_bytes: usize, values: &[f32], arena: &mut [f32]) {
    let len: usize = inputs.iter().map(|input| input.shape.len()).sum();
    for (image, values) in values.chunks_exact(len).enumerate() {
        let mut values = values;
        for input in inputs {
            let (of_input, behind) = values.split_at(input.shape.len());
            values = behind;
            let layout = &input.layout;
            if !layout.is_slice() {
                continue;
            }
            let channels = input.shape.channels();
            let start = (image * arena_bytes + input.span().start) / size_of::<f32>();
            let span = &mut arena[start..][..layout.len()];
            for pixel in span.chunks_mut(layout.pixel_stride) {
                pixel[..channels].fill(0.0);
            }
            for (at, pixel) in of_input.chunks_exact(channels).enumerate() {
                let (y, x) = (at / layout.size[1], at % layout.size[1]);
                let at = layout.origin() + y * layout.row_stride + x * layout.pixel_stride;
                span[at..][..channels].copy_from_slice(pixel);
            }
        }
    }
}

/// Runs one layer over `images` images on every instruction set of the machine with several numbers of threads: see
/// [`check_chain`]. `gap` is the number of cache lines between regions.
pub(super) fn check(layer: &Layer, arrangement: Arrangement, gap: usize, images: usize) {
    check_chain(&[layer], arrangement, gap, images);
}

/// Returns the pseudorandom value with index `at`, or NaN, of either sign, at some indices.
pub(in crate::kernel) fn value_or_nan(at: usize) -> f32 {
    match at % 197 {
        7 => f32::NAN,
        101 => -f32::NAN,
        _ => value(at),
    }
}

/// Returns the magnitude of the pseudorandom value with index `at`, or NaN at some indices.
pub(in crate::kernel) fn magnitude_or_nan(at: usize) -> f32 {
    value_or_nan(at).abs()
}

/// Runs a chain of layers with pseudorandom values, as [`check_chain_in`] does, with elements of every type with which kernels
/// compute.
pub(super) fn check_chain(chain: &[&Layer], arrangement: Arrangement, gap: usize, images: usize) {
    check_chain_of(chain, arrangement, gap, images, value);
    // What a softmax reads and what it gives need different scales.
    if is_widened(chain) && chain[0].op().then().is_none() {
        check_chain_in(chain, DType::U8, arrangement, gap, images, value);
    }
}

/// Returns `true` if the kernels of a chain compute with elements that are widened. Convolutions in one group are tested by
/// themselves, with the order of their sums.
fn is_widened(chain: &[&Layer]) -> bool {
    match chain[0].op() {
        Op::Conv(conv) => conv.groups > 1 && chain.len() == 1,
        op => !matches!(op, Op::Dense(_)),
    }
}

/// Runs a chain of layers as [`check_chain_in`] does, with elements of every type that has NaN.
pub(super) fn check_chain_of(
    chain: &[&Layer],
    arrangement: Arrangement,
    gap: usize,
    images: usize,
    value: fn(usize) -> f32,
) {
    check_chain_in(chain, DType::F32, arrangement, gap, images, value);
    if is_widened(chain) {
        check_chain_in(chain, DType::Bf16, arrangement, gap, images, value);
    }
}

/// Zero point of quantised maps.
const ZERO_POINT: i16 = 100;

/// Returns the value of the element of that type that is nearest to a value, where one step of a quantised map is `scale`.
fn rounded(dtype: DType, scale: f32, value: f32) -> f32 {
    let zero = f32::from(ZERO_POINT);
    match dtype {
        DType::Bf16 => Bf16::nearest(value).to_f32(),
        DType::U8 => (value / scale).round_ties_even().clamp(-zero, 255.0 - zero) * scale,
        _ => value,
    }
}

/// Returns the region with that scale, if its map is quantised.
fn quantised(region: &Region, scale: f32) -> Region {
    match region.layout.dtype {
        DType::U8 => {
            let layout = (*region.layout).clone();
            let layout = layout.with_zero_point(ZERO_POINT).with_scale(scale);
            Region::new(region.place, region.offset, region.shape, layout)
        }
        _ => region.clone(),
    }
}

/// Runs a chain of layers that form one step (the first with its epilogues) over the input values `value(0)`,
/// `value(1)` and so on, rounded to elements of that type, on every instruction set of the machine with several numbers of
/// threads. Checks that results are close to those of the naive references, rounded once, that nothing is written outside
/// the regions, that unless the elements are `f32` everything else in the groups of the result is finite, and that the bits do
/// not depend on the number of threads.
fn check_chain_in(
    chain: &[&Layer],
    dtype: DType,
    arrangement: Arrangement,
    gap: usize,
    images: usize,
    value: fn(usize) -> f32,
) {
    let layer = chain[0];
    // Inputs have values from -1 to 1.
    let scale = 1.0 / 100.0;
    let (mut inputs, output, arena_bytes) = regions(chain, dtype, arrangement, gap);
    for input in &mut inputs {
        *input = quantised(input, scale);
    }
    let input_len: usize = inputs.iter().map(|input| input.shape.len()).sum();
    let given = (0..input_len * images).map(|at| rounded(dtype, scale, value(at)));
    let input: Vec<f32> = given.collect();
    let expected = |image: usize| {
        let mut rest = &input[image * input_len..];
        let split = layer.input_shapes().iter().map(|shape| {
            let (values, behind) = rest.split_at(shape.len());
            rest = behind;
            values
        });
        let values: Vec<&[f32]> = split.collect();
        let first = operator(layer.op()).reference(layer, &values);
        chain[1..].iter().fold(first, |values, layer| {
            operator(layer.op()).reference(layer, &[&values])
        })
    };
    let expected: Vec<Vec<f32>> = (0..images).map(expected).collect();
    // Of a softmax whose arguments are rounded to 8 bits, each logarithm is off by that of two arguments.
    let arguments = before_softmax(layer).filter(|_| dtype != DType::F32);
    let of_arguments = arguments.map_or(0.0, |layer| {
        let values = operator(layer.op()).reference(&layer, &[&input]);
        let most = values
            .iter()
            .fold(0.0f32, |most, value| most.max(value.abs()));
        (most / 256.0).exp_m1()
    });
    // Where elements are moved, their scale stays; other results are to be of many elements.
    let values = expected.iter().flatten();
    let most = values.fold(0.0f32, |most, value| most.max(value.abs()));
    let result_scale = scale.max(most / 155.0);
    let output = quantised(&output, result_scale);
    let mut parts = Vec::new();
    let mut given_len = 0;
    for input in &inputs {
        let mut given = Region::external(input.shape);
        given.offset = given_len * size_of::<f32>();
        given_len += input.shape.len();
        let op = op::Input { size: [0; 3] }.into();
        if !input.layout.is_slice() {
            let taken = Step::of_layer(&op, 0, vec![given], input.clone());
            parts.extend(taken.into_iter().map(|step| (step, Vec::new())));
        }
    }
    let mut steps = Step::of_layer(layer.op(), 1, inputs.clone(), output.clone());
    for (id, behind) in (2..).zip(&chain[1..]) {
        let epilogue = behind.op().plan_needs().epilogue;
        let layers = [&*steps[0].layers, &[id]].concat();
        steps[0].layers = layers.into();
        let fused = Fused::new(id, epilogue.expect("a layer that is fused"));
        steps[0].epilogue = [&*steps[0].epilogue, &[fused]].concat().into();
    }
    parts.extend(steps.into_iter().map(|step| (step, chain.to_vec())));
    let own = |at: usize| {
        let mut regions = inputs.iter().chain([&output]);
        regions.any(|region| lane_at(region, at % arena_bytes).is_some())
    };
    let is_f32 = dtype == DType::F32;
    let unused = |at: usize| {
        let channels = &output.layout.channels;
        lane_at(&output, at % arena_bytes).is_some_and(|[block, lane]| {
            block >= channels.blocks() || lane >= channels.block(block).len
        })
    };
    for isa in isas() {
        let target = Target::new(isa, Precision::Fast);
        let part = |(step, layers): &(Step, Vec<_>)| StepSource {
            step: step.clone(),
            layers: layers.clone(),
            quantized: None,
        };
        let steps = Steps::new(&parts.iter().map(part).collect::<Vec<_>>(), target);
        let mut first: Option<Vec<u8>> = None;
        let threads = if is_f32 {
            &[1, 2, 3, 7, 16][..]
        } else {
            &[1, 3, 7]
        };
        for &threads in threads {
            let mut arena = Arena::of(DType::Bf16, arena_bytes * images);
            match is_f32 {
                true => arena.values_mut::<f32>().fill(CANARY),
                false => {
                    let elements = arena.values_mut::<u8>().chunks_exact_mut(2);
                    elements.for_each(|element| element.copy_from_slice(&CANARY_BYTES));
                }
            }
            fill_slices(&inputs, arena_bytes, &input, arena.values_mut());
            let scratch_bytes = steps.scratch_bytes();
            let mut scratch = Arena::new(scratch_bytes * threads);
            scratch.values_mut::<f32>().fill(f32::NAN);
            let mut halos = Arena::new(steps.halo_bytes() * (threads - 1));
            halos.values_mut::<f32>().fill(f32::NAN);
            let run = RunContext::new(&mut arena, arena_bytes, &input, input_len, images);
            let run = run.with_scratch(&mut scratch, scratch_bytes, threads);
            let run = run.with_halos(&mut halos, steps.halo_bytes(), threads - 1);
            for step in 0..steps.list().len() {
                let barrier = Barrier::default();
                on_threads(threads, &|thread| {
                    let _guard = barrier.guard();
                    let worker = run.worker(isa, thread, threads);
                    steps.run(step, &worker.with_barrier(&barrier));
                });
            }
            let mut got = vec![0.0; output.shape.len()];
            for (image, expected) in expected.iter().enumerate() {
                run.read(&output, image, &mut got);
                let elements = (dtype, result_scale);
                compare(layer, elements, isa, &got, expected, of_arguments);
            }
            let bytes = &arena.values::<u8>()[..arena_bytes * images];
            for (at, element) in bytes.chunks_exact(dtype.size()).enumerate() {
                let at = at * dtype.size();
                let kept = match is_f32 {
                    true => element == CANARY.to_ne_bytes(),
                    false => *element == CANARY_BYTES[at % 2..][..dtype.size()],
                };
                assert!(
                    own(at) || kept,
                    "{layer:?} of {dtype} on {} writes its result and nothing else: {element:?} at {at}",
                    isa.as_str()
                );
                assert!(
                    dtype != DType::Bf16
                        || !unused(at)
                        || element[1] & 0x7F != 0x7F
                        || element[0] & 0x80 == 0,
                    "{layer:?} of {dtype} on {}: what holds no channel is finite: {element:?} at {at}",
                    isa.as_str()
                );
            }
            assert!(
                first.get_or_insert_with(|| bytes.to_vec()) == bytes,
                "{threads} threads give the same bits"
            );
        }
    }
}

/// Returns the layer with the same weights and without its activation, if that is softmax.
fn before_softmax(of: &Layer) -> Option<Layer> {
    of.op().then()?;
    let mut op = of.op().clone();
    match &mut op {
        Op::Conv(conv) => conv.activation = Activation::None,
        Op::ConvTranspose(conv) => conv.activation = Activation::None,
        Op::Dense(dense) => dense.activation = Activation::None,
        op => panic!("{op:?} has no option `activation`"),
    }
    Some(layer(op, of.input_shapes()))
}

/// Checks that all values differ by at most 1e-5 times the largest expected magnitude, or 1e-5 if that is below 1, and by
/// `of_arguments` times themselves, before they are rounded to elements of that type, and that NaN is where NaN is expected.
fn compare(
    layer: &Layer,
    (dtype, step): (DType, f32),
    isa: Isa,
    got: &[f32],
    expected: &[f32],
    of_arguments: f32,
) {
    let scale = expected
        .iter()
        .fold(1.0f32, |most, value| most.max(value.abs()));
    for (at, (got, expected)) in got.iter().zip(expected).enumerate() {
        let close = match expected.is_nan() {
            true => got.is_nan(),
            false if dtype == DType::F32 => (got - expected).abs() <= 1e-5 * scale,
            false => {
                let off = 1e-5 * scale + of_arguments * expected.abs();
                let [low, high] = [-off, off].map(|off| rounded(dtype, step, expected + off));
                low <= *got && *got <= high
            }
        };
        assert!(
            close,
            "{layer:?} of {dtype} on {}: {got} at {at}, expected {expected}",
            isa.as_str()
        );
    }
}
