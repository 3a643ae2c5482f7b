//! Tests of `googlenet classify`.

mod common;

use common::{Finished, Workspace, generated};
use googlenet_runtime::googlenet_model;
use googlenet_runtime::image::{Classifier, Image};
use serde_json::Value;
use std::path::Path;

googlenet_model! {
    LabelsSmall = "../specs/labels_small.yaml";
}

/// Returns a folder with `labels_small.yaml`, its labels, and untrained weights for it in `w.safetensors`.
fn place() -> Workspace {
    let place = Workspace::new();
    for name in ["labels_small.yaml", "labels_small.txt"] {
        let from = common::root().join("specs").join(name);
        place.put(name, std::fs::read(from).expect("a file of the project"));
    }
    let saved = LabelsSmall::seeded(7).save_weights(place.path("w.safetensors"));
    saved.expect("weights can be written");
    place
}

fn classify(place: &Workspace, words: &str) -> Finished {
    let mut args = vec![
        "classify",
        "labels_small.yaml",
        "--weights",
        "w.safetensors",
    ];
    args.extend(words.split_whitespace());
    place.run(&args)
}

impl Finished {
    /// Returns the lines of standard output of a command that succeeded.
    #[track_caller]
    fn good_lines(self) -> Vec<String> {
        assert_eq!(self.status, Some(0), "{}", self.err);
        self.out.lines().map(str::to_owned).collect()
    }
}

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
    let help =
        "help: allow more with `DecodeOptions::max_pixels`, or `--max-pixels` of the command line";
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
fn a_folder_of_200_images_5_of_them_broken() {
    let place = place();
    let folder = place.path("images/more");
    std::fs::create_dir_all(&folder).expect("folders");
    let mut names = Vec::new();
    for number in 0..200 {
        let below = if number % 3 == 0 { "more/" } else { "" };
        let name = format!("images/{below}{number:03}.png");
        let mut bytes = generated(number, [48 + number % 5, 44 + number % 9]);
        match number {
            20 => bytes.truncate(bytes.len() / 2),
            77 => bytes.clear(),
            100 => bytes = b"no image at all".to_vec(),
            150 => bytes[25] = 9,
            199 => bytes.truncate(bytes.len() - 6),
            _ => names.push(name.clone()),
        }
        place.put(&name, bytes);
    }
    place.put("images/notes.txt", "no image, and not taken for one");
    names.sort();

    let mut outs = Vec::new();
    for threads in [1, 2, 3] {
        let ended = classify(&place, &format!("images --json --threads {threads}"));
        assert_eq!(ended.status, Some(1), "{}", ended.err);
        let errors: Vec<&str> = ended
            .out
            .lines()
            .filter(|line| line.starts_with("{\"error\":"))
            .collect();
        assert_eq!(errors.len(), 5, "{}", ended.out);
        assert_eq!(ended.err.lines().count(), 2, "{}", ended.err);
        assert!(
            ended.err.starts_with("passed over 1 file\n"),
            "{}",
            ended.err
        );
        for number in ["020", "077", "100", "150", "199"] {
            let name = format!("{number}.png");
            assert!(
                errors.iter().any(|error| error.contains(&name)),
                "{name}: {errors:?}"
            );
        }
        let last = ended.err.lines().last().expect("the time");
        assert!(
            last.starts_with("195 images in ") && last.ends_with(" a second, 5 failed"),
            "{last}"
        );
        outs.push(ended.out);
    }
    assert!(
        outs.iter().all(|out| *out == outs[0]),
        "the same for every number of threads"
    );

    let model = LabelsSmall::seeded(7);
    let mut classifier = Classifier::new(&model, 1).expect("a classifier");
    let lines: Vec<Value> = outs[0]
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let (failed, lines): (Vec<Value>, Vec<Value>) = lines
        .into_iter()
        .partition(|line| line.get("error").is_some());
    assert_eq!(failed.len(), 5);
    for (line, number) in failed.iter().zip(["020", "077", "100", "199", "150"]) {
        let [path, error] = ["path", "error"].map(|key| line[key].as_str().expect("a text"));
        assert!(path.ends_with(&format!("{number}.png")), "{line}");
        assert!(error.contains(path) && line.get("top").is_none(), "{line}");
    }
    let paths: Vec<&str> = lines
        .iter()
        .map(|line| line["path"].as_str().expect("a path"))
        .collect();
    assert_eq!(paths, names);
    for (line, name) in lines.iter().zip(&names) {
        let image = Image::open(place.path(name)).expect("an image");
        let expected = classifier.classify(&image, 5).expect("classes");
        let top = line["top"].as_array().expect("a list");
        assert_eq!(top.len(), 5);
        for (class, expected) in top.iter().zip(expected) {
            assert_eq!(class["index"], expected.index);
            assert_eq!(class["label"].as_str(), expected.label.as_deref());
            let probability = class["probability"].as_f64().expect("a number");
            assert_eq!(probability as f32, expected.probability);
        }
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
fn folders_give_all_endings_of_images_and_nothing_hidden() {
    let place = place();
    let folders = ["images/.trash", "images/__MACOSX"];
    for folder in folders {
        std::fs::create_dir_all(place.path(folder)).expect("folders");
    }
    let jpeg =
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/images/baseline.jpg"))
            .expect("a JPEG file");
    for name in [
        "a.JPE",
        "b.jfif",
        "c.jpeg",
        "d.jpg",
        ".trash/e.jpg",
        "._a.jpg",
        "__MACOSX/._b.jpg",
    ] {
        place.put(&format!("images/{name}"), &jpeg);
    }
    place.put("images/notes.txt", "no image");
    let ended = classify(&place, "images --top 1");
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let names: Vec<&str> = ended
        .out
        .lines()
        .filter(|line| !line.starts_with(' '))
        .collect();
    let expected = [
        "images/a.JPE",
        "images/b.jfif",
        "images/c.jpeg",
        "images/d.jpg",
    ];
    assert_eq!(names, expected);
    let first = ended.err.lines().next();
    assert_eq!(
        first,
        Some("passed over 3 files and 1 folder"),
        "{}",
        ended.err
    );
    let quiet = classify(&place, "images --top 1 --quiet");
    assert_eq!(quiet.err, "");
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
