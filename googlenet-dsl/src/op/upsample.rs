//! The operation of the `upsample` kind: a map of another size.

use super::{GradientNeeds, InputLayouts, Op, Operation, PlanNeeds, StoresNhwc};
use crate::diagnostic::Code;
use crate::grammar::{DefaultValue, Field, Kind, OptionType, Reads, Setting, Settings};
use crate::shape::{Blame, Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
use crate::value::{Coordinates, Interpolation, Rounding, Scale};
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;
#[cfg(feature = "codegen")]
use quote::quote;

operation! {
    /// A map of another height and width, whose pixels are the nearest ones of the map or means of the four nearest, as
    /// Keras' `UpSampling2D`, PyTorch's `Upsample` and ONNX's `Resize`.
    pub struct Upsample {
        /// Height and width of the result, or their factors.
        pub scale: Scale,
        /// Interpolation between the pixels of the map.
        pub mode: Interpolation,
        /// Place of a pixel of the result on the map.
        pub coordinates: Coordinates,
        /// Rounding of places to the nearest pixel; without effect for [`Interpolation::Bilinear`].
        pub rounding: Rounding,
    }
}

impl Upsample {
    /// The `upsample` kind: how a description writes the operation, with its argument, options and defaults.
    pub const KIND: Kind = Kind {
        name: "upsample",
        doc: "A map of another size, as Keras' `UpSampling2D`, PyTorch's `Upsample` and ONNX's `Resize`: `upsample: 2` has twice as many rows and columns, `upsample: {size: [28, 28]}` as many as it says.",
        argument_name: "scale",
        argument: Some(Field {
            name: "upsample",
            ty: OptionType::Scale,
            default: DefaultValue::Required,
            doc: "factor of height and width, or the new size: `{size: 28}` is that of both",
        }),
        options: &[
            Field {
                name: "mode",
                ty: OptionType::Choice(&["nearest", "bilinear"]),
                default: DefaultValue::Value(Setting::Choice(Interpolation::DEFAULT.as_str())),
                doc: "the nearest pixel, or the mean of the nearest ones on each side, weighted by their distance",
            },
            Field {
                name: "coordinates",
                ty: OptionType::Choice(&[
                    "half_pixel",
                    "align_corners",
                    "asymmetric",
                    "pytorch_half_pixel",
                    "half_pixel_symmetric",
                ]),
                default: DefaultValue::Value(Setting::Choice(Coordinates::DEFAULT.as_str())),
                doc: "where a pixel of the result lies on the map, as ONNX's `coordinate_transformation_mode`; `half_pixel`, of Keras and of PyTorch's `align_corners=False`, takes pixels for squares",
            },
            Field {
                name: "rounding",
                ty: OptionType::Choice(&[
                    "round_prefer_floor",
                    "round_prefer_ceil",
                    "floor",
                    "ceil",
                ]),
                default: DefaultValue::Value(Setting::Choice(Rounding::DEFAULT.as_str())),
                doc: "of `nearest`: how the place is rounded, as ONNX's `nearest_mode`; `bilinear` rounds none",
            },
        ],
        reads: Reads::One,
    };

    pub(super) fn build(settings: &Settings) -> Op {
        Upsample {
            scale: settings.scale("upsample"),
            mode: settings.choice("mode"),
            coordinates: settings.choice("coordinates"),
            rounding: settings.choice("rounding"),
        }
        .into()
    }

    /// Returns height and width of the result for a map of this height and width, rounded down.
    fn size(&self, input: [usize; 2]) -> [usize; 2] {
        match self.scale {
            Scale::Size(size) => size.map(|size| size as usize),
            // In single precision, as other tools do.
            Scale::Factor(factors) => {
                [0, 1].map(|at| (input[at] as f32 * factors[at]).floor() as usize)
            }
        }
    }

    /// Returns by how much height and width of the result are larger than those of a map of this height and width: the
    /// factors themselves, or the quotients of the sizes.
    pub fn factors(&self, input: [usize; 2]) -> [f64; 2] {
        match self.scale {
            Scale::Factor(factors) => factors.map(f64::from),
            Scale::Size(size) => [0, 1].map(|at| f64::from(size[at]) / input[at] as f64),
        }
    }
}

impl Operation for Upsample {
    fn kind(&self) -> Option<&'static Kind> {
        Some(&Upsample::KIND)
    }

    fn settings(&self) -> Vec<Setting> {
        vec![
            Setting::Scale(self.scale),
            Setting::Choice(self.mode.as_str()),
            Setting::Choice(self.coordinates.as_str()),
            Setting::Choice(self.rounding.as_str()),
        ]
    }

    fn keras_class(&self) -> &'static str {
        "UpSampling2D"
    }

    fn infer(&self, inputs: &[Shape]) -> Result<Shape, ShapeError> {
        if !matches!(inputs[0], Shape::Map { .. }) {
            return Err(ShapeError::needs_map("upsample", inputs[0]));
        }
        let input = inputs[0].spatial();
        let [height, width] = self.size(input);
        if height == 0 || width == 0 {
            return Err(ShapeError {
                code: Code::RESIZED_TO_NOTHING,
                title: "the result of {layer} has no pixel",
                label: format!(
                    "a map of {}x{} becomes one of {height}x{width}",
                    input[0], input[1]
                ),
                blame: Blame::Argument,
                help: Some("use a larger factor, or give the size: `{size: [1, 1]}`".into()),
            });
        }
        Shape::map(height, width, inputs[0].channels()).bounded()
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
        quote!(#runtime::layers::Upsample2d<#input, #output>)
    }
}
