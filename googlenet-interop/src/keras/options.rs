//! Options that the caller of an import from Keras sets.

use crate::import::TransformParam;

/// Options of an import besides the file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    /// Name of the network, which is reduced to ASCII letters and digits with a capital at the beginning of each word.
    /// `None` for that of the model.
    pub(crate) name: Option<String>,
    /// Height and width of the input, in place of those of the file, or where it leaves them open. `None` for those of
    /// the file.
    pub(crate) input_size: Option<[u32; 2]>,
    /// Preparation of images; each field that is set overrides what the file says.
    pub(crate) preprocess: TransformParam,
    /// Path of the file with the class names, relative to the description's folder. The path is written to the
    /// description as its entry `labels`; the file is not opened. `None` for no such entry.
    pub(crate) labels: Option<String>,
}
