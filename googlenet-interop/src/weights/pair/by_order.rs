//! The rules of shapes and order.

use super::error::PairError;
use super::fit::fitted;
use super::modules::{Forms, Grouping, Key, Module, Part, numbered, of_file, of_network, template};
use super::naming::Naming;
use super::paired::Pair;
use super::report::{PairReport, PairRule};
use super::{Candidate, Training, of_head, training};
use crate::names::Convention;
use crate::weights::file::{WeightFile, WeightFormat};
use googlenet_dsl::graph::{Graph, LayerId};
use std::collections::{BTreeMap, HashMap};

/// Modules of the network with those of the file, and the rule.
type Assigned = Vec<(usize, usize, PairRule)>;

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

/// Returns the layouts that the file may have.
fn layouts(
    file: &WeightFile<'_>,
    candidates: &[Candidate],
    options: &super::PairOptions,
) -> Vec<Convention> {
    match (options.layout, file.format) {
        (Some(Convention::Torchvision), _) => return vec![Convention::Torchvision],
        (Some(_), _) => return vec![Convention::Keras],
        (None, WeightFormat::Pytorch) => return vec![Convention::Torchvision],
        (None, WeightFormat::KerasH5 | WeightFormat::Keras | WeightFormat::TfJs) => {
            return vec![Convention::Keras];
        }
        _ => {}
    }
    let has = |words: &[&str]| {
        let mut lasts = candidates
            .iter()
            .filter_map(|candidate| candidate.name.rsplit('.').next());
        lasts.any(|last| words.contains(&last))
    };
    let torch = has(&["weight", "running_mean", "running_var"]);
    let keras = has(&[
        "kernel",
        "depthwise_kernel",
        "gamma",
        "moving_mean",
        "moving_variance",
    ]);
    match (torch, keras) {
        (true, false) => vec![Convention::Torchvision],
        (false, true) => vec![Convention::Keras],
        _ => vec![Convention::Torchvision, Convention::Keras],
    }
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

    /// Divides tensors that are a list into the modules of the network.
    fn listed(&self, network: &[Module], forms: &Forms) -> Result<Vec<Module>, Failed> {
        let mut order: Vec<usize> = (0..self.candidates.len()).collect();
        order.sort_by_key(|at| numbered(&self.candidates[*at].name).1);
        let mut left = order.into_iter();
        let mut modules = Vec::new();
        for module in network {
            let mut found = Module {
                name: format!("the tensors of `{}`", module.name),
                ..module.clone()
            };
            found.parts.clear();
            // A list has the parts of a layer in the order of the weights.
            let mut parts: Vec<&Part> = module.parts.iter().collect();
            parts.sort_by_key(|part| part.at);
            for part in parts {
                let at = left.next();
                let dims = at.map(|at| self.candidates[at].dims.clone());
                let (Some(at), Some(dims)) = (at, dims) else {
                    let line = format!("the file ends before `{}` {:?}", module.name, part.dims);
                    return Err(Failed::Misfit(modules.len(), network.len(), vec![line]));
                };
                let (single, wanted) = (
                    Part {
                        dims,
                        role: part.role.clone(),
                        at,
                    },
                    part,
                );
                let alone = |part: &Part| Module {
                    name: String::new(),
                    layer: 0,
                    parts: vec![part.clone()],
                };
                if alone(&single).key(forms) != alone(wanted).key(forms) {
                    let line = format!(
                        "`{}`: expected {:?} for `{}`, got {:?}",
                        self.candidates[at].name, wanted.dims, module.name, single.dims
                    );
                    return Err(Failed::Misfit(modules.len(), network.len(), vec![line]));
                }
                found.parts.push(single);
            }
            found.parts.sort_by(|a, b| a.role.cmp(&b.role));
            modules.push(found);
        }
        match left.next() {
            None => Ok(modules),
            Some(at) => {
                let name = &self.candidates[at].name;
                let line = format!("the network ends before `{name}`");
                Err(Failed::Misfit(modules.len(), network.len() + 1, vec![line]))
            }
        }
    }

    /// Appends to the keys of normalisations those of the convolution or dense layer that they read.
    fn behind(&self, convention: Convention, network: &[Module], keys: &mut [Key]) {
        let places = network
            .iter()
            .enumerate()
            .map(|(at, module)| (module.layer, at));
        let places: HashMap<LayerId, usize> = places.collect();
        for (at, module) in network.iter().enumerate() {
            let input = self.graph.inputs(module.layer);
            let before = input.first().and_then(|input| places.get(input));
            if let Some(before) = before
                && module.channels().is_some()
                && network[*before].outputs(convention) == module.channels()
            {
                let front = keys[*before].clone();
                keys[at].extend(front);
            }
        }
    }

    fn assign(
        &self,
        network: &[Module],
        of_network: &[Key],
        file: &[Module],
        of_file: &[Key],
    ) -> Result<Assigned, Failed> {
        let mut classes: BTreeMap<&Key, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (at, key) in of_network.iter().enumerate() {
            classes.entry(key).or_default().0.push(at);
        }
        for (at, key) in of_file.iter().enumerate() {
            if let Some((_, members)) = classes.get_mut(key) {
                members.push(at);
            }
        }
        let fit = classes
            .values()
            .map(|(mine, theirs)| mine.len().min(theirs.len()))
            .sum();
        let mut wrong: Vec<&(Vec<usize>, Vec<usize>)> = classes
            .values()
            .filter(|(mine, theirs)| mine.len() != theirs.len())
            .collect();
        wrong.sort();
        if !wrong.is_empty() {
            let lines = wrong.iter().map(|(mine, theirs)| {
                let module = &network[mine[0]];
                let dims: Vec<String> = module
                    .parts
                    .iter()
                    .map(|part| format!("{:?}", part.dims))
                    .collect();
                let others = if mine.len() > 1 { " and others" } else { "" };
                format!(
                    "`{}`{others}: expected {} of {}, got {}",
                    module.name,
                    mine.len(),
                    dims.join(" "),
                    theirs.len()
                )
            });
            return Err(Failed::Misfit(fit, network.len(), lines.collect()));
        }
        let known: Vec<&Key> = of_file
            .iter()
            .filter(|key| classes.contains_key(key))
            .collect();
        let is_sequence = self.grouping == Grouping::Names
            && !self.is_sorted
            && known.into_iter().eq(of_network.iter());
        let mut assigned = Vec::with_capacity(network.len());
        for (mine, theirs) in classes.values() {
            let mut theirs = theirs.clone();
            if mine.len() > 1 && !is_sequence {
                self.settle(network, mine, file, &mut theirs)?;
            }
            let rule = match mine.len() {
                1 => PairRule::Shape,
                _ => PairRule::Order,
            };
            assigned.extend(
                mine.iter()
                    .zip(&theirs)
                    .map(|(mine, theirs)| (*mine, *theirs, rule)),
            );
        }
        Ok(assigned)
    }

    /// Brings modules of the file with the same shapes into an order that is the network's, if there is one: names that
    /// are counted, or the order of the file, where each of the network's modules reads what the one before it makes.
    fn settle(
        &self,
        network: &[Module],
        mine: &[usize],
        file: &[Module],
        theirs: &mut [usize],
    ) -> Result<(), Failed> {
        let name = |at: usize| format!("`{}`", file[at].name);
        let is_counted = theirs
            .iter()
            .all(|at| template(&file[*at].name) == template(&file[theirs[0]].name));
        if self.is_sorted && self.grouping == Grouping::Names {
            if !is_counted {
                let line = format!("{} and {}", name(theirs[0]), name(theirs[1]));
                let reason = "the file is sorted by name, so that modules of the same shapes can be exchanged";
                return Err(Failed::Ambiguous(reason, vec![line]));
            }
            theirs.sort_by_key(|at| numbered(&file[*at].name).1);
        }
        for (pair, at) in mine.windows(2).zip(0..) {
            let [first, second] = [pair[0], pair[1]].map(|at| &network[at]);
            if !reaches(&self.graph, first.layer, second.layer) {
                let line = format!(
                    "{} and {} may be `{}` and `{}`, of which neither reads the other",
                    name(theirs[at]),
                    name(theirs[at + 1]),
                    first.name,
                    second.name
                );
                let reason = "modules of the same shapes can be exchanged";
                return Err(Failed::Ambiguous(reason, vec![line]));
            }
        }
        Ok(())
    }
}

/// Appends to the keys of normalisations those of the module that stands before them, if its outputs are as many.
fn behind_in_file(convention: Convention, file: &[Module], keys: &mut [Key]) {
    for at in 1..file.len() {
        let is_behind = file[at].channels().is_some()
            && file[at - 1].outputs(convention) == file[at].channels();
        if is_behind {
            let front = keys[at - 1].clone();
            keys[at].extend(front);
        }
    }
}

/// Returns whether a layer reads the result of another one, directly or through others.
fn reaches(graph: &Graph, from: LayerId, to: LayerId) -> bool {
    let mut open = vec![to];
    let mut seen = vec![false; to.saturating_sub(from)];
    while let Some(id) = open.pop() {
        for input in graph.inputs(id) {
            if input == from {
                return true;
            }
            if input > from && !seen[input - from] {
                seen[input - from] = true;
                open.push(input);
            }
        }
    }
    false
}
