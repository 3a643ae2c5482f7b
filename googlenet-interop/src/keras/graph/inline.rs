//! Models in models written out, call by call.

use super::input::missing;
use super::{Leaf, Node, Operand, ResultId};
use crate::keras::config::{Argument, Body, Fault, LayerConfig, ModelConfig, TensorAt, Wiring};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// Largest number of calls and operands of all models, written out.
const MAX_WRITTEN: usize = 1 << 20;
/// Largest number of nodes, as of layers of a network.
const MAX_NODES: usize = 1 << 16;

/// The graph so far.
#[derive(Debug, Default)]
pub(super) struct Inliner<'j> {
    pub(super) leaves: Vec<Leaf<'j>>,
    pub(super) nodes: Vec<Node<'j>>,
    /// The layers by their paths.
    by_path: HashMap<String, usize>,
    written: usize,
}

/// The results of one model that is written out: those of each call of each layer.
type Results = HashMap<(usize, usize), Vec<ResultId>>;

/// A model with its layers by name.
struct Scope<'j> {
    model: &'j ModelConfig<'j>,
    by_name: HashMap<&'j str, usize>,
}

impl<'j> Inliner<'j> {
    /// Writes out a model that reads `given`, and returns its results. `around` is the path of the model.
    pub(super) fn model(
        &mut self,
        model: &'j ModelConfig<'j>,
        around: &str,
        given: &[ResultId],
    ) -> Result<Vec<ResultId>, Fault> {
        self.charge(model.layers.len(), &model.place, model.name)?;
        match &model.wiring {
            Wiring::Chain => self.chain(model, around, given),
            Wiring::Graph { inputs, outputs } => {
                self.graph(model, around, given, [inputs, outputs])
            }
        }
    }

    /// Counts what a model or layer adds to the graph.
    ///
    /// # Errors
    /// The graph becomes too large.
    fn charge(&mut self, count: usize, place: &str, name: &str) -> Result<(), Fault> {
        self.written += 1 + count;
        match self.written > MAX_WRITTEN || self.nodes.len() >= MAX_NODES {
            false => Ok(()),
            true => {
                let reason =
                    format!("with it the models are more than {MAX_NODES} calls, written out");
                Err(Fault::new(place, name, reason))
            }
        }
    }

    fn chain(
        &mut self,
        model: &'j ModelConfig<'j>,
        around: &str,
        given: &[ResultId],
    ) -> Result<Vec<ResultId>, Fault> {
        let scope = Scope::new(model)?;
        let [mut last] = given[..] else {
            return Err(wrong_inputs(scope.model, 1, given.len()));
        };
        let layers = scope
            .model
            .layers
            .iter()
            .filter(|layer| layer.class != "InputLayer");
        for layer in layers {
            let results = self.call(layer, around, vec![Operand::Result(last)], Vec::new())?;
            let [first, ..] = results[..] else {
                return Err(Fault::new(
                    &layer.place,
                    layer.name,
                    "the layer has no result",
                ));
            };
            last = first;
        }
        Ok(vec![last])
    }

    fn graph(
        &mut self,
        model: &'j ModelConfig<'j>,
        around: &str,
        given: &[ResultId],
        [inputs, outputs]: [&[TensorAt<'j>]; 2],
    ) -> Result<Vec<ResultId>, Fault> {
        let scope = Scope::new(model)?;
        if inputs.len() != given.len() {
            return Err(wrong_inputs(model, inputs.len(), given.len()));
        }
        let mut results = Results::new();
        for (input, given) in inputs.iter().zip(given) {
            results.insert((scope.layer(input)?, 0), vec![*given]);
        }
        for (at, call) in order(&scope, &results)? {
            let layer = &model.layers[at];
            let called = &layer.calls[call];
            let operands = called
                .arguments
                .iter()
                .map(|argument| operand(&scope, &results, argument));
            let operands = operands.collect::<Result<Vec<_>, _>>()?;
            let named = called
                .named
                .iter()
                .map(|(name, argument)| Ok((*name, operand(&scope, &results, argument)?)));
            let named = named.collect::<Result<Vec<_>, _>>()?;
            let made = self.call(layer, around, operands, named)?;
            results.insert((at, call), made);
        }
        outputs
            .iter()
            .map(|output| scope.result(&results, output))
            .collect()
    }

    /// Adds a call of a layer, and returns its results.
    fn call(
        &mut self,
        layer: &'j LayerConfig<'j>,
        around: &str,
        operands: Vec<Operand<'j>>,
        named: Vec<(&'j str, Operand<'j>)>,
    ) -> Result<Vec<ResultId>, Fault> {
        let operands_of = |operand: &Operand<'_>| match operand {
            Operand::List(list) => 1 + list.len(),
            _ => 1,
        };
        let all = operands
            .iter()
            .chain(named.iter().map(|(_, operand)| operand));
        self.charge(all.map(operands_of).sum(), &layer.place, layer.name)?;
        let path = match around {
            "" => layer.name.to_owned(),
            around => format!("{around}/{}", layer.name),
        };
        match &layer.body {
            Body::Model(model) => {
                let mut given = Vec::new();
                operands
                    .iter()
                    .for_each(|operand| operand.results(&mut given));
                if given.is_empty() {
                    named
                        .iter()
                        .for_each(|(_, operand)| operand.results(&mut given));
                }
                self.model(model, &path, &given)
            }
            Body::Layer(settings) => {
                let leaf = match self.by_path.get(&path) {
                    Some(leaf) => *leaf,
                    None => {
                        self.leaves.push(Leaf {
                            path: path.clone(),
                            layer,
                            settings,
                            calls: 0,
                        });
                        self.by_path.insert(path, self.leaves.len() - 1);
                        self.leaves.len() - 1
                    }
                };
                self.leaves[leaf].calls += 1;
                self.nodes.push(Node {
                    leaf,
                    operands,
                    named,
                });
                let node = Some(self.nodes.len() - 1);
                Ok(vec![ResultId { node, result: 0 }])
            }
        }
    }
}

fn wrong_inputs(model: &ModelConfig<'_>, expected: usize, got: usize) -> Fault {
    let reason = format!("the model has {expected} inputs, and is called with {got}");
    Fault::new(&model.place, model.name, reason)
}

impl<'j> Scope<'j> {
    fn new(model: &'j ModelConfig<'j>) -> Result<Scope<'j>, Fault> {
        let mut by_name = HashMap::new();
        for (at, layer) in model.layers.iter().enumerate() {
            if layer.name.is_empty() {
                return Err(Fault::new(&layer.place, "", "expected a `name`"));
            }
            if let Some(first) = by_name.insert(layer.name, at) {
                let reason = format!(
                    "a layer of this name is at {}, too",
                    model.layers[first].place
                );
                return Err(Fault::new(&layer.place, layer.name, reason));
            }
        }
        Ok(Scope { model, by_name })
    }

    fn layer(&self, tensor: &TensorAt<'_>) -> Result<usize, Fault> {
        let found = self.by_name.get(tensor.layer);
        found
            .copied()
            .ok_or_else(|| missing(self.model, tensor.layer))
    }

    /// Returns the layer and the call of it that a connection names.
    fn place(&self, tensor: &TensorAt<'_>) -> Result<(usize, usize), Fault> {
        let at = self.layer(tensor)?;
        let layer = &self.model.layers[at];
        // A model's own results are those of its first call to Keras 2, and to the ends of models of Keras 3.
        let from_one = tensor.counts_model
            && matches!(layer.body, Body::Model(_))
            && !(layer.is_keras_3 && layer.class == "Sequential");
        let count = layer.calls.len().max(1);
        let [first, other] = match (from_one, tensor.call.checked_sub(1)) {
            (true, Some(call)) => [call, tensor.call],
            (_, other) => [
                tensor.call,
                other.filter(|_| from_one).unwrap_or(tensor.call),
            ],
        };
        match [first, other].into_iter().find(|call| *call < count) {
            Some(call) => Ok((at, call)),
            None => {
                let reason = format!(
                    "there is no call {} of it, it is called {count} times",
                    tensor.call
                );
                Err(Fault::new(&layer.place, layer.name, reason))
            }
        }
    }

    fn result(&self, results: &Results, tensor: &TensorAt<'_>) -> Result<ResultId, Fault> {
        let place = self.place(tensor)?;
        let layer = &self.model.layers[place.0];
        let fault = |reason: &str| Fault::new(&layer.place, layer.name, reason);
        let Some(made) = results.get(&place) else {
            return Err(fault("nothing connects it with the input"));
        };
        match (&layer.body, made[..].get(tensor.result), &made[..]) {
            (_, Some(result), _) => Ok(*result),
            (Body::Layer(_), None, [first, ..]) if first.node.is_some() => Ok(ResultId {
                result: tensor.result,
                ..*first
            }),
            _ => Err(fault(&format!("it has no result {}", tensor.result))),
        }
    }
}

fn operand<'j>(
    scope: &Scope<'j>,
    results: &Results,
    argument: &Argument<'j>,
) -> Result<Operand<'j>, Fault> {
    Ok(match argument {
        Argument::Tensor(tensor) => Operand::Result(scope.result(results, tensor)?),
        Argument::Plain(value) => Operand::Plain(value),
        Argument::List(list) => {
            let list = list.iter().map(|part| operand(scope, results, part));
            Operand::List(list.collect::<Result<_, _>>()?)
        }
    })
}

/// Returns all calls of the layers of a model, each behind those whose results it reads, and else in the order of the
/// file. `given` are the results that are there.
fn order(scope: &Scope<'_>, given: &Results) -> Result<Vec<(usize, usize)>, Fault> {
    let mut waits: HashMap<(usize, usize), usize> = HashMap::new();
    let mut readers: HashMap<(usize, usize), Vec<(usize, usize)>> = HashMap::new();
    let mut ready = BinaryHeap::new();
    let mut count = 0;
    for (at, layer) in scope.model.layers.iter().enumerate() {
        for (call, called) in layer.calls.iter().enumerate() {
            if given.contains_key(&(at, call)) {
                continue;
            }
            count += 1;
            let mut open = 0;
            for tensor in called.tensors() {
                let place = scope.place(tensor)?;
                if !given.contains_key(&place) {
                    open += 1;
                    readers.entry(place).or_default().push((at, call));
                }
            }
            match open {
                0 => ready.push(Reverse((at, call))),
                _ => {
                    waits.insert((at, call), open);
                }
            }
        }
    }
    let mut order = Vec::with_capacity(count);
    while let Some(Reverse(place)) = ready.pop() {
        order.push(place);
        for reader in readers.remove(&place).unwrap_or_default() {
            if let Some(open) = waits.get_mut(&reader) {
                *open -= 1;
                if *open == 0 {
                    ready.push(Reverse(reader));
                }
            }
        }
    }
    if order.len() == count {
        return Ok(order);
    }
    let done: std::collections::HashSet<_> = order.iter().copied().collect();
    let first = waits.keys().filter(|place| !done.contains(place)).min();
    let layer = first.map(|(at, _)| &scope.model.layers[*at]);
    let reason = "it reads its own result, through other layers, or one that nothing connects with the input";
    Err(match layer {
        Some(layer) => Fault::new(&layer.place, layer.name, reason),
        None => Fault::new(&scope.model.place, scope.model.name, reason),
    })
}
