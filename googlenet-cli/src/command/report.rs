//! The lines that `googlenet check` prints about a description.

use super::network::Looked;
use crate::args::{ReportFormat, Spec};
use crate::failure::Wrong;
use crate::output::{plain, warning};
use googlenet_dsl::Compiled;
use googlenet_dsl::number::{bytes, grouped};
use googlenet_runtime::summary::{Totals, needs_bytes};
use googlenet_runtime::{DType, Precision};
use serde_json::json;

/// Formats the totals of a description as one line: the numbers of layers (without the input), parameters and
/// multiply-accumulates, the size of the arena, what inference takes in all, the precision unless it is `fast`, and the element type of results
/// unless it is `f32`; if
/// there are heads that exist in training only, also the number of their layers, and the number of trainable parameters
/// of the network with these heads.
pub(super) fn line(spec: &Spec, compiled: &Compiled) -> String {
    let Compiled { graph, plan, .. } = compiled;
    let spec = spec.name();
    let layers = match graph.len() - 1 {
        1 => "1 layer".to_owned(),
        more => format!("{more} layers"),
    };
    let params = grouped(graph.total_params());
    let macs = grouped(graph.total_macs());
    let memory = bytes(plan.arena_bytes as u64);
    let needs = bytes(needs_bytes(graph, plan, compiled.algorithms()));
    let precision = match compiled.precision {
        Precision::Fast => String::new(),
        other => format!(", precision {other}"),
    };
    let dtype = match compiled.dtype {
        DType::F32 => String::new(),
        other => format!(", results {other}"),
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
        "{spec}: ok, {layers}, {params} parameters, {macs} MACs, arena {memory}, \
         needs {needs} in all{precision}{dtype}{heads}\n"
    )
}

/// What `googlenet check` says about a description: text for standard output, and text for standard error.
pub(super) struct Said {
    pub(super) out: String,
    pub(super) err: String,
}

/// Formats the result of a check: totals or mistakes as text for people, or either as a line of JSON.
pub(super) fn said(spec: &Spec, checked: &Result<Looked, Wrong>, format: ReportFormat) -> Said {
    let (mut out, mut err) = (String::new(), String::new());
    match (checked, format) {
        (Ok(looked), ReportFormat::Text) => {
            out = line(spec, &looked.compiled);
            let warnings = looked.warnings.iter();
            let named = warnings.map(|text| plain(&format!("`{}`: {text}", spec.name())));
            err = named.map(|text| warning(&text)).collect();
        }
        (Err(wrong), ReportFormat::Text) => err.clone_from(&wrong.text),
        (Ok(Looked { compiled, warnings }), ReportFormat::Json) => {
            let Compiled { graph, plan, .. } = compiled;
            let totals = Totals::with_precision(graph, plan, compiled.algorithms());
            let mut object = json!({
                "file": spec.name(),
                "ok": true,
                "precision": compiled.precision.to_string(),
                "dtype": compiled.dtype.as_str(),
                "totals": totals,
            });
            if !warnings.is_empty() {
                object["warnings"] = json!(warnings);
            }
            out = format!("{object}\n");
        }
        (Err(wrong), ReportFormat::Json) => {
            let mistakes = &wrong.mistakes;
            let object = json!({ "file": spec.name(), "ok": false, "diagnostics": mistakes });
            out = format!("{object}\n");
        }
    }
    Said { out, err }
}
