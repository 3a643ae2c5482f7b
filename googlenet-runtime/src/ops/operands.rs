//! Operands of layers with several inputs, as types: lists of tensors whose shapes may differ.

use super::eager;
use crate::Layer;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::shape::Shape as Value;

/// The shapes of several tensors as a nested list, such as `(A, (B, ()))`. The tensors are passed in the same form:
/// `(&a, (&b, ()))`.
pub trait Operands: sealed::Sealed + 'static {
    /// Nested list of references to tensors, one for each of these shapes, such as `(&Tensor<A>, (&Tensor<B>, ()))`.
    type Tensors<'t>: Copy;
    /// First shape of the list; `None` for the empty list.
    const FIRST: Option<Value>;
    /// Sum of the channels of all shapes; a vector has one channel for each feature.
    const CHANNELS: usize;
    /// `true` if all shapes agree in kind (map or vector), height and width; also for the empty list.
    const SAME_SIZE: bool;
    /// `true` if all shapes are equal; also for the empty list.
    const SAME_SHAPE: bool;
    /// Shape of the result of `multiply` or `maximum`, which repeat maps whose height, width or channels are 1;
    /// `Ok(None)` for the empty list, `Err(())` if the shapes do not fit.
    const REPEATED: Result<Option<Value>, ()>;

    /// Appends to `into` one slice for each tensor, in the order of the list: the values of all its images.
    fn values<'t>(tensors: Self::Tensors<'t>, into: &mut Vec<&'t [f32]>);
}

impl Operands for () {
    type Tensors<'t> = ();
    const FIRST: Option<Value> = None;
    const CHANNELS: usize = 0;
    const SAME_SIZE: bool = true;
    const SAME_SHAPE: bool = true;
    const REPEATED: Result<Option<Value>, ()> = Ok(None);

    fn values(_tensors: (), _into: &mut Vec<&[f32]>) {}
}

impl<S: Shape, Rest: Operands> Operands for (S, Rest) {
    type Tensors<'t> = (&'t Tensor<S>, Rest::Tensors<'t>);
    const FIRST: Option<Value> = Some(S::SHAPE);
    const CHANNELS: usize = S::SHAPE.channels() + Rest::CHANNELS;
    const SAME_SIZE: bool = Rest::SAME_SIZE
        && match Rest::FIRST {
            Some(next) => same_size(S::SHAPE, next),
            None => true,
        };
    const SAME_SHAPE: bool = Rest::SAME_SHAPE
        && match Rest::FIRST {
            Some(next) => same_shape(S::SHAPE, next),
            None => true,
        };
    const REPEATED: Result<Option<Value>, ()> = match Rest::REPEATED {
        Ok(Some(rest)) => repeated(S::SHAPE, rest),
        Ok(None) => Ok(Some(S::SHAPE)),
        Err(()) => Err(()),
    };

    fn values<'t>((first, rest): Self::Tensors<'t>, into: &mut Vec<&'t [f32]>) {
        into.push(first.as_slice());
        Rest::values(rest, into);
    }
}

/// Returns `true` if two shapes agree in kind (map or vector), height and width.
pub(super) const fn same_size(a: Value, b: Value) -> bool {
    let ([a_height, a_width], [b_height, b_width]) = (a.spatial(), b.spatial());
    let kinds = (
        matches!(a, Value::Map { .. }),
        matches!(b, Value::Map { .. }),
    );
    matches!(kinds, (true, true) | (false, false)) && a_height == b_height && a_width == b_width
}

/// Returns the shape of two operands that are combined element by element, where maps of size 1 are repeated; an error
/// if they do not fit.
const fn repeated(a: Value, b: Value) -> Result<Option<Value>, ()> {
    let (Value::Map { .. }, Value::Map { .. }) = (a, b) else {
        return if same_shape(a, b) {
            Ok(Some(a))
        } else {
            Err(())
        };
    };
    let ([a_height, a_width], [b_height, b_width]) = (a.spatial(), b.spatial());
    let sizes = (
        larger(a_height, b_height),
        larger(a_width, b_width),
        larger(a.channels(), b.channels()),
    );
    match sizes {
        (Some(height), Some(width), Some(channels)) => {
            Ok(Some(Value::map(height, width, channels)))
        }
        _ => Err(()),
    }
}

/// Returns the larger of two sizes that are equal or of which one is 1.
const fn larger(a: usize, b: usize) -> Option<usize> {
    match (a, b) {
        (1, size) | (size, 1) => Some(size),
        _ if a == b => Some(a),
        _ => None,
    }
}

/// Returns `true` if two shapes are equal.
pub(super) const fn same_shape(a: Value, b: Value) -> bool {
    same_size(a, b) && a.channels() == b.channels()
}

/// Runs a layer with several inputs on the calling thread, and returns a tensor with its result for each image.
///
/// # Panics
/// Panics if the tensors hold different numbers of images.
pub(super) fn forward<I: Operands, O: Shape>(layer: &Layer, tensors: I::Tensors<'_>) -> Tensor<O> {
    let mut inputs = Vec::new();
    I::values(tensors, &mut inputs);
    let batches = inputs
        .iter()
        .zip(layer.input_shapes())
        .map(|(input, shape)| input.len() / shape.len());
    let batches: Vec<usize> = batches.collect();
    assert!(
        batches.windows(2).all(|pair| pair[0] == pair[1]),
        "operands hold equal numbers of images"
    );
    eager::forward(layer, &inputs, batches[0])
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for () {}
    impl<S, Rest: Sealed> Sealed for (S, Rest) {}
}
