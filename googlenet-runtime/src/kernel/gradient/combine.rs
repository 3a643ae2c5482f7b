//! Gradients of products and maxima of maps or vectors, where maps whose height, width or channels are 1 were repeated:
//! each value gets the sum over its copies.
//!
//! The order of a sum is fixed: channels panel by panel, in the panels of the gradient, then lane by lane; pixels of a
//! row as in [`Sums`]; rows one after the other.

use super::panels::{channels_of, panels};
use super::rows::{channel_at, for_panels, load_first};
use super::sums::{Sums, WAYS};
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::view::View;
use crate::kernel::{Combine, Worker};
use googlenet_dsl::plan::{LANES, Region};
use std::ops::Range;

/// Number of pixels of a row whose gradients are computed together.
const PIXELS: usize = 16;

/// Stores the gradient of operand `operand` of a product or maximum of `inputs` to `target`; with `accumulate` adds it
/// to what is there. The gradient of a maximum is that of the first of the operands with the largest value. For this
/// thread's share of the target's rows.
///
/// # Panics
/// Panics if a size of an input is neither that of the gradient nor 1, if the target has not the sizes of its operand,
/// if an element type is not `f32`, or if the target overlaps another region.
pub(crate) fn combine_gradient(
    worker: &Worker<'_>,
    (inputs, operand): (&[Region], usize),
    gradient: &Region,
    target: &Region,
    how: Combine,
    accumulate: bool,
) {
    for input in inputs {
        let fits = |a: usize, b: usize| a == b || a == 1;
        let ([height, width], size) = (input.layout.size, gradient.layout.size);
        assert!(
            fits(height, size[0])
                && fits(width, size[1])
                && fits(input.shape.channels(), gradient.shape.channels()),
            "operands have the result's sizes or 1"
        );
    }
    assert!(
        inputs[operand].layout.size == target.layout.size
            && inputs[operand].shape.channels() == target.shape.channels(),
        "a gradient has the shape of its value"
    );
    assert!(
        target.is_disjoint(gradient),
        "a kernel does not write what it reads"
    );
    for_panels(worker, &target.layout, |image, panel, rows| {
        let to = worker.run.output::<f32>(target, image, inputs);
        for y in rows {
            let row = Row {
                worker,
                image,
                inputs,
                operand,
                gradient,
                how,
                to: &to,
                panel,
                y,
                accumulate,
            };
            // SAFETY: each row of a panel is written by one thread only, and the target was checked not to overlap what
            // is read; the processor has the instruction set, as its features were detected before `isa` was chosen.
            unsafe { entry::<Row<'_>>(worker.isa)(&row) };
        }
    });
}

/// Row of a panel of the target, and what its gradient is computed from.
struct Row<'r> {
    worker: &'r Worker<'r>,
    image: usize,
    inputs: &'r [Region],
    operand: usize,
    gradient: &'r Region,
    how: Combine,
    to: &'r View<'r, f32>,
    panel: usize,
    y: usize,
    accumulate: bool,
}

/// Pixels of a row of a map whose sizes may be 1 where those of the gradient are not: 16 channels of each, or fewer.
struct Pixels {
    values: Values,
    /// Number of values from a pixel to the next, 0 where one pixel is repeated.
    step: usize,
}

enum Values {
    /// This many channels from an address on.
    SideBySide(*const f32, usize),
    /// One channel, which is repeated.
    One(*const f32),
    /// Channels wherever they lie, this many.
    Scattered([*const f32; LANES], usize),
}

impl Pixels {
    /// Returns the channels `channels` of row `y` of a map.
    #[inline(always)]
    fn of(view: &View<'_, f32>, channels: Range<usize>, y: usize) -> Pixels {
        let layout = view.layout;
        let y = if layout.size[0] == 1 { 0 } else { y };
        let step = match layout.size[1] {
            1 => 0,
            _ => layout.pixel_stride,
        };
        if layout.channels.count() == 1 {
            let values = Values::One(channel_at(view, 0, y).0);
            return Pixels { values, step };
        }
        let (start, side_by_side) = channel_at(view, channels.start, y);
        if side_by_side >= channels.len() {
            let values = Values::SideBySide(start, channels.len());
            return Pixels { values, step };
        }
        let mut lanes = [start; LANES];
        let count = channels.len();
        for (lane, channel) in lanes.iter_mut().zip(channels) {
            *lane = channel_at(view, channel, y).0;
        }
        let values = Values::Scattered(lanes, count);
        Pixels { values, step }
    }

    /// Loads the channels of pixel `x`; the lanes behind them are unspecified.
    ///
    /// # Safety
    /// The map must have the pixel, or one that is repeated, and the processor the instruction set `S`.
    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn load<S: Simd>(&self, x: usize) -> S::Vector {
        let at = x * self.step;
        // SAFETY: the caller guarantees the pixel and the instruction set.
        unsafe {
            match &self.values {
                Values::SideBySide(start, len) => load_first::<S>(start.add(at), *len),
                Values::One(start) => S::broadcast(*start.add(at)),
                Values::Scattered(starts, count) => {
                    let mut lanes = [0.0f32; LANES];
                    for lane in 0..*count {
                        lanes[lane] = *starts[lane].add(at);
                    }
                    S::load(lanes.as_ptr())
                }
            }
        }
    }
}

impl Row<'_> {
    #[inline(always)]
    fn pixels(&self, region: &Region, channels: Range<usize>, y: usize) -> Pixels {
        Pixels::of(
            &self.worker.run.view::<f32>(region, self.image),
            channels,
            y,
        )
    }

    /// Returns the gradient of the operand's copies in `count` pixels of row `y`, at most [`PIXELS`], from pixel `x` on,
    /// before anything is added up.
    ///
    /// # Safety
    /// The gradient must have these pixels and channels, and the processor the instruction set `S`.
    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn terms<S: Simd>(
        &self,
        channels: Range<usize>,
        y: usize,
        x: usize,
        count: usize,
    ) -> [S::Vector; PIXELS] {
        // SAFETY: the caller guarantees the pixels and the instruction set.
        unsafe {
            let zero = S::broadcast(0.0);
            let mut terms = [zero; PIXELS];
            let gradient = self.pixels(self.gradient, channels.clone(), y);
            for at in 0..count {
                terms[at] = gradient.load::<S>(x + at);
            }
            let mut own = [zero; PIXELS];
            if self.how == Combine::Maximum {
                let values = self.pixels(&self.inputs[self.operand], channels.clone(), y);
                for at in 0..count {
                    own[at] = values.load::<S>(x + at);
                }
            }
            for slot in 0..self.inputs.len() {
                if slot == self.operand {
                    continue;
                }
                let other = self.pixels(&self.inputs[slot], channels.clone(), y);
                match self.how {
                    Combine::Multiply => {
                        for at in 0..count {
                            terms[at] = S::multiply(terms[at], other.load::<S>(x + at));
                        }
                    }
                    Combine::Maximum if slot < self.operand => {
                        for at in 0..count {
                            let other = other.load::<S>(x + at);
                            terms[at] = S::if_less(other, own[at], terms[at], zero);
                        }
                    }
                    Combine::Maximum => {
                        for at in 0..count {
                            let other = other.load::<S>(x + at);
                            terms[at] = S::if_less(own[at], other, zero, terms[at]);
                        }
                    }
                }
            }
            terms
        }
    }

    /// Returns [`Row::terms`] of all channels, added up; the sum of each pixel is in each lane.
    ///
    /// # Safety
    /// As for [`Row::terms`].
    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn over_channels<S: Simd>(
        &self,
        y: usize,
        x: usize,
        count: usize,
    ) -> [S::Vector; PIXELS] {
        // SAFETY: the caller guarantees the pixels and the instruction set.
        unsafe {
            let mut sums = [S::broadcast(0.0); PIXELS];
            let channels = &self.gradient.layout.channels;
            for panel in 0..panels(channels) {
                let (first, len) = channels_of(channels, panel);
                let terms = self.terms::<S>(first..first + len, y, x, count);
                for at in 0..count {
                    let mut lanes = [0.0f32; LANES];
                    S::store_part(lanes.as_mut_ptr(), terms[at], len);
                    sums[at] = S::add(sums[at], S::load(lanes.as_ptr()));
                }
            }
            for at in 0..count {
                let mut lanes = [0.0f32; LANES];
                S::store(lanes.as_mut_ptr(), sums[at]);
                let mut sum = 0.0;
                for lane in lanes {
                    sum += lane;
                }
                sums[at] = S::broadcast(sum);
            }
            sums
        }
    }

    /// Stores the gradient of pixel `x` of the target, or adds it to what is there.
    ///
    /// # Safety
    /// No other code may access the pixel; the processor must have the instruction set `S`.
    #[inline(always)]
    unsafe fn put<S: Simd>(&self, x: usize, value: S::Vector, accumulate: bool) {
        let len = self.to.panel_len(self.panel);
        // SAFETY: the caller guarantees the pixel and the instruction set.
        unsafe {
            let to = self
                .to
                .panel(self.panel, self.y)
                .add(x * self.to.layout.pixel_stride);
            let value = match accumulate {
                true => S::add(load_first::<S>(to, len), value),
                false => value,
            };
            match len {
                LANES => S::store(to, value),
                _ => S::store_part(to, value, len),
            }
        }
    }
}

impl Kernel for Row<'_> {
    type Args<'a> = &'a Row<'a>;

    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn run<S: Simd>(row: Self::Args<'_>) {
        let layout = &row.to.layout;
        let [height, width] = row.gradient.layout.size;
        let (first, len) = channels_of(&layout.channels, row.panel);
        let all_channels = layout.channels.count() == 1 && row.gradient.shape.channels() > 1;
        let rows = match layout.size[0] {
            1 => 0..height,
            _ => row.y..row.y + 1,
        };
        let one_column = layout.size[1] == 1;
        // SAFETY: the rows have these pixels; the caller guarantees the rest.
        unsafe {
            let mut sums = Sums::<S>::new();
            for y in rows.clone() {
                let mut x = 0;
                while x < width {
                    let count = PIXELS.min(width - x);
                    let terms = match all_channels {
                        true => row.over_channels::<S>(y, x, count),
                        false => row.terms::<S>(first..first + len, y, x, count),
                    };
                    if one_column {
                        let fours = count - count % WAYS;
                        for first in (0..fours).step_by(WAYS) {
                            for way in 0..WAYS {
                                sums.add(way, terms[first + way]);
                            }
                        }
                        for at in fours..count {
                            sums.add(0, terms[at]);
                        }
                    } else {
                        let accumulate = row.accumulate || y > rows.start;
                        for at in 0..count {
                            row.put::<S>(x + at, terms[at], accumulate);
                        }
                    }
                    x += count;
                }
                sums.end_row();
            }
            if one_column {
                row.put::<S>(0, sums.total(), row.accumulate);
            }
        }
    }
}
