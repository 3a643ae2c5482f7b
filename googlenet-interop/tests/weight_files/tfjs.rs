//! Models of TensorFlow.js, of every type of weights, and such whose shards are not what the list says.

use crate::held::{LIMIT, Numbers, cases, changed, most};
use crate::kit::{Expected, assert_bits, assert_holds, fixture, folder, opened, opened_in, values};
use googlenet_interop::{Element, WeightFormat};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const WEIGHTS: [Expected; 8] = [
    ("conv/kernel", &[3, 3, 3, 4], 0, false),
    ("conv/bias", &[4], 1, false),
    ("fc/kernel", &[4, 5], 6, false),
    ("fc/bias", &[5], 7, false),
    ("norm/gamma", &[4], 2, false),
    ("norm/beta", &[4], 3, false),
    ("norm/moving_mean", &[4], 4, false),
    ("norm/moving_variance", &[4], 5, true),
];

#[test]
fn floats_in_several_shards() {
    for (name, element) in [
        ("tfjs_float32", Element::F32),
        ("tfjs_float16", Element::F16),
    ] {
        let bytes = fixture(&format!("{name}/model.json"));
        let folder = folder().join(name);
        let file = opened_in(&bytes, Some(&folder)).expect("read");
        assert_eq!(file.format(), WeightFormat::TfJs);
        assert_holds(&file, element, &WEIGHTS);
    }
}

#[test]
fn quantised_weights() {
    let known: Value = serde_json::from_slice(&fixture("tfjs.json")).expect("JSON");
    for name in ["tfjs_float32", "tfjs_float16", "tfjs_uint8", "tfjs_uint16"] {
        let bytes = fixture(&format!("{name}/model.json"));
        let folder = folder().join(name);
        let file = opened_in(&bytes, Some(&folder)).expect("read");
        assert_eq!(file.tensors().count(), WEIGHTS.len());
        for (weight, ..) in WEIGHTS {
            let bits = known[name][weight].as_array().expect("bits").iter();
            let value = |bits: &Value| f32::from_bits(bits.as_u64().expect("bits") as u32);
            assert_bits(&file, weight, &bits.map(value).collect::<Vec<_>>());
        }
    }
}

/// A copy of a model, of which parts are changed.
struct Model {
    folder: TempDir,
    json: Value,
}

impl Model {
    fn new(name: &str) -> Model {
        let to = tempfile::tempdir().expect("a folder");
        for file in fs::read_dir(folder().join(name)).expect("the model") {
            let file = file.expect("a file");
            fs::copy(file.path(), to.path().join(file.file_name())).expect("copied");
        }
        let json = serde_json::from_slice(&fixture(&format!("{name}/model.json")));
        Model {
            folder: to,
            json: json.expect("JSON"),
        }
    }

    fn group(&mut self) -> &mut Value {
        &mut self.json["weightsManifest"][0]
    }

    fn weight(&mut self, at: usize) -> &mut Value {
        &mut self.group()["weights"][at]
    }

    fn open(&self) -> Result<usize, String> {
        let bytes = self.json.to_string().into_bytes();
        let file = opened_in(&bytes, Some(self.folder.path()))?;
        Ok(file.tensors().count())
    }
}

type Change = fn(&mut Model);

const BROKEN: [(&str, &str, Change, &str); 25] = [
    (
        "a shard is missing",
        "tfjs_float32",
        |m| {
            fs::remove_file(m.folder.path().join("group1-shard2of4.bin")).expect("there");
        },
        "its weights are in \"group1-shard2of4.bin\": ",
    ),
    (
        "a shard is short",
        "tfjs_float32",
        |m| {
            fs::write(m.folder.path().join("group1-shard4of4.bin"), [0; 11]).expect("written");
        },
        "its weights are in \"group1-shard1of4.bin\" to \"group1-shard4of4.bin\", of 611 bytes; expected 612",
    ),
    (
        "a shard is long",
        "tfjs_float32",
        |m| {
            fs::write(m.folder.path().join("group1-shard4of4.bin"), [0; 13]).expect("written");
        },
        "of 613 bytes; expected 612",
    ),
    (
        "a shard is empty",
        "tfjs_uint8",
        |m| {
            fs::write(m.folder.path().join("group1-shard1of1.bin"), []).expect("written");
        },
        "its weights are in \"group1-shard1of1.bin\", of 0 bytes; expected 153",
    ),
    (
        "a shard is a folder",
        "tfjs_uint8",
        |m| {
            fs::remove_file(m.folder.path().join("group1-shard1of1.bin")).expect("there");
            fs::create_dir(m.folder.path().join("group1-shard1of1.bin")).expect("made");
        },
        ", which is no file",
    ),
    (
        "a path leads up",
        "tfjs_uint8",
        |m| {
            m.group()["paths"] = json!(["../group1-shard1of1.bin"]);
        },
        "its weights are in \"../group1-shard1of1.bin\", which is not inside the model's folder",
    ),
    (
        "a path leads up from below",
        "tfjs_uint8",
        |m| {
            m.group()["paths"] = json!(["a/../../b.bin"]);
        },
        ", which is not inside the model's folder",
    ),
    (
        "a path is absolute",
        "tfjs_uint8",
        |m| {
            m.group()["paths"] = json!(["/etc/passwd"]);
        },
        "its weights are in \"/etc/passwd\", which is not inside the model's folder",
    ),
    (
        "a path of another system",
        "tfjs_uint8",
        |m| {
            m.group()["paths"] = json!(["C:\\weights.bin"]);
        },
        ", which is not inside the model's folder",
    ),
    (
        "an address",
        "tfjs_uint8",
        |m| {
            m.group()["paths"] = json!(["https://example.com/weights.bin"]);
        },
        ", which is not inside the model's folder",
    ),
    (
        "a path is no text",
        "tfjs_uint8",
        |m| m.group()["paths"] = json!([7]),
        "has `paths` that are no texts",
    ),
    (
        "no paths",
        "tfjs_uint8",
        |m| m.group()["paths"] = json!([]),
        "its weights are in no file, of 0 bytes; expected 153",
    ),
    (
        "a group without paths",
        "tfjs_uint8",
        |m| m.group()["paths"] = Value::Null,
        "a group without a list of `paths`",
    ),
    (
        "a group without weights",
        "tfjs_uint8",
        |m| m.group()["weights"] = json!("x"),
        "a group without a list of `weights`",
    ),
    (
        "a list that is none",
        "tfjs_uint8",
        |m| m.json["weightsManifest"] = json!({}),
        "its `weightsManifest` is no list",
    ),
    (
        "sizes are larger",
        "tfjs_uint8",
        |m| m.weight(0)["shape"] = json!([3, 3, 3, 5]),
        "of 153 bytes; expected 180",
    ),
    (
        "sizes beyond all numbers",
        "tfjs_uint8",
        |m| {
            m.weight(0)["shape"] = json!([1u64 << 40, 1u64 << 40]);
        },
        "the weight `conv/kernel`: its sizes [1099511627776,1099511627776] are out of range",
    ),
    (
        "sizes of a great sum",
        "tfjs_float32",
        |m| {
            for at in 0..8 {
                m.weight(at)["shape"] = json!([1u64 << 60]);
            }
        },
        "the sizes of its weights are out of range",
    ),
    (
        "negative sizes",
        "tfjs_uint8",
        |m| m.weight(0)["shape"] = json!([-1]),
        "its sizes [-1] are out of range",
    ),
    (
        "no sizes",
        "tfjs_uint8",
        |m| m.weight(0)["shape"] = Value::Null,
        "its sizes null are out of range",
    ),
    (
        "no name",
        "tfjs_uint8",
        |m| m.weight(0)["name"] = json!(3),
        "has a weight without a `name`",
    ),
    (
        "an unknown type",
        "tfjs_float32",
        |m| {
            m.weight(0)["dtype"] = json!("string");
        },
        "the weight `conv/kernel`: its type \"string\" cannot be read; expected float32",
    ),
    (
        "an unknown quantisation",
        "tfjs_uint8",
        |m| {
            m.weight(0)["quantization"]["dtype"] = json!("uint4");
        },
        "the weight `conv/kernel`: it is quantised as \"uint4\"; expected float16, uint8, uint16",
    ),
    (
        "no scale",
        "tfjs_uint8",
        |m| {
            m.weight(0)["quantization"]["scale"] = json!("1");
        },
        "the weight `conv/kernel`: its `quantization` has no number `scale`",
    ),
    (
        "a graph model",
        "tfjs_uint8",
        |m| {
            m.json["format"] = json!("graph-model");
        },
        "it is a graph model of TensorFlow.js: TensorFlow's operations, without layers; expected a layers model",
    ),
];

#[test]
fn broken_models_are_errors_that_name_the_part() {
    for (what, base, change, expected) in BROKEN {
        let mut model = Model::new(base);
        change(&mut model);
        let (got, used) = most(|| model.open());
        let error = got.expect_err(what);
        assert!(error.contains(expected), "{what}: {error}");
        assert!(used <= LIMIT, "{what}: {used} bytes");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    let mut model = Model::new("tfjs_uint8");
    let outside = tempfile::NamedTempFile::new().expect("a file");
    fs::write(outside.path(), [0; 153]).expect("written");
    std::os::unix::fs::symlink(outside.path(), model.folder.path().join("link.bin"))
        .expect("linked");
    model.group()["paths"] = json!(["link.bin"]);
    let error = model.open().expect_err("a link");
    let expected = "its weights are in \"link.bin\", a link that leads out of the model's folder";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn a_model_without_a_folder_is_refused() {
    let error = opened(&fixture("tfjs_uint8/model.json")).map(|file| file.tensors().count());
    let error = error.expect_err("no folder");
    assert!(
        error.contains("and no folder of the model is known"),
        "{error}"
    );
}

/// Weights alone, and with integers among them, which are no weights.
#[test]
fn weights_without_an_architecture() {
    let mut model = Model::new("tfjs_float32");
    model.json["modelTopology"] = Value::Null;
    model.weight(1)["dtype"] = json!("int32");
    let bytes = model.json.to_string().into_bytes();
    let file = opened_in(&bytes, Some(model.folder.path())).expect("read");
    assert_eq!(file.tensors().count(), 7);
    assert_eq!(
        file.warnings(),
        ["`conv/bias` (int32) is no weight, and is passed over"]
    );
    assert_bits(&file, "fc/kernel", &values(6, &[4, 5], false));
}

#[test]
fn an_architecture_without_weights() {
    let mut model = Model::new("tfjs_float32");
    model
        .json
        .as_object_mut()
        .expect("an object")
        .remove("weightsManifest");
    let error = model.open().expect_err("no weights");
    assert!(
        error.contains("it holds the architecture of a model, and no weights"),
        "{error}"
    );
}

#[test]
fn changed_models_end() {
    let folder = folder().join("tfjs_uint8");
    let bytes = fixture("tfjs_uint8/model.json");
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let good = (0..cases()).filter(|_| sound(&changed(&bytes, &mut numbers), &folder));
    let good = good.count();
    assert!((10..cases()).contains(&good), "{good}");
}

fn sound(bytes: &[u8], folder: &Path) -> bool {
    let (result, used) = most(|| opened_in(bytes, Some(folder)).is_ok());
    assert!(used <= LIMIT, "{used} bytes");
    result
}
