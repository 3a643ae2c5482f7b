//! Shapes as types.

use googlenet_dsl::shape::Shape as Value;

/// The shape of one image or vector as a type: [`Hwc`] or [`Flat`].
pub trait Shape: sealed::Sealed + 'static {
    /// The shape as a value.
    const SHAPE: Value;
    /// Number of elements.
    const LEN: usize = Self::SHAPE.len();
}

/// A map of `H` rows, `W` columns and `C` channels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hwc<const H: usize, const W: usize, const C: usize> {}

/// A vector of `N` features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flat<const N: usize> {}

impl<const H: usize, const W: usize, const C: usize> Shape for Hwc<H, W, C> {
    const SHAPE: Value = Value::map(H, W, C);
}

impl<const N: usize> Shape for Flat<N> {
    const SHAPE: Value = Value::vector(N);
}

mod sealed {
    pub trait Sealed {}
    impl<const H: usize, const W: usize, const C: usize> Sealed for super::Hwc<H, W, C> {}
    impl<const N: usize> Sealed for super::Flat<N> {}
}
