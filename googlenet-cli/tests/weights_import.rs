//! Tests of `googlenet weights import`, of `--weights` with files of other programs, and of the way back.

use crate::common::{self, Workspace, array, values};
use serde_json::Value;

const NET: &str = "format: 1
name: Net
names: torchvision
input: {height: 6, width: 6, channels: 2}
layers:
  stem: {conv: 4, kernel: 3, batch_norm: true, activation: relu, source: [conv1, bn1]}
  flat: flatten
  out:  {dense: 3, activation: softmax, source: fc}
";

/// Returns a workspace with a network, its weights under our names, PyTorch's and Keras', and an input.
fn place() -> Workspace {
    let place = Workspace::new();
    place.put("net.yaml", NET);
    place.put("x.npy", array(&values(72), "(6, 6, 2)"));
    for names in ["own", "torchvision", "keras"] {
        let line = format!("export net.yaml --seed 5 --names {names} -o {names}.safetensors");
        place.words(&line).good();
    }
    place
}

#[test]
fn weights_come_back_from_every_convention() {
    let place = place();
    for (names, words) in [("torchvision", "PyTorch"), ("keras", "this project")] {
        let ended = place.words(&format!(
            "weights import net.yaml {names}.safetensors -o back.safetensors"
        ));
        let said = format!(
            "7 tensors from safetensors: 7 by the names of {words}\n  written to back.safetensors\n"
        );
        assert_eq!((ended.status, ended.out), (Some(0), said), "{}", ended.err);
        assert_eq!(
            ended.err.contains("bn1.num_batches_tracked"),
            names == "torchvision",
            "{}",
            ended.err
        );
        assert_eq!(
            place.get("back.safetensors"),
            place.get("own.safetensors"),
            "{names}"
        );
    }
    let line = "weights import net.yaml torchvision.safetensors -o back.safetensors --json";
    let report: Value = serde_json::from_str(&place.words(line).good()).expect("JSON");
    assert_eq!(report["rules"]["name"], 7);
    assert_eq!(report["convention"], "torchvision");
    assert_eq!(report["passed_over"][0]["first"], "bn1.num_batches_tracked");
    let fc = report["tensors"].as_array().expect("a list").iter();
    let mut fc = fc.filter(|tensor| tensor["name"] == "out.kernel");
    let fc = fc.next().expect("is there");
    assert_eq!(
        (&fc["from"], fc["shape"][0].as_u64()),
        (&Value::from("fc.weight"), Some(64))
    );
}

#[test]
fn commands_take_files_of_other_programs() {
    let place = place();
    let result = |names: &str| {
        let line = format!("run net.yaml --weights {names}.safetensors --input x.npy -o y.npy");
        let ended = place.words(&line);
        ended.good();
        place.get("y.npy")
    };
    let own = result("own");
    assert_eq!(result("torchvision"), own);
    assert_eq!(result("keras"), own);
    place
        .words("export net.yaml --weights keras.safetensors -o again.safetensors")
        .good();
    assert_eq!(place.get("again.safetensors"), place.get("own.safetensors"));
    let list = place
        .words("weights list net.yaml --weights torchvision.safetensors")
        .good();
    assert!(list.ends_with("in the file: 7 ok\n"), "{list}");
    place
        .words("export net.yaml --seed 5 --names torchvision -o net.npz")
        .good();
    place
        .words("run net.yaml --weights net.npz --input x.npy -o y.npy")
        .good();
    assert_eq!(place.get("y.npy"), own);
}

#[test]
fn what_cannot_be_taken_is_told() {
    let place = place();
    place.put("more.yaml", NET.replace("dense: 3", "dense: 7"));
    let error = place
        .words("weights import more.yaml torchvision.safetensors -o w.safetensors")
        .bad(1);
    assert!(
        error.starts_with(
            "error: the weights of `torchvision.safetensors` do not fit the network: 5 of 7 fit by the names of PyTorch\n  \
             `fc.weight`: expected [7, 64], got [3, 64] (for `out.kernel`)\n"
        ),
        "{error}"
    );
    assert!(!place.path("w.safetensors").exists());
    let error = place
        .words("run more.yaml --weights torchvision.safetensors --input x.npy")
        .bad(1);
    assert!(
        error.contains("`fc.bias`: expected [7], got [3]"),
        "{error}"
    );
    for (line, words) in [
        (
            "weights import net.yaml -",
            "weights do not come from standard input",
        ),
        (
            "weights import net.yaml own.safetensors --json",
            "weights are no JSON",
        ),
        (
            "export net.yaml --seed 1 --names keras -o net.h5",
            "Keras takes the arrays of `-o W.npz --names keras`",
        ),
        (
            "export net.yaml --seed 1 --names keras -o net.onnx",
            "`--names` is for safetensors and npz",
        ),
    ] {
        let ended = place.words(line);
        assert!(
            ended.out.contains(words) || ended.err.contains(words),
            "{line}: {}{}",
            ended.out,
            ended.err
        );
        assert_eq!(ended.status, Some(2), "{line}");
    }
    place
        .words("weights import net.yaml none.pth -o w.safetensors")
        .bad(1);
}

#[test]
fn weights_of_another_network_are_refused() {
    let place = Workspace::new();
    let specs = common::root().join("specs");
    let spec = |name: &str| specs.join(name).display().to_string();
    let squeeze = spec("torchvision/squeezenet1_1.yaml");
    let export = ["export", &squeeze, "--seed", "1", "--names", "torchvision"];
    let export = place.run(&[&export[..], &["-o", "s.safetensors"]].concat());
    assert_eq!(export.status, Some(0), "{}", export.err);
    place.put(
        "mine.yaml",
        "format: 1\nname: Mine\ninput: {height: 8, width: 8, channels: 3}\nlayers:\n  a: {conv: 64, kernel: 3}\n",
    );
    let error = place
        .words("weights import mine.yaml s.safetensors -o w.safetensors")
        .bad(1);
    assert!(
        error.contains("holds the weights of torchvision/squeezenet1_1, not of Mine: 52 of that network's 52 tensors"),
        "{error}"
    );
    assert!(
        error.contains("help: use the description `specs/torchvision/squeezenet1_1.yaml`"),
        "{error}"
    );
    // The same network with other classes is told by its shapes.
    let text = std::fs::read_to_string(&squeeze).expect("the description is there");
    place.put("ten.yaml", text.replace("conv: 1000", "conv: 10"));
    let error = place
        .words("weights import ten.yaml s.safetensors -o w.safetensors")
        .bad(1);
    assert!(
        error.contains("50 of 52 fit by the names of PyTorch"),
        "{error}"
    );
    assert!(error.contains("got [1000, 512, 1, 1]"), "{error}");
    let said = place
        .run(&[
            "weights",
            "import",
            &squeeze,
            "s.safetensors",
            "-o",
            "w.safetensors",
        ])
        .good();
    assert!(
        said.contains("the names and shapes are those of torchvision/squeezenet1_1"),
        "{said}"
    );
}
