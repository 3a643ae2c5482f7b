//! Names of layers, from those of nodes.

use super::file::NodeFile;

/// Returns the name of a node's layer. Exporters put the modules around a layer in front of its operator, as in
/// `/layer1/layer1.0/conv1/Conv`, which becomes `layer1/0/conv1`; where they only number the nodes of each operator, as
/// in `Conv_12`, the name of the layer's weight tells more.
pub(super) fn layer_name(node: &NodeFile<'_>) -> String {
    let raw = node.title();
    let numbered = raw.strip_prefix(node.operator).is_some_and(|rest| {
        rest.trim_start_matches('_')
            .chars()
            .all(|c| c.is_ascii_digit())
    });
    if numbered || node.name.is_empty() {
        let weight = node
            .inputs
            .get(1)
            .and_then(|weight| weight.strip_suffix(".weight"));
        if let Some(module) = weight.filter(|module| !module.is_empty()) {
            return module.replace('.', "/");
        }
    }
    // Of modules that repeat the one around them, as `layer1/layer1.0`, the longer name is enough.
    let mut parts: Vec<&str> = Vec::new();
    for part in raw.split('/').filter(|part| !part.is_empty()) {
        if let Some(last) = parts.last()
            && part
                .strip_prefix(last)
                .is_some_and(|rest| rest.starts_with('.'))
        {
            parts.pop();
        }
        parts.push(part);
    }
    if parts.len() > 1
        && let Some(last) = parts.last()
        && last.strip_prefix(node.operator).is_some_and(|rest| {
            rest.trim_start_matches('_')
                .chars()
                .all(|c| c.is_ascii_digit())
        })
    {
        parts.pop();
    }
    parts.join("/").replace('.', "/")
}
