//! Tests of what commands make of broken budgets and of definitions that nothing uses: those that only look at a network
//! warn, those that make something of it refuse.

use crate::common::{Finished, SPEC, Workspace};

/// The codes of everything that looking does not need in order, in the order of [`loose`]'s lines.
const CODES: [&str; 5] = ["GN0129", "GN0127", "GN0128", "GN0401", "GN0402"];

/// Description with a default, a block and a column that nothing uses, and with two broken budgets.
fn loose() -> String {
    SPEC.replace(
        "layers:\n",
        "defaults:\n  avg_pool: {padding: same}\n\
         blocks:\n  spare: {layers: {c: {conv: 4, kernel: 1}}}\n  \
         used: {columns: [f, g], layers: {c: {conv: $f, kernel: 1}}}\n\
         layers:\n  first: {used: [2, 1]}\n",
    ) + "budget: {params: 100, macs: 1k}\n"
}

fn place() -> Workspace {
    let place = Workspace::new();
    place.put("loose.yaml", loose());
    place
}

fn run(place: &Workspace, words: &str) -> Finished {
    place.run(&words.split_whitespace().collect::<Vec<_>>())
}

/// Returns the codes of the messages of a kind (`warning` or `error`), in their order.
fn codes(err: &str, kind: &str) -> Vec<String> {
    let begin = format!("{kind}[");
    let codes = err.lines().filter_map(|line| line.strip_prefix(&begin));
    codes.map(|code| code[..6].to_owned()).collect()
}

#[test]
fn commands_that_look_warn_of_all_at_once_and_do_their_work() {
    let place = place();
    for words in [
        "summary loose.yaml",
        "compare loose.yaml",
        "plot loose.yaml -o loose.svg",
        "diff tiny.yaml loose.yaml",
        "diff loose.yaml tiny.yaml",
        "profile loose.yaml --runs 1",
        "bench loose.yaml --seconds 0.01",
    ] {
        let ended = run(&place, words);
        assert_eq!(ended.status, Some(0), "{words}: {}", ended.err);
        assert_eq!(
            codes(&ended.err, "warning"),
            CODES,
            "{words}: {}",
            ended.err
        );
        assert!(
            codes(&ended.err, "error").is_empty(),
            "{words}: {}",
            ended.err
        );
        assert_eq!(ended.out.is_empty(), words.starts_with("plot"), "{words}");
    }
    assert!(place.get("loose.svg").starts_with(b"<svg"));
}

#[test]
fn commands_that_make_something_of_a_network_refuse() {
    let place = place();
    for words in [
        "check loose.yaml",
        "expand loose.yaml",
        "run loose.yaml --seed 1 --image image.png",
        "pack loose.yaml --seed 1 -o loose.packed",
        "export loose.yaml --seed 1 -o loose.onnx",
        "classify loose.yaml --seed 1 image.png",
    ] {
        let err = run(&place, words).bad(1);
        assert_eq!(codes(&err, "error"), CODES, "{words}: {err}");
        assert!(codes(&err, "warning").is_empty(), "{words}: {err}");
    }
    assert_eq!(place.names(), ["loose.yaml", "tiny.yaml"]);
}

#[test]
fn warnings_do_not_disturb_what_programs_read() {
    let place = place();
    for words in [
        "summary loose.yaml --format json",
        "compare loose.yaml tiny.yaml --format json",
        "diff loose.yaml tiny.yaml --format json",
    ] {
        let ended = run(&place, words);
        let read: Result<serde_json::Value, _> = serde_json::from_str(&ended.out);
        assert!(read.is_ok(), "{words}: {}", ended.out);
        assert_eq!(codes(&ended.err, "warning"), CODES, "{words}");
    }
}

#[test]
fn a_warning_looks_like_an_error_with_another_word() {
    let place = place();
    let looked = run(&place, "summary loose.yaml").err;
    let checked = run(&place, "check loose.yaml").err;
    // An empty line stands between the warnings and what follows them.
    assert_eq!(looked, checked.replace("error[", "warning[") + "\n");
    let mut command = place.command(&["summary", "loose.yaml"]);
    command.env("CLICOLOR_FORCE", "1");
    let colored = Finished::of(command.output().expect("the binary starts")).err;
    assert!(colored.contains("\u{1b}[33mwarning[GN0129]"), "{colored:?}");
    assert!(!colored.contains("\u{1b}[91m"), "{colored:?}");
}

#[test]
fn errors_stop_a_command_that_looks_and_stand_among_the_warnings() {
    let place = place();
    let text = loose().replace("kernel: 3", "kernel: 9, padding: valid");
    place.put("wrong.yaml", text.replace("padding: same, a", "a"));
    let err = run(&place, "summary wrong.yaml").bad(1);
    assert_eq!(codes(&err, "error"), ["GN0201"], "{err}");
    // The budget is that of a network, which there is none of.
    assert_eq!(codes(&err, "warning"), CODES[..3], "{err}");
    let err = run(&place, "compare loose.yaml wrong.yaml").bad(1);
    assert_eq!(codes(&err, "error"), ["GN0201"], "{err}");
}
