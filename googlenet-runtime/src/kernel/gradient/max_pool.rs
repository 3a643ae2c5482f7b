//! Maximum pooling in training: the forward pass also stores which tap of each window holds the first maximum, and the
//! backward pass gathers gradients from the windows over each input. Windows with more taps than a byte counts search
//! the maximum in the backward pass.

use super::panels::{ByteRow, PanelRow, check_panels, in_blocks, panels, written};
use super::rows::for_panels;
use super::windows::Windows;
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::view::View;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::Region;
use std::ops::Range;

/// The windows of a pooling, vertically and horizontally.
fn windows(window: Window, input: &Region, output: &Region) -> [Windows; 2] {
    let (from, to) = (input.layout.size, output.layout.size);
    [0, 1].map(|axis| Windows::new(window, axis, from[axis], to[axis]))
}

/// Stores the largest value under each window position, or NaN if one of them is NaN, as
/// [`max_pool`](crate::kernel::max_pool) does, and to `saved` the index of the tap that holds it, row by row from 0: the
/// first of equal ones, the last that is NaN. Computes this thread's share of the rows.
///
/// # Panics
/// Panics if the window has more than 256 taps, if the regions' channels differ, or if regions overlap.
pub(crate) fn max_pool_with_taps(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    saved: &Region,
    window: Window,
) {
    check_panels(input, output);
    check_panels(saved, output);
    assert!(
        window.kernel[0] * window.kernel[1] <= 256 && saved.layout.size == output.layout.size,
        "a byte holds the index of a tap"
    );
    let windows = windows(window, input, output);
    let dilation = window.dilation.map(|dilation| dilation as usize);
    for_panels(worker, &output.layout, |image, panel, rows| {
        assert!(saved.is_disjoint(input) && saved.is_disjoint(output));
        let args = Forward {
            source: worker.run.view(input, image),
            target: written(worker, output, image, [input]),
            saved: worker.run.output(saved, image, &[]),
            windows,
            dilation,
            panel,
            rows,
        };
        let kernel = match in_blocks([input, output, saved]) {
            true => entry::<Pool<true>>(worker.isa),
            false => entry::<Pool<false>>(worker.isa),
        };
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen. The rows
        // of the panel are written by this thread only, and the regions were checked to be disjoint.
        unsafe { kernel(&args) };
    });
}

struct Forward<'a> {
    source: View<'a, f32>,
    target: View<'a, f32>,
    saved: View<'a, u8>,
    windows: [Windows; 2],
    dilation: [usize; 2],
    panel: usize,
    rows: Range<usize>,
}

/// Kernel that pools some rows of a panel.
struct Pool<const BLOCKS: bool>;

impl<const BLOCKS: bool> Kernel for Pool<BLOCKS> {
    type Args<'a> = &'a Forward<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        let [down, across] = args.windows;
        // SAFETY: the taps lie inside the map, at least one of each window; the caller guarantees the rest.
        unsafe {
            for y in args.rows.clone() {
                let (first_row, top, rows) = down.taps(y);
                let target = PanelRow::known::<BLOCKS>(&args.target, args.panel, y);
                let saved = ByteRow::known::<BLOCKS>(&args.saved, args.panel, y);
                for x in 0..args.target.layout.size[1] {
                    let (first_column, left, columns) = across.taps(x);
                    let source = PanelRow::known::<BLOCKS>(&args.source, args.panel, top);
                    let mut most = source.load::<S>(left);
                    let tap = first_row * across.kernel + first_column;
                    let mut index = S::broadcast(tap as f32);
                    for row in 0..rows {
                        let source = PanelRow::known::<BLOCKS>(
                            &args.source,
                            args.panel,
                            top + row * args.dilation[0],
                        );
                        let tap = (first_row + row) * across.kernel + first_column;
                        for column in 0..columns {
                            let value = source.load::<S>(left + column * args.dilation[1]);
                            let tap = S::broadcast((tap + column) as f32);
                            let larger = S::if_less(most, value, tap, index);
                            index = S::if_equal(value, value, larger, tap);
                            most = S::max_or_nan(value, most);
                        }
                    }
                    target.store::<S>(x, most);
                    saved.store::<S>(x, index);
                }
            }
        }
    }
}

/// Stores to `target`, or adds to it, the gradient of the input of a maximum pooling: for each input the sum of the
/// gradients of those windows whose `saved` tap lies on it. Computes this thread's share of the rows.
///
/// # Panics
/// Panics if the regions' channels differ, or if the target overlaps another region.
pub(crate) fn max_pool_gradient(
    worker: &Worker<'_>,
    saved: &Region,
    gradient: &Region,
    target: &Region,
    window: Window,
    accumulate: bool,
) {
    check_panels(gradient, target);
    check_panels(saved, target);
    assert!(
        saved.layout.size == gradient.layout.size,
        "a tap for each gradient"
    );
    let windows = windows(window, target, gradient);
    for_panels(worker, &target.layout, |image, panel, rows| {
        let args = Backward {
            saved: worker.run.view(saved, image),
            gradient: worker.run.view(gradient, image),
            target: written(worker, target, image, [saved, gradient]),
            windows,
            panel,
            rows,
            accumulate,
        };
        let kernel = match in_blocks([saved, gradient, target]) {
            true => entry::<Gather<true>>(worker.isa),
            false => entry::<Gather<false>>(worker.isa),
        };
        // SAFETY: as in `max_pool_with_taps`.
        unsafe { kernel(&args) };
    });
}

struct Backward<'a> {
    saved: View<'a, u8>,
    gradient: View<'a, f32>,
    target: View<'a, f32>,
    windows: [Windows; 2],
    panel: usize,
    rows: Range<usize>,
    accumulate: bool,
}

/// Kernel that gathers the gradients of some rows of a panel.
struct Gather<const BLOCKS: bool>;

impl<const BLOCKS: bool> Kernel for Gather<BLOCKS> {
    type Args<'a> = &'a Backward<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        let [down, across] = args.windows;
        // SAFETY: the windows are those of the gradient; the caller guarantees the rest.
        unsafe {
            let zero = S::broadcast(0.0);
            for y in args.rows.clone() {
                let target = PanelRow::known::<BLOCKS>(&args.target, args.panel, y);
                let over_row = down.over(y);
                let mut over_column = across.over(0);
                for x in 0..args.target.layout.size[1] {
                    let mut sum = zero;
                    let mut rows = over_row;
                    while let Some((row, down)) = rows.take() {
                        let saved = ByteRow::known::<BLOCKS>(&args.saved, args.panel, row);
                        let gradient = PanelRow::known::<BLOCKS>(&args.gradient, args.panel, row);
                        let mut columns = over_column;
                        while let Some((column, right)) = columns.take() {
                            let tap = S::broadcast((down * across.kernel + right) as f32);
                            let taken = saved.load::<S>(column);
                            let value = gradient.load::<S>(column);
                            sum = S::add(sum, S::if_equal(taken, tap, value, zero));
                        }
                    }
                    target.put::<S>(x, sum, args.accumulate);
                    over_column = over_column.behind();
                }
            }
        }
    }
}

/// Computes what [`max_pool_gradient`] does from the values of input and output: the gradient of a window goes to the
/// first tap that holds the window's result, or the first that is NaN if that is NaN. Computes this thread's share of
/// images and panels.
///
/// # Panics
/// Panics if the regions' channels or sizes differ, or if the target overlaps another region.
pub(crate) fn searched_max_pool_gradient(
    worker: &Worker<'_>,
    [input, output]: [&Region; 2],
    gradient: &Region,
    target: &Region,
    window: Window,
    accumulate: bool,
) {
    for other in [input, output, gradient] {
        check_panels(other, target);
    }
    assert!(
        input.layout.size == target.layout.size && output.layout.size == gradient.layout.size,
        "gradients have the sizes of their values"
    );
    let panels = panels(&target.layout.channels);
    for at in worker.part(worker.run.images() * panels) {
        let image = at / panels;
        let args = Searched {
            input: worker.run.view(input, image),
            output: worker.run.view(output, image),
            gradient: worker.run.view(gradient, image),
            target: written(worker, target, image, [input, output, gradient]),
            windows: windows(window, target, gradient),
            dilation: window.dilation.map(|dilation| dilation as usize),
            panel: at % panels,
            accumulate,
        };
        // SAFETY: as in `max_pool_with_taps`, with all rows of a panel.
        unsafe { entry::<Search>(worker.isa)(&args) };
    }
}

struct Searched<'a> {
    input: View<'a, f32>,
    output: View<'a, f32>,
    gradient: View<'a, f32>,
    target: View<'a, f32>,
    windows: [Windows; 2],
    dilation: [usize; 2],
    panel: usize,
    accumulate: bool,
}

/// Kernel that searches the maxima under the windows of a panel, and adds their gradients.
struct Search;

impl Kernel for Search {
    type Args<'a> = &'a Searched<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        let ([down, across], panel) = (args.windows, args.panel);
        // SAFETY: the taps lie inside the map; the caller guarantees the rest.
        unsafe {
            let zero = S::broadcast(0.0);
            let [height, width] = args.target.layout.size;
            for y in 0..if args.accumulate { 0 } else { height } {
                let target = PanelRow::of(&args.target, panel, y);
                for x in 0..width {
                    target.store::<S>(x, zero);
                }
            }
            let [height, width] = args.gradient.layout.size;
            for y in 0..height {
                let (_, top, rows) = down.taps(y);
                for x in 0..width {
                    let (_, left, columns) = across.taps(x);
                    let most = PanelRow::of(&args.output, panel, y).load::<S>(x);
                    let mut rest = PanelRow::of(&args.gradient, panel, y).load::<S>(x);
                    for row in 0..rows {
                        let row = top + row * args.dilation[0];
                        let source = PanelRow::of(&args.input, panel, row);
                        let target = PanelRow::of(&args.target, panel, row);
                        for column in 0..columns {
                            let column = left + column * args.dilation[1];
                            let value = source.load::<S>(column);
                            let if_nan = S::if_equal(most, most, zero, rest);
                            let here = S::if_equal(value, most, rest, zero);
                            let here = S::if_equal(value, value, here, if_nan);
                            target.put::<S>(column, here, true);
                            rest = S::subtract(rest, here);
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::tests::harness::{isas, value_or_nan};
    use crate::kernel::{Arena, RunContext, max_pool};
    use googlenet_dsl::op::Padding;
    use googlenet_dsl::plan::{ALIGN, Channels, Layout, Place};
    use googlenet_dsl::shape::Shape;
    use googlenet_dsl::value::DType;

    const CHANNELS: usize = 19;

    /// Pools a map of 6x5 pixels with the values `value(0)`, `value(1)` and so on; returns results of `max_pool` and of
    /// this module, and the gradients of the input for those of the result, both ways.
    fn pooled(
        isa: crate::kernel::Isa,
        window: Window,
        value: impl Fn(usize) -> f32,
    ) -> [Vec<f32>; 4] {
        let shape = Shape::map(6, 5, CHANNELS);
        let [rows, columns] = window.slide("test", shape).expect("a window that fits");
        let result = Shape::map(rows, columns, CHANNELS);
        let mut end = 0;
        let mut region = |shape: Shape, dtype: DType| {
            let channels = Channels::blocked(CHANNELS);
            let layout = Layout::new(dtype, shape.spatial(), [0; 4], channels);
            let offset = end;
            end += layout.bytes().next_multiple_of(ALIGN);
            Region::new(Place::Arena, offset, shape, layout)
        };
        let (input, target) = (region(shape, DType::F32), region(shape, DType::F32));
        let (expected, output) = (region(result, DType::F32), region(result, DType::F32));
        let gradient = region(result, DType::F32);
        let saved = region(result, DType::U8);
        let bytes = end;
        let given: Vec<f32> = (0..shape.len()).map(value).collect();
        let ones: Vec<f32> = (0..result.len())
            .map(|at| 1.0 + at as f32 / 1024.0)
            .collect();
        let mut arena = Arena::new(bytes);
        for (region, values) in [(&input, &given), (&gradient, &ones)] {
            let layout = &region.layout;
            let memory = arena.values_mut::<f32>();
            for (at, value) in values.iter().enumerate() {
                let (pixel, channel) = (at / CHANNELS, at % CHANNELS);
                let place = pixel / layout.size[1] * layout.row_stride
                    + pixel % layout.size[1] * layout.pixel_stride
                    + channel / 16 * layout.block_stride
                    + channel % 16;
                memory[region.offset / size_of::<f32>() + place] = *value;
            }
        }
        let run = RunContext::new(&mut arena, bytes, &[], 0, 1);
        let worker = run.worker(isa, 0, 1);
        let read = |region: &Region| {
            let mut values = vec![0.0; region.shape.len()];
            run.read(region, 0, &mut values);
            values
        };
        max_pool(&worker, &input, &expected, window);
        max_pool_with_taps(&worker, &input, &output, &saved, window);
        max_pool_gradient(&worker, &saved, &gradient, &target, window, false);
        let gathered = read(&target);
        let values = [&input, &output];
        searched_max_pool_gradient(&worker, values, &gradient, &target, window, false);
        [read(&expected), read(&output), gathered, read(&target)]
    }

    #[test]
    fn the_first_of_equal_maxima_takes_the_gradient() {
        let window = Window::new([2, 3], [2, 1], Padding::Valid);
        for isa in isas() {
            let [.., gathered, searched] = pooled(isa, window, |_| 0.25);
            assert_eq!(gathered, searched);
            for (at, gradient) in gathered.iter().enumerate() {
                let (y, x, channel) = (at / CHANNELS / 5, at / CHANNELS % 5, at % CHANNELS);
                // Windows begin at each second row and each of the first three columns.
                let expected = match y % 2 == 0 && x < 3 {
                    true => 1.0 + ((y / 2 * 3 + x) * CHANNELS + channel) as f32 / 1024.0,
                    false => 0.0,
                };
                assert_eq!(*gradient, expected, "pixel {y}, {x}");
            }
        }
    }

    #[test]
    fn results_are_those_of_inference_also_where_they_are_no_numbers() {
        let bits = |values: &[f32]| {
            let bits = values.iter().map(|value| match value.is_nan() {
                true => f32::NAN.to_bits(),
                false => value.to_bits(),
            });
            bits.collect::<Vec<u32>>()
        };
        for isa in isas() {
            for padding in [
                Padding::Valid,
                Padding::Same,
                Padding::Explicit([1, 0, 2, 1]),
            ] {
                let window = Window::new([3, 2], [2, 2], padding);
                let [expected, output, gathered, _] = pooled(isa, window, value_or_nan);
                assert!(expected.iter().any(|value| value.is_nan()));
                assert_eq!(
                    bits(&output),
                    bits(&expected),
                    "{padding:?} on {}",
                    isa.as_str()
                );
                // Each gradient goes to one input.
                let count = output.len() as f64;
                let all = count + count * (count - 1.0) / 2.0 / 1024.0;
                let sum: f64 = gathered.iter().copied().map(f64::from).sum();
                assert!((sum - all).abs() < 1e-2, "{sum} instead of {all}");
            }
            let window = Window::new([3, 2], [2, 2], Padding::Same);
            let [.., gathered, searched] = pooled(isa, window, |_| f32::NEG_INFINITY);
            assert_eq!(gathered, searched);
        }
    }
}
