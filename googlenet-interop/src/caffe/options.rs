//! What an import is told beside the files.

use googlenet_dsl::value::Color;

/// How images are prepared, in the terms of Caffe's `transform_param`, for the description's `preprocess`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransformParam {
    /// The shorter side that images are resized to before the input's size is cut out of their middle.
    pub resize: Option<u32>,
    /// The order of colours.
    pub color: Option<Color>,
    /// Subtracted: one number, or one for each channel, on the scale of 0 to 255, in the order of `color`.
    pub mean: Vec<f64>,
    /// The factor behind the subtraction, as in Caffe. Descriptions have the factor first.
    pub scale: Option<f64>,
}

/// What an import is told beside the files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the network is called; otherwise as the prototxt says.
    pub name: Option<String>,
    /// How images are prepared, beyond what a data layer of the prototxt says.
    pub preprocess: TransformParam,
    /// The file of the labels, relative to the description.
    pub labels: Option<String>,
}
