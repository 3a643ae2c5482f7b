//! Functions as activations, and the reasons why the rest cannot be said.

use super::net::Net;
use crate::onnx::importer::item::ItemKind;
use googlenet_dsl::op::Op;

/// Turns functions that descriptions have into operations, and everything else that is no operation into a reason.
pub(super) fn said(net: &mut Net) {
    for item in &mut net.items {
        let kind = match &item.kind {
            ItemKind::Function(function) => match function.activation() {
                Some(activation) => ItemKind::Op(Op::from(activation)),
                None => {
                    ItemKind::Unsaid(format!("the function `{}` cannot be said", function.word()))
                }
            },
            ItemKind::Binary(binary) => ItemKind::Unsaid(binary.reason().to_owned()),
            _ => continue,
        };
        item.kind = kind;
    }
}
