//! The operation of the `max_pool` kind: maximum pooling.

#[cfg(feature = "codegen")]
use super::window::window_type;
use super::window::{POOL_CEIL, POOL_DILATION, POOL_STRIDE, pool_kind, pool_settings, pool_window};
use super::{Epilogue, GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, StoresNhwc, Window};
use crate::grammar::{Field, Kind, Setting, Settings};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
use crate::value::DType;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// Maximum pooling: the largest input under the window, channel by channel, as Keras' `MaxPooling2D`. Taps in the
    /// padding do not count.
    pub struct MaxPool {
        /// Kernel size, stride, dilation, padding and rounding of the pooling window.
        pub window: Window,
    }
}

impl MaxPool {
    /// The `max_pool` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = pool_kind(
        "max_pool",
        "Maximum of the inputs under the window, as Keras' `MaxPooling2D`.",
        &[POOL_STRIDE, Field::PADDING, POOL_CEIL, POOL_DILATION],
    );

    pub(super) fn build(settings: &Settings) -> Op {
        MaxPool {
            window: Window {
                dilation: settings.pair("dilation"),
                ..pool_window("max_pool", settings)
            },
        }
        .into()
    }
}

impl Operation for MaxPool {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&MaxPool::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        let mut settings = pool_settings(self.window);
        settings.push(Setting::Pair(self.window.dilation));
        settings
    }

    fn keras_class(&self) -> &'static str {
        "MaxPooling2D"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        self.window.pool("max_pool", inputs[0])
    }

    fn window(&self) -> Option<Window> {
        Some(self.window)
    }

    fn training_needs(&self) -> PlanNeeds {
        PlanNeeds {
            epilogue: None,
            ..self.plan_needs()
        }
    }

    fn gradient_needs(&self) -> GradientNeeds {
        let [rows, columns] = self.window.kernel.map(u64::from);
        match rows * columns {
            // The tap of the maximum is saved.
            ..=256 => GradientNeeds {
                saves: Some(DType::U8),
                ..GradientNeeds::NONE
            },
            // The maximum is searched.
            _ => GradientNeeds {
                inputs_read_inputs: true,
                inputs_read_result: true,
                ..GradientNeeds::NONE
            },
        }
    }

    fn plan_needs(&self) -> PlanNeeds {
        // The kernel of convolutions with a pooling knows no dilation.
        let fuses = self.window.dilation == [1, 1];
        PlanNeeds {
            epilogue: fuses.then_some(Epilogue::MaxPool(self.window)),
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
        quote!(#runtime::layers::MaxPool2d<#input, #output, #window>)
    }
}
