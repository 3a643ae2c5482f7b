//! Tests of `googlenet export`, and of its files in ONNX Runtime.

use crate::common::{self, Workspace, root};
use googlenet_interop::onnx::proto::ModelProto;
use prost::Message;
use std::io::Write;
use std::process::Command;

#[test]
fn export_writes_a_file_and_says_nothing() {
    let place = Workspace::new();
    let words = [
        "export",
        "tiny.yaml",
        "--format",
        "onnx",
        "--seed",
        "3",
        "-o",
        "tiny.onnx",
    ];
    assert_eq!(place.run(&words).good(), "");
    assert_eq!(place.names(), ["tiny.onnx", "tiny.yaml"]);
    let model = ModelProto::decode(place.get("tiny.onnx").as_slice()).expect("an ONNX file");
    let body = model.graph.expect("a graph");
    let names: Vec<&str> = body.node.iter().map(|node| node.name()).collect();
    assert_eq!(
        names,
        [
            "conv",
            "conv/relu",
            "pool",
            "flatten",
            "classes",
            "classes/softmax"
        ]
    );
    assert_eq!(body.name(), "Tiny");
}

#[test]
fn weights_come_from_a_file_or_a_seed() {
    let place = Workspace::new();
    let words = "export tiny.yaml --seed 9 -o w.safetensors";
    place.run(&words.split(' ').collect::<Vec<_>>()).good();
    place
        .run(&[
            "export",
            "tiny.yaml",
            "--weights",
            "w.safetensors",
            "-o",
            "file.onnx",
        ])
        .good();
    place
        .run(&["export", "tiny.yaml", "--seed", "9", "-o", "seed.onnx"])
        .good();
    assert_eq!(place.get("file.onnx"), place.get("seed.onnx"));
    place
        .run(&["export", "tiny.yaml", "-o", "none.onnx"])
        .bad(2);
    place.run(&["export", "tiny.yaml", "--seed", "9"]).bad(2);
    place
        .run(&[
            "export",
            "tiny.yaml",
            "--seed",
            "9",
            "--batch",
            "0",
            "-o",
            "none.onnx",
        ])
        .bad(2);
    place
        .run(&[
            "export",
            "tiny.yaml",
            "--seed",
            "9",
            "--format",
            "caffe",
            "-o",
            "none.onnx",
        ])
        .bad(2);
    assert!(!place.path("none.onnx").exists());
}

#[test]
fn a_failure_leaves_what_was_there() {
    let place = Workspace::new();
    place.put("old.onnx", "old");
    place.put("large.yaml", "format: 1\nname: Large\ninput: {height: 1000, width: 1000, channels: 1}\nlayers:\n  f: flatten\n  d: {dense: 600}\n");
    let err = place
        .run(&["export", "large.yaml", "--seed", "1", "-o", "old.onnx"])
        .bad(1);
    assert!(
        err.contains("too large for one ONNX file") && err.contains("2147483647"),
        "{err}"
    );
    let err = place
        .run(&[
            "export",
            "tiny.yaml",
            "--weights",
            "none.safetensors",
            "-o",
            "old.onnx",
        ])
        .bad(1);
    assert!(err.contains("none.safetensors"), "{err}");
    assert_eq!(place.get("old.onnx"), b"old");
    let err = place
        .run(&["export", "tiny.yaml", "--seed", "1", "-o", "nowhere/m.onnx"])
        .bad(1);
    assert!(err.contains("cannot write `nowhere/m.onnx`"), "{err}");
    assert_eq!(place.names(), ["large.yaml", "old.onnx", "tiny.yaml"]);
}

/// A description with an entry of each kind that files may lack.
const FULL: &str = "\
format: 1
name: Full
input: {height: 4, width: 4, channels: 3}
preprocess: {resize: 5, crop: 4, color: bgr, scale: 1/255, std: [0.5, 0.25, 1]}
labels: names.txt
precision: strict
published: {params: 5, source: nowhere}
layers:
  conv:    {conv: 2, kernel: 3, l2: 0.001, batch_norm: {momentum: 0.9}}
  flatten: flatten
  drop:    {dropout: 0.5}
  classes: {dense: 2, activation: softmax}
heads:
  early: {from: conv, weight: 0.3, layers: {mean: global_avg_pool, out: {dense: 2}}}
  late:  {from: conv, layers: {mean: global_avg_pool, out: {dense: 2}}}
";

fn full() -> Workspace {
    let place = Workspace::new();
    place.put("full.yaml", FULL);
    place.put("names.txt", "black cat\nLöwe \"Leo\"\n");
    place
}

#[test]
fn labels_and_preprocessing_are_in_the_file() {
    let place = full();
    let words = |to| ["export", "full.yaml", "--seed", "1", "-o", to];
    assert_eq!(place.run(&words("full.onnx")).status, Some(0));
    let model = ModelProto::decode(place.get("full.onnx").as_slice()).expect("an ONNX file");
    let props = model.metadata_props.iter();
    let props: Vec<_> = props.map(|entry| (entry.key(), entry.value())).collect();
    assert_eq!(
        props,
        [
            ("names", r#"["black cat","Löwe \"Leo\""]"#),
            (
                "googlenet.preprocess",
                "{\"resize\":5,\"crop\":[4,4],\"color\":\"bgr\",\"scale\":0.00392156862745098,\"mean\":[0,0,0],\
                 \"std\":[0.5,0.25,1]}"
            )
        ]
    );
    assert_eq!(place.run(&words("again.onnx")).status, Some(0));
    assert_eq!(place.get("full.onnx"), place.get("again.onnx"));
    // A file of labels that is not in order is no file at all.
    place.put("names.txt", "cat\n");
    let err = place.run(&words("none.onnx")).bad(1);
    assert!(
        err.contains("expected 2 lines") && err.contains("full.yaml:5"),
        "{err}"
    );
    std::fs::remove_file(place.path("names.txt")).expect("it is there");
    let err = place.run(&words("none.onnx")).bad(1);
    assert!(err.contains("cannot read the labels `names.txt`"), "{err}");
    assert!(!place.path("none.onnx").exists());
    assert_eq!(place.run(&words("full.safetensors")).status, Some(0));
}

#[test]
fn what_the_file_leaves_out_is_told() {
    let place = full();
    let told = |spec: &str, to: &str| {
        let ended = place.run(&["export", spec, "--seed", "1", "-o", to]);
        assert_eq!((ended.status, &*ended.out), (Some(0), ""));
        ended.err
    };
    assert_eq!(
        told("full.yaml", "full.onnx"),
        "not in the ONNX file: the heads `early`, `late` of training, `l2`, the rates of `dropout`, `momentum`, \
         `precision: strict` and `published`\n"
    );
    assert_eq!(
        told("full.yaml", "full.safetensors"),
        "not in the safetensors file: `preprocess`, `labels`, the `weight` of heads, `l2`, the rates of `dropout`, \
         `momentum`, `precision: strict` and `published`\n"
    );
    place.put("heads.yaml", common::HEADS);
    assert_eq!(
        told("heads.yaml", "heads.onnx"),
        "not in the ONNX file: the head `aux` of training\n"
    );
    assert_eq!(told("heads.yaml", "heads.safetensors"), "");
    let weighted = common::HEADS.replace("when: always", "when: always, weight: 0.5");
    place.put("weighted.yaml", weighted);
    assert_eq!(
        told("weighted.yaml", "heads.onnx"),
        "not in the ONNX file: the head `aux` of training and the `weight` of heads\n"
    );
    assert_eq!(told("tiny.yaml", "tiny.onnx"), "");
    // What fails says nothing of it.
    let err = place
        .run(&["export", "full.yaml", "--seed", "1", "-o", "nowhere/m.onnx"])
        .bad(1);
    assert!(!err.contains("not in"), "{err}");
}

/// Returns a Python that can import NumPy, ONNX and ONNX Runtime: `$GOOGLENET_PYTHON`, or `python3` if this is not set;
/// `None` if it cannot import them.
fn python() -> Option<std::ffi::OsString> {
    let python = std::env::var_os("GOOGLENET_PYTHON").unwrap_or_else(|| "python3".into());
    let imports = ["-c", "import numpy, onnx, onnxruntime"];
    let tried = Command::new(&python).args(imports).output();
    tried
        .is_ok_and(|output| output.status.success())
        .then_some(python)
}

#[test]
fn onnx_runtime_gives_the_same_numbers() {
    let folder = root().join("googlenet-interop/tests/onnxruntime");
    let Some(python) = python() else {
        // The output of `println!` is shown only if the test fails.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: onnx_runtime_gives_the_same_numbers needs a Python (GOOGLENET_PYTHON, otherwise python3) with \
             googlenet-interop/tests/onnxruntime/requirements.txt"
        );
        return;
    };
    let specs = std::fs::read_dir(root().join("specs")).expect("the specs are there");
    let specs = specs.map(|entry| entry.expect("an entry").path());
    let small = specs.filter(|path| path.to_string_lossy().ends_with("_small.yaml"));
    let output = Command::new(python)
        .arg(folder.join("check.py"))
        .arg(env!("CARGO_BIN_EXE_googlenet"))
        .args(small)
        .output()
        .expect("Python starts");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
}
