//! Lowering of `precision`, the accuracy with which the network is computed.

use super::word::word;
use crate::diagnostic::Diagnostics;
use crate::read::Node;
use crate::value::Precision;

/// Lowers `node`, the value of `precision`; without it returns the default. `None` after reporting an error.
pub(super) fn precision(node: Option<&Node>, errors: &mut Diagnostics) -> Option<Precision> {
    match node {
        None => Some(Precision::default()),
        Some(node) => word(node, "`precision`", errors),
    }
}
