//! Lowering of `LRN` within a channel: each value is divided by a power of the mean of the squares around it.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::caffe::weights::BlobRef;
use crate::import::source::WeightSource;
use crate::import::step::StepId;
use crate::import::transform::Transform;
use googlenet_dsl::grammar::MAX_COUNT;
use googlenet_dsl::op::{Activation, Conv, Lrn, Op, Padding, Window};
use std::sync::Arc;

/// Largest number of weights of all convolutions of a network that spread windows.
const MAX_PICKED: usize = 1 << 22;

impl Lowering<'_, '_> {
    /// Lowers a normalisation over windows of each channel as one across channels: a convolution of each channel by
    /// itself makes a channel of each place of the window, the normalisation of the one in the middle reads exactly
    /// these, and a second convolution picks it. Caffe's window counts the padding, and its constant is always 1.
    pub(super) fn within_channel(
        &mut self,
        node: &ComputeNode<'_>,
        input: StepId,
        lrn: Lrn,
    ) -> Option<StepId> {
        let input = self.pixel(node, input)?;
        let (channels, side) = (self.shape(input).channels(), lrn.size as usize);
        let places = side.checked_mul(side).filter(|places| {
            let filters = places.checked_mul(channels);
            let filters = filters.filter(|filters| *filters <= MAX_COUNT as usize);
            let weights = filters.and_then(|filters| filters.checked_mul(*places));
            lrn.size % 2 == 1 && weights.is_some_and(|weights| weights <= MAX_PICKED - self.picked)
        });
        let Some(places) = places else {
            let view = node.layer.view.message("lrn_param");
            let place = view.place("local_size").unwrap_or(node.layer.type_span);
            let wanted = format!(
                "an odd number with at most {MAX_PICKED} weights for all windows, got {side} for {channels} channels"
            );
            self.only("local_size", place, &wanted);
            return None;
        };
        let name = &node.layer.name;
        // Kernels have the axes height, width, input channels of the group, output channels.
        let filters = channels * places;
        self.picked += places * filters;
        let mut spread = vec![0.0; places * filters];
        for filter in 0..filters {
            spread[filter % places * filters + filter] = 1.0;
        }
        let part = format!("{name}/window");
        let kernel = [side, side, 1, filters];
        let input = self.picking(node, &part, input, kernel, channels, spread)?;
        let across = Lrn {
            size: places as u32,
            k: 1.0,
            ..lrn
        };
        let part = format!("{name}/normalised");
        self.push_named(&part, node.layer.type_span, across.into(), vec![input])?;
        let input = self.last()?;
        let mut middle = vec![0.0; places * channels];
        middle[places / 2 * channels..][..channels].fill(1.0);
        let kernel = [1, 1, places, channels];
        self.picking(node, name, input, kernel, channels, middle)
    }

    /// Appends a convolution with the kernel `values`, which keeps height and width.
    fn picking(
        &mut self,
        node: &ComputeNode<'_>,
        name: &str,
        input: StepId,
        kernel: [usize; 4],
        groups: usize,
        values: Vec<f32>,
    ) -> Option<StepId> {
        let [side, .., filters] = kernel.map(|size| size as u32);
        let padding = match side / 2 {
            0 => Padding::Valid,
            pad => Padding::Explicit([pad; 4]),
        };
        let op = Conv {
            filters,
            window: Window::new([side; 2], [1, 1], padding),
            groups: groups as u32,
            bias: false,
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        self.push_named(name, node.layer.type_span, Op::from(op), vec![input])?;
        let step = self.last()?;
        let len = values.len();
        let values = BlobRef::Numbers(Arc::new(values));
        let source = WeightSource::new(step, "kernel", values, vec![len]);
        let source = source.then(Transform::Reshape(kernel.to_vec()));
        self.weights.push(source);
        Some(step)
    }
}
