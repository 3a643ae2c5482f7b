//! What pools make of the values under a window: the maximum or the mean.

use super::{Edge, each_row, words};
use crate::kernel::Isa;
use crate::kernel::arch::Simd;
use crate::kernel::element::Bf16;
use crate::kernel::number::Number;
use crate::kernel::view::View;
use googlenet_dsl::plan::LANES;
use std::ops::Range;

/// Reduction over the values under a pooling window: maximum or mean. A trait instead of closures, as closures do not
/// inherit the instruction set of the function that they are inlined into.
pub(super) trait Merge<I: Number, O: Number>: Copy + 'static {
    /// Values of 16 lanes that are combined.
    type Held<S: Simd>: Copy;

    /// Loads the 16 lanes of a pixel of the input or, with `PART`, the first `len`; the others are then unspecified.
    ///
    /// # Safety
    /// These lanes must be valid; the processor must have the instruction set `S`.
    unsafe fn load<S: Simd, const PART: bool>(
        from: *const I,
        len: usize,
        scaling: I::Scaling,
    ) -> Self::Held<S>;

    /// Combines the result so far, `so_far`, with one more value, lane by lane.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`.
    unsafe fn merge<S: Simd>(so_far: Self::Held<S>, value: Self::Held<S>) -> Self::Held<S>;

    /// Turns the combined value into the output, of which the 16 lanes or, with `PART`, the first `len` are stored. `counts` are
    /// the numbers of pixels under the window inside the input, and with the padding included.
    ///
    /// # Safety
    /// These lanes must be valid, and no other code may access them; the processor must have the instruction set `S`.
    unsafe fn store<S: Simd, const PART: bool>(
        self,
        merged: Self::Held<S>,
        counts: [usize; 2],
        to: *mut O,
        len: usize,
        scaling: O::Scaling,
    );

    /// Computes rows of some panels of the output, which lie side by side in a group or are one.
    ///
    /// # Safety
    /// No other code may access the panels' channels of the rows, or their 16 lanes in blocks; the processor must have
    /// the instruction set.
    unsafe fn rows(
        self,
        isa: Isa,
        (source, target): (&View<'_, I>, &View<'_, O>),
        panels: Range<usize>,
        rows: Range<usize>,
        edges: &[Edge; 2],
    ) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { each_row(isa, (source, target), panels, rows, edges, self) }
    }
}

/// The maximum, or NaN if a value is NaN.
#[derive(Clone, Copy)]
pub(super) struct Max;

/// Implements the maximum of `f32` values of vectors, for elements of these types.
macro_rules! max_of_vectors {
    ($($element:ty { $($rows:tt)* })*) => {
        $(impl Merge<$element, $element> for Max {
            type Held<S: Simd> = S::Vector;

            #[inline(always)]
            unsafe fn load<S: Simd, const PART: bool>(
                from: *const $element,
                len: usize,
                scaling: <$element as Number>::Scaling,
            ) -> S::Vector {
                // SAFETY: the caller upholds the safety requirements of this function.
                unsafe { load::<S, $element, PART>(from, len, scaling) }
            }

            #[inline(always)]
            unsafe fn merge<S: Simd>(so_far: S::Vector, value: S::Vector) -> S::Vector {
                // SAFETY: the caller upholds the safety requirements of this function.
                unsafe { S::max_or_nan(value, so_far) }
            }

            #[inline(always)]
            unsafe fn store<S: Simd, const PART: bool>(
                self,
                merged: S::Vector,
                _: [usize; 2],
                to: *mut $element,
                len: usize,
                scaling: <$element as Number>::Scaling,
            ) {
                // SAFETY: the caller upholds the safety requirements of this function.
                unsafe { store::<S, $element, PART>(to, merged, len, scaling) }
            }

            $($rows)*
        })*
    };
}

max_of_vectors! {
    f32 {}
    u8 {
        /// Integers of one scale and zero point are not widened.
        unsafe fn rows(
            self,
            isa: Isa,
            (source, target): (&View<'_, u8>, &View<'_, u8>),
            panels: Range<usize>,
            rows: Range<usize>,
            edges: &[Edge; 2],
        ) {
            let [from, to] = [source, target].map(|view| (view.layout.scale, view.layout.zero_point));
            let maps = [source, target];
            // SAFETY: the caller upholds the safety requirements of this function.
            unsafe {
                if from != to
                    || !words::max_rows_of_bytes(isa, maps, panels.clone(), rows.clone(), edges)
                {
                    each_row(isa, (source, target), panels, rows, edges, self);
                }
            }
        }
    }
}

/// Bfloat16 numbers are not widened: the order of their bits says which is the largest.
impl Merge<Bf16, Bf16> for Max {
    type Held<S: Simd> = S::Words;

    #[inline(always)]
    unsafe fn load<S: Simd, const PART: bool>(from: *const Bf16, len: usize, (): ()) -> S::Words {
        let mut lanes = [0u16; LANES];
        // SAFETY: the caller upholds the safety requirements of this function; the array has 16 numbers.
        unsafe {
            if !PART {
                return S::load_ordered(from.cast());
            }
            std::ptr::copy_nonoverlapping(from.cast(), lanes.as_mut_ptr(), len);
            S::load_ordered(lanes.as_ptr())
        }
    }

    #[inline(always)]
    unsafe fn merge<S: Simd>(so_far: S::Words, value: S::Words) -> S::Words {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::max_words(so_far, value) }
    }

    #[inline(always)]
    unsafe fn store<S: Simd, const PART: bool>(
        self,
        merged: S::Words,
        _: [usize; 2],
        to: *mut Bf16,
        len: usize,
        (): (),
    ) {
        let mut lanes = [0u16; LANES];
        // SAFETY: the caller upholds the safety requirements of this function; the array has 16 numbers.
        unsafe {
            if !PART {
                return S::store_ordered(to.cast(), merged);
            }
            S::store_ordered(lanes.as_mut_ptr(), merged);
            std::ptr::copy_nonoverlapping(lanes.as_ptr(), to.cast(), len);
        }
    }

    unsafe fn rows(
        self,
        isa: Isa,
        (source, target): (&View<'_, Bf16>, &View<'_, Bf16>),
        panels: Range<usize>,
        rows: Range<usize>,
        edges: &[Edge; 2],
    ) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            if !words::max_rows(isa, [source, target], panels.clone(), rows.clone(), edges) {
                each_row(isa, (source, target), panels, rows, edges, self);
            }
        }
    }
}

#[derive(Clone, Copy)]
pub(super) struct Mean {
    pub(super) count_padding: bool,
}

impl<I: Number, O: Number> Merge<I, O> for Mean {
    type Held<S: Simd> = S::Vector;

    #[inline(always)]
    unsafe fn load<S: Simd, const PART: bool>(
        from: *const I,
        len: usize,
        scaling: I::Scaling,
    ) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { load::<S, I, PART>(from, len, scaling) }
    }

    #[inline(always)]
    unsafe fn merge<S: Simd>(so_far: S::Vector, value: S::Vector) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::add(so_far, value) }
    }

    #[inline(always)]
    unsafe fn store<S: Simd, const PART: bool>(
        self,
        merged: S::Vector,
        [inside, padded]: [usize; 2],
        to: *mut O,
        len: usize,
        scaling: O::Scaling,
    ) {
        let count = if self.count_padding { padded } else { inside };
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let mean = S::divide(merged, S::broadcast(count as f32));
            store::<S, O, PART>(to, mean, len, scaling);
        }
    }
}

/// Loads 16 values or, with `PART`, the first `len`.
///
/// # Safety
/// As for [`Merge::load`].
#[inline(always)]
unsafe fn load<S: Simd, T: Number, const PART: bool>(
    from: *const T,
    len: usize,
    scaling: T::Scaling,
) -> S::Vector {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match PART {
            true => T::load_part::<S>(from, len, scaling),
            false => T::load::<S>(from, scaling),
        }
    }
}

/// Stores 16 lanes or, with `PART`, the first `len`.
///
/// # Safety
/// As for [`Merge::store`].
#[inline(always)]
unsafe fn store<S: Simd, T: Number, const PART: bool>(
    to: *mut T,
    vector: S::Vector,
    len: usize,
    scaling: T::Scaling,
) {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match PART {
            true => T::store_part::<S>(to, vector, len, scaling),
            false => T::store::<S>(to, vector, scaling),
        }
    }
}
