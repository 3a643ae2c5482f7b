//! Tests of `googlenet train`: what a run leaves, and what is refused before the first step.

use crate::common::{self, png};
use crate::learning::{self, archive, folders, metrics, place, train};
use serde_json::Value;

#[test]
fn a_run_learns_and_leaves_its_files() {
    let place = place();
    let out = train(
        &place,
        "--data bars.npz --validation 0.25 -o run --epochs 12 --json",
    )
    .good();
    let report: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (report["epochs"].as_u64(), report["steps"].as_u64()),
        (Some(12), Some(60))
    );
    assert!(report["best"]["accuracy"].as_f64() >= Some(0.9), "{out}");
    for name in [
        "best.safetensors",
        "last.safetensors",
        "state.safetensors",
        "curves.svg",
        "curves.html",
        "bars.yaml",
    ] {
        assert!(!place.get(&format!("run/{name}")).is_empty(), "{name}");
    }
    let lines = metrics(&place, "run/metrics.jsonl");
    let epochs: Vec<&Value> = lines
        .iter()
        .filter(|line| line["event"] == "epoch")
        .collect();
    assert_eq!(epochs.len(), 12);
    assert_eq!(lines.len(), 12 + 60, "of short epochs each step has a line");
    let losses = [epochs[0], epochs[11]].map(|line| line["loss"].as_f64().expect("a loss"));
    assert!(losses[1] < losses[0] / 2.0, "{losses:?}");
    assert!(
        epochs
            .iter()
            .all(|line| line["validation_accuracy"].is_number())
    );

    let there = train(&place, "--data bars.npz -o run").bad(1);
    assert_eq!(
        there,
        "error: `run` has a run already: `state.safetensors` is there; help: go on with it with `--resume`, or give another \
         folder\n"
    );
    let before = place.get("run/last.safetensors");
    train(&place, "--data bars.npz -o run --resume").good();
    assert!(
        place.get("run/last.safetensors") == before,
        "a complete run stays as it is"
    );

    place.put("test.npz", archive(30, 3));
    let words = "evaluate run/bars.yaml --weights run/best.safetensors --data test.npz --threads 1 --quiet --json";
    let evaluated: Value = serde_json::from_str(&place.words(words).good()).expect("JSON");
    assert!(evaluated["top_1"].as_f64() >= Some(0.9), "{evaluated}");
}

#[test]
fn steps_have_the_same_bits_on_every_number_of_threads() {
    let place = place();
    let run = |threads: &str, to: &str| {
        place
            .words(&format!(
                "train bars.yaml --data bars.npz --epochs 2 -q --threads {threads} -o {to}"
            ))
            .good();
        (
            place.get(&format!("{to}/last.safetensors")),
            metrics(&place, &format!("{to}/metrics.jsonl")),
        )
    };
    let one = run("1", "one");
    assert!(one == run("3", "three"));
    train(&place, "--data bars.npz --epochs 2 --seed 1 -o other").good();
    assert!(one.0 != place.get("other/last.safetensors"), "another seed");
}

#[test]
fn options_of_the_command_line_come_first() {
    let place = place();
    train(
        &place,
        "--data bars.npz -o run --epochs 1 --batch 16 --lr 0.001 --optimizer adam",
    )
    .good();
    let lines = metrics(&place, "run/metrics.jsonl");
    let last = lines.last().expect("a line");
    assert_eq!(
        (last["step"].as_u64(), last["learning_rate"].as_f64()),
        (Some(3), Some(0.001))
    );
    let spec = String::from_utf8(place.get("run/bars.yaml")).expect("UTF-8");
    assert!(
        spec.ends_with("\ntraining:\n  optimizer: {adam: {beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7}}\n  learning_rate: {constant: 0.001}\n  \
                        batch: 16\n  epochs: 1\n  augment: {shift: 1}\n"),
        "{spec}"
    );
    let err = train(&place, "--data bars.npz -o run --resume --batch 8").bad(1);
    assert!(
        err.starts_with("error: `--batch` is 8, but the run was begun with 16; help: leave it out"),
        "{err}"
    );
    // A run may become longer, with the options that it was begun with.
    train(&place, "--data bars.npz -o run --resume --epochs 2").good();
    let lines = metrics(&place, "run/metrics.jsonl");
    assert_eq!(lines.last().expect("a line")["step"], 6);
    for (words, said) in [
        ("--epochs 0", "--epochs"),
        ("--lr 0", "--learning-rate"),
        (
            "--optimizer lion",
            "[possible values: sgd, adam, adamw, rmsprop]",
        ),
        ("--only conv", "--from"),
    ] {
        let err = train(&place, &format!("--data bars.npz -o other {words}")).bad(2);
        assert!(err.contains(said), "{err}");
    }
}

#[test]
fn training_stops_early() {
    let place = place();
    let out = train(
        &place,
        "--data bars.npz --validation bars.npz -o run --epochs 40 --patience 2 --json",
    )
    .good();
    let report: Value = serde_json::from_str(&out).expect("JSON");
    let best = report["best"]["epoch"].as_u64().expect("a number");
    // Validation cannot become better than right; the loss decides among equal accuracies.
    match report["stopped_early"] == true {
        true => assert_eq!(report["epochs"].as_u64(), Some(best + 2)),
        false => assert_eq!(report["epochs"], 40),
    }
}

#[test]
fn losses_that_are_no_numbers_end_training() {
    let place = place();
    let err = train(&place, "--data bars.npz -o run --lr 3e38 --save-every 1").bad(1);
    assert!(
        err.contains(" is not finite") && err.contains("help: lower the learning rate"),
        "{err}"
    );
    assert!(!place.get("run/state.safetensors").is_empty());
}

#[test]
fn files_that_are_no_images_are_left_out_and_told() {
    let place = place();
    folders(&place, "bars", &["down", "over", "along"], 4);
    let image = |name: &str| {
        std::fs::read(common::root().join("tests/images").join(name)).expect("an image")
    };
    place.put("bars/over/cmyk.jpg", image("cmyk_adobe.jpg"));
    place.put("bars/over/grey.png", image("grey.png"));
    place.put("bars/over/notes.txt", "no image");
    place.put("bars/along/broken.png", &image("rgb.png")[..60]);
    place.put("bars/along/empty.png", "");
    let done = train(&place, "--data bars -o run --epochs 1");
    assert_eq!(done.status, Some(0), "{}", done.err);
    for said in [
        "1 file is left out, as it is no JPEG, PNG, WebP or BMP image: `bars/over/notes.txt`",
        "2 files are left out, as they are empty, cut off or damaged: `bars/along/broken.png`, `bars/along/empty.png`",
    ] {
        assert!(done.err.contains(said), "{}", done.err);
    }
    assert_eq!(place.get("run/labels.txt"), b"along\ndown\nover\n");
    let spec = String::from_utf8(place.get("run/bars.yaml")).expect("UTF-8");
    assert!(
        spec.contains("\nname: Bars\nlabels: labels.txt\n"),
        "{spec}"
    );
    let out = place
        .words("classify run/bars.yaml --weights run/last.safetensors bars/down/0.png --top 3")
        .good();
    assert!(
        out.contains("  along\n") && out.contains("  over\n"),
        "{out}"
    );
}

#[test]
fn images_that_do_not_fit_are_refused_before_the_first_step() {
    let place = place();
    folders(&place, "two", &["a", "b"], 2);
    folders(&place, "three", &["a", "b", "c"], 2);
    folders(&place, "four", &["a", "b", "c", "d"], 2);
    folders(&place, "empty", &["a", "b"], 2);
    std::fs::create_dir(place.path("empty/c")).expect("a folder");
    place.put("wide.npz", archive(8, 4));
    place.put("few.npz", archive(8, 2));
    place.put("text.npz", "text");
    for (words, said) in [
        (
            "--data none",
            "cannot use `none` as images with labels: there is no such file",
        ),
        (
            "--data text.npz",
            "cannot use `text.npz` as images with labels: it is text; expected a folder with a folder for each",
        ),
        (
            "--data two",
            "expected 3 folders, one for each class of the network, got 2",
        ),
        (
            "--data four",
            "got 4; help: give the last layer of the network 4 units",
        ),
        ("--data empty", "the class `c` has no image"),
        (
            "--data wide.npz",
            "expected labels from 0 to 2, one for each class of the network, got 3 for image 3",
        ),
        ("--data few.npz", "the class 2 has no image"),
        (
            "--data three --validation empty",
            "the class `c` has no image for validation",
        ),
        (
            "--data three --validation two",
            "the class `c` has no image for validation",
        ),
        (
            "--data three --validation four",
            "no class has the name of the folder `d`; help: name each folder after a class",
        ),
        (
            "--data three --validation 1.5",
            "expected a share for validation above 0 and below 1, got 1.5",
        ),
        (
            "--data three --validation nowhere",
            "cannot use `nowhere` as images with labels: there is no such file",
        ),
        (
            "--data bars.npz --freeze cnv",
            "no layer's path begins with `cnv`",
        ),
        (
            "--data bars.npz --freeze conv,classes",
            "no layer learns: each layer with weights is frozen",
        ),
    ] {
        let err = train(&place, &format!("{words} -o run")).bad(1);
        assert!(err.contains(said), "{words}: {err}");
        assert!(!place.path("run").exists(), "{words}: nothing is written");
    }
}

#[test]
fn what_is_given_as_grey_or_in_colours_becomes_the_input() {
    let place = place();
    let rgb: Vec<u8> = (0..3 * 64).map(|at| at as u8).collect();
    folders(&place, "bars", &["a", "b", "c"], 2);
    place.put("bars/a/color.png", png([8, 8], &rgb));
    train(&place, "--data bars --validation 0.5 -o run --epochs 1").good();
}

#[test]
fn the_description_of_a_run_has_the_size_that_was_trained() {
    let place = place();
    let spec = learning::SPEC.replace(
        "layers:",
        "preprocess: {resize: 10, crop: 8, mean: 0.5}\nbudget:\n  params: 300\nlayers: # four",
    );
    let spec = spec.replace("flatten: flatten", "flatten: global_avg_pool");
    place.put("sized.yaml", spec.replace("shift: 1", "shift: 7"));
    folders(&place, "bars", &["a", "b", "c"], 4);
    let words = "--threads 1 --quiet --data bars";
    let run = "train sized.yaml --input-size 6x4 --epochs 1 -o run";
    place.words(&format!("{run} {words}")).good();
    let text = String::from_utf8(place.get("run/sized.yaml")).expect("UTF-8");
    for line in [
        "input: {height: 6, width: 4, channels: 1}\n",
        "layers: # four\n",
        "  augment: {shift: 3}\n",
        "\"resize\":8,\"crop\":[6,4]",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(
        !text.contains("budget") && !text.contains("params"),
        "{text}"
    );
    let evaluate = "evaluate run/sized.yaml --weights run/last.safetensors";
    let out = place.words(&format!("{evaluate} {words}")).good();
    assert!(out.starts_with("Bars: 12 images, "), "{out}");
}

#[test]
fn a_single_sigmoid_learns_two_classes() {
    let place = place();
    let spec = learning::SPEC.replace(
        "dense: 3, activation: softmax",
        "dense: 1, activation: sigmoid",
    );
    place.put("one.yaml", spec);
    folders(&place, "bars", &["along", "down"], 12);
    let words = "--threads 2 --quiet";
    let run = format!("train one.yaml --data bars --validation 0.25 --epochs 20 -o run {words}");
    place.words(&run).good();
    let trained = "run/one.yaml --weights run/best.safetensors";
    let evaluate = format!("evaluate {trained} --data bars --json {words}");
    let report: Value = serde_json::from_str(&place.words(&evaluate).good()).expect("JSON");
    assert!(report["top_1"].as_f64() >= Some(0.9), "{report}");
    assert_eq!(report["classes"][1]["label"], "down");
    let text = place.words(&evaluate.replace(" --json", "")).good();
    assert!(!text.contains("top-5"), "{text}");
    let image = "bars/down/3.png";
    let classified = place
        .words(&format!("classify {trained} {image} --threads 1"))
        .good();
    assert!(
        classified.contains("down") && classified.contains("along"),
        "{classified}"
    );
    let explained = format!("explain {trained} --image {image} --threads 1 -o heat.png");
    let explained = place.words(&explained).good();
    assert!(explained.contains("class 1  down"), "{explained}");

    folders(&place, "three", &["a", "b", "c"], 2);
    let three = place
        .words(&format!("train one.yaml --data three -o other {words}"))
        .bad(1);
    assert!(three.contains("expected 2 folders"), "{three}");
}
