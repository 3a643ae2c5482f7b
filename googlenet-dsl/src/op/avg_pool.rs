//! The operation of the `avg_pool` kind: average pooling.

#[cfg(feature = "codegen")]
use super::window::window_type;
use super::window::{POOL_CEIL, POOL_STRIDE, pool_kind, pool_settings, pool_window};
use super::{GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, StoresNhwc, Window};
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Setting, Settings};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Average pooling: the mean of the inputs under the window, channel by channel, as Keras' `AveragePooling2D`.
    pub struct AvgPool {
        /// Kernel size, stride, padding and rounding of the pooling window.
        pub window: Window,
        /// Whether zeros of the padding count as inputs of the mean, as in Caffe; if `false`, the mean is over the taps
        /// inside the map, as in Keras. Taps that lie beyond the padded input, which a last window can have with
        /// [`Window::ceil`], never count.
        pub count_padding: bool,
    }
}

impl AvgPool {
    /// The `avg_pool` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = pool_kind(
        "avg_pool",
        "Mean of the inputs under the window, as Keras' `AveragePooling2D`.",
        &[
            POOL_STRIDE,
            Field::PADDING,
            POOL_CEIL,
            Field {
                name: "count_padding",
                ty: OptionType::Flag,
                default: DefaultValue::Value(Setting::Flag(false)),
                doc: "whether padding counts as zeros in the mean, as in Caffe; Keras leaves it out",
            },
        ],
    );

    pub(super) fn build(settings: &Settings) -> Op {
        AvgPool {
            window: pool_window("avg_pool", settings),
            count_padding: settings.flag("count_padding"),
        }
        .into()
    }
}

impl Operation for AvgPool {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&AvgPool::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        let mut settings = pool_settings(self.window);
        settings.push(Setting::Flag(self.count_padding));
        settings
    }

    fn keras_class(&self) -> &'static str {
        "AveragePooling2D"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        self.window.pool("avg_pool", inputs[0])
    }

    fn window(&self) -> Option<Window> {
        Some(self.window)
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::NONE
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            reads: InputLayouts::SLICES,
            stores_nhwc: StoresNhwc::Slices,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, inputs: &[Shape], output: Shape) -> TokenStream {
        let runtime = types.runtime();
        let (input, output) = (types.shape(inputs[0]), types.shape(output));
        let window = window_type(types, self.window);
        quote!(#runtime::layers::AvgPool2d<#input, #output, #window>)
    }
}
