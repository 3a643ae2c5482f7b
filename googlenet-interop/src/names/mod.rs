//! Conventions: how PyTorch, Keras and this project call and lay out the weights of a layer.
//!
//! A convention has a table ([`torch`], [`keras`], [`own`]) with an entry for each weight of an operation: what stands
//! behind the name of the layer, the sizes there, and the transforms that bring the values into the layout of this
//! project's weight files. [`tensors`] applies a table to all layers of a network.

mod keras;
mod own;
mod site;
mod torch;

use crate::import::transform::{Transform, inverse};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::value::Names;
use site::{Site, orders};
use std::fmt;
use std::str::FromStr;
pub(crate) use torch::BATCHES;

/// A convention of names and layouts of weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Convention {
    /// That of this project's weight files: `conv1.kernel`, height x width x in x out.
    Own,
    /// That of PyTorch, with the names of torchvision's modules: `conv1.weight`, out x in x height x width.
    Torchvision,
    /// That of Keras: `conv1/kernel`, height x width x in x out.
    Keras,
}

impl Convention {
    /// All conventions.
    pub const ALL: [Convention; 3] = [Convention::Own, Convention::Torchvision, Convention::Keras];

    /// Returns the word by which options name the convention: `torchvision`.
    pub fn as_str(self) -> &'static str {
        match self {
            Convention::Own => "own",
            Convention::Torchvision => "torchvision",
            Convention::Keras => "keras",
        }
    }

    /// Returns the name of the convention in a sentence: `PyTorch`.
    pub fn words(self) -> &'static str {
        match self {
            Convention::Own => "this project",
            Convention::Torchvision => "PyTorch",
            Convention::Keras => "Keras",
        }
    }

    /// Returns what stands between the name of a layer and that of its weight.
    fn separator(self) -> char {
        match self {
            Convention::Own | Convention::Torchvision => '.',
            Convention::Keras => '/',
        }
    }
}

impl fmt::Display for Convention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Convention {
    type Err = String;

    fn from_str(word: &str) -> Result<Convention, String> {
        let found = Convention::ALL
            .into_iter()
            .find(|convention| convention.as_str() == word);
        found.ok_or_else(|| format!("expected `own`, `torchvision` or `keras`, got `{word}`"))
    }
}

impl From<Names> for Convention {
    fn from(names: Names) -> Convention {
        match names {
            Names::Torchvision => Convention::Torchvision,
            Names::Keras => Convention::Keras,
            _ => googlenet_dsl::no_other_variant!(Names, 2),
        }
    }
}

/// A form in which a convention has a weight.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Form {
    /// What stands behind the name of the layer: `weight`; empty if the tensor has the name itself.
    pub(crate) suffix: &'static str,
    /// Sizes of the tensor, outermost axis first.
    pub(crate) shape: Vec<usize>,
    /// Transforms of the tensor's values into the layout of this project's weight files, in the order in which they are
    /// applied.
    pub(crate) transforms: Vec<Transform>,
}

/// A weight of a network as a convention has it.
#[derive(Debug)]
pub(crate) struct Named {
    /// Layer that has the weight, of the graph of training.
    pub(crate) layer: LayerId,
    /// Name of the weight in this project's files: `conv1.kernel`.
    pub(crate) own: String,
    /// Its sizes there.
    pub(crate) shape: Vec<usize>,
    /// Name of the layer in the convention.
    pub(crate) module: String,
    /// Forms of the weight there: the one in which it is written, then the others in which files have it.
    pub(crate) forms: Vec<Form>,
    separator: char,
}

impl Named {
    /// Returns the name of the weight in the convention, in one of its forms.
    pub(crate) fn name_of(&self, form: &Form) -> String {
        match form.suffix {
            "" => self.module.clone(),
            suffix => format!("{}{}{suffix}", self.module, self.separator),
        }
    }

    /// Returns the name of the weight in the convention.
    pub(crate) fn name(&self) -> String {
        self.name_of(&self.forms[0])
    }

    /// Returns the transforms of a value in this project's layout into that of the convention.
    pub(crate) fn back(&self) -> Vec<Transform> {
        inverse(&self.forms[0].transforms, &self.forms[0].shape)
    }
}

/// Returns all weights of a network as the convention has them, those of heads of training included, in the order of
/// the layers. `source` is the convention whose names the layers' [`source`](googlenet_dsl::graph::Layer::source) has;
/// `None` if that is not said, and each may be it. Layers without such a name have their own path.
pub(crate) fn tensors(
    graph: &Graph,
    convention: Convention,
    source: Option<Convention>,
) -> Vec<Named> {
    let graph = graph.training();
    let orders = orders(&graph);
    let has_names =
        convention != Convention::Own && source.is_none_or(|source| source == convention);
    let mut all = Vec::new();
    for id in graph.ids().skip(1) {
        let site = Site::new(&graph, id, &orders);
        let weights = graph.weights(id);
        let layer = graph.layer(id);
        for weight in &weights {
            let forms = match convention {
                Convention::Own => own::forms(weight),
                Convention::Torchvision => torch::forms(&site, weight),
                Convention::Keras => keras::forms(&site, weight),
            };
            let module = match (&layer.source, convention) {
                (Some(source), _) if has_names && !source.is_empty() => {
                    site.module(source, convention)
                }
                (_, Convention::Keras) => site.module(&layer.name, convention),
                _ => layer.name.to_string(),
            };
            all.push(Named {
                layer: id,
                own: format!("{}.{}", layer.name, weight.name),
                shape: weight.shape.clone(),
                module,
                forms,
                separator: convention.separator(),
            });
        }
    }
    all
}

/// Returns a name as names are compared: with one separator, and without the number of an output behind it.
pub(crate) fn normal(name: &str) -> String {
    let name = match name.rsplit_once(':') {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => name,
    };
    name.replace('/', ".")
}
