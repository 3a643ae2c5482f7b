//! The convention of Keras: kernels height x width x in x out, but for convolutions of each channel by itself.

use super::Form;
use super::site::{Role, Site};
use crate::import::transform::Transform;
use googlenet_dsl::op::{Op, Weight};
use googlenet_dsl::shape::Shape;

pub(super) fn forms(site: &Site<'_>, weight: &Weight) -> Vec<Form> {
    let plain = |suffix| Form {
        suffix,
        shape: weight.shape.clone(),
        transforms: Vec::new(),
    };
    match (site.op, weight.name) {
        (Op::Conv(_), "kernel") if site.role == Role::Pointwise => vec![plain("pointwise_kernel")],
        (Op::Conv(conv), "kernel") => {
            let Some(multiplier) = site.multiplier(conv) else {
                return vec![plain("kernel")];
            };
            let (height, width) = (weight.shape[0], weight.shape[1]);
            let form = |suffix| Form {
                suffix,
                shape: vec![height, width, site.input.channels(), multiplier],
                transforms: vec![Transform::Reshape(weight.shape.clone())],
            };
            // Keras 2 calls it `depthwise_kernel` in all layers.
            let (depthwise, kernel) = (form("depthwise_kernel"), form("kernel"));
            match site.role {
                Role::Depthwise => vec![depthwise],
                _ => vec![kernel, depthwise, plain("kernel")],
            }
        }
        (Op::Prelu(_), name) => match site.input {
            Shape::Map { .. } => vec![Form {
                suffix: name,
                shape: vec![1, 1, weight.shape[0]],
                transforms: vec![Transform::Reshape(weight.shape.clone())],
            }],
            _ => vec![plain(name)],
        },
        (_, name) => vec![plain(name)],
    }
}
