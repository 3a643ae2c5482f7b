//! Lowering of `Resize` and `Upsample`.

use super::context::{Lower, Lowering, Value, refuse};
use super::site::{Site, axis_of, size_of};
use crate::items::ItemId;
use crate::onnx::importer::view::{MapAxes, View};
use googlenet_dsl::op::{Coordinates, Interpolation, Rounding, Scale, Upsample};

/// How a node gives the result's sizes: the factors of the axes, or the sizes themselves.
enum Given {
    Factors(Vec<f32>),
    Sizes(Vec<i64>),
}

impl<'a> Lowering<'_, 'a> {
    pub(super) fn resize(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let sizes = tensor.view.sizes();
        let rank = sizes.len();
        let axes = match site.wholes("axes")? {
            None => (0..rank).collect(),
            Some(axes) => match axes.iter().map(|axis| axis_of(*axis, rank)).collect() {
                Some(axes) => axes,
                None => return refuse(format!("axes {axes:?} of a tensor of {rank} axes")),
            },
        };
        let axes: Vec<usize> = axes;
        let given = self.given_sizes(site)?;
        let len = match &given {
            Given::Factors(list) => list.len(),
            Given::Sizes(list) => list.len(),
        };
        if len != axes.len() {
            return refuse(format!("{len} sizes or factors for {} axes", axes.len()));
        }
        let (factors, wanted) = targets(site, given, &axes, &sizes)?;
        let keeps = |at: usize| factors[at] == 1.0 && wanted[at] == sizes[at];
        if (0..rank).all(keeps) {
            return Ok(Value::Tensor(tensor));
        }
        let mut method = method(site, self.opset)?;
        if method.mode.is_none() {
            return refuse("`mode` is \"cubic\": cubic interpolation cannot be said");
        }
        let smaller = (0..rank).any(|at| factors[at] < 1.0);
        if site.flag("antialias")? && smaller {
            return refuse("`antialias` is 1: means over larger areas cannot be said");
        }
        if self.opset < 11 && smaller && (0..rank).all(|at| factors[at] <= 1.0) {
            method.rounding = Rounding::Ceil;
        }
        if rank != 4 {
            return refuse("a change of other sizes than height and width cannot be said");
        }
        let changed: Vec<usize> = (0..rank).filter(|at| !keeps(*at)).collect();
        let (tensor, order) = self.map_for(site, tensor, &changed)?;
        let [rows, columns] = match order {
            MapAxes::ChannelsFirst => [2, 3],
            MapAxes::ChannelsLast => [1, 2],
        };
        if changed.iter().any(|at| *at != rows && *at != columns) {
            return refuse("a change of other sizes than height and width cannot be said");
        }
        let input = tensor.item;
        let shape = self.shape(input).spatial();
        let factors = [factors[rows], factors[columns]];
        let size = [wanted[rows], wanted[columns]];
        let [Some(height), Some(width)] = size.map(|size| size_of(size as i64, 1)) else {
            return refuse(format!("sizes {size:?} are out of range"));
        };
        let of = |scale: Scale| Upsample {
            scale,
            mode: method.mode.unwrap_or(Interpolation::Nearest),
            coordinates: method.coordinates,
            rounding: method.rounding,
        };
        let by_factor = (0..2).all(|at| {
            let factor = factors[at] as f32;
            let made = (shape[at] as f32 * factor).floor() as usize;
            f64::from(factor) == factors[at] && made == size[at]
        });
        let op = of(match by_factor {
            true => Scale::Factor(factors.map(|factor| factor as f32)),
            false => Scale::Size([height, width]),
        });
        if !by_factor && !same_places(&op, shape, size, factors) {
            return refuse(format!(
                "factors {factors:?} with a size of {size:?} cannot be said"
            ));
        }
        let item = self.push(site, op, vec![input], Vec::new())?;
        Ok(Value::Tensor(super::context::Tensor {
            item,
            view: View::of(self.shape(item), self.batch, order),
            before: None,
        }))
    }

    /// Appends what repeats the pixels of a map.
    pub(super) fn resized_to(
        &mut self,
        site: &Site<'_, 'a>,
        item: ItemId,
        size: [usize; 2],
    ) -> Lower<ItemId> {
        let [Some(height), Some(width)] = size.map(|size| size_of(size as i64, 1)) else {
            return refuse(format!("sizes {size:?} are out of range"));
        };
        let op = Upsample {
            scale: Scale::Size([height, width]),
            mode: Interpolation::Nearest,
            coordinates: Coordinates::DEFAULT,
            rounding: Rounding::DEFAULT,
        };
        self.push(site, op, vec![item], Vec::new())
    }

    fn given_sizes(&mut self, site: &Site<'_, 'a>) -> Lower<Given> {
        let scales_at = match site.file.operator {
            "Upsample" => 1,
            _ if self.opset < 11 => 1,
            _ => 2,
        };
        if scales_at == 2
            && let Some(sizes) = self.wholes(site, 3)?
            && !sizes.is_empty()
        {
            return Ok(Given::Sizes(sizes));
        }
        if let Some(scales) = site.reals("scales")? {
            return Ok(Given::Factors(scales.to_vec()));
        }
        let scales = self.maybe_constant(site, scales_at)?;
        match scales.and_then(|scales| self.store.reals(&scales)) {
            Some(scales) => Ok(Given::Factors(scales)),
            None => refuse("it has neither sizes nor factors"),
        }
    }
}

/// Returns the factors and sizes of all axes.
fn targets(
    site: &Site<'_, '_>,
    given: Given,
    axes: &[usize],
    sizes: &[usize],
) -> Lower<(Vec<f64>, Vec<usize>)> {
    let mut factors = vec![1.0f64; sizes.len()];
    let mut wanted = sizes.to_vec();
    match given {
        Given::Factors(list) => {
            for (axis, factor) in axes.iter().zip(list) {
                if !(factor > 0.0 && factor.is_finite()) {
                    return refuse(format!("a factor of {factor}"));
                }
                factors[*axis] = factor.into();
                wanted[*axis] = (sizes[*axis] as f32 * factor).floor() as usize;
            }
        }
        Given::Sizes(list) => {
            let mut each = Vec::new();
            for (axis, size) in axes.iter().zip(&list) {
                let Some(size) = size_of(*size, 1) else {
                    return refuse(format!("sizes {list:?} are out of range"));
                };
                each.push(f64::from(size) / sizes[*axis] as f64);
                wanted[*axis] = size as usize;
            }
            let policy = site.text("keep_aspect_ratio_policy", "stretch")?;
            let one = match policy.as_str() {
                "stretch" => None,
                "not_larger" => each.iter().copied().reduce(f64::min),
                "not_smaller" => each.iter().copied().reduce(f64::max),
                other => return refuse(format!("`keep_aspect_ratio_policy` is {other:?}")),
            };
            for (axis, own) in axes.iter().zip(each) {
                factors[*axis] = one.unwrap_or(own);
                if let Some(one) = one {
                    wanted[*axis] = (sizes[*axis] as f64 * one + 0.5).floor() as usize;
                }
            }
        }
    }
    Ok((factors, wanted))
}

/// How a node interpolates; the mode is `None` for a cubic one.
struct Method {
    mode: Option<Interpolation>,
    coordinates: Coordinates,
    rounding: Rounding,
}

fn method(site: &Site<'_, '_>, opset: i64) -> Lower<Method> {
    let mode = match site.text("mode", "nearest")?.as_str() {
        "nearest" => Some(Interpolation::Nearest),
        "linear" | "bilinear" => Some(Interpolation::Bilinear),
        "cubic" => None,
        other => return refuse(format!("`mode` is {other:?}")),
    };
    // The first versions have neither attribute, and take the place of a pixel's corner.
    let old = opset < 11 || site.file.operator == "Upsample";
    let (usual, rounding) = match old {
        true => ("asymmetric", "floor"),
        false => ("half_pixel", "round_prefer_floor"),
    };
    let coordinates = site.text("coordinate_transformation_mode", usual)?;
    let rounding = match site.text("nearest_mode", rounding)?.as_str() {
        "round_prefer_floor" => Rounding::RoundPreferFloor,
        "round_prefer_ceil" => Rounding::RoundPreferCeil,
        "floor" => Rounding::Floor,
        "ceil" => Rounding::Ceil,
        other => return refuse(format!("`nearest_mode` is {other:?}")),
    };
    let is_nearest = mode == Some(Interpolation::Nearest);
    let (coordinates, rounding) = match coordinates.as_str() {
        "half_pixel" => (Coordinates::HalfPixel, rounding),
        "align_corners" => (Coordinates::AlignCorners, rounding),
        "asymmetric" => (Coordinates::Asymmetric, rounding),
        "pytorch_half_pixel" => (Coordinates::PytorchHalfPixel, rounding),
        "half_pixel_symmetric" => (Coordinates::HalfPixelSymmetric, rounding),
        // Half a pixel further than `half_pixel`.
        "tf_half_pixel_for_nn" if is_nearest && rounding == Rounding::Floor => {
            (Coordinates::HalfPixel, Rounding::RoundPreferCeil)
        }
        "tf_crop_and_resize" => {
            return refuse(
                "a part of the map that is resized (`tf_crop_and_resize`) cannot be said",
            );
        }
        other => {
            return refuse(format!(
                "`coordinate_transformation_mode` is {other:?}, which cannot be said"
            ));
        }
    };
    // Interpolation does not round, so that descriptions say nothing of it.
    let rounding = match is_nearest {
        true => rounding,
        false => Rounding::DEFAULT,
    };
    Ok(Method {
        mode,
        coordinates,
        rounding,
    })
}

/// Returns whether an operation with a size reads the pixels that the factors of the node tell.
fn same_places(op: &Upsample, input: [usize; 2], output: [usize; 2], factors: [f64; 2]) -> bool {
    (0..2).all(|at| {
        let own = f64::from(output[at] as u32) / input[at] as f64;
        let told = factors[at];
        let near = (own - told).abs() <= 1e-6 * told;
        let place = |factor: f64, x: usize| match op.coordinates {
            Coordinates::Asymmetric => x as f64 / factor,
            _ => (x as f64 + 0.5) / factor - 0.5,
        };
        let same = |x: usize| {
            let last = input[at] as f64 - 1.0;
            let [a, b] =
                [own, told].map(|factor| op.rounding.round(place(factor, x)).clamp(0.0, last));
            a == b
        };
        let plain = matches!(
            op.coordinates,
            Coordinates::Asymmetric | Coordinates::HalfPixel
        );
        near || plain && op.mode == Interpolation::Nearest && (0..output[at]).all(same)
    })
}
