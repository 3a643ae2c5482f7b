//! What of a network is quantised, and which of its results are looked at.

use super::error::QuantizeError;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::nearest::nearest;
use googlenet_dsl::op::Op;
use googlenet_dsl::plan::{Plan, PlanOptions, Step, StepKind};
use googlenet_dsl::value::DType;

/// A network as it runs with quantised maps.
#[derive(Debug)]
pub(super) struct Structure {
    pub(super) graph: Graph,
    /// Steps of the plan that compute results, in ascending order of the layers whose results they store.
    pub(super) steps: Vec<Step>,
    /// By id the first layer with which a layer shares its scale.
    pub(super) groups: Vec<LayerId>,
    /// By id whether a result stays in `f32`.
    pub(super) float: Vec<bool>,
    /// Layers whose results are looked at, in ascending order: the input, and those that a step stores. What is only moved
    /// there from other such results is left out.
    pub(super) observed: Vec<LayerId>,
}

impl Structure {
    pub(super) fn of(graph: Graph) -> Structure {
        let plan = Plan::for_inference(&graph, &PlanOptions::default().with_dtype(DType::U8));
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
            float: graph.float_results(),
            observed: graph.ids().filter(|id| is_observed[*id]).collect(),
            graph,
        }
    }

    /// Returns the step that stores the result of a layer; `None` for views, concats in place, and layers within steps.
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
    /// dense layer.
    pub(super) fn is_product(&self, layer: LayerId) -> bool {
        matches!(self.graph.op(layer), Op::Conv(_) | Op::Dense(_))
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
