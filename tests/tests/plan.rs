//! Tests of plans: no result is overwritten before all its readers have run, and steps of one phase write to memory
//! that no other step of the phase uses.

use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::Op;
use googlenet_dsl::plan::{ALIGN, LANES, Place, Plan, PlanOptions, Region};
use googlenet_dsl::value::DType;
use googlenet_dsl::{compile_file, compile_text};
use googlenet_tests::root;
use std::sync::Arc;

/// Returns the layers whose steps store the values of `layer`: the layer itself or, for a view or a concat without a
/// step of its own, the writers of its inputs.
fn writers(graph: &Graph, plan: &Plan, layer: LayerId) -> Vec<LayerId> {
    let written = |id| {
        let of = |step: &&googlenet_dsl::plan::Step| step.layers.last() == Some(&id);
        plan.steps.iter().any(|step| of(&step))
    };
    if layer == 0 || written(layer) {
        return vec![layer];
    }
    let needs = graph.op(layer).plan_needs();
    assert!(
        needs.is_view || needs.part.is_some() || matches!(graph.op(layer), Op::Concat(_)),
        "a step writes `{}`",
        graph.layer(layer).name
    );
    let inputs = graph.inputs(layer).into_iter();
    inputs
        .flat_map(|input| writers(graph, plan, input))
        .collect()
}

/// Returns the indices of the slots of memory, of `slot` bytes each, that a region occupies, unused lanes, spare blocks
/// and the border included. Slots between two groups of blocks, those of other maps in a group, and those between the
/// pixels of a slice, are not.
fn places(region: &Region, slot: usize) -> impl Iterator<Item = usize> {
    let (start, layout) = (region.span().start, Arc::clone(&region.layout));
    (0..layout.channels.blocks() + layout.spare).flat_map(move |block| {
        let size = layout.dtype.size();
        let first = layout.block_offset(block);
        let all = layout.rows() * layout.row_stride;
        let (parts, step, len) = match layout.is_slice() || layout.side > 1 {
            true => (
                all / layout.pixel_stride,
                layout.pixel_stride,
                layout.channels.lanes(),
            ),
            false => (1, 0, all),
        };
        (0..parts).flat_map(move |part| {
            let first = first + part * step;
            let bytes = [first, first + len].map(|at| start + at * size);
            bytes[0] / slot..bytes[1].div_ceil(slot)
        })
    })
}

fn check(name: &str, graph: &Graph) {
    // The types that results are stored in.
    for dtype in [DType::F32, DType::Bf16, DType::U8] {
        let plan = Plan::for_inference(graph, &PlanOptions::default().with_dtype(dtype));
        check_plan(&format!("{name}, {dtype}"), graph, &plan);
        let floats = graph.float_results();
        for (id, region) in plan.regions.iter().enumerate() {
            let Some(region) = region else { continue };
            let expected = match region.place {
                Place::Input => DType::F32,
                // Some results stay so where others are narrower.
                _ if floats[id] && region.layout.dtype == DType::F32 => DType::F32,
                Place::Arena | Place::TapScratch => dtype,
                _ => googlenet_dsl::no_other_variant!(Place, 3),
            };
            assert_eq!(region.layout.dtype, expected, "{name}");
            assert!(region.offset.is_multiple_of(expected.size()), "{name}");
        }
    }
}

fn check_plan(name: &str, graph: &Graph, plan: &Plan) {
    let slices = plan
        .regions
        .iter()
        .flatten()
        .any(|region| region.layout.is_slice());
    let slot = plan.dtype.size() * if slices { 1 } else { LANES };
    let mut arena: Vec<Option<LayerId>> = vec![None; plan.arena_bytes / slot];
    let holds = |arena: &[Option<LayerId>], region: &Region, layer: LayerId| {
        let from = writers(graph, plan, layer);
        let lost = places(region, slot)
            .find(|place| arena[*place].is_none_or(|writer| !from.contains(&writer)));
        assert_eq!(lost, None, "{name}: `{}` is there", graph.layer(layer).name);
    };
    let phases = plan.steps.iter().map(|step| step.phase + 1).max();
    for phase in 0..phases.unwrap_or(0) {
        let steps = || plan.steps.iter().filter(move |step| step.phase == phase);
        for step in steps().filter(|step| !step.is_in_place()) {
            let read = graph.inputs(step.layers[0]);
            for (region, layer) in step.inputs.iter().zip(read) {
                if region.place == Place::Arena {
                    holds(&arena, region, layer);
                }
            }
        }
        for (at, step) in steps().enumerate() {
            assert!(
                step.output().place == Place::Arena && step.output().span().end <= plan.arena_bytes,
                "{name}: results lie in the arena"
            );
            for (other, step_beside) in steps().enumerate() {
                let read = step_beside.inputs.iter();
                let written = (other != at).then_some(step_beside.output());
                for region in read.chain(written) {
                    assert!(
                        step.output().is_disjoint(region),
                        "{name}: steps of phase {phase} are apart"
                    );
                }
            }
        }
        for step in steps() {
            let last = step.layers[step.layers.len() - 1];
            places(step.output(), slot).for_each(|place| arena[place] = Some(last));
        }
    }
    for output in graph.outputs() {
        if let Some(region) = &plan.regions[output.layer]
            && region.place == Place::Arena
        {
            holds(&arena, region, output.layer);
        }
    }
}

#[test]
fn every_spec_has_a_sound_plan() {
    let mut specs = 0;
    let entries = std::fs::read_dir(root().join("specs")).expect("the specs are there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    // Of those in folders only what the others have not: slices and products between convolutions. All take too long.
    let more = ["shufflenet_v2_x1_0", "mobilenet_v3_small"];
    let more = more.map(|name| root().join(format!("specs/torchvision/{name}.yaml")));
    for path in paths.chain(more) {
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let name = path.display().to_string();
        let compiled = compile_file(&path).unwrap_or_else(|mistakes| panic!("{mistakes}"));
        check(&name, &compiled.graph);
        check(&name, &compiled.graph.training());
        specs += 1;
    }
    assert!(specs > 5);
}

#[test]
fn batch_normalisation_and_activation_are_no_steps() {
    let compiled = compile_file(root().join("specs/inception_v3.yaml"));
    let graph = compiled.expect("it is in order").graph;
    let plan = Plan::for_inference(&graph, &PlanOptions::default());
    let apart = |step: &&googlenet_dsl::plan::Step| {
        let op = graph.op(step.layers[0]);
        matches!(op, Op::BatchNorm(_) | Op::Activate(_) | Op::Concat(_))
    };
    assert_eq!(plan.steps.iter().filter(apart).count(), 0);
    let convolutions = graph
        .ids()
        .filter(|id| matches!(graph.op(*id), Op::Conv(_)));
    let of_len = |len| {
        let steps = plan.steps.iter();
        steps.filter(move |step| step.layers.len() == len).count()
    };
    // Two of the convolutions, those of large maps, are also fused with a maximum pooling.
    assert_eq!(
        [of_len(3) + of_len(4), of_len(4)],
        [convolutions.count(), 2]
    );
}

/// Plans and checks a network with an input of `side` x `side` pixels, and returns the number of layers of each step.
/// The first step is that of the input.
fn chains(side: usize, steps: &str) -> Vec<usize> {
    let text = format!(
        "format: 1\nname: Pools\ninput: {{height: {side}, width: {side}, channels: 3}}\n\
         defaults: {{conv: {{padding: same, kernel: 3}}}}\n{steps}"
    );
    let compiled = compile_text("pools.yaml", text).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let plan = Plan::for_inference(&compiled.graph, &PlanOptions::default());
    check("pools.yaml", &compiled.graph);
    plan.steps.iter().map(|step| step.layers.len()).collect()
}

#[test]
fn epilogues_stand_in_their_order_behind_what_takes_them() {
    let after = "layers:\n  a: {conv: 5, activation: relu}\n  b: batch_norm\n";
    assert_eq!(chains(33, after), [1, 1, 1], "normalised before");
    let named = "layers:\n  a: {conv: 5}\n  b: {activation: relu}\n  c: batch_norm\n  d: {activation: relu}\n";
    assert_eq!(chains(33, named), [1, 2, 2], "one function a step");
    let twice = "layers:\n  a: {conv: 5}\n  b: {activation: relu}\n  c: {activation: tanh}\n";
    assert_eq!(chains(33, twice), [1, 2, 1], "one function a step");
    let alone = "layers:\n  z: {conv: 3, stride: 2}\n  y: {avg_pool: 1}\n  a: batch_norm\n  b: {activation: relu}\n  c: {max_pool: 2, stride: 2}\n";
    assert_eq!(
        chains(64, alone),
        [1, 1, 1, 2, 1],
        "pooled behind convolutions"
    );
    let dense = "layers:\n  z: {conv: 3}\n  a: flatten\n  b: {dense: 5}\n  c: batch_norm\n  d: {activation: softmax}\n";
    assert_eq!(chains(33, dense), [1, 1, 2, 1, 1], "a softmax is a step");
}

#[test]
fn a_softmax_is_a_step_in_place() {
    let text = "format: 1\nname: Soft\ninput: {height: 4, width: 4, channels: 3}\nlayers:\n  \
                a: {conv: 5, kernel: 1, activation: softmax}\n  b: {activation: softmax}\n";
    let compiled = compile_text("soft.yaml", text).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let steps = compiled.plan.steps.iter();
    let told: Vec<(&str, bool, usize)> = steps
        .map(|step| (step.op.label(), step.is_in_place(), step.phase))
        .collect();
    let expected = [
        ("conv", false, 0),
        ("softmax", true, 1),
        ("activation", false, 2),
        ("softmax", true, 3),
    ];
    assert_eq!(told, expected);
    assert_eq!(compiled.plan.phases, [0..1, 1..2, 2..3, 3..4]);
}

#[test]
fn pools_behind_convolutions_of_large_maps_are_no_steps() {
    let plain = "layers:\n  a: {conv: 5, activation: relu}\n  b: {max_pool: 3, stride: 2}\n";
    assert_eq!(chains(28, plain), [1, 2], "pooled on the way");
    assert_eq!(
        chains(27, plain),
        [1, 1, 1],
        "a small map stays in the caches"
    );
    let flat =
        "layers:\n  a: {conv: 5, stride: [400, 1]}\n  b: {max_pool: 3, stride: 2, padding: same}\n";
    assert_eq!(
        chains(800, flat),
        [1, 1, 1],
        "too few rows to be shared out"
    );
    let normal = "layers:\n  a: {conv: 5, batch_norm: true, activation: relu}\n  b: {max_pool: 2, stride: 2}\n";
    assert_eq!(
        chains(28, normal),
        [1, 4],
        "with all that is applied before"
    );
    let twice = format!("{plain}  c: {{max_pool: 2}}\n");
    assert_eq!(chains(64, &twice), [1, 2, 1], "one pool alone");
    let tall = "layers:\n  a: {conv: 5}\n  b: {max_pool: [5, 2], stride: 2}\n";
    assert_eq!(chains(28, tall), [1, 1, 1], "few rows wait");
    let four = "layers:\n  a: {conv: 5}\n  b: {max_pool: [4, 2], stride: 2}\n";
    assert_eq!(chains(28, four), [1, 2], "four rows do");
    let mean = "layers:\n  a: {conv: 5}\n  b: {avg_pool: 2, stride: 2}\n";
    assert_eq!(chains(28, mean), [1, 1, 1], "maximum pooling");
    let output = format!("{plain}outputs: [a, b]\n");
    assert_eq!(chains(28, &output), [1, 1, 1], "a result is stored");
    let softmax = "layers:\n  a: {conv: 5, activation: softmax}\n  b: {max_pool: 2, stride: 2}\n";
    assert_eq!(chains(28, softmax), [1, 1, 1, 1], "a softmax needs the map");
    let read = "layers:\n  a: {conv: 5}\n  c:\n    concat:\n      - b: {max_pool: 3, stride: 1, padding: same}\n      - d: {conv: 5}\n";
    assert_eq!(chains(28, read), [1, 1, 1, 1], "others read the map");
}

#[test]
fn what_cannot_be_applied_where_a_result_is_stored_is_a_step() {
    let norm = "layers:\n  a: {conv: 5, activation: relu}\n  b: batch_norm\n";
    assert_eq!(chains(33, norm), [1, 1, 1], "the activation comes first");
    let activations = "layers:\n  a: {conv: 5, activation: relu}\n  b: {activation: tanh}\n";
    assert_eq!(chains(33, activations), [1, 1, 1], "one activation alone");
    let sum = "layers:\n  a: {conv: 5}\n  s: {add: [a, {c: {conv: 5, from: $input}}], activation: relu}\n  \
               b: {max_pool: 2, stride: 2}\n";
    assert_eq!(chains(28, sum), [1, 1, 3, 1], "no pooling behind a sum");
    let norm = "layers:\n  c: {conv: 5}\n  a: {avg_pool: 2, stride: 1}\n  n: batch_norm\n  r: {activation: relu}\n  \
                b: {max_pool: 2, stride: 2}\n";
    assert_eq!(chains(40, norm), [1, 1, 1, 2, 1], "no convolution");
}

/// Tests that elements of half the size take half the arena, up to the alignment of each buffer to a cache line and the blocks
/// that complete groups, in a network without poolings, which are fused with convolutions of `f32` alone.
#[test]
fn memory_follows_the_type_of_elements() {
    let compiled = compile_file(root().join("specs/torchvision/mobilenet_v2.yaml"));
    let graph = compiled.expect("it compiles").graph;
    let plan =
        |dtype: DType| Plan::for_inference(&graph, &PlanOptions::default().with_dtype(dtype));
    let whole = plan(DType::F32).arena_bytes;
    for &dtype in DType::ALL {
        let plan = plan(dtype);
        let expected = whole * dtype.size() / DType::F32.size();
        let off = plan.arena_bytes.abs_diff(expected);
        let spare = |region: &Region| {
            let layout = &region.layout;
            let pixels = layout.rows() * layout.row_stride / layout.pixel_stride;
            pixels * layout.spare * LANES * dtype.size()
        };
        let most = plan.regions.iter().flatten().map(spare).max();
        let allowed = graph.len() * ALIGN + 2 * most.unwrap_or(0);
        assert!(off <= allowed, "{dtype}: {off} bytes off, not {allowed}");
    }
}
