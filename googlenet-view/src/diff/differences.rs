//! The differences between two networks, as data.

use super::change::Change;
use googlenet_runtime::summary::Totals;

/// Differences between two networks, one before and one after an edit: the changed layers, outputs and heads, and the
/// totals of both.
#[derive(Debug, Clone)]
pub struct Diff {
    /// Names of the two networks, before and after the edit, from [`Side::name`](super::Side::name).
    pub names: [String; 2],
    /// Totals of the two networks, before and after the edit: those of inference, except [`Totals::training_params`].
    pub totals: [Totals; 2],
    /// Layers that differ, in the order of the layers after the edit. A removed layer follows the nearest of the layers
    /// that preceded it before the edit and still exist.
    pub changes: Vec<Change>,
    /// Lines of text about other names or another order of the outputs, and about the heads (auxiliary classifiers)
    /// that both networks have, such as `head aux: weight 0.2 -> 0.9`.
    pub results: Vec<String>,
}

impl Diff {
    /// Returns `true` if there are no changes of layers, outputs and heads, and the compared totals are equal: the
    /// numbers of layers, parameters, parameters that training changes, multiply-accumulates and arena bytes. The names
    /// of the two networks are not compared.
    pub fn is_empty(&self) -> bool {
        let [before, after] = self.totals.each_ref().map(compared);
        self.changes.is_empty() && self.results.is_empty() && before == after
    }
}

/// Returns the totals that [`Diff::is_empty`] compares.
fn compared(totals: &Totals) -> [u64; 5] {
    [
        totals.layers as u64,
        totals.params,
        totals.training_params,
        totals.macs,
        totals.arena_bytes,
    ]
}
