//! Tests of runs of `googlenet train` that are ended and go on.

use crate::common::{self, Workspace};
use crate::learning::{self, archive, metrics, place, train};
use std::process::{Child, Command, Stdio};

const WORDS: &str = "train bars.yaml --data many.npz --validation bars.npz --epochs 6 --batch 4 --save-every 3 --quiet";

fn start(place: &Workspace, words: &str) -> Child {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut command = place.command(&words);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the binary starts")
}

/// Waits until a run has written more lines of metrics than `before`, or has ended.
fn wait(place: &Workspace, child: &mut Child, before: usize) {
    let lines = || {
        std::fs::read_to_string(place.path("run/metrics.jsonl"))
            .map_or(0, |text| text.lines().count())
    };
    while lines() <= before && child.try_wait().expect("a status").is_none() {
        std::thread::yield_now();
    }
}

fn same(place: &Workspace) {
    for name in ["last.safetensors", "best.safetensors"] {
        assert!(
            place.get(&format!("whole/{name}")) == place.get(&format!("run/{name}")),
            "{name}"
        );
    }
    assert_eq!(
        metrics(place, "whole/metrics.jsonl"),
        metrics(place, "run/metrics.jsonl")
    );
}

#[test]
fn runs_that_are_killed_go_on_to_the_same_bits() {
    let place = place();
    place.put("many.npz", archive(120, 3));
    place.words(&format!("{WORDS} --threads 1 -o whole")).good();
    for (at, before) in [0, 14, 40].into_iter().enumerate() {
        let mut child = start(
            &place,
            &format!("{WORDS} --threads {} -o run --resume", at + 1),
        );
        wait(&place, &mut child, before);
        child.kill().expect("a signal");
        child.wait().expect("an end");
    }
    place.put("run/last.safetensors.part-4294967295-0", "cut off");
    place.put("run/my.part-2", "of the user");
    place
        .words(&format!("{WORDS} --threads 2 -o run --resume"))
        .good();
    same(&place);
    let names = std::fs::read_dir(place.path("run")).expect("the folder");
    let names = names.map(|entry| entry.expect("a file").file_name());
    let parts: Vec<_> = names
        .filter(|name| name.to_string_lossy().contains(".part-"))
        .collect();
    assert_eq!(parts, ["my.part-2"]);
}

#[test]
fn an_interrupted_run_saves_its_state_and_says_how_to_go_on() {
    let place = place();
    place.put("many.npz", archive(120, 3));
    let long = WORDS
        .replace("--epochs 6", "--epochs 500")
        .replace("--save-every 3", "--save-every 100000");
    let mut child = start(&place, &format!("{long} --threads 1 -o run"));
    wait(&place, &mut child, 3);
    let signal = format!("kill -INT {}", child.id());
    let signalled = Command::new("sh").args(["-c", &signal]).status();
    assert!(signalled.expect("a shell").success());
    let ended = common::Finished::of(child.wait_with_output().expect("an end"));
    assert_eq!(ended.status, Some(130), "{}", ended.err);
    assert!(
        ended
            .err
            .contains("the state is in run/state.safetensors; help: `--resume` goes on"),
        "{}",
        ended.err
    );
    let done = metrics(&place, "run/metrics.jsonl").len();
    train(
        &place,
        "--data many.npz --validation bars.npz --epochs 6 -o run --resume",
    )
    .good();
    place.words(&format!("{WORDS} --threads 2 -o whole")).good();
    // A run that was long by then is as long as it was.
    if done < 6 * 11 {
        same(&place);
    }
}

#[test]
fn what_a_run_begins_with_is_told() {
    let place = place();
    let words = "train bars.yaml --data bars.npz --threads 1 --resume";
    let said = place.words(&format!("{words} --epochs 1 -o run")).err;
    assert!(
        said.ends_with("no state in `run` to go on from: training begins anew\n"),
        "{said}"
    );
    let said = place
        .words(&format!(
            "{words} --epochs 2 -o run --from run/last.safetensors"
        ))
        .err;
    let start = "warning: `--from run/last.safetensors` is passed over: the run in `run` goes on with its own weights\n";
    assert!(
        said.starts_with(start) && said.ends_with("goes on after 6 steps, with epoch 2\n"),
        "{said}"
    );
}

#[test]
fn other_images_and_networks_do_not_go_on() {
    let place = place();
    train(&place, "--data bars.npz --epochs 1 -o run").good();
    place.put("other.npz", archive(45, 3));
    let err = train(&place, "--data other.npz --epochs 2 -o run --resume").bad(1);
    assert!(
        err.starts_with("error: the images are not those that the run was begun with; help: "),
        "{err}"
    );
    place.put("bars.yaml", learning::SPEC.replace("conv: 4", "conv: 5"));
    let err = train(&place, "--data bars.npz --epochs 2 -o run --resume").bad(1);
    assert!(
        err.starts_with("error: the network is not the one that the run was begun with; help: "),
        "{err}"
    );
    place.put("bars.yaml", learning::SPEC);
    place.put("run/state.safetensors", "nothing");
    let err = train(&place, "--data bars.npz --epochs 2 -o run --resume").bad(1);
    assert!(err.contains("run/state.safetensors: "), "{err}");
}
