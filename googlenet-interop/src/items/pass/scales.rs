//! Factors of the operands of sums.

use super::net::Net;
use crate::items::item::ItemKind;
use googlenet_dsl::op::{Add, Op};

/// Makes multiplications by a number, of results that only a sum reads, factors of that sum.
pub(super) fn factors_of_sums(net: &mut Net) {
    let readers = net.readers();
    for at in 0..net.items.len() {
        let item = &net.items[at];
        let ItemKind::Op(Op::Add(add)) = &item.kind else {
            continue;
        };
        if readers[at + 1] == 0 {
            continue;
        }
        let mut inputs = item.inputs.clone();
        let mut scale = match add.scale.is_empty() {
            true => vec![1.0; inputs.len()],
            false => add.scale.to_vec(),
        };
        for (input, factor) in inputs.iter_mut().zip(&mut scale) {
            if let Some(operand) = net.item(*input)
                && let ItemKind::Affine(affine) = &operand.kind
                && affine.is_scalar()
                && !affine.has_shift()
                && affine.has_factor()
                && (affine.factor[0] as f32).is_finite()
                && readers[*input] == 1
            {
                *factor *= affine.factor[0] as f32;
                *input = operand.inputs[0];
            }
        }
        let scale = match scale.iter().all(|factor| *factor == 1.0) {
            true => Vec::new(),
            false => scale,
        };
        let item = &mut net.items[at];
        item.inputs = inputs;
        item.kind = ItemKind::Op(
            Add {
                scale: scale.into(),
            }
            .into(),
        );
    }
}
