//! Transforms of one tensor.

use super::Transform;
use super::axis::{Axis, each_place, reshaped};
use crate::import::values::Values;

/// The values of a tensor of a shape behind all transforms, little-endian, the last axis innermost.
///
/// Beyond the result and the values themselves a list for each axis is held; only where a [`Transform::Reshape`] cuts
/// through axes that were turned before, a copy of the values is made.
///
/// # Panics
/// The values are not as many as the shape has, or a transform is not one of the shape before it.
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
        // What is not scaled keeps its bits, whatever they say.
        None => each_place(&axes, 0, &mut |at| put(values.get(at))),
        Some(factor) => each_place(&axes, 0, &mut |at| put(values.get(at) * factor)),
    }
    bytes
}
