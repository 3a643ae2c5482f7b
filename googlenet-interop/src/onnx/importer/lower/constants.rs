//! Constants among the operands of an operation on results: layers that make the same values of each image.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, size_of};
use crate::import::transform::Transform;
use crate::items::{Constant, MAX_COMPUTED};
use crate::items::{ItemId, ItemWeight};
use crate::onnx::importer::constant::broadcast;
use crate::onnx::importer::view::{Axis, Part};
use googlenet_dsl::op::{Activation, Dense, GlobalAvgPool, Slice};
use googlenet_dsl::shape::Shape;

impl<'a> Lowering<'_, 'a> {
    /// Returns the item that makes a vector of one value of the network's input.
    fn constant_source(&mut self, site: &Site<'_, 'a>) -> Lower<ItemId> {
        if let Some(source) = self.source {
            return Ok(source);
        }
        let mut item = 0;
        if self.input.channels() > 1 {
            let channels = [0, 1];
            item = self.push(site, Slice { channels }, vec![item], Vec::new())?;
        }
        let item = self.push(site, GlobalAvgPool {}, vec![item], Vec::new())?;
        self.source = Some(item);
        Ok(item)
    }

    /// Appends a dense layer whose kernel is zero and whose bias are the values of a constant.
    fn constant_vector(&mut self, site: &Site<'_, 'a>, constant: Constant) -> Lower<ItemId> {
        let len = constant.len();
        let Some(units) = size_of(len as i64, 1) else {
            return refuse(format!(
                "a constant of {len} values is too large for a layer"
            ));
        };
        if !constant.is_real {
            return refuse("a constant of whole numbers among results cannot be said");
        }
        let source = self.constant_source(site)?;
        let node = (site.operator.clone(), site.title().to_owned(), len);
        self.constants.push(node);
        let Some(kernel) = self.store.add_filled(vec![1, len], 0.0, true) else {
            return refuse("its constants are too large");
        };
        let weights = vec![
            ItemWeight {
                name: "kernel",
                value: kernel,
            },
            ItemWeight {
                name: "bias",
                value: constant.reshaped(vec![len]),
            },
        ];
        let op = Dense {
            units,
            bias: true,
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        self.push(site, op, vec![source], weights)
    }

    /// Notes the constants that became layers: the first node with one, and the number of parameters.
    pub(super) fn tell_constants(&mut self) {
        let Some((operator, node, _)) = self.constants.first() else {
            return;
        };
        // A kernel of zeros, and the bias.
        let params: usize = self.constants.iter().map(|(_, _, len)| 2 * len).sum();
        let what = match self.constants.len() {
            1 => format!("its constant became a dense layer of {params} parameters"),
            count => {
                format!("their constants became {count} dense layers of {params} parameters")
            }
        };
        let count = self.constants.len();
        self.notes.tell_of(operator, node, what, count);
    }

    /// Returns the item whose result is a constant alone.
    pub(super) fn constant_item(
        &mut self,
        site: &Site<'_, 'a>,
        constant: &Constant,
    ) -> Lower<ItemId> {
        self.constant_vector(site, constant.clone())
    }

    /// Returns a constant with the sizes and the order of axes of a tensor, as the result of an item of the same shape,
    /// or of another number of channels where `other` is an axis along which it is joined with the tensor.
    pub(super) fn constant_tensor(
        &mut self,
        site: &Site<'_, 'a>,
        constant: &Constant,
        like: &Tensor,
        other: Option<usize>,
    ) -> Lower<Tensor> {
        let mut view = like.view.clone();
        let mut shape = self.shape(like.item);
        if let Some(axis) = other {
            let size = constant.sizes.get(axis).copied().unwrap_or(0);
            view = view.with_channels(axis, size);
            shape = match shape {
                Shape::Map { height, width, .. } => Shape::map(height, width, size),
                _ => Shape::vector(size),
            };
        }
        let sizes = view.sizes();
        let batch = view.places(Axis::Batch);
        let told = || {
            format!(
                "a constant of sizes {:?} for a result of sizes {sizes:?}",
                constant.sizes
            )
        };
        let image: Vec<usize> = (0..sizes.len())
            .map(|at| if batch.contains(&at) { 1 } else { sizes[at] })
            .collect();
        let rank = sizes.len();
        if constant.sizes.len() > rank {
            return refuse(told());
        }
        let own = [vec![1; rank - constant.sizes.len()], constant.sizes.clone()].concat();
        let constant = match own == image {
            true => constant.clone(),
            false => {
                let Some(values) = self.store.reals(constant) else {
                    return refuse(told());
                };
                match broadcast(&own, &image, MAX_COMPUTED) {
                    Some((made, places)) if made == image => {
                        let values = places.iter().map(|[at, _]| values[*at]).collect();
                        let made = self.store.add_reals(image.clone(), values);
                        let Some(made) = made else {
                            return refuse("its constants are too large");
                        };
                        made
                    }
                    _ => return refuse(told()),
                }
            }
        };
        // From the tensor's order of parts to that of the result.
        let Some(parts) = view.image() else {
            return refuse(told());
        };
        let mut order: Vec<usize> = (0..parts.len()).collect();
        order.sort_by_key(|at| (parts[*at].axis as usize, usize::MAX - parts[*at].stride));
        let split: Vec<usize> = parts.iter().map(|part: &Part| part.size).collect();
        let len: usize = split.iter().product();
        if len != shape.len() || len != constant.len() {
            return refuse(told());
        }
        let constant = constant.reshaped(split).then(Transform::Permute(order));
        let mut constant = constant.reshaped(vec![len]);
        let order = self.order(like.item);
        let is_turned = other.is_none() && !order.is_natural();
        if is_turned {
            let order = order.clone();
            constant = constant.then(Transform::Order { axis: 0, order });
        }
        let mut item = self.constant_vector(site, constant)?;
        if is_turned {
            self.items[item - 1].order = order;
        }
        if let Shape::Map { .. } = shape {
            item = self.reshaped(site, item, shape)?;
        }
        Ok(Tensor {
            item,
            view,
            before: None,
        })
    }

    /// Returns an operand as a tensor: a constant as one with the sizes of `like`.
    pub(super) fn as_tensor(
        &mut self,
        site: &Site<'_, 'a>,
        value: &Value,
        like: &Tensor,
    ) -> Lower<Tensor> {
        match value {
            Value::Tensor(tensor) => Ok(tensor.clone()),
            Value::Constant(constant) => self.constant_tensor(site, constant, like, None),
            Value::Failed | Value::Rounded(..) => Err(super::context::Stop::Silent),
        }
    }
}
