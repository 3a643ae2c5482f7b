//! Lowering of `Convolution` and its kin of each channel by itself, and the conversion of padding that it shares with
//! `Pooling`.

use super::lowering::Lowering;
use super::settings::{DILATION, HOLE, KERNEL, PAD, STRIDE};
use crate::caffe::graph::ComputeNode;
use crate::caffe::weights::BlobRef;
use crate::import::source::WeightSource;
use crate::import::step::StepId;
use crate::import::transform::Transform;
use googlenet_dsl::op::{Activation, Conv, Padding, Window};

impl Lowering<'_, '_> {
    pub(super) fn convolution(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("convolution_param");
        let at = node.layer.type_span;
        let filters = self.required(view, "num_output", at);
        let kernel = self.pair(view, &KERNEL, 1);
        let stride = self.pair(view, &STRIDE, 1);
        let pad = self.pair(view, &PAD, 0);
        let dilation = self.pair(view, &DILATION, 1);
        let hole = self.pair(view, &HOLE, 1);
        let input = self.pixel(node, input)?;
        // Layers of each channel by itself need not say it.
        let usual = match node.ty {
            "Convolution" => 1,
            _ => self.shape(input).channels() as u32,
        };
        let groups = self.count(view, "group", usual);
        self.channel_axis(view, "axis", 4)?;
        let Some(kernel) = kernel? else {
            self.missing(view, "kernel_size", at);
            return None;
        };
        let op = Conv {
            filters: filters?,
            window: Window {
                dilation: dilation?.or(hole?).unwrap_or([1, 1]),
                ..Window::new(kernel, stride?.unwrap_or([1, 1]), padding(pad?))
            },
            groups: groups?,
            bias: view.flag("bias_term").unwrap_or(true),
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        let (filters, bias) = (op.filters as usize, op.bias);
        let inputs = self.shape(input).channels() / op.groups as usize;
        let [height, width] = kernel.map(|size| size as usize);
        self.push(node, op.into(), vec![input])?;
        let (step, layer) = (self.last()?, &node.layer.name);
        let stored = vec![filters, inputs, height, width];
        let kernel = WeightSource::new(step, "kernel", BlobRef::of(layer, 0), stored);
        // This project's kernels have the axes height, width, input channels, output channels.
        let kernel = kernel.then(Transform::Permute(vec![2, 3, 1, 0]));
        self.weights.push(kernel);
        if bias {
            let source = WeightSource::new(step, "bias", BlobRef::of(layer, 1), vec![filters]);
            self.weights.push(source);
        }
        Some(step)
    }
}

/// Converts Caffe's padding `[rows, columns]`, the same number of rows above and below and of columns on the left and
/// right, to the padding of a window. `None` (not stated) and zeros become [`Padding::Valid`].
pub(super) fn padding(pad: Option<[u32; 2]>) -> Padding {
    match pad {
        None | Some([0, 0]) => Padding::Valid,
        Some([rows, columns]) => Padding::Explicit([rows, columns, rows, columns]),
    }
}
