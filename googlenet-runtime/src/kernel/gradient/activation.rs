//! Kernel of the gradients of activations, from their results or, where these do not tell, from their arguments.

use super::panels::{PanelRow, check_same, panels, written};
use super::sums::{Sums, WAYS, place_of};
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::vector_math::{
    exp, exp_less_one, negative, normal_below, normal_below_by_tanh, sigmoid,
};
use crate::kernel::view::View;
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::Region;
use std::ops::Range;

/// Multiplies `gradient`, the gradient of the results of `function`, by the function's derivatives, and stores the
/// products to `target` or adds them to what is there, for this thread's share. `value` holds the results if
/// [`Elementwise::gradient_reads_result`] says so, otherwise the arguments; with `sums`, the sums of the target's values
/// over the pixels of each channel are stored there, as [`channel_sums`](super::channel_sums) does with vector 0.
///
/// The target may be the region of the gradient or of the value.
///
/// # Panics
/// Panics if the regions differ in size or in their channels, if an element type is not `f32`, if the target overlaps
/// another region in part, or if there is no room for the sums.
pub(crate) fn activation_gradient(
    worker: &Worker<'_>,
    function: Elementwise,
    value: &Region,
    gradient: &Region,
    target: &Region,
    accumulate: bool,
    sums: Option<&Region>,
) {
    check_same(value, target);
    check_same(gradient, target);
    let panels = panels(&target.layout.channels);
    let rows = target.layout.size[0];
    // A sum is not divided among threads.
    let parts = if sums.is_some() { 1 } else { rows };
    for at in worker.part(worker.run.images() * panels * parts) {
        let (image, panel, part) = (at / parts / panels, at / parts % panels, at % parts);
        for other in [value, gradient] {
            assert!(
                other == target || target.is_disjoint(other),
                "a kernel does not write what it reads"
            );
        }
        let view = worker.run.output::<f32>(target, image, &[]);
        let sums = sums.map(|sums| {
            let to = written(worker, sums, image, [value, gradient, target]);
            place_of(&to, 0, panels, panel)
        });
        let args = Args {
            function,
            value: worker.run.view(value, image),
            gradient: worker.run.view(gradient, image),
            target: view,
            panel,
            rows: if sums.is_some() {
                0..rows
            } else {
                part..part + 1
            },
            accumulate,
            sums,
        };
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen. The rows
        // of the panel, and its sums, are written by this thread only, and the target was checked to be one of the
        // regions that are read, pixel by pixel before it is written, or disjoint from them.
        unsafe { entry::<Rows>(worker.isa)(&args) };
    }
}

/// The rows of a panel for which the kernel computes gradients, and the sums of all of them.
struct Args<'a> {
    function: Elementwise,
    value: View<'a, f32>,
    gradient: View<'a, f32>,
    target: View<'a, f32>,
    panel: usize,
    rows: Range<usize>,
    accumulate: bool,
    /// Address to which the sums are written; not null, if there are sums.
    sums: Option<*mut f32>,
}

struct Rows;

impl Kernel for Rows {
    type Args<'a> = &'a Args<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        let of_result = args.function.gradient_reads_result();
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            match args.function {
                Elementwise::None => rows::<S, _>(Identity {}, args),
                Elementwise::Relu => rows::<S, _>(OfRelu {}, args),
                Elementwise::Relu6 => rows::<S, _>(
                    OfClip {
                        low: 0.0,
                        high: 6.0,
                    },
                    args,
                ),
                Elementwise::Clip { low, high } => rows::<S, _>(OfClip { low, high }, args),
                Elementwise::LeakyRelu { slope } => rows::<S, _>(OfLeakyRelu { slope }, args),
                Elementwise::Elu { alpha } if of_result => {
                    rows::<S, _>(OfEluResult { alpha }, args)
                }
                Elementwise::Elu { alpha } => rows::<S, _>(OfElu { alpha }, args),
                Elementwise::Sigmoid => rows::<S, _>(OfSigmoidResult {}, args),
                Elementwise::HardSigmoid { alpha, .. } if of_result => {
                    rows::<S, _>(OfHardSigmoidResult { alpha }, args)
                }
                Elementwise::HardSigmoid { alpha, beta } => {
                    rows::<S, _>(OfHardSigmoid { alpha, beta }, args)
                }
                Elementwise::Tanh => rows::<S, _>(OfTanhResult {}, args),
                Elementwise::Swish => rows::<S, _>(OfSwish {}, args),
                Elementwise::HardSwish => rows::<S, _>(OfHardSwish {}, args),
                Elementwise::Gelu { approximate: false } => rows::<S, _>(OfGelu {}, args),
                Elementwise::Gelu { approximate: true } => rows::<S, _>(OfGeluByTanh {}, args),
                Elementwise::Softplus => rows::<S, _>(OfSoftplusResult {}, args),
                _ => googlenet_dsl::no_other_variant!(Elementwise, 13),
            }
        }
    }
}

/// # Safety
/// As for [`Rows`].
#[inline(always)]
unsafe fn rows<S: Simd, D: Derivative>(derivative: D, args: &Args<'_>) {
    let width = args.target.layout.size[1];
    let fours = width - width % WAYS;
    // SAFETY: the rows have these pixels; the caller guarantees the rest.
    unsafe {
        let mut sums = Sums::<S>::new();
        for y in args.rows.clone() {
            let value = PanelRow::of(&args.value, args.panel, y);
            let gradient = PanelRow::of(&args.gradient, args.panel, y);
            let target = PanelRow::of(&args.target, args.panel, y);
            for first in (0..fours).step_by(WAYS) {
                for way in 0..WAYS {
                    let x = first + way;
                    let product = derivative.times::<S>(value.load::<S>(x), gradient.load::<S>(x));
                    sums.add(way, target.put::<S>(x, product, args.accumulate));
                }
            }
            for x in fours..width {
                let product = derivative.times::<S>(value.load::<S>(x), gradient.load::<S>(x));
                sums.add(0, target.put::<S>(x, product, args.accumulate));
            }
            sums.end_row();
        }
        if let Some(to) = args.sums {
            S::store(to, sums.total());
        }
    }
}

/// Derivative of a function. A trait instead of closures, as closures do not inherit the instruction set of the function
/// that they are inlined into.
trait Derivative: Copy {
    /// Returns `gradient` times the derivative where the function's argument, or its result for those whose names say so
    /// and for those of which both tell the same, is `value`, lane by lane.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`.
    unsafe fn times<S: Simd>(self, value: S::Vector, gradient: S::Vector) -> S::Vector;
}

/// Defines structs that implement [`Derivative`], with the function's parameters as fields.
macro_rules! derivatives {
    ($($name:ident { $($parameter:ident),* } = |$simd:ident, $value:ident, $gradient:ident| $product:expr;)*) => {
        $(#[derive(Clone, Copy)]
        struct $name {
            $($parameter: f32,)*
        }

        impl Derivative for $name {
            #[inline(always)]
            unsafe fn times<$simd: Simd>(
                self,
                $value: $simd::Vector,
                $gradient: $simd::Vector,
            ) -> $simd::Vector {
                // SAFETY: the caller guarantees the instruction set.
                unsafe {
                    $(let $parameter = $simd::broadcast(self.$parameter);)*
                    $product
                }
            }
        })*
    };
}

derivatives! {
    Identity {} = |S, _value, gradient| gradient;
    OfRelu {} = |S, value, gradient| {
        let zero = S::broadcast(0.0);
        S::if_less(zero, value, gradient, zero)
    };
    OfClip { low, high } = |S, value, gradient| {
        let zero = S::broadcast(0.0);
        let above = S::if_less(low, value, gradient, zero);
        S::if_less(value, high, above, zero)
    };
    OfLeakyRelu { slope } = |S, value, gradient| {
        S::if_less(S::broadcast(0.0), value, gradient, S::multiply(slope, gradient))
    };
    OfEluResult { alpha } = |S, value, gradient| {
        let below = S::multiply(S::add(value, alpha), gradient);
        S::if_less(S::broadcast(0.0), value, gradient, below)
    };
    OfElu { alpha } = |S, value, gradient| {
        let below = S::multiply(S::multiply(alpha, exp::<S>(value)), gradient);
        S::if_less(S::broadcast(0.0), value, gradient, below)
    };
    OfSigmoidResult {} = |S, value, gradient| {
        let slope = S::multiply(value, S::subtract(S::broadcast(1.0), value));
        S::multiply(slope, gradient)
    };
    OfHardSigmoidResult { alpha } = |S, value, gradient| {
        let zero = S::broadcast(0.0);
        let above = S::if_less(zero, value, S::multiply(alpha, gradient), zero);
        S::if_less(value, S::broadcast(1.0), above, zero)
    };
    OfHardSigmoid { alpha, beta } = |S, value, gradient| {
        let line = S::multiply_sum(alpha, value, beta);
        let zero = S::broadcast(0.0);
        let above = S::if_less(zero, line, S::multiply(alpha, gradient), zero);
        S::if_less(line, S::broadcast(1.0), above, zero)
    };
    OfTanhResult {} = |S, value, gradient| {
        let one = S::broadcast(1.0);
        let slope = S::multiply(S::subtract(one, value), S::add(one, value));
        S::multiply(slope, gradient)
    };
    OfSwish {} = |S, value, gradient| {
        let share = sigmoid::<S>(value);
        S::multiply(slope_of_product::<S>(share, value), gradient)
    };
    OfHardSwish {} = |S, value, gradient| {
        let line = S::add(S::divide(value, S::broadcast(3.0)), S::broadcast(0.5));
        let product = S::multiply(line, gradient);
        let below = S::if_less(value, S::broadcast(3.0), product, gradient);
        S::if_less(S::broadcast(-3.0), value, below, S::broadcast(0.0))
    };
    OfGelu {} = |S, value, gradient| {
        let half = S::multiply(S::broadcast(-0.5), value);
        let root = S::broadcast(1.0 / 2.506_628_3);
        let density = S::multiply(exp::<S>(S::multiply(half, value)), root);
        let slope = S::multiply_sum(value, density, normal_below::<S>(value));
        S::multiply(slope, gradient)
    };
    OfGeluByTanh {} = |S, value, gradient| {
        // The derivative of 2 sqrt(2 / pi) (x + 0.044715 x^3), times x. Beyond 12 the share is 0 or 1.
        let bounded = S::min(S::broadcast(12.0), S::max(S::broadcast(-12.0), value));
        let square = S::multiply(bounded, bounded);
        let inner = S::multiply_sum(S::broadcast(0.214_064_44), square, S::broadcast(1.595_769_2));
        let share = normal_below_by_tanh::<S>(value);
        S::multiply(slope_of_product::<S>(share, S::multiply(bounded, inner)), gradient)
    };
    OfSoftplusResult {} = |S, value, gradient| {
        let slope = negative::<S>(exp_less_one::<S>(negative::<S>(value)));
        S::multiply(slope, gradient)
    };
}

/// Returns the derivative of `x * s(u)` by `x`, where `share` is `s(u)`, the logistic function of `u`, and `inner` is `x`
/// times the derivative of `u`: `s + inner * s * (1 - s)`.
///
/// # Safety
/// The processor must have the instruction set `S`.
#[inline(always)]
unsafe fn slope_of_product<S: Simd>(share: S::Vector, inner: S::Vector) -> S::Vector {
    // SAFETY: the caller guarantees the instruction set.
    unsafe {
        let rest = S::subtract(S::broadcast(1.0), share);
        S::multiply_sum(S::multiply(inner, rest), share, share)
    }
}
