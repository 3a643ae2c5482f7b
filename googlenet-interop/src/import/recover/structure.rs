//! What is recovered.

use super::nest::Item;
use super::template::Template;
use crate::import::step::StepId;
use std::collections::HashMap;

/// A network as its description has it.
#[derive(Debug)]
pub(crate) struct Structure {
    pub(in crate::import) templates: Vec<Template>,
    pub(in crate::import) chain: Vec<Item>,
    pub(in crate::import) heads: Vec<NamedHead>,
    /// The name of each step in the chain that it stands in, and of uses of blocks by their last step.
    pub(in crate::import) names: HashMap<StepId, String>,
    /// The names of uses of blocks, by the step that is their result.
    pub(in crate::import) uses: HashMap<StepId, String>,
    /// The path of each step's layer.
    pub(crate) paths: HashMap<StepId, String>,
}

/// A head as its description has it.
#[derive(Debug)]
pub(in crate::import) struct NamedHead {
    pub(in crate::import) name: String,
    pub(in crate::import) from: StepId,
    pub(in crate::import) weight: f32,
    pub(in crate::import) chain: Vec<Item>,
}
