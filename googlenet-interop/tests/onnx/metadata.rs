//! Tests of what exported files say about classes and images.

use googlenet_dsl::value::Preprocess;
use googlenet_interop::onnx::proto::ModelProto;
use googlenet_interop::onnx::{Batch, Error, Metadata, Model, NAMES, PREPROCESS};
use googlenet_runtime::{Network, dynamic};
use prost::Message;

/// A network with the value of `preprocess`, an input of 6x8 pixels and three classes.
fn network(preprocess: &str, channels: u32) -> dynamic::Model {
    let preprocess = match preprocess {
        "" => String::new(),
        value => format!("preprocess: {value}\n"),
    };
    let text = format!(
        "format: 1\nname: Test\ninput: {{height: 6, width: 8, channels: {channels}}}\n{preprocess}layers:\n  \
         mean: global_avg_pool\n  classes: {{dense: 3, activation: softmax}}\n"
    );
    match dynamic::Model::from_text("test.yaml", &text) {
        Ok(model) => model.seeded(3),
        Err(mistakes) => panic!("{text}\n{mistakes}"),
    }
}

fn file(network: &dynamic::Model, metadata: &Metadata) -> Vec<u8> {
    let model = Model::with_metadata(&network.graph(), Batch::Any, metadata).expect("it fits");
    let mut bytes = Vec::new();
    model
        .write(&network.layers(), &mut bytes)
        .expect("memory takes it");
    assert_eq!(bytes.len() as u64, model.len());
    bytes
}

fn decode(bytes: &[u8]) -> ModelProto {
    ModelProto::decode(bytes).expect("protobuf")
}

fn entries(model: &ModelProto) -> Vec<(&str, &str)> {
    let props = model.metadata_props.iter();
    props.map(|entry| (entry.key(), entry.value())).collect()
}

fn denotation(model: &ModelProto) -> &str {
    let input = &model.graph.as_ref().expect("a graph").input[0];
    input.r#type.as_ref().expect("a type").denotation()
}

fn labelled(labels: &[&str]) -> Metadata {
    Metadata {
        labels: Some(labels.iter().map(|label| (*label).to_owned()).collect()),
        preprocess: None,
    }
}

fn prepared(preprocess: Option<Preprocess>) -> Metadata {
    Metadata {
        labels: None,
        preprocess,
    }
}

#[test]
fn names_come_back_from_json() {
    let names = ["", "n02123159 \"tiger\" cat\\\t\u{7}", "Löwe, 獅子 🦁"];
    let (network, metadata) = (network("", 3), labelled(&names));
    let bytes = file(&network, &metadata);
    let model = decode(&bytes);
    let all = entries(&model);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].0, "names");
    let read: Vec<String> = serde_json::from_str(all[0].1).expect("JSON");
    assert_eq!(read, names);
    assert_eq!(bytes, file(&network, &metadata), "the same bytes again");
}

#[test]
fn nothing_is_said_of_what_nobody_gives() {
    let network = network("", 3);
    let bytes = file(&network, &Metadata::default());
    assert_eq!(entries(&decode(&bytes)), []);
    let mut plain = Vec::new();
    let model = Model::new(&network.graph(), Batch::Any).expect("small enough");
    model.write(&network.layers(), &mut plain).expect("memory");
    assert_eq!(plain, bytes);
}

/// Checks that the value of `preprocess` that a file holds, written into a description, means the same.
#[track_caller]
fn comes_back(preprocess: &str, channels: u32, written: &str) {
    let there = network(preprocess, channels);
    let bytes = file(&there, &prepared(there.preprocess()));
    let model = decode(&bytes);
    let all = entries(&model);
    let (key, value) = all[0];
    assert_eq!((key, value), (PREPROCESS, written));
    serde_json::from_str::<serde_json::Value>(value).expect("JSON");
    let again = network(value, channels);
    assert!(there.preprocess().is_some());
    assert_eq!(there.preprocess(), again.preprocess());
}

#[test]
fn preprocessing_comes_back_as_a_value_of_descriptions() {
    comes_back(
        "{resize: 9, crop: [6, 8], color: bgr, mean: [104, 117.5, 123]}",
        3,
        r#"{"resize":9,"crop":[6,8],"color":"bgr","scale":1,"mean":[104,117.5,123],"std":[1,1,1]}"#,
    );
    comes_back(
        "{crop: [6, 8], scale: 1/255, mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225]}",
        3,
        "{\"crop\":[6,8],\"color\":\"rgb\",\"scale\":0.00392156862745098,\"mean\":[0.485,0.456,0.406],\
         \"std\":[0.229,0.224,0.225]}",
    );
    comes_back(
        "{resize: [7, 20], std: 1/3, mean: -2.5e-9}",
        1,
        "{\"resize\":[7,20],\"crop\":[6,8],\"color\":\"grey\",\"scale\":1,\"mean\":[-0.0000000025],\
         \"std\":[0.3333333333333333]}",
    );
    comes_back(
        "{color: rgb}",
        3,
        r#"{"resize":[6,8],"crop":[6,8],"color":"rgb","scale":1,"mean":[0,0,0],"std":[1,1,1]}"#,
    );
}

#[track_caller]
fn image(preprocess: &str, channels: u32, expected: Option<[&str; 2]>) {
    let network = network(preprocess, channels);
    let model = decode(&file(&network, &prepared(network.preprocess())));
    let all = entries(&model);
    match expected {
        Some([format, range]) => {
            let words = [
                ("Image.BitmapPixelFormat", format),
                ("Image.ColorSpaceGamma", "SRGB"),
                ("Image.NominalPixelRange", range),
            ];
            assert_eq!(all[1..], words);
            assert_eq!(denotation(&model), "IMAGE");
        }
        None => {
            assert_eq!(all.len(), 1);
            assert_eq!(denotation(&model), "");
        }
    }
}

#[test]
fn words_of_onnx_are_used_where_they_are_exact() {
    image("{color: rgb}", 3, Some(["Rgb8", "NominalRange_0_255"]));
    image(
        "{color: bgr, scale: 1/255}",
        3,
        Some(["Bgr8", "Normalized_0_1"]),
    );
    image("{scale: 0.0039216}", 1, Some(["Gray8", "Normalized_0_1"]));
    image("{std: 255}", 1, Some(["Gray8", "Normalized_0_1"]));
    image(
        "{mean: 127.5, std: 127.5}",
        3,
        Some(["Rgb8", "Normalized_1_1"]),
    );
    image(
        "{scale: 1/127.5, mean: 1}",
        1,
        Some(["Gray8", "Normalized_1_1"]),
    );
    image("{mean: [0, 0, 1]}", 3, None);
    image("{scale: 1/256}", 3, None);
    image("{color: bgr, mean: [104, 117, 123]}", 3, None);
}

#[test]
fn what_does_not_fit_is_refused() {
    let network = network("{color: bgr}", 3);
    let refused = |metadata: &Metadata| {
        Model::with_metadata(&network.graph(), Batch::Any, metadata).expect_err("no fit")
    };
    let error = refused(&labelled(&["one", "two"]));
    let expected = Some(3..=3);
    assert_eq!(error, Error::Labels { expected, got: 2 });
    assert!(error.to_string().ends_with("expected 3, got 2"), "{error}");
    let right = network.preprocess().expect("it has one");
    let wrong = [
        Preprocess {
            crop: [8, 6],
            ..right.clone()
        },
        Preprocess {
            mean: vec![0.0; 1].into(),
            ..right.clone()
        },
        Preprocess {
            scale: f64::NAN,
            ..right
        },
        Preprocess::plain([6, 8, 1]).expect("grey"),
    ];
    for preprocess in wrong {
        assert_eq!(refused(&prepared(Some(preprocess))), Error::Preprocess);
    }
    assert_eq!(NAMES, "names");
}
