//! The operation of the `channel_shuffle` kind: the channels of several groups, dealt out in turn.

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
    /// The first channel of each group, then the second one of each, and so on, as PyTorch's `ChannelShuffle` (Zhang et
    /// al., arXiv:1707.01083). The groups are equal parts of the channels, in order.
    pub struct ChannelShuffle {
        /// Number of groups; must divide the number of channels.
        pub groups: u32,
    }
}

impl ChannelShuffle {
    /// The `channel_shuffle` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "channel_shuffle",
        doc: "The first channel of each group, then the second one of each, and so on, as PyTorch's `ChannelShuffle`.",
        argument_name: "",
        argument: None,
        options: &[Field {
            name: "groups",
            ty: OptionType::Count,
            default: DefaultValue::Required,
            doc: "into how many equal parts the channels are divided",
        }],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        ChannelShuffle {
            groups: settings.count("groups"),
        }
        .into()
    }
}

impl Operation for ChannelShuffle {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&ChannelShuffle::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![Setting::Count(self.groups)]
    }

    fn keras_class(&self) -> &'static str {
        "ChannelShuffle"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let (groups, channels) = (self.groups as usize, inputs[0].channels());
        if !channels.is_multiple_of(groups) {
            return Err(ShapeError {
                code: Code::UNEVEN_GROUPS,
                title: "the groups of {layer} are uneven",
                label: format!("{groups} groups, {channels} input channels"),
                blame: Blame::Option("groups"),
                help: Some("use a number of groups that divides the input channels".into()),
            });
        }
        Ok(inputs[0])
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
    fn rust_type(&self, types: &Types<'_>, _inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let shape = types.shape(output);
        quote!(#runtime::layers::ChannelShuffle<#shape>)
    }
}
