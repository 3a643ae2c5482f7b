//! Application of transforms to the values of a tensor.

use super::Transform;
use super::axis::{Axis, each_place, reshaped};
use crate::import::values::Values;

/// Applies transforms, in order, to the values of a tensor of the shape `shape`, and returns the result as
/// little-endian 32-bit floats, the last axis innermost. Factors of several [`Transform::Scale`] are multiplied with
/// each other first.
///
/// Beside the result, memory is allocated for offsets along axes that are reordered, and for a copy of all values at a
/// [`Transform::Reshape`] that merges or splits axes which earlier transforms have permuted or reordered.
///
/// # Panics
/// The number of values differs from the product of the shape, or a transform does not apply to the shape before it.
pub(crate) fn apply(values: Values<'_>, shape: &[usize], transforms: &[Transform]) -> Vec<u8> {
    let len: usize = shape.iter().product();
    assert_eq!(values.len(), len, "the values of {shape:?}");
    let (mut values, mut shape) = (values, shape.to_vec());
    let mut axes = Axis::side_by_side(&shape);
    let mut factor: Option<f32> = None;
    for transform in transforms {
        let next = transform.shape(&shape);
        match transform {
            Transform::Permute(places) => {
                axes = places.iter().map(|axis| axes[*axis].clone()).collect();
            }
            Transform::Order { axis, order } if !order.is_natural() => {
                axes[*axis] = axes[*axis].reordered(order.file_places());
            }
            Transform::Order { .. } => {}
            Transform::Reshape(_) => match reshaped(&axes, &next) {
                Some(reshaped) => axes = reshaped,
                None => {
                    let mut copy = Vec::with_capacity(len);
                    each_place(&axes, 0, &mut |at| copy.push(values.get(at)));
                    (values, axes) = (Values::Own(copy), Axis::side_by_side(&next));
                }
            },
            Transform::Scale(by) => factor = Some(factor.map_or(*by, |factor| factor * by)),
        }
        shape = next;
    }
    let mut bytes = Vec::with_capacity(4 * len);
    let mut put = |value: f32| bytes.extend(value.to_le_bytes());
    match factor {
        // Without a factor the bits of the values are kept, even those of a signalling NaN.
        None => each_place(&axes, 0, &mut |at| put(values.get(at))),
        Some(factor) => each_place(&axes, 0, &mut |at| put(values.get(at) * factor)),
    }
    bytes
}
