//! Exit statuses of the commands, in their help and manual pages.

use clap::Command;

/// What the exit status 1 means, for each command.
const FAILED: [(&str, &str); 24] = [
    (
        "check",
        "a description or its file of labels has mistakes, or cannot be read",
    ),
    ("summary", "the description has mistakes"),
    ("compare", "a description has mistakes"),
    (
        "plot",
        "the description has mistakes, or the drawing cannot be made or written",
    ),
    (
        "diff",
        "a description has mistakes; differences are no failure",
    ),
    ("expand", "the description has mistakes"),
    ("schema", "the result cannot be written"),
    (
        "run",
        "description, weights or input are not in order, or a result is NaN or infinite",
    ),
    (
        "classify",
        "description or weights are not in order, or an image was not classified",
    ),
    (
        "features",
        "description or weights are not in order, or an image has no features",
    ),
    (
        "train",
        "description, weights or images are not in order, a loss is NaN or infinite, or RUN has a run already; 130: \
         interrupted, with the state saved",
    ),
    (
        "evaluate",
        "description, weights or images are not in order",
    ),
    (
        "quantize",
        "description, weights or images are not in order, or weights or results are NaN or infinite",
    ),
    (
        "explain",
        "description, weights or image are not in order, or there is no such class or layer",
    ),
    (
        "profile",
        "description, weights or input are not in order, or with --check an error exceeds its bound",
    ),
    (
        "bench",
        "description or weights are not in order, or two runs of one input gave different results",
    ),
    (
        "pack",
        "description or weights are not in order, or the file of --check is not intact or of other weights",
    ),
    ("tune", "a description has mistakes"),
    (
        "export",
        "description or weights are not in order, or the format cannot hold the network",
    ),
    (
        "import",
        "a file cannot be read or imported, or one that would be written is there already",
    ),
    (
        "weights list",
        "the description has mistakes, or the file of --weights does not fit",
    ),
    (
        "weights import",
        "the description has mistakes, or the file cannot be read, does not fit, or is another network's",
    ),
    ("completions", "the script cannot be written"),
    ("man", "a page cannot be written"),
];

const PROGRAM: &str =
    "Exit status: 0: success; 1: a file is not in order; 2: wrong command line or GOOGLENET_ISA.";

/// Adds the paragraph of exit statuses to the help of the program and of its commands.
pub(super) fn documented(command: Command) -> Command {
    of_commands(with(command, PROGRAM), "")
}

/// Adds the paragraphs to the commands below one whose words, with a blank behind each, are `above`.
fn of_commands(command: Command, above: &str) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    names.into_iter().fold(command, |all, name| {
        let words = format!("{above}{name}");
        all.mut_subcommand(name, |command| match command.has_subcommands() {
            true => of_commands(command, &format!("{words} ")),
            false => {
                let failed = FAILED.iter().find(|(known, _)| *known == words);
                let failed = failed.map_or("of a failure", |(_, failed)| failed);
                with(
                    command,
                    &format!("Exit status: 0: success; 1: {failed}; 2: wrong command line."),
                )
            }
        })
    })
}

fn with(command: Command, paragraph: &str) -> Command {
    let before = command.get_after_help().map(ToString::to_string);
    let before = before.map_or(String::new(), |before| format!("{before}\n\n"));
    command.after_help(format!("{before}{paragraph}"))
}
