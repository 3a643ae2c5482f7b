//! Functions of each element.

use super::super::activation::scalar;
use super::super::context::{Lower, Lowering, refuse};
use super::super::site::Site;
use crate::items::Function;
use serde_json::Value as Json;

impl Lowering<'_, '_> {
    /// Returns the function of each element that an operation is.
    pub(super) fn function_of(&self, site: &Site<'_, '_>, name: &str) -> Lower<Option<Function>> {
        let real = |at: usize, names: &[&str], otherwise: f64| match site.plain(at, names) {
            None | Some(Json::Null) => Ok(otherwise),
            Some(value) => match scalar(value) {
                Some(value) => Ok(value),
                None => refuse(format!("`{}` is not one number", names[0])),
            },
        };
        let is_approximate = |otherwise: bool| {
            let flag = site.plain(1, &["approximate"]).and_then(Json::as_bool);
            flag.unwrap_or(otherwise)
        };
        Ok(Some(match name {
            "Relu" | "nn.relu" => Function::Relu,
            "Relu6" | "nn.relu6" => Function::Relu6,
            "LeakyRelu" | "nn.leaky_relu" => Function::LeakyRelu {
                slope: real(1, &["negative_slope", "alpha"], 0.2)?,
            },
            "Elu" | "nn.elu" => Function::Elu {
                alpha: real(1, &["alpha"], 1.0)?,
            },
            "Sigmoid" | "math.sigmoid" | "nn.sigmoid" | "sigmoid" => Function::Sigmoid,
            "Tanh" | "math.tanh" | "nn.tanh" | "tanh" => Function::Tanh,
            "Silu" | "nn.silu" | "nn.swish" => Function::Swish,
            "HardSilu" | "HardSwish" => Function::HardSwish,
            "HardSigmoid" => self.hard_sigmoid(),
            "Gelu" | "nn.gelu" => match is_approximate(name == "Gelu") {
                true => Function::GeluTanh,
                false => Function::Gelu,
            },
            "Softplus" | "math.softplus" | "nn.softplus" => Function::Softplus,
            "Softsign" | "SoftSign" | "math.softsign" | "nn.softsign" => Function::Softsign,
            "Clip" | "clip_by_value" => Function::Clip {
                low: real(1, &["x_min", "clip_value_min"], f64::NEG_INFINITY)?,
                high: real(2, &["x_max", "clip_value_max"], f64::INFINITY)?,
            },
            "Square" | "math.square" => Function::Power { exponent: 2.0 },
            "Exp" | "math.exp" => Function::Exp,
            "Log" | "math.log" => Function::Log,
            "Sqrt" | "math.sqrt" => Function::Sqrt,
            "Abs" | "Absolute" | "math.abs" => Function::Abs,
            "Erf" | "math.erf" => Function::Erf,
            "Reciprocal" | "math.reciprocal" => Function::Reciprocal,
            _ => return Ok(None),
        }))
    }
}
