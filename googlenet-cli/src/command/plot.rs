//! The command `googlenet plot`, which draws a network.

use super::network::look_at;
use crate::args::{ColorWord, DPI, LegendWord, Plot as Args, PlotFormat, Rankdir, ThemeWord};
use crate::failure::Failure;
use crate::output::warn;
use googlenet_dsl::tree::{Form, Item};
use googlenet_view::{ColorBy, Direction, Error, Legend, Options, Plot, Theme};

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let format = args.written.format()?;
    let to = match format {
        PlotFormat::Png | PlotFormat::Pdf => args.written.to().for_bytes()?,
        _ => args.written.to(),
    };
    warn_of_options(args, format);
    let (compiled, text) = look_at(&args.spec.spec, &args.spec.size)?;
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
        PlotFormat::Pdf => plot.pdf(),
        PlotFormat::Html => plot.html().map(String::into_bytes),
        PlotFormat::Dot => plot.dot().map(String::into_bytes),
        PlotFormat::Mermaid => plot.mermaid().map(String::into_bytes),
    };
    let bytes = bytes.map_err(|error| match error {
        Error::OnlyInTraining { name } => Failure::message(format!(
            "`{name}` exists only in training; help: give `--training`"
        )),
        Error::NoModule {
            name,
            nearest: None,
        } => Failure::Message(format!(
            "there is no module `{name}`; help: {}",
            modules(&compiled.items)
        )),
        error => Failure::message(error),
    })?;
    if format == PlotFormat::Png {
        warn_of_size(&plot, args.dpi)?;
    }
    to.bytes(&bytes)
}

/// Returns what the modules of a network are, for the help of an error.
fn modules(items: &[Item]) -> String {
    let groups = items.iter().filter_map(|item| match item {
        Item::Group(group) if matches!(group.form, Form::Block(_) | Form::Branches) => {
            Some(format!("`{}`", group.field))
        }
        _ => None,
    });
    let groups: Vec<String> = groups.collect();
    match &groups[..] {
        [] => "the network has no modules".to_owned(),
        all if all.len() <= MODULES => format!("its modules are {}", all.join(", ")),
        all => format!(
            "its modules are {} and {} more",
            all[..MODULES].join(", "),
            all.len() - MODULES
        ),
    }
}

/// Number of modules that an error names.
const MODULES: usize = 12;

/// Warns of options that change nothing in the format.
fn warn_of_options(args: &Args, format: PlotFormat) {
    let is_figure = matches!(format, PlotFormat::Svg | PlotFormat::Png | PlotFormat::Pdf);
    let figures = "svg, png and pdf";
    let given = [
        ("--width", args.width.is_some(), is_figure, figures),
        (
            "--theme",
            args.theme != ThemeWord::Light,
            is_figure,
            figures,
        ),
        (
            "--background",
            args.background.is_some(),
            is_figure,
            figures,
        ),
        ("--dpi", args.dpi != DPI, format == PlotFormat::Png, "png"),
    ];
    for (option, is_given, has_effect, formats) in given {
        if is_given && !has_effect {
            warn(&format!(
                "`{option}` changes nothing here: it is for {formats}"
            ));
        }
    }
}

/// Side in pixels from which on a PNG is so large that some programs may not show it.
const LARGE: u64 = 16_000;

fn warn_of_size(plot: &Plot, dpi: u32) -> Result<(), Failure> {
    let [width, height] = plot.png_size(dpi).map_err(Failure::message)?;
    if width.max(height) > LARGE {
        warn(&format!(
            "the drawing has {width}x{height} pixels, and many programs show no more than 32767 on a side; help: give \
             `--collapse`, `--fold`, `--module` or a smaller `--dpi`"
        ));
    }
    Ok(())
}

fn options(args: &Args) -> Options {
    Options {
        shapes: !args.hide_shapes,
        names: !args.hide_names,
        collapse: args.collapse,
        expand: args.expand.clone(),
        module: args.module.clone(),
        fold: args.fold,
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
        legend: match args.legend {
            LegendWord::Auto => Legend::Auto,
            LegendWord::Always => Legend::Always,
            LegendWord::Never => Legend::Never,
        },
        title: args.title.clone(),
        width: args.width,
        theme: match args.theme {
            ThemeWord::Light => Theme::Light,
            ThemeWord::Dark => Theme::Dark,
        },
        background: args.background,
    }
}
