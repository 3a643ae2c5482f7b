//! Export of maximum pooling over the whole map, whose result is a vector.

use super::pixel::global_pool;
use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::GlobalMaxPool;

impl Translate for GlobalMaxPool {
    fn translate(&self, site: &Site<'_>, to: &mut Builder) {
        global_pool("GlobalMaxPool", site, to);
    }
}
