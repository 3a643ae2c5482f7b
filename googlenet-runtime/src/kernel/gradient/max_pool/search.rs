//! Gradient of maximum pooling from the values of input and result, for windows whose taps a byte does not count.

use super::windows;
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::gradient::panels::{PanelRow, check_panels, panels, written};
use crate::kernel::gradient::windows::Windows;
use crate::kernel::view::View;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::Region;

/// Computes what [`max_pool_gradient`](super::max_pool_gradient) does from the values of input and output: the gradient of a window goes to the
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
