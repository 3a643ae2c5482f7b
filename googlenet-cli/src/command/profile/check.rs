//! `googlenet profile --check`: the errors of each step against double precision.

use super::seeded;
use crate::args::{Profile as Args, ReportFormat};
use crate::command::finite::Finite;
use crate::command::given::{Images, Named};
use crate::command::loading::{Weights, with_weights};
use crate::command::network::Network;
use crate::failure::Failure;
use crate::json;
use googlenet_runtime::Network as _;
use googlenet_runtime::reference::{self, Accuracy, StepAccuracy};
use std::fmt::Write;

pub(super) fn run(args: &Args, network: &Network<'_>, format: ReportFormat) -> Result<(), Failure> {
    let compiled = &network.compiled;
    let shape = compiled.graph.shape(0);
    let algorithms = args.choice.over(compiled.algorithms());
    let weights = Weights::or_seeded(&args.weights, network);
    let model = network.dynamic();
    let named = Named {
        array: args.input.input.as_ref(),
        of_archive: args.input.array.as_deref(),
        images: &args.input.image,
        decode: args.limits.options(),
    };
    let input = match named.array.is_some() || !named.images.is_empty() {
        true => {
            let images = Images::read(&named, shape, model.preprocess())?;
            images.check(Finite(!args.weights.allow_non_finite()), shape)?;
            images.values
        }
        false => seeded(shape.len() * args.batch.images()),
    };
    let model = with_weights(model, weights)?;
    let threads = args.threads.count();
    let accuracy = reference::accuracy(&model, &input, threads, algorithms);
    let accuracy = accuracy.map_err(Failure::message)?;
    let text = match format {
        ReportFormat::Json => json::measurements(&accuracy).map_err(Failure::message)?,
        ReportFormat::Text => table(&accuracy),
    };
    args.written.to().text(&text)?;
    let broken = accuracy.broken().next();
    broken.map_or(Ok(()), |step| {
        Err(Failure::Message(format!(
            "`{}` errs by {:.3} of its bound: expected at most 1; \
             help: `--precision strict` and `GOOGLENET_ISA` tell the algorithm or the instruction set that errs",
            step.layers.join(" + "),
            step.of_bound.unwrap_or(f64::INFINITY),
        )))
    })
}

fn table(accuracy: &Accuracy) -> String {
    let name = |step: &StepAccuracy| step.layers.join(" + ");
    let steps = &accuracy.steps;
    let names = steps.iter().map(|step| name(step).len()).max();
    let names = names.unwrap_or(0).max("step".len());
    let algorithms = steps.iter().map(|step| step.algorithm.len()).max();
    let algorithms = algorithms.unwrap_or(0).max("algorithm".len());
    let mut text = format!(
        "{:names$}  {:algorithms$}  {:>8}  {:>10}  {:>8}  {:>11}\n",
        "step", "algorithm", "of rms", "of largest", "of bound", "accumulated"
    );
    for step in steps {
        let bound = match step.of_bound {
            Some(share) => format!("{:.2}%", 100.0 * share),
            None => String::new(),
        };
        let _ = writeln!(
            text,
            "{:names$}  {:algorithms$}  {:>8.1e}  {:>10.1e}  {bound:>8}  {:>11.1e}",
            name(step),
            step.algorithm,
            step.of_rms,
            step.of_largest,
            step.accumulated,
        );
    }
    let images = match accuracy.images {
        1 => "1 image".to_owned(),
        count => format!("{count} images"),
    };
    let _ = writeln!(
        text,
        "\n{}, {}, {}, {images}: largest errors against double precision",
        accuracy.isa, accuracy.precision, accuracy.dtype
    );
    for output in &accuracy.outputs {
        let _ = writeln!(
            text,
            "output `{}`: {:.1e} of its root mean square, {:.1e} of its largest value",
            output.name, output.of_rms, output.of_largest
        );
    }
    text
}
