//! Equal steps, and uses of one block with equal rows, one behind the other: they become one entry that is repeated.

use super::nest::{Item, Part};
use super::template::{Instance, Template};
use super::titles;
use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use std::collections::{HashMap, HashSet};

/// Smallest number of equal steps or uses that become one repeated entry; two uses may, by their names.
const MIN_ROWS: usize = 3;

/// Puts equal steps of a chain together that follow each other, and uses of a block with equal rows, if nothing else
/// reads the results between them. Two uses are put together only if their names are those of a repeated entry, and if
/// they are no part of a longer table. The results of the steps in `kept` are read from outside of the chain.
pub(super) fn together(
    network: &FlatNetwork,
    chain: Vec<Item>,
    kept: &[StepId],
    templates: &[Template],
) -> Vec<Item> {
    let mut readers: HashMap<StepId, Vec<StepId>> = HashMap::new();
    for (at, step) in network.steps.iter().enumerate() {
        for id in &step.inputs {
            readers.entry(*id).or_default().push(at + 1);
        }
    }
    let runs = Runs {
        network,
        templates,
        kept: kept.iter().copied().collect(),
        readers,
    };
    let mut found: Vec<Vec<Item>> = Vec::new();
    for item in chain {
        let last = found.last_mut();
        let is_next = |before: &Item| runs.repeats(before, &item);
        match last.filter(|run| run.last().is_some_and(is_next)) {
            Some(run) => run.push(item),
            None => found.push(vec![item]),
        }
    }
    let mut chain = Vec::new();
    for (at, run) in found.iter().enumerate() {
        let beside = [at.checked_sub(1), Some(at + 1)];
        let mut beside = beside.iter().flatten().filter_map(|at| found.get(*at));
        let block = block_of(run);
        let is_alone = beside.all(|beside| block_of(beside) != block);
        match runs.entry(run, is_alone) {
            Some(item) => chain.push(item),
            None => chain.extend(run.iter().cloned()),
        }
    }
    chain
}

struct Runs<'n> {
    network: &'n FlatNetwork,
    templates: &'n [Template],
    kept: HashSet<StepId>,
    /// Ids of the steps that read a step's result, by the step's id.
    readers: HashMap<StepId, Vec<StepId>>,
}

impl Runs<'_> {
    /// Returns `true` if an item is equal to the one before it, and alone in reading that one's result.
    fn repeats(&self, before: &Item, item: &Item) -> bool {
        let readers = self
            .readers
            .get(&before.exit)
            .map_or(&[][..], Vec::as_slice);
        if self.kept.contains(&before.exit) {
            return false;
        }
        match (&before.part, &item.part) {
            (Part::Step, Part::Step) => {
                let [one, other] = [before, item].map(|item| &self.network.steps[item.exit - 1]);
                readers == [item.exit]
                    && one.op == other.op
                    && one.batch_norm == other.batch_norm
                    && one.activation == other.activation
            }
            (Part::Use(one, _), Part::Use(other, _)) if one == other => {
                let [mine, theirs] = [before, item].map(|item| self.instances(item));
                mine[0].row == theirs[0].row && readers.iter().all(|id| theirs[0].ids.contains(id))
            }
            _ => false,
        }
    }

    /// Returns the instances of the block that an item uses; none for an item that is no use.
    fn instances(&self, item: &Item) -> Vec<&Instance> {
        let Part::Use(template, instances) = &item.part else {
            return Vec::new();
        };
        let all = &self.templates[*template].instances;
        instances.iter().map(|at| &all[*at]).collect()
    }

    /// Returns the entry that stands for all items of a run; `None` if they stay as they are. `is_alone` says whether
    /// the block is used neither directly before nor behind them.
    fn entry(&self, run: &[Item], is_alone: bool) -> Option<Item> {
        let (first, last) = (run.first()?, run.last()?);
        let is_repeat = run.len() >= MIN_ROWS
            || run.len() == 2 && is_alone && {
                let instances = run.iter().flat_map(|item| self.instances(item));
                let names: Vec<String> = instances
                    .map(|instance| titles::of_use(self.network, instance))
                    .collect();
                titles::are_of_repeat(&names)
            };
        let part = match first.part {
            _ if !is_repeat => return None,
            Part::Use(template, _) => {
                let instances = run.iter().flat_map(|item| match &item.part {
                    Part::Use(_, instances) => instances.clone(),
                    _ => Vec::new(),
                });
                Part::Use(template, instances.collect())
            }
            _ => Part::Repeated(run.iter().map(|item| item.exit).collect()),
        };
        let mut item = last.clone();
        (item.part, item.reads) = (part, first.reads);
        Some(item)
    }
}

/// Returns the block that the items of a run use; `None` for items that are no uses.
fn block_of(run: &[Item]) -> Option<usize> {
    match run.first()?.part {
        Part::Use(template, _) => Some(template),
        _ => None,
    }
}
