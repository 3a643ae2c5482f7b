//! Operations that are products of matrices.

use super::Op;

impl Op {
    /// Returns `true` of a convolution in one group and of a dense layer: each sum has products with all input channels. They are
    /// the operations whose weights can be quantised, and which read and write results of any type.
    pub fn is_product(&self) -> bool {
        match self {
            Op::Conv(conv) => conv.groups == 1,
            Op::Dense(_) => true,
            _ => false,
        }
    }
}
