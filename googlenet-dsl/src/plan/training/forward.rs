//! The pass that makes the steps of the forward pass.

use super::draft::{Draft, Drafts};
use super::step::TrainingKind;
use crate::plan::PlanOptions;
use crate::plan::StepKind;
use crate::plan::schedule::Task;
use crate::plan::step::{first_stage, second_stage};

/// Adds the steps of the forward pass, in the order of `tasks`.
pub(super) fn forward(drafts: &mut Drafts<'_>, tasks: &[Task]) {
    for task in tasks {
        let (first, last) = (task.layers[0], task.layers[task.layers.len() - 1]);
        let op = drafts.graph().op(first);
        let needs = op.gradient_needs();
        let in_place = task.kind == StepKind::InPlace;
        let stage = match in_place {
            true => second_stage(op, &PlanOptions::default())
                .unwrap_or_else(|| unreachable!("a second stage")),
            false => first_stage(op, &PlanOptions::default()),
        };
        let learns = !drafts.runs_as_in_inference(first);
        if needs.batch_statistics && learns && !in_place {
            let sums = Some(drafts.add_vectors(first, 2));
            let statistics = Draft {
                sums,
                reads_inputs: true,
                ..Draft::of(drafts, TrainingKind::Statistics, first, last)
            };
            let combine = Draft {
                sums,
                ..Draft::of(drafts, TrainingKind::CombineStatistics, first, last)
            };
            drafts.forward.extend([statistics, combine]);
        }
        let saves = needs.saves.filter(|_| !in_place);
        let saved = saves.map(|dtype| drafts.add_map(first, dtype, [0; 4]));
        drafts.saved[first] = saved;
        let draft = Draft {
            op: stage,
            step_kind: task.kind,
            epilogue: task.epilogue.clone(),
            saved,
            reads_inputs: !in_place && first != 0,
            reads_result: true,
            ..Draft::of(drafts, TrainingKind::Forward, first, last)
        };
        drafts.forward.push(draft);
    }
}
