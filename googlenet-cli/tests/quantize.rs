//! Tests of `googlenet quantize`.

use crate::common::Workspace;
use crate::learning::{folders, place, train};
use googlenet_interop::onnx::proto::ModelProto;
use googlenet_interop::onnx::proto::tensor_proto::DataType;
use prost::Message;
use serde_json::Value;

const WORDS: &str = "quantize bars.yaml --weights run/best.safetensors --quiet --threads 2";

fn trained() -> Workspace {
    let place = place();
    train(&place, "--data bars.npz --epochs 8 -o run").good();
    place
}

fn object(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_network_is_quantised_and_reported() {
    let place = trained();
    let words = format!("{WORDS} --data bars.npz -o q.safetensors");
    let text = place.words(&format!("{words} --html r.html")).good();
    let kept = "conv (reads the input)";
    assert!(
        text.contains(&format!("\nkept in floating point: {kept}\n")),
        "{text}"
    );
    assert!(
        text.starts_with("step ") && text.contains("\nconv "),
        "{text}"
    );
    assert!(text.contains("\nBars: auto, 48 images; weights "), "{text}");
    assert!(
        text.contains(" ms an image, ") && text.contains(" of 48 images have the class of f32, "),
        "{text}"
    );
    let page = String::from_utf8(place.get("r.html")).expect("UTF-8");
    assert!(page.contains("<title>Bars in 8 bits</title>") && page.contains(" of 48 images"));
    assert!(page.contains(kept));
    let file = place.get("q.safetensors");
    let report = object(&place.words(&format!("{words} --json")).good());
    let kept = serde_json::json!([{ "layer": "conv", "why": "input" }]);
    assert_eq!(report["kept"], kept);
    assert_eq!(report["layers"][1]["weights"]["quantized"], false);
    // Results that stay in f32 have the size of f32.
    let [int8, f32] = [" --weights q.safetensors", ""].map(|words| {
        object(
            &place
                .words(&format!("summary bars.yaml{words} --json"))
                .good(),
        )
    });
    let sizes = |summary: &Value| -> Vec<u64> {
        let rows = summary["layers"].as_array().expect("layers");
        rows.iter()
            .map(|row| row["bytes"].as_u64().expect("a size"))
            .collect()
    };
    let of_first = (sizes(&int8)[1], sizes(&f32)[1]);
    assert_eq!(of_first.0, of_first.1);
    let sum: u64 = sizes(&int8).iter().sum();
    assert_eq!(int8["activation_bytes"], sum);

    let words = format!("{words} --quantize-first");
    let text = place.words(&words).good();
    assert!(!text.contains("kept in floating point"), "{text}");
    let (float, file) = (file, place.get("q.safetensors"));
    assert!(float != file, "other weights");
    let report = object(&place.words(&format!("{words} --json")).good());
    assert_eq!(place.get("q.safetensors"), file, "the same file again");
    let summary = "summary bars.yaml --weights q.safetensors";
    let text = place.words(&format!("{summary} --format text")).good();
    assert!(text.ends_with(" in all, results u8\n"), "{text}");
    let [int8, f32] = [summary, "summary bars.yaml"]
        .map(|words| object(&place.words(&format!("{words} --json")).good()));
    assert_eq!(
        (&int8["dtype"], &f32["dtype"]),
        (&"u8".into(), &"f32".into())
    );
    assert_eq!(int8["weight_bytes"], report["int8_bytes"]);
    assert_eq!(f32["weight_bytes"], report["f32_bytes"]);
    let bytes = |summary: &Value, key: &str| summary[key].as_u64().expect("a size");
    for key in ["activation_bytes", "weight_bytes"] {
        assert!(bytes(&int8, key) < bytes(&f32, key), "{key}");
    }
    let of_conv = |summary: &Value| bytes(&summary["layers"][1], "bytes");
    assert_eq!(of_conv(&int8) * 4, of_conv(&f32));
    let err = place.words(&format!("{summary} --dtype bf16")).bad(2);
    assert!(err.contains("expected no `--dtype`, got `bf16`"), "{err}");
    let err = place
        .words("summary bars.yaml --weights run/best.safetensors")
        .bad(1);
    assert!(
        err.contains("is not the file of a quantised network; help: leave out `--weights`"),
        "{err}"
    );
    assert_eq!(
        (&report["network"], &report["method"]),
        (&"Bars".into(), &"auto".into())
    );
    assert_eq!(
        (report["images"].as_u64(), report["left_out"].as_u64()),
        (Some(48), Some(0))
    );
    assert_eq!(report["agreement"]["images"], 48);
    assert!(
        report["agreement"]["share"].as_f64() >= Some(0.9),
        "{report}"
    );
    assert!(report["int8_ms"].as_f64() > Some(0.0) && report["kept"] == serde_json::json!([]));
    let layers = report["layers"].as_array().expect("layers");
    assert_eq!(layers[0]["layers"][0], "$input");
    let conv = layers
        .iter()
        .find(|layer| layer["layers"][0] == "conv")
        .expect("the convolution");
    assert_eq!(conv["weights"]["quantized"], true);
    // 36 weights, and of each of 4 channels a scale and a bias.
    assert_eq!(
        (
            conv["weights"]["f32_bytes"].as_u64(),
            conv["weights"]["int8_bytes"].as_u64()
        ),
        (Some(160), Some(68))
    );
    assert!(conv["weights"]["snr_db"].as_f64() > Some(30.0), "{conv}");
    let classes = layers.last().expect("layers");
    assert_eq!(
        (&classes["layers"][0], &classes["result"]["quantized"]),
        (&"classes".into(), &false.into())
    );
    assert_eq!(
        place
            .words(&format!("{words} --threads 1").replace(" --threads 2", ""))
            .status,
        Some(0)
    );
    assert_eq!(
        place.get("q.safetensors"),
        file,
        "the same on any number of threads"
    );
    let run = "run bars.yaml --weights q.safetensors --input bars.npz --array images";
    let f32 = run.replace("q.safetensors", "run/best.safetensors");
    let [int8, f32] = [run, f32.as_str()].map(|words| {
        place.words(&format!("{words} -o y.npy")).good();
        place.get("y.npy")
    });
    assert!(int8 != f32, "other bits");
    let err = place.words(&format!("{run} --dtype bf16")).bad(2);
    assert!(err.contains("expected no `--dtype`, got `bf16`"), "{err}");
    for words in [
        "bench bars.yaml --seconds 0.01",
        "profile bars.yaml --runs 1",
        "evaluate bars.yaml --data bars.npz --quiet",
    ] {
        place
            .words(&format!("{words} --weights q.safetensors"))
            .good();
    }
    let err = place
        .words("pack bars.yaml --weights q.safetensors -o bars.packed")
        .bad(1);
    assert!(err.contains("it holds a quantised network"), "{err}");
    // Everything in f32 drops nothing but what results in 8 bits lose.
    let report = object(
        &place
            .words(&format!("{words} --json --max-drop 100%"))
            .good(),
    );
    assert_eq!(report["kept"], serde_json::json!([]));
}

#[test]
fn a_model_of_integers_is_taken_as_the_quantised_file_is() {
    let place = trained();
    place
        .words(&format!(
            "{WORDS} --data bars.npz -o q.safetensors --quantize-first"
        ))
        .good();
    for words in [
        "export bars.yaml --weights q.safetensors -o q.onnx",
        "export q.onnx -o again.onnx",
    ] {
        let done = place.words(words);
        assert_eq!(done.status, Some(0), "{}", done.err);
    }
    let model = ModelProto::decode(&*place.get("again.onnx")).expect("a model");
    let graph = model.graph.expect("a graph");
    assert!(
        graph
            .node
            .iter()
            .any(|node| node.op_type() == "QuantizeLinear")
    );
    let run = |spec: &str| {
        let input = "--input bars.npz --array images -o y.npy";
        place.words(&format!("run {spec} {input}")).good();
        place.get("y.npy")
    };
    let values = run("bars.yaml --weights q.safetensors");
    assert!(run("q.onnx") == values, "the same bits of the model");
    assert!(run("again.onnx") == values, "the same bits of its export");

    let text = place.words("summary q.onnx --format text").good();
    assert!(text.ends_with(" in all, results u8\n"), "{text}");

    let words = "run q.onnx --input bars.npz --array images --dtype bf16";
    let err = place.words(words).bad(2);
    assert!(
        err.contains("`q.onnx` holds a quantised network")
            && err.contains("expected no `--dtype`, got `bf16`"),
        "{err}"
    );
    let err = place.words("pack q.onnx -o q.packed").bad(1);
    assert!(err.contains("it holds a quantised network"), "{err}");
    assert!(!place.path("q.packed").exists());
    let err = place
        .words("quantize q.onnx --data bars.npz -o twice.safetensors")
        .bad(1);
    assert!(
        err.contains("`q.onnx` as a weight file: it holds a quantised network")
            && err.contains("help: give the weights in f32"),
        "{err}"
    );

    // Weights alone are integers and scales, too.
    let write = |words: &str, file: &str| {
        let done = place.words(&format!("export {words} -o {file}"));
        assert_eq!(done.status, Some(0), "{}", done.err);
        place.get(file)
    };
    let file = write("bars.yaml --weights q.safetensors", "copy.safetensors");
    assert!(file == place.get("q.safetensors"), "the same file");
    let done = place.words("import q.onnx -o imported");
    assert_eq!(done.status, Some(0), "{}", done.err);
    assert!(
        write("q.onnx", "weights.safetensors") == place.get("imported/Bars.safetensors"),
        "the file of the import"
    );
    for words in [
        "q.onnx -o q.npz",
        "q.onnx --names keras -o keras.safetensors",
        "bars.yaml --weights q.safetensors -o q.npz",
    ] {
        let err = place.words(&format!("export {words}")).bad(1);
        assert!(
            err.contains("expected weights in f32, got integers of 8 bits")
                && err.contains("help: `-o W.safetensors` without `--names` writes integers"),
            "{words}: {err}"
        );
    }

    // A weight of -128 is none of ours, and coarsens its channel.
    let mut model = ModelProto::decode(&*place.get("q.onnx")).expect("a model");
    let tensors = &mut model.graph.as_mut().expect("a graph").initializer;
    let int8 = DataType::Int8 as i32;
    let kernel = tensors
        .iter_mut()
        .find(|tensor| tensor.data_type() == int8 && tensor.dims.len() == 4);
    let values = kernel.and_then(|kernel| kernel.raw_data.as_mut());
    values.expect("the kernel's integers")[0] = 0x80;
    place.put("edited.onnx", model.encode_to_vec());
    for words in [
        "run edited.onnx --input bars.npz --array images",
        "export edited.onnx -o coarse.onnx",
    ] {
        let done = place.words(words);
        assert_eq!(done.status, Some(0), "{}", done.err);
        let warned = "warning: weights or biases of 1 output channels of `conv`";
        assert!(done.err.contains(warned), "{words}: {}", done.err);
    }
}

#[test]
fn options_choose_method_layers_and_images() {
    let place = trained();
    folders(&place, "photos", &["a", "b"], 5);
    place.put("photos/b/text.png", "no image");
    let run = |words: &str| {
        let done = place.words(&format!(
            "{WORDS} --data photos -o q.safetensors --json {words}"
        ));
        assert_eq!(done.status, Some(0), "{}", done.err);
        (object(&done.out), done.err)
    };
    // The convolution alone is left, and quantised although it reads the input.
    let (report, _) = run("--method percentile --keep-f32 classes --images 4");
    let kept = serde_json::json!([{ "layer": "classes", "why": "asked" }]);
    assert_eq!(report["kept"], kept);
    assert_eq!(
        (&report["method"], report["images"].as_u64()),
        (&"percentile".into(), Some(4))
    );
    assert_eq!(report["left_out"], 1);
    let classes = report["layers"]
        .as_array()
        .expect("layers")
        .last()
        .expect("one")
        .clone();
    assert_eq!(
        (&classes["layers"][0], &classes["weights"]["quantized"]),
        (&"classes".into(), &false.into())
    );
    let (report, err) = run("--images 1");
    assert_eq!(report["images"], 1);
    assert!(err.contains("calibrated on one image"), "{err}");
    assert!(
        report["warnings"]
            .to_string()
            .contains("calibrated on one image")
    );
}

#[test]
fn mistakes_are_told() {
    let place = trained();
    let data = "--data bars.npz -o q.safetensors";
    for (words, status, expected) in [
        (
            format!("{WORDS} {data} --method mean"),
            2,
            "expected `auto`, `minmax`, `percentile`, `entropy` or `mse`",
        ),
        (
            format!("{WORDS} {data} --keep-f32 clases"),
            1,
            "did you mean `classes`?",
        ),
        (
            format!("{WORDS} {data} --html r.txt"),
            2,
            "`r.txt` does not end in .html",
        ),
        (
            format!("{WORDS} --data bars.npz -o no/q.safetensors"),
            1,
            "there is no folder `no`",
        ),
        (
            format!("{WORDS} --data nothing -o q.safetensors"),
            1,
            "`nothing`",
        ),
        (
            format!("quantize bars.yaml {data}"),
            2,
            "`bars.yaml` has no weights",
        ),
        (format!("{WORDS} --data bars.npz"), 2, "--output"),
    ] {
        let err = place.words(&words).bad(status);
        assert!(err.contains(expected), "{words}: {err}");
    }
    assert!(!place.path("q.safetensors").exists());
}
