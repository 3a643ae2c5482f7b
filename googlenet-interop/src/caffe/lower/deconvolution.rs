//! Lowering of `Deconvolution`, a transposed convolution.

use super::convolution::padding;
use super::lowering::Lowering;
use super::settings::{DILATION, KERNEL, PAD, STRIDE};
use crate::caffe::graph::ComputeNode;
use crate::caffe::weights::BlobRef;
use crate::import::source::WeightSource;
use crate::import::step::StepId;
use crate::import::transform::Transform;
use googlenet_dsl::op::{Activation, ConvTranspose, Padding, Window};

impl Lowering<'_, '_> {
    pub(super) fn deconvolution(
        &mut self,
        node: &ComputeNode<'_>,
        input: StepId,
    ) -> Option<StepId> {
        let input = self.pixel(node, input)?;
        let view = node.layer.view.message("convolution_param");
        let at = node.layer.type_span;
        let filters = self.required(view, "num_output", at);
        let kernel = self.pair(view, &KERNEL, 1);
        let stride = self.pair(view, &STRIDE, 1);
        let pad = self.pair(view, &PAD, 0);
        let dilation = self.pair(view, &DILATION, 1);
        let groups = self.count(view, "group", 1);
        self.channel_axis(view, "axis", 4)?;
        let Some(kernel) = kernel? else {
            self.missing(view, "kernel_size", at);
            return None;
        };
        let stride = stride?.unwrap_or([1, 1]);
        let dilation = dilation?.unwrap_or([1, 1]);
        // Without anything cut off, the result has as many rows as the windows reach; a kernel below the stride leaves
        // rows out, which the rule of descriptions has.
        let below = (0..2).any(|at| {
            (u64::from(kernel[at]) - 1) * u64::from(dilation[at]) + 1 < u64::from(stride[at])
        });
        let padding = match padding(pad?) {
            Padding::Valid if below => Padding::Explicit([0; 4]),
            padding => padding,
        };
        let op = ConvTranspose {
            filters: filters?,
            window: Window {
                dilation,
                ..Window::new(kernel, stride, padding)
            },
            output_padding: [0, 0],
            groups: groups?,
            bias: view.flag("bias_term").unwrap_or(true),
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        let (filters, groups, bias) = (op.filters as usize, op.groups as usize, op.bias);
        let inputs = self.shape(input).channels();
        let [height, width] = kernel.map(|size| size as usize);
        self.push(node, op.into(), vec![input])?;
        let (step, layer) = (self.last()?, &node.layer.name);
        let stored = vec![inputs, filters / groups, height, width];
        let kernel = WeightSource::new(step, "kernel", BlobRef::of(layer, 0), stored);
        // This project's kernels have the axes height, width, output channels, input channels.
        self.weights
            .push(kernel.then(Transform::Permute(vec![2, 3, 1, 0])));
        if bias {
            let source = WeightSource::new(step, "bias", BlobRef::of(layer, 1), vec![filters]);
            self.weights.push(source);
        }
        Some(step)
    }
}
