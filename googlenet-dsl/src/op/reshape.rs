//! The operation of the `reshape` kind: the same values as a map of another height, width and number of channels.

use super::{GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, ResultStorage, StoresNhwc};
use crate::diagnostic::Code;
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Blame, Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// The values of a vector or map, in the order height, width, channels (channels innermost), as a map of another
    /// shape, as Keras' `Reshape`.
    pub struct Reshape {
        /// Height, width and channels of the result; at most one of them is 0, which stands for the size that follows
        /// from the others.
        pub sizes: [u32; 3],
    }
}

impl Reshape {
    /// The `reshape` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "reshape",
        doc: "Its values, in the order height, width, channels, as a map of another shape, as Keras' `Reshape`: `[1, 1, -1]` makes a map of one pixel of a vector. `flatten` is the way back.",
        argument_name: "sizes",
        argument: Some(Field {
            name: "reshape",
            ty: OptionType::Sizes,
            default: DefaultValue::Required,
            doc: "height, width and channels of the map; -1 for the one that follows from the others",
        }),
        options: &[],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        Reshape {
            sizes: settings.sizes("reshape"),
        }
        .into()
    }
}

impl Operation for Reshape {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Reshape::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![Setting::Sizes(self.sizes)]
    }

    fn keras_class(&self) -> &'static str {
        "Reshape"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let values = inputs[0].len();
        let mut sizes = self.sizes.map(|size| size as usize);
        let given = sizes.iter().filter(|size| **size > 0);
        let product = given.fold(1usize, |product, size| product.saturating_mul(*size));
        if let Some(open) = sizes.iter_mut().find(|size| **size == 0)
            && values.is_multiple_of(product)
        {
            *open = values / product;
        }
        let shape = Shape::map(sizes[0], sizes[1], sizes[2]);
        if sizes.contains(&0)
            || sizes
                .iter()
                .try_fold(1usize, |all, size| all.checked_mul(*size))
                != Some(values)
        {
            return Err(ShapeError {
                code: Code::RESHAPE_MISMATCH,
                title: "the values of {layer} do not fit its shape",
                label: match sizes.contains(&0) {
                    true => format!(
                        "{} has {values} values, which {product} does not divide",
                        inputs[0]
                    ),
                    false => format!(
                        "{shape} has {product} values, the input, {}, has {values}",
                        inputs[0]
                    ),
                },
                blame: Blame::Argument,
                help: Some(format!(
                    "`[1, 1, -1]` is a map of one pixel with all {values} values"
                )),
            });
        }
        shape.bounded()
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::NONE
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            result: ResultStorage::Blocks,
            is_view: true,
            reads: InputLayouts::NHWC,
            stores_nhwc: StoresNhwc::Whole,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (input, output) = (types.shape(inputs[0]), types.shape(output));
        quote!(#runtime::layers::Reshape<#input, #output>)
    }
}
