//! Transforms that bring the values of a stored tensor into the order of this project's weight files.

mod apply;
mod axis;
#[cfg(test)]
mod tests;

pub(crate) use apply::apply;

use crate::order::Order;

/// One transform of a tensor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Transform {
    /// A permutation of the axes: axis `i` of the result is the axis whose number is at place `i` of the list.
    Permute(Vec<usize>),
    /// A reordering along one axis from the file's order of a flattened map to the network's order.
    Order {
        /// Number of the axis.
        axis: usize,
        /// Order of the axis in the file.
        order: Order,
    },
    /// Other sizes for the same sequence of values, the last axis innermost.
    Reshape(Vec<usize>),
    /// A multiplication of all values by a number.
    Scale(f32),
}

impl Transform {
    /// Returns the shape of the result for a tensor of the shape `of`.
    ///
    /// # Panics
    /// The transform does not apply to such a shape.
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
