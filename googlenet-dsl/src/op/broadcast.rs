//! The shape rule of element by element operations whose operands of size 1 are repeated, as `multiply` and `maximum`.

use crate::diagnostic::Code;
use crate::shape::{Blame, Shape, ShapeError};

/// Infers the shape of the result. Vectors must have one length. Of maps, each of height, width and channels must be the
/// result's or 1; a map of height 1 is repeated in every row, and so on.
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
        error.label = format!("a vector of {} here, maps in the others", inputs[at]);
        error.help = Some(format!(
            "`{{reshape: [1, 1, {}]}}` makes a map of one pixel of the vector",
            inputs[at]
        ));
        return Err(error);
    }
    let all: Vec<Vec<usize>> = inputs.iter().map(|shape| shape.dims()).collect();
    let axes = all[0].len();
    let usual: Vec<usize> = (0..axes).map(|axis| usual(&all, axis)).collect();
    for (at, dims) in all.iter().enumerate() {
        let odd = |axis: &usize| dims[*axis] != usual[*axis] && (dims[*axis] != 1 || maps == 0);
        if let Some(axis) = (0..axes).find(odd) {
            let blame = match axis {
                0 | 1 if maps > 0 => Blame::Spatial(at),
                _ => Blame::Operand(at),
            };
            return Err(mismatch(inputs[at], of(&usual), blame));
        }
    }
    of(&usual).bounded()
}

/// Returns the most frequent size of an axis that is not 1, the first of several; 1 if there is none.
fn usual(all: &[Vec<usize>], axis: usize) -> usize {
    let sizes: Vec<usize> = all
        .iter()
        .map(|dims| dims[axis])
        .filter(|size| *size != 1)
        .collect();
    let votes = |size: &usize| sizes.iter().filter(|other| *other == size).count();
    // Of equally frequent sizes `max_by_key` takes the last, so that they are turned round.
    let usual = sizes.iter().rev().max_by_key(|size| votes(size));
    usual.copied().unwrap_or(1)
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
        label: format!("{odd} here, {usual} in the others"),
        blame,
        help: Some(match (odd, usual) {
            (Shape::Vector { .. }, _) => "bring the vectors to one length, with `dense`".into(),
            _ => "bring the maps to one shape, or to a size of 1 where they are repeated".into(),
        }),
    }
}
