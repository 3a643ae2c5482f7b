//! The command `googlenet pack`, which writes weights to a file in the order in which kernels read them, or checks such
//! a file.

use super::{compile_file, packed};
use crate::args::{Pack, Source};
use crate::failure::Failure;
use crate::output::{print, write_through};
use googlenet_dsl::number::bytes;
use googlenet_runtime::Isa;

pub(crate) fn run(args: &Pack) -> Result<(), Failure> {
    let compiled = compile_file(&args.spec)?;
    let precision = args.exactness.over(compiled.precision);
    let graph = compiled.graph;
    if let Some(path) = &args.check {
        let there = packed(graph.clone(), Source::Packed(path), precision)?;
        there.verify().map_err(Failure::message)?;
        let mut made_of = String::new();
        if let Some(source) = args.source() {
            let again = packed(graph, source, precision)?;
            made_of = match source {
                Source::File(path) | Source::Packed(path) => format!(" of `{}`", path.display()),
                Source::Seed(seed) => format!(" of seed {seed}"),
            };
            if again.checksum() != there.checksum() {
                let path = path.display();
                return Err(Failure::Message(format!(
                    "`{path}` holds other packed weights than those{made_of}; help: pack them anew with `googlenet pack`"
                )));
            }
        }
        return print(&format!(
            "{}: {} of weights{made_of}, packed for {}, in order\n",
            path.display(),
            bytes(there.weight_bytes() as u64),
            Isa::chosen().as_str(),
        ));
    }
    let (Some(source), Some(output)) = (args.source(), &args.output) else {
        unreachable!("clap asks for both of them");
    };
    let network = packed(graph, source, precision)?;
    write_through(output, |to| network.write(to))
}
