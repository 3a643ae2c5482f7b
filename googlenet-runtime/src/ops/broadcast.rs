//! The check and the naive reference of operations element by element that repeat maps whose height, width or channels
//! are 1.

use super::Operands;
use super::operands::same_shape;
#[cfg(any(test, feature = "reference"))]
use super::reference::ReferenceLayer;
use crate::tensor::Shape;

/// Fails to compile unless there is an operand and the operands `I` have the shape `O` once they are repeated.
pub(super) const fn check<I: Operands, O: Shape>() {
    match I::REPEATED {
        Ok(Some(shape)) => assert!(
            same_shape(shape, O::SHAPE),
            "the output has the shape of the repeated operands"
        ),
        Ok(None) => panic!("there are operands"),
        Err(()) => panic!("operands have one shape, or a size of 1 where they are repeated"),
    }
}

/// Folds `function` over the operands, element by element, with plain loops.
#[cfg(any(test, feature = "reference"))]
pub(super) fn reference(
    layer: &ReferenceLayer<'_>,
    inputs: &[&[f64]],
    function: impl Fn(f64, f64) -> f64,
) -> Vec<f64> {
    let [height, width] = layer.output_shape().spatial();
    let channels = layer.output_shape().channels();
    let mut result = Vec::new();
    for y in 0..height {
        for x in 0..width {
            for c in 0..channels {
                let operands = inputs.iter().zip(layer.input_shapes());
                let values = operands.map(|(input, shape)| {
                    let [rows, columns] = shape.spatial();
                    let (y, x) = (y.min(rows - 1), x.min(columns - 1));
                    let c = c.min(shape.channels() - 1);
                    input[(y * columns + x) * shape.channels() + c]
                });
                result.push(values.reduce(&function).unwrap_or(0.0));
            }
        }
    }
    result
}
