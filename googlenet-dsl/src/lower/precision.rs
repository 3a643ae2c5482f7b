//! `precision`: how exactly results are computed.

use super::word::word;
use crate::diagnostic::Diagnostics;
use crate::read::Node;
use crate::value::Precision;

/// The precision; the default where nothing is said.
pub(super) fn precision(node: Option<&Node>, errors: &mut Diagnostics) -> Option<Precision> {
    match node {
        None => Some(Precision::default()),
        Some(node) => word(node, "`precision`", errors),
    }
}
