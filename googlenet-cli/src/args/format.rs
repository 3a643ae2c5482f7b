//! The option `--format`, with `--json`: the words for formats, which mean the same in all commands, and the endings of
//! file names that stand for them.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};
use std::path::Path;

/// Format of a result, by the word that `--format` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Keras,
    Text,
    Json,
    Csv,
    Markdown,
    Yaml,
    Html,
    Svg,
    Png,
    Pdf,
    Dot,
    Mermaid,
    Onnx,
    Safetensors,
    Npy,
    Npz,
}

impl Format {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Format::Keras => "keras",
            Format::Text => "text",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Markdown => "markdown",
            Format::Yaml => "yaml",
            Format::Html => "html",
            Format::Svg => "svg",
            Format::Png => "png",
            Format::Pdf => "pdf",
            Format::Dot => "dot",
            Format::Mermaid => "mermaid",
            Format::Onnx => "onnx",
            Format::Safetensors => "safetensors",
            Format::Npy => "npy",
            Format::Npz => "npz",
        }
    }

    /// Returns the endings of file names that stand for the format, in lower case. They are words for it, too.
    pub(crate) const fn endings(self) -> &'static [&'static str] {
        match self {
            Format::Keras | Format::Text => &["txt"],
            Format::Json => &["json", "jsonl", "ndjson"],
            Format::Csv => &["csv"],
            Format::Markdown => &["md", "markdown"],
            Format::Yaml => &["yaml", "yml"],
            Format::Html => &["html", "htm"],
            Format::Svg => &["svg"],
            Format::Png => &["png"],
            Format::Pdf => &["pdf"],
            Format::Dot => &["dot", "gv"],
            Format::Mermaid => &["mmd", "mermaid"],
            Format::Onnx => &["onnx"],
            Format::Safetensors => &["safetensors"],
            Format::Npy => &["npy"],
            Format::Npz => &["npz"],
        }
    }

    const fn help(self) -> &'static str {
        match self {
            Format::Keras => "Like `model.summary()` of Keras 2",
            Format::Text => "For people",
            Format::Json => "JSON, for programs",
            Format::Csv => "Comma-separated values with exact numbers",
            Format::Markdown => "Markdown",
            Format::Yaml => "YAML, for programs and people",
            Format::Html => "A page to explore, in one file",
            Format::Svg => "A vector drawing",
            Format::Png => "A drawing of pixels",
            Format::Pdf => "A vector drawing, as a page",
            Format::Dot => "Graphviz",
            Format::Mermaid => "Mermaid",
            Format::Onnx => "The network with its weights as ONNX, opset 17",
            Format::Safetensors => "The weights alone, as a file that `--weights` reads",
            Format::Npy => "The values as a NumPy array",
            Format::Npz => "An archive of NumPy arrays, by their names",
        }
    }
}

/// The formats of a command.
pub(crate) trait Formats: Copy + std::fmt::Debug + Send + Sync + 'static {
    /// The formats, the default first, each with its word.
    const ALL: &'static [(Format, Self)];
    /// Whether the first format is used where neither an option nor the name of a file decides.
    const HAS_DEFAULT: bool = true;
}

/// The options `--format WORD` and, of commands that have JSON, `--json`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FormatOf<F> {
    given: Option<F>,
}

impl<F: Formats> FormatOf<F> {
    const HAS_JSON: bool = {
        let mut at = 0;
        let mut found = false;
        while at < F::ALL.len() {
            found = found || matches!(F::ALL[at].0, Format::Json);
            at += 1;
        }
        found
    };

    /// Returns the format that the options name, or the default.
    pub(crate) fn get(&self) -> F {
        self.given.unwrap_or(F::ALL[0].1)
    }

    /// Returns the format that the options name, otherwise that of the ending of `file`, the file that is written,
    /// otherwise the default. Pipes and devices need no ending.
    ///
    /// # Errors
    /// A message if nothing decides.
    pub(crate) fn for_file(&self, file: Option<&Path>) -> Result<F, String> {
        if let Some(format) = self.given {
            return Ok(format);
        }
        let special = |file: &Path| file == Path::new("-") || is_special(file);
        let no_ending = match file {
            Some(file) if !special(file) => return by_ending(file),
            Some(file) => format!("`{}` has no ending that decides the format", file.display()),
            None => "nothing decides the format".to_owned(),
        };
        match F::HAS_DEFAULT {
            true => Ok(F::ALL[0].1),
            false => Err(format!("{no_ending}; help: give `--format`")),
        }
    }
}

/// Returns whether a path leads to something that is neither a regular file nor a folder.
fn is_special(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir())
}

fn by_ending<F: Formats>(file: &Path) -> Result<F, String> {
    let ending = file.extension().and_then(|ending| ending.to_str());
    let ending = ending.map(str::to_ascii_lowercase);
    let known = F::ALL.iter().find(|(format, _)| {
        let mut endings = format.endings().iter();
        endings.any(|known| Some(*known) == ending.as_deref())
    });
    known.map(|(_, format)| *format).ok_or_else(|| {
        let mut endings: Vec<&str> = Vec::new();
        for (format, _) in F::ALL {
            let ending = format.endings()[0];
            if !endings.contains(&ending) {
                endings.push(ending);
            }
        }
        let endings = match &endings[..] {
            [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
            _ => endings.concat(),
        };
        let file = file.display();
        format!("`{file}` does not end in {endings}; help: give `--format`")
    })
}

/// Returns the option `--format` of a command whose files have a format of their own: it is about the report.
pub(crate) fn of_report(format: Arg) -> Arg {
    format.help("Format of the report that is printed; text unless given")
}

impl<F: Formats> Args for FormatOf<F> {
    fn augment_args(command: Command) -> Command {
        let word = |(at, (format, _)): (usize, &(Format, F))| {
            let endings = format.endings().iter().copied();
            let aliases = endings.filter(|ending| *ending != "txt" && *ending != format.as_str());
            let default = match at == 0 && F::HAS_DEFAULT {
                true => " (the default)",
                false => "",
            };
            PossibleValue::new(format.as_str())
                .aliases(aliases)
                .help(format!("{}{default}", format.help()))
        };
        let words = PossibleValuesParser::new(F::ALL.iter().enumerate().map(word));
        let parser = words.map(|word| {
            let known = F::ALL.iter().find(|(format, _)| {
                format.as_str() == word || format.endings().contains(&word.as_str())
            });
            known.expect("clap takes the words of the list alone").1
        });
        let format = Arg::new("format")
            .long("format")
            .value_name("FORMAT")
            .value_parser(parser)
            .help("Format of the result; unless given, the ending of the file of -o decides");
        let command = command.arg(format);
        match Self::HAS_JSON {
            true => command.arg(
                Arg::new("json")
                    .long("json")
                    .action(ArgAction::SetTrue)
                    .conflicts_with("format")
                    .help("Short for `--format json`"),
            ),
            false => command,
        }
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<F: Formats> FromArgMatches for FormatOf<F> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let wrong = |error: clap::parser::MatchesError| Error::raw(ErrorKind::Format, error);
        let given = matches.try_get_one::<F>("format").map_err(wrong)?.copied();
        let json = Self::HAS_JSON && matches.get_flag("json");
        let json = F::ALL
            .iter()
            .find(|(format, _)| json && *format == Format::Json);
        let given = given.or(json.map(|(_, format)| *format));
        Ok(FormatOf { given })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Formats of commands that report something to people and programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReportFormat {
    Text,
    Json,
}

impl Formats for ReportFormat {
    const ALL: &'static [(Format, Self)] =
        &[(Format::Text, Self::Text), (Format::Json, Self::Json)];
}
