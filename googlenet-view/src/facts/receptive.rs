//! Receptive fields: how much of the input a value of a layer's result depends on.

use googlenet_dsl::graph::Graph;
use googlenet_dsl::shape::Shape;

/// A receptive field, from the layers' kernels and strides alone, so that it may be larger than the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Height and width in pixels of the input.
    Window([u64; 2]),
    /// All of the input, as a vector sees it.
    Whole,
}

/// The receptive field of every layer: `r + (kernel - 1) * jump` behind a window, with `jump` the product of the
/// strides so far (Araujo et al., "Computing receptive fields of convolutional neural networks", 2019); the largest
/// where branches meet.
pub fn receptive_fields(graph: &Graph) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::with_capacity(graph.len());
    let mut jumps: Vec<[u64; 2]> = Vec::with_capacity(graph.len());
    for id in graph.ids() {
        let inputs = graph.inputs(id);
        let mut jump = [1, 1];
        let mut size = [1, 1];
        let mut whole = false;
        for input in inputs {
            match fields[input] {
                Field::Whole => whole = true,
                Field::Window(input_size) => {
                    for axis in 0..2 {
                        size[axis] = size[axis].max(input_size[axis]);
                        jump[axis] = jump[axis].max(jumps[input][axis]);
                    }
                }
            }
        }
        if let Some(window) = graph.op(id).window() {
            for axis in 0..2 {
                let kernel = u64::from(window.kernel[axis]);
                let reach = kernel.saturating_sub(1).saturating_mul(jump[axis]);
                size[axis] = size[axis].saturating_add(reach);
                jump[axis] = jump[axis].saturating_mul(u64::from(window.stride[axis]));
            }
        }
        whole |= matches!(graph.shape(id), Shape::Vector { .. });
        fields.push(if whole {
            Field::Whole
        } else {
            Field::Window(size)
        });
        jumps.push(jump);
    }
    fields
}
