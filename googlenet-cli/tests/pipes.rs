//! Test that every command refuses a named pipe instead of a file before it opens the pipe, as opening waits for the
//! pipe's other end.
#![cfg(unix)]

mod common;

use common::{Finished, Workspace};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Time after which a command that waits is ended; other commands take much less.
const GUARD: Duration = Duration::from_secs(120);

const SPEC: &str = "\
format: 1
name: Photo
input: {height: 4, width: 4, channels: 3}
labels: labels.txt
layers:
  flatten: flatten
  classes: {dense: 3, activation: softmax}
";

fn place() -> Workspace {
    let place = Workspace::new();
    place.put("photo.yaml", SPEC);
    place.put("bare.yaml", SPEC.replace("labels: labels.txt\n", ""));
    place.put("x.png", "");
    place.put("net.prototxt", "");
    place.put("net.caffemodel", "");
    for name in ["pipe", "labels.txt"] {
        let made = Command::new("mkfifo").arg(place.path(name)).status();
        assert!(made.expect("mkfifo").success());
    }
    place
}

fn run(place: &Workspace, words: &str) -> Finished {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut command = place.command(&words);
    let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().expect("the binary starts");
    let start = Instant::now();
    while child.try_wait().expect("the state of a child").is_none() {
        if start.elapsed() > GUARD {
            child.kill().expect("a child ends");
            panic!("`{}` waits for the other end of a pipe", words.join(" "));
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    Finished::of(child.wait_with_output().expect("what it said"))
}

#[test]
fn pipes_are_refused() {
    let place = place();
    run(&place, "export bare.yaml --seed 1 -o w.safetensors").good();
    for (words, named) in [
        ("import pipe net.caffemodel -o out", "pipe"),
        ("import net.prototxt pipe -o out", "pipe"),
        ("check pipe", "pipe"),
        ("run tiny.yaml --seed 1 --input pipe", "pipe"),
        ("run bare.yaml --seed 1 --image pipe", "pipe"),
        ("bench tiny.yaml --weights pipe", "pipe"),
        ("bench tiny.yaml --packed pipe", "pipe"),
        ("classify bare.yaml --weights w.safetensors pipe", "pipe"),
        ("classify bare.yaml --weights pipe x.png", "pipe"),
        (
            "classify photo.yaml --weights w.safetensors x.png",
            "labels.txt",
        ),
    ] {
        let err = run(&place, words).bad(1);
        let expected = ["it is not a regular file", named];
        let says = expected.iter().all(|part| err.contains(part));
        assert!(says, "{words}: {err}");
    }
}
