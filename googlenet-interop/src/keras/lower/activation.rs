//! Lowering of activations: by the name of a function, by an object, and as layers.

use super::context::{Lower, Lowering, Value, refuse};
use super::site::{Settings, Site, numbers};
use crate::import::transform::Transform;
use crate::items::{Binary, Function, ItemKind};
use crate::keras::error::CODE;
use crate::keras::graph::short;
use googlenet_dsl::op::{Activation, Op, Prelu};
use serde_json::Value as Json;

impl Lowering<'_, '_> {
    /// Applies the function that a setting names, the identity if there is none.
    pub(super) fn activated(
        &mut self,
        site: &Site<'_, '_>,
        value: Value,
        setting: Option<&Json>,
    ) -> Lower<Value> {
        match setting {
            None | Some(Json::Null) => Ok(value),
            Some(Json::String(name)) => self.named(site, name, &value),
            Some(Json::Object(object)) => {
                let class = object
                    .get("class_name")
                    .and_then(Json::as_str)
                    .unwrap_or_default();
                let class = class.rsplit_once('>').map_or(class, |(_, class)| class);
                match (class, object.get("config")) {
                    ("function", Some(Json::String(name))) => self.named(site, name, &value),
                    (class, Some(Json::Object(config))) => {
                        let settings = Settings {
                            map: config,
                            place: &site.leaf.layer.place,
                        };
                        match self.layer_of(site, class, settings, &value)? {
                            Some(made) => Ok(made),
                            None => refuse(format!(
                                "its activation is of the class `{class}`, which cannot be said"
                            )),
                        }
                    }
                    _ => refuse(format!(
                        "`activation` is {}, which cannot be read",
                        short(&Json::Object(object.clone()))
                    )),
                }
            }
            Some(other) => refuse(format!("`activation` is {}, expected a name", short(other))),
        }
    }

    /// Applies the function of a name.
    pub(super) fn named(&mut self, site: &Site<'_, '_>, name: &str, value: &Value) -> Lower<Value> {
        let name = name.rsplit_once('>').map_or(name, |(_, name)| name);
        let function = match name {
            "linear" => return Ok(value.clone()),
            "softmax" => return self.softmax(site, value, None),
            "selu" => {
                let elu = Function::Elu {
                    alpha: 1.673_263_242_354_377_2,
                };
                let made = self.function(site, elu, value);
                return Ok(self.affine(site, 1.050_700_987_355_480_5, 0.0, &made));
            }
            "mish" => {
                let made = self.function(site, Function::Softplus, value);
                let tanh = self.function(site, Function::Tanh, &made);
                return self.product(site, value, &tanh);
            }
            "relu" => Function::Relu,
            "relu6" => Function::Relu6,
            "leaky_relu" => Function::LeakyRelu { slope: 0.2 },
            "elu" => Function::Elu { alpha: 1.0 },
            "sigmoid" => Function::Sigmoid,
            "tanh" => Function::Tanh,
            "swish" | "silu" => Function::Swish,
            "hard_swish" | "hard_silu" => Function::HardSwish,
            "hard_sigmoid" => self.hard_sigmoid(),
            "gelu" => Function::Gelu,
            "softplus" => Function::Softplus,
            "softsign" => Function::Softsign,
            "exponential" => Function::Exp,
            "hard_tanh" => Function::Clip {
                low: -1.0,
                high: 1.0,
            },
            "celu" => Function::Elu { alpha: 1.0 },
            "log_softmax" | "log_sigmoid" | "glu" | "tanh_shrink" | "soft_shrink"
            | "hard_shrink" | "sparse_plus" | "squareplus" | "threshold" | "sparsemax"
            | "sparse_sigmoid" => {
                return refuse(format!("the function `{name}` cannot be said"));
            }
            other => {
                return refuse(format!(
                    "{CODE}: the activation `{other}` is none of Keras' own"
                ));
            }
        };
        Ok(self.function(site, function, value))
    }

    /// Returns Keras' `hard_sigmoid`, which Keras 3 has as PyTorch, and Keras 2 as Theano.
    pub(super) fn hard_sigmoid(&self) -> Function {
        let alpha = if self.is_keras_3 { 1.0 / 6.0 } else { 0.2 };
        Function::HardSigmoid { alpha, beta: 0.5 }
    }

    /// Applies a layer that is an activation; `None` if the class is none.
    pub(super) fn layer_of(
        &mut self,
        site: &Site<'_, '_>,
        class: &str,
        settings: Settings<'_>,
        value: &Value,
    ) -> Lower<Option<Value>> {
        let function = match class {
            "Activation" => {
                return self
                    .activated(site, value.clone(), settings.get("activation"))
                    .map(Some);
            }
            "ReLU" => return self.relu(site, settings, value).map(Some),
            "LeakyReLU" => {
                // The key and the default changed with Keras 3, the default did not.
                let key = match settings.get("negative_slope") {
                    Some(_) => "negative_slope",
                    None => "alpha",
                };
                Function::LeakyRelu {
                    slope: settings.real(key, 0.3)?,
                }
            }
            "ELU" => Function::Elu {
                alpha: settings.real("alpha", 1.0)?,
            },
            "ThresholdedReLU" => match settings.real("theta", 1.0)? {
                0.0 => Function::Relu,
                _ => return refuse("the function `thresholded_relu` cannot be said"),
            },
            "Softmax" => {
                let axis = settings.wholes("axis")?;
                return self.softmax(site, value, axis.as_deref()).map(Some);
            }
            _ => return Ok(None),
        };
        Ok(Some(self.function(site, function, value)))
    }

    fn relu(&mut self, site: &Site<'_, '_>, settings: Settings<'_>, value: &Value) -> Lower<Value> {
        let high = settings.real("max_value", f64::INFINITY)?;
        let slope = settings.real("negative_slope", 0.0)?;
        let threshold = settings.real("threshold", 0.0)?;
        if threshold != 0.0 {
            return refuse(format!(
                "`threshold` is {threshold}: a function that is cut off cannot be said"
            ));
        }
        if slope == 0.0 {
            let function = if high == f64::INFINITY {
                Function::Relu
            } else {
                Function::Clip { low: 0.0, high }
            };
            return Ok(self.function(site, function, value));
        }
        let made = self.function(site, Function::LeakyRelu { slope }, value);
        let low = f64::NEG_INFINITY;
        Ok(match high == f64::INFINITY {
            true => made,
            false => self.function(site, Function::Clip { low, high }, &made),
        })
    }

    /// Applies softmax along an axis, which must be that of the channels.
    pub(super) fn softmax(
        &mut self,
        site: &Site<'_, '_>,
        value: &Value,
        axis: Option<&[i64]>,
    ) -> Lower<Value> {
        let axis = match axis {
            None => -1,
            Some([one]) => *one,
            Some(axes) => {
                return refuse(format!("a softmax over the axes {axes:?} cannot be said"));
            }
        };
        self.check_channels(value, axis, "a softmax")?;
        let input = match value.is_first {
            true => value.item,
            false => self.channels_last(site, value)?,
        };
        let op: Op = Activation::Softmax.into();
        let item = self.push(site, op, vec![input])?;
        Ok(Value {
            item,
            ..value.clone()
        })
    }

    /// Checks that an axis, counted with that of the images, is that of the channels.
    pub(super) fn check_channels(&self, value: &Value, axis: i64, what: &str) -> Lower<()> {
        let rank = value.sizes.len() as i64;
        let channels = if value.is_first {
            [1, 1 - rank - 1]
        } else {
            [rank, -1]
        };
        match channels.contains(&axis) || axis == channels[0] - rank - 1 {
            true => Ok(()),
            false => refuse(format!(
                "{what} along axis {axis} of {} cannot be said, but along that of the channels",
                rank + 1
            )),
        }
    }

    /// Lowers `PReLU`, whose slopes are those of channels, or one for all.
    pub(super) fn prelu(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.one(site)?;
        let settings = site.settings();
        let shared = settings.wholes("shared_axes")?.unwrap_or_default();
        let rank = value.sizes.len() as i64;
        let of_axis = |(at, size): (usize, &usize)| {
            let axis = at as i64 + 1;
            match shared.contains(&axis) || shared.contains(&(axis - rank - 1)) {
                true => 1,
                false => *size,
            }
        };
        let sizes: Vec<usize> = value.sizes.iter().enumerate().map(of_axis).collect();
        let input = match value.is_first {
            true => value.item,
            false => self.channels_last(site, &value)?,
        };
        let channels = self.shape(input).channels();
        let all: usize = sizes.iter().product();
        let place = if value.is_first {
            0
        } else {
            sizes.len().saturating_sub(1)
        };
        let is_shared = all == 1 && channels != 1;
        if !is_shared && (all != channels || sizes.get(place) != Some(&channels)) {
            return refuse(format!(
                "slopes of sizes {sizes:?} cannot be said, but one for each channel (`shared_axes=[1, 2]`) or one for all"
            ));
        }
        let slopes = self.variable(site, "alpha", sizes)?;
        let item = self.push(site, Prelu { shared: is_shared }, vec![input])?;
        let order = self.order(item);
        let turned =
            (!order.is_natural() && !is_shared).then_some(Transform::Order { axis: 0, order });
        self.weight(item, "alpha", slopes.reshaped(vec![all]), turned.as_slice());
        Ok(Value { item, ..value })
    }

    /// Returns the product of two results of one shape.
    pub(super) fn product(&mut self, site: &Site<'_, '_>, a: &Value, b: &Value) -> Lower<Value> {
        let (shape, order) = (self.shape(a.item), self.order(a.item));
        if self.shape(b.item) != shape || self.order(b.item) != order {
            return refuse("it multiplies values in different orders");
        }
        let kind = ItemKind::Binary(Binary::Product);
        let item = self.add(site, kind, vec![a.item, b.item], shape, order);
        Ok(Value { item, ..a.clone() })
    }
}

/// Returns one number of plain data.
pub(super) fn scalar(value: &Json) -> Option<f64> {
    match numbers(value)?.1[..] {
        [one] => Some(one),
        _ => None,
    }
}
