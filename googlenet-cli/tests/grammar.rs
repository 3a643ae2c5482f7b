//! Tests of what all commands have in common: where results go, in which format, how failures are told, former
//! spellings, and manual pages.

mod common;

use common::{Finished, Workspace, array, values};
use serde_json::Value;
use std::io::Write;
use std::process::Stdio;

const BROKEN: &str = "\
format: 1
name: Broken
input: {height: 4, width: 3, channels: 2}
layers:
  conv: {conv: 5, kernel: 3, strid: 2}
  pool: {max_pol: 2}
";

fn place() -> Workspace {
    let place = Workspace::new();
    place.put("broken.yaml", BROKEN);
    place.put("x.npy", array(&values(24), "(1, 4, 3, 2)"));
    let words = "export tiny.yaml --seed 3 -o w.safetensors";
    run(&place, words).good();
    run(&place, "pack tiny.yaml --weights w.safetensors -o w.packed").good();
    place
}

fn run(place: &Workspace, words: &str) -> Finished {
    place.run(&words.split_whitespace().collect::<Vec<_>>())
}

/// Runs a command and returns its status and the bytes on standard output.
fn raw(place: &Workspace, words: &str, stdin: Option<&[u8]>) -> (Option<i32>, Vec<u8>) {
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut command = place.command(&words);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    if stdin.is_some() {
        command.stdin(Stdio::piped());
    }
    let mut child = command.spawn().expect("the binary starts");
    if let Some((bytes, mut to)) = stdin.zip(child.stdin.take()) {
        to.write_all(bytes).expect("the command reads");
    }
    let output = child.wait_with_output().expect("what it said");
    (output.status.code(), output.stdout)
}

/// Commands that write a result, with a file for it of an ending that they know, and the format if there is no default.
/// The results of those that measure differ from run to run.
const WRITERS: [(&str, &str, &str, bool); 19] = [
    ("weights list tiny.yaml", "out.csv", "--format csv", true),
    ("check tiny.yaml", "out.txt", "", true),
    ("check tiny.yaml --json", "out.json", "", true),
    ("summary tiny.yaml", "out.txt", "", true),
    (
        "summary tiny.yaml --columns macs --format csv",
        "out.csv",
        "",
        true,
    ),
    ("compare tiny.yaml", "out.txt", "", true),
    ("plot tiny.yaml", "out.svg", "--format svg", true),
    ("plot tiny.yaml", "out.png", "--format png", true),
    ("diff tiny.yaml tiny.yaml", "out.txt", "", true),
    ("expand tiny.yaml", "out.rs", "", true),
    ("schema", "out.json", "", true),
    (
        "run tiny.yaml --seed 3 --input x.npy",
        "out.npy",
        "--format npy",
        true,
    ),
    ("run tiny.yaml --seed 3 --input x.npy", "out.txt", "", false),
    ("profile tiny.yaml --runs 1", "out.txt", "", false),
    ("bench tiny.yaml --seconds 0.01", "out.txt", "", false),
    (
        "pack tiny.yaml --weights w.safetensors",
        "out.packed",
        "",
        true,
    ),
    (
        "export tiny.yaml --seed 3",
        "out.onnx",
        "--format onnx",
        true,
    ),
    (
        "export tiny.yaml --seed 3",
        "out.safetensors",
        "--format safetensors",
        true,
    ),
    ("completions bash", "out.bash", "", true),
];

#[test]
fn a_result_goes_to_a_file_or_standard_output() {
    let place = place();
    for (words, file, format, same) in WRITERS {
        let (status, printed) = raw(&place, &format!("{words} {format}"), None);
        assert!(status == Some(0) && !printed.is_empty(), "{words}");
        let (status, dash) = raw(&place, &format!("{words} {format} -o -"), None);
        assert_eq!(status, Some(0), "{words} -o -");
        assert!(!place.path("-").exists(), "{words}: a file named `-`");
        let (status, nothing) = raw(&place, &format!("{words} --output {file}"), None);
        assert_eq!(
            (status, nothing),
            (Some(0), Vec::new()),
            "{words} -o {file}"
        );
        let written = place.get(file);
        if same {
            assert!(dash == printed && written == printed, "{words}");
        } else {
            assert!(!written.is_empty() && !dash.is_empty(), "{words}");
        }
        std::fs::remove_file(place.path(file)).expect("the file");
    }
}

#[test]
fn the_ending_decides_and_unknown_ones_are_refused() {
    let place = place();
    for (words, file, starts) in [
        ("check tiny.yaml", "a.json", "{\"file\""),
        ("summary tiny.yaml", "a.txt", "___"),
        ("summary tiny.yaml", "a.md", "| "),
        ("summary tiny.yaml", "a.CSV", "name,"),
        ("summary tiny.yaml", "a.yml", "name: "),
        ("compare tiny.yaml", "a.json", "[\n"),
        ("plot tiny.yaml", "a.mmd", "flowchart"),
        ("plot tiny.yaml", "a.gv", "digraph"),
        ("plot tiny.yaml", "a.htm", "<!"),
        ("diff tiny.yaml tiny.yaml", "a.html", "<!"),
        ("schema", "a.md", "###"),
        ("run tiny.yaml --seed 3 --input x.npy", "a.json", "{\n"),
        ("bench tiny.yaml --seconds 0.01", "a.json", "{\""),
        ("profile tiny.yaml --runs 1", "a.json", "{\n"),
    ] {
        run(&place, &format!("{words} -o {file}")).good();
        let text = String::from_utf8(place.get(file)).expect("text");
        assert!(text.starts_with(starts), "{words} -o {file}: {text}");
    }
    let before = place.names();
    for words in [
        "check tiny.yaml",
        "summary tiny.yaml",
        "compare tiny.yaml",
        "plot tiny.yaml",
        "diff tiny.yaml tiny.yaml",
        "schema",
        "run tiny.yaml --seed 3 --input x.npy",
        "classify tiny.yaml --seed 3 x.png",
        "profile tiny.yaml",
        "bench tiny.yaml",
        "tune tiny.yaml",
        "export tiny.yaml --seed 3",
    ] {
        for file in ["x.tflite", "x"] {
            let err = run(&place, &format!("{words} -o {file}")).bad(2);
            let start = format!("error: `{file}` does not end in ");
            let help = "; help: give `--format`\n";
            assert!(
                err.starts_with(&start) && err.ends_with(help),
                "{words}: {err}"
            );
        }
    }
    for words in [
        "plot tiny.yaml",
        "plot tiny.yaml -o -",
        "export tiny.yaml --seed 3 -o -",
    ] {
        let err = run(&place, words).bad(2);
        assert!(err.ends_with("; help: give `--format`\n"), "{words}: {err}");
    }
    assert_eq!(place.names(), before, "nothing is written");
}

#[test]
fn arrays_come_from_standard_input() {
    let place = place();
    run(&place, "run tiny.yaml --seed 3 --input x.npy -o y.npy").good();
    let words = "run tiny.yaml --seed 3 --input - --format npy";
    let (status, out) = raw(&place, words, Some(&place.get("x.npy")));
    assert!(status == Some(0) && out == place.get("y.npy"));
    let (status, out) = raw(
        &place,
        "run tiny.yaml --seed 3 --input - --json",
        Some(b"no array"),
    );
    let error: Value = serde_json::from_slice(&out).expect("JSON");
    assert_eq!(status, Some(1));
    let message = error["error"]["message"].as_str().unwrap_or_default();
    assert!(
        message.starts_with("`<stdin>` is text; expected"),
        "{message}"
    );
}

#[test]
fn failures_are_json_where_json_is_asked_for() {
    let place = place();
    for words in [
        "summary broken.yaml",
        "compare tiny.yaml broken.yaml",
        "diff tiny.yaml broken.yaml",
        "run broken.yaml --seed 1 --input x.npy",
        "classify broken.yaml --seed 1 x.png",
        "profile broken.yaml",
        "bench broken.yaml",
        "pack broken.yaml --check w.packed",
        "tune broken.yaml",
    ] {
        for option in ["--json", "--format json"] {
            let ended = run(&place, &format!("{words} {option}"));
            assert_eq!((ended.status, &*ended.err), (Some(1), ""), "{words}");
            let error: Value = serde_json::from_str(&ended.out).expect("JSON");
            let error = &error["error"];
            assert_eq!(error["code"], "GN0113", "{words}");
            assert_eq!(error["message"], "unknown option `strid` in `conv`");
            assert_eq!(error["help"], "did you mean `stride`?");
            assert_eq!(error["file"], "broken.yaml");
            assert_eq!((&error["line"], &error["column"]), (&5.into(), &30.into()));
            let second = &error["diagnostics"][1];
            assert_eq!(second["message"], "unknown kind `max_pol`", "{words}");
            let label = &second["labels"][0];
            assert_eq!(
                (&label["line"], &label["column"], &label["length"]),
                (&6.into(), &10.into(), &7.into())
            );
        }
        let err = run(&place, words).bad(1);
        assert!(err.starts_with("error[GN0113]"), "{words}: {err}");
    }
    for (words, status, message, help) in [
        (
            "bench tiny.yaml --weights none",
            1,
            "cannot use `none`",
            None,
        ),
        ("run tiny.yaml --seed 1 --input none", 1, "`none`: ", None),
        (
            "run tiny.yaml --packed w.safetensors --input x.npy",
            1,
            "`w.safetensors` is a safetensors file; expected packed weights",
            Some("give it with `--weights`, or pack it"),
        ),
        (
            "import none.prototxt none.caffemodel -o out",
            1,
            "cannot read `none.prototxt`",
            None,
        ),
        (
            "summary tiny.yaml -o no/where.json",
            1,
            "cannot write `no/where.json`",
            None,
        ),
        (
            "diff - -",
            2,
            "standard input is one",
            Some("give `-` once"),
        ),
    ] {
        let ended = run(&place, &format!("{words} --json"));
        assert_eq!((ended.status, &*ended.err), (Some(status), ""), "{words}");
        let error: Value = serde_json::from_str(&ended.out).expect("JSON");
        let text = |name: &str| error["error"][name].as_str().map(str::to_owned);
        assert!(
            text("message").is_some_and(|said| said.starts_with(message)),
            "{words}: {error}"
        );
        match help {
            Some(help) => assert!(
                text("help").is_some_and(|said| said.starts_with(help)),
                "{error}"
            ),
            None => assert_eq!(error["error"]["help"], Value::Null, "{error}"),
        }
        assert_eq!(error["error"]["code"], Value::Null);
    }
}

#[test]
fn check_has_an_object_a_description() {
    let place = place();
    let ended = run(&place, "check tiny.yaml broken.yaml nowhere.yaml --json");
    assert_eq!((ended.status, &*ended.err), (Some(1), ""));
    let lines = ended.out.lines().map(serde_json::from_str);
    let lines: Vec<Value> = lines.collect::<Result<_, _>>().expect("JSON");
    assert_eq!(lines.len(), 3);
    assert_eq!(
        (&lines[0]["ok"], &lines[0]["totals"]["params"]),
        (&true.into(), &128.into())
    );
    assert_eq!(lines[1]["ok"], false);
    assert_eq!(lines[1]["diagnostics"].as_array().map(Vec::len), Some(2));
    let unreadable = &lines[2]["diagnostics"][0];
    assert_eq!(
        (&lines[2]["file"], &unreadable["line"]),
        (&"nowhere.yaml".into(), &Value::Null)
    );
    assert_eq!(unreadable["code"], "GN0001");
}

#[test]
fn former_spellings_have_a_hint() {
    let place = place();
    for (words, now) in [
        ("summary tiny.yaml --style markdown", "--format markdown"),
        ("summary tiny.yaml --style=spec", "--format text"),
        ("compare tiny.yaml --style csv", "--format csv"),
        ("compare --style tiny.yaml", "--format tiny.yaml"),
        ("summary tiny.yaml --style", "--format"),
    ] {
        let err = run(&place, words).bad(2);
        let said = format!("error: unexpected argument `--style`; help: use `{now}`\n");
        assert_eq!(err, said, "{words}");
    }
    let err = run(&place, "schema --markdown").bad(2);
    assert_eq!(
        err,
        "error: unexpected argument `--markdown`; help: use `--format markdown`\n"
    );
    for words in [
        "summary tiny.yaml --format spec",
        "diff tiny.yaml tiny.yaml --format table",
    ] {
        let err = run(&place, words).bad(2);
        assert!(err.contains("'text'"), "{words}: {err}");
    }
    assert!(
        run(&place, "plot tiny.yaml --style x")
            .bad(2)
            .contains("unexpected argument '--style'")
    );
}

#[test]
fn numbers_are_as_short_as_they_can_be() {
    let place = place();
    for words in [
        "bench tiny.yaml --seconds 0.01",
        "profile tiny.yaml --runs 2",
        "run tiny.yaml --seed 3 --input x.npy",
    ] {
        let out = run(&place, &format!("{words} --json")).good();
        let is_number = |letter: char| letter.is_ascii_digit() || ".e-".contains(letter);
        for number in out
            .split(|letter| !is_number(letter))
            .filter(|word| word.contains('.'))
        {
            let digits = number.split('e').next().unwrap_or_default();
            let digits = digits
                .trim_start_matches(['0', '.', '-'])
                .matches(|letter: char| letter.is_ascii_digit());
            // A 32-bit float needs 9 at most.
            assert!(digits.count() <= 9, "{words}: {number}");
        }
    }
    let out = run(
        &place,
        "run tiny.yaml --seed 3 --input x.npy --json --top 2",
    )
    .good();
    let json: Value = serde_json::from_str(&out).expect("JSON");
    let top = &json["outputs"][0]["images"][0]["top"];
    assert_eq!(top.as_array().map(Vec::len), Some(2));
    let text = run(&place, "run tiny.yaml --seed 3 --input x.npy --top 1").good();
    let first = format!("{:.6}", top[0]["value"].as_f64().expect("a number"));
    assert!(text.contains(&first), "{text}");
    assert!(json["ms"].is_f64() && json["network"] == "Tiny", "{json}");
}

#[test]
fn manual_pages_are_printed_and_written() {
    let place = place();
    let page = run(&place, "man").good();
    assert!(
        page.contains(".TH googlenet 1") && page.contains("googlenet\\-classify(1)"),
        "{page}"
    );
    let page = run(&place, "man classify").good();
    for part in [
        ".TH googlenet-classify 1",
        ".SH EXAMPLES",
        ".SH \"EXIT STATUS\"",
        "\\-\\-max\\-pixels",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(run(&place, "man clasify").bad(2).contains("`classify`"));
    run(&place, "man -o deep/man1").good();
    let pages = std::fs::read_dir(place.path("deep/man1"))
        .expect("a folder")
        .count();
    assert_eq!(pages, 20, "the program and its commands");
    let written = std::fs::read_to_string(place.path("deep/man1/googlenet-classify.1"));
    assert_eq!(written.expect("a page"), page);
}

#[test]
fn mistakes_of_the_command_line_are_json_too() {
    let place = place();
    for (words, message, help) in [
        (
            "check tiny.yaml --json --wacth",
            "unexpected argument '--wacth' found",
            Some("a similar argument exists: '--watch'"),
        ),
        (
            "run tiny.yaml --json",
            "the following required arguments were not provided: \
             <--input <X.npy>|--image <IMAGE|FOLDER>> <--weights <FILE>|--packed <FILE>|--seed <N>>",
            None,
        ),
        (
            "pack tiny.yaml --seed 1 --json",
            "packed weights are no JSON",
            Some("`--json` is for the report of `--check`"),
        ),
        (
            "features tiny.yaml --seed 1 x.png --json",
            "unexpected argument `--json`: what `features` writes is no JSON",
            Some("leave it out"),
        ),
    ] {
        let done = run(&place, words);
        let object: Value = serde_json::from_str(&done.out).expect(words);
        let error = &object["error"];
        assert_eq!(error["message"], message, "{words}");
        assert_eq!(error["help"].as_str(), help, "{words}");
        assert_eq!((done.status, done.err.as_str()), (Some(2), ""), "{words}");
    }
    let err = run(&place, "check tiny.yaml --wacth").bad(2);
    assert!(err.contains("Usage: googlenet check"), "{err}");
}

#[test]
fn commands_of_other_tools_have_a_hint() {
    let place = place();
    for (words, now) in [
        ("predict tiny.yaml", "classify"),
        ("visualize tiny.yaml", "plot"),
        ("weights tiny.yaml", "weights list SPEC"),
    ] {
        let err = run(&place, words).bad(2);
        assert!(
            err.ends_with(&format!("; help: use `googlenet {now}`\n")),
            "{err}"
        );
    }
}

#[test]
fn only_what_is_read_once_may_be_standard_input() {
    let place = place();
    for option in ["weights", "packed"] {
        let words = format!("run tiny.yaml --{option} - --input x.npy");
        let err = run(&place, &words).bad(2);
        assert!(
            err.starts_with(&format!("error: `--{option} -` is not standard input")),
            "{err}"
        );
    }
}

#[test]
fn what_cannot_be_read_or_written_is_told_in_words() {
    let place = place();
    for (words, said) in [
        (
            "plot tiny.yaml -o nowhere/x.svg",
            "cannot write `nowhere/x.svg`: there is no folder `nowhere`",
        ),
        (
            "run tiny.yaml --weights nowhere.safetensors --input x.npy",
            "cannot use `nowhere.safetensors`: there is no such file or folder",
        ),
        (
            "run tiny.yaml --seed 1 --input nowhere.npy",
            "`nowhere.npy`: there is no such file",
        ),
        (
            "import nowhere.prototxt nowhere.caffemodel -o d",
            "cannot read `nowhere.prototxt`: there is no such file",
        ),
    ] {
        assert_eq!(
            run(&place, words).bad(1),
            format!("error: {said}\n"),
            "{words}"
        );
    }
}
