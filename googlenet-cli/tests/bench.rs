//! Tests of `googlenet bench`.

use crate::common::Workspace;

fn bench(place: &Workspace, words: &str) -> String {
    let mut args = vec!["bench", "tiny.yaml", "--seconds", "0.02"];
    args.extend(words.split_whitespace());
    place.run(&args).good()
}

fn json(place: &Workspace, words: &str) -> serde_json::Value {
    serde_json::from_str(&bench(place, &format!("{words} --json"))).expect("JSON")
}

#[test]
fn the_report_has_every_number() {
    let report = json(&Workspace::new(), "--threads 2 --batch 3");
    let number = |key: &str| {
        report[key]
            .as_f64()
            .unwrap_or_else(|| panic!("{key} in {report}"))
    };
    assert!(
        0.0 < number("min_ms") && number("min_ms") <= number("median_ms"),
        "{report}"
    );
    assert!(number("median_ms") <= number("p99_ms"), "{report}");
    assert!(
        number("runs") >= 5.0 && number("warm_up_runs") >= 4.0,
        "{report}"
    );
    assert!(number("wall_s") >= 0.02, "{report}");
    assert_eq!((number("threads"), number("batch")), (2.0, 3.0));
    assert_eq!(report["network"], "Tiny");
    assert!(
        ["portable", "avx2", "avx512"]
            .iter()
            .any(|isa| report["isa"] == *isa),
        "{report}"
    );
}

#[test]
fn the_checksum_is_that_of_the_results() {
    let place = Workspace::new();
    let sum = |words: &str| {
        let report = json(&place, words);
        report["checksum"]
            .as_str()
            .map(str::to_owned)
            .expect("a checksum")
    };
    let one = sum("--threads 1");
    assert_eq!(one.len(), 16);
    assert_eq!(one, sum("--threads 3"), "threads change no bit");
    assert_eq!(
        one,
        sum("--seed 42"),
        "the seed that is taken unless one is given"
    );
    assert_ne!(one, sum("--seed 43"), "other weights");
    assert_ne!(one, sum("--batch 2"), "more images");
    let text = bench(&place, "--threads 1");
    assert!(text.starts_with("Tiny, 1 image, 1 thread, "), "{text}");
    assert!(text.ends_with(&format!("\nchecksum {one}\n")), "{text}");
}

#[test]
fn numbers_that_cannot_be_are_refused() {
    let place = Workspace::new();
    for words in [
        ["--seconds", "0"],
        ["--seconds", "nan"],
        ["--seconds", "1e9"],
        ["--batch", "0"],
        ["--threads", "0"],
        ["--seed", "one"],
    ] {
        let err = place
            .run(&["bench", "tiny.yaml", words[0], words[1]])
            .bad(2);
        assert!(err.contains(words[0]), "{err}");
    }
    let both = [
        "bench",
        "tiny.yaml",
        "--seed",
        "1",
        "--weights",
        "w.safetensors",
    ];
    place.run(&both).bad(2);
    let err = place
        .run(&["bench", "tiny.yaml", "--weights", "none.safetensors"])
        .bad(1);
    assert!(err.contains("none.safetensors"), "{err}");
}
