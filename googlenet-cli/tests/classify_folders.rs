//! Tests of `googlenet classify` with folders of images.

use crate::common::generated;
use crate::labelled::{LabelsSmall, classify, place};
use googlenet_runtime::image::{Classifier, Image};
use serde_json::Value;
use std::path::Path;

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
