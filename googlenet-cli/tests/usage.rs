//! Tests of the command line as a whole: wrong usage, help, and completions.

use crate::common::Workspace;

#[test]
fn completions_know_the_commands() {
    let place = Workspace::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = place.run(&["completions", shell]).good();
        assert!(
            script.contains("summary") && script.contains("format"),
            "{shell}"
        );
    }
}

#[test]
fn wrong_usage_exits_with_2() {
    let place = Workspace::new();
    let run = |words: &str| {
        let args: Vec<&str> = words.split_whitespace().collect();
        place.run(&args).bad(2)
    };
    assert!(run("").contains("Usage: googlenet <COMMAND>"));
    assert!(run("sumary tiny.yaml").contains("'summary'"));
    assert!(run("check").contains("<SPEC>"));
    assert!(run("summary").contains("<SPEC>"));
    assert!(run("summary tiny.yaml --format fancy").contains("keras"));
    assert!(run("completions cobol").contains("bash"));
    assert!(run("run tiny.yaml --input x.npy").contains("`--seed N`"));
    assert!(run("run tiny.yaml --seed 1").contains("--image <IMAGE|FOLDER>"));
    assert!(
        run("run tiny.yaml --seed 1 --weights w --input x.npy").contains("cannot be used with")
    );
    assert!(run("run tiny.yaml --seed 1 --input x --image y").contains("cannot be used with"));
    assert!(run("run tiny.yaml --seed 1 --input x.npy --tap conv").contains("give `--format npz`"));
    assert!(run("run tiny.yaml --seed 1 --input x.npy --threads 0").contains("1..=1024"));
    assert!(run("run tiny.yaml --seed -1 --input x.npy").contains("-1"));
}

#[test]
fn help_has_examples() {
    let place = Workspace::new();
    assert!(
        place
            .run(&["--help"])
            .good()
            .contains("Examples:\n  googlenet check ")
    );
    for command in ["check", "summary", "expand", "schema", "run", "completions"] {
        let help = place.run(&[command, "--help"]).good();
        assert!(
            help.contains(&format!("Examples:\n  googlenet {command} ")) || command == "schema"
        );
        assert!(help.contains("Examples:\n"), "{help}");
    }
    assert!(place.run(&["--version"]).good().starts_with("googlenet "));
}
