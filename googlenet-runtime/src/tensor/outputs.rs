//! The shapes of a network's outputs as a type: one shape, or a tuple of shapes.

use super::{Shape, Tensor};
use googlenet_dsl::shape::Shape as Value;
use std::fmt::Debug;

/// The shape of a network's output, or a tuple of the shapes of its 2 to 12 outputs in the order of the description.
///
/// `Flat<10>` stands for a [`Tensor<Flat<10>>`](Tensor), `(Flat<10>, Hwc<7, 7, 64>)` for `(Tensor<Flat<10>>,
/// Tensor<Hwc<7, 7, 64>>)`.
pub trait Outputs: sealed::Sealed + 'static {
    /// A tensor of the shape, or a tuple of tensors of the shapes in the same order.
    type Tensors: Clone + Debug + PartialEq + 'static;
    /// Memory of the caller for the values of all outputs: `&mut [f32]`, or a tuple of such slices in the same order.
    type Slices<'a>;
    /// The shapes of all outputs for one image, as values, in the order of the outputs.
    const SHAPES: &'static [Value];

    /// Returns the values of each tensor, NHWC, in the order of the outputs.
    fn slices(tensors: &Self::Tensors) -> Vec<&[f32]>;

    /// Returns a tensor without images for each output.
    #[doc(hidden)]
    fn empty() -> Self::Tensors;

    /// Calls `with` with the vectors of values of all tensors, in the order of the outputs, and returns its result.
    /// `with` may resize the vectors, but only to whole images.
    #[doc(hidden)]
    fn fill<R>(tensors: &mut Self::Tensors, with: impl FnOnce(&mut [&mut Vec<f32>]) -> R) -> R;

    /// Calls `with` with the caller's slices, in the order of the outputs, and returns its result.
    #[doc(hidden)]
    fn with_slices<R>(slices: Self::Slices<'_>, with: impl FnOnce(&mut [&mut [f32]]) -> R) -> R;
}

impl<S: Shape> Outputs for S {
    type Tensors = Tensor<S>;
    type Slices<'a> = &'a mut [f32];
    const SHAPES: &'static [Value] = &[S::SHAPE];

    fn slices(tensor: &Tensor<S>) -> Vec<&[f32]> {
        vec![tensor.as_slice()]
    }

    fn empty() -> Tensor<S> {
        Tensor::empty()
    }

    fn fill<R>(tensor: &mut Tensor<S>, with: impl FnOnce(&mut [&mut Vec<f32>]) -> R) -> R {
        with(&mut [tensor.values_mut()])
    }

    fn with_slices<R>(slice: &mut [f32], with: impl FnOnce(&mut [&mut [f32]]) -> R) -> R {
        with(&mut [slice])
    }
}

macro_rules! tuples {
    ($($($name:ident $place:tt),+;)*) => {$(
        impl<$($name: Shape),+> Outputs for ($($name,)+) {
            type Tensors = ($(Tensor<$name>,)+);
            type Slices<'a> = ($(<$name as Outputs>::Slices<'a>,)+);
            const SHAPES: &'static [Value] = &[$($name::SHAPE),+];

            fn slices(tensors: &Self::Tensors) -> Vec<&[f32]> {
                vec![$(tensors.$place.as_slice()),+]
            }

            fn empty() -> Self::Tensors {
                ($(Tensor::<$name>::empty(),)+)
            }

            fn fill<R>(
                tensors: &mut Self::Tensors,
                with: impl FnOnce(&mut [&mut Vec<f32>]) -> R,
            ) -> R {
                with(&mut [$(tensors.$place.values_mut()),+])
            }

            fn with_slices<R>(
                slices: Self::Slices<'_>,
                with: impl FnOnce(&mut [&mut [f32]]) -> R,
            ) -> R {
                with(&mut [$(slices.$place),+])
            }
        }

        impl<$($name: Shape),+> sealed::Sealed for ($($name,)+) {}
    )*};
}

tuples! {
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}

mod sealed {
    pub trait Sealed {}
    impl<S: crate::Shape> Sealed for S {}
}
