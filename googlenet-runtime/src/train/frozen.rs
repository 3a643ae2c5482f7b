//! Layers whose weights stay as they are, by the beginnings of their paths.

use super::error::TrainError;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::nearest::nearest;

/// Returns, by layer, whether its path begins with one of `prefixes`.
///
/// # Errors
/// [`TrainError::UnknownPrefix`] if no path begins with one of them.
pub(super) fn frozen(graph: &Graph, prefixes: &[String]) -> Result<Vec<bool>, TrainError> {
    let names = || graph.ids().map(|id| &*graph.layer(id).name);
    for prefix in prefixes {
        if !names().any(|name| name.starts_with(prefix.as_str())) {
            let nearest = nearest(prefix, names()).map(str::to_owned);
            let prefix = prefix.clone();
            return Err(TrainError::UnknownPrefix { prefix, nearest });
        }
    }
    let begins = |name: &str| prefixes.iter().any(|prefix| name.starts_with(prefix));
    Ok(names().map(begins).collect())
}
