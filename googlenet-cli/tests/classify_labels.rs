//! Tests of the labels of `googlenet classify`.

use crate::common::{Workspace, generated};
use crate::labelled::{classify, place};
use serde_json::Value;

#[test]
fn labels_that_are_missing_fail_check_and_classify_alone() {
    let place = place();
    place.put("a.png", generated(1, [50, 40]));
    let check = |place: &Workspace| place.run(&["check", "labels_small.yaml"]);
    let before = check(&place).good();
    std::fs::remove_file(place.path("labels_small.txt")).expect("it was there");
    let err = check(&place).bad(1);
    let said = "error[GN0149]: cannot read the labels `labels_small.txt`: there is no such file\n --> labels_small.yaml:6:9\n";
    assert!(err.starts_with(said), "{err}");
    for words in [
        "summary labels_small.yaml",
        "compare labels_small.yaml labels_small.yaml",
        "plot labels_small.yaml -o x.svg",
        "diff labels_small.yaml labels_small.yaml",
    ] {
        let words: Vec<&str> = words.split(' ').collect();
        place.run(&words).good();
    }
    let words = [
        "run",
        "labels_small.yaml",
        "--weights",
        "w.safetensors",
        "--image",
        "a.png",
    ];
    assert!(place.run(&words).good().contains("class"));
    let err = classify(&place, "a.png").bad(1);
    assert!(
        err.starts_with("error: cannot use the labels `labels_small.txt`: "),
        "{err}"
    );

    place.put("labels_small.txt", "one\ntwo\n");
    let err = classify(&place, "a.png").bad(1);
    assert!(
        err.ends_with("expected 5 lines, one for each class, got 2\n"),
        "{err}"
    );
    let err = check(&place).bad(1);
    let said = "expected 5 lines, one for each value of `classes`, got 2";
    assert!(err.contains("GN0213") && err.contains(said), "{err}");
    place.put("labels_small.txt", "one\ntwo\n3\n4\n5\n\n");
    assert_eq!(check(&place).good(), before);
}

#[cfg(unix)]
#[test]
fn labels_do_not_lead_out_of_the_folder() {
    let (place, elsewhere) = (place(), Workspace::new());
    place.put("a.png", generated(1, [50, 40]));
    elsewhere.put("secret.txt", "a\nb\nc\nd\ne\n");
    std::fs::remove_file(place.path("labels_small.txt")).expect("it was there");
    std::os::unix::fs::symlink(elsewhere.path("secret.txt"), place.path("labels_small.txt"))
        .expect("a link");
    let err = classify(&place, "a.png").bad(1);
    assert!(
        err.contains("outside the folder of the description"),
        "{err}"
    );
}

#[test]
fn without_labels_there_are_indices() {
    let place = place();
    place.put("a.png", generated(1, [50, 40]));
    let spec = String::from_utf8(place.get("labels_small.yaml")).expect("UTF-8");
    place.put(
        "labels_small.yaml",
        spec.replace("labels: labels_small.txt\n", ""),
    );
    let out = classify(&place, "a.png --json --top 1").good();
    let line: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(line["top"][0]["label"], Value::Null);
    let out = classify(&place, "a.png --top 1").good();
    assert_eq!(
        out.lines()
            .nth(1)
            .expect("a class")
            .split_whitespace()
            .count(),
        2
    );
}

#[test]
fn run_names_the_value_of_a_single_sigmoid_by_the_second_class() {
    let place = place();
    place.put("a.png", generated(1, [8, 8]));
    let text = "format: 1\nname: Leaf\ninput: {height: 8, width: 8, channels: 3}\nlabels: two.txt\n\
                preprocess: {crop: [8, 8]}\n\
                layers:\n  f: flatten\n  d: {dense: 1, activation: sigmoid}\n";
    place.put("leaf.yaml", text);
    place.put("two.txt", "no leaf\nleaf\n");
    place.put("other.txt", "stone\nwood\n");
    for (labels, name) in [("", "leaf"), (" --labels other.txt", "wood")] {
        let words = format!("run leaf.yaml --seed 1 --image a.png{labels}");
        let words: Vec<&str> = words.split(' ').collect();
        let out = place.run(&words).good();
        let line = out.lines().last().expect("a value");
        assert!(line.starts_with("  class     0  "), "{out}");
        assert!(line.ends_with(&format!("  {name}")), "{out}");
    }
    place.put("three.txt", "1\n2\n3\n");
    let words = "run leaf.yaml --seed 1 --image a.png --labels three.txt";
    let words: Vec<&str> = words.split(' ').collect();
    place.run(&words).bad(1);
}
