//! Names of layers, from those of nodes and weights.

use super::file::NodeFile;
use crate::import::step::{FLATTEN, Step};

/// What stands behind the name of a layer in that of its first weight, as several programs write it.
const WEIGHTS: &[&str] = &[
    ".weight",
    "/kernel:0",
    "/kernel",
    "_weight",
    "_w_0",
    "_w",
    "_bn_scale_0",
    "_bn_s_0",
    ".kernel",
    ".gamma",
    "/gamma",
    "/weights",
    "/w",
    ".w",
];

/// Returns the name of a node's layer; empty if the file has none. Exporters put the modules around a layer in front of
/// its operator, as in `/layer1/layer1.0/conv1/Conv`, which becomes `layer1/0/conv1`; where they only number the nodes,
/// as in `Conv_12`, the name of the layer's weight tells more.
pub(super) fn layer_name(node: &NodeFile<'_>) -> String {
    // PyTorch names weights by modules, and in some versions nodes by numbers alone.
    let module = node
        .input(1)
        .and_then(|weight| weight.strip_suffix(".weight"));
    if let Some(module) = module.filter(|module| !module.is_empty() && !node.name.contains('/')) {
        return module.replace('.', "/");
    }
    if let Some(module) = of_scopes(node.scopes) {
        return module.replace('.', "/");
    }
    // The names of a whole exporter are `node_` and a function of PyTorch: `node_max_pool2d_1`.
    if node.name.starts_with("node_") {
        return of_weight(node).replace('.', "/");
    }
    let made = node.outputs.first().copied().unwrap_or("");
    let own = [node.name, made]
        .into_iter()
        .find(|name| tells(name, node.operator));
    let Some(raw) = own else {
        return of_weight(node).replace('.', "/");
    };
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
        && is_numbered(last, node.operator)
    {
        parts.pop();
    }
    parts.join("/").replace('.', "/")
}

/// Returns the innermost of the modules around a node, from a list as Python writes it: the network, which has no name,
/// the modules, each with the path from the network, and the node itself. `None` if there is none.
fn of_scopes(scopes: &str) -> Option<&str> {
    let names: Vec<&str> = scopes.split('\'').skip(1).step_by(2).collect();
    let (_, modules) = names.split_last()?;
    modules.last().copied().filter(|module| !module.is_empty())
}

/// The operators of TensorFlow that stand behind the names of layers in graphs that come from there.
const TENSORFLOW: &[&str] = &[
    "Conv2D",
    "depthwise",
    "separable_conv2d",
    "MatMul",
    "BiasAdd",
    "FusedBatchNormV3",
    "Relu",
    "Relu6",
    "MaxPool",
    "AvgPool",
    "Mean",
    "Softmax",
    "add",
    "concat",
];

/// Returns whether a name is the operator's, with a number or not, and `_output_0` behind it or not.
fn is_numbered(name: &str, operator: &str) -> bool {
    let name = name.strip_suffix("_output_0").unwrap_or(name);
    let mut rests = TENSORFLOW
        .iter()
        .chain([&operator])
        .filter_map(|word| name.strip_prefix(word));
    rests.any(|rest| {
        rest.chars()
            .all(|c| matches!(c, '_' | ':') || c.is_ascii_digit())
    })
}

/// Removes the modules, up to the last `/`, that the names of all steps begin with: `model/`, but for one whose parts are
/// numbered alone: `body/0`.
pub(super) fn shorten(steps: &mut [Step]) {
    loop {
        let mut names = steps
            .iter()
            .map(|step| step.name.as_str())
            .filter(|name| is_own(name));
        let Some(first) = names.next().and_then(|name| name.split_once('/')) else {
            return;
        };
        let prefix = format!("{}/", first.0);
        let mut others = 0;
        let is_name = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_digit());
        if !is_name(first.1)
            || !names
                .inspect(|_| others += 1)
                .all(|name| name.strip_prefix(&prefix).is_some_and(is_name))
            || others == 0
        {
            return;
        }
        for step in steps.iter_mut().filter(|step| is_own(&step.name)) {
            step.name.drain(..prefix.len());
        }
    }
}

/// Returns whether a step has a name of the file.
fn is_own(name: &str) -> bool {
    !name.is_empty() && name != FLATTEN
}

/// Returns whether a name tells more than a number.
fn tells(name: &str, operator: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let counted = ["", "n", "r", "node_", "t", "onnx::"].iter();
    let is_counted = counted
        .filter_map(|word| name.strip_prefix(word))
        .any(is_number);
    !(name.is_empty() || is_counted || is_numbered(name, operator) || name.starts_with("onnx::"))
}

/// Returns the name of the layer that the weights of a node have in common; empty if there is none.
fn of_weight<'a>(node: &NodeFile<'a>) -> &'a str {
    let Some(weight) = node.input(1).filter(|name| tells(name, node.operator)) else {
        return "";
    };
    let known = WEIGHTS
        .iter()
        .find_map(|suffix| weight.strip_suffix(suffix));
    known.unwrap_or("")
}
