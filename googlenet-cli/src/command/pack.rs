//! The command `googlenet pack`, which writes weights to a file in the order in which kernels read them, or checks such
//! a file.

use super::foreign::names_of;
use super::loading::{Integers, Source, Weights, missing, packed, weights_failure};
use super::network::{Given, compile_strictly};
use crate::args::{Pack, ReportFormat};
use crate::failure::Failure;
use crate::output::print;
use googlenet_dsl::number::bytes;
use googlenet_runtime::{Isa, PackedNetwork};
use serde_json::json;

pub(crate) fn run(args: &Pack) -> Result<(), Failure> {
    let files = Given::read(&args.spec.spec, &args.spec.size, args.weights.file())?;
    let described = compile_strictly(&files)?;
    let algorithms = args.choice.over(described.compiled.algorithms());
    let graph = described.compiled.graph.clone();
    let source = Source::of(args.weights.named(), &described);
    let allow_non_finite = args.weights.allow_non_finite();
    let packed = |graph, source| {
        let weights = Weights {
            source,
            names: names_of(&described),
            allow_non_finite,
            verify: false,
        };
        packed(graph, weights, algorithms, Integers::Refused)
    };
    let finite = |network: &PackedNetwork| match allow_non_finite {
        true => Ok(()),
        false => network.check_finite().map_err(weights_failure),
    };
    if let Some(path) = &args.check {
        let there = packed(graph.clone(), Source::Packed(path))?;
        there.verify().map_err(Failure::message)?;
        finite(&there)?;
        let mut made_of = String::new();
        if let Some(source) = source {
            let again = packed(graph, source)?;
            made_of = match source {
                Source::File(path) | Source::Packed(path) => format!(" of `{}`", path.display()),
                Source::Seed(seed) => format!(" of seed {seed}"),
                Source::Model(_) => format!(" of `{}`", args.spec.spec.name()),
            };
            if again.checksum() != there.checksum() {
                let path = path.display();
                return Err(Failure::Message(format!(
                    "`{path}` holds other packed weights than those{made_of}; help: pack them anew with `googlenet pack`"
                )));
            }
        }
        let (size, isa) = (there.weight_bytes() as u64, Isa::chosen().as_str());
        let path = path.display();
        return print(&match args.format.get() {
            ReportFormat::Text => {
                let size = bytes(size);
                format!("{path}: {size} of weights{made_of}, packed for {isa}, in order\n")
            }
            ReportFormat::Json => {
                let file = path.to_string();
                let report = json!({ "file": file, "weight_bytes": size, "isa": isa, "ok": true });
                format!("{report}\n")
            }
        });
    }
    if args.format.get() == ReportFormat::Json {
        return Err(Failure::Usage(
            "packed weights are no JSON; help: `--json` is for the report of `--check`".to_owned(),
        ));
    }
    let to = args.output.to().for_bytes()?;
    let options = "`--weights FILE` or `--seed N`";
    let source = source.ok_or_else(|| missing(&described, options))?;
    let network = packed(graph, source)?;
    finite(&network)?;
    to.stream(|to| network.write(to))
}
