//! The command `googlenet plot`, which draws a network.

use super::look_at;
use crate::args::{ColorWord, Plot as Args, PlotFormat, Rankdir};
use crate::failure::Failure;
use googlenet_view::{ColorBy, Direction, Options, Plot};

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let format = args.written.format()?;
    let to = match format {
        PlotFormat::Png => args.written.to().for_bytes()?,
        _ => args.written.to(),
    };
    let (compiled, text) = look_at(&args.spec.spec)?;
    let plot = Plot::new(&compiled.graph)
        .items(&compiled.items)
        .source(text)
        .options(options(args));
    let plot = match args.heads.training {
        true => plot.training(),
        false => plot,
    };
    let bytes = match format {
        PlotFormat::Svg => plot.svg().map(String::into_bytes),
        PlotFormat::Png => plot.png(args.dpi),
        PlotFormat::Html => plot.html().map(String::into_bytes),
        PlotFormat::Dot => plot.dot().map(String::into_bytes),
        PlotFormat::Mermaid => plot.mermaid().map(String::into_bytes),
    };
    to.bytes(&bytes.map_err(Failure::message)?)
}

fn options(args: &Args) -> Options {
    Options {
        shapes: !args.hide_shapes,
        names: !args.hide_names,
        collapse: args.collapse,
        expand: args.expand.clone(),
        direction: match args.rankdir {
            Rankdir::Tb => Direction::TopBottom,
            Rankdir::Lr => Direction::LeftRight,
        },
        color: match args.color_by {
            ColorWord::Kind => ColorBy::Kind,
            ColorWord::Macs => ColorBy::Macs,
            ColorWord::Params => ColorBy::Params,
            ColorWord::Activations => ColorBy::Activations,
        },
    }
}
