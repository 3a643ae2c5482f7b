//! The command `googlenet tune`, which measures the algorithms of each convolution and prints the table of the fastest.

use super::look_at;
use crate::args::Tune;
use crate::failure::Failure;
use crate::output::{print, tell, write_file};
use googlenet_runtime::Isa;

use googlenet_runtime::profile::{Tuned, tune};

pub(crate) fn run(args: &Tune) -> Result<(), Failure> {
    let plans = args.specs.iter().map(|spec| Ok(look_at(spec)?.0.plan));
    let plans = plans.collect::<Result<Vec<_>, Failure>>()?;
    let lines = tune(&plans, usize::from(args.repeats), |tuned| {
        tell(&progress(tuned));
    });
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
    match &args.output {
        Some(path) => write_file(path, text.as_bytes()),
        None => print(&text),
    }
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
