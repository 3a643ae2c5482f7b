//! The structure that is recovered from the steps of a network.

use super::nest::Item;
use super::template::Template;
use crate::import::step::StepId;
use std::collections::HashMap;

/// The structure of a network: blocks, the main chain and heads, with names for all steps.
#[derive(Debug)]
pub(crate) struct Structure {
    pub(in crate::import) templates: Vec<Template>,
    pub(in crate::import) chain: Vec<Item>,
    pub(in crate::import) heads: Vec<NamedHead>,
    /// Name of each step within the chain that contains the step.
    pub(in crate::import) names: HashMap<StepId, String>,
    /// Name of each use of a block, by the step whose result is the result of the use.
    pub(in crate::import) uses: HashMap<StepId, String>,
    /// Path of the layer that each step becomes.
    pub(crate) paths: HashMap<StepId, String>,
}

/// A head of training with its name and its chain of steps.
#[derive(Debug)]
pub(in crate::import) struct NamedHead {
    pub(in crate::import) name: String,
    pub(in crate::import) from: StepId,
    pub(in crate::import) weight: f32,
    pub(in crate::import) chain: Vec<Item>,
}
