//! Tests of `googlenet export`, and of its files in ONNX Runtime.

mod common;

use common::{Workspace, root};
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
