//! The differences between two networks, as data.

use super::change::Change;
use googlenet_runtime::summary::Totals;

/// The differences between two networks.
#[derive(Debug, Clone)]
pub struct Diff {
    /// The names of the two sides.
    pub names: [String; 2],
    /// The totals of the two sides.
    pub totals: [Totals; 2],
    /// The layers that are not what they were, in the order of the file after the edit; what is gone stands behind
    /// what it stood behind.
    pub changes: Vec<Change>,
    /// What became of the outputs, and of heads that are on both sides, in words.
    pub results: Vec<String>,
}

impl Diff {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        let [before, after] = self.totals.each_ref().map(compared);
        self.changes.is_empty() && self.results.is_empty() && before == after
    }
}

/// The totals that count as differences: a network of another name, or of other depth, is none for that.
fn compared(totals: &Totals) -> [u64; 5] {
    [
        totals.layers as u64,
        totals.params,
        totals.training_params,
        totals.macs,
        totals.arena_bytes,
    ]
}
