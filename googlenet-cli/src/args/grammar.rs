//! Tests of the definition of the command line: what options of the same name have in common, and the table of commands
//! and formats.

use super::parse::{command, leaves};
use clap::{Arg, Command};
use std::collections::BTreeMap;

/// The formats of each command, the default first; `-` behind the name where none is the default.
const FORMATS: [(&str, &str); 24] = [
    ("check", "text json"),
    ("summary", "keras text markdown csv json yaml"),
    ("compare", "text markdown csv json yaml"),
    ("plot", "- svg png pdf html dot mermaid"),
    ("diff", "text markdown json html"),
    ("expand", ""),
    ("schema", "json markdown"),
    ("run", "text json npy npz"),
    ("classify", "text json"),
    ("features", "npz"),
    ("train", "text json"),
    ("evaluate", "text json"),
    ("quantize", "text json"),
    ("explain", "text json"),
    ("profile", "text json"),
    ("bench", "text json"),
    ("pack", "text json"),
    ("tune", "text json"),
    ("export", "- onnx safetensors npz"),
    ("import", "text json"),
    ("weights list", "text markdown csv json yaml"),
    ("weights import", "text json"),
    ("completions", ""),
    ("man", ""),
];

/// Options that mean something else in a command than in the others.
const OTHERS: [(&str, &str); 23] = [
    // A folder.
    ("import", "output"),
    ("man", "output"),
    ("train", "output"),
    // A page beside the report.
    ("evaluate", "output"),
    // The quantised network beside the report.
    ("quantize", "output"),
    // A quantised file, whose sizes are told.
    ("summary", "weights"),
    // A property of the file that is written, and a file that is referred to.
    ("export", "batch"),
    ("import", "labels"),
    // Images of a step, with the description's as the default; a seed of all that is random.
    ("train", "batch"),
    ("train", "seed"),
    ("train", "quiet"),
    // Steps of training, not heads.
    ("bench", "training"),
    // An image, and no array beside it.
    ("explain", "image"),
    // Of results, not of a file of packed weights.
    ("profile", "check"),
    // The columns of another table, and a file that is compared.
    ("compare", "columns"),
    ("weights list", "weights"),
    // The format of a report beside the files.
    ("import", "format"),
    ("pack", "format"),
    ("weights import", "format"),
    ("train", "format"),
    ("evaluate", "format"),
    ("explain", "format"),
    ("quantize", "format"),
];

fn options(command: &Command) -> impl Iterator<Item = &Arg> {
    command
        .get_arguments()
        .filter(|arg| arg.get_long().is_some())
}

fn find<'a>(command: &'a Command, id: &str) -> Option<&'a Arg> {
    command.get_arguments().find(|arg| arg.get_id() == id)
}

#[test]
fn clap_takes_the_definition() {
    command().debug_assert();
}

#[test]
fn options_of_one_name_are_one_option() {
    let program = command();
    let mut known = BTreeMap::new();
    let mut shared = 0;
    for (name, command) in leaves(&program) {
        for option in options(command) {
            let id = option.get_id().as_str();
            if OTHERS.contains(&(name.as_str(), id)) {
                continue;
            }
            let said = (
                option.get_long().map(str::to_owned),
                option.get_short(),
                option.get_value_names().map(<[_]>::to_vec),
                option.get_help().map(ToString::to_string),
                option.get_default_values().to_vec(),
            );
            let (first, before) = known
                .entry(id.to_owned())
                .or_insert((name.clone(), said.clone()));
            shared += usize::from(*first != name);
            assert_eq!(*before, said, "--{id} of {first} and {name}");
        }
    }
    assert!(shared > 50, "options are shared: {shared}");
    // Descriptions are named alike, too.
    for (name, command) in leaves(&program) {
        for arg in command.get_arguments() {
            if ["spec", "specs", "before", "after"].contains(&arg.get_id().as_str()) {
                let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(help.starts_with("Network description"), "{name}");
                assert!(help.ends_with("; `-` is standard input"), "{name}");
            }
        }
    }
}

#[test]
fn commands_have_their_formats() {
    let program = command();
    let commands = leaves(&program);
    let names: Vec<&str> = commands.iter().map(|(name, _)| name.as_str()).collect();
    let listed: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, listed);
    for ((name, words), (_, command)) in FORMATS.iter().zip(&commands) {
        let output = find(command, "output").expect("a command with output has -o");
        assert_eq!(output.get_short(), Some('o'), "{name}");
        let (has_default, words) = match words.strip_prefix("- ") {
            Some(words) => (false, words),
            None => (true, *words),
        };
        let words: Vec<&str> = words.split_whitespace().collect();
        let values = find(command, "format").map_or(Vec::new(), Arg::get_possible_values);
        let named: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        assert_eq!(named, words, "{name}");
        for (at, value) in values.iter().enumerate() {
            let help = value
                .get_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            assert_eq!(
                help.ends_with(" (the default)"),
                at == 0 && has_default,
                "{name}"
            );
        }
        let json = find(command, "json");
        assert_eq!(json.is_some(), words.contains(&"json"), "{name}");
    }
}

#[test]
fn words_mean_the_same_everywhere() {
    let program = command();
    let mut known: BTreeMap<String, (Vec<String>, String)> = BTreeMap::new();
    for (name, command) in leaves(&program) {
        let values = find(command, "format").map_or(Vec::new(), Arg::get_possible_values);
        for value in values {
            let names = value.get_name_and_aliases().map(str::to_owned).collect();
            let help = value
                .get_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            let help = help.replace(" (the default)", "");
            let said = (names, help);
            let word = value.get_name().to_owned();
            let before = known.entry(word).or_insert_with(|| said.clone());
            assert_eq!(*before, said, "{name}");
        }
    }
}

#[test]
fn exit_statuses_are_in_all_helps() {
    let program = command();
    let all = leaves(&program).into_iter();
    for (name, command) in all.chain([("googlenet".to_owned(), &program)]) {
        let help = command
            .get_after_help()
            .map(ToString::to_string)
            .unwrap_or_default();
        let status = help.rsplit("\n\n").next().unwrap_or_default();
        assert!(
            status.starts_with("Exit status: 0: success; 1: "),
            "{name}: {status}"
        );
        assert!(!status.contains("of a failure"), "{name} has no status");
        assert_eq!(help.matches("Exit status").count(), 1, "{name}");
    }
}
