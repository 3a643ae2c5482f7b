//! The shape rule of element by element operations whose operands of size 1 are repeated, as `multiply` and `maximum`.

use crate::diagnostic::Code;
use crate::shape::{Blame, Shape, ShapeError};

/// Infers the shape of the result. Vectors must have one length. Of maps, each of height, width and channels must be
/// the result's or 1; a map of height 1 is repeated in every row, and so on.
///
/// # Errors
/// Returns [`Code::OPERAND_MISMATCH`] for the first operand whose size differs from the most frequent one that is not 1,
/// and if vectors are among maps.
pub(super) fn infer(inputs: &[Shape]) -> Result<Shape, ShapeError> {
    let is_map = |shape: &Shape| matches!(shape, Shape::Map { .. });
    let maps = inputs.iter().filter(|shape| is_map(shape)).count();
    if maps > 0
        && let Some(at) = inputs.iter().position(|shape| !is_map(shape))
    {
        let map = inputs
            .iter()
            .find(|shape| is_map(shape))
            .unwrap_or(&inputs[0]);
        let mut error = mismatch(inputs[at], *map, Blame::Operand(at));
        error.label = format!(
            "a vector of {} here, maps in the other branches",
            inputs[at]
        );
        error.help = Some(format!(
            "`{{reshape: [1, 1, {}]}}` makes a map of one pixel of the vector",
            inputs[at]
        ));
        return Err(error);
    }
    let axes = inputs[0].dims().len();
    let usual: Vec<usize> = (0..axes).map(|axis| usual(inputs, axis)).collect();
    for (at, shape) in inputs.iter().enumerate() {
        let dims = shape.dims();
        let odd = |axis: &usize| dims[*axis] != usual[*axis] && (dims[*axis] != 1 || maps == 0);
        if let Some(axis) = (0..axes).find(odd) {
            let blame = match axis {
                0 | 1 if maps > 0 => Blame::Spatial(at),
                _ => Blame::Operand(at),
            };
            let mut error = mismatch(inputs[at], of(&usual), blame);
            if inputs.len() == 2 {
                error.label = format!(
                    "{} here, {} in the other branch",
                    inputs[at],
                    inputs[1 - at]
                );
            }
            return Err(error);
        }
    }
    of(&usual).bounded()
}

/// Returns the most frequent size of an axis that is not 1; of several that of the largest map; 1 if there is none.
fn usual(inputs: &[Shape], axis: usize) -> usize {
    let sizes = || {
        let sizes = inputs.iter().map(|shape| (shape.dims()[axis], shape.len()));
        sizes.filter(|(size, _)| *size != 1)
    };
    let votes = |size: usize| sizes().filter(|(other, _)| *other == size).count();
    let usual = sizes().max_by_key(|(size, len)| (votes(*size), *len));
    usual.map_or(1, |(size, _)| size)
}

fn of(dims: &[usize]) -> Shape {
    match dims {
        [height, width, channels] => Shape::map(*height, *width, *channels),
        _ => Shape::vector(dims[0]),
    }
}

fn mismatch(odd: Shape, usual: Shape, blame: Blame) -> ShapeError {
    ShapeError {
        code: Code::OPERAND_MISMATCH,
        title: "operands of {layer} do not fit together",
        label: format!("{odd} here, {usual} in the other branches"),
        blame,
        help: Some(match (odd, usual) {
            (Shape::Vector { .. }, _) => "bring the vectors to one length, with `dense`".into(),
            _ => "bring the maps to one shape, or to a size of 1 where they are repeated".into(),
        }),
    }
}
