//! The command `googlenet tune`, which measures the algorithms of each convolution and prints the table of the fastest.

use super::network::look_at_all;
use crate::args::{ReportFormat, Tune};
use crate::failure::Failure;
use crate::json;
use crate::output::tell;
use googlenet_runtime::Isa;
use googlenet_runtime::profile::{Tuned, tune};
use serde_json::{Value, json};

pub(crate) fn run(args: &Tune) -> Result<(), Failure> {
    let format = args.written.format()?;
    let networks = look_at_all(&args.specs.specs, &args.specs.size)?.into_iter();
    let plans: Vec<_> = networks.map(|network| network.plan).collect();
    let mut measured = Vec::new();
    let lines = tune(&plans, usize::from(args.repeats), |tuned| {
        tell(&progress(tuned));
        measured.push(object(tuned));
    });
    if format == ReportFormat::Json {
        let report = json!({ "isa": Isa::chosen().as_str(), "convolutions": measured });
        return args.written.to().text(&format!("{report:#}\n"));
    }
    let mut text = format!(
        "# googlenet tune, {}: kernel/stride inputs outputs size, `pooled` where a maximum pooling follows, then the algorithm\n\
         # with the output channels of its register tile and, of winograd, the outputs of its largest tile and the KiB of a block\n\
         # of tiles\n",
        Isa::chosen().as_str()
    );
    for line in lines {
        text += &line;
        text.push('\n');
    }
    args.written.to().text(&text)
}

fn object(tuned: &Tuned) -> Value {
    let algorithms = tuned.algorithms.iter();
    let algorithms: Vec<Value> = algorithms
        .map(|(way, ms)| json!({ "algorithm": way.to_string(), "ms": json::measured(*ms) }))
        .collect();
    json!({ "line": tuned.line, "algorithms": algorithms })
}

/// Formats a line of progress: the number of convolutions that are measured, the number of all convolutions, the line
/// of the table for the convolution measured last, and its three fastest algorithms with their median times in
/// milliseconds.
fn progress(tuned: &Tuned) -> String {
    let algorithms = tuned.algorithms.iter().take(3);
    let algorithms: Vec<String> = algorithms
        .map(|(way, ms)| format!("{way} {ms:.3} ms"))
        .collect();
    let [done, all] = tuned.done;
    format!("{done}/{all} {}: {}\n", tuned.line, algorithms.join(", "))
}
