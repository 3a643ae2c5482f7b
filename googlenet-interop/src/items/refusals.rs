//! Parts of graphs that cannot be imported.

use crate::import::notes::counted;
use std::fmt;

/// Something in a graph that cannot be imported, with the number of nodes that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Operator of the nodes, such as `Resize`, with its domain if that is not ONNX's own; `None` for a fault that is
    /// not one of a node.
    pub operator: Option<String>,
    /// Name of the first of the nodes, or of its first result if it has no name.
    pub node: String,
    /// Reason why it cannot be imported, for the message.
    pub reason: String,
    /// Number of nodes of this operator that cannot be imported for this reason.
    pub count: usize,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Refusal {
            operator,
            node,
            reason,
            count,
        } = self;
        if let Some(operator) = operator {
            write!(f, "{}: ", counted(operator, node, *count))?;
        }
        f.write_str(reason)
    }
}

/// A collector of refusals.
#[derive(Debug, Default, Clone)]
pub(crate) struct Refusals(Vec<Refusal>);

impl Refusals {
    /// Largest number of different refusals that are kept.
    const LIMIT: usize = 100;

    /// Adds a refusal of a node: to the count of an equal one, if there is one.
    pub(crate) fn node(&mut self, operator: &str, node: &str, reason: impl Into<String>) {
        self.push(Some(operator.to_owned()), node, reason.into());
    }

    /// Adds a refusal that is not one of a node.
    pub(crate) fn graph(&mut self, reason: impl Into<String>) {
        self.push(None, "", reason.into());
    }

    fn push(&mut self, operator: Option<String>, node: &str, reason: String) {
        let same = |old: &&mut Refusal| old.operator == operator && old.reason == reason;
        if let Some(old) = self.0.iter_mut().find(same) {
            old.count += 1;
        } else if self.0.len() < Self::LIMIT {
            self.0.push(Refusal {
                operator,
                node: node.to_owned(),
                reason,
                count: 1,
            });
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns all refusals, in the order in which they were added.
    pub(crate) fn into_list(self) -> Vec<Refusal> {
        self.0
    }
}
