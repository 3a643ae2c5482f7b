//! Pixels of a data gradient that the same taps of the window reach: a convolution without strides over the gradient of
//! the result, whose results lie a stride apart.

use super::PLAIN;
use crate::kernel::{Added, ConvPrimitive, Epilogue, KernelView, Target, Worker};
use googlenet_dsl::op::{AxisGradient, Elementwise, Padding, Window};
use googlenet_dsl::plan::{Layout, Region};

#[derive(Debug)]
pub(super) struct Part {
    pub(super) primitive: ConvPrimitive,
    /// Position of the packed weights among those of all parts, in `f32` values.
    pub(super) offset: usize,
    /// Distances, in `f32` values, from the first pixel of the gradient of the result, and of the operand, to the first
    /// pixels of the convolution's input and output.
    begins: [usize; 2],
    kernel: KernelOrder,
}

/// Where the values of the convolution's kernel lie in that of the forward pass. Steps and positions count values.
#[derive(Debug)]
struct KernelOrder {
    first: usize,
    taps: [isize; 2],
    /// Step from one group of channels of the result to the next.
    group: usize,
    /// Number of channels of the result.
    outputs: usize,
    /// Number of values of the kernel.
    len: usize,
}

impl Part {
    /// Creates the convolution for some rows and columns of the gradient of a convolution with that window; `regions`
    /// are those of the gradients of operand and result. `offset` is the position of its packed weights.
    pub(super) fn new(
        window: Window,
        groups: usize,
        axes: [AxisGradient; 2],
        [operand, result]: [&Region; 2],
        offset: usize,
        target: Target,
    ) -> Part {
        let edge = |at: usize, side: usize| number(axes[at].padding[side]);
        let own = Window {
            dilation: axes.map(|axis| number(axis.dilation)),
            ..Window::new(
                axes.map(|axis| number(axis.taps)),
                [1, 1],
                Padding::Explicit([edge(0, 0), edge(1, 0), edge(0, 1), edge(1, 1)]),
            )
        };
        let input = skipping(&result.layout, axes);
        let output = apart(&operand.layout, axes);
        let begins = [
            axes[0].skipped * result.layout.row_stride
                + axes[1].skipped * result.layout.pixel_stride,
            axes[0].first * operand.layout.row_stride + axes[1].first * operand.layout.pixel_stride,
        ];
        let region = |of: &Region, layout: Layout| {
            let mut region = of.clone();
            region.layout = layout.into();
            region
        };
        let (input, output) = (region(result, input), region(operand, output));
        Part {
            primitive: ConvPrimitive::new(own, groups, &input, &output, target),
            offset,
            begins,
            kernel: KernelOrder::new(window, groups, axes, [operand, result]),
        }
    }

    pub(super) fn pack_part(&self, kernel: &[f32], part: usize, values: &mut [f32]) {
        let order = &self.kernel;
        assert_eq!(kernel.len(), order.len, "the kernel has its window's size");
        let view = KernelView {
            values: kernel,
            first: order.first,
            taps: order.taps,
            group: order.group,
            input: 1,
            output: order.outputs,
        };
        self.primitive.pack_view(view, &PLAIN, part, values);
    }

    /// Computes one thread's share; `weights` are the packed weights of all parts.
    pub(super) fn run(
        &self,
        worker: &Worker<'_>,
        result: &Region,
        operand: &Region,
        weights: &[f32],
        added: Added,
    ) {
        let weights = &weights[self.offset..][..self.primitive.len()];
        let epilogue = Epilogue {
            added,
            activation: Elementwise::None,
        };
        self.primitive
            .run_inside(worker, [result, operand], self.begins, weights, epilogue);
    }
}

impl KernelOrder {
    fn new(
        window: Window,
        groups: usize,
        axes: [AxisGradient; 2],
        [operand, result]: [&Region; 2],
    ) -> KernelOrder {
        let [height, width] = window.kernel.map(|size| size as usize);
        let (inputs, outputs) = (
            operand.layout.channels.count() / groups,
            result.layout.channels.count(),
        );
        let tap = inputs * outputs;
        let steps = [width * tap, tap];
        let last = [0, 1].map(|at| axes[at].tap + (axes[at].taps - 1) * axes[at].tap_step);
        KernelOrder {
            first: last[0] * steps[0] + last[1] * steps[1],
            taps: [0, 1].map(|at| -((axes[at].tap_step * steps[at]) as isize)),
            group: outputs / groups,
            outputs,
            len: height * width * tap,
        }
    }
}

fn number(size: usize) -> u32 {
    u32::try_from(size).expect("sizes of windows and maps fit 32 bits")
}

/// Returns the layout of a map without the rows and columns that the convolution skips.
fn skipping(layout: &Layout, axes: [AxisGradient; 2]) -> Layout {
    let mut layout = layout.clone();
    for (at, axis) in axes.iter().enumerate() {
        if axis.skipped > 0 {
            layout.size[at] -= axis.skipped;
            layout.border[at] = 0;
        }
    }
    layout
}

/// Returns the layout of the rows and columns of a map that lie a stride apart, without border.
fn apart(layout: &Layout, axes: [AxisGradient; 2]) -> Layout {
    let mut apart = layout.clone();
    apart.size = axes.map(|axis| axis.count);
    apart.row_stride *= axes[0].step;
    apart.pixel_stride *= axes[1].step;
    if axes.iter().any(|axis| axis.step > 1) {
        apart.border = [0; 4];
    }
    apart
}
