//! Shapes of one image as types.

use googlenet_dsl::shape::Shape as Value;

/// The shape of one image, map or vector as a type: [`Hwc`] or [`Flat`].
pub trait Shape: sealed::Sealed + 'static {
    /// The shape as a value of [`graph::Shape`](crate::graph::Shape).
    const SHAPE: Value;
    /// Number of values of one image.
    const LEN: usize = Self::SHAPE.len();
}

/// The shape of a map of `H` rows, `W` columns and `C` channels; the type has no values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hwc<const H: usize, const W: usize, const C: usize> {}

/// The shape of a vector of `N` features; the type has no values.
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
