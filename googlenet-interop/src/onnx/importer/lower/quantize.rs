//! Lowering of `QuantizeLinear` and `DequantizeLinear`: results keep their values, and how they are rounded is noted;
//! constants become the floats that their integers stand for.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, axis_of};
use crate::items::{Binary, Constant, Function, ItemId, ItemKind, Scaling};
use crate::onnx::importer::file::AttributeValue;
use googlenet_runtime::quantize::Quantization;

const BYTE: [i64; 2] = [0, 255];
const SIGNED_BYTE: [i64; 2] = [-128, 127];
const SIGNED_WORD: [i64; 2] = [i32::MIN as i64, i32::MAX as i64];
/// Numbers of types in `output_dtype`.
const TYPES: [(i64, [i64; 2]); 2] = [(2, BYTE), (3, SIGNED_BYTE)];

const NO_BYTES: &str =
    "it makes integers of another type than 8 bits; help: quantise with 8-bit types";

impl<'a> Lowering<'_, 'a> {
    pub(super) fn quantize(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        self.whole_blocks(site)?;
        let value = self.operand(site, 0)?;
        let point = self.maybe_constant(site, 2)?;
        let range = match (&point, site.maybe_whole("output_dtype")?.unwrap_or(0)) {
            (Some(point), _) => self.store.range(point),
            (None, 0) => Some(BYTE),
            (None, given) => TYPES
                .iter()
                .find(|(number, _)| *number == given)
                .map(|(_, range)| *range),
        };
        let Some(range) = range.filter(|range| [BYTE, SIGNED_BYTE].contains(range)) else {
            return refuse(NO_BYTES);
        };
        let tensor = match value {
            Value::Tensor(tensor) => tensor,
            Value::Constant(constant) if constant.is_real => {
                let scaling = self.scaling(site, &constant.sizes, point.as_ref())?;
                let rounded = self.store.add_rounded(&constant, scaling, range);
                return match rounded {
                    Ok(rounded) => Ok(Value::Constant(rounded)),
                    Err(reason) => refuse(reason),
                };
            }
            _ => return refuse("input 0 holds whole numbers, where floats are expected"),
        };
        let quantization = self.quantization_of(site, point.as_ref(), range)?;
        let tensor = self.limited(site, tensor, quantization);
        let known = match tensor.item.checked_sub(1) {
            None => &mut self.quantization,
            Some(at) => &mut self.items[at].quantization,
        };
        let reach = |one: Quantization| one.limits()[1] - one.limits()[0];
        match known {
            Some(other) if *other != quantization => {
                if reach(quantization) > reach(*other) {
                    *known = Some(quantization);
                }
                self.note(site, "its input is rounded twice; the wider range is taken");
            }
            _ => *known = Some(quantization),
        }
        Ok(Value::Rounded(tensor, quantization))
    }

    pub(super) fn dequantize(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        self.whole_blocks(site)?;
        let rounded = site.inputs.first().copied().flatten();
        let rounded = rounded.and_then(|id| self.values[id].clone());
        if let Some(Value::Rounded(tensor, quantization)) = rounded {
            let point = self.maybe_constant(site, 2)?;
            let range = point
                .as_ref()
                .map_or(Some(BYTE), |point| self.store.range(point));
            let Some(range) = range.filter(|range| [BYTE, SIGNED_BYTE].contains(range)) else {
                return refuse(NO_BYTES);
            };
            if self.quantization_of(site, point.as_ref(), range)? != quantization {
                return refuse(
                    "its scale or zero point is not that of the QuantizeLinear in front of it",
                );
            }
            return Ok(Value::Tensor(tensor));
        }
        let constant = match self.operand(site, 0)? {
            Value::Constant(constant) if !constant.is_real => constant,
            _ => {
                return refuse(
                    "it reads neither integers of a QuantizeLinear nor a constant of whole numbers",
                );
            }
        };
        let point = self.maybe_constant(site, 2)?;
        let scaling = self.scaling(site, &constant.sizes, point.as_ref())?;
        let middle = match self.store.range(&constant) {
            Some(SIGNED_BYTE | SIGNED_WORD) => 0,
            Some(BYTE) => 128,
            _ => {
                return refuse(
                    "it reads constants of another type than int8, uint8 and int32; help: quantise weights to int8",
                );
            }
        };
        if scaling.zero_point != middle {
            return refuse(format!(
                "it reads weights with the zero point {}, expected {middle}; help: quantise weights symmetrically to int8",
                scaling.zero_point
            ));
        }
        match self.store.add_scaled(&constant, scaling) {
            Ok(scaled) => Ok(Value::Constant(scaled)),
            Err(reason) => refuse(reason),
        }
    }

    fn whole_blocks(&self, site: &Site<'_, 'a>) -> Lower<()> {
        match site.whole("block_size", 0)? {
            0 => Ok(()),
            _ => refuse("it has scales of blocks; help: quantise per tensor or per channel"),
        }
    }

    /// Returns the scales of input 1, which must be normal numbers above 0.
    fn scales(&self, site: &Site<'_, 'a>) -> Lower<Constant> {
        let constant = self.constant(site, 1)?;
        let Some(scales) = self.store.reals(&constant).filter(|_| constant.is_real) else {
            return refuse("its scales are no floats, or too many");
        };
        match scales
            .iter()
            .position(|scale| !scale.is_normal() || *scale <= 0.0)
        {
            Some(at) => refuse(format!(
                "its scale at {at} is {}, expected a normal number above 0",
                scales[at]
            )),
            None => Ok(constant),
        }
    }

    /// Returns the quantisation of a result, with an integer type of this range, as one without sign.
    fn quantization_of(
        &self,
        site: &Site<'_, 'a>,
        point: Option<&Constant>,
        range: [i64; 2],
    ) -> Lower<Quantization> {
        let scales = self.scales(site)?;
        let Some(scale) = self.store.scalar(&scales) else {
            return refuse(format!(
                "{} scales for a result, expected 1; help: quantise results per tensor",
                scales.len()
            ));
        };
        let point = match point {
            None => 0,
            Some(point) => match self.store.wholes(point).as_deref() {
                Some([point]) => *point,
                _ => {
                    return refuse(format!(
                        "a zero point of sizes {:?}, expected one number",
                        point.sizes
                    ));
                }
            },
        };
        let zero_point = u8::try_from(point - range[0]).ok();
        match zero_point.and_then(|zero_point| Quantization::new(scale, zero_point)) {
            Some(quantization) => Ok(quantization),
            None => refuse(format!(
                "a zero point of {point}, expected one from {} to {}",
                range[0], range[1]
            )),
        }
    }

    /// Returns the scales of a constant of these sizes.
    fn scaling(
        &self,
        site: &Site<'_, 'a>,
        sizes: &[usize],
        point: Option<&Constant>,
    ) -> Lower<Scaling> {
        let constant = self.scales(site)?;
        let scales = self.store.reals(&constant).unwrap_or_default();
        let inner = match scales.len() {
            0 => return refuse("it has no scale, expected 1 or one for each index of an axis"),
            1 => 1,
            count => {
                let axis = match site.file.attribute("axis") {
                    None => 1,
                    Some(AttributeValue::Whole(axis)) => *axis,
                    Some(_) => return refuse("attribute `axis` is no whole number"),
                };
                // The default of a vector is its only axis.
                let axis = if sizes.len() == 1 {
                    Some(0)
                } else {
                    axis_of(axis, sizes.len())
                };
                let Some(axis) = axis.filter(|axis| sizes[*axis] == count) else {
                    return refuse(format!(
                        "{count} scales along axis {axis:?} of a constant of sizes {sizes:?}"
                    ));
                };
                sizes[axis + 1..].iter().product()
            }
        };
        let points = match point {
            None => vec![0],
            Some(point) => match self.store.wholes(point) {
                Some(points) if points.len() == scales.len() => points,
                _ => {
                    return refuse(format!(
                        "zero points of sizes {:?} for {} scales",
                        point.sizes,
                        scales.len()
                    ));
                }
            },
        };
        match points.iter().find(|point| **point != points[0]) {
            Some(other) => refuse(format!(
                "it has the zero points {} and {other}, expected one; help: quantise weights symmetrically to int8",
                points[0]
            )),
            None => Ok(Scaling {
                scales: scales.into(),
                inner,
                zero_point: points[0],
            }),
        }
    }

    /// Returns a tensor that is rounded to integers, with what these cannot hold made part of the network: quantisers leave
    /// out a ReLU where nothing below 0 can be stored. An item is limited once for all that round it. Only the lower limit is
    /// restored: a network from which a quantiser left out an upper one (as of a ReLU6) has none in `f32`, and in integers
    /// that of its scale.
    fn limited(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: Tensor,
        quantization: Quantization,
    ) -> Tensor {
        if quantization.zero_point != 0 || tensor.item == 0 || self.is_non_negative(tensor.item) {
            return tensor;
        }
        let item = match self.limited.get(&tensor.item) {
            Some(item) => *item,
            None => {
                let item = self.map(site, ItemKind::Function(Function::Relu), tensor.item);
                self.limited.insert(tensor.item, item);
                item
            }
        };
        Tensor {
            item,
            view: tensor.view,
            before: None,
        }
    }

    /// Returns whether the values of an item are never negative, as far as that follows from operations and from how they
    /// are rounded.
    fn is_non_negative(&mut self, id: ItemId) -> bool {
        let is_rounded = |quantization: Option<Quantization>| {
            quantization.is_some_and(|quantization| quantization.zero_point == 0)
        };
        while self.non_negative.len() <= id {
            let at = self.non_negative.len();
            let known = match at.checked_sub(1).map(|at| &self.items[at]) {
                None => is_rounded(self.quantization),
                Some(item) => {
                    let inputs = item.inputs.iter().map(|input| self.non_negative[*input]);
                    let inputs: Vec<bool> = inputs.collect();
                    is_rounded(item.quantization) || is_non_negative(&item.kind, &inputs)
                }
            };
            self.non_negative.push(known);
        }
        self.non_negative[id]
    }
}

/// Returns whether an item's values are never negative; `inputs` says of each item that it reads whether its values are not.
fn is_non_negative(kind: &ItemKind, inputs: &[bool]) -> bool {
    let all = inputs.iter().all(|input| *input);
    match kind {
        ItemKind::Op(op) => op.is_non_negative(inputs),
        ItemKind::Function(function) => function
            .activation()
            .is_some_and(|activation| activation.is_non_negative(all)),
        ItemKind::Binary(Binary::Product) => all,
        ItemKind::Binary(Binary::Maximum) => inputs.contains(&true),
        _ => false,
    }
}
