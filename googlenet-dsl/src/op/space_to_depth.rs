//! The operation of the `space_to_depth` kind: the pixels of each block as channels of one pixel.

use super::{
    ChannelOrder, GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, ResultStorage, StoresNhwc,
};
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
    /// The pixels of each block of `block` x `block` as channels of one pixel, as TensorFlow's `space_to_depth`.
    pub struct SpaceToDepth {
        /// Height and width of a block.
        pub block: u32,
        /// Order of the channels that hold the pixels of a block.
        pub order: ChannelOrder,
    }
}

impl SpaceToDepth {
    /// The `space_to_depth` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "space_to_depth",
        doc: "The pixels of each block, such as 2x2, as channels of one pixel, as TensorFlow's `space_to_depth`; with `order: crd` PyTorch's `PixelUnshuffle`.",
        argument_name: "block",
        argument: Some(Field {
            name: "space_to_depth",
            ty: OptionType::Count,
            default: DefaultValue::Required,
            doc: "height and width of a block",
        }),
        options: &[Field {
            name: "order",
            ty: OptionType::ChannelOrder,
            default: DefaultValue::Value(Setting::ChannelOrder(ChannelOrder::DEFAULT)),
            doc: "`dcr`: all channels of a block's first pixel, then those of the next, as in TensorFlow; `crd`: all pixels of the first channel, as in PyTorch",
        }],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        SpaceToDepth {
            block: settings.count("space_to_depth"),
            order: settings.channel_order(),
        }
        .into()
    }
}

impl Operation for SpaceToDepth {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&SpaceToDepth::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![
            Setting::Count(self.block),
            Setting::ChannelOrder(self.order),
        ]
    }

    fn keras_class(&self) -> &'static str {
        "SpaceToDepth"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let Shape::Map {
            height,
            width,
            channels,
        } = inputs[0]
        else {
            return Err(ShapeError::needs_map("space_to_depth", inputs[0]));
        };
        let block = self.block as usize;
        if !height.is_multiple_of(block) || !width.is_multiple_of(block) {
            return Err(ShapeError {
                code: Code::UNEVEN_BLOCK,
                title: "the blocks of {layer} do not fill its input",
                label: format!("blocks of {block}x{block}, a map of {height}x{width}"),
                blame: Blame::Argument,
                help: Some(
                    "use a block that divides height and width, or `zero_pad` before it".into(),
                ),
            });
        }
        Shape::map(
            height / block,
            width / block,
            channels.saturating_mul(block).saturating_mul(block),
        )
        .bounded()
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::NONE
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            result: ResultStorage::Blocks,
            reads: InputLayouts::SLICES,
            stores_nhwc: StoresNhwc::Whole,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (input, output) = (types.shape(inputs[0]), types.shape(output));
        quote!(#runtime::layers::SpaceToDepth<#input, #output>)
    }
}
