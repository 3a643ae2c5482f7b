//! Kernels that normalise the channels of each pixel: division by their Euclidean norm, and layer normalisation.
//!
//! A sum over channels is one vector of sums, to which the panels of 16 channels are added in order; its lanes are then
//! added in order. No operation is fused, so that the bits are the same on every processor.

use super::arch::{Kernel, Simd, entry};
use super::number::{Number, with_number};
use super::view::View;
use super::{Worker, activation};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::{LANES, Region};
use googlenet_dsl::value::DType;
use std::marker::PhantomData;

/// Number of pixels of a row that are normalised together.
const PIXELS: usize = 8;

/// Divides the channels of each pixel by their Euclidean norm, or by `epsilon` where the norm is smaller, for this
/// thread's share of the rows.
///
/// # Panics
/// Panics if the regions differ in element type, size or channel blocks, if kernels do not compute with the type, or if they
/// overlap.
pub(crate) fn l2_norm(worker: &Worker<'_>, input: &Region, output: &Region, epsilon: f32) {
    each_row::<Euclidean>(
        worker,
        input,
        output,
        (&[], &[], epsilon),
        Elementwise::None,
    );
}

/// Subtracts the mean of the channels of each pixel, divides by the root of their variance and `epsilon`, multiplies by
/// a factor and adds a summand, then applies the activation, for this thread's share of the rows. `factor` and
/// `summand` have one entry for each lane of each channel block, block by block.
///
/// # Panics
/// Panics if the regions differ in element type, size or channel blocks, if kernels do not compute with the type, if they
/// overlap, or if a slice has another length.
pub(crate) fn layer_norm(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    (factor, summand, epsilon): (&[f32], &[f32], f32),
    activation: Elementwise,
) {
    let values = output.layout.channels.blocks() * output.layout.channels.lanes();
    assert!(
        factor.len() == values && summand.len() == values,
        "a factor and a summand a lane"
    );
    each_row::<Standard>(
        worker,
        input,
        output,
        (factor, summand, epsilon),
        activation,
    );
}

fn each_row<N: Norm>(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    parameters: (&[f32], &[f32], f32),
    activation: Elementwise,
) {
    assert!(
        input.same_layout(output) && !output.layout.is_slice(),
        "the result has the input's shape and blocks"
    );
    with_number!(output.layout.dtype, T => {
        each_row_of::<N, T>(worker, input, output, parameters, activation);
    });
}

fn each_row_of<N: Norm, T: Number>(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    parameters: (&[f32], &[f32], f32),
    activation: Elementwise,
) {
    let is_f32 = T::DTYPE == DType::F32;
    assert!(
        is_f32 || output.layout.is_in_blocks(),
        "other elements than f32 are in blocks"
    );
    let rows = output.layout.size[0];
    for at in worker.part(worker.run.images() * rows) {
        let (image, y) = (at / rows, at % rows);
        let source = worker.run.view::<T>(input, image);
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        let panels = Panels {
            source: &source,
            target: &target,
            y,
            activation,
        };
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen. Each
        // row is written by one thread only, and the output was checked not to overlap the input.
        unsafe { entry::<Row<N, T>>(worker.isa)((&panels, parameters)) };
        if is_f32 && activation != Elementwise::None {
            let target = worker
                .run
                .output::<f32>(output, image, std::slice::from_ref(input));
            for block in 0..output.layout.channels.blocks() {
                // SAFETY: this thread alone writes the row.
                activation::apply(worker.isa, activation, unsafe {
                    target.whole_row_mut(block, y)
                });
            }
        }
    }
}

/// A panel of 16 channels, or of the last ones, of one row.
struct Panel<T> {
    /// Index of the first value of the panel among those of all lanes of all blocks.
    first: usize,
    from: *const T,
    to: *mut T,
    len: usize,
}

/// The panels of one row of the input and the output.
struct Panels<'v, T> {
    source: &'v View<'v, T>,
    target: &'v View<'v, T>,
    y: usize,
    /// Function of the results, applied before they are stored unless they are `f32`, to which it is applied afterwards.
    activation: Elementwise,
}

impl<T: Number> Panels<'_, T> {
    #[inline(always)]
    fn count(&self) -> usize {
        let channels = &self.source.layout.channels;
        match self.source.layout.is_in_blocks() {
            true => channels.blocks(),
            false => channels.count().div_ceil(LANES),
        }
    }

    #[inline(always)]
    fn panel(&self, panel: usize) -> Panel<T> {
        Panel {
            first: panel * LANES,
            from: self.source.panel(panel, self.y),
            to: self.target.panel(panel, self.y),
            len: match self.source.layout.is_in_blocks() {
                true => self.source.layout.channels.block(panel).len,
                false => self.source.panel_len(panel),
            },
        }
    }

    /// Loads the values of the first `len` elements of a panel of the input; the other lanes are zero.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`, and the panel must be one of the input's, of `len` channels.
    #[inline(always)]
    unsafe fn load<S: Simd>(&self, from: *const T, len: usize) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function; panels of other elements have 16 lanes.
        unsafe {
            match T::DTYPE {
                DType::F32 => load::<S>(from.cast(), len),
                _ => first_lanes::<S>(T::load::<S>(from, T::scaling(self.source.layout)), len),
            }
        }
    }

    /// Stores the first `len` lanes in a panel of the output; unless the elements are `f32`, with the activation applied to
    /// them, and with zeros in the other lanes.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`, and the panel must be one of the output's, of `len` channels, which no
    /// other code may access.
    #[inline(always)]
    unsafe fn store<S: Simd>(&self, to: *mut T, vector: S::Vector, len: usize) {
        // SAFETY: the caller upholds the safety requirements of this function; panels of other elements have 16 lanes.
        unsafe {
            if T::DTYPE == DType::F32 {
                return store::<S>(to.cast(), vector, len);
            }
            let mut lanes = [0.0f32; LANES];
            S::store(lanes.as_mut_ptr(), vector);
            if self.activation != Elementwise::None {
                let rows = activation::Rows {
                    first: lanes.as_mut_ptr(),
                    counts: [1, 1],
                    steps: [0, LANES],
                    last: LANES,
                };
                S::entry::<activation::Apply>()((self.activation, rows));
            }
            lanes[len..].fill(0.0);
            T::store::<S>(to, S::load(lanes.as_ptr()), T::scaling(self.target.layout));
        }
    }
}

/// A normalisation of the channels of a few neighbouring pixels.
trait Norm {
    /// Normalises `count` pixels, at most [`PIXELS`], from pixel `x` of the row on.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`, the row must have these pixels, and nobody else may access
    /// those of the output. The slices of `parameters` that are used must have a value for each lane.
    unsafe fn pixels<S: Simd, T: Number>(
        panels: &Panels<'_, T>,
        x: usize,
        count: usize,
        parameters: (&[f32], &[f32], f32),
    );
}

/// Kernel that normalises one row. The arguments are the panels and the parameters.
struct Row<N, T>(PhantomData<(N, T)>);

impl<N: Norm, T: Number> Kernel for Row<N, T> {
    type Args<'a> = (&'a Panels<'a, T>, (&'a [f32], &'a [f32], f32));

    #[inline(always)]
    unsafe fn run<S: Simd>((panels, parameters): Self::Args<'_>) {
        let width = panels.source.layout.size[1];
        let mut x = 0;
        while x < width {
            let count = PIXELS.min(width - x);
            // SAFETY: the row has these pixels; the caller guarantees the rest.
            unsafe { N::pixels::<S, T>(panels, x, count, parameters) };
            x += count;
        }
    }
}

/// Loads the first `len` values; the other lanes are zero.
///
/// # Safety
/// The processor must have the instruction set `S`, and `from` must be valid for `len` values, at most [`LANES`].
#[inline(always)]
unsafe fn load<S: Simd>(from: *const f32, len: usize) -> S::Vector {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        if len == LANES {
            return S::load(from);
        }
        let mut lanes = [0.0f32; LANES];
        S::store(lanes.as_mut_ptr(), S::load_part(from, len));
        lanes[len..].fill(0.0);
        S::load(lanes.as_ptr())
    }
}

/// Returns the vector with zeros in the lanes from `len` on.
///
/// # Safety
/// The processor must have the instruction set `S`.
#[inline(always)]
pub(super) unsafe fn first_lanes<S: Simd>(vector: S::Vector, len: usize) -> S::Vector {
    if len == LANES {
        return vector;
    }
    let mut lanes = [0.0f32; LANES];
    // SAFETY: the array has `LANES` values; the caller guarantees the instruction set.
    unsafe {
        S::store(lanes.as_mut_ptr(), vector);
        lanes[len..].fill(0.0);
        S::load(lanes.as_ptr())
    }
}

/// Stores the first `len` lanes.
///
/// # Safety
/// The processor must have the instruction set `S`, and `to` must be valid for `len` values, at most [`LANES`].
#[inline(always)]
unsafe fn store<S: Simd>(to: *mut f32, vector: S::Vector, len: usize) {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match len {
            LANES => S::store(to, vector),
            _ => S::store_part(to, vector, len),
        }
    }
}

/// Adds the lanes of a vector in order.
///
/// # Safety
/// The processor must have the instruction set `S`.
#[inline(always)]
pub(super) unsafe fn total<S: Simd>(vector: S::Vector) -> f32 {
    let mut lanes = [0.0f32; LANES];
    // SAFETY: the array has `LANES` values; the caller guarantees the instruction set.
    unsafe { S::store(lanes.as_mut_ptr(), vector) };
    let mut total = 0.0;
    for lane in lanes {
        total += lane;
    }
    total
}

/// Division by the Euclidean norm.
struct Euclidean;

impl Norm for Euclidean {
    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn pixels<S: Simd, T: Number>(
        panels: &Panels<'_, T>,
        x: usize,
        count: usize,
        (_, _, epsilon): (&[f32], &[f32], f32),
    ) {
        let step = panels.source.layout.pixel_stride;
        let to_step = panels.target.layout.pixel_stride;
        // SAFETY: each panel of each pixel lies inside its region; the caller guarantees the rest.
        unsafe {
            let mut sums = [S::broadcast(0.0); PIXELS];
            for panel in 0..panels.count() {
                let Panel { from, len, .. } = panels.panel(panel);
                for pixel in 0..count {
                    let values = panels.load::<S>(from.add((x + pixel) * step), len);
                    sums[pixel] = S::add(sums[pixel], S::multiply(values, values));
                }
            }
            let mut divisors = [0.0f32; PIXELS];
            for pixel in 0..count {
                let norm = total::<S>(sums[pixel]).sqrt();
                // A norm that is NaN is kept.
                divisors[pixel] = if norm < epsilon { epsilon } else { norm };
            }
            for panel in 0..panels.count() {
                let Panel { from, to, len, .. } = panels.panel(panel);
                for pixel in 0..count {
                    let from = from.add((x + pixel) * step);
                    let divisor = S::broadcast(divisors[pixel]);
                    let values = S::divide(panels.load::<S>(from, len), divisor);
                    panels.store::<S>(to.add((x + pixel) * to_step), values, len);
                }
            }
        }
    }
}

/// Layer normalisation.
struct Standard;

impl Norm for Standard {
    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn pixels<S: Simd, T: Number>(
        panels: &Panels<'_, T>,
        x: usize,
        count: usize,
        (factor, summand, epsilon): (&[f32], &[f32], f32),
    ) {
        let step = panels.source.layout.pixel_stride;
        let to_step = panels.target.layout.pixel_stride;
        let channels = panels.source.layout.channels.count() as f32;
        // SAFETY: each panel of each pixel lies inside its region, and the slices have a value for each lane; the
        // caller guarantees the rest.
        unsafe {
            let mut sums = [S::broadcast(0.0); PIXELS];
            for panel in 0..panels.count() {
                let Panel { from, len, .. } = panels.panel(panel);
                for pixel in 0..count {
                    let values = panels.load::<S>(from.add((x + pixel) * step), len);
                    sums[pixel] = S::add(sums[pixel], values);
                }
            }
            let mut means = [S::broadcast(0.0); PIXELS];
            for pixel in 0..count {
                means[pixel] = S::broadcast(total::<S>(sums[pixel]) / channels);
                sums[pixel] = S::broadcast(0.0);
            }
            for panel in 0..panels.count() {
                let Panel { from, len, .. } = panels.panel(panel);
                for pixel in 0..count {
                    let values = panels.load::<S>(from.add((x + pixel) * step), len);
                    let values = first_lanes::<S>(S::subtract(values, means[pixel]), len);
                    sums[pixel] = S::add(sums[pixel], S::multiply(values, values));
                }
            }
            for pixel in 0..count {
                let variance = total::<S>(sums[pixel]) / channels;
                sums[pixel] = S::broadcast(1.0 / (variance + epsilon).sqrt());
            }
            for panel in 0..panels.count() {
                let Panel {
                    first,
                    from,
                    to,
                    len,
                } = panels.panel(panel);
                let factor = load::<S>(factor[first..first + len].as_ptr(), len);
                let summand = load::<S>(summand[first..first + len].as_ptr(), len);
                for pixel in 0..count {
                    let from = from.add((x + pixel) * step);
                    let values = S::subtract(panels.load::<S>(from, len), means[pixel]);
                    let normal = S::multiply(S::multiply(values, sums[pixel]), factor);
                    let values = S::add(normal, summand);
                    panels.store::<S>(to.add((x + pixel) * to_step), values, len);
                }
            }
        }
    }
}
