//! Means over windows that count zeros around the map, but not what lies beyond those: ONNX counts both or neither, so
//! that files have the zeros as a node of their own.

use super::net::Net;
use crate::items::item::ItemKind;
use googlenet_dsl::op::{AvgPool, Op, Padding};

/// Makes zeros around a map part of the mean behind it that rounds its size up, if nothing else reads them.
pub(super) fn counted(net: &mut Net) {
    let readers = net.readers();
    for at in 0..net.items.len() {
        let item = &net.items[at];
        let ItemKind::Op(Op::AvgPool(pool)) = &item.kind else {
            continue;
        };
        let input = item.inputs[0];
        let Some(before) = net.item(input).filter(|_| readers[input] == 1) else {
            continue;
        };
        let ItemKind::Op(Op::ZeroPad(zeros)) = &before.kind else {
            continue;
        };
        if !pool.window.ceil || pool.window.padding != Padding::Valid {
            continue;
        }
        let mut window = pool.window;
        window.padding = Padding::Explicit(zeros.edges);
        let op: Op = AvgPool {
            window,
            count_padding: true,
        }
        .into();
        let inputs = before.inputs.clone();
        if op
            .infer(&[net.shape(inputs[0])])
            .is_ok_and(|shape| shape == item.shape)
        {
            let item = &mut net.items[at];
            item.kind = ItemKind::Op(op);
            item.inputs = inputs;
        }
    }
}
