//! Lowering of `Pooling`: maximum and mean, over windows or the whole map.

use super::convolution::padding;
use super::lowering::Lowering;
use super::settings::{KERNEL, PAD, STRIDE};
use crate::caffe::graph::ComputeNode;
use crate::import::notes::LEFT_OUT;
use crate::import::step::StepId;
use googlenet_dsl::op::{AvgPool, GlobalAvgPool, GlobalMaxPool, MaxPool, Op, Padding, Window};

const METHODS: &[&str] = &["MAX", "AVE", "STOCHASTIC"];
const MEAN: usize = 1;
const STOCHASTIC: usize = 2;

impl Lowering<'_, '_> {
    /// Lowers the pooling `node`, whose index in `nodes` is `at`. As in Caffe, output sizes are rounded up, unless a
    /// field of a fork says that they are rounded down, and a mean counts the padding. A last window that would begin
    /// behind the map is left out, which Caffe does for padded poolings only.
    pub(super) fn pooling(
        &mut self,
        node: &ComputeNode<'_>,
        input: StepId,
        at: usize,
    ) -> Option<StepId> {
        let view = node.layer.view.message("pooling_param");
        let mean = match view.word("pool", METHODS) {
            Some((STOCHASTIC, span)) => {
                self.only("pool", span, "MAX or AVE");
                return None;
            }
            word => word.is_some_and(|(word, _)| word == MEAN),
        };
        let kernel = self.pair(view, &KERNEL, 1);
        let stride = self.pair(view, &STRIDE, 1);
        let pad = self.pair(view, &PAD, 0);
        if view.flag("global_pooling") == Some(true) {
            if let Some(place) = view.place("kernel_size").or(view.place("kernel_h")) {
                self.only("kernel_size", place, "none beside `global_pooling`");
                return None;
            }
            return self.whole_map(node, input, mean, at);
        }
        let Some(kernel) = kernel? else {
            self.missing(view, "kernel_size", node.layer.type_span);
            return None;
        };
        let round_mode = view.word("round_mode", &["CEIL", "FLOOR"]);
        let ceil = round_mode.is_none_or(|(word, _)| word == 0)
            && view.flag("ceil_mode") != Some(false)
            && view.flag("torch_pooling") != Some(true);
        let input = self.pixel(node, input)?;
        let (stride, pad) = (stride?.unwrap_or([1, 1]), pad?);
        let spatial = self.shape(input).spatial();
        let kernel = match ceil && !self.placeholder.is_there {
            true => reaching(kernel, stride, pad.unwrap_or([0, 0]), spatial),
            false => kernel,
        };
        let window = Window {
            ceil,
            ..Window::new(kernel, stride, padding(pad))
        };
        let op = pool(window, mean);
        self.push(node, op, vec![input])?;
        if window.padding == Padding::Valid
            && (0..2).any(|at| window.axis(at).leaves_out(spatial[at]))
        {
            self.notes.tell("Pooling", &node.layer.name, LEFT_OUT);
        }
        self.last()
    }

    /// Lowers a pooling over the whole of the map that is the result of the step `input`. The result of the pooling is
    /// a vector, or a map of one pixel if a layer that requires a map reads it, directly or through other layers. `at`
    /// is the index of `node` in `nodes`.
    fn whole_map(
        &mut self,
        node: &ComputeNode<'_>,
        input: StepId,
        mean: bool,
        at: usize,
    ) -> Option<StepId> {
        let input = self.pixel(node, input)?;
        let [height, width] = self.shape(input).spatial().map(|size| size as u32);
        let op = match (self.requires_map[at], mean) {
            (true, _) => pool(Window::new([height, width], [1, 1], Padding::Valid), mean),
            (false, true) => GlobalAvgPool {}.into(),
            (false, false) => GlobalMaxPool {}.into(),
        };
        self.push(node, op, vec![input])?;
        self.last()
    }
}

/// Returns the kernel of a pooling whose sizes are rounded up. One that is larger than the padded map has one window if
/// it is larger by less than the stride, and that ends with the map.
fn reaching(kernel: [u32; 2], stride: [u32; 2], pad: [u32; 2], spatial: [usize; 2]) -> [u32; 2] {
    [0, 1].map(|at| {
        let padded = spatial[at] as u64 + 2 * u64::from(pad[at]);
        let beyond = u64::from(kernel[at]).saturating_sub(padded);
        match beyond > 0 && beyond < u64::from(stride[at]) {
            true => padded as u32,
            false => kernel[at],
        }
    })
}

/// Returns the operation of a pooling over windows: the mean if `mean` is `true`, otherwise the maximum. A mean counts
/// the values of the padding as elements of the window.
fn pool(window: Window, mean: bool) -> Op {
    let count_padding = window.padding != Padding::Valid;
    match mean {
        true => AvgPool {
            window,
            count_padding,
        }
        .into(),
        false => MaxPool { window }.into(),
    }
}
