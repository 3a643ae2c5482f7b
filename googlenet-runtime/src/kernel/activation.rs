//! Activation functions of single values, applied to vectors in registers or in memory, with the same bits. NaN stays
//! NaN, as in Keras and PyTorch: where an operation with two operands selects one, the value is the operand that is
//! taken for NaN.

use super::Isa;
use super::arch::{Kernel, Simd, entry};
use super::vector_math::{
    exp_less_one, normal_below, normal_below_by_tanh, sigmoid, softplus, swish, tanh,
};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;

/// A function of single values. A trait instead of closures, as closures do not inherit the instruction set of the
/// function that they are inlined into.
trait Function: Copy {
    /// Returns the function's values, lane by lane.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`.
    unsafe fn of<S: Simd>(self, x: S::Vector) -> S::Vector;
}

/// Defines structs that implement [`Function`], with their parameters as fields.
macro_rules! functions {
    ($($name:ident { $($parameter:ident),* } = |$simd:ident, $x:ident| $value:expr;)*) => {
        $(#[derive(Clone, Copy)]
        struct $name {
            $($parameter: f32,)*
        }

        impl Function for $name {
            #[inline(always)]
            unsafe fn of<$simd: Simd>(self, $x: $simd::Vector) -> $simd::Vector {
                // SAFETY: the caller guarantees the instruction set.
                unsafe {
                    $(let $parameter = $simd::broadcast(self.$parameter);)*
                    $value
                }
            }
        })*
    };
}

functions! {
    Relu {} = |S, x| S::max(S::broadcast(0.0), x);
    Clip { low, high } = |S, x| S::min(high, S::max(low, x));
    LeakyRelu { slope } = |S, x| S::if_less(S::broadcast(0.0), x, x, S::multiply(slope, x));
    Elu { alpha } = |S, x| {
        let below = S::multiply(alpha, exp_less_one::<S>(x));
        S::if_less(S::broadcast(0.0), x, x, below)
    };
    Sigmoid {} = |S, x| sigmoid::<S>(x);
    HardSigmoid { alpha, beta } = |S, x| {
        let line = S::multiply_sum(alpha, x, beta);
        S::min(S::broadcast(1.0), S::max(S::broadcast(0.0), line))
    };
    Tanh {} = |S, x| tanh::<S>(x);
    Swish {} = |S, x| swish::<S>(x);
    HardSwish {} = |S, x| {
        let line = S::add(x, S::broadcast(3.0));
        let line = S::min(S::broadcast(6.0), S::max(S::broadcast(0.0), line));
        S::multiply(S::multiply(x, S::broadcast(1.0 / 6.0)), line)
    };
    Gelu {} = |S, x| S::multiply(x, normal_below::<S>(x));
    GeluByTanh {} = |S, x| S::multiply(x, normal_below_by_tanh::<S>(x));
    Softplus {} = |S, x| softplus::<S>(x);
}

/// Evaluates an expression with the [`Function`] of an [`Elementwise`]; does nothing for the identity.
macro_rules! with_function {
    ($elementwise:expr, $function:ident => $value:expr) => {
        with_function!(@match $elementwise, $function => $value;
            Elementwise::Relu => Relu {},
            Elementwise::Relu6 => Clip { low: 0.0, high: 6.0 },
            Elementwise::LeakyRelu { slope } => LeakyRelu { slope },
            Elementwise::Elu { alpha } => Elu { alpha },
            Elementwise::Clip { low, high } => Clip { low, high },
            Elementwise::Sigmoid => Sigmoid {},
            Elementwise::HardSigmoid { alpha, beta } => HardSigmoid { alpha, beta },
            Elementwise::Tanh => Tanh {},
            Elementwise::Swish => Swish {},
            Elementwise::HardSwish => HardSwish {},
            Elementwise::Gelu { approximate: false } => Gelu {},
            Elementwise::Gelu { approximate: true } => GeluByTanh {},
            Elementwise::Softplus => Softplus {},
        )
    };
    (@match $elementwise:expr, $function:ident => $value:expr; $($variant:pat => $made:expr,)*) => {
        match $elementwise {
            Elementwise::None => {}
            $($variant => {
                let $function = $made;
                $value
            })*
            _ => googlenet_dsl::no_other_variant!(Elementwise, 13),
        }
    };
}

/// Returns `true` if [`activate`] applies the activation to vectors in registers, before results are stored: if it
/// takes two or three instructions. [`Apply`] applies the others afterwards, in memory that is in the first-level
/// cache, so that register tiles, of which there are many, hold no code of theirs.
#[inline(always)]
pub(super) fn is_simple(activation: Elementwise) -> bool {
    matches!(
        activation,
        Elementwise::None
            | Elementwise::Relu
            | Elementwise::Relu6
            | Elementwise::LeakyRelu { .. }
            | Elementwise::Clip { .. }
    )
}

/// Applies an activation for which [`is_simple`] returns `true` to vectors in registers, in place; for other
/// activations the vectors are left unchanged.
///
/// # Safety
/// The processor must have the instruction set `S`.
// One loop for each activation: a branch inside the loop would prevent unrolling and force the values out of the
// registers.
#[inline(always)]
pub(super) unsafe fn activate<S: Simd, const PIXELS: usize, const PANELS: usize>(
    activation: Elementwise,
    values: &mut [[S::Vector; PANELS]; PIXELS],
) {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match activation {
            Elementwise::Relu => each::<S, _, PIXELS, PANELS>(Relu {}, values),
            Elementwise::Relu6 => {
                let six = Clip {
                    low: 0.0,
                    high: 6.0,
                };
                each::<S, _, PIXELS, PANELS>(six, values);
            }
            Elementwise::Clip { low, high } => {
                each::<S, _, PIXELS, PANELS>(Clip { low, high }, values);
            }
            Elementwise::LeakyRelu { slope } => {
                each::<S, _, PIXELS, PANELS>(LeakyRelu { slope }, values);
            }
            _ => {}
        }
    }
}

#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn each<S: Simd, F: Function, const PIXELS: usize, const PANELS: usize>(
    function: F,
    values: &mut [[S::Vector; PANELS]; PIXELS],
) {
    for pixel in 0..PIXELS {
        for panel in 0..PANELS {
            // SAFETY: the caller guarantees the instruction set.
            values[pixel][panel] = unsafe { function.of::<S>(values[pixel][panel]) };
        }
    }
}

/// Vectors in memory, in rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows {
    /// Address of the first value.
    pub(super) first: *mut f32,
    /// Number of rows, and of vectors in each of them; the latter is not 0.
    pub(super) counts: [usize; 2],
    /// Numbers of values from one row to the next, and from one vector of a row to the next.
    pub(super) steps: [usize; 2],
    /// Number of values of the last vector of each row, 1 to [`LANES`]; the others have [`LANES`].
    pub(super) last: usize,
}

/// Kernel that applies an activation to vectors in memory, in place. The vectors must be valid, and no other thread may
/// access them.
pub(super) struct Apply;

impl Kernel for Apply {
    type Args<'a> = (Elementwise, Rows);

    #[inline(always)]
    unsafe fn run<S: Simd>((activation, rows): Self::Args<'_>) {
        // SAFETY: the caller guarantees the vectors and the instruction set.
        unsafe { with_function!(activation, function => apply_to::<S, _>(function, rows)) }
    }
}

#[inline(always)]
unsafe fn apply_to<S: Simd, F: Function>(function: F, rows: Rows) {
    let Rows {
        counts: [rows_count, vectors],
        steps: [to_row, to_vector],
        ..
    } = rows;
    // SAFETY: the caller guarantees the vectors and the instruction set.
    unsafe {
        for row in 0..rows_count {
            let first = rows.first.add(row * to_row);
            for vector in 0..vectors - 1 {
                let at = first.add(vector * to_vector);
                S::store(at, function.of::<S>(S::load(at)));
            }
            let at = first.add((vectors - 1) * to_vector);
            if rows.last == LANES {
                S::store(at, function.of::<S>(S::load(at)));
            } else {
                let value = function.of::<S>(S::load_part(at, rows.last));
                S::store_part(at, value, rows.last);
            }
        }
    }
}

/// Applies any activation to each value of a slice, in place.
pub(super) fn apply(isa: Isa, activation: Elementwise, values: &mut [f32]) {
    if values.is_empty() {
        return;
    }
    let vectors = values.len().div_ceil(LANES);
    let rows = Rows {
        first: values.as_mut_ptr(),
        counts: [1, vectors],
        steps: [0, LANES],
        last: values.len() - (vectors - 1) * LANES,
    };
    // SAFETY: the vectors are the slice; the processor has the instruction set, as its features were detected before
    // `isa` was chosen.
    unsafe { entry::<Apply>(isa)((activation, rows)) }
}

#[cfg(test)]
mod tests;
