//! The rules of shapes and order.

mod assign;
mod behind;
mod layouts;
mod listed;

use super::error::PairError;
use super::fit::fitted;
use super::modules::{Forms, Grouping, Key, Module, of_file, of_network};
use super::naming::Naming;
use super::paired::Pair;
use super::report::PairReport;
use super::{Candidate, Training, of_head, training};
use crate::names::Convention;
use crate::weights::file::WeightFile;
use behind::behind_in_file;
use googlenet_dsl::graph::Graph;
use layouts::layouts;

enum Failed {
    /// Modules of the file are not those of the network: how many are, of how many, and lines about others.
    Misfit(usize, usize, Vec<String>),
    /// Modules can be exchanged.
    Ambiguous(&'static str, Vec<String>),
}

/// Help for modules that can be exchanged.
const RENAME: &str = "give the layers the file's names as `source` in the description, or the tensors the names that \
                      `googlenet weights list SPEC` lists";
const RENAME_KERAS: &str = "the file has counted classes instead of names: `model.save(\"NAME.h5\")` keeps the names of \
                            layers, which become `source` in the description";
const LAYOUT: &str =
    "say which: `googlenet weights import` takes `--layout torchvision` or `--layout keras`";

/// Returns the pairs of all weights by the shapes of their layers, and the order of the file.
///
/// # Errors
/// The modules of the file are not those of the network, or can be exchanged.
pub(super) fn pairs(
    file: &WeightFile<'_>,
    graph: &Graph,
    namings: &[Naming],
    candidates: &[Candidate],
    options: &super::PairOptions,
    report: &mut PairReport,
) -> Result<Vec<Pair>, PairError> {
    let search = Search {
        graph: graph.training(),
        heads: training(graph),
        candidates,
        grouping: Grouping::of(candidates),
        is_sorted: candidates.is_sorted_by(|a, b| a.name <= b.name),
    };
    let layouts = layouts(file, candidates, options);
    let of_layout = |layout: &Convention| {
        let naming = namings.iter().find(|naming| naming.convention == *layout);
        let naming = naming.expect("a naming for each convention");
        (naming, search.pairs(naming))
    };
    let tried: Vec<_> = layouts.iter().map(of_layout).collect();
    let good = tried
        .iter()
        .filter_map(|(naming, pairs)| Some((naming, pairs.as_ref().ok()?)));
    let good: Vec<_> = good.collect();
    if let [(_, (first, _)), (_, (second, _))] = &good[..]
        && let Some((one, _)) = first
            .iter()
            .zip(second)
            .find(|(one, other)| (one.tensor, &one.transforms) != (other.tensor, &other.transforms))
    {
        let dims = file.tensors[one.tensor].stored.dims();
        let line = format!(
            "`{}` {dims:?} has that shape in both layouts",
            file.tensors[one.tensor].name
        );
        let reason = "kernels may be out x in x height x width or height x width x in x out";
        return Err(PairError::ambiguous(file, reason, vec![line], LAYOUT));
    }
    if let Some((naming, _)) = good.first() {
        let convention = naming.convention;
        let found = tried.into_iter().find_map(|(_, pairs)| pairs.ok());
        let (pairs, left_out) = found.expect("one is good");
        report.convention = Some(convention);
        report.left_out = left_out;
        return Ok(pairs);
    }
    let failures = tried.into_iter().filter_map(|(_, pairs)| pairs.err());
    // What is ambiguous fits better than what does not fit at all.
    let nearest = failures.max_by_key(|failed| match failed {
        Failed::Misfit(fit, ..) => *fit,
        Failed::Ambiguous(..) => usize::MAX,
    });
    Err(match nearest {
        Some(Failed::Ambiguous(reason, lines)) => {
            let help = match search.grouping {
                Grouping::Places => RENAME_KERAS,
                _ => RENAME,
            };
            PairError::ambiguous(file, reason, lines, help)
        }
        Some(Failed::Misfit(fit, asked, lines)) => PairError::by_order(file, fit, asked, lines),
        None => PairError::by_order(file, 0, 0, Vec::new()),
    })
}

struct Search<'a> {
    /// The graph of training.
    graph: Graph,
    heads: Vec<Training>,
    candidates: &'a [Candidate],
    grouping: Grouping,
    /// Whether names are in the order of letters, which says nothing of layers.
    is_sorted: bool,
}

impl Search<'_> {
    /// Returns the pairs in one layout, and the heads of training that were left out: all or none.
    fn pairs(&self, naming: &Naming) -> Result<(Vec<Pair>, Vec<String>), Failed> {
        let whole = self.without_heads(naming, false);
        let failed = match whole {
            Ok(pairs) => return Ok((pairs, Vec::new())),
            Err(failed) => failed,
        };
        if self.heads.is_empty() {
            return Err(failed);
        }
        let pairs = self.without_heads(naming, true)?;
        let heads = self.heads.iter().map(|head| head.name.clone());
        Ok((pairs, heads.collect()))
    }

    fn without_heads(&self, naming: &Naming, without: bool) -> Result<Vec<Pair>, Failed> {
        let forms = Forms::of(naming);
        let network = of_network(naming, self.grouping, |named| {
            without && of_head(&self.heads, named).is_some()
        });
        let file = match self.grouping {
            Grouping::List => self.listed(&network, &forms)?,
            _ => of_file(self.candidates, self.grouping),
        };
        let keys = |modules: &[Module]| -> Vec<Key> {
            modules.iter().map(|module| module.key(&forms)).collect()
        };
        let (mut of_network, mut of_file) = (keys(&network), keys(&file));
        let plain = (of_network.clone(), of_file.clone());
        if self.grouping == Grouping::Names && !self.is_sorted {
            self.behind(naming.convention, &network, &mut of_network);
            behind_in_file(naming.convention, &file, &mut of_file);
        }
        let assigned = match self.assign(&network, &of_network, &file, &of_file) {
            Err(Failed::Misfit(..)) => self.assign(&network, &plain.0, &file, &plain.1),
            assigned => assigned,
        }?;
        let mut pairs = Vec::new();
        for (of_network, of_file, rule) in assigned {
            let parts = network[of_network].parts.iter().zip(&file[of_file].parts);
            for (target, found) in parts {
                let named = &naming.targets[target.at];
                let candidate = &self.candidates[found.at];
                let Some(transforms) = fitted(named, naming.convention, &candidate.dims) else {
                    let line = format!("`{}` {:?}", named.own, candidate.dims);
                    return Err(Failed::Misfit(
                        pairs.len(),
                        naming.targets.len(),
                        vec![line],
                    ));
                };
                pairs.push((
                    target.at,
                    Pair {
                        own: named.own.clone(),
                        shape: named.shape.clone(),
                        tensor: candidate.tensor,
                        transforms,
                        rule,
                    },
                ));
            }
        }
        pairs.sort_by_key(|(at, _)| *at);
        Ok(pairs.into_iter().map(|(_, pair)| pair).collect())
    }
}
