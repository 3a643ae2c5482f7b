//! Options that the caller of an import from Caffe sets.

use googlenet_dsl::value::Color;

/// Preparation of images as the caller sets it, in the terms of Caffe. The description's entry `preprocess` is written
/// from these fields, and from the data layer of the prototxt for each of `color`, `mean` and `scale` that is not set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransformParam {
    /// Length in pixels to which the shorter side of images is resized, before the input's height and width are cut out
    /// of the middle. With `None`, whatever the data layer says, the description states neither, and images are resized
    /// to the input's height and width without regard to their proportions.
    pub resize: Option<u32>,
    /// Order of the colour channels. `None` for Caffe's order (blue, green, red) if the input has 3 channels and the
    /// data layer reads image files or a database, otherwise for no entry in the description.
    pub color: Option<Color>,
    /// Values to subtract from values of 0 to 255: one for all channels, or one per channel in the order of `color`.
    /// Empty for those of the data layer (`mean_value`).
    pub mean: Vec<f64>,
    /// Factor that is applied after the mean is subtracted, as in Caffe; the mean in the description is multiplied by
    /// it, as descriptions apply the factor first. `None` for the factor of the data layer.
    pub scale: Option<f64>,
}

/// Options of an import besides the two files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Name of the network, which is reduced to ASCII letters and digits with a capital at the beginning of each word.
    /// `None` for the name in the prototxt, or `Network` if that has none.
    pub name: Option<String>,
    /// Preparation of images; each field that is set overrides the setting of the prototxt's data layer.
    pub preprocess: TransformParam,
    /// Path of the file with the class names, relative to the description's folder. The path is written to the
    /// description as its entry `labels`; the file is not opened. `None` for no such entry.
    pub labels: Option<String>,
}
