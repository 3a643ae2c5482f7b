//! The structure that is recovered from the steps of a network: how the description groups and names them.

use super::nest::Item;
use super::template::Template;
use crate::import::step::StepId;
use std::collections::HashMap;

/// The structure of a network: blocks, the main chain and heads, with names for all steps.
#[derive(Debug)]
pub(crate) struct Structure {
    /// The blocks, in the order in which they were found; [`Part::Use`](super::Part::Use) refers to them by index.
    pub(in crate::import) templates: Vec<Template>,
    /// The main chain: the network without heads, in the order of execution.
    pub(in crate::import) chain: Vec<Item>,
    /// The heads (auxiliary classifiers), in the order of the imported network.
    pub(in crate::import) heads: Vec<NamedHead>,
    /// Name of each step, by its id, within the chain that contains the step. Corresponding steps of all instances of a
    /// block have the same name. A join that is the whole content of a block has none.
    pub(in crate::import) names: HashMap<StepId, String>,
    /// Name of each use of a block, by the id of the step whose result is the result of the use; of a repeated use
    /// without the numbers of the copies.
    pub(in crate::import) uses: HashMap<StepId, String>,
    /// The names in the file of entries whose names say less.
    pub(in crate::import) sources: Sources,
    /// Path in the description, such as `inception_3a.conv_1x1`, of every step, by its id; layers behind the first one
    /// of a step have a suffix ([`Step::layers`](crate::import::step::Step::layers)).
    pub(crate) paths: HashMap<StepId, String>,
}

/// The sources of entries, by the id of the step whose result is that of the entry.
#[derive(Debug, Default)]
pub(in crate::import) struct Sources {
    /// Those of steps, for steps of a block by the id of the step of its first use.
    pub(in crate::import) steps: HashMap<StepId, String>,
    /// Those of uses of blocks.
    pub(in crate::import) uses: HashMap<StepId, String>,
}

/// A head of training (an auxiliary classifier) with its name and its chain of steps.
#[derive(Debug)]
pub(in crate::import) struct NamedHead {
    /// Name of the head, with which the paths of its steps begin.
    pub(in crate::import) name: String,
    /// Id of the step outside of the head whose result the head reads.
    pub(in crate::import) from: StepId,
    /// Factor by which training multiplies the head's loss; 0 if the imported factor is negative.
    pub(in crate::import) weight: f32,
    /// The head's steps, in the order of execution; a single item if they are a use of a block.
    pub(in crate::import) chain: Vec<Item>,
}
