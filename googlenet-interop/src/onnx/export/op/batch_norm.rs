//! Export of batch normalisation. Constants take the place of a missing gamma (1) and beta (0).

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::BatchNorm;

impl Translate for BatchNorm {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let channels = site.output.channels();
        // As a weight of rows x outputs, a vector of channels has one output; the rows are in the feature order that
        // the file has for the input.
        let mut weight = |name, there: bool, otherwise| {
            if there {
                to.weight(site, name, [channels], site.order.clone())
            } else {
                to.filled(site, name, channels, otherwise)
            }
        };
        let statistics = [
            weight("gamma", self.scale, 1.0),
            weight("beta", self.center, 0.0),
            weight("moving_mean", true, 0.0),
            weight("moving_variance", true, 1.0),
        ];
        let node = Node::new("BatchNormalization")
            .reads([site.inputs[0].clone()])
            .reads(statistics)
            .float("epsilon", self.epsilon)
            .float("momentum", self.momentum);
        to.layer(site, node);
    }
}
