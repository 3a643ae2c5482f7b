//! Tests of JSON, for programs: failures, descriptions that are checked, and numbers.

use crate::common::{BROKEN, Workspace, array, values};
use serde_json::Value;

fn place() -> Workspace {
    let place = Workspace::new();
    place.put("broken.yaml", BROKEN);
    place.put("x.npy", array(&values(24), "(1, 4, 3, 2)"));
    let words = "export tiny.yaml --seed 3 -o w.safetensors";
    place.words(words).good();
    place
        .words("pack tiny.yaml --weights w.safetensors -o w.packed")
        .good();
    place
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
        for option in [
            "--json",
            "--format json",
            "--format jsonl",
            "--format=ndjson",
        ] {
            let ended = place.words(&format!("{words} {option}"));
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
        let err = place.words(words).bad(1);
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
        let ended = place.words(&format!("{words} --json"));
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
    let ended = place.words("check tiny.yaml broken.yaml nowhere.yaml --json");
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
fn numbers_are_as_short_as_they_can_be() {
    let place = place();
    for words in [
        "bench tiny.yaml --seconds 0.01",
        "profile tiny.yaml --runs 2",
        "run tiny.yaml --seed 3 --input x.npy",
    ] {
        let out = place.words(&format!("{words} --json")).good();
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
    let out = place
        .words("run tiny.yaml --seed 3 --input x.npy --json --top 2")
        .good();
    let json: Value = serde_json::from_str(&out).expect("JSON");
    let top = &json["outputs"][0]["images"][0]["top"];
    assert_eq!(top.as_array().map(Vec::len), Some(2));
    let text = place
        .words("run tiny.yaml --seed 3 --input x.npy --top 1")
        .good();
    let first = format!("{:.6}", top[0]["value"].as_f64().expect("a number"));
    assert!(text.contains(&first), "{text}");
    assert!(json["ms"].is_f64() && json["network"] == "Tiny", "{json}");
}
