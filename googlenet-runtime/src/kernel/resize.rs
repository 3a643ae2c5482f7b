//! Kernel that resizes maps: the nearest pixels, or means of the four nearest. No operation is fused, so that the bits
//! are the same on every processor.

use super::Worker;
use super::arch::{Kernel, Simd, entry};
use super::number::{Number, with_number};
use super::view::View;
use googlenet_dsl::op::{Coordinates, Interpolation, Rounding};
use googlenet_dsl::plan::{LANES, Region};
use std::marker::PhantomData;

/// How the pixels of a resized map come from those of the map.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resampling {
    /// Factors of height and width.
    pub(crate) factors: [f64; 2],
    pub(crate) mode: Interpolation,
    pub(crate) coordinates: Coordinates,
    pub(crate) rounding: Rounding,
}

/// The two rows or columns of the input between which one of the output lies, and the share of the second one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between {
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) share: f32,
}

/// One axis of a resized map.
#[derive(Clone, Copy)]
pub(super) struct Along<'r> {
    resampling: &'r Resampling,
    factor: f64,
    inputs: usize,
    outputs: usize,
}

impl<'r> Along<'r> {
    /// Returns the axis with the index `axis` (0 for rows, 1 for columns), of `inputs` rows or columns that become
    /// `outputs`.
    pub(super) fn new(
        resampling: &'r Resampling,
        axis: usize,
        inputs: usize,
        outputs: usize,
    ) -> Along<'r> {
        Along {
            resampling,
            factor: resampling.factors[axis],
            inputs,
            outputs,
        }
    }

    /// Returns the place of row or column `x` of the output, counted from the centre of the input's first.
    #[inline(always)]
    fn place(&self, x: usize) -> f64 {
        let (inputs, outputs) = (self.inputs as f64, self.outputs as f64);
        let centre = (x as f64 + 0.5) / self.factor - 0.5;
        match self.resampling.coordinates {
            Coordinates::Asymmetric => x as f64 / self.factor,
            Coordinates::AlignCorners if self.outputs > 1 => {
                x as f64 * (inputs - 1.0) / (outputs - 1.0)
            }
            Coordinates::AlignCorners => 0.0,
            Coordinates::PytorchHalfPixel if self.outputs == 1 => 0.0,
            Coordinates::HalfPixelSymmetric => {
                inputs / 2.0 * (1.0 - outputs / (inputs * self.factor)) + centre
            }
            _ => centre,
        }
    }

    /// Returns the rows or columns of the input that make row or column `x` of the output.
    #[inline(always)]
    pub(super) fn between(&self, x: usize) -> Between {
        let last = (self.inputs - 1) as f64;
        let place = self.place(x);
        if self.resampling.mode == Interpolation::Nearest {
            let nearest = self.resampling.rounding.round(place).clamp(0.0, last) as usize;
            return Between {
                first: nearest,
                second: nearest,
                share: 0.0,
            };
        }
        let place = place.clamp(0.0, last);
        let first = place as usize;
        Between {
            first,
            second: (first + 1).min(self.inputs - 1),
            share: (place - first as f64) as f32,
        }
    }
}

/// Resizes each channel of a map, for this thread's share of the output's rows.
///
/// # Panics
/// Panics if the regions differ in element type, in their numbers of channels or, where both are in blocks, in their channel
/// blocks, if kernels do not compute with the type, or if the regions overlap.
pub(crate) fn resize(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    resampling: &Resampling,
) {
    let (from, to) = (&input.layout, &output.layout);
    let in_blocks = from.is_in_blocks() && to.is_in_blocks();
    let one_segment = !from.channels.is_segmented() && !to.channels.is_segmented();
    assert!(
        from.channels.count() == to.channels.count()
            && (one_segment || in_blocks && from.channels == to.channels),
        "resizing keeps the channels and their blocks"
    );
    with_number!(to.dtype, T => resize_of::<T>(worker, [input, output], resampling, in_blocks));
}

fn resize_of<T: Number>(
    worker: &Worker<'_>,
    [input, output]: [&Region; 2],
    resampling: &Resampling,
    in_blocks: bool,
) {
    let (from, to) = (&input.layout, &output.layout);
    let along = |axis: usize| Along::new(resampling, axis, from.size[axis], to.size[axis]);
    let rows = to.size[0];
    // Panels side by side in a pixel are a group.
    let groups = match in_blocks {
        true => to.groups(),
        false => to.channels.count().div_ceil(LANES),
    };
    for at in worker.part(worker.run.images() * groups * rows) {
        let (image, group, y) = (at / rows / groups, at / rows % groups, at % rows);
        let source = worker.run.view::<T>(input, image);
        let inputs = std::slice::from_ref(input);
        let target = worker.run.output::<T>(output, image, inputs);
        let panels = match in_blocks {
            true => to.blocks_of_group(group),
            false => group..group + 1,
        };
        for panel in panels {
            let row = Row {
                source: &source,
                target: &target,
                panel,
                y,
                down: along(0).between(y),
                across: along(1),
            };
            // SAFETY: the rows and columns lie inside the map; the panel's channels of the output row are written by this
            // thread only; the processor has the instruction set, as its features were detected before `isa` was chosen.
            unsafe { entry::<ResizeRow<T>>(worker.isa)(&row) };
        }
    }
}

struct Row<'v, T> {
    source: &'v View<'v, T>,
    target: &'v View<'v, T>,
    panel: usize,
    y: usize,
    down: Between,
    across: Along<'v>,
}

struct ResizeRow<T>(PhantomData<T>);

impl<T: Number> Kernel for ResizeRow<T> {
    type Args<'a> = &'a Row<'a, T>;

    #[inline(always)]
    unsafe fn run<S: Simd>(row: Self::Args<'_>) {
        let (source, target) = (row.source, row.target);
        let [top, bottom] = [row.down.first, row.down.second].map(|y| source.panel(row.panel, y));
        let to = target.panel(row.panel, row.y);
        let (from_step, to_step) = (source.layout.pixel_stride, target.layout.pixel_stride);
        let whole_in = source.layout.is_in_blocks();
        let whole_out = whole_in && target.layout.is_in_blocks();
        let len = source.panel_len(row.panel).min(target.panel_len(row.panel));
        let (whole, scaling) = ((whole_in, len), T::scaling(source.layout));
        for x in 0..target.layout.size[1] {
            let between = row.across.between(x);
            // SAFETY: both columns lie inside the map, and both rows, as the caller says; a panel of an NHWC map has
            // `len` channels, one in blocks 16 lanes; the caller guarantees the instruction set.
            unsafe {
                let first = between.first * from_step;
                let second = between.second * from_step;
                let upper = line::<S, T>(top, [first, second], between.share, whole, scaling);
                let mean = match row.down.share {
                    0.0 => upper,
                    share => {
                        let ends = [first, second];
                        let lower = line::<S, T>(bottom, ends, between.share, whole, scaling);
                        mix::<S>(upper, lower, share)
                    }
                };
                let (to, scaling) = (to.add(x * to_step), T::scaling(target.layout));
                match whole_out {
                    true => T::store::<S>(to, mean, scaling),
                    false => T::store_part::<S>(to, mean, len, scaling),
                }
            }
        }
    }
}

/// Returns the mean of two pixels of a row, the second one with the weight `share`; a pixel without weight is not read.
///
/// # Safety
/// The pixels must have `len` channels, or 16 if `whole` is `true`; the processor must have the instruction set.
#[inline(always)]
unsafe fn line<S: Simd, T: Number>(
    row: *const T,
    [first, second]: [usize; 2],
    share: f32,
    (whole, len): (bool, usize),
    scaling: T::Scaling,
) -> S::Vector {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        let left = match whole {
            true => T::load::<S>(row.add(first), scaling),
            false => T::load_part::<S>(row.add(first), len, scaling),
        };
        if share == 0.0 {
            return left;
        }
        let right = match whole {
            true => T::load::<S>(row.add(second), scaling),
            false => T::load_part::<S>(row.add(second), len, scaling),
        };
        mix::<S>(left, right, share)
    }
}

/// Returns `a * (1 - share) + b * share`, lane by lane.
///
/// # Safety
/// The processor must have the instruction set.
#[inline(always)]
unsafe fn mix<S: Simd>(a: S::Vector, b: S::Vector, share: f32) -> S::Vector {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        let rest = S::multiply(a, S::broadcast(1.0 - share));
        S::add(rest, S::multiply(b, S::broadcast(share)))
    }
}
