//! Options of an import from Caffe.

use googlenet_dsl::value::Color;

/// Preparation of images in the terms of Caffe's `transform_param`, from which the description's `preprocess` is
/// written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransformParam {
    /// Length in pixels to which the shorter side of images is resized, before the input's height and width are cut out
    /// of the middle. `None` for no resizing.
    pub resize: Option<u32>,
    /// Order of the colour channels. `None` for that of the prototxt's data layer.
    pub color: Option<Color>,
    /// Values to subtract on the scale from 0 to 255: one for all channels, or one per channel in the order of `color`.
    /// Empty for those of the prototxt.
    pub mean: Vec<f64>,
    /// Factor that is applied after the subtraction, as in Caffe; descriptions apply the factor first. `None` for that
    /// of the prototxt.
    pub scale: Option<f64>,
}

/// Options of an import besides the two files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Name of the network. `None` for the name in the prototxt.
    pub name: Option<String>,
    /// Preparation of images, which overrides that of the prototxt's data layer.
    pub preprocess: TransformParam,
    /// Path of the file of labels, relative to the description. `None` for no labels.
    pub labels: Option<String>,
}
