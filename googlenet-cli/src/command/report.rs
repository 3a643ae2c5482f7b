//! The line that `googlenet check` prints about a description without mistakes.

use googlenet_dsl::Compiled;
use googlenet_dsl::number::{bytes, grouped};
use googlenet_runtime::Precision;
use googlenet_runtime::summary::needs_bytes;
use std::path::Path;

/// Formats the totals of a description as one line: the numbers of layers (without the input), parameters and
/// multiply-accumulates, the size of the arena, what inference takes in all, and the precision unless it is `fast`; if
/// there are heads that exist in training only, also the number of their layers, and the number of trainable parameters
/// of the network with these heads.
pub(super) fn line(spec: &Path, compiled: &Compiled) -> String {
    let Compiled { graph, plan, .. } = compiled;
    let spec = spec.display();
    let layers = graph.len() - 1;
    let params = grouped(graph.total_params());
    let macs = grouped(graph.total_macs());
    let memory = bytes(plan.arena_bytes as u64);
    let needs = bytes(needs_bytes(graph, plan, compiled.precision));
    let precision = match compiled.precision {
        Precision::Fast => String::new(),
        other => format!(", precision {other}"),
    };
    let training = graph.training();
    let heads = match training.len() - graph.len() {
        0 => String::new(),
        more => {
            let params = grouped(training.trainable_params());
            format!("; in training {more} more, {params} trainable parameters")
        }
    };
    format!(
        "{spec}: ok, {layers} layers, {params} parameters, {macs} MACs, arena {memory}, \
         needs {needs} in all{precision}{heads}\n"
    )
}
