//! Evaluation of the rules `include` and `exclude`, which decide in which phases (training, inference) a layer is used.

use crate::caffe::prototxt::View;
use crate::import::mistake::{Mistake, Mistakes};

const PHASES: &[&str] = &["TRAIN", "TEST"];
const TRAIN: usize = 0;
const TEST: usize = 1;

/// The state of the network that the rules of layers are matched with: Caffe's `NetState` without the phase.
pub(super) struct States {
    level: i64,
    /// Names of the stages with which rules are compared in inference. In training no stage is set.
    stages: Vec<String>,
}

impl States {
    /// Reads the network's `state`, whose phase is ignored. If it names no stage, the stage is `deploy`, which programs
    /// set when they run a trained network.
    pub(super) fn of(state: View<'_>) -> States {
        let mut stages: Vec<String> = state.texts("stage").into_iter().map(|s| s.0).collect();
        if stages.is_empty() {
            stages.push("deploy".into());
        }
        States {
            level: state.whole("level").map_or(0, |(level, _)| level),
            stages,
        }
    }

    /// Returns two flags: whether a layer is used in training, and whether it is used in inference. A layer without
    /// rules is used in both. A layer with both `include` and `exclude` is reported as a mistake.
    pub(super) fn of_layer(&self, layer: View<'_>, mistakes: &mut Mistakes) -> (bool, bool) {
        let include: Vec<_> = layer.messages("include").collect();
        let exclude: Vec<_> = layer.messages("exclude").collect();
        if let (Some((_, include)), Some((_, exclude))) = (include.first(), exclude.first()) {
            let title = "a layer has both `include` and `exclude`";
            let mistake = Mistake::new(title, *exclude, "the other one");
            mistakes.push(mistake.also(*include, "one of them"));
        }
        let there = |phase: usize| match include.is_empty() {
            true => !exclude.iter().any(|(rule, _)| self.meets(*rule, phase)),
            false => include.iter().any(|(rule, _)| self.meets(*rule, phase)),
        };
        (there(TRAIN), there(TEST))
    }

    /// Returns `true` if all conditions of a rule hold; `phase` is an index in [`PHASES`].
    fn meets(&self, rule: View<'_>, phase: usize) -> bool {
        let has = |stage: &String| self.stages.contains(stage) && phase == TEST;
        rule.word("phase", PHASES)
            .is_none_or(|(word, _)| word == phase)
            && rule
                .whole("min_level")
                .is_none_or(|(min, _)| self.level >= min)
            && rule
                .whole("max_level")
                .is_none_or(|(max, _)| self.level <= max)
            && rule.texts("stage").iter().all(|(stage, _)| has(stage))
            && !rule.texts("not_stage").iter().any(|(stage, _)| has(stage))
    }
}
