//! `googlenet check`.

use super::compile_or_render;
use crate::args::Check;
use crate::failure::Failure;
use crate::output::{print, tell};
use googlenet_dsl::Compiled;
use googlenet_dsl::number::{bytes, grouped};
use std::path::Path;

pub(crate) fn run(args: &Check) -> Result<(), Failure> {
    if args.watch {
        return super::watch::watch(&args.specs);
    }
    let (mut failed, mut closed) = (false, false);
    for spec in &args.specs {
        match compile_or_render(spec) {
            // The rest is checked even when nobody reads about it: the status is for the caller.
            Ok(_) if closed => {}
            Ok(compiled) => match print(&line(spec, &compiled)) {
                Err(Failure::Closed) => closed = true,
                printed => printed?,
            },
            Err(mistakes) => {
                // An empty line between the mistakes of two files, as between those of one.
                tell(&format!("{}{mistakes}", if failed { "\n" } else { "" }));
                failed = true;
            }
        }
    }
    if failed {
        Err(Failure::Reported)
    } else {
        Ok(())
    }
}

/// A description's totals in one line.
pub(super) fn line(spec: &Path, compiled: &Compiled) -> String {
    let Compiled { graph, plan, .. } = compiled;
    let spec = spec.display();
    let layers = graph.len() - 1;
    let params = grouped(graph.total_params());
    let macs = grouped(graph.total_macs());
    let memory = bytes(plan.arena_bytes());
    let training = graph.training();
    let heads = match training.len() - graph.len() {
        0 => String::new(),
        more => {
            let params = grouped(training.trainable_params());
            format!("; in training {more} more, {params} trainable parameters")
        }
    };
    format!(
        "{spec}: ok, {layers} layers, {params} parameters, {macs} MACs, arena {memory}{heads}\n"
    )
}
