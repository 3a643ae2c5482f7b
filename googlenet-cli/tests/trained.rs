//! Tests of a trained network from its import to its labels: BVLC GoogLeNet, whose files are too large for the
//! repository. If the folder `../shared/data/bvlc_googlenet`, relative to the workspace, does not have them, the tests
//! print that they are skipped.

use crate::common::{Workspace, root};
use googlenet_runtime::image::{Classify, Image};
use googlenet_runtime::{Labels, googlenet_model};
use serde_json::Value;
use std::path::PathBuf;

googlenet_model! {
    GooglenetPaper = "../specs/googlenet_paper.yaml";
}

/// Returns the folder of the trained network; `None` if it is not there, after a message.
fn data() -> Option<PathBuf> {
    let folder = root().join("../shared/data/bvlc_googlenet");
    let there = folder.join("bvlc_googlenet.caffemodel").is_file();
    if !there {
        println!("skipped: {} is not there", folder.display());
    }
    there.then_some(folder)
}

/// Returns a folder with the imported network and its labels, and the file name of its description.
fn imported(data: &std::path::Path) -> (Workspace, String) {
    let place = Workspace::new();
    std::fs::copy(
        data.join("synset_words.txt"),
        place.path("synset_words.txt"),
    )
    .expect("labels");
    let [network, weights] = ["deploy.prototxt", "bvlc_googlenet.caffemodel"]
        .map(|name| data.join(name).display().to_string());
    let words = [
        "import",
        &network,
        &weights,
        "-o",
        ".",
        "--mean",
        "104,117,123",
        "--color",
        "bgr",
        "--labels",
        "synset_words.txt",
    ];
    let ended = place.run(&words);
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let names = place.names();
    let spec = names
        .iter()
        .find(|name| name.ends_with(".yaml") && *name != "tiny.yaml");
    let spec = spec.expect("a description").clone();
    (place, spec)
}

/// Returns the five most likely classes of each image, as another engine computed them.
fn reference(data: &std::path::Path) -> Value {
    let text = std::fs::read_to_string(data.join("reference.json")).expect("the reference");
    serde_json::from_str::<Value>(&text).expect("JSON")["top5"].take()
}

#[track_caller]
fn same(index: u64, label: &str, probability: f64, expected: &Value) {
    assert_eq!(index, expected["index"].as_u64().expect("an index"));
    assert_eq!(label, expected["label"].as_str().expect("a label"));
    let expected = expected["probability"].as_f64().expect("a number");
    assert!(
        (probability - expected).abs() < 1e-4,
        "{label}: {probability}, expected {expected}"
    );
}

#[test]
fn both_photographs_are_what_the_reference_says() {
    let Some(data) = data() else { return };
    let (place, spec) = imported(&data);
    let weights = spec.replace(".yaml", ".safetensors");
    let reference = reference(&data);
    let names = ["chelsea_224.png", "coffee_224.png"];
    for name in names {
        let from = root().join("assets").join(name);
        std::fs::copy(from, place.path(name)).expect("a photograph");
    }
    let ended = place.run(&["classify", &spec, "--weights", &weights, "--json", "."]);
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    let lines: Vec<Value> = ended
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 2);
    for (line, name) in lines.iter().zip(names) {
        assert!(line["path"].as_str().expect("a path").ends_with(name));
        let expected = reference[name].as_array().expect("classes");
        let top = line["top"].as_array().expect("classes");
        assert_eq!((top.len(), expected.len()), (5, 5));
        for (class, expected) in top.iter().zip(expected) {
            let index = class["index"].as_u64().expect("an index");
            let label = class["label"].as_str().expect("a label");
            let probability = class["probability"].as_f64().expect("a number");
            same(index, label, probability, expected);
        }
    }
}

#[test]
fn the_imported_weights_are_the_papers_networks() {
    let Some(data) = data() else { return };
    let (place, spec) = imported(&data);
    let model = GooglenetPaper::load(place.path(&spec.replace(".yaml", ".safetensors")));
    let model = model.expect("the weights of the paper's network");
    let labels = Labels::File {
        folder: data.clone(),
        path: "synset_words.txt".into(),
    };
    let labels = labels.read(1000).expect("labels").expect("a file");
    for (name, expected) in reference(&data).as_object().expect("images") {
        let image = Image::open(root().join("assets").join(name)).expect("a photograph");
        let classes = model.classify(&image).expect("classes");
        assert_eq!(classes.len(), 5);
        for (class, expected) in classes.iter().zip(expected.as_array().expect("classes")) {
            let probability = f64::from(class.probability);
            same(
                class.index as u64,
                &labels[class.index],
                probability,
                expected,
            );
        }
    }
}
