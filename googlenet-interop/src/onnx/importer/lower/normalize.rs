//! Lowering of `BatchNormalization`, `LRN` and `Softmax`.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, axis_of, size_of};
use crate::import::transform::Transform;
use crate::items::ItemWeight;
use crate::onnx::importer::view::Axis;
use googlenet_dsl::op::{BatchNorm, Lrn, Softmax};

impl<'a> Lowering<'_, 'a> {
    pub(super) fn batch_norm(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let tensor = self.settled(site, tensor)?;
        let channels = self.shape(tensor.item).channels();
        if !tensor.view.is_whole(1, Axis::Channel, channels) {
            return refuse("its axis 1 is not that of the channels");
        }
        if site.flag("training_mode")? {
            return refuse("`training_mode` is 1: it would use the statistics of its input");
        }
        if site.whole("spatial", 1)? == 0 {
            return refuse("`spatial` is 0: statistics for each pixel cannot be said");
        }
        let epsilon = site.real("epsilon", 1e-5)?;
        let momentum = site.real("momentum", 0.9)?;
        if !(epsilon >= 0.0 && epsilon.is_finite()) {
            return refuse(format!("`epsilon` is {epsilon}"));
        }
        let order = self.order(tensor.item);
        let mut weights = Vec::new();
        let (mut scale, mut center) = (true, true);
        for (at, name) in ["gamma", "beta", "moving_mean", "moving_variance"]
            .into_iter()
            .enumerate()
        {
            let value = self.weights(site, at + 1)?;
            if value.len() != channels {
                return refuse(format!(
                    "`{name}` of sizes {:?} for {channels} channels",
                    value.sizes
                ));
            }
            let all = |number: f32| {
                let values = self.store.reals(&value);
                values.is_some_and(|values| {
                    values
                        .iter()
                        .all(|value| value.to_bits() == number.to_bits())
                })
            };
            match at {
                0 if all(1.0) => scale = false,
                1 if all(0.0) => center = false,
                _ => weights.push(ItemWeight {
                    name,
                    value: value.reshaped(vec![channels]).then(Transform::Order {
                        axis: 0,
                        order: order.clone(),
                    }),
                }),
            }
        }
        let said = match (0.0..1.0).contains(&momentum) {
            true => momentum,
            false => 0.9,
        };
        if said != momentum {
            self.note(
                site,
                format!(
                    "`momentum` is {momentum}, which descriptions cannot have: {said} is written, which training alone \
                     would use"
                ),
            );
        }
        let op = BatchNorm {
            epsilon,
            momentum: said,
            scale,
            center,
        };
        let item = self.push(site, op, vec![tensor.item], weights)?;
        Ok(Value::Tensor(Tensor {
            item,
            before: None,
            ..tensor
        }))
    }

    pub(super) fn lrn(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let tensor = self.settled(site, tensor)?;
        let channels = self.shape(tensor.item).channels();
        if !tensor.view.is_whole(1, Axis::Channel, channels) {
            return refuse("its axis 1 is not that of the channels");
        }
        let mut tensor = tensor;
        if !self.order(tensor.item).is_natural() {
            tensor = self.vector_in_order(site, tensor.item)?;
        }
        let Some(size) = site.maybe_whole("size")?.and_then(|size| size_of(size, 1)) else {
            return refuse("`size` is missing or out of range");
        };
        let op = Lrn {
            size,
            alpha: site.real("alpha", 1e-4)?,
            beta: site.real("beta", 0.75)?,
            k: site.real("bias", 1.0)?,
        };
        let is_in_range = |value: f32| value >= 0.0 && value.is_finite();
        if ![op.alpha, op.beta, op.k].into_iter().all(is_in_range) {
            return refuse("`alpha`, `beta` or `bias` is out of range");
        }
        let item = self.push(site, op, vec![tensor.item], Vec::new())?;
        Ok(Value::Tensor(Tensor {
            item,
            before: None,
            ..tensor
        }))
    }

    pub(super) fn softmax(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let tensor = self.settled(site, tensor)?;
        let rank = tensor.view.rank();
        let usual = if self.opset < 13 { 1 } else { -1 };
        let axis = site.whole("axis", usual)?;
        let Some(axis) = axis_of(axis, rank) else {
            return refuse(format!("axis {axis} of a tensor of {rank} axes"));
        };
        // Before version 13 all axes from this one on are one.
        let last = if self.opset < 13 { rank - 1 } else { axis };
        let over: Vec<usize> = (axis..=last)
            .filter(|at| !tensor.view.parts(*at).is_empty())
            .collect();
        let shape = self.shape(tensor.item);
        let channels = shape.channels();
        let is_channels = match over[..] {
            [at] => tensor.view.is_whole(at, Axis::Channel, channels),
            [] => channels == 1,
            _ => false,
        };
        if !is_channels {
            let flat = tensor.view.rank() == 2 && axis == 1;
            if !flat {
                let tensor = self.with_channels(site, &tensor, &over)?;
                let item = self.push(site, Softmax {}, vec![tensor.item], Vec::new())?;
                return Ok(self.in_place(tensor, item));
            }
            let item = self.vector_of(site, &tensor)?;
            let item = self.push(site, Softmax {}, vec![item], Vec::new())?;
            return Ok(self.usual(item));
        }
        let item = self.push(site, Softmax {}, vec![tensor.item], Vec::new())?;
        Ok(Value::Tensor(Tensor {
            item,
            before: None,
            ..tensor
        }))
    }
}
