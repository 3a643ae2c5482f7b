use super::read;
use crate::keras::file::{KerasFile, Variables};
use std::io::Read;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/weight_files/keras")
}

fn bytes(file: &str) -> Vec<u8> {
    let bytes = std::fs::read(folder().join(file));
    let bytes = bytes.unwrap_or_else(|error| panic!("{file}: {error}"));
    if !file.ends_with(".gz") {
        return bytes;
    }
    let mut content = Vec::new();
    let mut decoder = flate2::read::GzDecoder::new(bytes.as_slice());
    decoder.read_to_end(&mut content).expect("a gzip file");
    content
}

fn class(file: &KerasFile<'_>) -> Option<String> {
    let config: serde_json::Value = serde_json::from_str(file.config.as_deref()?).expect("JSON");
    Some(config["class_name"].as_str()?.to_owned())
}

#[test]
fn architectures_and_versions() {
    let cases = [
        ("keras2.h5", Some("Sequential"), Some("2.21.0")),
        ("keras2_nested.h5", Some("Functional"), Some("2.21.0")),
        ("keras2_weights.h5", None, Some("2.21.0")),
        ("keras2_long.h5.gz", Some("Sequential"), Some("2.21.0")),
        ("keras3.h5", Some("Sequential"), Some("3.15.1")),
        ("keras3.keras", Some("Sequential"), Some("3.15.1")),
        ("keras3_deflated.keras", Some("Sequential"), Some("3.15.1")),
        ("keras3.weights.h5", None, None),
        ("tfjs_uint8/model.json", Some("Sequential"), Some("2.21.0")),
        ("kinds_latest.h5", None, None),
    ];
    for (name, expected, version) in cases {
        let bytes = bytes(name);
        let folder = folder().join(name);
        let file = read(&bytes, folder.parent()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(class(&file).as_deref(), expected, "{name}");
        assert_eq!(file.version.as_deref(), version, "{name}");
    }
    let bytes = bytes("keras2_long.h5.gz");
    let file = read(&bytes, None).expect("read");
    assert!(file.config.is_some_and(|config| config.len() > 64 << 10));
}

#[test]
fn weights_are_by_layer_by_place_or_by_path() {
    let by_layer = bytes("keras2_nested.h5");
    let Some(Variables::Layers(layers)) = read(&by_layer, None).expect("read").variables else {
        panic!("by layer");
    };
    let counts: Vec<_> = layers
        .iter()
        .map(|layer| (&*layer.layer, layer.weights.len()))
        .collect();
    let expected = [
        ("image", 0),
        ("stem", 2),
        ("inner", 3),
        ("pool", 0),
        ("fc", 2),
    ];
    assert_eq!(counts, expected);
    let by_place = bytes("keras3_nested.weights.h5");
    let file = read(&by_place, None).expect("read");
    assert!(matches!(file.variables, Some(Variables::Places(places)) if places.len() == 7));
    let by_path = bytes("kinds_earliest.h5");
    let file = read(&by_path, None).expect("read");
    assert!(matches!(file.variables, Some(Variables::Names(names)) if names.len() == 26));
}

#[test]
fn names_of_layers_by_their_places() {
    let bytes = bytes("keras3_nested.weights.h5");
    let names = read(&bytes, None).expect("read").names;
    let named = |place: &str| {
        let mut names = names.iter();
        names.find_map(|(known, name)| (known == place).then_some(name.as_str()))
    };
    assert_eq!(named(""), Some("outer"));
    assert_eq!(named("layers/conv2d"), Some("stem"));
    assert_eq!(named("layers/functional"), Some("inner"));
    assert_eq!(named("layers/functional/layers/conv2d_1"), Some("conv_b"));
}

#[test]
fn an_architecture_alone() {
    let json = b"{\"class_name\": \"Functional\", \"config\": {\"layers\": []}, \"keras_version\": \"3.0.0\"}";
    let file = read(json, None).expect("read");
    assert_eq!(class(&file).as_deref(), Some("Functional"));
    assert_eq!(file.version.as_deref(), Some("3.0.0"));
    assert!(file.variables.is_none());
    // In a model of TensorFlow.js the architecture may be the topology itself.
    let json =
        b"{\"modelTopology\": {\"class_name\": \"Sequential\", \"config\": {\"layers\": []}}}";
    let file = read(json, None).expect("read");
    assert_eq!(class(&file).as_deref(), Some("Sequential"));
    assert!(file.variables.is_none());
}

#[test]
fn places_are_sorted_as_they_are_counted() {
    let mut places = [
        "layers/dense/vars/0",
        "layers/conv2d_10/vars/0",
        "layers/conv2d_2/vars/10",
        "layers/conv2d_2/vars/2",
        "layers/conv2d/vars/0",
        "layers/conv2d_2/vars/0",
    ];
    places.sort_by(|a, b| super::places::by_count(a, b));
    let expected = [
        "layers/conv2d/vars/0",
        "layers/conv2d_2/vars/0",
        "layers/conv2d_2/vars/2",
        "layers/conv2d_2/vars/10",
        "layers/conv2d_10/vars/0",
        "layers/dense/vars/0",
    ];
    assert_eq!(places, expected);
}
