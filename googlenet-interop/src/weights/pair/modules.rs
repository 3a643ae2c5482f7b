//! Modules: the tensors of one layer, of a network or of a file.

use super::Candidate;
use super::fit::bare;
use super::naming::Naming;
use crate::names::{Convention, Named};
use std::collections::HashMap;

/// The tensors of a layer.
#[derive(Debug, Clone)]
pub(super) struct Module {
    /// Name of the layer.
    pub(super) name: String,
    /// Layer of the graph that comes last in it; 0 for a module of a file.
    pub(super) layer: usize,
    /// The tensors: what each is, its sizes, and its index.
    pub(super) parts: Vec<Part>,
}

#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) role: Role,
    pub(super) dims: Vec<usize>,
    /// Index of the tensor among the candidates, or of the weight among those of the network.
    pub(super) at: usize,
}

/// What a tensor is in its layer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Role {
    Kernel,
    Pointwise,
    Scale,
    Shift,
    Mean,
    Variance,
    /// The tensor at this place, of a file that has no names of tensors.
    Place(usize),
    Other(String),
}

impl Role {
    /// Returns what a tensor is by the last part of its name and the number of its axes.
    fn of(last: &str, dims: &[usize]) -> Role {
        match last {
            "weight" | "weights" | "kernel" | "depthwise_kernel" | "w" | "W" if dims.len() > 1 => {
                Role::Kernel
            }
            "pointwise_kernel" => Role::Pointwise,
            "weight" | "gamma" | "scale" | "alpha" => Role::Scale,
            "bias" | "biases" | "beta" | "b" => Role::Shift,
            "running_mean" | "moving_mean" => Role::Mean,
            "running_var" | "moving_variance" => Role::Variance,
            other => Role::Other(other.to_owned()),
        }
    }
}

/// How a file tells its layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grouping {
    /// Names have the layer, and what the tensor is in it.
    Names,
    /// Names have the layer, and the number of the tensor in it, as files of Keras 3: layers are counted by class.
    Places,
    /// Names are numbers of tensors.
    List,
}

impl Grouping {
    pub(super) fn of(candidates: &[Candidate]) -> Grouping {
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let last = |candidate: &Candidate| {
            let parts = candidate.name.rsplit_once('.');
            parts.is_some_and(|(module, last)| is_number(last) && module.ends_with("vars"))
        };
        if candidates.iter().all(last) {
            Grouping::Places
        } else if candidates
            .iter()
            .all(|candidate| template(&candidate.name) == template(&candidates[0].name))
        {
            Grouping::List
        } else {
            Grouping::Names
        }
    }
}

/// Returns a name without its numbers, and the numbers. The first of names that are counted may have none.
pub(super) fn numbered(name: &str) -> (String, Vec<u64>) {
    let (mut stem, mut numbers) = (String::new(), Vec::new());
    for part in name.split_inclusive('.') {
        let (part, dot) = match part.strip_suffix('.') {
            Some(part) => (part, "."),
            None => (part, ""),
        };
        let text = part.trim_end_matches(|letter: char| letter.is_ascii_digit());
        numbers.push(part[text.len()..].parse().unwrap_or(0));
        stem.push_str(text.trim_end_matches('_'));
        stem.push_str(dot);
    }
    (stem, numbers)
}

pub(super) fn template(name: &str) -> String {
    numbered(name).0
}

/// Returns the modules of a file, in the order of the file.
pub(super) fn of_file(candidates: &[Candidate], grouping: Grouping) -> Vec<Module> {
    let mut modules: Vec<Module> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let (name, last) = candidate
            .name
            .rsplit_once('.')
            .unwrap_or((&candidate.name, ""));
        let place = *places.entry(name).or_insert_with(|| {
            modules.push(Module {
                name: name.to_owned(),
                layer: 0,
                parts: Vec::new(),
            });
            modules.len() - 1
        });
        let role = match (grouping, last.parse()) {
            (Grouping::Places, Ok(number)) => Role::Place(number),
            _ => Role::of(last, &candidate.dims),
        };
        modules[place].parts.push(Part {
            role,
            dims: candidate.dims.clone(),
            at,
        });
    }
    modules.iter_mut().for_each(Module::sort);
    modules
}

/// Returns the modules of a network, in the order of its layers, without those of the layers that are left out.
pub(super) fn of_network(
    naming: &Naming,
    grouping: Grouping,
    is_left_out: impl Fn(&Named) -> bool,
) -> Vec<Module> {
    let mut modules: Vec<Module> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (at, named) in naming.targets.iter().enumerate() {
        if is_left_out(named) {
            continue;
        }
        let place = *places.entry(&named.module).or_insert_with(|| {
            modules.push(Module {
                name: named.module.clone(),
                layer: 0,
                parts: Vec::new(),
            });
            modules.len() - 1
        });
        let module = &mut modules[place];
        let form = &named.forms[0];
        module.layer = named.layer;
        let role = match grouping {
            Grouping::Places => Role::Place(module.parts.len()),
            _ => Role::of(form.suffix, &form.shape),
        };
        module.parts.push(Part {
            role,
            dims: form.shape.clone(),
            at,
        });
    }
    modules.iter_mut().for_each(Module::sort);
    modules
}

/// What two modules have in common that may be one another: tensors and their sizes, and for a normalisation those of
/// the convolution in front.
pub(super) type Key = Vec<(Role, Vec<usize>)>;

impl Module {
    fn sort(&mut self) {
        self.parts.sort_by(|a, b| a.role.cmp(&b.role));
    }

    /// Returns what tells the module from others. `forms` has the sizes of the network's tensors by all sizes that they
    /// may have.
    pub(super) fn key(&self, forms: &Forms) -> Key {
        let parts = self.parts.iter();
        parts
            .map(|part| (part.role.clone(), forms.first(&part.dims).to_vec()))
            .collect()
    }

    /// Returns whether the module has a kernel, whose outputs a normalisation behind it would have.
    pub(super) fn outputs(&self, convention: Convention) -> Option<usize> {
        let kernel = self.parts.iter().find(|part| part.role == Role::Kernel)?;
        let dims = bare(&kernel.dims, convention);
        match convention {
            Convention::Torchvision => dims.first().copied(),
            _ => dims.last().copied(),
        }
    }

    /// Returns the number of channels of a normalisation.
    pub(super) fn channels(&self) -> Option<usize> {
        let mean = self.parts.iter().find(|part| part.role == Role::Mean)?;
        mean.dims.first().copied()
    }
}

/// The sizes of a network's tensors by all sizes that they may have in files.
pub(super) struct Forms(HashMap<Vec<usize>, Vec<usize>>);

impl Forms {
    pub(super) fn of(naming: &Naming) -> Forms {
        let mut forms = HashMap::new();
        for named in &naming.targets {
            forms.insert(named.forms[0].shape.clone(), named.forms[0].shape.clone());
        }
        for named in &naming.targets {
            let first = &named.forms[0].shape;
            let others = named.forms[1..].iter().map(|form| form.shape.clone());
            let bare = bare(first, naming.convention).to_vec();
            let wide = match (naming.convention, &first[..]) {
                (Convention::Torchvision, [outer, inner]) => vec![*outer, *inner, 1, 1],
                (Convention::Keras, [outer, inner]) => vec![1, 1, *outer, *inner],
                _ => Vec::new(),
            };
            let is_vector = first.iter().filter(|size| **size != 1).count() <= 1;
            let vector = match is_vector {
                true => vec![first.iter().product()],
                false => Vec::new(),
            };
            let others = others.chain([bare, wide, vector]);
            for other in others.filter(|other| !other.is_empty()) {
                forms.entry(other).or_insert_with(|| first.clone());
            }
        }
        Forms(forms)
    }

    fn first<'f>(&'f self, dims: &'f [usize]) -> &'f [usize] {
        self.0.get(dims).map_or(dims, Vec::as_slice)
    }
}
