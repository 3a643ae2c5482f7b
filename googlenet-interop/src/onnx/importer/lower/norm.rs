//! Lowering of normalisations of each pixel's channels: `LayerNormalization`, `LpNormalization`, and the division by a
//! norm that is spelled out, as `x / Max(ReduceL2(x), 1e-12)`.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, axes_of, axis_of};
use crate::import::transform::Transform;
use crate::items::Constant;
use crate::items::Function;
use crate::items::{Affine, ItemId, ItemKind, ItemWeight};
use crate::onnx::importer::file::ElementType;
use crate::onnx::importer::view::Axis;
use crate::order::Order;
use googlenet_dsl::op::{L2Norm, LayerNorm};
use googlenet_dsl::shape::Shape;

/// The smallest divisor of norms whose operator has none.
const LEAST: f32 = 1e-12;

/// The largest number added to a norm or its square for which a least divisor may stand.
const MOST_ADDED: f64 = 1e-5;

/// The Euclidean norm of an item's channels, as the divisor of them.
struct Norm {
    base: ItemId,
    /// The smallest value of the norm, or of its square.
    least: f64,
    added: Option<Added>,
    /// Whether it is the square of the norm.
    squared: bool,
}

/// What is added to a norm so that it is not 0.
struct Added {
    number: f64,
    /// Whether it is added to the square of the norm.
    to_square: bool,
}

/// Why a norm that is read in another way cannot be said.
const NORM: &str = "a norm, but of the channels as the divisor of them, cannot be said";

impl<'a> Lowering<'_, 'a> {
    /// Returns a tensor whose channels are the axes `axes`: `tensor` itself, if they are.
    fn over(&mut self, site: &Site<'_, 'a>, tensor: &Tensor, axes: &[usize]) -> Lower<Tensor> {
        let channels = self.shape(tensor.item).channels();
        let others = |at: &usize| *at != axes[0] && axes.contains(at);
        let is_own = axes.first().is_some_and(|first| {
            tensor.view.is_whole(*first, Axis::Channel, channels)
                && (0..tensor.view.rank())
                    .filter(others)
                    .all(|at| tensor.view.parts(at).is_empty())
        });
        match is_own {
            true => Ok(tensor.clone()),
            false => self.with_channels(site, tensor, axes),
        }
    }

    pub(super) fn layer_norm(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let tensor = self.settled(site, tensor)?;
        let rank = tensor.view.rank();
        let axis = site.whole("axis", -1)?;
        let Some(first) = axis_of(axis, rank) else {
            return refuse(format!("axis {axis} of a tensor of {rank} axes"));
        };
        let axes: Vec<usize> = (first..rank).collect();
        let tensor = self.over(site, &tensor, &axes)?;
        let epsilon = site.real("epsilon", 1e-5)?;
        if !(epsilon >= 0.0 && epsilon.is_finite()) {
            return refuse(format!("`epsilon` is {epsilon}"));
        }
        let stash = site.whole("stash_type", 1)?;
        let computed = match ElementType::of(stash) {
            Some(ElementType::Float) => None,
            Some(ElementType::Half) => Some("float16"),
            Some(ElementType::Brain) => Some("bfloat16"),
            Some(ElementType::Double) => Some("float64"),
            _ => {
                return refuse(format!(
                    "`stash_type` is {stash}, which is no type of floats"
                ));
            }
        };
        if let Some(computed) = computed {
            self.note(
                site,
                format!(
                    "mean and variance are computed in float32, not in {computed} (`stash_type`)"
                ),
            );
        }
        let channels = self.shape(tensor.item).channels();
        let order = self.order(tensor.item);
        let mut weights = Vec::new();
        let mut there = [false; 2];
        let names = [("gamma", 1.0f32), ("beta", 0.0)];
        for (at, (name, nothing)) in names.into_iter().enumerate() {
            if self.optional(site, at + 1)?.is_none() {
                continue;
            }
            let value = self.weights(site, at + 1)?;
            if value.len() != channels {
                return refuse(format!(
                    "`{name}` of sizes {:?} for {channels} channels",
                    value.sizes
                ));
            }
            if self.is_filled(&value, nothing) {
                continue;
            }
            there[at] = true;
            weights.push(ItemWeight {
                name,
                value: value.reshaped(vec![channels]).then(Transform::Order {
                    axis: 0,
                    order: order.clone(),
                }),
            });
        }
        let [scale, center] = there;
        let op = LayerNorm {
            epsilon,
            scale,
            center,
        };
        let item = self.push(site, op, vec![tensor.item], weights)?;
        Ok(self.in_place(tensor, item))
    }

    /// Returns whether all values of a small constant are `number`.
    pub(super) fn is_filled(&self, constant: &Constant, number: f32) -> bool {
        let values = self.store.reals(constant);
        let same = |value: &f32| value.to_bits() == number.to_bits();
        values.is_some_and(|values| values.iter().all(same))
    }

    /// Returns a tensor with the axes of `tensor` whose values are those of `item`, of the same shape.
    pub(super) fn in_place(&self, tensor: Tensor, item: ItemId) -> Value {
        Value::Tensor(Tensor {
            item,
            before: None,
            ..tensor
        })
    }

    pub(super) fn lp_norm(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let tensor = self.settled(site, tensor)?;
        let rank = tensor.view.rank();
        let p = site.whole("p", 2)?;
        if p != 2 {
            return refuse(format!("a norm with p = {p} cannot be said"));
        }
        let axis = site.whole("axis", -1)?;
        let Some(axis) = axis_of(axis, rank) else {
            return refuse(format!("axis {axis} of a tensor of {rank} axes"));
        };
        let tensor = self.over(site, &tensor, &[axis])?;
        let epsilon = LEAST;
        let item = self.push(site, L2Norm { epsilon }, vec![tensor.item], Vec::new())?;
        self.note(
            site,
            format!(
                "it divides by any norm; `l2_norm` divides by at least {epsilon:e}, so that results differ where norms \
                 are smaller"
            ),
        );
        Ok(self.in_place(tensor, item))
    }

    /// Lowers `ReduceL2` and `ReduceSumSquare` over the channels, which is said only as the divisor of what it reads.
    pub(super) fn reduced_norm(&mut self, site: &Site<'_, 'a>, squared: bool) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let tensor = self.settled(site, tensor)?;
        let axes = self.list(site, "axes", 1)?.unwrap_or_default();
        self.norm_over(site, &tensor, &axes, squared)
    }

    pub(super) fn norm_over(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        axes: &[i64],
        squared: bool,
    ) -> Lower<Value> {
        let rank = tensor.view.rank();
        let shape = self.shape(tensor.item);
        let channels = shape.channels();
        let gone = axes_of(axes, rank)?;
        let keeps = site.whole("keepdims", 1)? != 0;
        if gone.is_empty() || !keeps {
            return refuse(NORM);
        }
        let is_own = matches!(gone[..], [at] if tensor.view.is_whole(at, Axis::Channel, channels));
        let arranged = match is_own {
            true => tensor.clone(),
            false => self.with_channels(site, tensor, &gone)?,
        };
        let (tensor, shape) = (&arranged, self.shape(arranged.item));
        let view = tensor.view.reduced(&gone, true);
        let shape = match shape {
            Shape::Map { height, width, .. } => Shape::map(height, width, 1),
            _ => Shape::vector(1),
        };
        let kind = ItemKind::Norm { squared };
        let inputs = vec![tensor.item];
        let item = self.add(site, kind, inputs, shape, Order::natural(1), Vec::new());
        Ok(Value::Tensor(Tensor {
            item,
            view,
            before: None,
        }))
    }

    /// Returns whether an item is a norm.
    pub(super) fn is_whole_norm(&self, item: ItemId) -> bool {
        self.norm_of(item).is_some_and(|norm| !norm.squared)
    }

    /// Returns whether an item is a norm, or the inverse of one.
    pub(super) fn is_norm(&self, item: ItemId) -> bool {
        let found = item.checked_sub(1).map(|at| &self.items[at]);
        match found {
            Some(found) if found.kind == ItemKind::Function(Function::Reciprocal) => {
                self.is_whole_norm(found.inputs[0])
            }
            _ => self.norm_of(item).is_some(),
        }
    }

    /// Returns the norm that an item is, or whose square it is.
    fn norm_of(&self, item: ItemId) -> Option<Norm> {
        let item = self.items.get(item.checked_sub(1)?)?;
        match &item.kind {
            ItemKind::Norm { squared } => Some(Norm {
                base: item.inputs[0],
                least: 0.0,
                added: None,
                squared: *squared,
            }),
            ItemKind::Function(Function::Clip { low, high }) if *high == f64::INFINITY => {
                let norm = self.norm_of(item.inputs[0])?;
                norm.added.is_none().then_some(Norm {
                    least: norm.least.max(*low),
                    ..norm
                })
            }
            ItemKind::Function(Function::Sqrt | Function::Power { exponent: 0.5 }) => {
                let norm = self.norm_of(item.inputs[0])?;
                norm.squared.then_some(Norm {
                    least: norm.least.max(0.0).sqrt(),
                    squared: false,
                    ..norm
                })
            }
            ItemKind::Affine(affine) if affine.is_scalar() && !affine.has_factor() => {
                let norm = self.norm_of(item.inputs[0])?;
                let number = affine.shift[0];
                let is_first = norm.added.is_none() && norm.least == 0.0 && number >= 0.0;
                is_first.then_some(Norm {
                    least: number,
                    added: Some(Added {
                        number,
                        to_square: norm.squared,
                    }),
                    ..norm
                })
            }
            _ => None,
        }
    }

    /// Lowers the quotient of a tensor and its norm; `None` if the operands are something else.
    pub(super) fn by_norm(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        divisor: &Tensor,
        inverse: bool,
    ) -> Lower<Option<Value>> {
        let view = divisor.view.clone();
        let divisor = match inverse {
            false => divisor.item,
            true => match divisor.item.checked_sub(1).map(|at| &self.items[at]) {
                Some(item) if matches!(item.kind, ItemKind::Function(Function::Reciprocal)) => {
                    item.inputs[0]
                }
                _ => return Ok(None),
            },
        };
        let norm = self.norm_of(divisor).filter(|norm| !norm.squared);
        let Some(Norm {
            base, least, added, ..
        }) = norm
        else {
            return Ok(None);
        };
        let mut tensor = tensor.clone();
        if base != tensor.item {
            if view.rank() != tensor.view.rank() {
                return Ok(None);
            }
            let axes: Vec<usize> = (0..view.rank())
                .filter(|at| view.parts(*at).is_empty() && !tensor.view.parts(*at).is_empty())
                .collect();
            if axes.is_empty() || axes.contains(&0) {
                return Ok(None);
            }
            tensor = self.with_channels(site, &tensor, &axes)?;
            if tensor.item != base {
                return Ok(None);
            }
        }
        let epsilon = least as f32;
        if !epsilon.is_finite() || epsilon < 0.0 {
            return refuse(format!("a norm of at least {least} cannot be said"));
        }
        if let Some(added) = added.filter(|added| added.number != 0.0) {
            let number = added.number as f32;
            let to = match added.to_square {
                true => "the square of the norm",
                false => "the norm",
            };
            if added.number > MOST_ADDED {
                return refuse(format!(
                    "{number} is added to {to}, more than a least divisor can stand for ({MOST_ADDED})"
                ));
            }
            self.note(
                site,
                format!(
                    "{number:e} is added to {to}; `l2_norm` divides by at least {epsilon:e} instead, so that results \
                     differ where norms are small"
                ),
            );
        }
        let item = self.push(site, L2Norm { epsilon }, vec![base], Vec::new())?;
        Ok(Some(self.in_place(tensor, item)))
    }

    /// Lowers `ReduceSum`: the mean, times the number of values.
    pub(super) fn reduced_sum(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let axes = self.list(site, "axes", 1)?.unwrap_or_default();
        if let Some(before) = tensor.item.checked_sub(1).map(|at| &self.items[at])
            && before.kind == ItemKind::Function(Function::Power { exponent: 2.0 })
        {
            let base = Tensor {
                item: before.inputs[0],
                ..tensor
            };
            return self.norm_over(site, &base, &axes, true);
        }
        let Value::Tensor(mean) = self.reduce(site, true)? else {
            return refuse("it reads a constant");
        };
        if mean.item == tensor.item {
            return Ok(Value::Tensor(mean));
        }
        let count = self.shape(tensor.item).len() / self.shape(mean.item).len().max(1);
        let affine = Affine {
            factor: vec![count as f64],
            shift: vec![0.0],
        };
        let item = self.map(site, ItemKind::Affine(affine), mean.item);
        Ok(self.in_place(mean, item))
    }
}
