//! Options that the caller of an import from Caffe sets.

use super::mean::Mean;
use crate::import::TransformParam;

/// Options of an import besides the two files.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Name of the network, which is reduced to ASCII letters and digits with a capital at the beginning of each word.
    /// `None` for the name in the prototxt, or `Network` if that has none.
    pub name: Option<String>,
    /// Preparation of images; each field that is set overrides the setting of the prototxt's data layer.
    pub preprocess: TransformParam,
    /// Height and width of the input, in place of those of the prototxt, or where it does not tell them. `None` for
    /// those of the prototxt.
    pub input_size: Option<[u32; 2]>,
    /// Mean picture that the network subtracts from its input, pixel by pixel: of a picture that is larger than the
    /// input its centre, as Caffe does. The layers that do it stand at the beginning of the description, and its entry
    /// `preprocess` has no mean; images are then resized to a shorter side as long as that of the picture, unless
    /// `preprocess` says otherwise. `None` for no such layers.
    pub mean_picture: Option<Mean>,
    /// Path of the file with the class names, relative to the description's folder. The path is written to the
    /// description as its entry `labels`; the file is not opened. `None` for no such entry.
    pub labels: Option<String>,
}
