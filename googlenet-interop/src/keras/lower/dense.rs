//! Lowering of `Dense`: over a vector, or over the channels of each pixel.

use super::context::{Lower, Lowering, Value, refuse};
use super::site::Site;
use crate::import::transform::Transform;
use googlenet_dsl::op::{Activation, Conv, Dense, Padding, Window};
use googlenet_dsl::shape::Shape;

impl Lowering<'_, '_> {
    pub(super) fn dense(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        let units = settings.count("units")?;
        let bias = settings.flag("use_bias", true)?;
        let l2 = self.l2(site, "kernel_regularizer")?;
        if settings.get("lora_rank").is_some() {
            return refuse(
                "its weights are in parts (`lora_rank`); help: `merge_lora_weights` puts them together",
            );
        }
        let input = self.channels_last(site, &value)?;
        let activation = Activation::None;
        let inputs = self.shape(input).channels();
        let mut transforms = Vec::new();
        let item = match self.shape(input) {
            Shape::Vector { .. } => {
                let order = self.order(input);
                if !order.is_natural() {
                    transforms.push(Transform::Order { axis: 0, order });
                }
                let op = Dense {
                    units,
                    bias,
                    activation,
                    l2,
                    initializer: Default::default(),
                };
                self.push(site, op, vec![input])?
            }
            _ => {
                transforms.push(Transform::Reshape(vec![1, 1, inputs, units as usize]));
                let op = Conv {
                    filters: units,
                    window: Window::new([1, 1], [1, 1], Padding::Valid),
                    groups: 1,
                    bias,
                    activation,
                    l2,
                    initializer: Default::default(),
                };
                self.push(site, op, vec![input])?
            }
        };
        let kernel = self.variable(site, "kernel", vec![inputs, units as usize])?;
        self.weight(item, "kernel", kernel, &transforms);
        if bias {
            self.of_channels(site, item, "bias", "bias")?;
        }
        let mut sizes = value.sizes;
        if let Some(last) = sizes.last_mut() {
            *last = units as usize;
        }
        let made = Value {
            item,
            sizes,
            is_first: false,
        };
        self.activated(site, made, settings.get("activation"))
    }
}
