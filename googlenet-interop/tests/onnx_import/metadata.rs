//! Class names and the conversion of images in files.

use super::build::{Build, graph};
use super::{good, good_with};
use googlenet_dsl::graph::Graph;
use googlenet_interop::onnx::{Batch, Metadata, Model, Options};
use googlenet_runtime::{Network, dynamic};

fn classes() -> Build {
    graph()
        .input("x", &[1, 3, 6, 5])
        .random("d", &[3, 2], 3)
        .node("GlobalAveragePool", &["x"], "p")
        .node("Flatten", &["p"], "f")
        .node("MatMul", &["f", "d"], "y")
        .output("y")
}

#[test]
fn what_we_write_comes_back() {
    let text = "format: 1\nname: Test\ninput: {height: 6, width: 5, channels: 3}\n\
                preprocess: {resize: 8, crop: [6, 5], color: bgr, scale: 0.5, mean: [1, 2, 3], std: [2, 2, 4]}\n\
                layers:\n  p: global_avg_pool\n  d: {dense: 2}\n";
    let network = dynamic::Model::from_text("test.yaml", text)
        .expect("in order")
        .seeded(1);
    let graph: &Graph = &network.graph();
    let metadata = Metadata {
        labels: Some(vec!["a cat".to_owned(), "it's".to_owned()]),
        preprocess: network.preprocess(),
    };
    let model = Model::with_metadata(graph, Batch::Any, &metadata).expect("in order");
    let mut bytes = Vec::new();
    model.write(&network.layers(), &mut bytes).expect("written");
    let imported = good(&bytes);
    assert_eq!(
        imported.labels(),
        Some(&["a cat".to_owned(), "it's".to_owned()][..])
    );
    assert!(
        imported.spec().contains("\nlabels: labels.txt\n"),
        "{}",
        imported.spec()
    );
    let again = dynamic::Model::from_text("again.yaml", imported.spec()).expect("in order");
    assert_eq!(again.preprocess(), network.preprocess());
    let options = Options {
        labels: Some("names.txt".to_owned()),
        name: Some("other".to_owned()),
        ..Options::default()
    };
    let imported = good_with(&bytes, &options);
    assert!(
        imported.spec().contains("\nlabels: names.txt\n"),
        "{}",
        imported.spec()
    );
    assert_eq!(imported.name(), "Other");
}

#[test]
fn names_as_python_writes_them() {
    let bytes = classes()
        .metadata("names", "{0: 'cat', 1: \"dog's\"}")
        .bytes();
    let imported = good(&bytes);
    assert_eq!(
        imported.labels(),
        Some(&["cat".to_owned(), "dog's".to_owned()][..])
    );
}

#[test]
fn what_cannot_be_used_is_left_out_with_a_warning() {
    for (names, warning) in [
        (
            "{0: 'cat'}",
            "left out: 1 class names, as the first output has 2 values",
        ),
        (
            "[\"a\", \"\"]",
            "left out: the class names, as some are empty or have control characters",
        ),
        (
            "nonsense",
            "the class names of the file (`names`) cannot be read",
        ),
    ] {
        let bytes = classes().metadata("names", names).bytes();
        let imported = good(&bytes);
        assert_eq!(imported.warnings(), [warning]);
        assert_eq!(imported.labels(), None);
        assert!(!imported.spec().contains("labels"), "{}", imported.spec());
    }
    for preprocess in [
        "{",
        "{\"crop\": [6, 5], \"color\": \"rgb\", \"scale\": 1, \"mean\": [0], \"std\": [1]}",
    ] {
        let bytes = classes()
            .metadata("googlenet.preprocess", preprocess)
            .bytes();
        let imported = good(&bytes);
        let warning = "the preprocessing of the file (`googlenet.preprocess`) cannot be read";
        assert_eq!(imported.warnings(), [warning]);
    }
}
