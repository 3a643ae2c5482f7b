//! Names of tensors in ONNX files.

use googlenet_dsl::graph;

/// Name of the tensor that is the input of every file.
pub const INPUT: &str = "input";

/// Returns the name of the tensor that holds a layer's result: the layer's path; but [`INPUT`] for the network's input
/// (`$input`), and `input/result` for a layer that is itself called `input`. `layer` is the path, which is not checked.
pub fn tensor_name(layer: &str) -> String {
    match layer {
        graph::INPUT => INPUT.into(),
        INPUT => format!("{INPUT}/result"),
        path => path.into(),
    }
}
