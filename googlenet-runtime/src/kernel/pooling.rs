//! Maximum and average pooling.

#[cfg(target_arch = "x86_64")]
use super::isa::{Avx2, Avx512};
use super::isa::{Level, Portable, with_isa};
use super::pool::part;
use super::run::View;
use super::{Isa, Run};
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::Region;
use std::ops::Range;

/// The largest value under the window; padding does not count.
pub(crate) fn max_pool(run: &mut Run<'_>, input: &Region, output: &Region, window: Window) {
    pool(run, input, output, window, Merge::Max);
}

/// The mean of the values under the window; padding counts as zeros where `count_padding` says so.
pub(crate) fn avg_pool(
    run: &mut Run<'_>,
    input: &Region,
    output: &Region,
    window: Window,
    count_padding: bool,
) {
    pool(run, input, output, window, Merge::Mean { count_padding });
}

/// What becomes of the values under a window.
#[derive(Clone, Copy)]
enum Merge {
    Max,
    Mean { count_padding: bool },
}

fn pool(run: &mut Run<'_>, input: &Region, output: &Region, window: Window, merge: Merge) {
    for picture in 0..run.pictures {
        let source = run.view(input, picture);
        let target = run.output(output, picture, std::slice::from_ref(input));
        assert_eq!(
            source.channels, target.channels,
            "pooling keeps the channels"
        );
        let (isa, threads) = (run.isa, run.pool.threads());
        run.pool.run(&|thread| {
            let rows = part(target.height, thread, threads);
            let (source, target) = (&source, &target);
            match merge {
                Merge::Max => with_isa!(isa, max_rows(source: &View, target: &View, window: Window, rows: Range<usize>)),
                Merge::Mean { count_padding } => {
                    with_isa!(isa, mean_rows(source: &View, target: &View, window: Window, count_padding: bool, rows: Range<usize>));
                }
            }
        });
    }
}

#[inline(always)]
fn max_rows<L: Level>(source: &View, target: &View, window: Window, rows: Range<usize>) {
    for_windows(source, target, window, rows, |to, first, from| {
        if first {
            to.copy_from_slice(from);
        } else {
            to.iter_mut()
                .zip(from)
                .for_each(|(best, value)| *best = if *value > *best { *value } else { *best });
        }
    });
}

#[inline(always)]
fn mean_rows<L: Level>(
    source: &View,
    target: &View,
    window: Window,
    count_padding: bool,
    rows: Range<usize>,
) {
    for_windows(source, target, window, rows.clone(), |to, first, from| {
        if first {
            to.copy_from_slice(from);
        } else {
            to.iter_mut()
                .zip(from)
                .for_each(|(sum, value)| *sum += value);
        }
    });
    for y in rows {
        for x in 0..target.width {
            let [ys, xs] = match count_padding {
                true => padded(source, window, y, x),
                false => covered(source, window, y, x),
            };
            let count = (ys.len() * xs.len()) as f32;
            // SAFETY: the row is this thread's.
            let to = unsafe { target.pixel_mut(y * target.width + x) };
            to.iter_mut().for_each(|sum| *sum /= count);
        }
    }
}

/// Calls `merge(output pixel, whether this is its first input, input pixel)` for each input under each window.
#[inline(always)]
fn for_windows(
    source: &View,
    target: &View,
    window: Window,
    rows: Range<usize>,
    merge: impl Fn(&mut [f32], bool, &[f32]),
) {
    for y in rows {
        for x in 0..target.width {
            // SAFETY: the row is this thread's.
            let to = unsafe { target.pixel_mut(y * target.width + x) };
            let [ys, xs] = covered(source, window, y, x);
            let mut first = true;
            for row in ys {
                for column in xs.clone() {
                    // SAFETY: the output was checked against the input, which nobody writes.
                    merge(to, first, unsafe {
                        source.pixel(row * source.width + column)
                    });
                    first = false;
                }
            }
        }
    }
}

/// The rows and columns under the window of an output, counted from the first of the padding, without what lies behind the
/// padding.
#[inline(always)]
fn padded(source: &View, window: Window, y: usize, x: usize) -> [Range<usize>; 2] {
    let axis = |at: usize, place: usize, size: usize| {
        let [before, after] = window.axis(at).padding(size);
        let start = place * window.stride[at] as usize;
        start..(start + window.kernel[at] as usize).min(before + size + after)
    };
    [axis(0, y, source.height), axis(1, x, source.width)]
}

/// The rows and columns of the input under the window of an output, padding left out.
#[inline(always)]
fn covered(source: &View, window: Window, y: usize, x: usize) -> [Range<usize>; 2] {
    let axis = |at: usize, range: Range<usize>, size: usize| {
        let [before, _] = window.axis(at).padding(size);
        range.start.saturating_sub(before)..range.end.saturating_sub(before).min(size)
    };
    let [ys, xs] = padded(source, window, y, x);
    [axis(0, ys, source.height), axis(1, xs, source.width)]
}
