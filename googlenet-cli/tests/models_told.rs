//! Tests of what commands say of models: what came in, what was left out, and why they cannot be imported.

use crate::common::{Finished, Workspace};
use googlenet_interop::onnx::NAMES;
use googlenet_interop::onnx::proto::tensor_shape_proto::dimension::Value as Size;
use googlenet_interop::onnx::proto::type_proto::Value as Type;
use googlenet_interop::onnx::proto::{ModelProto, StringStringEntryProto};
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

#[test]
fn what_an_import_leaves_out_is_told_wherever_the_model_stands() {
    let place = Workspace::new();
    let mut model = model(&place, MEAN);
    model.metadata_props.push(StringStringEntryProto {
        key: Some(NAMES.into()),
        value: Some("[\"ash\", \"elm\"]".into()),
    });
    place.put("odd.model", model.encode_to_vec());
    let told = "left out: 2 class names, as the first output has 3 values";
    let warned = |words: &str| {
        let ended = run(&place, words);
        assert_eq!(ended.status, Some(0), "{words}: {}", ended.err);
        ended.err
    };
    for command in ["check", "summary", "bench --seconds 0.01", "weights list"] {
        let err = warned(&format!("{command} odd.model"));
        let wanted = format!("warning: {told}\n");
        let wanted = match command {
            "check" => format!("warning: `odd.model`: {told}\n"),
            _ => wanted,
        };
        assert!(err.starts_with(&wanted), "{command}: {err}");
    }
    let err = warned("compare any.yaml odd.model");
    assert_eq!(err, format!("warning: `odd.model`: {told}\n"));
    let err = warned("import odd.model -o out");
    assert!(err.starts_with(&format!("warning: {told}\n")), "{err}");
    let ended = run(&place, "import odd.model -o out --force --json");
    assert_eq!((ended.status, &*ended.err), (Some(0), ""));
    let report = json(&ended);
    assert_eq!(report["warnings"][0], told, "{report}");
    let last = report["warnings"][1].as_str().unwrap_or_default();
    assert!(last.starts_with("no preprocessing is given"), "{report}");
}

#[test]
fn images_become_what_a_model_says() {
    let place = Workspace::new();
    place.put("plain.model", model(&place, MEAN).encode_to_vec());
    place.put("x.png", picture());
    let ended = run(&place, "classify plain.model x.png --json");
    assert!(
        ended
            .err
            .contains("no preprocessing is given: images are used as RGB from 0 to 1"),
        "{}",
        ended.err
    );
    // Means of three channels are in the order of the colours, which are red, green, blue unless something says more.
    run(&place, "import plain.model -o out --mean 1,2,3").good();
    let text = String::from_utf8(place.get("out/Any.yaml")).expect("text");
    assert!(
        text.contains("mean: [1, 2, 3]") && !text.contains("bgr"),
        "{text}"
    );
    place.put(
        "scaled.yaml",
        MEAN.replace("layers:", "preprocess: {scale: 1/255}\nlayers:"),
    );
    run(&place, "export scaled.yaml --seed 3 -o scaled.onnx").good();
    assert_eq!(
        run(&place, "classify scaled.onnx x.png --json --quiet").err,
        ""
    );
}

/// Returns a PNG of 8x8 pixels.
fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 8, 8);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&[7; 192]).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

#[test]
fn tables_are_told_with_rows_and_columns() {
    let place = Workspace::new();
    let text = "\
format: 1
name: Rows
input: {height: 8, width: 8, channels: 3}
blocks:
  pair:
    columns: [few, many]
    concat:
      - a: {conv: $few, kernel: 1}
      - b: {conv: $many, kernel: 3, padding: same}
layers:
  one:   {pair: [2, 4]}
  two:   {pair: [3, 5]}
  three: {pair: [4, 7]}
";
    place.put("rows.model", model(&place, text).encode_to_vec());
    let ended = run(&place, "import rows.model -o out");
    assert!(
        ended.out.contains("\n  table ") && ended.out.contains(": 3 rows, 2 columns\n"),
        "{}",
        ended.out
    );
    let report = json(&run(&place, "import rows.model -o out --force --json"));
    let tables = report["tables"].as_array().expect("a list");
    assert_eq!(tables.len(), 1, "{report}");
    assert_eq!(report["blocks"], serde_json::json!([]), "{report}");
    assert_eq!(tables[0]["rows"], 3, "{report}");
    assert_eq!(
        tables[0]["columns"].as_array().map(Vec::len),
        Some(2),
        "{report}"
    );
    assert_eq!(
        report["outputs"][0]["shape"],
        serde_json::json!([8, 8, 11]),
        "{report}"
    );
}

#[test]
fn blocks_that_are_always_alike_are_no_tables() {
    let place = Workspace::new();
    let text = "\
format: 1
name: Alike
input: {height: 8, width: 8, channels: 4}
blocks:
  part:
    layers:
      conv1: {conv: 2, kernel: 1}
      conv2: {conv: 4, kernel: 3, padding: same}
      sum:   {add: [$input, conv2]}
layers:
  part: {part: [], repeat: 58}
";
    place.put("alike.model", model(&place, text).encode_to_vec());
    let told = run(&place, "import alike.model -o out").out;
    assert!(
        told.contains("\n  block part: 58 times, always alike\n"),
        "{told}"
    );
    assert!(!told.contains("  table "), "{told}");
    let report = json(&run(&place, "import alike.model -o out --force --json"));
    assert_eq!(report["tables"], serde_json::json!([]), "{report}");
    let wanted = serde_json::json!([{"name": "part", "times": 58}]);
    assert_eq!(report["blocks"], wanted, "{report}");
}

#[test]
fn mistakes_beyond_the_limit_are_counted_over_all_files() {
    let place = Workspace::new();
    for (name, mistakes) in [("a.txt", 102), ("b.txt", 103)] {
        let fields = (0..mistakes).map(|at| format!("odd{at} {{}}\n"));
        let layer = "layer { name: \"data\" type: \"Input\" top: \"data\" }\n";
        place.put(name, format!("{layer}{}", fields.collect::<String>()));
    }
    let object = json(&run(&place, "compare a.txt b.txt --json"));
    assert_eq!(
        object["error"]["more"],
        2 + 3,
        "{}",
        object["error"]["more"]
    );
}
