//! Checks of a network against the limits of its description's `budget`.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::graph::{Graph, LayerId};
use crate::number::grouped;
use crate::plan::Plan;
use crate::spec::{Limit, Quantity, Spec};
use crate::value::DType;

/// Checks every limit of the `budget` against the network in inference: parameters, multiply-accumulates for one image,
/// and bytes of the arena for one image.
///
/// # Errors
/// Returns a mistake for each exceeded limit, with the (at most three) layers that have the most parameters, the most
/// multiply-accumulates or the largest results.
pub(crate) fn check_budget(spec: &Spec, graph: &Graph, plan: &Plan) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::none();
    for limit in &spec.budget {
        check_limit(limit, graph, plan, &mut errors);
    }
    errors.into_result(())
}

fn check_limit(limit: &Limit, graph: &Graph, plan: &Plan, errors: &mut Diagnostics) {
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
            "activation memory",
            "bytes",
            plan.arena_bytes as u64,
        ),
    };
    if total <= limit.limit {
        return;
    }
    let weight = |id: LayerId| match limit.quantity {
        Quantity::Params => graph.params(id),
        Quantity::Macs => graph.macs(id),
        Quantity::Memory => DType::F32.bytes(graph.shape(id).len()),
    };
    let mut heaviest: Vec<LayerId> = graph.ids().skip(1).filter(|id| weight(*id) > 0).collect();
    heaviest.sort_by_key(|id| (std::cmp::Reverse(weight(*id)), *id));
    let heaviest: Vec<String> = heaviest
        .iter()
        .take(3)
        .map(|id| format!("`{}` {}", graph.layer(*id).name, grouped(weight(*id))))
        .collect();
    let title = format!("the network breaks its budget of {what}");
    let label = format!(
        "{} allowed, the network has {} {unit}",
        grouped(limit.limit),
        grouped(total)
    );
    let error = Diagnostic::new(code, title, limit.span, label);
    errors.push(error.note(format!("the largest layers: {}", heaviest.join(", "))));
}
