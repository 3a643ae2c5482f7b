//! The convention of PyTorch: kernels out x in x height x width, flattened maps channel by channel.

use super::Form;
use super::site::Site;
use crate::import::transform::Transform;
use googlenet_dsl::op::{Op, Weight};

/// Tensor that counts the batches which a batch normalisation has seen in training: an int64 without axes.
pub(crate) const BATCHES: &str = "num_batches_tracked";

pub(super) fn forms(site: &Site<'_>, weight: &Weight) -> Vec<Form> {
    let plain = |suffix| Form {
        suffix,
        shape: weight.shape.clone(),
        transforms: Vec::new(),
    };
    match (site.op, weight.name) {
        (Op::Conv(_) | Op::ConvTranspose(_), "kernel") => {
            let [height, width, inner, outer] = weight.shape[..] else {
                return vec![plain("weight")];
            };
            // Of a transposed convolution `inner` are the outputs, as in the other layout.
            vec![Form {
                suffix: "weight",
                shape: vec![outer, inner, height, width],
                transforms: vec![Transform::Permute(vec![2, 3, 1, 0])],
            }]
        }
        (Op::Dense(_), "kernel") => {
            let mut transforms = vec![Transform::Permute(vec![1, 0])];
            if !site.order.is_natural() {
                transforms.push(Transform::Order {
                    axis: 0,
                    order: site.order.clone(),
                });
            }
            vec![Form {
                suffix: "weight",
                shape: weight.shape.iter().rev().copied().collect(),
                transforms,
            }]
        }
        (Op::ChannelScale(scale), "gamma") if !scale.center => {
            let channels = weight.shape[0];
            let of_map = Form {
                suffix: "",
                shape: vec![channels, 1, 1],
                transforms: vec![Transform::Reshape(vec![channels])],
            };
            vec![of_map, plain("weight"), plain("gamma")]
        }
        (_, "moving_mean") => vec![plain("running_mean")],
        (_, "moving_variance") => vec![plain("running_var")],
        (_, "gamma" | "alpha") => vec![plain("weight")],
        (_, "beta") => vec![plain("bias")],
        (_, name) => vec![plain(name)],
    }
}
