//! Plans: nothing is overwritten before all have read it, and the steps of a phase keep out of each other's way.

use googlenet_dsl::diagnostic::Style;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::Op;
use googlenet_dsl::plan::{LANES, Place, Plan, Region, Work};
use googlenet_dsl::{compile, read};
use googlenet_tests::root;
use std::sync::Arc;

/// The layers whose steps write a layer's values.
fn writers(graph: &Graph, plan: &Plan, layer: LayerId) -> Vec<LayerId> {
    let written = |id| {
        let of = |step: &&googlenet_dsl::plan::Step| step.layers.last() == Some(&id);
        plan.steps.iter().any(|step| of(&step))
    };
    if layer == 0 || written(layer) {
        return vec![layer];
    }
    assert!(
        graph.op(layer).is_view() || matches!(graph.op(layer), Op::Concat(_)),
        "a step writes `{}`",
        graph.layer(layer).name
    );
    let inputs = graph.inputs(layer).into_iter();
    inputs
        .flat_map(|input| writers(graph, plan, input))
        .collect()
}

/// The lines of a region's blocks with their borders; what lies between two blocks belongs to nobody.
fn lines(region: &Region) -> impl Iterator<Item = usize> {
    let (start, layout) = (region.span().start, Arc::clone(&region.layout));
    (0..layout.channels.blocks()).flat_map(move |block| {
        let first = start + block * layout.block_stride;
        let end = first + layout.rows() * layout.row_stride;
        first / LANES..end.div_ceil(LANES)
    })
}

fn check(name: &str, graph: &Graph) {
    let plan = Plan::new(graph);
    let mut arena: Vec<Option<LayerId>> = vec![None; plan.arena_len.div_ceil(LANES)];
    let holds = |arena: &[Option<LayerId>], region: &Region, layer: LayerId| {
        let from = writers(graph, &plan, layer);
        let lost =
            lines(region).find(|line| arena[*line].is_none_or(|writer| !from.contains(&writer)));
        assert_eq!(lost, None, "{name}: `{}` is there", graph.layer(layer).name);
    };
    let phases = plan.steps.iter().map(|step| step.phase + 1).max();
    for phase in 0..phases.unwrap_or(0) {
        let steps = || plan.steps.iter().filter(move |step| step.phase == phase);
        for step in steps().filter(|step| step.work == Work::Compute) {
            let read = graph.inputs(step.layers[0]);
            for (region, layer) in step.inputs.iter().zip(read) {
                if region.place == Place::Arena {
                    holds(&arena, region, layer);
                }
            }
        }
        for (at, step) in steps().enumerate() {
            assert!(
                step.output.place == Place::Arena && step.output.span().end <= plan.arena_len,
                "{name}: results lie in the arena"
            );
            for (other, step_beside) in steps().enumerate() {
                let read = step_beside.inputs.iter();
                let written = (other != at).then_some(&step_beside.output);
                for region in read.chain(written) {
                    assert!(
                        step.output.is_apart(region),
                        "{name}: steps of phase {phase} are apart"
                    );
                }
            }
        }
        for step in steps() {
            let last = step.layers[step.layers.len() - 1];
            lines(&step.output).for_each(|line| arena[line] = Some(last));
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
    for entry in std::fs::read_dir(root().join("specs")).expect("the specs are there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let name = path.display().to_string();
        let source = read::load(&path, &name).unwrap_or_else(|_| panic!("{name} can be read"));
        let compiled = compile(&source)
            .unwrap_or_else(|mistakes| panic!("{}", mistakes.render(&source, Style::Plain)));
        check(&name, &compiled.graph);
        check(&name, &compiled.graph.training());
        specs += 1;
    }
    assert!(specs > 5);
}

#[test]
fn batch_normalisation_and_activation_are_no_steps() {
    let text = std::fs::read(root().join("specs/inception_v3.yaml")).expect("the spec is there");
    let source = read::decode("inception_v3.yaml", text).unwrap_or_else(|_| panic!("it is text"));
    let graph = compile(&source)
        .unwrap_or_else(|_| panic!("it is in order"))
        .graph;
    let plan = Plan::new(&graph);
    let apart = |step: &&googlenet_dsl::plan::Step| {
        let op = graph.op(step.layers[0]);
        matches!(op, Op::BatchNorm(_) | Op::Activate(_) | Op::Concat(_))
    };
    assert_eq!(plan.steps.iter().filter(apart).count(), 0);
    let convolutions = graph
        .ids()
        .filter(|id| matches!(graph.op(*id), Op::Conv(_)));
    let fused = plan.steps.iter().filter(|step| step.layers.len() == 3);
    assert_eq!(fused.count(), convolutions.count());
}
