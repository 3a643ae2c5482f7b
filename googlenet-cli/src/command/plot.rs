//! The command `googlenet plot`, which draws a network.

use super::look_at;
use crate::args::{ColorWord, Plot as Args, PlotFormat, Rankdir};
use crate::failure::Failure;
use crate::output::{print_bytes, write_file};
use googlenet_view::{ColorBy, Direction, Options, Plot};
use std::path::Path;

/// Endings of file names, without the dot and in lower case, with the formats that they stand for.
const ENDINGS: [(&str, PlotFormat); 7] = [
    ("svg", PlotFormat::Svg),
    ("png", PlotFormat::Png),
    ("html", PlotFormat::Html),
    ("htm", PlotFormat::Html),
    ("dot", PlotFormat::Dot),
    ("gv", PlotFormat::Dot),
    ("mmd", PlotFormat::Mermaid),
];

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let format = format(args)?;
    let (compiled, text) = look_at(&args.spec)?;
    let plot = Plot::new(&compiled.graph)
        .items(&compiled.items)
        .source(text)
        .options(options(args));
    let plot = match args.training {
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
    let bytes = bytes.map_err(Failure::message)?;
    match args.output == Path::new("-") {
        true => print_bytes(&bytes),
        false => write_file(&args.output, &bytes),
    }
}

fn format(args: &Args) -> Result<PlotFormat, Failure> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let ending = args.output.extension().and_then(|ending| ending.to_str());
    let known = |ending: &str| {
        let ending = ending.to_ascii_lowercase();
        ENDINGS.iter().find(|(known, _)| *known == ending)
    };
    ending
        .and_then(known)
        .map(|(_, format)| *format)
        .ok_or_else(|| {
            Failure::Usage(format!(
                "`{}` does not end in svg, png, html, dot, gv or mmd; help: give `--format`",
                args.output.display()
            ))
        })
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
