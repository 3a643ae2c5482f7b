//! Checks of a network against the limits of its description's `budget`.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::graph::{Graph, LayerId};
use crate::number::grouped;
use crate::plan::Plan;
use crate::spec::{Limit, Quantity, Spec};

/// Largest number of layers that a broken budget names.
const MOST_LAYERS: usize = 3;

/// Checks every limit of the `budget` against the network in inference: parameters, multiply-accumulates for one image,
/// and bytes of the arena for one image. Adds a mistake to `lints` for each exceeded limit, with the (at most three)
/// layers that have the most parameters, the most multiply-accumulates, or that take the arena where it is fullest.
pub(crate) fn check_budget(spec: &Spec, graph: &Graph, plan: &Plan, lints: &mut Diagnostics) {
    for limit in &spec.budget {
        check_limit(limit, graph, plan, lints);
    }
}

fn check_limit(limit: &Limit, graph: &Graph, plan: &Plan, lints: &mut Diagnostics) {
    let (code, what, unit, total) = match limit.quantity {
        Quantity::Params => (
            Code::BUDGET_PARAMS,
            "parameters",
            "parameters",
            graph.total_params(),
        ),
        Quantity::Macs => (
            Code::BUDGET_MACS,
            "multiply-accumulates",
            "multiply-accumulates",
            graph.total_macs(),
        ),
        Quantity::Memory => (
            Code::BUDGET_MEMORY,
            "memory",
            "bytes of arena",
            plan.arena_bytes as u64,
        ),
    };
    if total <= limit.limit {
        return;
    }
    let all = |weight: &dyn Fn(LayerId) -> u64| {
        let mut all: Vec<(LayerId, u64)> = graph.ids().map(|id| (id, weight(id))).collect();
        all.retain(|(_, weight)| *weight > 0);
        all.sort_by_key(|(id, weight)| (std::cmp::Reverse(*weight), *id));
        all
    };
    let (what_weighs, heaviest) = match limit.quantity {
        Quantity::Params => ("the largest layers", all(&|id| graph.params(id))),
        Quantity::Macs => ("the largest layers", all(&|id| graph.macs(id))),
        Quantity::Memory => {
            let fullest = plan.fullest.iter();
            let fullest = fullest.map(|(id, bytes)| (*id, *bytes as u64)).collect();
            ("at its fullest the arena holds", fullest)
        }
    };
    let mut parts: Vec<String> = heaviest
        .iter()
        .take(MOST_LAYERS)
        .map(|(id, weight)| format!("`{}` {}", graph.layer(*id).name, grouped(*weight)))
        .collect();
    let more = heaviest.len().saturating_sub(MOST_LAYERS);
    if limit.quantity == Quantity::Memory && more > 0 {
        let bytes = heaviest[MOST_LAYERS..].iter().map(|(_, bytes)| bytes).sum();
        parts.push(format!("{more} more {}", grouped(bytes)));
    }
    let title = format!("the network breaks its budget of {what}");
    let label = format!(
        "{} allowed, the network has {} {unit}",
        grouped(limit.limit),
        grouped(total)
    );
    let error = Diagnostic::new(code, title, limit.span, label);
    lints.push(error.note(format!("{what_weighs}: {}", parts.join(", "))));
}
