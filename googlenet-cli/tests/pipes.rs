//! Tests of pipes instead of files: descriptions, images and arrays are read from them; other files are refused before
//! the pipe is opened, as opening waits for its other end.

use crate::common::{self, Finished, Workspace};
use std::io::Write;
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
        ("bench tiny.yaml --weights pipe", "pipe"),
        ("bench tiny.yaml --packed pipe", "pipe"),
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

#[test]
fn descriptions_come_from_pipes_and_standard_input() {
    let place = Workspace::new();
    let made = Command::new("mkfifo").arg(place.path("pipe")).status();
    assert!(made.expect("mkfifo").success());
    let spec = place.get("tiny.yaml");
    let expected = place.run(&["summary", "tiny.yaml"]).good();
    let path = place.path("pipe");
    let writer = std::thread::spawn({
        let spec = spec.clone();
        move || std::fs::write(path, spec)
    });
    assert_eq!(run(&place, "summary pipe").good(), expected);
    writer.join().expect("a writer").expect("a pipe");
    for (words, path) in [
        ("summary -", "<stdin>"),
        ("summary /dev/stdin", "/dev/stdin"),
    ] {
        assert_eq!(fed(&place, words, &spec).good(), expected);
        let wrong = String::from_utf8_lossy(&spec).replace("max_pool", "max_pol");
        let err = fed(&place, words, wrong.as_bytes()).bad(1);
        assert!(err.contains(&format!("--> {path}:6:")), "{err}");
    }
    // A byte more than a description may have, of what would go on without an end.
    let endless = vec![b'#'; (1 << 20) + 1];
    let err = fed(&place, "check -", &endless).bad(1);
    assert!(err.contains("the file is larger than 1 MiB"), "{err}");
    let err = fed(&place, "check .", &[]).bad(1);
    assert!(err.contains("it is a folder"), "{err}");
}

/// Returns what a command prints while the file `name` is written into the pipe `pipe`, which is then named in its words.
fn piped(place: &Workspace, words: &str, name: &str) -> Finished {
    let (bytes, path) = (place.get(name), place.path("pipe"));
    // A reader that has enough goes away.
    let writer = std::thread::spawn(move || std::fs::write(path, bytes));
    let ended = run(place, &words.replace(name, "pipe"));
    let _ = writer.join().expect("a writer");
    ended
}

#[test]
fn images_and_arrays_come_from_pipes() {
    let place = place();
    place.put("x.png", common::generated(1, [9, 7]));
    let array = common::array(&common::values(24), "(4, 3, 2)");
    place.put("x.npy", &array);
    let name = |out: String| out.replace("x.png", "pipe");
    let values = |out: &str| out.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let words = "classify bare.yaml --seed 1 x.png";
    assert_eq!(
        piped(&place, words, "x.png").good(),
        name(run(&place, words).good())
    );
    let words = "run bare.yaml --seed 1 --image x.png";
    let expected = values(&run(&place, words).good());
    assert_eq!(values(&piped(&place, words, "x.png").good()), expected);
    let same = common::SPEC.split("layers:").next().expect("a head");
    place.put(
        "same.yaml",
        format!("{same}layers:\n  same: {{conv: 2, kernel: 1}}\n"),
    );
    run(&place, "run same.yaml --seed 1 --input x.npy -o a.npz").good();
    for (given, array) in [("x.npy", ""), ("a.npz", "--array same")] {
        let words = format!("run tiny.yaml --seed 1 --input {given} {array}");
        let expected = values(&run(&place, &words).good());
        assert!(!expected.is_empty(), "{given}");
        assert_eq!(values(&piped(&place, &words, given).good()), expected);
    }
    place.put("wrong.npy", "no array");
    let err = piped(
        &place,
        "run tiny.yaml --seed 1 --input wrong.npy",
        "wrong.npy",
    )
    .bad(1);
    assert!(err.starts_with("error: `pipe` is text; expected"), "{err}");
    for words in [
        "run bare.yaml --seed 1 --image /dev/zero",
        "run tiny.yaml --seed 1 --input /dev/zero",
        "classify bare.yaml --seed 1 /dev/zero",
    ] {
        let err = run(&place, words).bad(1);
        assert!(err.contains("it is not a regular file"), "{words}: {err}");
    }
    let fed = fed(
        &place,
        "classify bare.yaml --seed 1 /dev/stdin",
        &place.get("x.png"),
    );
    let expected = run(&place, "classify bare.yaml --seed 1 x.png").good();
    assert_eq!(fed.good(), expected.replace("x.png", "/dev/stdin"));
}

#[test]
fn standard_input_is_read_once() {
    let place = Workspace::new();
    for words in [
        "check - -",
        "compare - tiny.yaml -",
        "diff - -",
        "run - --seed 1 --input -",
        "run - --seed 1 --image -",
        "classify - --seed 1 -",
        "classify tiny.yaml --seed 1 - a.png -",
        "check --watch -",
    ] {
        let err = fed(&place, words, &place.get("tiny.yaml")).bad(2);
        assert!(err.contains("; help: "), "{words}: {err}");
    }
    std::fs::create_dir(place.path("folder")).expect("a folder");
    let spec = SPEC.to_owned();
    place.put("folder/photo.yaml", &spec);
    // Labels lie in the folder of a file, and in the current one for standard input.
    place.put("folder/labels.txt", "a\nb\nc\n");
    place.run(&["check", "folder/photo.yaml"]).good();
    fed(&place, "check -", spec.as_bytes()).bad(1);
    place.put("labels.txt", "a\nb\nc\n");
    fed(&place, "check -", spec.as_bytes()).good();
}

/// Runs a command with `bytes` on standard input.
fn fed(place: &Workspace, words: &str, bytes: &[u8]) -> Finished {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut command = place.command(&words);
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().expect("the binary starts");
    let mut to = child.stdin.take().expect("a pipe");
    // The command may end without reading.
    let _ = to.write_all(bytes);
    drop(to);
    Finished::of(child.wait_with_output().expect("what it said"))
}
