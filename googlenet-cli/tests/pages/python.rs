//! Tests of the guide's ways from Keras and PyTorch to a weight file: `googlenet run` computes with the file what
//! Python computes. Each test is skipped unless Python (`$GOOGLENET_PYTHON`, otherwise `python3`) has the package and
//! safetensors.

use super::Page;
use super::blocks::Block;
use super::common;
use super::folder::Folder;

/// The page with the descriptions and scripts.
const PAGE: &str = "guide/src/weights.md";

/// Python code that gives the Keras model random weights, none of them a value that could be left out unnoticed (a bias
/// of 0, a variance of 1), and writes an input and the model's result.
const KERAS: &str = "
import numpy as np
random = np.random.default_rng(1)
for weight in model.weights:
    values = random.uniform(-0.3, 0.3, weight.shape)
    weight.assign(np.abs(values) + 0.5 if 'variance' in weight.name else values)
x = random.uniform(-1, 1, (2, 32, 32, 3)).astype(np.float32)
np.save('x.npy', x)
np.save('expected.npy', np.asarray(model(x, training=False), dtype=np.float32))
";

/// The counterpart of [`KERAS`] for a PyTorch model, whose input is transposed to NCHW.
const TORCH: &str = "
import numpy as np
random = np.random.default_rng(1)
for name, value in model.state_dict().items():
    if value.is_floating_point():
        values = random.uniform(-0.3, 0.3, tuple(value.shape))
        value.copy_(torch.from_numpy(np.abs(values) + 0.5 if 'running_var' in name else values))
x = random.uniform(-1, 1, (2, 32, 32, 3)).astype(np.float32)
np.save('x.npy', x)
with torch.no_grad():
    made = model(torch.from_numpy(x.transpose(0, 3, 1, 2).copy()))
np.save('expected.npy', made.numpy())
";

#[test]
fn keras_weights_give_keras_numbers() {
    compare("keras", KERAS);
}

#[test]
fn pytorch_weights_give_pytorch_numbers() {
    compare("torch", TORCH);
}

#[test]
fn snippets_are_short() {
    for package in ["keras", "torch"] {
        let [_, save] = &snippets(package)[..] else {
            panic!("a network, and how its weights are saved");
        };
        assert!(save.text.lines().count() <= 15, "{package}");
    }
}

/// Returns the Python blocks of the page whose comment `python` names this package, in order: the network, and how its
/// weights are saved.
fn snippets(package: &str) -> Vec<Block> {
    let mut blocks = Page::read(PAGE).tested("python");
    blocks.retain(|block| block.note("python") == Some(package));
    blocks
}

/// Runs the page's script of a package, with the code `values` between its two blocks, and compares Python's result
/// with that of `googlenet run`: the largest difference must be below 1e-5.
fn compare(package: &str, values: &str) {
    let folder = Folder::new();
    let python = std::env::var_os("GOOGLENET_PYTHON").unwrap_or_else(|| "python3".into());
    let run = |script: &str| {
        let mut command = folder.command(&python);
        if std::env::var_os("KERAS_BACKEND").is_none() && package == "keras" {
            command.env("KERAS_BACKEND", "jax");
        }
        command.args(["-c", script]).output()
    };
    let there = run(&format!("import {package}, numpy, safetensors"));
    if !there.is_ok_and(|output| output.status.success()) {
        println!(
            "skipped: needs a Python (GOOGLENET_PYTHON, otherwise python3) with {package} and safetensors"
        );
        return;
    }
    let page = Page::read(PAGE);
    let spec = page.tested("yaml").into_iter();
    let mut specs = spec.filter(|block| block.note("file") == Some("small.yaml"));
    folder.put("small.yaml", &specs.next().expect("a description").text);
    let blocks = snippets(package);
    let script = format!("{}{values}{}", blocks[0].text, blocks[1].text);
    let output = run(&script).expect("Python starts");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}\n{err}");
    let theirs = match package {
        "keras" => "theirs.h5",
        _ => "theirs.pth",
    };
    let words = format!("googlenet run small.yaml --weights {theirs} --input x.npy --output y.npy");
    let said = folder.shell(&words);
    let [(shape, expected), (other, got)] = ["expected.npy", "y.npy"].map(|name| {
        let bytes = std::fs::read(folder.path(name));
        common::read(&bytes.unwrap_or_else(|_| panic!("no {name}: {said}")))
    });
    assert_eq!(shape, other);
    let differences = expected.iter().zip(&got).map(|(a, b)| (a - b).abs());
    let worst = differences.fold(0.0, f32::max);
    println!(
        "{package}: the largest difference of {} values is {worst:e}",
        got.len()
    );
    assert!(worst < 1e-5, "{worst}: {expected:?}, {got:?}");
}
