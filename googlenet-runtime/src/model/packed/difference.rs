//! What this process would pack for a network, and in which way a file differs from it.

use crate::error::{PackedFileError, StepDifference};
use googlenet_dsl::value::Algorithms;

/// Packed weights as this process would write them for a network.
pub(super) struct Expected<'a> {
    /// List of steps, a line each; see `Steps::description`.
    pub(super) description: &'a str,
    /// Size of the packed weights in bytes.
    pub(super) bytes: usize,
    pub(super) algorithms: Algorithms,
    /// Returns the list of steps of the network for other algorithms.
    pub(super) with_algorithms: &'a dyn Fn(Algorithms) -> String,
}

impl Expected<'_> {
    /// Returns the error for a file with the list of steps `got`, which is another one.
    pub(super) fn difference(&self, got: &str) -> PackedFileError {
        let packed = self.others(got);
        if !packed.is_empty() {
            return PackedFileError::Algorithms {
                packed,
                asked: self.algorithms,
            };
        }
        let lines = || pairs(self.description, got);
        let differs = |part: fn(&str) -> &str| {
            move |(ours, theirs): &(Option<&str>, Option<&str>)| ours.map(part) != theirs.map(part)
        };
        let other_layers = lines().find(differs(layers));
        // The same algorithm and another line: the operation is another one, or its layout.
        let same_way = |(ours, theirs): &(Option<&str>, Option<&str>)| {
            ours != theirs && ours.map(algorithm) == theirs.map(algorithm)
        };
        let (difference, line) = match (other_layers, lines().find(same_way)) {
            (Some(line), _) => (StepDifference::Layers, Some(line)),
            (None, Some(line)) => (StepDifference::Operations, Some(line)),
            (None, None) => (
                StepDifference::Algorithms,
                lines().find(|(ours, theirs)| ours != theirs),
            ),
        };
        let (ours, theirs) = line.unwrap_or_default();
        PackedFileError::Step {
            difference,
            expected: quoted(ours),
            got: quoted(theirs),
        }
    }
}

impl Expected<'_> {
    /// Returns the algorithms for which this process would write the list of steps `got`: those that differ least from
    /// what is asked for.
    fn others(&self, got: &str) -> Vec<Algorithms> {
        let asked = self.algorithms;
        let differences = |other: &Algorithms| {
            usize::from(other.precision != asked.precision)
                + usize::from(other.memory != asked.memory)
                + usize::from(other.dtype != asked.dtype)
        };
        let mut others: Vec<Algorithms> = Algorithms::ALL.to_vec();
        others.retain(|other| *other != asked && (self.with_algorithms)(*other) == got);
        let least = others.iter().map(differences).min();
        others.retain(|other| Some(differences(other)) == least);
        others
    }
}

/// Returns the lines of two lists side by side; `None` where one has ended.
fn pairs<'a>(
    ours: &'a str,
    theirs: &'a str,
) -> impl Iterator<Item = (Option<&'a str>, Option<&'a str>)> {
    let (mut ours, mut theirs) = (ours.lines(), theirs.lines());
    std::iter::from_fn(move || {
        let pair = (ours.next(), theirs.next());
        (pair != (None, None)).then_some(pair)
    })
}

/// Returns the paths of the layers of a line, which come first.
fn layers(line: &str) -> &str {
    line.split_once(": ").map_or(line, |(layers, _)| layers)
}

/// Returns the layers and the algorithm of a line, without the number of values and the hash behind.
fn algorithm(line: &str) -> &str {
    line.rsplitn(3, ", ").last().unwrap_or(line)
}

/// Returns a line in backquotes, escaped and cut to 300 characters; `no further step` if there is none.
fn quoted(line: Option<&str>) -> String {
    match line {
        Some(line) => format!("`{}`", line.escape_debug().take(300).collect::<String>()),
        None => "no further step".to_owned(),
    }
}
