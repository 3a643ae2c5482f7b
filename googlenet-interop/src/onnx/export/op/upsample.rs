//! Export of resized maps as `Resize`, with the factors, or with the size where no 32-bit factor gives it exactly.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::node::Node;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::{Interpolation, Scale, Upsample};

impl Translate for Upsample {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        let input = site.inputs[0].clone();
        let mut reads = vec![input.clone(), String::new()];
        match factors(self, site) {
            Some([height, width]) => {
                reads.push(to.floats(site, "scales", vec![1.0, 1.0, height, width]));
            }
            None => {
                // The size of the batch is that of the input.
                let images = Node::new("Shape")
                    .reads([input])
                    .int("start", 0)
                    .int("end", 1);
                let images = to.before(site, images, "batch");
                let [height, width] = site.output.spatial().map(|size| size as i64);
                let rest = vec![site.output.channels() as i64, height, width];
                let rest = to.whole(site, "size", rest);
                let sizes = Node::new("Concat").reads([images, rest]).int("axis", 0);
                reads.extend([String::new(), to.before(site, sizes, "sizes")]);
            }
        }
        let node = Node::new("Resize")
            .reads(reads)
            .text("coordinate_transformation_mode", self.coordinates.as_str());
        let node = match self.mode {
            Interpolation::Bilinear => node.text("mode", "linear"),
            _ => node
                .text("mode", "nearest")
                .text("nearest_mode", self.rounding.as_str()),
        };
        to.layer(site, node);
    }
}

/// Returns the factors of height and width as 32-bit floats that give the size of the result; `None` if these are not
/// the factors exactly.
fn factors(op: &Upsample, site: &Site<'_>) -> Option<[f32; 2]> {
    if let Scale::Factor(factors) = op.scale {
        return Some(factors);
    }
    let (input, output) = (site.shapes[0].spatial(), site.output.spatial());
    let factors = op.factors(input).map(|factor| factor as f32);
    let exact = (0..2).all(|at| {
        f64::from(factors[at]) == op.factors(input)[at]
            && (input[at] as f32 * factors[at]).floor() as usize == output[at]
    });
    exact.then_some(factors)
}
