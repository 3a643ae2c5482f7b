//! Tests of [`open`]: models of all formats, told by their content.

use googlenet_dsl::file_kind::FileKind;
use googlenet_interop::caffe::proto::{BlobProto, BlobShape, LayerParameter, NetParameter};
use googlenet_interop::onnx::{Batch, Metadata, Model};
use googlenet_interop::{
    Format, ModelFile, OpenError, OpenOptions, Opened, Part, Table, open, open_files,
};
use googlenet_runtime::{DynSession, LoadOptions, Network, Precision, dynamic};
use prost::Message;

const SPEC: &str = "\
format: 1
name: Rows
input: {height: 8, width: 8, channels: 3}
blocks:
  pair:
    columns: [n, m]
    concat:
      - one:   {conv: $n, kernel: 1}
      - three: {conv: $m, kernel: 3, padding: same}
layers:
  stem:    {conv: 4, kernel: 3, padding: same, activation: relu}
  a:       {pair: [2, 3]}
  b:       {pair: [4, 5]}
  c:       {pair: [6, 7]}
  mean:    global_avg_pool
  classes: {dense: 3, activation: softmax}
";

const NET: &str = r#"name: "tiny net"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 4 dim: 4 } } }
layer { name: "conv" type: "Convolution" bottom: "data" top: "conv" convolution_param { num_output: 2 kernel_size: 3 } }
layer { name: "fc" type: "InnerProduct" bottom: "conv" top: "fc" inner_product_param { num_output: 2 } }
layer { name: "prob" type: "Softmax" bottom: "fc" top: "prob" }
"#;

fn network() -> dynamic::Model {
    let model = dynamic::Model::from_text("rows.yaml", SPEC);
    model
        .unwrap_or_else(|mistakes| panic!("{mistakes}"))
        .seeded(7)
}

fn onnx(metadata: &Metadata) -> Vec<u8> {
    let network = network();
    let file = Model::with_metadata(&network.graph(), Batch::Any, metadata).expect("a model");
    let mut bytes = Vec::new();
    file.write(&network.layers(), &mut bytes).expect("memory");
    bytes
}

fn caffemodel() -> Vec<u8> {
    let blob = |dim: &[i64]| BlobProto {
        shape: Some(BlobShape { dim: dim.to_vec() }),
        data: (0..dim.iter().product::<i64>())
            .map(|at| at as f32)
            .collect(),
        ..BlobProto::default()
    };
    let layer = |name: &str, kernel: &[i64], bias: i64| LayerParameter {
        name: Some(name.into()),
        r#type: Some("Convolution".into()),
        blobs: vec![blob(kernel), blob(&[bias])],
        ..LayerParameter::default()
    };
    let net = NetParameter {
        name: Some("tiny net".into()),
        layer: vec![layer("conv", &[2, 3, 3, 3], 2), layer("fc", &[2, 8], 2)],
        ..NetParameter::default()
    };
    net.encode_to_vec()
}

fn file<'a>(name: &'a str, bytes: &'a [u8]) -> ModelFile<'a> {
    ModelFile { name, bytes }
}

#[track_caller]
fn good<'a>(files: &[ModelFile<'a>]) -> Opened<'a> {
    open_files(files, &OpenOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn bad(files: &[ModelFile<'_>]) -> OpenError {
    match open_files(files, &OpenOptions::default()) {
        Err(error) => error,
        Ok(opened) => panic!("opened:\n{}", opened.spec()),
    }
}

fn run(mut session: DynSession, len: usize) -> Vec<f32> {
    let input: Vec<f32> = (0..len).map(|at| (at as f32 * 0.37).sin()).collect();
    let mut results = Vec::new();
    session.run_all(&input, &mut results).expect("a result");
    results.remove(0)
}

#[test]
fn an_onnx_model_is_in_memory_with_its_weights() {
    let bytes = onnx(&Metadata::default());
    let opened = open(&bytes, &OpenOptions::default()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        (opened.format(), opened.has_weights()),
        (Format::Onnx, true)
    );
    assert!(opened.spec().contains("concat:"), "{}", opened.spec());
    let original = network();
    let len = 8 * 8 * 3;
    assert_eq!(
        opened.compiled().graph.total_params(),
        original.graph().total_params()
    );
    assert_eq!(
        run(opened.model().expect("weights").dyn_session(1), len),
        run(original.dyn_session(1), len)
    );
    // Packed, without a copy of the weights in another form.
    let graph = &opened.compiled().graph;
    let packed = opened
        .pack(graph, &LoadOptions::new(), Precision::Fast)
        .expect("weights");
    assert_eq!(
        run(packed.dyn_session(1), len),
        run(original.dyn_session(1), len)
    );
}

#[test]
fn what_came_in_is_told() {
    let names = ["ash", "beech", "elm"].map(str::to_owned).to_vec();
    let metadata = Metadata {
        labels: Some(names.clone()),
        ..Metadata::default()
    };
    let bytes = onnx(&metadata);
    let opened = good(&[file("rows.onnx", &bytes)]);
    let report = opened.report();
    let [
        Table {
            name,
            columns,
            rows,
        },
    ] = &report.tables[..]
    else {
        panic!("one table: {:?}", report.tables);
    };
    assert_eq!((columns.len(), *rows), (2, 3));
    assert_eq!((report.layers, report.tensors), (12, Some(16)));
    assert_eq!(report.params, network().graph().total_params());
    assert_eq!(report.labels, Some(3));
    let labels = opened.model().expect("weights").labels();
    assert_eq!(labels.read(3).expect("three"), Some(names));
    let text = report.to_string();
    let first = text.lines().next().expect("a line");
    assert!(first.starts_with("Rows from ONNX: 12 layers, "), "{text}");
    assert!(
        text.contains(&format!("\n  table {name}: 3 rows, 2 columns\n"))
            && text.contains("\n  16 tensors, 3 class names\n"),
        "{text}"
    );
}

#[test]
fn files_of_caffe_may_be_in_any_order_and_have_any_name() {
    let model = caffemodel();
    let (net, weights) = (file("a.onnx", NET.as_bytes()), file("b.yaml", &model));
    let results = [[net, weights], [weights, net]].map(|files| {
        let opened = good(&files);
        assert_eq!(
            (opened.format(), opened.has_weights()),
            (Format::Caffe, true)
        );
        assert_eq!(opened.source().name(), "a.onnx");
        run(opened.model().expect("weights").dyn_session(1), 48)
    });
    assert_eq!(results[0], results[1]);
    assert!(results[0].iter().all(|value| value.is_finite()));
}

#[test]
fn a_prototxt_alone_is_a_network_without_weights() {
    let opened = open(NET.as_bytes(), &OpenOptions::default()).expect("a network");
    assert!(!opened.has_weights());
    assert_eq!(opened.report().tensors, None);
    assert!(opened.report().to_string().contains("\n  no weights\n"));
    let model = caffemodel();
    let both = good(&[file("net", NET.as_bytes()), file("weights", &model)]);
    assert_eq!(opened.spec(), both.spec());
    let zeros = opened.model().expect("zeros");
    assert_eq!(run(zeros.dyn_session(1), 48), [0.5, 0.5]);
}

#[test]
fn another_size_of_the_input() {
    let options = OpenOptions {
        input_size: Some([12, 9]),
        ..OpenOptions::default()
    };
    let bytes = onnx(&Metadata::default());
    let opened = open(&bytes, &options).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(opened.report().input.to_string(), "12x9x3");
    let prototxt = open(NET.as_bytes(), &options).expect("a network");
    assert_eq!(prototxt.report().input.to_string(), "12x9x3");
    // The weights of a dense layer behind a flattened map do not follow.
    let model = caffemodel();
    let files = [file("net", NET.as_bytes()), file("weights", &model)];
    let error = open_files(&files, &options)
        .expect_err("other weights")
        .to_string();
    assert!(
        error.starts_with("`weights`: ") && error.contains("weights of \"fc\""),
        "{error}"
    );
    // A data layer that does not tell its size.
    let data = NET.replace(
        r#"type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 4 dim: 4 } }"#,
        r#"type: "Data" top: "data""#,
    );
    let error = bad(&[file("net", data.as_bytes())]).to_string();
    assert!(error.contains("does not tell its size"), "{error}");
    let sized = open(data.as_bytes(), &options).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(sized.report().input.to_string(), "12x9x3");
    for size in [[0, 4], [4, 2_000_000_000]] {
        let options = OpenOptions {
            input_size: Some(size),
            ..OpenOptions::default()
        };
        open(NET.as_bytes(), &options).expect_err("no size");
        open(&bytes, &options).expect_err("no size");
    }
}

#[test]
fn preparation_of_images_is_that_of_the_caller() {
    let mut options = OpenOptions::default();
    options.preprocess.mean = vec![10.0, 20.0, 30.0];
    options.preprocess.scale = Some(0.5);
    options.preprocess.resize = Some(9);
    let bytes = onnx(&Metadata::default());
    for bytes in [&bytes[..], NET.as_bytes()] {
        let opened = open(bytes, &options).unwrap_or_else(|error| panic!("{error}"));
        let preprocess = opened.compiled().preprocess.clone().expect("it is given");
        assert_eq!(preprocess.scale, 0.5);
        assert_eq!(preprocess.mean[..], [5.0, 10.0, 15.0]);
        assert_eq!(preprocess.resize, googlenet_dsl::value::Resize::Shorter(9));
    }
    options.preprocess.mean = vec![1.0, 2.0];
    open(&bytes, &options).expect_err("two means");
}

#[test]
fn what_is_no_model_is_named() {
    let model = caffemodel();
    let bytes = onnx(&Metadata::default());
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";
    let yaml = SPEC.as_bytes();
    let said = |files: &[ModelFile<'_>]| bad(files).to_string();
    let text = said(&[file("w.caffemodel", &model)]);
    assert!(
        text.starts_with("`w.caffemodel` is a caffemodel; expected a network, and these are weights alone; help: "),
        "{text}"
    );
    let text = said(&[file("x.png", png)]);
    assert!(
        text.starts_with(
            "`x.png` is a PNG image; expected an ONNX model, a file of Keras, or a prototxt"
        ),
        "{text}"
    );
    let text = said(&[file("net.yaml", yaml)]);
    assert!(text.contains("it needs no import"), "{text}");
    let text = said(&[file("m.onnx", &bytes), file("w.caffemodel", &model)]);
    assert!(
        text.starts_with("`w.caffemodel` is one file too many: a model of ONNX is one file, got 2"),
        "{text}"
    );
    let net = file("net", NET.as_bytes());
    let text = said(&[net, file("w", &model), file("v", &model)]);
    assert!(
        text.starts_with("`v` is one file too many: a model of Caffe is at most 2 files, got 3"),
        "{text}"
    );
    let text = said(&[net, file("x.png", png)]);
    assert!(
        text.starts_with("`x.png` is a PNG image; expected a caffemodel"),
        "{text}"
    );
    let text = said(&[file("x.png", png), file("w", &model)]);
    assert!(
        text.starts_with("`x.png` is a PNG image; expected a prototxt"),
        "{text}"
    );
    assert!(said(&[file("x", b"\x01\x02\x03")]).starts_with("`x` is of no kind that is known"));
    assert!(matches!(bad(&[]), OpenError::NoFile));
    let cut = &bytes[..bytes.len() / 2];
    let text = said(&[file("cut.onnx", cut)]);
    assert!(
        text.starts_with("`cut.onnx`: the file is cut off: byte "),
        "{text}"
    );
    let text = said(&[file("net", NET.replace("Softmax", "Softmox").as_bytes())]);
    assert!(text.contains("--> net:5:28"), "{text}");
}

#[test]
fn kinds_of_files_have_one_format() {
    assert_eq!(
        Format::of(FileKind::Onnx),
        Some((Format::Onnx, Part::Network))
    );
    assert_eq!(
        Format::of(FileKind::Prototxt),
        Some((Format::Caffe, Part::Network))
    );
    assert_eq!(
        Format::of(FileKind::Caffemodel),
        Some((Format::Caffe, Part::Weights))
    );
    assert_eq!(Format::of(FileKind::Description), None);
    assert_eq!(Format::of(FileKind::Text), None);
}
