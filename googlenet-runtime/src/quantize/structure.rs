//! What of a network is quantised, and which of its results are looked at.

use super::error::QuantizeError;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::nearest::nearest;
use googlenet_dsl::op::Op;
use googlenet_dsl::plan::{Place, Plan, PlanOptions, Step, StepKind};
use googlenet_dsl::value::DType;

/// A network as it runs with quantised maps.
#[derive(Debug)]
pub(super) struct Structure {
    pub(super) graph: Graph,
    /// Steps of the plan that compute results, in ascending order of the layers whose results they store.
    pub(super) steps: Vec<Step>,
    /// By id the first layer with which a layer shares its scale.
    pub(super) groups: Vec<LayerId>,
    /// By id whether a result is stored in `f32`.
    pub(super) float: Vec<bool>,
    /// Layers whose results are looked at, in ascending order: the input, and those that a step stores. What is only moved
    /// there from other such results is left out.
    pub(super) observed: Vec<LayerId>,
    /// Whether the network's input is quantised where it is read, and not as it is copied into the arena.
    pub(super) reads_floats: bool,
    /// The layer of [`Structure::inner_softmax`].
    pub(super) inner_softmax: Option<LayerId>,
}

impl Structure {
    /// Returns the structure in which the results of `float_layers` stay in `f32` where they can
    /// ([`PlanOptions::float_layers`]).
    pub(super) fn of(graph: Graph, float_layers: &[LayerId]) -> Structure {
        let plan = Structure::plan(&graph, float_layers);
        let mut float = graph.float_results();
        for id in graph.ids().skip(1) {
            if let Some(region) = &plan.regions[id] {
                float[id] = region.layout.dtype == DType::F32;
            }
        }
        let inner_softmax = Structure::inner_softmax(&plan);
        let image = plan.regions[0].as_ref();
        let reads_floats = image.is_some_and(|image| image.place == Place::Input);
        let mut is_observed = vec![false; graph.len()];
        // Whether all values of the result are among those that are looked at.
        let mut is_covered = vec![false; graph.len()];
        for id in graph.ids() {
            let inputs = graph.inputs(id);
            let is_moved = graph.moves_values(id) && inputs.iter().all(|input| is_covered[*input]);
            is_observed[id] = !is_moved && (id == 0 || plan.regions[id].is_some());
            is_covered[id] = is_moved || is_observed[id];
        }
        let steps = plan.steps.into_iter();
        let mut steps: Vec<Step> = steps
            .filter(|step| step.kind == StepKind::Forward && step.layers[0] != 0)
            .collect();
        steps.sort_by_key(last);
        Structure {
            steps,
            groups: graph.shared_scales(),
            float,
            reads_floats,
            inner_softmax,
            observed: graph.ids().filter(|id| is_observed[*id]).collect(),
            graph,
        }
    }

    /// Returns the plan of a network whose maps are quantised but for these.
    pub(super) fn plan(graph: &Graph, float_layers: &[LayerId]) -> Plan {
        let options = PlanOptions::default().with_dtype(DType::U8);
        Plan::for_inference(graph, &options.with_float_layers(float_layers.to_vec()))
    }

    /// Returns the layers with weights to quantise that keep theirs, which `kept` says by id.
    pub(super) fn float_layers(graph: &Graph, kept: &[bool]) -> Vec<LayerId> {
        let is_float = |id: &LayerId| kept[*id] && graph.op(*id).is_product();
        graph.ids().filter(is_float).collect()
    }

    /// Returns the first layer whose softmax would work in place on integers: that of a convolution or dense layer whose
    /// result other layers read. `None` if there is none.
    pub(super) fn inner_softmax(plan: &Plan) -> Option<LayerId> {
        let mut steps = plan.steps.iter();
        let is_inner = |step: &&Step| step.is_in_place() && step.output().layout.dtype == DType::U8;
        steps.find(is_inner).map(last)
    }

    /// Returns the step that stores the result of a layer; `None` for views, concats in place, and layers within steps.
    #[cfg(any(test, feature = "reference"))]
    pub(super) fn step(&self, layer: LayerId) -> Option<&Step> {
        let at = self.steps.binary_search_by_key(&layer, last).ok()?;
        Some(&self.steps[at])
    }

    /// Returns, by id, whether a result has a scale: whether it shares one with a result that is looked at.
    pub(super) fn has_scale(&self) -> Vec<bool> {
        let mut of_group = vec![false; self.graph.len()];
        for id in &self.observed {
            of_group[self.groups[*id]] = true;
        }
        self.groups.iter().map(|group| of_group[*group]).collect()
    }

    /// Returns whether the layer is one whose weights are quantised unless they are to stay as they are: a convolution or
    /// dense layer, in one group.
    pub(super) fn is_product(&self, layer: LayerId) -> bool {
        self.graph.op(layer).is_product()
    }

    /// Returns the local response normalisations that alone read a result of a group, or moved values of it; none if others
    /// do, too.
    pub(super) fn normalised_by(&self, group: LayerId) -> Vec<LayerId> {
        let graph = &self.graph;
        let is_inside = |id: &LayerId| self.groups[*id] == group;
        let members = graph.ids().filter(is_inside);
        let readers: Vec<LayerId> = (members.flat_map(|id| graph.readers(id)))
            .filter(|reader| !is_inside(reader))
            .collect();
        match (readers.iter()).all(|reader| matches!(graph.op(*reader), Op::Lrn(_))) {
            true => readers,
            false => Vec::new(),
        }
    }

    /// Returns the layers whose results those with quantised weights read. `kept` says, by id, which layers keep theirs.
    pub(super) fn product_inputs(&self, kept: &[bool]) -> Vec<LayerId> {
        let first = self.steps.iter().map(|step| step.layers[0]);
        let products = first.filter(|layer| self.is_product(*layer) && !kept[*layer]);
        products.map(|layer| self.graph.inputs(layer)[0]).collect()
    }

    pub(super) fn name(&self, layer: LayerId) -> &str {
        &self.graph.layer(layer).name
    }

    /// Returns, by id, whether the path of a layer begins with one of `prefixes`.
    ///
    /// # Errors
    /// [`QuantizeError::UnknownPrefix`] if no path begins with one of them.
    pub(super) fn begins_with(&self, prefixes: &[String]) -> Result<Vec<bool>, QuantizeError> {
        let names = || self.graph.ids().skip(1).map(|id| self.name(id));
        for prefix in prefixes {
            if prefix.is_empty() || !names().any(|name| name.starts_with(prefix.as_str())) {
                return Err(QuantizeError::UnknownPrefix {
                    nearest: nearest(prefix, names()).map(str::to_owned),
                    prefix: prefix.clone(),
                });
            }
        }
        let begins = |name: &str| prefixes.iter().any(|prefix| name.starts_with(prefix));
        Ok(self.graph.ids().map(|id| begins(self.name(id))).collect())
    }
}

fn last(step: &Step) -> LayerId {
    step.layers[step.layers.len() - 1]
}
