//! Rows of results of elements other than `f32` that are computed in scratch memory, and rounded as they are stored.

use crate::kernel::arch::{Kernel, Simd};
use crate::kernel::number::Number;
use googlenet_dsl::plan::LANES;
use std::marker::PhantomData;

/// Rows of sums in scratch memory, 16 side by side for each pixel, and the pixels that are stored from them.
pub(super) struct Stored<O: Number> {
    pub(super) sums: *mut f32,
    pub(super) to: *mut O,
    /// Numbers of rows and of pixels of a row.
    pub(super) size: [usize; 2],
    /// Numbers of elements from a row of `to` to the next, and from a pixel to the next.
    pub(super) strides: [usize; 2],
    /// Number of lanes that hold a channel.
    pub(super) len: usize,
    pub(super) scaling: O::Scaling,
}

/// Kernel that begins sums with the biases, and with elements whose first one's address is given.
pub(super) struct Begin<O>(PhantomData<O>);

impl<O: Number> Kernel for Begin<O> {
    type Args<'a> = (&'a Stored<O>, *const O, O::Scaling, &'a [f32]);

    #[inline(always)]
    unsafe fn run<S: Simd>((stored, held, scaling, bias): Self::Args<'_>) {
        let mut sums = stored.sums;
        let bias = bias[..LANES].as_ptr();
        // SAFETY: the caller guarantees the addresses and the instruction set.
        unsafe {
            let bias = S::load(bias);
            for row in 0..stored.size[0] {
                for pixel in 0..stored.size[1] {
                    let at = row * stored.strides[0] + pixel * stored.strides[1];
                    let held = O::load::<S>(held.add(at), scaling);
                    S::store(sums, S::add(bias, held));
                    sums = sums.add(LANES);
                }
            }
        }
    }
}

/// Kernel that stores sums, with zeros in lanes without a channel.
pub(super) struct Finish<O>(PhantomData<O>);

impl<O: Number> Kernel for Finish<O> {
    type Args<'a> = &'a Stored<O>;

    #[inline(always)]
    unsafe fn run<S: Simd>(stored: Self::Args<'_>) {
        let mut sums = stored.sums.cast_const();
        // SAFETY: the caller guarantees the addresses and the instruction set.
        unsafe {
            for row in 0..stored.size[0] {
                for pixel in 0..stored.size[1] {
                    let at = row * stored.strides[0] + pixel * stored.strides[1];
                    let values = match stored.len {
                        LANES => S::load(sums),
                        len => S::load_part(sums, len),
                    };
                    O::store::<S>(stored.to.add(at), values, stored.scaling);
                    sums = sums.add(LANES);
                }
            }
        }
    }
}
