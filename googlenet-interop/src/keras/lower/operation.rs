//! Lowering of operations that a model calls without a layer: those of Keras 3 (`keras.ops`, and `x + y`), and functions
//! of TensorFlow in Keras 2. Their names and arguments are data; known names alone are read.

use super::activation::scalar;
use super::context::{Lower, Lowering, Value, refuse};
use super::join::Join;
use super::site::{Site, numbers, wholes};
use crate::items::{Function, ItemKind};
use crate::keras::graph::Operand;
use googlenet_dsl::op::{ChannelOrder, DepthToSpace, SpaceToDepth};
use serde_json::Value as Json;

/// Returns the name of an operation that Keras 3 has as a class, or TensorFlow as a function; `None` of layers.
pub(super) fn operation<'s>(site: &Site<'s, '_>) -> Option<&'s str> {
    match site.class() {
        "TFOpLambda" | "SlicingOpLambda" => Some(site.operator()),
        class if site.leaf.layer.is_operation => Some(class),
        _ => None,
    }
}

/// How an operand that is plain data goes with a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Maximum,
    Minimum,
    Power,
}

impl Arithmetic {
    fn of(name: &str) -> Option<Arithmetic> {
        Some(match name {
            "Add" | "__operators__.add" | "math.add" | "nn.bias_add" => Arithmetic::Add,
            "Subtract" | "__operators__.sub" | "math.subtract" => Arithmetic::Subtract,
            "Multiply" | "__operators__.mul" | "math.multiply" => Arithmetic::Multiply,
            "TrueDivide" | "Divide" | "__operators__.truediv" | "math.truediv" | "math.divide" => {
                Arithmetic::Divide
            }
            "Maximum" | "math.maximum" => Arithmetic::Maximum,
            "Minimum" | "math.minimum" => Arithmetic::Minimum,
            "Power" | "__operators__.pow" | "math.pow" => Arithmetic::Power,
            _ => return None,
        })
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
            "Concatenate" | "concat" => {
                let values = match site.argument(0, &["xs", "values"]) {
                    Some(Operand::List(list)) => {
                        let list = list.iter().map(|operand| self.operand(Some(operand)));
                        let list: Vec<Option<Value>> = list.collect::<Lower<_>>()?;
                        let all: Option<Vec<Value>> = list.into_iter().collect();
                        match all {
                            Some(all) => all,
                            None => {
                                return refuse(
                                    "it joins a result with numbers, which cannot be said",
                                );
                            }
                        }
                    }
                    _ => self.all(site)?,
                };
                let axis = site.plain(1, &["axis"]).and_then(wholes);
                let axis = axis.and_then(|axis| axis.first().copied());
                self.concat(site, values, axis.unwrap_or(-1))?
            }
            "Mean" | "math.reduce_mean" => self.reduced(site, true)?,
            "Max" | "Amax" | "math.reduce_max" => self.reduced(site, false)?,
            "Reshape" | "reshape" => {
                let value = self.first(site)?;
                let sizes = site.plain(1, &["newshape", "shape"]).and_then(wholes);
                match sizes.as_deref() {
                    // The first size is that of the batch.
                    Some([_, rest @ ..]) if !rest.is_empty() => self.reshape(site, value, rest)?,
                    _ => return refuse("its sizes are no list of numbers"),
                }
            }
            "Transpose" | "transpose" => {
                let value = self.first(site)?;
                let axes = site
                    .plain(1, &["axes", "perm"])
                    .and_then(wholes)
                    .unwrap_or_default();
                let axes: Option<Vec<usize>> = match &axes[..] {
                    [0, rest @ ..] => rest
                        .iter()
                        .map(|axis| usize::try_from(*axis - 1).ok())
                        .collect(),
                    _ => None,
                };
                match axes {
                    Some(axes) => self.permuted(site, value, &axes)?,
                    None => return refuse("its axes are no list of numbers that begins with 0"),
                }
            }
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

    /// Returns the function of each element that an operation is.
    fn function_of(&self, site: &Site<'_, '_>, name: &str) -> Lower<Option<Function>> {
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

    fn arithmetic(&mut self, site: &Site<'_, '_>, arithmetic: Arithmetic) -> Lower<Value> {
        let operands = [
            site.argument(0, &["x1", "x", "a", "value"]),
            site.argument(1, &["x2", "y", "b", "bias"]),
        ];
        let values = [self.operand(operands[0])?, self.operand(operands[1])?];
        let plain = |at: usize| match operands[at] {
            Some(Operand::Plain(value)) => numbers(value),
            Some(Operand::List(list)) => {
                let parts = list.iter().map(|part| match part {
                    Operand::Plain(value) => scalar(value),
                    _ => None,
                });
                let values: Option<Vec<f64>> = parts.collect();
                values.map(|values| (vec![values.len()], values))
            }
            _ => None,
        };
        match values {
            [Some(a), Some(b)] => {
                let join = match arithmetic {
                    Arithmetic::Add => Join::Sum,
                    Arithmetic::Subtract => Join::Difference,
                    Arithmetic::Multiply => Join::Product,
                    Arithmetic::Divide => Join::Quotient,
                    Arithmetic::Maximum => Join::Largest,
                    Arithmetic::Minimum => Join::Smallest,
                    Arithmetic::Power => return refuse("a power of two results cannot be said"),
                };
                self.joined(site, vec![a, b], join)
            }
            [Some(value), None] => match plain(1) {
                Some((sizes, numbers)) => {
                    self.with_numbers(site, &value, arithmetic, &sizes, numbers, false)
                }
                None => refuse("its second operand is no number"),
            },
            [None, Some(value)] => match plain(0) {
                Some((sizes, numbers)) => {
                    self.with_numbers(site, &value, arithmetic, &sizes, numbers, true)
                }
                None => refuse("its first operand is no number"),
            },
            [None, None] => refuse("it reads no result"),
        }
    }

    /// Combines a result with numbers, one for all values or one for each channel. `swapped` if these come first.
    fn with_numbers(
        &mut self,
        site: &Site<'_, '_>,
        value: &Value,
        arithmetic: Arithmetic,
        sizes: &[usize],
        numbers: Vec<f64>,
        swapped: bool,
    ) -> Lower<Value> {
        let scalar = match numbers[..] {
            [one] => Some(one),
            _ => None,
        };
        let last = sizes.last().copied().unwrap_or(1);
        if scalar.is_none() && (last != numbers.len() || value.is_first) {
            return refuse(format!(
                "numbers of sizes {sizes:?} cannot be said, but one for each channel"
            ));
        }
        let affine = match (arithmetic, swapped) {
            (Arithmetic::Add, _) => Some((vec![1.0], numbers.clone())),
            (Arithmetic::Subtract, false) => {
                Some((vec![1.0], numbers.iter().map(|number| -number).collect()))
            }
            (Arithmetic::Subtract, true) => Some((vec![-1.0], numbers.clone())),
            (Arithmetic::Multiply, _) => Some((numbers.clone(), vec![0.0])),
            (Arithmetic::Divide, false) => Some((
                numbers.iter().map(|number| 1.0 / number).collect(),
                vec![0.0],
            )),
            _ => None,
        };
        if let Some((factor, shift)) = affine {
            return self.scaled(site, value, factor, shift);
        }
        let Some(number) = scalar else {
            return refuse("a bound for each channel cannot be said");
        };
        let function = match (arithmetic, swapped) {
            (Arithmetic::Maximum, _) => Function::Clip {
                low: number,
                high: f64::INFINITY,
            },
            (Arithmetic::Minimum, _) => Function::Clip {
                low: f64::NEG_INFINITY,
                high: number,
            },
            (Arithmetic::Power, false) => Function::Power { exponent: number },
            (Arithmetic::Power, true) => Function::Exponential { base: number },
            _ => {
                let made = self.function(site, Function::Reciprocal, value);
                return Ok(self.affine(site, number, 0.0, &made));
            }
        };
        Ok(self.function(site, function, value))
    }

    /// Lowers a mean or maximum over height and width.
    fn reduced(&mut self, site: &Site<'_, '_>, is_mean: bool) -> Lower<Value> {
        let value = self.first(site)?;
        let axes = site
            .plain(1, &["axis"])
            .and_then(wholes)
            .unwrap_or_default();
        let keeps = site
            .plain(2, &["keepdims"])
            .and_then(Json::as_bool)
            .unwrap_or(false);
        let rank = value.sizes.len() as i64 + 1;
        let mut axes: Vec<i64> = axes.iter().map(|axis| axis.rem_euclid(rank)).collect();
        axes.sort_unstable();
        let wanted: &[i64] = if value.is_first { &[2, 3] } else { &[1, 2] };
        if rank != 4 || axes != wanted {
            return refuse(format!(
                "a reduction over the axes {axes:?} of {rank} cannot be said, but over height and width"
            ));
        }
        let input = self.map_of(site, &value)?;
        self.whole_map(site, input, is_mean, keeps, value.is_first)
    }

    fn squeezed(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.first(site)?;
        let rank = value.sizes.len() as i64 + 1;
        let axes = site
            .plain(1, &["axis"])
            .filter(|axes| !axes.is_null())
            .and_then(wholes);
        let axes = axes.map(|axes| {
            axes.iter()
                .map(|axis| axis.rem_euclid(rank))
                .collect::<Vec<_>>()
        });
        let goes = |at: usize| match &axes {
            Some(axes) => axes.contains(&(at as i64 + 1)),
            None => value.sizes[at] == 1,
        };
        let sizes = (0..value.sizes.len()).filter(|at| !goes(*at));
        let sizes: Vec<i64> = sizes.map(|at| value.sizes[at] as i64).collect();
        self.reshape(site, value, &sizes)
    }

    fn expanded(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.first(site)?;
        let rank = value.sizes.len() as i64 + 2;
        let axes = site
            .plain(1, &["axis"])
            .and_then(wholes)
            .unwrap_or_default();
        let mut sizes: Vec<i64> = value.sizes.iter().map(|size| *size as i64).collect();
        for axis in axes {
            let axis = axis.rem_euclid(rank);
            if axis == 0 || axis as usize > sizes.len() + 1 {
                return refuse("a further axis in front of the images cannot be said");
            }
            sizes.insert(axis as usize - 1, 1);
        }
        self.reshape(site, value, &sizes)
    }

    /// Lowers a division of the channels into parts.
    fn split(&mut self, site: &Site<'_, '_>) -> Lower<Vec<Value>> {
        let value = self.first(site)?;
        let axis = site.plain(2, &["axis"]).and_then(wholes);
        let axis = axis.and_then(|axis| axis.first().copied()).unwrap_or(0);
        self.check_channels(&value, axis, "a division into parts")?;
        let place = if value.is_first {
            0
        } else {
            value.sizes.len() - 1
        };
        let channels = value.sizes[place];
        let given = site.plain(1, &["indices_or_sections", "num_or_size_splits"]);
        let is_list = matches!(given, Some(Json::Array(_) | Json::Object(_)));
        let list = given.and_then(wholes).unwrap_or_default();
        let list: Option<Vec<usize>> = list
            .iter()
            .map(|part| usize::try_from(*part).ok())
            .collect();
        let is_tensorflow = site.class() == "TFOpLambda";
        let ends: Option<Vec<usize>> = match (list.as_deref(), is_list, is_tensorflow) {
            (Some([count @ 1..=1024]), false, _) if channels % count == 0 => {
                Some((1..=*count).map(|part| part * (channels / count)).collect())
            }
            (Some(sizes), true, true) => {
                let mut end = 0usize;
                let ends = sizes.iter().map(|size| {
                    end = end.saturating_add(*size);
                    end
                });
                Some(ends.collect())
            }
            (Some(places), true, false) => Some([places, &[channels]].concat()),
            _ => None,
        };
        let ends = ends.filter(|ends| {
            ends.last() == Some(&channels) && ends.windows(2).all(|pair| pair[0] < pair[1])
        });
        let Some(ends) = ends else {
            return refuse(format!("its parts are not those of {channels} channels"));
        };
        let mut start = 0;
        let mut parts = Vec::with_capacity(ends.len());
        for end in ends {
            parts.push(self.sliced(site, &value, [start, end])?);
            start = end;
        }
        Ok(parts)
    }

    /// Lowers `x[…]`: parts of the channels, rows and columns at the edges left out, and images with their channels in
    /// the other order.
    fn item_of(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.first(site)?;
        let spec = match site.argument(1, &["key", "slice_spec"]) {
            Some(Operand::List(list)) => list
                .iter()
                .map(|part| match part {
                    Operand::Plain(part) => Some(*part),
                    _ => None,
                })
                .collect(),
            Some(Operand::Plain(Json::Array(list))) => Some(list.iter().collect()),
            Some(Operand::Plain(one)) => Some(vec![*one]),
            _ => None,
        };
        let spec: Option<Vec<&Json>> = spec;
        let Some(spec) = spec else {
            return refuse("its places cannot be read");
        };
        let rank = value.sizes.len() + 1;
        let is_rest =
            |part: &Json| part.get("class_name").and_then(Json::as_str) == Some("__ellipsis__");
        let rest = spec.iter().position(|part| is_rest(part));
        let given = spec.len() - usize::from(rest.is_some());
        if given > rank {
            return refuse(format!("it states {given} places of {rank} axes"));
        }
        let mut spans: Vec<Option<&Json>> = vec![None; rank];
        let (before, after) = match rest {
            Some(at) => (&spec[..at], &spec[at + 1..]),
            None => (&spec[..], &spec[..0]),
        };
        for (at, part) in before.iter().enumerate() {
            spans[at] = Some(part);
        }
        for (at, part) in after.iter().enumerate() {
            spans[rank - after.len() + at] = Some(part);
        }
        let mut made = value.clone();
        let mut edges = [0; 4];
        let mut channels = None;
        for (axis, part) in spans.iter().enumerate() {
            let Some(part) = part else { continue };
            let Some(span) = slice(part) else {
                return refuse("it takes single places, which cannot be said");
            };
            if span == [None, None, None] {
                continue;
            }
            let Some(size) = axis.checked_sub(1).map(|axis| value.sizes[axis]) else {
                return refuse("it takes some of the images");
            };
            let is_channels = axis == if value.is_first { 1 } else { rank - 1 };
            if is_channels && span == [None, None, Some(-1)] {
                return self.reversed(site, &value);
            }
            let [start, stop, step] = span;
            let end = |end: i64| {
                (if end < 0 { end + size as i64 } else { end }).clamp(0, size as i64) as usize
            };
            let (start, stop) = (start.map_or(0, end), stop.map_or(size, end));
            if step.unwrap_or(1) != 1 || start >= stop {
                return refuse(format!(
                    "the places {} cannot be said",
                    crate::keras::graph::short(part)
                ));
            }
            if is_channels {
                channels = Some([start, stop]);
            } else if rank == 4 {
                let at = axis - if value.is_first { 2 } else { 1 };
                let ends =
                    [start, size - stop].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
                (edges[at], edges[at + 2]) = (ends[0], ends[1]);
            } else {
                return refuse(
                    "it takes some of an axis that is neither height, width nor channels",
                );
            }
        }
        if edges != [0; 4] {
            let input = self.map_of(site, &made)?;
            let item = self.cropped(site, input, edges)?;
            made = self.usual(item, made.is_first);
        }
        match channels {
            Some(span) => self.sliced(site, &made, span),
            None => Ok(made),
        }
    }

    fn flipped(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.first(site)?;
        let axis = site
            .plain(1, &["axis"])
            .and_then(wholes)
            .unwrap_or_default();
        match axis[..] {
            [axis] => self.check_channels(&value, axis, "the other order")?,
            _ => return refuse("the other order of several axes cannot be said"),
        }
        self.reversed(site, &value)
    }

    /// Returns the channels of images in the other order: parts that are joined.
    fn reversed(&mut self, site: &Site<'_, '_>, value: &Value) -> Lower<Value> {
        let place = if value.is_first {
            0
        } else {
            value.sizes.len() - 1
        };
        let count = value.sizes[place];
        if count != 3 {
            return refuse(format!(
                "the other order of {count} channels cannot be said, but that of an image"
            ));
        }
        let mut parts = Vec::new();
        for at in [2, 1, 0] {
            parts.push(self.sliced(site, value, [at, at + 1])?);
        }
        self.concat(site, parts, if value.is_first { 1 } else { -1 })
    }

    fn blocks(&mut self, site: &Site<'_, '_>, to_depth: bool) -> Lower<Value> {
        let value = self.first(site)?;
        let block = site
            .plain(1, &["block_size"])
            .and_then(|block| super::site::size(block, 1));
        let Some(block) = block else {
            return refuse("its `block_size` is no whole number");
        };
        if value.is_first {
            return refuse("blocks of pixels of a map with its channels first cannot be said");
        }
        let input = self.map_of(site, &value)?;
        let order = ChannelOrder::Dcr;
        let item = match to_depth {
            true => self.push(site, SpaceToDepth { block, order }, vec![input])?,
            false => self.push(site, DepthToSpace { block, order }, vec![input])?,
        };
        Ok(self.usual(item, false))
    }
}

/// Returns start, stop and step of a slice; `None` of anything else.
fn slice(part: &Json) -> Option<[Option<i64>; 3]> {
    let object = part.as_object()?;
    let own = match object.get("class_name").and_then(Json::as_str) {
        Some("__slice__") => object.get("config")?.as_object()?,
        None => object,
        Some(_) => return None,
    };
    own.contains_key("stop").then_some(())?;
    let mut ends = [None; 3];
    for (end, key) in ends.iter_mut().zip(["start", "stop", "step"]) {
        *end = match own.get(key) {
            None | Some(Json::Null) => None,
            Some(value) => Some(value.as_i64()?),
        };
    }
    Some(ends)
}

impl Lowering<'_, '_> {
    /// Returns whether an item does nothing that a description says as a layer: the identity.
    pub(super) fn nothing(&mut self, site: &Site<'_, '_>, item: usize) -> usize {
        let nothing = ItemKind::Op(googlenet_dsl::op::Activation::None.into());
        self.map(site, nothing, item)
    }
}
