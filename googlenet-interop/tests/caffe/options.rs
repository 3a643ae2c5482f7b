//! Tests of the options of an import.

use super::reference::{Blob, Weights, Window};
use super::{bytes, text};
use googlenet_interop::caffe::{self, Color, Options, TransformParam};

const NET: &str = r#"
name: "my-net 2"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 6 } } }
layer { name: "a" type: "Convolution" bottom: "data" top: "a" convolution_param { num_output: 2 kernel_size: 3 } }
layer { name: "b" type: "Pooling" bottom: "a" top: "b" pooling_param { pool: AVE global_pooling: true } }
"#;

fn model() -> Vec<u8> {
    let mut weights = Weights::default();
    weights.conv("a", &Blob::input(3, 8, 6), 2, &Window::square(3, 1, 0));
    bytes(&weights.net)
}

fn spec(options: &Options) -> Result<String, String> {
    let model = model();
    let imported = caffe::import("net.prototxt", NET.as_bytes(), &model, options);
    imported
        .map(|imported| imported.spec().to_owned())
        .map_err(|error| error.to_string())
}

#[test]
fn names_become_types_names() {
    let named = |name: &str| {
        let options = Options {
            name: Some(name.into()),
            ..Options::default()
        };
        let spec = spec(&options).expect("in order");
        spec.lines().nth(1).map(str::to_owned).unwrap_or_default()
    };
    assert!(
        spec(&Options::default())
            .expect("in order")
            .contains("name: MyNet2\n")
    );
    assert_eq!(named("google_net"), "name: GoogleNet");
    assert_eq!(named("3d"), "name: Net3d");
    assert_eq!(named("self"), "name: NetSelf");
    assert_eq!(named("…"), "name: Network");
    assert_eq!(named(&"x".repeat(500)).len(), "name: ".len() + 56);
}

#[test]
fn preprocessing_is_written_in_the_order_of_descriptions() {
    let preprocess = |preprocess: TransformParam| {
        let options = Options {
            preprocess,
            labels: Some("folder/my labels.txt".into()),
            ..Options::default()
        };
        spec(&options)
    };
    let given = TransformParam {
        resize: Some(12),
        color: Some(Color::Bgr),
        mean: vec![104.5, 117.0, 123.0],
        scale: Some(0.5),
    };
    let text = preprocess(given.clone()).expect("in order");
    let line =
        "preprocess: {resize: 12, crop: [8, 6], color: bgr, scale: 0.5, mean: [52.25, 58.5, 61.5]}";
    assert!(text.contains(line), "{text}");
    assert!(text.contains("labels: 'folder/my labels.txt'\n"), "{text}");
    let small = TransformParam {
        resize: Some(7),
        ..given.clone()
    };
    let error = preprocess(small).expect_err("smaller than the input");
    let expected = "images of 7 pixels are smaller than the input, 8x6; help: resize to 8 or more";
    assert_eq!(error, expected);
    let two = TransformParam {
        mean: vec![1.0, 2.0],
        ..given
    };
    let error = preprocess(two).expect_err("two numbers");
    assert_eq!(error, "the mean has 2 numbers, the input 3 channels");
}

#[test]
fn files_that_are_named_in_a_prototxt_are_not_opened() {
    let text = text("train_val").replace(
        "mean_value: 104 mean_value: 117 mean_value: 123",
        "mean_file: \"/proc/self/mem\"",
    );
    let model = model();
    let error = caffe::import("net.prototxt", text.as_bytes(), &model, &Options::default());
    let error = error
        .expect_err("the weights are of another network")
        .to_string();
    assert!(error.contains("missing layer \"conv1/7x7_s2\""), "{error}");
}
