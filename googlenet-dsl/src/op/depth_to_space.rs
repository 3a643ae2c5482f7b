//! The operation of the `depth_to_space` kind: the channels of each pixel as a block of pixels.

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
    /// The channels of each pixel as a block of `block` x `block` pixels, as TensorFlow's `depth_to_space`.
    pub struct DepthToSpace {
        /// Height and width of a block.
        pub block: u32,
        /// Order of the channels that hold the pixels of a block.
        pub order: ChannelOrder,
    }
}

impl DepthToSpace {
    /// The `depth_to_space` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "depth_to_space",
        doc: "The channels of each pixel as a block of pixels, such as 2x2, as TensorFlow's `depth_to_space`; with `order: crd` PyTorch's `PixelShuffle`.",
        argument_name: "block",
        argument: Some(Field {
            name: "depth_to_space",
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
        DepthToSpace {
            block: settings.count("depth_to_space"),
            order: settings.channel_order(),
        }
        .into()
    }
}

impl Operation for DepthToSpace {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&DepthToSpace::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![
            Setting::Count(self.block),
            Setting::ChannelOrder(self.order),
        ]
    }

    fn keras_class(&self) -> &'static str {
        "DepthToSpace"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let Shape::Map {
            height,
            width,
            channels,
        } = inputs[0]
        else {
            return Err(ShapeError::needs_map("depth_to_space", inputs[0]));
        };
        let block = self.block as usize;
        let pixels = block.saturating_mul(block);
        if !channels.is_multiple_of(pixels) {
            return Err(ShapeError {
                code: Code::UNEVEN_BLOCK,
                title: "the channels of {layer} do not fill its blocks",
                label: format!("blocks of {pixels} pixels, {channels} channels"),
                blame: Blame::Argument,
                help: Some(format!(
                    "bring the input to a multiple of {pixels} channels"
                )),
            });
        }
        Shape::map(
            height.saturating_mul(block),
            width.saturating_mul(block),
            channels / pixels,
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
        quote!(#runtime::layers::DepthToSpace<#input, #output>)
    }
}
