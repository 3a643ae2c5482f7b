//! Arithmetic on small constants, with broadcasting.

/// An operation on two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::onnx::importer) enum Arithmetic {
    Add,
    Sub,
    Mul,
    Div,
    Pow,
    Mod,
    Min,
    Max,
    Equal,
    Less,
    Greater,
    And,
    Or,
}

impl Arithmetic {
    /// Returns the operation of an operator of ONNX.
    pub(in crate::onnx::importer) fn of(operator: &str) -> Option<Arithmetic> {
        Some(match operator {
            "Add" | "Sum" => Arithmetic::Add,
            "Sub" => Arithmetic::Sub,
            "Mul" => Arithmetic::Mul,
            "Div" => Arithmetic::Div,
            "Pow" => Arithmetic::Pow,
            "Mod" => Arithmetic::Mod,
            "Min" => Arithmetic::Min,
            "Max" => Arithmetic::Max,
            "Equal" => Arithmetic::Equal,
            "Less" => Arithmetic::Less,
            "Greater" => Arithmetic::Greater,
            "And" => Arithmetic::And,
            "Or" => Arithmetic::Or,
            _ => return None,
        })
    }

    pub(in crate::onnx::importer) fn of_reals(self, a: f64, b: f64) -> f64 {
        let flag = |flag: bool| f64::from(u8::from(flag));
        match self {
            Arithmetic::Add => a + b,
            Arithmetic::Sub => a - b,
            Arithmetic::Mul => a * b,
            Arithmetic::Div => a / b,
            Arithmetic::Pow => a.powf(b),
            Arithmetic::Mod => a - b * (a / b).floor(),
            Arithmetic::Min => a.min(b),
            Arithmetic::Max => a.max(b),
            Arithmetic::Equal => flag(a == b),
            Arithmetic::Less => flag(a < b),
            Arithmetic::Greater => flag(a > b),
            Arithmetic::And => flag(a != 0.0 && b != 0.0),
            Arithmetic::Or => flag(a != 0.0 || b != 0.0),
        }
    }

    /// Returns the result for whole numbers; `None` if it is out of range, as of a division by zero.
    pub(in crate::onnx::importer) fn of_wholes(self, a: i64, b: i64) -> Option<i64> {
        match self {
            Arithmetic::Add => a.checked_add(b),
            Arithmetic::Sub => a.checked_sub(b),
            Arithmetic::Mul => a.checked_mul(b),
            Arithmetic::Div => a.checked_div(b),
            Arithmetic::Pow => a.checked_pow(u32::try_from(b).ok()?),
            Arithmetic::Mod => a.checked_rem_euclid(b),
            Arithmetic::Min => Some(a.min(b)),
            Arithmetic::Max => Some(a.max(b)),
            Arithmetic::Equal => Some((a == b).into()),
            Arithmetic::Less => Some((a < b).into()),
            Arithmetic::Greater => Some((a > b).into()),
            Arithmetic::And => Some((a != 0 && b != 0).into()),
            Arithmetic::Or => Some((a != 0 || b != 0).into()),
        }
    }
}

/// Returns the sizes of the result of an operation on two tensors of these sizes, and for each of its elements the
/// indices of the two operands; `None` if the sizes do not fit, or the result has more than `limit` elements.
pub(in crate::onnx::importer) fn broadcast(
    a: &[usize],
    b: &[usize],
    limit: usize,
) -> Option<(Vec<usize>, Vec<[usize; 2]>)> {
    let rank = a.len().max(b.len());
    let size =
        |of: &[usize], axis: usize| (axis + of.len()).checked_sub(rank).map_or(1, |at| of[at]);
    let mut sizes = Vec::with_capacity(rank);
    for axis in 0..rank {
        sizes.push(match (size(a, axis), size(b, axis)) {
            (a, b) if a == b => a,
            (1, b) => b,
            (a, 1) => a,
            _ => return None,
        });
    }
    let len = sizes
        .iter()
        .try_fold(1usize, |len, size| len.checked_mul(*size))?;
    if len > limit {
        return None;
    }
    let places = (0..len).map(|index| {
        let (mut rest, mut at, mut stride) = (index, [0, 0], [1, 1]);
        for axis in (0..rank).rev() {
            let place = rest % sizes[axis];
            rest /= sizes[axis];
            for (operand, of) in [a, b].into_iter().enumerate() {
                let own = size(of, axis);
                if own != 1 {
                    at[operand] += place * stride[operand];
                }
                stride[operand] *= own;
            }
        }
        at
    });
    let places = places.collect();
    Some((sizes, places))
}
