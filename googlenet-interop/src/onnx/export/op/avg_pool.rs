//! Export of average pooling, with padding that is or is not counted in the averages.

use super::sliding::sliding;
use super::translate::Translate;
use super::zero_pad::zeros_around;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::pads::Pads;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::AvgPool;

impl Translate for AvgPool {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let mut input = site.inputs[0].clone();
        let pads = Pads::of(&self.window, site.shapes[0]);
        let (mut edges, mut counted) = (pads.sum(), self.count_padding);
        // ONNX counts either all padding or none. If the layer's padding counts, but not the rows and columns that
        // windows cover beyond it, the layer's padding is added to the map by a `Pad` node.
        if self.count_padding && pads.overhang != [0; 4] {
            let node = zeros_around(input, pads.given, site, to);
            input = to.before(site, node, "pad");
            (edges, counted) = (pads.overhang, false);
        }
        let node = sliding("AveragePool", &self.window, edges)
            .reads([input])
            .int("count_include_pad", counted.into());
        to.layer(site, node);
    }
}
