//! The command `googlenet diff`, which shows the layers, outputs, heads and totals that differ between two versions of
//! a description.

use super::look_at;
use crate::args::{Diff as Args, DiffFormat};
use crate::failure::Failure;
use crate::output::{print, print_styled, write_file};
use anstream::adapter::strip_str;
use googlenet_view::Plot;
use googlenet_view::diff::{Diff, Side};
use std::path::Path;

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let format = format(args)?;
    let (before, _) = look_at(&args.before)?;
    let (after, text) = look_at(&args.after)?;
    let name = |path: &Path| path.display().to_string();
    let diff = Diff::new(
        &Side {
            name: name(&args.before),
            graph: &before.graph,
            plan: &before.plan,
        },
        &Side {
            name: name(&args.after),
            graph: &after.graph,
            plan: &after.plan,
        },
    );
    let written = match format {
        DiffFormat::Table => diff.table(),
        DiffFormat::Json => diff.json(),
        DiffFormat::Html => {
            let plot = Plot::new(&after.graph).items(&after.items).source(text);
            diff.html(&plot).map_err(Failure::message)?
        }
    };
    match (&args.output, format) {
        (Some(path), DiffFormat::Table) => {
            write_file(path, strip_str(&written).to_string().as_bytes())
        }
        (Some(path), _) => write_file(path, written.as_bytes()),
        (None, DiffFormat::Table) => print_styled(&written),
        (None, _) => print(&written),
    }
}

fn format(args: &Args) -> Result<DiffFormat, Failure> {
    let ending = args.output.as_deref().and_then(Path::extension);
    match (args.format, ending.and_then(|ending| ending.to_str())) {
        (Some(format), _) => Ok(format),
        (None, Some("html" | "htm")) => Ok(DiffFormat::Html),
        (None, Some("json")) => Ok(DiffFormat::Json),
        (None, Some("txt")) => Ok(DiffFormat::Table),
        (None, _) if args.output.is_none() => Ok(DiffFormat::Table),
        (None, _) => Err(Failure::Usage(
            "the file does not end in txt, json or html; help: give `--format`".to_owned(),
        )),
    }
}
