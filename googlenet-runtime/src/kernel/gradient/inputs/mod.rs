//! Data gradients of convolutions and dense layers, computed by convolution primitives over the gradient of the result:
//! one whose kernel has its taps in reverse order, and input and output channels exchanged, or, for windows with
//! strides, one for each part of the pixels that the same taps reach.

mod part;
#[cfg(test)]
mod tests;
mod zero;

use crate::kernel::{Added, SourceWeights, Target, Weights, Worker};
use googlenet_dsl::op::{AxisGradient, Padding, Window};
use googlenet_dsl::plan::{ALIGN, Layout, Region};
use part::Part;
use std::ops::Range;
use std::sync::Arc;
use zero::clear_pixels;

/// Data gradient of a convolution or dense layer: from the gradient of its result to that of its operand.
#[derive(Debug)]
pub(crate) struct InputGradient {
    /// Layout of the gradient of the result.
    gradient: Arc<Layout>,
    /// Layout of the gradient of the operand.
    target: Arc<Layout>,
    parts: Vec<Part>,
    /// Rows and columns of the operand that no tap reaches: their pixels are those of one of the rows or one of the
    /// columns.
    zeros: [Vec<AxisGradient>; 2],
    /// Position of the packed weights in the arena of all weights, in `f32` values.
    offset: usize,
    /// Number of packed weights, in `f32` values.
    len: usize,
}

impl InputGradient {
    /// Creates the data gradient of a convolution with that window. `operand` and `result` are regions of the gradients
    /// of its operand and of its result, of which only the layouts are used. The packed weights are placed at the
    /// beginning of the arena until [`InputGradient::place`] moves them.
    pub(crate) fn new(
        window: Window,
        groups: usize,
        operand: &Region,
        result: &Region,
        target: Target,
    ) -> InputGradient {
        let sizes = [operand.layout.size, result.layout.size];
        let axes = [0, 1].map(|at| {
            let parts = window.axis(at).gradient(sizes[0][at], sizes[1][at]);
            parts.collect::<Vec<_>>()
        });
        let is_zero = |at: usize, axis: &AxisGradient| axis.is_zero(sizes[1][at]);
        let mut parts = Vec::new();
        let mut len = 0;
        for rows in axes[0].iter().filter(|rows| !is_zero(0, rows)) {
            for columns in axes[1].iter().filter(|columns| !is_zero(1, columns)) {
                let part = Part::new(
                    window,
                    groups,
                    [*rows, *columns],
                    [operand, result],
                    len,
                    target,
                );
                len += part.padded_len();
                parts.push(part);
            }
        }
        let [rows, columns] = axes;
        InputGradient {
            gradient: Arc::clone(&result.layout),
            target: Arc::clone(&operand.layout),
            parts,
            zeros: [
                rows.into_iter().filter(|axis| is_zero(0, axis)).collect(),
                columns
                    .into_iter()
                    .filter(|axis| is_zero(1, axis))
                    .collect(),
            ],
            offset: 0,
            len,
        }
    }

    /// Creates the data gradient of a dense layer, see [`InputGradient::new`]. The operand is a vector, or the map that
    /// was flattened to the vector.
    pub(crate) fn dense(operand: &Region, result: &Region, target: Target) -> InputGradient {
        let size = operand.layout.size.map(|size| size as u32);
        let whole = Window::new(size, size, Padding::Valid);
        InputGradient::new(whole, 1, operand, result, target)
    }

    /// Returns the number of packed weights, in `f32` values.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Sets the position of the packed weights in the arena of all weights, in bytes, a multiple of [`ALIGN`].
    pub(crate) fn place(&mut self, offset: usize) {
        self.offset = offset / size_of::<f32>();
    }

    /// Returns the number of bytes of private scratch memory that each thread needs, rounded up to a multiple of
    /// [`ALIGN`].
    pub(crate) fn scratch_bytes(&self) -> usize {
        let parts = self.parts.iter().map(|part| part.primitive.scratch_bytes());
        parts.max().unwrap_or(0)
    }

    /// Returns the names of the algorithms, one for each part of the operand's pixels.
    #[cfg(test)]
    pub(crate) fn algorithms(&self) -> Vec<String> {
        let parts = self.parts.iter();
        parts.map(|part| part.primitive.algorithm()).collect()
    }

    /// Packs the kernel of the convolution, laid out as that of the forward pass, into `values`, of which all parts
    /// are written.
    ///
    /// # Panics
    /// Panics if the kernel has another size, or if `values` is shorter than [`InputGradient::len`].
    pub(crate) fn pack(&self, kernel: &[f32], values: &mut [f32]) {
        let mut at = 0;
        let mut behind = &mut values[..self.len];
        for part in 0..self.parts() {
            let range = self.part(part);
            let (_, from) = behind.split_at_mut(range.start - at);
            let (to, rest) = from.split_at_mut(range.len());
            self.pack_part(kernel, part, to);
            (behind, at) = (rest, range.end);
        }
    }

    /// Returns the number of parts of the packed weights, which several threads can pack.
    pub(crate) fn parts(&self) -> usize {
        let parts = self.parts.iter().map(|part| part.primitive.parts());
        parts.sum()
    }

    /// Returns the range of the packed weights, in `f32` values, that is the part with this index. Parts are in
    /// ascending order and do not overlap.
    ///
    /// # Panics
    /// Panics if there is no such part.
    pub(crate) fn part(&self, part: usize) -> Range<usize> {
        let (of, at) = self.find(part);
        let range = of.primitive.part(at);
        of.offset + range.start..of.offset + range.end
    }

    /// Packs the part with this index into `values`, all of which are written.
    ///
    /// # Panics
    /// Panics if there is no such part, if the kernel has another size than that of the convolution, or if `values` is
    /// shorter than the part.
    pub(crate) fn pack_part(&self, kernel: &[f32], part: usize, values: &mut [f32]) {
        let (of, at) = self.find(part);
        of.pack_part(kernel, at, values);
    }

    /// Returns the convolution to whose packed weights the part with index `part` belongs, and its index among theirs.
    fn find(&self, mut part: usize) -> (&Part, usize) {
        for of in &self.parts {
            match part.checked_sub(of.primitive.parts()) {
                None => return (of, part),
                Some(left) => part = left,
            }
        }
        panic!("there are {} parts", self.parts());
    }

    /// Computes one thread's share of the gradient `operand` from the gradient `result` for all images of the run; adds
    /// it to what `operand` holds if `accumulate` is `true`. `weights` are all packed weights.
    ///
    /// # Panics
    /// Panics if the regions have other layouts than this was created for, if they overlap or lie outside their memory,
    /// or if the thread's scratch memory or the weights are too short.
    pub(crate) fn run(
        &self,
        worker: &Worker<'_>,
        result: &Region,
        operand: &Region,
        weights: &Weights,
        accumulate: bool,
    ) {
        assert!(
            result.layout == self.gradient && operand.layout == self.target,
            "the regions have the layouts of the gradient"
        );
        let added = match accumulate {
            true => Added::Output,
            false => {
                clear_pixels(worker, operand, &self.zeros);
                Added::Nothing
            }
        };
        let weights = &weights.values::<f32>()[self.offset..][..self.len];
        for part in &self.parts {
            part.run(worker, result, operand, weights, added);
        }
    }
}

impl Part {
    /// Returns the number of packed weights, rounded up to a multiple of [`ALIGN`] bytes.
    fn padded_len(&self) -> usize {
        self.primitive
            .len()
            .next_multiple_of(ALIGN / size_of::<f32>())
    }
}

/// Weights of a primitive without bias and batch normalisation, whose kernel is a view.
const PLAIN: SourceWeights<'static> = SourceWeights {
    kernel: &[],
    bias: None,
    affine: None,
};
