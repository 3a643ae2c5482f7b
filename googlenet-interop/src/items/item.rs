//! Items: what the nodes of a graph compute, in this project's terms, before they are put together to steps.

use super::constant::Constant;
use super::function::Function;
use crate::order::Order;
use googlenet_dsl::op::Op;
use googlenet_dsl::shape::Shape;
use googlenet_runtime::quantize::Quantization;

/// Number of an item, counted from 1; 0 is the network's input.
pub(crate) type ItemId = usize;

/// What one node computes.
#[derive(Debug)]
pub(crate) struct Item {
    /// Name of the node, as steps have it.
    pub(crate) name: String,
    /// Operator and name of the node, for messages.
    pub(crate) node: (String, String),
    pub(crate) kind: ItemKind,
    pub(crate) inputs: Vec<ItemId>,
    /// Shape of the result for one image.
    pub(crate) shape: Shape,
    /// Order in which the file has the features of a vector.
    pub(crate) order: Order,
    pub(crate) weights: Vec<ItemWeight>,
    /// How the file rounds the result to 8-bit integers; `None` if it does not.
    pub(crate) quantization: Option<Quantization>,
}

/// A weight of an item's operation.
#[derive(Debug, Clone)]
pub(crate) struct ItemWeight {
    /// Name within the layer: `kernel`.
    pub(crate) name: &'static str,
    /// The values in this project's order.
    pub(crate) value: Constant,
}

/// What an item computes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ItemKind {
    /// An operation of the language.
    Op(Op),
    /// A factor and a summand for each channel, or for all channels alike.
    Affine(Affine),
    Function(Function),
    /// A function of the elements of two operands.
    Binary(Binary),
    /// The Euclidean norm of the channels of each pixel, or its square; only the division by it can be said.
    Norm {
        squared: bool,
    },
    /// Something that the language cannot say, with the reason.
    Unsaid(String),
}

/// Factors and summands, each one number or one for each channel, in the network's order of channels.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Affine {
    pub(crate) factor: Vec<f64>,
    pub(crate) shift: Vec<f64>,
}

/// A function of the elements of two operands, besides their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Binary {
    Product,
    Quotient,
    Maximum,
}

impl Binary {
    pub(crate) fn of(self, a: f64, b: f64) -> f64 {
        match self {
            Binary::Product => a * b,
            Binary::Quotient => a / b,
            Binary::Maximum => a.max(b),
        }
    }
}

impl Affine {
    /// Returns `true` if all channels have the same factor and summand.
    pub(crate) fn is_scalar(&self) -> bool {
        self.factor.len() == 1 && self.shift.len() == 1
    }

    pub(crate) fn has_factor(&self) -> bool {
        self.factor.iter().any(|factor| *factor != 1.0)
    }

    pub(crate) fn has_shift(&self) -> bool {
        self.shift.iter().any(|shift| *shift != 0.0)
    }

    /// Returns the one that applies this one first and `next` behind it.
    pub(crate) fn then(&self, next: &Affine) -> Affine {
        let len = [&self.factor, &self.shift, &next.factor, &next.shift];
        let len = len.iter().map(|list| list.len()).max().unwrap_or(1);
        let at = |list: &[f64], at: usize| if list.len() == 1 { list[0] } else { list[at] };
        let factor = (0..len).map(|i| at(&self.factor, i) * at(&next.factor, i));
        let shift = (0..len).map(|i| at(&self.shift, i) * at(&next.factor, i) + at(&next.shift, i));
        let one = |list: Vec<f64>| match list.iter().all(|value| *value == list[0]) {
            true => vec![list[0]],
            false => list,
        };
        Affine {
            factor: one(factor.collect()),
            shift: one(shift.collect()),
        }
    }

    /// Returns the factors and summands, each as `channels` numbers.
    pub(crate) fn channels(&self, channels: usize) -> [Vec<f32>; 2] {
        [&self.factor, &self.shift].map(|list| {
            let at = |at: usize| if list.len() == 1 { list[0] } else { list[at] };
            (0..channels).map(|channel| at(channel) as f32).collect()
        })
    }
}
