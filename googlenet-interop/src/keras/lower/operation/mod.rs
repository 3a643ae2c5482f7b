//! Lowering of operations that a model calls without a layer: those of Keras 3 (`keras.ops`, and `x + y`), and
//! functions of TensorFlow in Keras 2. Their names and arguments are data; known names alone are read.

mod arithmetic;
mod blocks;
mod concat;
mod flip;
mod functions;
mod get_item;
mod reduction;
mod sizes;
mod split;

use super::context::{Lower, Lowering, Value, refuse};
use super::site::{Site, wholes};
use arithmetic::Arithmetic;

/// Returns the name of an operation that Keras 3 has as a class, or TensorFlow as a function; `None` of layers.
pub(super) fn operation<'s>(site: &Site<'s, '_>) -> Option<&'s str> {
    match site.class() {
        "TFOpLambda" | "SlicingOpLambda" => Some(site.operator()),
        class if site.leaf.layer.is_operation => Some(class),
        _ => None,
    }
}

impl Lowering<'_, '_> {
    /// Lowers an operation; most have one result.
    pub(super) fn operation(&mut self, site: &Site<'_, '_>, name: &str) -> Lower<Vec<Value>> {
        if let Some(arithmetic) = Arithmetic::of(name) {
            return Ok(vec![self.arithmetic(site, arithmetic)?]);
        }
        if matches!(name, "Split" | "split" | "ArraySplit") {
            return self.split(site);
        }
        if let Some(function) = self.function_of(site, name)? {
            let value = self.first(site)?;
            return Ok(vec![self.function(site, function, &value)]);
        }
        let value = match name {
            "Softmax" | "nn.softmax" => {
                let value = self.first(site)?;
                let axis = site.plain(1, &["axis"]).and_then(wholes);
                self.softmax(site, &value, axis.as_deref())?
            }
            "Selu" | "nn.selu" => self.of_name(site, "selu")?,
            "Mish" => self.of_name(site, "mish")?,
            "Negative" | "math.negative" | "__operators__.neg" => {
                let value = self.first(site)?;
                self.affine(site, -1.0, 0.0, &value)
            }
            "Concatenate" | "concat" => self.concatenated(site)?,
            "Mean" | "math.reduce_mean" => self.reduced(site, true)?,
            "Max" | "Amax" | "math.reduce_max" => self.reduced(site, false)?,
            "Reshape" | "reshape" => self.with_sizes(site)?,
            "Transpose" | "transpose" => self.transposed(site)?,
            "Squeeze" | "squeeze" => self.squeezed(site)?,
            "ExpandDims" | "expand_dims" => self.expanded(site)?,
            "GetItem" | "__operators__.getitem" => self.item_of(site)?,
            "Flip" | "reverse" => self.flipped(site)?,
            "Identity" | "identity" | "stop_gradient" | "StopGradient" | "Cast" | "cast"
            | "math.identity" => self.first(site)?,
            "nn.depth_to_space" | "DepthToSpace" => self.blocks(site, false)?,
            "nn.space_to_depth" | "SpaceToDepth" => self.blocks(site, true)?,
            _ => return refuse("the operation cannot be said in a description"),
        };
        Ok(vec![value])
    }

    fn of_name(&mut self, site: &Site<'_, '_>, name: &str) -> Lower<Value> {
        let value = self.first(site)?;
        self.named(site, name, &value)
    }

    /// Returns the first argument, which must be a result.
    fn first(&self, site: &Site<'_, '_>) -> Lower<Value> {
        let names = [
            "x",
            "inputs",
            "input",
            "features",
            "logits",
            "tensor",
            "input_tensor",
            "value",
            "a",
        ];
        match self.operand(site.argument(0, &names))? {
            Some(value) => Ok(value),
            None => self.one(site),
        }
    }
}
