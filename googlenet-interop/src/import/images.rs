//! Preparation of images as the caller of an import sets it.

use googlenet_dsl::value::Color;

/// Preparation of images as the caller sets it, in the terms of Caffe. The description's entry `preprocess` is written
/// from these fields, and from what the imported files say for each that is not set.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransformParam {
    /// Length in pixels to which the shorter side of images is resized, before the input's height and width are cut out
    /// of the middle. With `None`, whatever a data layer of Caffe says, the description states neither, and images are
    /// resized to the input's height and width without regard to their proportions.
    pub resize: Option<u32>,
    /// Order of the colour channels. `None` for that of the files: of Caffe's data layers that read image files or a
    /// database blue, green, red if the input has 3 channels, otherwise no entry in the description.
    pub color: Option<Color>,
    /// Values to subtract from values of 0 to 255: one for all channels, or one per channel in the order of `color`.
    /// Empty for those of the files.
    pub mean: Vec<f64>,
    /// Factor that is applied after the mean is subtracted, as in Caffe; the mean in the description is multiplied by
    /// it, as descriptions apply the factor first. `None` for the factor of the files.
    pub scale: Option<f64>,
}

impl TransformParam {
    /// Checks that images are not made smaller than the input, of `size` (height and width), which is cut out of them.
    ///
    /// # Errors
    /// The reason, with the size that is expected.
    pub(crate) fn check(&self, [height, width]: [u32; 2]) -> Result<(), String> {
        let least = height.max(width);
        match self.resize {
            Some(resize) if resize < least => Err(format!(
                "images of {resize} pixels are smaller than the input, {height}x{width}; help: resize to {least} or more"
            )),
            _ => Ok(()),
        }
    }
}
