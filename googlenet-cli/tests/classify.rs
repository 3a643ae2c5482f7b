//! Tests of `googlenet classify`.

use crate::common::{self, Workspace, generated};
use crate::labelled::{classify, place};
use serde_json::Value;
use std::path::Path;

#[test]
fn images_of_too_many_pixels_are_refused_and_others_go_on() {
    let place = place();
    place.put("large.png", generated(1, [50, 40]));
    place.put("small.png", generated(2, [40, 30]));
    let all = classify(&place, "large.png small.png --max-pixels 2k --json").good_lines();
    assert_eq!(all.len(), 2);
    let some = classify(&place, "large.png small.png --max-pixels 1.9k --json");
    assert_eq!(some.status, Some(1));
    let lines: Vec<&str> = some.out.lines().collect();
    assert_eq!(lines[1..], [all[1].as_str()]);
    let line: Value = serde_json::from_str(lines[0]).expect("JSON");
    assert_eq!(line["path"], "large.png");
    let help = "help: allow more with `--max-pixels`, or `DecodeOptions::max_pixels` in Rust";
    let said = "cannot use the image `large.png`: 50 x 40 has more than 1900 pixels";
    let said = format!("{said}; {help}");
    assert_eq!(line["error"], said);
    assert!(!some.err.contains("large.png"), "{}", some.err);
    let text = classify(&place, "large.png small.png --max-pixels 1.9k");
    assert!(
        text.err.starts_with(&format!("error: {said}\n")),
        "{}",
        text.err
    );
    for wrong in ["0", "101M", "4K", "many", "-1"] {
        let err = classify(&place, &format!("small.png --max-pixels={wrong}")).bad(2);
        assert!(err.contains("expected a number from 1 to 100M"), "{err}");
    }
}

#[test]
fn one_image_is_a_few_lines_and_nothing_else() {
    let place = place();
    place.put("a.png", generated(1, [50, 40]));
    let out = classify(&place, "a.png --top 2").good();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((lines.len(), lines[0]), (3, "a.png"), "{out}");
    for line in &lines[1..] {
        let words: Vec<&str> = line.split_whitespace().collect();
        let probability: f32 = words[0].parse().expect("a probability");
        assert!((0.0..=1.0).contains(&probability));
        let label = words[2..].join(" ");
        let labels = String::from_utf8(place.get("labels_small.txt")).expect("UTF-8");
        let index: usize = words[1].parse().expect("an index");
        assert_eq!(labels.lines().nth(index), Some(label.as_str()));
    }
}

#[test]
fn outputs_that_are_no_probabilities_become_such() {
    let place = place();
    place.put("a.png", generated(1, [50, 40]));
    let probability = |place: &Workspace| -> Vec<f64> {
        let out = classify(place, "a.png --json").good();
        let line: Value = serde_json::from_str(&out).expect("JSON");
        let top = line["top"].as_array().expect("a list");
        top.iter()
            .map(|class| class["probability"].as_f64().expect("a number"))
            .collect()
    };
    let expected = probability(&place);
    assert!((expected.iter().sum::<f64>() - 1.0).abs() < 1e-6);
    let spec = String::from_utf8(place.get("labels_small.yaml")).expect("UTF-8");
    place.put(
        "labels_small.yaml",
        spec.replace(", activation: softmax", ""),
    );
    for (got, expected) in probability(&place).iter().zip(expected) {
        assert!((got - expected).abs() < 1e-6);
    }
}

#[test]
fn of_several_outputs_it_is_said_which() {
    let place = place();
    place.put("a.png", generated(1, [50, 40]));
    let spec = String::from_utf8(place.get("labels_small.yaml")).expect("UTF-8");
    place.put("labels_small.yaml", spec + "outputs: [classes, conv]\n");
    let ended = classify(&place, "a.png");
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    assert_eq!(
        ended.err,
        "classified by `classes`, the first of the outputs `classes`, `conv`\n"
    );
}

#[test]
fn what_is_not_there_is_reported() {
    let place = place();
    place.put("a.png", generated(1, [50, 40]));
    place.put("small.png", generated(1, [10, 7]));
    std::fs::create_dir(place.path("empty")).expect("a folder");
    let ended = classify(&place, "nowhere.png a.png empty small.png --top 1");
    assert_eq!(ended.status, Some(1));
    assert!(
        ended.out.starts_with("a.png\n") && ended.out.contains("small.png\n"),
        "{}",
        ended.out
    );
    assert!(
        ended.err.contains("error: no image in `empty` (.jpg, "),
        "{}",
        ended.err
    );
    assert!(
        ended.err.contains("error: cannot use `nowhere.png`: "),
        "{}",
        ended.err
    );

    // Without `resize` an image is only cropped, so that it must not be smaller than the input.
    let spec = String::from_utf8(place.get("labels_small.yaml")).expect("UTF-8");
    place.put("labels_small.yaml", spec.replace("resize: 40, ", ""));
    let err = classify(&place, "small.png").bad(1);
    assert_eq!(
        err,
        "error: cannot use the image `small.png`: 10 x 7 is smaller than the 32 x 24 that are cut out of it\n"
    );
    assert_eq!(classify(&place, "").bad(2).lines().count(), 6);
}

#[test]
fn run_prepares_images_as_classify_does() {
    let place = place();
    place.put("a.png", generated(3, [61, 50]));
    let words = [
        "run",
        "labels_small.yaml",
        "--weights",
        "w.safetensors",
        "--image",
        "a.png",
        "--output",
        "y.npy",
    ];
    place.run(&words).good();
    let (shape, values) = common::read(&place.get("y.npy"));
    assert_eq!(shape, [1, 5]);
    let out = classify(&place, "a.png --json").good();
    let line: Value = serde_json::from_str(&out).expect("JSON");
    for class in line["top"].as_array().expect("a list") {
        let index = class["index"].as_u64().expect("an index") as usize;
        assert_eq!(
            class["probability"].as_f64().expect("a number") as f32,
            values[index]
        );
    }
}

#[test]
fn packed_weights_classify_as_weights_do() {
    let place = place();
    place.put("a.png", generated(1, [50, 40]));
    let command = |words: &str| place.run(&words.split_whitespace().collect::<Vec<_>>());
    for precision in ["fast", "strict"] {
        let option = format!("--precision {precision}");
        let weights = "labels_small.yaml --weights w.safetensors";
        command(&format!("pack {weights} {option} -o w.packed")).good();
        let expected = command(&format!("classify {weights} {option} a.png --json")).good();
        let packed = format!("classify labels_small.yaml --packed w.packed {option} a.png --json");
        assert_eq!(command(&packed).good(), expected);
        assert_eq!(command(&format!("{packed} --verify")).good(), expected);
        let line: Value = serde_json::from_str(&expected).expect("JSON");
        assert!(line["top"][0]["label"].is_string());
    }
    let seeded = command("classify labels_small.yaml --seed 7 a.png").good();
    assert_eq!(seeded, classify(&place, "a.png").good());
    let mut bytes = place.get("w.packed");
    *bytes.last_mut().expect("a byte") ^= 1;
    place.put("damaged.packed", bytes);
    let damaged = "classify labels_small.yaml --packed damaged.packed --precision strict a.png";
    command(damaged).good();
    let err = command(&format!("{damaged} --verify")).bad(1);
    assert!(err.contains("checksum of the weights"), "{err}");
    let usage = "classify labels_small.yaml --weights w.safetensors --packed w.packed a.png";
    command(usage).bad(2);
}

#[test]
fn results_that_are_not_finite_are_errors() {
    let place = place();
    place.put("a.png", generated(1, [50, 40]));
    let mut bytes = place.get("w.safetensors");
    common::spoil(&mut bytes, "classes.bias", 2, f32::NAN);
    place.put("w.safetensors", bytes);
    let err = classify(&place, "a.png").bad(1);
    assert_eq!(
        err,
        "error: the weights of `w.safetensors` are not all finite\n  `classes.bias`: NaN at [2]\nhelp: \
         `--allow-non-finite` goes on all the same\n"
    );
    let error = "cannot classify `a.png`: the output `classes` is not finite: NaN at [0, 0], the first of 5 such values";
    let err = classify(&place, "a.png --allow-non-finite").bad(1);
    assert_eq!(err, format!("error: {error}\n"));
    let ended = classify(&place, "a.png --allow-non-finite --json");
    assert_eq!(ended.status, Some(1));
    let line: Value = serde_json::from_str(&ended.out).expect("JSON");
    assert_eq!(line, serde_json::json!({"path": "a.png", "error": error}));
    std::fs::create_dir(place.path("empty")).expect("a folder");
    let ended = classify(&place, "empty --allow-non-finite --json");
    let line: Value = serde_json::from_str(&ended.out).expect("JSON");
    assert_eq!(line["path"], "empty");
}

#[test]
fn a_jpeg_without_its_end_marker_is_classified_with_a_warning() {
    let place = place();
    let mut jpeg =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/images/baseline.jpg"))
            .expect("a JPEG file");
    place.put("whole.jpg", &jpeg);
    jpeg.truncate(jpeg.len() - 2);
    place.put("end.jpg", &jpeg);
    let whole = classify(&place, "whole.jpg --top 1");
    assert_eq!((whole.status, whole.err.as_str()), (Some(0), ""));
    let ended = classify(&place, "end.jpg --top 1");
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    assert_eq!(
        ended.err,
        "warning: `end.jpg`: the end marker of the JPEG file is missing, its image is whole\n"
    );
    assert_eq!(ended.out.replace("end", "whole"), whole.out);
}

#[test]
fn ten_crops_are_averaged() {
    let place = place();
    place.put("a.png", generated(1, [50, 40]));
    place.put("b.png", generated(2, [60, 60]));
    let spec = String::from_utf8(place.get("labels_small.yaml")).expect("UTF-8");
    let resized = |resize: &str| {
        let other = format!("resize: {resize},");
        place.put("labels_small.yaml", spec.replace("resize: 40,", &other));
    };
    resized("48");
    let top = |more: &str| -> Vec<f64> {
        let lines = classify(&place, &format!("a.png b.png --json --top 100 {more}")).good_lines();
        let line: Value = serde_json::from_str(&lines[0]).expect("JSON");
        let mut top: Vec<(u64, f64)> = line["top"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|class| {
                let index = class["index"].as_u64().expect("an index");
                (index, class["probability"].as_f64().expect("a number"))
            })
            .collect();
        top.sort_by_key(|(index, _)| *index);
        top.into_iter()
            .map(|(_, probability)| probability)
            .collect()
    };
    let (one, ten) = (top(""), top("--crops 10"));
    assert_eq!(top("--crops 1"), one);
    assert_eq!(top("--crops 10 --threads 2"), ten);
    assert!((ten.iter().sum::<f64>() - 1.0).abs() < 1e-5, "{ten:?}");
    assert!(
        one.iter()
            .zip(&ten)
            .any(|(one, ten)| (one - ten).abs() > 1e-6)
    );
    for wrong in ["2", "0", "ten"] {
        classify(&place, &format!("a.png --crops {wrong}")).bad(2);
    }
    resized("[24, 32]");
    let err = classify(&place, "a.png --crops 10").bad(2);
    assert!(err.contains("ten crops are one"), "{err}");
}
