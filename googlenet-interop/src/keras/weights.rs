//! The variables of an architecture's layers among those of the file, by the rule of the file.

mod by_name;
mod places;

use super::config::{Body, LayerConfig, ModelConfig};
use super::error::Misfit;
use super::file::{LayerWeights, Variables};
use super::variables::{trained, variables};
use crate::import::values::Values;
use crate::items::Held;
use crate::tensors::NamedTensor;
use googlenet_dsl::nearest::nearest;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A variable of the file.
#[derive(Debug, Clone)]
pub(super) struct Variable<'a>(pub(super) Arc<NamedTensor<'a>>);

impl Held for Variable<'_> {
    fn is_real(&self) -> bool {
        true
    }

    fn reals(&self) -> Values<'_> {
        self.0.stored.values()
    }
}

/// A layer that has variables, with what it takes to find them.
#[derive(Debug)]
pub(super) struct Wanted<'j> {
    /// Names of the models around the layer and of itself.
    pub(super) path: String,
    pub(super) name: &'j str,
    pub(super) names: Vec<&'static str>,
    /// How many of the first ones training changes.
    pub(super) trained: usize,
}

/// The variables of all layers.
#[derive(Debug, Default)]
pub(super) struct Weights<'a> {
    /// Variables by the path of the layer and their names in it.
    found: HashMap<(String, &'static str), Variable<'a>>,
    /// Numbers of variables of layers that have others than expected.
    counts: HashMap<String, (Vec<&'static str>, usize)>,
    /// Names of layers in the file, for helps.
    layers: Vec<String>,
    /// Names of variables that belong to no layer.
    unused: Vec<String>,
    is_there: bool,
}

impl<'a> Weights<'a> {
    /// Finds the variables of the layers of a model.
    /// `names` has names of layers by their places.
    pub(super) fn new(
        model: &ModelConfig<'_>,
        file: Option<Variables<'a>>,
        names: &[(String, String)],
    ) -> Weights<'a> {
        let mut weights = Weights::default();
        let Some(file) = file else {
            return weights;
        };
        weights.is_there = true;
        match file {
            Variables::Layers(groups) => weights.by_layer(model, groups),
            Variables::Names(tensors) => {
                let tensors: Vec<Variable<'a>> = shared(tensors);
                let layers = tensors
                    .iter()
                    .filter_map(|tensor| tensor.0.name.rsplit_once('/'));
                let mut seen = HashSet::new();
                let layers = layers.map(|(layer, _)| layer.to_owned());
                weights.layers = layers.filter(|layer| seen.insert(layer.clone())).collect();
                let wanted = wanted(model);
                weights.assign(&wanted, tensors, false);
            }
            Variables::Places(tensors) => {
                places::assign(&mut weights, model, shared(tensors), names);
            }
        }
        weights
    }

    /// Returns whether the file has weights at all.
    pub(super) fn is_there(&self) -> bool {
        self.is_there
    }

    /// Returns a variable of a layer, which must have these sizes.
    ///
    /// # Errors
    /// The file lacks it, or has it in other sizes.
    pub(super) fn find(
        &self,
        path: &str,
        name: &'static str,
        sizes: &[usize],
    ) -> Result<Variable<'a>, Misfit> {
        let Some(variable) = self.found.get(&(path.to_owned(), name)) else {
            if let Some((expected, got)) = self.counts.get(path) {
                return Err(Misfit::Count {
                    layer: path.to_owned(),
                    expected: expected.iter().map(|name| (*name).to_owned()).collect(),
                    got: *got,
                });
            }
            let nearest = nearest(path, self.layers.iter().map(String::as_str));
            return Err(Misfit::Missing {
                layer: path.to_owned(),
                variable: name.to_owned(),
                nearest: nearest.filter(|near| *near != path).map(str::to_owned),
            });
        };
        let tensor = &variable.0;
        if !tensor.is_float() {
            return Err(Misfit::Type {
                layer: path.to_owned(),
                variable: name.to_owned(),
                got: tensor.element.as_str().to_owned(),
            });
        }
        let got = tensor.stored.dims();
        match got == sizes {
            true => Ok(variable.clone()),
            false => Err(Misfit::Shape {
                layer: path.to_owned(),
                variable: name.to_owned(),
                expected: sizes.to_vec(),
                got,
            }),
        }
    }

    /// Returns a variable of a layer, whatever its sizes; `None` if the file lacks it.
    pub(super) fn any(&self, path: &str, name: &'static str) -> Option<Variable<'a>> {
        let variable = self.found.get(&(path.to_owned(), name));
        variable.filter(|variable| variable.0.is_float()).cloned()
    }

    /// Returns the names of the variables of the file that belong to no layer of the model.
    pub(super) fn unused(&self) -> &[String] {
        &self.unused
    }

    fn by_layer(&mut self, model: &ModelConfig<'_>, groups: Vec<LayerWeights<'a>>) {
        let by_name = model.layers.iter().map(|layer| (layer.name, layer));
        let by_name: HashMap<&str, &LayerConfig<'_>> = by_name.collect();
        self.layers = groups.iter().map(|group| group.layer.clone()).collect();
        for group in groups {
            let tensors: Vec<Variable<'a>> = shared(group.weights);
            match by_name
                .get(group.layer.as_str())
                .map(|layer| (*layer, &layer.body))
            {
                Some((layer, Body::Layer(_))) => {
                    let wanted: Vec<Wanted<'_>> = of_layer(layer, "", true).into_iter().collect();
                    self.assign(&wanted, tensors, true);
                }
                Some((layer, Body::Model(inner))) => {
                    let mut all = Vec::new();
                    collect(inner, layer.name, layer.is_trainable, &mut all);
                    self.assign(&all, tensors, false);
                }
                None => self.pass_over(tensors),
            }
        }
    }

    /// Gives variables to layers: by their names, or else, where there are as many as are expected, by their order.
    /// `alone` if all of them are of one layer.
    fn assign(&mut self, wanted: &[Wanted<'_>], tensors: Vec<Variable<'a>>, alone: bool) {
        let expected: usize = wanted.iter().map(|layer| layer.names.len()).sum();
        let named = by_name::match_names(wanted, &tensors, alone);
        let in_order = tensors.len() == expected && named.iter().any(Option::is_none);
        let places = match in_order {
            true => by_name::in_order(wanted),
            false => named,
        };
        let mut taken = vec![false; tensors.len()];
        let mut at = 0;
        for layer in wanted {
            let own = &places[at..at + layer.names.len()];
            at += layer.names.len();
            for (name, place) in layer.names.iter().zip(own) {
                if let Some(place) = place {
                    taken[*place] = true;
                    let key = (layer.path.clone(), *name);
                    self.found.insert(key, tensors[*place].clone());
                }
            }
            if alone && own.iter().any(Option::is_none) {
                let counts = (layer.names.clone(), tensors.len());
                self.counts.insert(layer.path.clone(), counts);
            }
        }
        let rest = tensors.into_iter().zip(taken).filter(|(_, taken)| !taken);
        self.pass_over(rest.map(|(tensor, _)| tensor).collect());
    }

    /// Notes variables that belong to no layer; states of random numbers are none.
    fn pass_over(&mut self, tensors: Vec<Variable<'a>>) {
        let own = tensors.iter().filter(|tensor| tensor.0.is_float());
        let names = own.map(|tensor| tensor.0.name.clone());
        self.unused.extend(names);
    }
}

fn shared(tensors: Vec<NamedTensor<'_>>) -> Vec<Variable<'_>> {
    let tensors = tensors.into_iter();
    tensors.map(|tensor| Variable(Arc::new(tensor))).collect()
}

/// Returns the layers of a model and of the models in it that have variables, in the order of the file.
fn wanted<'j>(model: &'j ModelConfig<'j>) -> Vec<Wanted<'j>> {
    let mut all = Vec::new();
    collect(model, "", true, &mut all);
    all
}

fn collect<'j>(
    model: &'j ModelConfig<'j>,
    around: &str,
    is_trainable: bool,
    to: &mut Vec<Wanted<'j>>,
) {
    for layer in &model.layers {
        match &layer.body {
            Body::Layer(_) => to.extend(of_layer(layer, around, is_trainable)),
            Body::Model(inner) => {
                let path = joined(around, layer.name);
                collect(inner, &path, is_trainable && layer.is_trainable, to);
            }
        }
    }
}

fn joined(around: &str, name: &str) -> String {
    match around {
        "" => name.to_owned(),
        around => format!("{around}/{name}"),
    }
}

/// Returns a layer, if it has variables.
fn of_layer<'j>(
    layer: &'j LayerConfig<'j>,
    around: &str,
    is_trainable: bool,
) -> Option<Wanted<'j>> {
    let Body::Layer(settings) = &layer.body else {
        return None;
    };
    let names = variables(layer.class, settings);
    let trained = match is_trainable && layer.is_trainable {
        true => trained(layer.class, &names),
        false => 0,
    };
    (!names.is_empty()).then(|| Wanted {
        path: joined(around, layer.name),
        name: layer.name,
        names,
        trained,
    })
}
