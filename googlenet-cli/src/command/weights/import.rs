//! The command `googlenet weights import`, which converts a weight file of another program.

use super::super::foreign::{Foreign, names_of};
use super::super::loading::weights_failure;
use super::super::network::Given;
use crate::args::{ReportFormat, WeightsImport};
use crate::failure::Failure;
use crate::input::is_stdin;
use crate::output::{Destination, print, tell, warn};
use googlenet_interop::{PairOptions, PairReport, Paired};
use serde_json::{Value, json};
use std::io;

pub(crate) fn run(args: &WeightsImport) -> Result<(), Failure> {
    if is_stdin(&args.file) {
        return Err(Failure::Usage(
            "weights do not come from standard input; help: name a file".to_owned(),
        ));
    }
    let (to, format) = (args.output.to().for_bytes()?, args.format.get());
    if format == ReportFormat::Json && matches!(to, Destination::Stdout) {
        return Err(Failure::Usage(
            "weights are no JSON; help: `--json` is for the report: give `-o FILE`".to_owned(),
        ));
    }
    let given = Given::read(&args.spec.spec, &args.spec.size, None)?;
    let network = given.compile(true)?;
    network.warn();
    let graph = &network.compiled.graph;
    let options = PairOptions {
        source: names_of(&network),
        layout: args.layout,
        as_is: args.as_is,
    };
    Foreign::read(&args.file)?.paired(graph, &options, |paired| {
        let report = paired.report();
        if format == ReportFormat::Text {
            report.notes().iter().for_each(|note| warn(note));
        }
        if !args.non_finite.allow_non_finite {
            paired.check_finite().map_err(weights_failure)?;
        }
        let mut reader = paired.read_weights().map_err(Failure::message)?;
        to.stream(|to| io::copy(&mut reader, to).map(drop))?;
        match (format, to) {
            (ReportFormat::Text, Destination::Stdout) => tell(&report.to_string()),
            (ReportFormat::Text, Destination::File(path)) => {
                print(&format!("{report}  written to {}\n", path.display()))?;
            }
            (ReportFormat::Json, _) => {
                let path = args.output.path().map(|path| path.display().to_string());
                let mut object = object(paired, report);
                object["weights"] = json!(path);
                print(&format!("{object:#}\n"))?;
            }
        }
        Ok(())
    })
}

fn object(paired: &Paired<'_>, report: &PairReport) -> Value {
    let tensors = paired.pairs().map(|(name, shape, from, rule)| {
        json!({ "name": name, "shape": shape, "from": from, "rule": rule.as_str() })
    });
    let rules = report.rules.iter();
    let rules = rules.map(|(rule, count)| (rule.as_str().to_owned(), json!(count)));
    let passed_over = report.passed_over.iter().map(
        |passed| json!({ "reason": passed.reason, "count": passed.count, "first": passed.first }),
    );
    json!({
        "format": report.format.words(),
        "convention": report.convention.map(|convention| convention.as_str()),
        "recognised": report.recognised,
        "prefix": report.prefix,
        "rules": rules.collect::<serde_json::Map<String, Value>>(),
        "widened": report.widened,
        "rounded": report.rounded,
        "passed_over": passed_over.collect::<Vec<_>>(),
        "left_out": report.left_out,
        "tensors": tensors.collect::<Vec<_>>(),
        "warnings": report.notes(),
    })
}
