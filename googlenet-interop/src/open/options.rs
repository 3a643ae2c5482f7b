//! Options that the caller of [`open`](super::open) sets.

use crate::caffe::Mean;
use crate::import::TransformParam;
use std::path::PathBuf;

/// Options with which the files of a model are opened.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// Name of the network, which is reduced to ASCII letters and digits with a capital at the beginning of each word.
    /// `None` for the name in the files, or that of the file where they have none of their own.
    pub name: Option<String>,
    /// Height and width of the input, in place of those of the files, or where these leave them open. `None` for those
    /// of the files.
    pub input_size: Option<[u32; 2]>,
    /// Preparation of images; each field that is set overrides what the files say.
    pub preprocess: TransformParam,
    /// Mean picture that the network subtracts from its input, pixel by pixel; see
    /// [`caffe::Options::mean_picture`](crate::caffe::Options::mean_picture). Other formats than Caffe have none.
    pub mean_picture: Option<Mean>,
    /// Path of the file with the class names, relative to the description's folder, for the entry `labels` of the
    /// description; the file is not opened. `None` for that of the files, if they have class names.
    pub labels: Option<String>,
    /// Folder of the model. Formats that keep tensors in further files read these from it, and from nowhere else; with
    /// `None` such tensors are refused.
    pub folder: Option<PathBuf>,
}
