//! Tests of ONNX models that leave something open, or cannot be imported: what commands say of them.

mod common;

use common::{Finished, Workspace};
use googlenet_interop::onnx::proto::ModelProto;
use googlenet_interop::onnx::proto::tensor_shape_proto::dimension::Value as Size;
use googlenet_interop::onnx::proto::type_proto::Value as Type;
use prost::Message;
use serde_json::Value;

const MEAN: &str = "\
format: 1
name: Any
input: {height: 8, width: 8, channels: 3}
layers:
  conv:    {conv: 5, kernel: 3, activation: relu}
  mean:    global_avg_pool
  classes: {dense: 3, activation: softmax}
";

fn run(place: &Workspace, words: &str) -> Finished {
    place.run(&words.split_whitespace().collect::<Vec<_>>())
}

/// Returns the model that the description `text` is exported to.
fn model(place: &Workspace, text: &str) -> ModelProto {
    place.put("any.yaml", text);
    let ended = run(place, "export any.yaml --seed 3 -o any.onnx");
    assert_eq!(ended.status, Some(0), "{}", ended.err);
    ModelProto::decode(&*place.get("any.onnx")).expect("a model")
}

/// Gives height and width of the input names instead of sizes.
fn opened(mut model: ModelProto) -> Vec<u8> {
    let input = &mut model.graph.as_mut().expect("a graph").input[0];
    let of_input = input.r#type.as_mut().and_then(|ty| ty.value.as_mut());
    let Some(Type::TensorType(tensor)) = of_input else {
        panic!("the input is a tensor");
    };
    let dims = &mut tensor.shape.as_mut().expect("a shape").dim;
    for (dim, name) in dims[2..].iter_mut().zip(["H", "W"]) {
        dim.value = Some(Size::DimParam(name.into()));
    }
    model.encode_to_vec()
}

fn json(ended: &Finished) -> Value {
    serde_json::from_str(&ended.out).expect("JSON")
}

#[test]
fn a_size_that_is_open_is_asked_for() {
    let place = Workspace::new();
    place.put("open.model", opened(model(&place, MEAN)));
    let help = "`--input-size HxW` gives one, such as `--input-size 224x224`";
    let reason = "input \"input\" has sizes [batch, 3, H, W]: height and width are open or out of range; give an input size";
    for command in ["check open.model", "import open.model -o out"] {
        let err = run(&place, command).bad(1);
        let wanted = format!(
            "error: `open.model`: the network cannot be imported\n  {reason}\nhelp: {help}\n"
        );
        assert_eq!(err, wanted, "{command}");
        let object = json(&run(&place, &format!("{command} --json")));
        let told = match command.starts_with("check") {
            true => object["diagnostics"][0].clone(),
            false => object["error"].clone(),
        };
        assert_eq!(told["message"], reason, "{object}");
        assert_eq!(told["help"], help, "{object}");
        assert_eq!(told["file"], "open.model", "{object}");
    }
    let out = run(&place, "check open.model --input-size 8x8").good();
    let same = run(&place, "check any.yaml").good();
    assert_eq!(out.replace("open.model", "any.yaml"), same);
    let out = run(&place, "summary open.model --input-size 9x7 --format csv").good();
    assert!(out.contains("7x5x5"), "{out}");
}

#[test]
fn a_size_that_does_not_fit_is_told_with_that_of_the_file() {
    let place = Workspace::new();
    let flat = MEAN.replace("global_avg_pool", "flatten");
    place.put("flat.model", model(&place, &flat).encode_to_vec());
    place.put("open.model", opened(model(&place, &flat)));
    for (file, sizes) in [("flat", "[batch, 3, 8, 8]"), ("open", "[batch, 3, H, W]")] {
        let err = run(&place, &format!("summary {file}.model --input-size 9x10")).bad(1);
        let size = format!("\n  input \"input\" is 9x10 here, and has sizes {sizes} in the file\n");
        assert!(err.ends_with(&size), "{err}");
    }
    run(&place, "summary flat.model").good();
    let err = run(&place, "summary any.model").bad(1);
    assert!(!err.contains(" here"), "{err}");
}

#[test]
fn every_operator_that_is_refused_is_an_object() {
    let place = Workspace::new();
    let mut model = model(&place, MEAN);
    let graph = model.graph.as_mut().expect("a graph");
    let mut renamed = Vec::new();
    for (node, operator) in graph.node.iter_mut().zip(["NonMaxSuppression", "Einsum"]) {
        node.op_type = Some(operator.into());
        renamed.push(operator);
    }
    place.put("odd.model", model.encode_to_vec());
    let object = json(&run(&place, "compare odd.model any.yaml --json"));
    let all = object["error"]["diagnostics"].as_array().expect("a list");
    assert_eq!(all.len(), renamed.len(), "{object}");
    for (told, operator) in all.iter().zip(renamed) {
        let message = told["message"].as_str().unwrap_or_default();
        assert!(message.starts_with(operator), "{object}");
        assert_eq!(told["file"], "odd.model");
    }
    assert_eq!(object["error"]["file"], "odd.model");
}

#[test]
fn a_model_does_not_come_from_standard_input() {
    let place = Workspace::new();
    let err = run(&place, "import - -o out").bad(2);
    assert_eq!(
        err,
        "error: the files of a model do not come from standard input; help: name them\n"
    );
}
