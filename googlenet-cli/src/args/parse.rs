//! The way from the words of the command line to its options.

use super::format::Format;
use super::{Args, old, status};
use crate::failure::Failure;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Command, CommandFactory, FromArgMatches};
use std::ffi::OsStr;

/// Arguments that name what is read. Of a command line one of them may be `-`, standard input.
const READ: [&str; 7] = [
    "spec", "specs", "before", "after", "images", "image", "input",
];

/// Options whose files are never standard input.
const NAMED: [&str; 6] = ["weights", "packed", "check", "labels", "data", "from"];

/// The options of a command line.
pub(crate) struct Parsed {
    pub(crate) args: Args,
    /// Whether JSON is asked for, so that failures are JSON, too.
    pub(crate) json: bool,
}

/// Returns the definition of the command line, with all that help and manual pages say.
pub(crate) fn command() -> Command {
    status::documented(Args::command())
}

/// Returns the commands that do something, with their words, such as `weights list`, in the order of the definition.
pub(crate) fn leaves(program: &Command) -> Vec<(String, &Command)> {
    let inner = program.get_subcommands().flat_map(|command| {
        let name = command.get_name();
        match command.has_subcommands() {
            false => vec![(name.to_owned(), command)],
            true => leaves(command)
                .into_iter()
                .map(|(below, leaf)| (format!("{name} {below}"), leaf))
                .collect(),
        }
    });
    inner.collect()
}

/// Parses the command line of the process. Help and version are printed, and end the process, as do mistakes.
///
/// # Errors
/// [`Failure::Usage`] for former spellings, and for standard input that is named twice; with it, whether JSON is asked
/// for.
pub(crate) fn parse() -> Result<Parsed, (Failure, bool)> {
    let matches = command().try_get_matches().map_err(|mut error| {
        let json = error.use_stderr() && line_asks_for_json(&line());
        match former(&mut error) {
            Some(message) => (Failure::Usage(message), json),
            None if json => (Failure::Usage(sentence(&error)), json),
            None => error.exit(),
        }
    })?;
    let deeper = |matches: &ArgMatches| matches.subcommand().map(|(_, inner)| inner.clone());
    let inner = std::iter::successors(deeper(&matches), deeper).last();
    let inner = inner.as_ref();
    let json = inner.is_some_and(is_json);
    let dashes: usize = inner.map_or(0, dashes);
    if let Some(message) = old::apart(&line()) {
        return Err((Failure::Usage(message), json));
    }
    if dashes > 1 {
        let message = "standard input is one description, image or array; help: give `-` once";
        return Err((Failure::Usage(message.to_owned()), json));
    }
    let named = inner.and_then(|inner| NAMED.iter().find(|id| names_stdin(inner, id)));
    if let Some(named) = named {
        let message = format!(
            "`--{named} -` is not standard input, which is for descriptions, images and arrays; help: name a file"
        );
        return Err((Failure::Usage(message), json));
    }
    match Args::from_arg_matches(&matches) {
        Ok(args) => Ok(Parsed { args, json }),
        Err(error) if json => Err((Failure::Usage(sentence(&error)), json)),
        Err(error) => error.exit(),
    }
}

/// Returns the words of the command line behind the program's.
fn line() -> Vec<String> {
    let words = std::env::args_os().skip(1);
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect()
}

/// Returns whether a command line that cannot be parsed asks for JSON.
fn line_asks_for_json(line: &[String]) -> bool {
    let words = line.iter().map(String::as_str);
    let words: Vec<&str> = words.take_while(|word| *word != "--").collect();
    let apart = |two: &[&str]| two[0] == "--format" && is_json_word(two[1]);
    let joined = |word: &&str| word.strip_prefix("--format=").is_some_and(is_json_word);
    words.contains(&"--json") || words.windows(2).any(apart) || words.iter().any(joined)
}

/// Returns what an error of the command line says, without usage, as a message with its help.
fn sentence(error: &clap::Error) -> String {
    let text = error.to_string();
    let mut parts = text.split("\n\n").map(|part| {
        let lines: Vec<&str> = part.lines().map(str::trim).collect();
        lines.join(" ")
    });
    let first = parts.next().unwrap_or_default();
    let message = first.strip_prefix("error: ").unwrap_or(&first).to_owned();
    let mut tips = parts.filter_map(|part| part.strip_prefix("tip: ").map(str::to_owned));
    match tips.next() {
        Some(tip) => format!("{message}; help: {tip}"),
        None => message,
    }
}

/// Returns the message about a former or mistaken option, or adds the word that took the place of a former one to the
/// error.
fn former(error: &mut clap::Error) -> Option<String> {
    let text = |error: &clap::Error, kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        _ => None,
    };
    if error.use_stderr()
        && let Some(message) = old::apart(&line())
    {
        return Some(message);
    }
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let line = line();
            let unknown = text(error, ContextKind::InvalidArg)?;
            let name = line.first()?;
            old::option(name, &unknown, &line, &formats(&line))
        }
        ErrorKind::InvalidSubcommand => {
            let unknown = text(error, ContextKind::InvalidSubcommand)?;
            old::command(&unknown, &line())
        }
        ErrorKind::InvalidValue => {
            let now = old::word(&text(error, ContextKind::InvalidValue)?)?;
            let valid = match error.get(ContextKind::ValidValue) {
                Some(ContextValue::Strings(words)) => words.iter().any(|word| word == now),
                _ => false,
            };
            if !valid {
                return None;
            }
            let suggested = ContextValue::String(now.to_owned());
            error.insert(ContextKind::SuggestedValue, suggested);
            None
        }
        _ => None,
    }
}

/// Returns the words of `--format` of the command that a command line names; none if it has no such option.
fn formats(line: &[String]) -> Vec<String> {
    let program = command();
    let mut found = &program;
    for word in line {
        let Some(inner) = found.find_subcommand(word) else {
            break;
        };
        found = inner;
    }
    let mut options = found.get_arguments();
    let format = options.find(|option| option.get_id() == "format");
    let words = format.map_or(Vec::new(), clap::Arg::get_possible_values);
    let words = words.iter().map(|word| word.get_name().to_owned());
    words.collect()
}

fn is_json(matches: &ArgMatches) -> bool {
    let word = matches.try_get_raw("format").ok().flatten();
    let word = word.and_then(|mut words| words.next());
    let short = matches.try_get_one::<bool>("json").ok().flatten();
    word.and_then(OsStr::to_str).is_some_and(is_json_word) || short == Some(&true)
}

/// Returns whether a word of `--format` means JSON.
fn is_json_word(word: &str) -> bool {
    Format::Json.endings().contains(&word)
}

/// Returns whether the option `id` is given, and names standard input.
fn names_stdin(matches: &ArgMatches, id: &str) -> bool {
    let words = matches.try_get_raw(id).ok().flatten();
    words.into_iter().flatten().any(|word| word == "-")
}

/// Returns how often the command line names standard input.
fn dashes(matches: &ArgMatches) -> usize {
    let words = READ
        .iter()
        .filter_map(|id| matches.try_get_raw(id).ok().flatten());
    words.flatten().filter(|word| *word == "-").count()
}
