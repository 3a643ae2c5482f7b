//! Transforms that bring the values of a tensor of an imported file into the layout of this project's weight files.

mod apply;
mod axis;
#[cfg(test)]
mod tests;

pub(crate) use apply::{apply, factor};

use crate::order::Order;

/// One transform of a tensor of the imported file: a permutation of axes, a reordering along an axis, a reshape, or a
/// multiplication by a number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Transform {
    /// A permutation of the axes: axis `i` of the result is the tensor's axis with the number at index `i` of the list.
    /// Axes are numbered from 0, outermost first.
    Permute(Vec<usize>),
    /// A reordering along one axis, whose indices are the features of a vector: from the file's order to the network's,
    /// which differ if the vector comes from a flattened map.
    Order {
        /// Number of the axis, from 0, outermost first.
        axis: usize,
        /// Order of the features in the imported file, compared with the network's.
        order: Order,
    },
    /// A reshape to these sizes, outermost axis first. The sequence of the values (the last axis innermost) stays as it
    /// is, and so does the product of the sizes.
    Reshape(Vec<usize>),
    /// A multiplication of all values by a number.
    Scale(f32),
}

impl Transform {
    /// Returns the shape of the result for a tensor of the shape `of`.
    ///
    /// # Panics
    /// A permutation does not list each axis of `of` once, an order is of another number of features than the axis, or
    /// the sizes of a reshape have another product.
    pub(crate) fn shape(&self, of: &[usize]) -> Vec<usize> {
        match self {
            Transform::Permute(axes) => {
                let mut sorted = axes.clone();
                sorted.sort_unstable();
                let all = sorted.into_iter().eq(0..of.len());
                assert!(all, "{axes:?} are the axes of {of:?}, each once");
                axes.iter().map(|axis| of[*axis]).collect()
            }
            Transform::Order { axis, order } => {
                assert_eq!(of[*axis], order.len(), "an order of axis {axis} of {of:?}");
                of.to_vec()
            }
            Transform::Reshape(sizes) => {
                let same = sizes.iter().product::<usize>() == of.iter().product::<usize>();
                assert!(same, "{sizes:?} are as many values as {of:?}");
                sizes.clone()
            }
            Transform::Scale(_) => of.to_vec(),
        }
    }
}

/// Returns the transforms that undo `transforms` of a tensor of the shape `shape`, in the order in which they are
/// applied.
///
/// # Panics
/// Where [`Transform::shape`] panics, and if one is a [`Transform::Scale`], which rounds.
pub(crate) fn inverse(transforms: &[Transform], shape: &[usize]) -> Vec<Transform> {
    let mut shape = shape.to_vec();
    let mut back = Vec::with_capacity(transforms.len());
    for transform in transforms {
        back.push(match transform {
            Transform::Permute(axes) => {
                let mut places = vec![0; axes.len()];
                for (at, axis) in axes.iter().enumerate() {
                    places[*axis] = at;
                }
                Transform::Permute(places)
            }
            Transform::Order { axis, order } => Transform::Order {
                axis: *axis,
                order: order.inverse(),
            },
            Transform::Reshape(_) => Transform::Reshape(shape.clone()),
            Transform::Scale(_) => unreachable!("values that were rounded do not come back"),
        });
        shape = transform.shape(&shape);
    }
    back.reverse();
    back
}
