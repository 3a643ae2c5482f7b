//! Gathering of the gradients of a maximum pooling's inputs from the windows over each.

use super::super::panels::{ByteRow, PanelRow};
use super::super::windows::Windows;
use crate::kernel::Isa;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::view::View;
use std::ops::Range;

/// Largest number of windows over an input, vertically, for which lines of windows are walked along.
const MOST_LINES: usize = 4;

pub(super) struct Backward<'a> {
    pub(super) saved: View<'a, u8>,
    pub(super) gradient: View<'a, f32>,
    pub(super) target: View<'a, f32>,
    pub(super) windows: [Windows; 2],
    pub(super) panel: usize,
    pub(super) rows: Range<usize>,
    pub(super) accumulate: bool,
}

/// Gathers the gradients of some rows of a panel; `in_blocks` says that all maps are in blocks of channels.
///
/// # Safety
/// The processor must have the instruction set, the windows must be those of the maps, and no other thread may access
/// the rows of the panel of the target, which must not overlap the other maps.
pub(super) unsafe fn gather(isa: Isa, in_blocks: bool, args: &Backward<'_>) {
    let [down, across] = args.windows;
    let lines = in_blocks
        && down.dilation == 1
        && across.dilation == 1
        && down.kernel.div_ceil(down.stride) <= MOST_LINES
        && across.padding[0] < across.kernel;
    let kernel = match (lines, across.kernel, across.stride) {
        (true, 2, 1) => entry::<Lines<2, 1>>(isa),
        (true, 2, 2) => entry::<Lines<2, 2>>(isa),
        (true, 3, 1) => entry::<Lines<3, 1>>(isa),
        (true, 3, 2) => entry::<Lines<3, 2>>(isa),
        _ if in_blocks => entry::<Inputs<true>>(isa),
        _ => entry::<Inputs<false>>(isa),
    };
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe { kernel(args) };
}

/// Kernel that walks along the lines of windows over a row, with windows of `WIDTH` columns `STRIDE` apart, and keeps the
/// sums of the columns under the next window.
struct Lines<const WIDTH: usize, const STRIDE: usize>;

impl<const WIDTH: usize, const STRIDE: usize> Kernel for Lines<WIDTH, STRIDE> {
    type Args<'a> = &'a Backward<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        let [down, across] = args.windows;
        // SAFETY: the windows are those of the gradient; the caller guarantees the rest.
        unsafe {
            let none = (
                ByteRow::known::<true>(&args.saved, args.panel, 0),
                PanelRow::known::<true>(&args.gradient, args.panel, 0),
                0,
            );
            for y in args.rows.clone() {
                let target = PanelRow::known::<true>(&args.target, args.panel, y);
                let mut lines = [none; MOST_LINES];
                let mut count = 0;
                let mut over = down.over(y);
                while let Some((row, tap)) = over.take() {
                    lines[count] = (
                        ByteRow::known::<true>(&args.saved, args.panel, row),
                        PanelRow::known::<true>(&args.gradient, args.panel, row),
                        tap * WIDTH,
                    );
                    count += 1;
                }
                let line = Line::<WIDTH, STRIDE> {
                    windows: across,
                    target,
                    accumulate: args.accumulate,
                };
                match count {
                    1 => line.gather::<S, 1>([lines[0]]),
                    2 => line.gather::<S, 2>([lines[0], lines[1]]),
                    3 => line.gather::<S, 3>([lines[0], lines[1], lines[2]]),
                    _ => line.gather_any::<S>(&lines[..count]),
                }
            }
        }
    }
}

/// Windows over a row of inputs: the taps that they saved, their gradients, and the first tap on the row.
type Windowed = (ByteRow, PanelRow, usize);

/// A row of inputs.
struct Line<const WIDTH: usize, const STRIDE: usize> {
    windows: Windows,
    target: PanelRow,
    accumulate: bool,
}

impl<const WIDTH: usize, const STRIDE: usize> Line<WIDTH, STRIDE> {
    /// Gathers from a number of lines that the compiler knows.
    #[inline(always)]
    unsafe fn gather<S: Simd, const N: usize>(&self, lines: [Windowed; N]) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { self.gather_any::<S>(&lines) };
    }

    /// Gathers from the windows of some lines.
    ///
    /// # Safety
    /// As for [`gather`]; all lines must have the windows' number of columns.
    #[inline(always)]
    unsafe fn gather_any<S: Simd>(&self, lines: &[Windowed]) {
        let Windows {
            padding: [before, _],
            inputs,
            outputs,
            ..
        } = self.windows;
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let zero = S::broadcast(0.0);
            let mut sums = [zero; WIDTH];
            for column in 0..outputs {
                for (saved, gradient, first) in lines {
                    let (taken, value) = (saved.load::<S>(column), gradient.load::<S>(column));
                    for (tap, sum) in sums.iter_mut().enumerate() {
                        let tap = S::broadcast((first + tap) as f32);
                        *sum = S::add(*sum, S::if_equal(taken, tap, value, zero));
                    }
                }
                // No later window lies over these columns.
                for (at, sum) in sums[..STRIDE].iter().enumerate() {
                    let x = (column * STRIDE + at).wrapping_sub(before);
                    if x < inputs {
                        self.target.put::<S>(x, *sum, self.accumulate);
                    }
                }
                for at in 0..WIDTH {
                    sums[at] = match at + STRIDE < WIDTH {
                        true => sums[at + STRIDE],
                        false => zero,
                    };
                }
            }
            for x in outputs * STRIDE..inputs + before {
                let sum = sums.get(x - outputs * STRIDE).copied().unwrap_or(zero);
                if x >= before {
                    self.target.put::<S>(x - before, sum, self.accumulate);
                }
            }
        }
    }
}

/// Kernel that gathers input by input.
struct Inputs<const BLOCKS: bool>;

impl<const BLOCKS: bool> Kernel for Inputs<BLOCKS> {
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
