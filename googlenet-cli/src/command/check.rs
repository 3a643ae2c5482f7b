//! `googlenet check`.

use super::compile_file;
use crate::args::Check;
use crate::failure::Failure;
use crate::output::print;
use googlenet_dsl::number::{bytes, grouped};

pub(crate) fn run(args: &Check) -> Result<(), Failure> {
    let mut failed = false;
    for spec in &args.specs {
        match compile_file(spec) {
            Ok(compiled) => {
                let (graph, plan) = (&compiled.graph, &compiled.plan);
                let params = grouped(graph.total_params());
                let macs = grouped(graph.total_macs());
                let memory = bytes(plan.arena_bytes());
                let layers = graph.len() - 1;
                let spec = spec.display();
                print(&format!("{spec}: ok, {layers} layers, {params} parameters, {macs} MACs, arena {memory}\n"))?;
            }
            Err(Failure::Reported) => failed = true,
            Err(other) => return Err(other),
        }
    }
    if failed { Err(Failure::Reported) } else { Ok(()) }
}
