//! Functions, products and maxima of items as operations of descriptions.

use super::net::Net;
use crate::items::function::Function;
use crate::items::item::{Binary, ItemKind};
use googlenet_dsl::op::{Maximum, Multiply, Op};

/// Turns what descriptions have into operations, and everything else that is no operation into a reason.
pub(super) fn said(net: &mut Net) {
    for item in &mut net.items {
        item.kind = match &item.kind {
            ItemKind::Function(Function::Power { exponent: 2.0 }) => {
                item.inputs = vec![item.inputs[0]; 2];
                ItemKind::Op(Multiply {}.into())
            }
            ItemKind::Function(function) => match function.activation() {
                Some(activation) => ItemKind::Op(Op::from(activation)),
                None => {
                    ItemKind::Unsaid(format!("the function `{}` cannot be said", function.word()))
                }
            },
            ItemKind::Binary(Binary::Product) => ItemKind::Op(Multiply {}.into()),
            ItemKind::Binary(Binary::Maximum) => ItemKind::Op(Maximum {}.into()),
            ItemKind::Binary(Binary::Quotient) => {
                ItemKind::Unsaid("a quotient of two maps cannot be said".to_owned())
            }
            ItemKind::Norm { .. } => ItemKind::Unsaid(
                "a norm, but of the channels as the divisor of them, cannot be said".to_owned(),
            ),
            _ => continue,
        };
    }
    chains(net);
}

/// Makes products of products one product, where nothing else reads the inner one: ONNX's `Mul` has two operands.
fn chains(net: &mut Net) {
    let is_product = |kind: &ItemKind| matches!(kind, ItemKind::Op(Op::Multiply(_)));
    let readers = net.readers();
    for at in 0..net.items.len() {
        let Some(&first) = net.items[at].inputs.first() else {
            continue;
        };
        let Some(before) = net.item(first).filter(|before| {
            is_product(&net.items[at].kind) && is_product(&before.kind) && readers[first] == 1
        }) else {
            continue;
        };
        let inputs = [&before.inputs[..], &net.items[at].inputs[1..]].concat();
        if inputs.len() <= MAX_BRANCHES {
            net.items[at].inputs = inputs;
        }
    }
}

/// Largest number of operands of a product.
const MAX_BRANCHES: usize = 64;
