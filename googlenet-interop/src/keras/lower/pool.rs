//! Lowering of poolings, over windows and over the whole map.

use super::context::{Lower, Lowering, Value, refuse};
use super::conv::padding;
use super::site::Site;
use googlenet_dsl::op::{AvgPool, GlobalAvgPool, GlobalMaxPool, MaxPool, Op, Window};
use googlenet_dsl::shape::Shape;

impl Lowering<'_, '_> {
    pub(super) fn pool(&mut self, site: &Site<'_, '_>, is_mean: bool) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        let (input, is_first) = self.image(site, &value)?;
        let size = settings.pair("pool_size", 1)?.unwrap_or([2, 2]);
        let stride = settings.pair("strides", 1)?.unwrap_or(size);
        let window = Window::new(size, stride, padding(settings)?);
        let op: Op = match is_mean {
            true => AvgPool {
                window,
                count_padding: false,
            }
            .into(),
            false => MaxPool { window }.into(),
        };
        let item = self.push(site, op, vec![input])?;
        Ok(self.usual(item, is_first))
    }

    pub(super) fn global_pool(&mut self, site: &Site<'_, '_>, is_mean: bool) -> Lower<Value> {
        let value = self.one(site)?;
        let (input, is_first) = self.image(site, &value)?;
        let keeps = site.settings().flag("keepdims", false)?;
        self.whole_map(site, input, is_mean, keeps, is_first)
    }

    /// Appends a pooling over the whole map; `keeps` if Keras has its result as a map of one pixel.
    pub(super) fn whole_map(
        &mut self,
        site: &Site<'_, '_>,
        input: usize,
        is_mean: bool,
        keeps: bool,
        is_first: bool,
    ) -> Lower<Value> {
        let op: Op = match is_mean {
            true => GlobalAvgPool {}.into(),
            false => GlobalMaxPool {}.into(),
        };
        let Shape::Map { channels, .. } = self.shape(input) else {
            return refuse("it reads a vector, where a map is expected");
        };
        let item = self.push(site, op, vec![input])?;
        if keeps && is_first {
            let item = self.reshaped(site, item, [1, 1, channels])?;
            return Ok(self.usual(item, true));
        }
        Ok(Value {
            item,
            sizes: if keeps {
                vec![1, 1, channels]
            } else {
                vec![channels]
            },
            is_first: false,
        })
    }
}
