//! How the values of a stored tensor are brought into the order of our files.

mod apply;
mod axis;
#[cfg(test)]
mod tests;

pub(crate) use apply::apply;

use crate::order::Order;

/// One thing that is done to a tensor.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Transform {
    /// The axis at place `i` is the one that was at the place that stands there.
    Permute(Vec<usize>),
    /// The places of an axis are brought out of the file's order.
    Order {
        /// The axis.
        axis: usize,
        /// The file's order.
        order: Order,
    },
    /// Other sizes for the same values, the last axis innermost.
    Reshape(Vec<usize>),
    /// Times a number.
    Scale(f32),
}

impl Transform {
    /// The shape that comes out.
    ///
    /// # Panics
    /// The transform is not one of such a shape.
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
