//! Elements that the kernel of grouped convolution reads and stores, and the order of the lanes in which it computes.

use super::super::descriptor::ConvDescriptor;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::element::Bf16;
use crate::kernel::number::Number;
use googlenet_dsl::plan::LANES;
use std::marker::PhantomData;

/// Elements of the input and of the outputs. All functions but for [`Elements::load`] and [`Elements::store`] with fewer than 16
/// lanes require 16 valid elements; and all that the processor has the instruction set.
pub(super) trait Elements: 'static {
    type From: Number;
    type To: Number;
    /// Number of elements from a pixel of the input to the next for which kernels of dense pixels are made.
    const PIXEL: usize;
    /// Whether values are made of what is loaded, so that those which several pixels read should be loaded once.
    const WIDENS: bool;

    /// Loads the values of `len` inputs, 1 to 16; the other lanes are unspecified.
    unsafe fn load<S: Simd>(
        from: *const Self::From,
        len: usize,
        scaling: <Self::From as Number>::Scaling,
    ) -> S::Vector;

    /// Loads the values of `len` outputs, as [`Elements::load`] does.
    unsafe fn load_output<S: Simd>(
        from: *const Self::To,
        len: usize,
        scaling: <Self::To as Number>::Scaling,
    ) -> S::Vector;

    /// Stores the first `len` lanes, 1 to 16, rounded.
    unsafe fn store<S: Simd>(
        to: *mut Self::To,
        vector: S::Vector,
        len: usize,
        scaling: <Self::To as Number>::Scaling,
    );
}

/// How inputs, outputs and what is added to these stand for values.
pub(super) type Scaling<E> = (
    <<E as Elements>::From as Number>::Scaling,
    [<<E as Elements>::To as Number>::Scaling; 2],
);

/// Returns the number of elements of a pixel of a group of blocks.
const fn pixel<T>() -> usize {
    LANES * size_of::<f32>() / size_of::<T>()
}

/// Loads `len` values, 1 to 16; the other lanes are unspecified.
///
/// # Safety
/// The values must be valid; the processor must have the instruction set.
#[inline(always)]
unsafe fn load_lanes<S: Simd, T: Number>(
    from: *const T,
    len: usize,
    scaling: T::Scaling,
) -> S::Vector {
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        match len {
            LANES => T::load::<S>(from, scaling),
            _ => T::load_part::<S>(from, len, scaling),
        }
    }
}

/// Elements `I` and `O`, with the lanes of a vector in the order of the channels.
pub(super) struct InOrder<I, O>(PhantomData<(I, O)>);

impl<I: Number, O: Number> Elements for InOrder<I, O> {
    type From = I;
    type To = O;
    const PIXEL: usize = pixel::<I>();
    const WIDENS: bool = I::IN_BLOCKS;

    #[inline(always)]
    unsafe fn load<S: Simd>(from: *const I, len: usize, scaling: I::Scaling) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { load_lanes::<S, I>(from, len, scaling) }
    }

    #[inline(always)]
    unsafe fn load_output<S: Simd>(from: *const O, len: usize, scaling: O::Scaling) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { load_lanes::<S, O>(from, len, scaling) }
    }

    #[inline(always)]
    unsafe fn store<S: Simd>(to: *mut O, vector: S::Vector, len: usize, scaling: O::Scaling) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            match len {
                LANES => O::store::<S>(to, vector, scaling),
                _ => O::store_part::<S>(to, vector, len, scaling),
            }
        }
    }
}

/// bfloat16 numbers, with the lanes of a vector in the order of [`Simd::load_mixed`], in which weights must be: [`mix`]. All 16
/// lanes are loaded and stored.
pub(super) struct Mixed;

impl Elements for Mixed {
    type From = Bf16;
    type To = Bf16;
    const PIXEL: usize = pixel::<Bf16>();
    const WIDENS: bool = true;

    #[inline(always)]
    unsafe fn load<S: Simd>(from: *const Bf16, _: usize, (): ()) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::load_mixed(from.cast()) }
    }

    #[inline(always)]
    unsafe fn load_output<S: Simd>(from: *const Bf16, _: usize, (): ()) -> S::Vector {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::load_mixed(from.cast()) }
    }

    #[inline(always)]
    unsafe fn store<S: Simd>(to: *mut Bf16, vector: S::Vector, _: usize, (): ()) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe { S::store_mixed(to.cast(), vector) }
    }
}

/// Copies weights to `to`, the 16 of each tap in the order of [`Mixed`].
///
/// # Safety
/// There must be room for the weights at `to`, which no other code accesses.
pub(super) unsafe fn mix(descriptor: &ConvDescriptor, weights: &[f32], to: *mut f32) {
    // SAFETY: the caller guarantees the room; the processor has the instruction set, as its features were detected before it was
    // chosen.
    unsafe { entry::<Mix>(descriptor.isa)((weights, to)) }
}

/// Kernel of [`mix`].
struct Mix;

impl Kernel for Mix {
    type Args<'a> = (&'a [f32], *mut f32);

    #[inline(always)]
    unsafe fn run<S: Simd>((weights, to): Self::Args<'_>) {
        for at in (0..weights.len() / LANES).map(|tap| tap * LANES) {
            // SAFETY: the weights are whole vectors; the caller guarantees the room and the instruction set.
            unsafe { S::store(to.add(at), S::mixed(S::load(weights.as_ptr().add(at)))) };
        }
    }
}
