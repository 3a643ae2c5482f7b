//! When a layer is there.

use crate::caffe::prototxt::View;
use crate::import::mistake::{Mistake, Mistakes};

const PHASES: &[&str] = &["TRAIN", "TEST"];
const TRAIN: usize = 0;
const TEST: usize = 1;

/// The states in which the network is looked at.
pub(super) struct States {
    level: i64,
    stages: Vec<String>,
}

impl States {
    /// Those of the network's `state`. Without a stage of its own it is looked at as a program that uses it would, in the
    /// stage `deploy`.
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

    /// Whether training and inference have a layer.
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
