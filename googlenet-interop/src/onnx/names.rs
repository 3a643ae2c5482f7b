//! What tensors are called.

use googlenet_dsl::graph;

/// The name of a file's input.
pub const INPUT: &str = "input";

/// The tensor that holds a layer's result: the layer's path; [`INPUT`] for the network's input.
pub fn tensor_name(layer: &str) -> String {
    match layer {
        graph::INPUT => INPUT.into(),
        INPUT => format!("{INPUT}/result"),
        path => path.into(),
    }
}
