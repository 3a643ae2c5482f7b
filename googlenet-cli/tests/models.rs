//! Tests of models of other programs in place of descriptions, and of `--input-size`.

use crate::common::{Finished, Workspace, array, values};
use googlenet_interop::caffe::proto::{BlobProto, BlobShape, LayerParameter, NetParameter};
use prost::Message;
use serde_json::Value;

/// A network that takes images of any size.
const ANY: &str = "\
format: 1
name: Any
input: {height: 8, width: 8, channels: 3}
preprocess: {mean: 100, scale: 1}
labels: names.txt

layers:
  conv:    {conv: 5, kernel: 3, activation: relu}
  mean:    global_avg_pool
  classes: {dense: 3, activation: softmax}
";

const NET: &str = r#"name: "tiny net"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 4 dim: 4 } } }
layer { name: "conv" type: "Convolution" bottom: "data" top: "conv" convolution_param { num_output: 2 kernel_size: 3 } }
layer { name: "fc" type: "InnerProduct" bottom: "conv" top: "fc" inner_product_param { num_output: 2 } }
layer { name: "prob" type: "Softmax" bottom: "fc" top: "prob" }
"#;

fn caffemodel() -> Vec<u8> {
    let blob = |dim: &[i64]| BlobProto {
        shape: Some(BlobShape { dim: dim.to_vec() }),
        data: (0..dim.iter().product::<i64>())
            .map(|at| (at as f32).sin())
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

/// Returns a folder with `any.yaml`, its weights, and the same as `any.model`, an ONNX file; and with files of Caffe.
fn place() -> Workspace {
    let place = Workspace::new();
    place.put("any.yaml", ANY);
    place.put("names.txt", "ash\nbeech\nelm\n");
    place.put("x.npy", array(&values(192), "(1, 8, 8, 3)"));
    place.put("y.npy", array(&values(48), "(1, 4, 4, 3)"));
    place.put("net.txt", NET);
    place.put("weights.bin", caffemodel());
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 8, 8);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    let pixels: Vec<u8> = (0..192u8).map(|at| at.wrapping_mul(7)).collect();
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    place.put("x.png", bytes);
    run(&place, "export any.yaml --seed 3 -o any.onnx").good();
    written(&place, "export any.yaml --seed 3 -o any.safetensors");
    std::fs::rename(place.path("any.onnx"), place.path("any.model")).expect("another name");
    place
}

fn run(place: &Workspace, words: &str) -> Finished {
    place.run(&words.split_whitespace().collect::<Vec<_>>())
}

/// Runs a command that tells something on standard error, too.
#[track_caller]
fn written(place: &Workspace, words: &str) {
    let ended = run(place, words);
    assert_eq!(ended.status, Some(0), "{}", ended.err);
}

#[test]
fn commands_take_a_model_with_its_weights() {
    let place = place();
    // Each command of the description and its weights says the same of the model.
    for words in [
        "run NET --input x.npy --json",
        "run NET --input x.npy --format npy",
        "run NET --input x.npy --tap conv --format npz",
        "classify NET x.png --json --quiet",
        "features NET x.png --quiet",
        "pack NET -o -",
        "export NET --format safetensors",
    ] {
        let model = words.replace("NET", "any.model");
        let described = words.replace("NET", "any.yaml --weights any.safetensors");
        let output = |words: &str| {
            let words: Vec<&str> = words.split_whitespace().collect();
            let ended = place.command(&words).output().expect("the binary starts");
            let err = String::from_utf8_lossy(&ended.stderr).into_owned();
            assert!(ended.status.success(), "{words:?}: {err}");
            ended.stdout
        };
        let (ours, theirs) = (output(&model), output(&described));
        let strip = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let lines = text.lines().filter(|line| !line.contains("\"ms\""));
            lines.collect::<Vec<_>>().join("\n")
        };
        match words.ends_with("--json") {
            true => assert_eq!(strip(&ours), strip(&theirs), "{words}"),
            false => assert!(ours == theirs && !ours.is_empty(), "{words}"),
        }
    }
    let classes = run(&place, "classify any.model x.png --json --quiet").good();
    assert!(classes.contains("\"label\":\"beech\""), "{classes}");
    let measured = |words: &str| {
        let report: Value = serde_json::from_str(&run(&place, words).good()).expect("JSON");
        report["checksum"].clone()
    };
    let own = measured("bench any.model --seconds 0.01 --json");
    let same = measured("bench any.yaml --weights any.safetensors --seconds 0.01 --json");
    let seeded = measured("bench any.model --seed 42 --seconds 0.01 --json");
    assert_eq!(own, same);
    assert_ne!(own, seeded);
    run(&place, "profile any.model --runs 1").good();
}

#[test]
fn commands_that_look_take_a_model() {
    let place = place();
    let summary = |file: &str| run(&place, &format!("summary {file} --format csv")).good();
    assert_eq!(summary("any.model"), summary("any.yaml"));
    let out = run(&place, "check any.model tiny.yaml net.txt").good();
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("any.model: ok, 3 layers, "), "{out}");
    assert!(lines[2].starts_with("net.txt: ok, "), "{out}");
    let out = run(&place, "compare any.model tiny.yaml net.txt --format csv").good();
    assert_eq!(out.lines().count(), 4, "{out}");
    let out = run(&place, "diff any.yaml any.model --json").good();
    let report: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        report["changes"].as_array().map(Vec::len).unwrap_or(0),
        0,
        "{out}"
    );
    assert!(
        run(&place, "plot any.model --format svg")
            .good()
            .contains("classes")
    );
    assert!(
        run(&place, "plot any.model --format html")
            .good()
            .contains("conv:    {conv: 5, kernel: 3, activation: relu}")
    );
    let list = |file: &str| run(&place, &format!("weights list {file} --format csv")).good();
    assert_eq!(list("any.model"), list("any.yaml"));
    run(&place, "weights list any.model --weights any.safetensors").good();
    assert!(
        run(&place, "expand any.model")
            .good()
            .contains("struct Any")
    );
}

#[test]
fn weights_of_the_command_line_come_first() {
    let place = place();
    let result = |words: &str| {
        run(&place, &format!("run {words} --input x.npy -o r.npy")).good();
        place.get("r.npy")
    };
    let own = result("any.model");
    let seeded = result("any.model --seed 9");
    assert_ne!(own, seeded);
    assert_eq!(seeded, result("any.yaml --seed 9"));
    written(&place, "export any.yaml --seed 9 -o nine.safetensors");
    assert_eq!(seeded, result("any.model --weights nine.safetensors"));
    run(&place, "pack any.model --seed 9 -o nine.packed").good();
    assert_eq!(seeded, result("any.model --packed nine.packed"));
    run(&place, "pack any.model -o own.packed").good();
    let said = run(&place, "pack any.model --check own.packed").good();
    assert!(said.contains(" of `any.model`"), "{said}");
    let err = run(&place, "pack any.model --check nine.packed").bad(1);
    assert!(
        err.contains("other packed weights than those of `any.model`"),
        "{err}"
    );
}

#[test]
fn caffe_has_two_files() {
    let place = place();
    let out = run(&place, "import weights.bin net.txt -o out --color bgr").good();
    assert!(out.starts_with("TinyNet from Caffe: "), "{out}");
    let result = |words: &str| {
        run(&place, &format!("run {words} --input y.npy -o r.npy")).good();
        place.get("r.npy")
    };
    let described = result("out/TinyNet.yaml --weights out/TinyNet.safetensors");
    assert_eq!(result("net.txt --weights weights.bin"), described);
    assert_eq!(
        result("net.txt --weights out/TinyNet.safetensors"),
        described
    );
    assert_ne!(result("net.txt --seed 5"), described);
    for command in [
        "run net.txt --input y.npy",
        "classify net.txt x.png",
        "pack net.txt -o w.packed",
    ] {
        let err = run(&place, command).bad(2);
        assert!(
            err.contains("`net.txt` has no weights; help: give `--weights FILE`")
                && err.contains("caffemodel"),
            "{command}: {err}"
        );
    }
    let err = run(&place, "run any.yaml --input x.npy").bad(2);
    assert!(err.contains("`any.yaml` has no weights; help: give `--weights FILE`, `--packed FILE` or `--seed N`\n"), "{err}");
    // What looks, or makes its own weights, needs none.
    run(&place, "summary net.txt").good();
    run(&place, "bench net.txt --seconds 0.01").good();
    run(&place, "bench net.txt --weights weights.bin --seconds 0.01").good();
    let out = run(&place, "weights list net.txt --weights weights.bin").good();
    assert!(out.contains("conv.kernel"), "{out}");
    run(&place, "export net.txt --weights weights.bin -o net.onnx").good();
}

#[test]
fn models_that_cannot_be_opened_are_told() {
    let place = place();
    let bytes = place.get("any.model");
    place.put("cut.model", &bytes[..bytes.len() / 2]);
    place.put("wrong.txt", NET.replace("Softmax", "Softmox"));
    let err = run(&place, "summary cut.model").bad(1);
    assert!(
        err.starts_with("error: `cut.model`: the file is cut off: byte "),
        "{err}"
    );
    let err = run(&place, "compare any.model cut.model wrong.txt").bad(1);
    assert!(
        err.contains("`cut.model`: ") && err.contains("--> wrong.txt:5:28"),
        "{err}"
    );
    let ended = run(&place, "check any.model wrong.txt cut.model --json");
    let lines: Vec<Value> = ended
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!((ended.status, &*ended.err, lines.len()), (Some(1), "", 3));
    assert_eq!(lines[0]["ok"], true);
    assert_eq!(lines[1]["diagnostics"][0]["line"], 5);
    assert!(
        lines[2]["diagnostics"][0]["message"]
            .as_str()
            .is_some_and(|text| text.contains("cut off"))
    );
    // Standard input is a description.
    let words = ["summary", "-"];
    let mut command = place.command(&words);
    let model = std::fs::File::open(place.path("any.model")).expect("a file");
    let ended = Finished::of(command.stdin(model).output().expect("the binary starts"));
    assert!(ended.bad(1).contains("GN0012"), "standard input");
}

#[test]
fn another_size_of_the_input_is_one_option() {
    let place = place();
    for file in ["any.yaml", "any.model"] {
        let summary = run(
            &place,
            &format!("summary {file} --input-size 16x24 --format csv"),
        )
        .good();
        assert!(summary.contains("14x22x5"), "{file}: {summary}");
        let square = run(
            &place,
            &format!("summary {file} --input-size 16 --format csv"),
        )
        .good();
        assert!(square.contains("14x14x5"), "{file}: {square}");
        run(&place, &format!("check {file} --input-size 16x24")).good();
        run(
            &place,
            &format!("plot {file} --input-size 16x24 --format svg"),
        )
        .good();
        run(
            &place,
            &format!("bench {file} --input-size 16x24 --seconds 0.01"),
        )
        .good();
        let out = run(
            &place,
            &format!("compare {file} any.yaml --input-size 16x24 --json"),
        )
        .good();
        let both: Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(both[0]["macs"], both[1]["macs"], "{out}");
        place.put("wide.npy", array(&values(16 * 24 * 3), "(1, 16, 24, 3)"));
        run(
            &place,
            &format!("run {file} --seed 1 --input-size 16x24 --input wide.npy"),
        )
        .good();
        run(
            &place,
            &format!("classify {file} --seed 1 --input-size 16x24 x.png --quiet"),
        )
        .good();
    }
    run(&place, "import any.model -o out --input-size 16x24").good();
    let text = String::from_utf8(place.get("out/Any.yaml")).expect("text");
    assert!(
        text.contains("input: {height: 16, width: 24, channels: 3}"),
        "{text}"
    );
    for wrong in ["0x4", "4x", "x", "axb", "4x4x4", "-4", "4.5", "2000000"] {
        let words = format!("summary any.yaml --input-size={wrong}");
        let err = run(&place, &words).bad(2);
        assert!(err.contains("expected HEIGHTxWIDTH"), "{wrong}: {err}");
    }
}

#[test]
fn what_cannot_follow_another_size_is_told_with_its_line() {
    let place = place();
    let ended = run(&place, "summary tiny.yaml --input-size 8x6");
    assert_eq!(ended.status, Some(0));
    assert!(
        ended
            .err
            .contains("warning[GN0214]: `classes` has other weights with an input of 8x6")
            && ended.err.contains("--> tiny.yaml:8:13"),
        "{}",
        ended.err
    );
    for command in ["check tiny.yaml", "run tiny.yaml --seed 1 --input x.npy"] {
        let err = run(&place, &format!("{command} --input-size 8x6")).bad(1);
        assert!(
            err.contains("error[GN0214]") && err.contains("--> tiny.yaml:8:13"),
            "{err}"
        );
    }
    let err = run(&place, "import net.txt weights.bin -o out --input-size 5").bad(1);
    assert!(
        err.contains("`weights.bin`: ")
            && err.contains("weights of \"fc\"")
            && err.contains("\nhelp: the input is 5x5, as `--input-size` says"),
        "{err}"
    );
    assert!(!place.path("out").exists());
}

#[test]
fn an_import_prints_what_came_in() {
    let place = place();
    let out = run(&place, "import any.model -o out").good();
    let expected = "\
Any from ONNX: 3 layers, 158 parameters, 4,875 MACs
  input 8x8x3, output classes 3
  4 tensors, 3 class names
  written to out/Any.yaml, out/Any.safetensors, out/labels.txt
";
    assert_eq!(out, expected);
    assert_eq!(place.get("out/labels.txt"), b"ash\nbeech\nelm\n");
    let out = run(
        &place,
        "classify out/Any.yaml --weights out/Any.safetensors x.png --json --quiet",
    )
    .good();
    assert_eq!(
        out,
        run(&place, "classify any.model x.png --json --quiet").good()
    );
    let out = run(
        &place,
        "import any.model -o out --json --force --name Other",
    )
    .good();
    let report: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["format"], "onnx");
    assert_eq!(report["network"], "Other");
    assert_eq!(
        (&report["layers"], &report["params"]),
        (&3.into(), &158.into())
    );
    assert_eq!(report["labels"], "out/labels.txt");
    assert_eq!(report["tables"], Value::Array(Vec::new()));
    assert_eq!(report["warnings"], Value::Array(Vec::new()));
    // Own labels come first, and nothing is lost.
    place.put("other.txt", "a\nb\nc\n");
    run(&place, "import any.model -o other --labels other.txt").good();
    assert!(place.path("other/other.txt").exists() && !place.path("other/labels.txt").exists());
    place.put("out/labels.txt", "x\ny\nz\n");
    let err = run(&place, "import any.model -o out --name Third").bad(1);
    assert!(
        err.contains("`out/labels.txt` is there already, with other labels"),
        "{err}"
    );
}
