//! Programs: plans with packed weights, which the sessions of a network share, and the cache of a network's last
//! program.

use super::pack::WeightSource;
use super::steps::{QuantizedStep, StepSource, Steps};
use crate::kernel::Target;
use crate::{Error, Layer};
use googlenet_dsl::graph::{self, Definition, Graph, LayerId, Output};
use googlenet_dsl::plan::{Plan, Step};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::Algorithms;
use std::sync::{Arc, Mutex, PoisonError};

/// A plan with its weights packed for one instruction set and some algorithms (elsewhere: a compiled model), ready to be
/// run by sessions.
pub(crate) struct Program {
    pub(super) target: Target,
    pub(crate) steps: Steps,
    pub(crate) plan: Arc<Plan>,
    pub(super) facts: Arc<Facts>,
    /// Layers, with their weights, that taps may have to recompute, by [`LayerId`]: those of steps that compute several
    /// layers; `None` for all others. All are `None` if the program holds no source weights.
    pub(super) fused: Vec<Option<Layer>>,
    /// Text of [`Steps::description`] (a line for each step with weights), which is written to files of packed weights;
    /// empty if the program holds source weights.
    description: String,
}

/// Properties of a network in inference that do not depend on weights, target or plan. Lists with one entry for each
/// layer are indexed by [`LayerId`] (0 is the input).
pub(super) struct Facts {
    definition: Definition,
    pub(super) names: Vec<String>,
    pub(super) shapes: Vec<Shape>,
    pub(super) outputs: Vec<Output>,
    /// Number of multiply-accumulates of each layer for one image.
    pub(super) macs: Vec<u64>,
}

/// Last program of a network, with the key of the weights that were packed for it; `None` before the first. Stored in
/// the shared slot (cache) of the network's first layer.
#[derive(Default)]
struct Cache(Mutex<Option<(Key, Arc<Program>)>>);

/// Versions of the weights of all layers in inference, in order and without the input, and the target (instruction set
/// and algorithms).
type Key = (WeightKey, Target);

/// What the weights of a program are recognised by.
#[derive(Debug, PartialEq, Eq)]
enum WeightKey {
    /// Versions of the weights of all layers.
    Layers(Vec<u64>),
    /// Hash of quantised weights and scales.
    Quantized(u64),
}

/// Quantised weights of a network, and how its results are stored.
#[cfg_attr(not(feature = "quantize"), allow(dead_code))]
pub(crate) struct QuantizedWeightSource<'q> {
    /// Hash of everything.
    pub(crate) hash: u64,
    /// Scale and zero point of each result, by [`LayerId`].
    pub(crate) scales: &'q [Option<(f32, i16)>],
    /// Weights of the steps that have quantised ones, by the step's first layer.
    pub(crate) products: Vec<Option<QuantizedStep<'q>>>,
    /// Weights of all other steps.
    pub(crate) floats: &'q dyn WeightSource,
}

impl Program {
    /// Returns the program of the network `graph` for `target`. `layers` are its layers with weights, without the
    /// input: index `i` has the id `i + 1`. The cached program of the network's other sessions is returned if weights
    /// and target are the same. If only weights have changed, plan and algorithms are reused and only the steps of
    /// changed layers are packed again; if the target has changed, only the plan is reused, unless its element type has. `plan` makes the graph's
    /// plan; it is called only if no program of this graph is cached.
    pub(crate) fn shared(
        graph: &Graph,
        plan: impl FnOnce() -> Arc<Plan>,
        layers: &[&Layer],
        target: Target,
    ) -> Arc<Program> {
        let Some(first) = layers.first() else {
            return Arc::new(Program::new(Facts::of(graph), plan(), layers, target));
        };
        let used = layers.iter().take(graph.len() - 1);
        let versions: Vec<u64> = used.map(|layer| layer.version()).collect();
        let key = (WeightKey::Layers(versions.clone()), target);
        let cache = first.shared().get_or_init(Cache::default);
        let mut cached = cache.0.lock().unwrap_or_else(PoisonError::into_inner);
        let program = match cached.take() {
            Some((known, program)) if known == key => program,
            Some((known, old)) if old.is_of(graph) => Arc::new(match known {
                (WeightKey::Layers(known), of) if of == target => {
                    let versions = known.iter().zip(&versions);
                    let changed: Vec<bool> = versions.map(|(known, now)| known != now).collect();
                    Program::renewed(old, layers, &changed)
                }
                _ => {
                    // The old program is dropped first, as both together may need much memory.
                    let (facts, known) = (Arc::clone(&old.facts), Arc::clone(&old.plan));
                    drop(old);
                    let plan = match known.dtype == target.algorithms.dtype {
                        true => known,
                        false => plan(),
                    };
                    Program::new(facts, plan, layers, target)
                }
            }),
            old => {
                drop(old);
                Arc::new(Program::new(Facts::of(graph), plan(), layers, target))
            }
        };
        *cached = Some((key, Arc::clone(&program)));
        program
    }

    /// Returns the program of the network `graph` with quantised weights, whose plan is `plan`, without scales. `layers` are
    /// those of [`Program::shared`], without their weights. The cached program of the network's other sessions is
    /// returned if it has the same weights, scales and target. It holds no source weights.
    ///
    /// # Errors
    /// Returns an error of the source of weights that are not quantised.
    #[cfg_attr(not(feature = "quantize"), allow(dead_code))]
    pub(crate) fn quantized(
        graph: &Graph,
        plan: impl FnOnce() -> Result<Plan, Error>,
        layers: &[&Layer],
        target: Target,
        mut source: QuantizedWeightSource<'_>,
    ) -> Result<Arc<Program>, Error> {
        let make = |source: &mut QuantizedWeightSource<'_>| {
            let plan = plan()?.with_scales(graph, source.scales);
            let mut parts = parts(&plan.steps, layers);
            for part in parts.iter_mut().filter(|part| !part.step.is_in_place()) {
                part.quantized = source.products[part.step.layers[0]].take();
            }
            let mut steps = Steps::without_weights(&parts, target);
            steps.pack_weights(&parts, source.floats)?;
            let facts = Facts::of(graph);
            Ok(Arc::new(Program::of(facts, Arc::new(plan), steps, target)))
        };
        let Some(first) = layers.first() else {
            return make(&mut source);
        };
        let key = (WeightKey::Quantized(source.hash), target);
        let cache = first.shared().get_or_init(Cache::default);
        let mut cached = cache.0.lock().unwrap_or_else(PoisonError::into_inner);
        let program = match cached.take() {
            Some((known, program)) if known == key && program.is_of(graph) => program,
            old => {
                drop(old);
                make(&mut source)?
            }
        };
        *cached = Some((key, Arc::clone(&program)));
        Ok(program)
    }

    /// Returns `true` if the program is one of `graph`. Different graphs may share a layer, and with it the slot
    /// (cache) that programs are stored in.
    fn is_of(&self, graph: &Graph) -> bool {
        self.facts.definition == graph.definition()
    }

    /// Creates a program: packs the weights of the layers, and keeps the layers that taps may recompute.
    fn new(facts: Arc<Facts>, plan: Arc<Plan>, layers: &[&Layer], target: Target) -> Program {
        let steps = Steps::new(&parts(&plan.steps, layers), target);
        Program::of(facts, plan, steps, target).with_chains(layers)
    }

    /// Creates a program from `old`: packs again the weights of the steps of those layers for which `changed`, indexed
    /// like `layers`, is `true`. The memory of the old packed weights is reused if nothing else holds the old program;
    /// otherwise they are copied.
    fn renewed(old: Arc<Program>, layers: &[&Layer], changed: &[bool]) -> Program {
        let (facts, plan, target) = (Arc::clone(&old.facts), Arc::clone(&old.plan), old.target);
        let parts = parts(&plan.steps, layers);
        let is_changed = |part: &StepSource<'_>| {
            let ids = part.step.layers.iter().filter(|id| **id > 0);
            ids.into_iter().any(|id| changed[id - 1])
        };
        let steps = match Arc::try_unwrap(old) {
            Ok(old) => old.steps,
            Err(old) => old.steps.copied(),
        };
        let steps = steps.repacked(&parts, is_changed);
        Program::of(facts, plan, steps, target).with_chains(layers)
    }

    /// Adds to the program the layers of steps that compute several layers, with their weights, for taps.
    fn with_chains(mut self, layers: &[&Layer]) -> Program {
        let chains = self.plan.steps.iter().map(|step| &step.layers);
        for id in chains.filter(|chain| chain.len() > 1).flatten() {
            self.fused[*id] = Some(layers[*id - 1].apart());
        }
        self
    }

    /// Creates a program whose packed weights `weigh` sets, by packing or mapping them. The program holds no source
    /// weights, so layers whose results are not stored cannot be tapped.
    ///
    /// # Errors
    /// Returns the error of `weigh`.
    pub(crate) fn without_sources(
        graph: &Graph,
        plan: Arc<Plan>,
        layers: &[&Layer],
        target: Target,
        weigh: impl FnOnce(&mut Steps, &[StepSource<'_>]) -> Result<(), Error>,
    ) -> Result<Program, Error> {
        let parts = parts(&plan.steps, layers);
        let mut steps = Steps::without_weights(&parts, target);
        weigh(&mut steps, &parts)?;
        let description = steps.description(&parts);
        let program = Program::of(Facts::of(graph), plan, steps, target);
        Ok(Program {
            description,
            ..program
        })
    }

    /// Returns the text of [`Steps::description`] for a plan of the network of `layers`.
    pub(crate) fn described(plan: &Plan, layers: &[&Layer], target: Target) -> String {
        let parts = parts(&plan.steps, layers);
        Steps::without_weights(&parts, target).description(&parts)
    }

    fn of(facts: Arc<Facts>, plan: Arc<Plan>, steps: Steps, target: Target) -> Program {
        Program {
            target,
            steps,
            plan,
            fused: vec![None; facts.shapes.len()],
            facts,
            description: String::new(),
        }
    }

    /// Returns the text of [`Steps::description`]; empty if the program holds source weights.
    pub(crate) fn description(&self) -> &str {
        &self.description
    }

    /// Returns the graph of the network.
    pub(crate) fn graph(&self) -> Graph {
        let built = Graph::build(&self.facts.definition);
        built.unwrap_or_else(|_| unreachable!("the definition is that of a graph"))
    }

    pub(crate) fn algorithms(&self) -> Algorithms {
        self.target.algorithms
    }

    /// Returns the packed weights of each step that has any, with the paths of the step's layers.
    pub(crate) fn packed_values(&self) -> impl Iterator<Item = (String, &[f32])> {
        let name = |step: &Step| {
            let names = step.layers.iter().map(|id| self.facts.names[*id].as_str());
            names.collect::<Vec<_>>().join(" + ")
        };
        let values = self.steps.packed_values();
        values.map(move |(at, values)| (name(&self.plan.steps[at]), values))
    }

    /// Returns the packed weights of all steps as bytes.
    pub(crate) fn weights(&self) -> &[u8] {
        self.steps.weights().values()
    }

    /// Returns the index in the plan of the step that computes a layer from its inputs, and the step's layers up to and
    /// including that one. `None` if no step does, as for a layer whose result is a view of other results.
    pub(super) fn passing(&self, layer: LayerId) -> Option<(usize, &[LayerId])> {
        let steps = self.plan.steps.iter().enumerate();
        steps
            .filter(|(_, step)| !step.is_in_place())
            .find_map(|(at, step)| {
                let passed = step.layers.iter().position(|passed| *passed == layer)?;
                Some((at, &step.layers[..=passed]))
            })
    }
}

impl Facts {
    /// Returns the layers in inference, the input included.
    pub(super) fn layers(&self) -> Vec<&graph::Layer> {
        let layers = self.definition.layers.iter();
        layers.take(self.shapes.len()).collect()
    }

    fn of(graph: &Graph) -> Arc<Facts> {
        let names = graph.ids().map(|id| graph.layer(id).name.to_string());
        Arc::new(Facts {
            definition: graph.definition(),
            names: names.collect(),
            shapes: graph.ids().map(|id| graph.shape(id)).collect(),
            outputs: graph.outputs().to_vec(),
            macs: graph.ids().map(|id| graph.macs(id)).collect(),
        })
    }
}

/// Returns the steps of a plan, each with the layers that it computes, the input left out. `layers` are all layers of
/// the network without the input: index `i` has the id `i + 1`.
pub(super) fn parts<'l>(steps: &[Step], layers: &[&'l Layer]) -> Vec<StepSource<'l>> {
    let part = |step: &Step| {
        let ids = step.layers.iter().filter(|id| **id > 0);
        StepSource {
            step: step.clone(),
            layers: ids.map(|id| layers[id - 1]).collect(),
            quantized: None,
        }
    };
    steps.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use googlenet_dsl::op::{self, Activation, Op, Padding, Window};
    use googlenet_dsl::plan::PlanOptions;

    fn network(behind: Activation) -> Graph {
        let node = |name: &'static str, op: Op, inputs: &[LayerId]| graph::Layer {
            name: name.into(),
            op,
            inputs: inputs.to_vec().into(),
            line: 0,
            source: None,
        };
        let input = node("input", op::Input { size: [4, 4, 3] }.into(), &[]);
        let mut graph = Graph::new("Test", input).expect("an input");
        let conv = op::Conv {
            filters: 5,
            window: Window::new([3, 3], [1, 1], Padding::Same),
            groups: 1,
            bias: true,
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        graph
            .push(node("conv", conv.into(), &[0]))
            .expect("it fits");
        graph
            .push(node(
                "behind",
                op::Activate { function: behind }.into(),
                &[1],
            ))
            .expect("it fits");
        graph
    }

    fn shared(graph: &Graph, layers: &[Layer]) -> Arc<Program> {
        let plan = || Plan::for_inference(graph, &PlanOptions::default()).into();
        let layers: Vec<&Layer> = layers.iter().collect();
        Program::shared(graph, plan, &layers, Target::chosen(Algorithms::default()))
    }

    #[test]
    fn networks_that_share_a_layer_have_their_own_programs() {
        let graphs = [Activation::Relu, Activation::Tanh].map(network);
        let mut layers = graphs.each_ref().map(Layer::all);
        layers[1][0] = layers[0][0].clone();
        for (graph, layers) in graphs.iter().zip(&layers) {
            let program = shared(graph, layers);
            assert!(program.is_of(graph));
            let plan = Plan::for_inference(graph, &PlanOptions::default());
            assert_eq!(*program.plan, plan);
        }
    }

    #[test]
    fn what_does_not_depend_on_weights_stays() {
        let graph = network(Activation::Relu);
        let mut layers = Layer::all(&graph);
        let first = shared(&graph, &layers);
        assert!(Arc::ptr_eq(&first, &shared(&graph, &layers)));
        let weights = |program: &Program| program.weights().as_ptr();
        let mut set = |value: f32| layers[0].set_weight("bias", vec![value; 5]);
        set(1.0).expect("it has a bias");
        let layers_now = layers.clone();
        let second = shared(&graph, &layers_now);
        assert!(!Arc::ptr_eq(&first, &second) && Arc::ptr_eq(&first.facts, &second.facts));
        assert_ne!(first.weights(), second.weights());
        let there = weights(&second);
        drop((first, second));
        layers[0]
            .set_weight("bias", vec![2.0; 5])
            .expect("it has a bias");
        assert_eq!(weights(&shared(&graph, &layers)), there);
    }
}
