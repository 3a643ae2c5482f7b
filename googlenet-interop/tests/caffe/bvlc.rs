//! Tests with the trained BVLC GoogLeNet, which are skipped if its files are absent.

use super::{expect, import, near, run};
use googlenet_dsl::op::Op;
use googlenet_interop::caffe::{self, Color, Options, TransformParam};
use googlenet_runtime::{Network, dynamic};
use std::io::Write;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Returns the folder of the trained network. If it is absent, prints that the test is skipped and returns `None`.
fn data(test: &str) -> Option<PathBuf> {
    // The folder is beside the project, or beside a work tree of it.
    let folder = root().join("../shared/data/bvlc_googlenet");
    if folder.join("bvlc_googlenet.caffemodel").exists() {
        return Some(folder);
    }
    // `println!` is shown only if a test fails.
    let _ = writeln!(
        std::io::stderr(),
        "skipped: {test} needs the trained network in ../shared/data/bvlc_googlenet"
    );
    None
}

fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_trained_network_is_imported_as_a_person_would_write_it() {
    let Some(folder) = data("the_trained_network_is_imported_as_a_person_would_write_it") else {
        return;
    };
    let (text, weights) = (
        read(&folder.join("deploy.prototxt")),
        read(&folder.join("bvlc_googlenet.caffemodel")),
    );
    let options = Options {
        name: None,
        preprocess: TransformParam {
            color: Some(Color::Bgr),
            mean: vec![104.0, 117.0, 123.0],
            ..TransformParam::default()
        },
        labels: Some("synset_words.txt".into()),
        ..Options::default()
    };
    let imported = caffe::import("deploy.prototxt", &text, &weights, &options);
    let imported = imported.unwrap_or_else(|error| panic!("{error}"));
    assert!(imported.warnings().is_empty(), "{:?}", imported.warnings());
    assert!(
        imported
            .spec()
            .contains("{inception: [64, 96, 128, 16, 32, 32]}")
    );
    expect("bvlc_googlenet.yaml", imported.spec());

    // The project's own spec of GoogLeNet is the same network and fits the same weights.
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("weights.safetensors");
    imported.save_weights(&file).expect("written");
    let own = dynamic::Model::from_text("imported.yaml", imported.spec()).expect("in order");
    let paper =
        dynamic::Model::from_file(root().join("specs/googlenet_paper.yaml")).expect("in order");
    same_network(&own, &paper);
    let own = own.load(&file).expect("the weights fit");
    let paper = paper
        .load(&file)
        .expect("the weights fit the paper's network");

    let reference: serde_json::Value =
        serde_json::from_slice(&read(&folder.join("reference.json"))).expect("JSON");
    for image in ["coffee_224.png", "chelsea_224.png"] {
        let input = pixels(&root().join("assets").join(image));
        let result = run(&own, &input);
        near(&run(&paper, &input), &result, 0.0);
        let top = reference["top5"][image].as_array().expect("a list");
        assert_eq!(top.len(), 5);
        let mut order: Vec<usize> = (0..result.len()).collect();
        order.sort_by(|a, b| result[*b].total_cmp(&result[*a]));
        for (place, class) in top.iter().enumerate() {
            let index = class["index"].as_u64().expect("a number") as usize;
            let wanted = class["probability"].as_f64().expect("a number");
            assert_eq!(order[place], index, "{image}, place {place}");
            let got = f64::from(result[index]);
            assert!(
                (got - wanted).abs() <= 1e-4,
                "{image}, class {index}: {got}, expected {wanted}"
            );
        }
    }
}

/// Compares the layers, operations and shapes of two networks. L2 penalties, which a prototxt does not have, are
/// ignored.
fn same_network(a: &dynamic::Model, b: &dynamic::Model) {
    let (a, b) = (a.graph(), b.graph());
    let plain = |op: &Op| match op.clone() {
        Op::Conv(conv) => Op::Conv(googlenet_dsl::op::Conv { l2: 0.0, ..conv }),
        Op::Dense(dense) => Op::Dense(googlenet_dsl::op::Dense { l2: 0.0, ..dense }),
        op => op,
    };
    assert_eq!(a.len(), b.len());
    for id in a.ids() {
        assert_eq!(a.layer(id).name, b.layer(id).name);
        assert_eq!(plain(a.op(id)), plain(b.op(id)), "{}", a.layer(id).name);
        assert_eq!(a.shape(id), b.shape(id));
        assert_eq!(a.inputs(id), b.inputs(id));
    }
}

/// Decodes an image to the network's input: blue, green, red, minus the mean.
fn pixels(path: &Path) -> Vec<f32> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(read(path)))
        .read_info()
        .expect("an image");
    let mut bytes = vec![0; reader.output_buffer_size().expect("small")];
    let frame = reader.next_frame(&mut bytes).expect("pixels");
    assert_eq!((frame.width, frame.height), (224, 224));
    let channels = bytes.len() / (224 * 224);
    let mean = [104.0, 117.0, 123.0];
    bytes
        .chunks(channels)
        .flat_map(|pixel| [2, 1, 0].map(|color| f32::from(pixel[color])))
        .enumerate()
        .map(|(at, value)| value - mean[at % 3])
        .collect()
}

#[test]
fn another_network_is_refused_with_all_that_does_not_fit() {
    let Some(folder) = data("another_network_is_refused_with_all_that_does_not_fit") else {
        return;
    };
    let text = String::from_utf8(read(&folder.join("deploy.prototxt"))).expect("text");
    let weights = read(&folder.join("bvlc_googlenet.caffemodel"));
    let text = text.replace("conv2/3x3_reduce", "conv2/3x3_reduced");
    let text = text.replace("num_output: 208", "num_output: 209");
    let error = import(&text, &weights)
        .expect_err("it does not fit")
        .to_string();
    let lines: Vec<&str> = error.lines().collect();
    assert_eq!(lines.len(), 8, "{error}");
    assert!(
        lines[1].contains(r#"missing layer "conv2/3x3_reduced"; the file has "conv2/3x3_reduce""#),
        "{error}"
    );
    assert!(
        lines[2].contains(r#"weights of "inception_4a/3x3""#),
        "{error}"
    );
    assert!(
        lines[2].contains("expected [209, 96, 3, 3], got [208, 96, 3, 3]"),
        "{error}"
    );
}
