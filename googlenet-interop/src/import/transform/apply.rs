//! Application of transforms to the values of a tensor.

use super::Transform;
use super::axis::{Axis, each_place, reshaped};
use crate::import::values::Values;

/// Number of values that are read side by side along a wide axis: a few lines of the cache.
const STRIP: usize = 64;

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
            Transform::Scale(_) => {}
        }
        shape = next;
    }
    match factor(transforms) {
        // Without a factor the bits of the values are kept, even those of a signalling NaN.
        None => written(&axes, len, |at| values.get(at)),
        Some(factor) => written(&axes, len, |at| values.get(at) * factor),
    }
}

/// Returns the number by which transforms multiply all values; `None` if they multiply by none.
pub(crate) fn factor(transforms: &[Transform]) -> Option<f32> {
    let factors = transforms.iter().filter_map(|transform| match transform {
        Transform::Scale(by) => Some(*by),
        _ => None,
    });
    factors.reduce(|factor, by| factor * by)
}

/// Returns the `len` values along the axes as little-endian bytes. Where values that lie side by side in the result are
/// far apart in the tensor, they are read in strips of [`STRIP`].
fn written(axes: &[Axis], len: usize, get: impl Fn(usize) -> f32) -> Vec<u8> {
    let mut bytes = vec![0; 4 * len];
    let [outer @ .., last] = axes else {
        bytes.copy_from_slice(&get(0).to_le_bytes());
        return bytes;
    };
    let width = last.len();
    let strip = if last.is_wide() { STRIP } else { width };
    for begin in (0..width).step_by(strip.max(1)) {
        let end = width.min(begin + strip);
        let mut rows = bytes.as_chunks_mut::<4>().0.chunks_exact_mut(width);
        each_place(outer, 0, &mut |first| {
            let row = rows.next().expect("a row for each place");
            let mut to = row[begin..end].iter_mut();
            last.each_of(begin..end, |place| {
                if let Some(value) = to.next() {
                    *value = get(first + place).to_le_bytes();
                }
            });
        });
    }
    bytes
}
