//! The operation of a network's input layer, layer 0.

use super::{GradientNeeds, Operation, PlanNeeds, ResultStorage};
use crate::grammar::{Kind, Setting};
use crate::shape::{Shape, ShapeError};
#[cfg(feature = "codegen")]
use crate::tokens::Types;
#[cfg(feature = "codegen")]
use proc_macro2::TokenStream;

operation! {
    /// The network's input: one map for each image, passed by the caller. It is the operation of layer 0 alone, reads
    /// no layer, and has no [`Kind`], as a description gives it by the key `input` of the file.
    pub struct Input {
        /// Height, width and number of channels of the map.
        pub size: [u32; 3],
    }
}

impl Operation for Input {
    fn kind(&self) -> Option<&'static Kind> {
        None
    }

    fn settings(&self) -> Vec<Setting> {
        Vec::new()
    }

    fn label(&self) -> &'static str {
        "input"
    }

    fn keras_class(&self) -> &'static str {
        "InputLayer"
    }

    fn infer(&self, _inputs: &[Shape]) -> Result<Shape, ShapeError> {
        let [height, width, channels] = self.size.map(|size| size as usize);
        Shape::map(height, width, channels).bounded()
    }

    fn gradient_needs(&self) -> GradientNeeds {
        GradientNeeds::NONE
    }

    fn plan_needs(&self) -> PlanNeeds {
        PlanNeeds {
            result: ResultStorage::External,
            ..PlanNeeds::PLAIN
        }
    }

    #[cfg(feature = "codegen")]
    fn rust_type(&self, types: &Types<'_>, _inputs: &[Shape], output: Shape) -> TokenStream {
        types.shape(output)
    }
}
