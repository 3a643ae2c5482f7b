//! Keys of the entries of `metadata_props` that exports write and imports read.

/// Key of the entry with the class names, which tools of Ultralytics read, too: a JSON list of strings.
pub const NAMES: &str = "names";
/// Key of the entry with the conversion of images: a JSON object that is a value of `preprocess` in descriptions.
pub const PREPROCESS: &str = "googlenet.preprocess";
