//! The operation of the `concat` kind: concatenation along the channels.

use super::{GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, ResultStorage, StoresNhwc};
use crate::diagnostic::Code;
use crate::grammar::{Kind, Reads, Setting, Settings};
use crate::shape::{Blame, Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Concatenation of all inputs along the channels, in order, as Keras' `Concatenate`. The inputs must be maps of
    /// the same height and width, or all vectors.
    pub struct Concat {}
}

impl Concat {
    /// The `concat` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "concat",
        doc: "The channels of its branches one behind the other, as Keras' `Concatenate`.",
        argument_name: "",
        argument: None,
        options: &[],
        reads: Reads::Branches,
    };

    pub(super) fn build(_: &Settings) -> Op {
        Concat {}.into()
    }
}

impl Operation for Concat {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Concat::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        Vec::new()
    }

    fn keras_class(&self) -> &'static str {
        "Concatenate"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let odd = odd_one_out(inputs, |shape| {
            (matches!(shape, Shape::Map { .. }), shape.spatial())
        });
        if let Some((odd, other)) = odd {
            return Err(ShapeError {
                code: Code::CONCAT_MISMATCH,
                title: "branches of {layer} do not fit together",
                label: format!(
                    "{} here, {} in the other branches",
                    size(inputs[odd]),
                    size(inputs[other])
                ),
                blame: Blame::Spatial(odd),
                help: Some(match inputs[odd] {
                    Shape::Vector { .. } => "put `flatten` behind the concat".into(),
                    Shape::Map { .. } => {
                        "give the branches the same strides, and `padding: same`".into()
                    }
                }),
            });
        }
        let channels = inputs.iter().map(|shape| shape.channels()).sum();
        match inputs[0] {
            Shape::Map { height, width, .. } => Shape::map(height, width, channels).bounded(),
            Shape::Vector { .. } => Shape::vector(channels).bounded(),
        }
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::NONE
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            result: ResultStorage::Joined,
            reads: InputLayouts::SLICES,
            stores_nhwc: StoresNhwc::Slices,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (inputs, output) = (types.list(inputs), types.shape(output));
        quote!(#runtime::layers::Concat<#inputs, #output>)
    }
}

fn size(shape: Shape) -> String {
    match shape {
        Shape::Map { height, width, .. } => format!("{height}x{width}"),
        Shape::Vector { .. } => format!("a vector of {shape}"),
    }
}

/// Finds an input of a concat or sum that differs from most others in its `key`, a property computed from the shape.
///
/// Returns the index of the first input whose key is not the most frequent one, and the index of an input that has the
/// most frequent key; of equally frequent keys the one that comes first counts as the most frequent. Returns `None` if
/// all inputs have the same key, or if there are no inputs.
pub(super) fn odd_one_out<K: PartialEq>(
    inputs: &[Shape],
    key: impl Fn(Shape) -> K,
) -> Option<(usize, usize)> {
    let votes = |shape: Shape| {
        inputs
            .iter()
            .filter(|other| key(**other) == key(shape))
            .count()
    };
    let usual = (0..inputs.len())
        .rev()
        .max_by_key(|at| votes(inputs[*at]))?;
    let odd = inputs
        .iter()
        .position(|shape| key(*shape) != key(inputs[usual]))?;
    Some((odd, usual))
}
