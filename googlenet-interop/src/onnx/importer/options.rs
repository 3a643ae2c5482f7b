//! Options that the caller of an import from ONNX sets.

use crate::import::TransformParam;
use std::path::PathBuf;

/// Options of an import besides the file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Name of the network, which is reduced to ASCII letters and digits with a capital at the beginning of each word.
    /// `None` for the name of the file's graph, or `Network` if that has none or one that programs give to every graph.
    pub name: Option<String>,
    /// Height and width of the input, in place of those of the file, or where it leaves them open. `None` for those of
    /// the file.
    pub input_size: Option<[u32; 2]>,
    /// Preparation of images; each field that is set overrides that of the file. Where the graph begins with a
    /// normalisation, that is applied behind it.
    pub preprocess: TransformParam,
    /// Folder of the model, in which the files lie that hold tensors outside of the model. `None` refuses such tensors.
    pub folder: Option<PathBuf>,
    /// Path of the file with the class names, relative to the description's folder, for the description's entry
    /// `labels`; the file is not opened. With `None` the description has the entry if the model has class names, as
    /// `labels.txt`.
    pub labels: Option<String>,
}
