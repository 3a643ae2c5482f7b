//! Lowering of `precision`.

use super::word::word;
use crate::diagnostic::Diagnostics;
use crate::read::Node;
use crate::value::Precision;

/// Lowers `precision`; the default if the file has none, `None` after reporting an error.
pub(super) fn precision(node: Option<&Node>, errors: &mut Diagnostics) -> Option<Precision> {
    match node {
        None => Some(Precision::default()),
        Some(node) => word(node, "`precision`", errors),
    }
}
