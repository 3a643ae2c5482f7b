//! Folding of runs of equal modules and cards: each reads nothing but the one before it, so that one of them says
//! everything about all.

use super::cut::rebuilt;
use crate::outline::{GroupId, Outline, Part};
use googlenet_dsl::graph::{Graph, LayerId};
use std::collections::HashMap;
use std::ops::Range;

/// Run of equal modules or cards of which only the first is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repeat {
    /// Paths of all modules or cards of the run, in order.
    pub(crate) paths: Vec<String>,
}

impl Repeat {
    /// Returns the name of the whole run, such as `block35_1…10`, from the last parts of the paths.
    pub(crate) fn name(&self) -> String {
        let last_part = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
        let first = last_part(self.paths.first().map_or("", String::as_str));
        let last = last_part(self.paths.last().map_or("", String::as_str));
        let shared = first
            .char_indices()
            .zip(last.chars())
            .take_while(|((_, a), b)| a == b)
            .filter(|((_, letter), _)| *letter == '_')
            .last()
            .map_or(0, |((at, _), _)| at + 1);
        format!("{first}\u{2026}{}", &last[shared..])
    }

    /// Returns the number of modules or cards as it is written, such as `× 5`.
    pub(crate) fn times(&self) -> String {
        format!("\u{d7} {}", self.paths.len())
    }
}

/// All folded runs, by whether they are of modules and by the path of the first of the run.
pub(crate) type Repeats = HashMap<(bool, String), Repeat>;

/// Returns the graph without the layers of all modules and cards that equal the one before them, and the runs. What
/// read the last of a run reads the first.
pub(super) fn fold(graph: &Graph, outline: &Outline) -> (Graph, Repeats) {
    let mut folder = Folder {
        graph,
        outline,
        repeats: Repeats::new(),
        stands_for: graph.ids().collect(),
    };
    folder.level(&outline.top);
    let Folder {
        repeats,
        stands_for,
        ..
    } = folder;
    let mut layers = Vec::new();
    let mut place = vec![0; graph.len()];
    for id in graph.ids() {
        if stands_for[id] != id {
            continue;
        }
        let mut layer = graph.layer(id).clone();
        layer.inputs = graph
            .inputs(id)
            .into_iter()
            .map(|from| place[stands_for[from]])
            .collect();
        place[id] = layers.len();
        layers.push(layer);
    }
    let mut outputs = graph.outputs().to_vec();
    for output in &mut outputs {
        output.layer = place[stands_for[output.layer]];
    }
    let folded = rebuilt(graph.name().to_owned(), layers).with_results(outputs, Vec::new());
    (folded, repeats)
}

struct Folder<'g> {
    graph: &'g Graph,
    outline: &'g Outline,
    repeats: Repeats,
    /// For each layer the layer that is drawn in its place: itself, or the one of the run's first part.
    stands_for: Vec<LayerId>,
}

impl Folder<'_> {
    /// Folds the runs among cards and modules that are side by side, and those inside the modules that remain.
    fn level(&mut self, parts: &[Part]) {
        let mut at = 0;
        while at < parts.len() {
            let mut end = at + 1;
            while end < parts.len() && self.continues(parts[end - 1], parts[end]) {
                end += 1;
            }
            if end - at > 1 {
                self.run(&parts[at..end]);
            }
            if let Part::Group(group) = parts[at] {
                self.level(&self.outline.groups[group].parts);
            }
            at = end;
        }
    }

    fn run(&mut self, parts: &[Part]) {
        let first = self.layers(parts[0]);
        for part in &parts[1..] {
            let layers = self.layers(*part);
            for (at, id) in layers.enumerate() {
                self.stands_for[id] = first.start + at;
            }
        }
        let paths: Vec<String> = parts.iter().map(|part| self.path(*part)).collect();
        let is_module = matches!(parts[0], Part::Group(_));
        self.repeats
            .insert((is_module, paths[0].clone()), Repeat { paths });
    }

    fn layers(&self, part: Part) -> Range<LayerId> {
        match part {
            Part::Card(card) => self.outline.cards[card].layers.clone(),
            Part::Group(group) => self.outline.groups[group].layers.clone(),
        }
    }

    fn path(&self, part: Part) -> String {
        match part {
            Part::Card(card) => self
                .graph
                .layer(self.outline.cards[card].layers.start)
                .name
                .to_string(),
            Part::Group(group) => self.outline.groups[group].path.clone(),
        }
    }

    fn block(&self, part: Part) -> Option<&str> {
        match part {
            Part::Card(_) => None,
            Part::Group(group) => self.group_block(group),
        }
    }

    fn group_block(&self, group: GroupId) -> Option<&str> {
        self.outline.groups[group].block.as_deref()
    }

    /// Returns `true` if two neighbours are equal, the second reads nothing but the result of the first, and nothing
    /// else reads results of the first.
    fn continues(&self, first: Part, second: Part) -> bool {
        let (a, b) = (self.layers(first), self.layers(second));
        let same_kind = matches!(
            (first, second),
            (Part::Card(_), Part::Card(_)) | (Part::Group(_), Part::Group(_))
        );
        if !same_kind
            || a.len() != b.len()
            || a.end != b.start
            || self.block(first) != self.block(second)
        {
            return false;
        }
        let result = a.end - 1;
        let mut entry = None;
        let pairs = a.clone().zip(b.clone());
        for (one, other) in pairs {
            if !self.equal(first, one, second, other) {
                return false;
            }
            let (reads, others) = (self.graph.inputs(one), self.graph.inputs(other));
            if reads.is_empty() || reads.len() != others.len() {
                return false;
            }
            for (from, other_from) in reads.into_iter().zip(others) {
                let inside = b.contains(&other_from);
                let same = match inside {
                    true => from + a.len() == other_from,
                    false => {
                        let entered = *entry.get_or_insert(from);
                        other_from == result && entered == from && !a.contains(&from)
                    }
                };
                if !same {
                    return false;
                }
            }
        }
        let is_output = |id: LayerId| self.graph.outputs().iter().any(|output| output.layer == id);
        entry.is_some_and(|entry| self.graph.shape(entry) == self.graph.shape(result))
            && a.clone().all(|id| {
                let readers = self.graph.readers(id);
                let leave = readers.into_iter().filter(|reader| !a.contains(reader));
                let mut leave = leave.peekable();
                let leaves = leave.peek().is_some();
                !is_output(id)
                    && (!leaves || id == result)
                    && leave.all(|reader| b.contains(&reader))
            })
    }

    /// Returns `true` if two layers of two modules or cards have the same operation, shape and place in them.
    fn equal(&self, first: Part, one: LayerId, second: Part, other: LayerId) -> bool {
        let inner = |part: Part, layer: LayerId| {
            let name = self.graph.layer(layer).name.as_ref();
            name.strip_prefix(&*self.path(part)).map(str::to_owned)
        };
        self.graph.op(one) == self.graph.op(other)
            && self.graph.shape(one) == self.graph.shape(other)
            && inner(first, one) == inner(second, other)
    }
}
