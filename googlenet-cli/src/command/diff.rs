//! The command `googlenet diff`, which shows the layers, outputs, heads and totals that differ between two versions of
//! a description.

use super::network::look_at;
use crate::args::{Diff as Args, DiffFormat};
use crate::failure::Failure;
use googlenet_view::Plot;
use googlenet_view::diff::{Diff, Side};

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let format = args.written.format()?;
    let (before, _) = look_at(&args.before, &args.size)?;
    let (after, text) = look_at(&args.after, &args.size)?;
    let diff = Diff::new(
        &Side {
            name: args.before.name(),
            graph: &before.graph,
            plan: &before.plan,
        },
        &Side {
            name: args.after.name(),
            graph: &after.graph,
            plan: &after.plan,
        },
    );
    let written = match format {
        DiffFormat::Text => diff.table(),
        DiffFormat::Markdown => diff.markdown(),
        DiffFormat::Json => diff.json(),
        DiffFormat::Html => {
            let plot = Plot::new(&after.graph).items(&after.items).source(text);
            diff.html(&plot).map_err(Failure::message)?
        }
    };
    match format {
        DiffFormat::Text => args.written.to().styled(&written),
        DiffFormat::Markdown | DiffFormat::Json | DiffFormat::Html => {
            args.written.to().text(&written)
        }
    }
}
