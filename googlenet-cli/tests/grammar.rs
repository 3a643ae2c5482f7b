//! Tests of what all commands have in common: where results go, in which format, former spellings, and manual pages.

use crate::common::{self, Finished, Workspace, array, values};
use serde_json::Value;
use std::io::Write;
use std::process::Stdio;

fn place() -> Workspace {
    let place = Workspace::new();
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
    place.put("wider.yaml", common::SPEC.replace("conv: 5", "conv: 6"));
    for (words, file, starts) in [
        ("check tiny.yaml", "a.json", "{\"dtype\""),
        ("summary tiny.yaml", "a.txt", "___"),
        ("summary tiny.yaml", "a.md", "| "),
        ("summary tiny.yaml", "a.CSV", "name,"),
        ("summary tiny.yaml", "a.yml", "name: "),
        ("compare tiny.yaml", "a.json", "[\n"),
        ("plot tiny.yaml", "a.mmd", "flowchart"),
        ("plot tiny.yaml", "a.gv", "digraph"),
        ("plot tiny.yaml", "a.htm", "<!"),
        ("diff tiny.yaml tiny.yaml", "a.html", "<!"),
        (
            "diff tiny.yaml wider.yaml",
            "a.md",
            "**tiny.yaml → wider.yaml**",
        ),
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
fn former_spellings_have_a_hint() {
    let place = place();
    for (words, now) in [
        ("summary tiny.yaml --style markdown", "--format markdown"),
        ("summary tiny.yaml --style=spec", "--format text"),
        ("compare tiny.yaml --style csv", "--format csv"),
        ("compare --style tiny.yaml", "--format tiny.yaml"),
        ("summary tiny.yaml --style", "--format"),
        ("diff tiny.yaml tiny.yaml --style json", "--format json"),
        ("plot tiny.yaml --style svg", "--format svg"),
        ("check tiny.yaml --style=json", "--format json"),
        ("bench tiny.yaml --style json", "--format json"),
        ("weights list tiny.yaml --style csv", "--format csv"),
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
    for (words, said) in [
        (
            "plot tiny.yaml --style pdf",
            "`--style`; help: use `--format pdf`",
        ),
        (
            "classify tiny.yaml --style json",
            "`--style`; help: use `--format json`",
        ),
        (
            "plot tiny.yaml --json",
            "`--json`; help: `googlenet plot` writes svg, png, pdf, html, dot or mermaid",
        ),
        (
            "export tiny.yaml --seed 1 -o a.onnx --json",
            "`--json`; help: `googlenet export` writes onnx, safetensors or npz",
        ),
        (
            "features tiny.yaml --seed 1 x.png --json",
            "`--json`; help: `googlenet features` writes npz",
        ),
        (
            "expand tiny.yaml --json",
            "`--json`; help: `googlenet expand` has one format",
        ),
        (
            "plot tiny.yaml -o a.svg --legend never",
            "`never`; help: use `--legend=never`",
        ),
        (
            "plot tiny.yaml -o a.svg --block conv",
            "`--block`; help: use `--module`",
        ),
        (
            "classify tiny.yaml --seed 1 --image x.png",
            "`--image`; help: images and folders stand behind the description, without an option",
        ),
    ] {
        let done = run(&place, words);
        assert_eq!(done.status, Some(2), "{words}");
        let told = match serde_json::from_str::<Value>(&done.out) {
            Ok(object) => format!(
                "error: {}; help: {}\n",
                object["error"]["message"].as_str().unwrap_or_default(),
                object["error"]["help"].as_str().unwrap_or_default(),
            ),
            Err(_) => done.err,
        };
        assert_eq!(
            told,
            format!("error: unexpected argument {said}\n"),
            "{words}"
        );
    }
    for words in ["expand tiny.yaml --style x", "plot tiny.yaml never"] {
        let err = run(&place, words).bad(2);
        assert!(err.contains("unexpected argument '"), "{words}: {err}");
    }
}

#[test]
fn words_of_other_programs_have_a_hint() {
    let place = place();
    for (words, now) in [
        ("compare tiny.yaml --sort flops", "macs"),
        ("compare tiny.yaml --columns name,parameters", "params"),
        ("summary tiny.yaml --columns mult_adds", "macs"),
        ("summary tiny.yaml --columns kernel_size", "kernel"),
        ("plot tiny.yaml -o a.svg --color-by flops", "macs"),
        ("plot tiny.yaml --format jpg", "png"),
        ("plot tiny.yaml --format eps", "pdf"),
    ] {
        let err = run(&place, words).bad(2);
        let said = format!("a similar value exists: '{now}'");
        assert!(err.contains(&said), "{words}: {err}");
    }
    let err = run(&place, "summary tiny.yaml --format flops").bad(2);
    assert!(!err.contains("'macs'"), "{err}");
}

#[test]
fn reasons_are_in_words() {
    let place = place();
    place.put("file", "");
    std::fs::create_dir(place.path("folder")).expect("a folder");
    for (words, said) in [
        (
            "bench tiny.yaml --weights none",
            "cannot use `none`: there is no such file",
        ),
        (
            "bench tiny.yaml --packed none",
            "cannot use `none`: there is no such file",
        ),
        (
            "bench tiny.yaml --weights file/none",
            "cannot use `file/none`: a part of the path is a file, not a folder",
        ),
        (
            "bench tiny.yaml --weights folder",
            "cannot use `folder`: it is a folder",
        ),
        (
            "run tiny.yaml --seed 1 --input none.npy",
            "`none.npy`: there is no such file",
        ),
        (
            "import none.prototxt none.caffemodel -o out",
            "cannot read `none.prototxt`: there is no such file",
        ),
        (
            "summary tiny.yaml -o none/a.txt",
            "cannot write `none/a.txt`: there is no folder `none`",
        ),
        (
            "man -o file",
            "cannot make `file`: a file of this name is there",
        ),
    ] {
        let err = run(&place, words).bad(1);
        assert!(err.contains(&format!("{said}\n")), "{words}: {err}");
        assert!(!err.contains("os error"), "{words}: {err}");
    }
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
    assert_eq!(pages, 26, "the program, its commands and their groups");
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
            "the following required arguments were not provided: <--input <X.npy>|--image <IMAGE|FOLDER>>",
            None,
        ),
        (
            "run tiny.yaml --input x.npy --json",
            "`tiny.yaml` has no weights",
            Some("give `--weights FILE`, `--packed FILE` or `--seed N`"),
        ),
        (
            "pack tiny.yaml --seed 1 --json",
            "packed weights are no JSON",
            Some("`--json` is for the report of `--check`"),
        ),
        (
            "features tiny.yaml --seed 1 x.png --json",
            "unexpected argument `--json`",
            Some("`googlenet features` writes npz"),
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
        ("fit tiny.yaml", "train"),
        ("val tiny.yaml", "evaluate"),
        ("calibrate tiny.yaml", "quantize"),
        ("gradcam tiny.yaml", "explain"),
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
            "cannot use `nowhere.safetensors`: there is no such file",
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
