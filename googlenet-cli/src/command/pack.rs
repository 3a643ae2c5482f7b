//! The command `googlenet pack`, which writes weights to a file in the order in which kernels read them, or checks such
//! a file.

use super::{Weights, compile_file, packed, weights_failure};
use crate::args::{Pack, Source};
use crate::failure::Failure;
use crate::output::{print, write_through};
use googlenet_dsl::number::bytes;
use googlenet_runtime::{Isa, PackedNetwork};

pub(crate) fn run(args: &Pack) -> Result<(), Failure> {
    let compiled = compile_file(&args.spec)?;
    let precision = args.exactness.over(compiled.precision);
    let graph = compiled.graph;
    let packed = |graph, source| packed(graph, Weights::new(source, &args.non_finite), precision);
    let finite = |network: &PackedNetwork| match args.non_finite.allow_non_finite {
        true => Ok(()),
        false => network.check_finite().map_err(weights_failure),
    };
    if let Some(path) = &args.check {
        let there = packed(graph.clone(), Source::Packed(path))?;
        there.verify().map_err(Failure::message)?;
        finite(&there)?;
        let mut made_of = String::new();
        if let Some(source) = args.source() {
            let again = packed(graph, source)?;
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
    let network = packed(graph, source)?;
    finite(&network)?;
    write_through(output, |to| network.write(to))
}
