//! Tests of `googlenet weights list`.

use crate::common::{HEADS, Workspace};
use serde_json::{Map, Value, json};

/// Returns a workspace with a network that has a head of training, and a file of its weights, both named `heads`.
fn heads() -> Workspace {
    let place = Workspace::new();
    place.put("heads.yaml", HEADS);
    place
        .run(&[
            "export",
            "heads.yaml",
            "--seed",
            "1",
            "-o",
            "heads.safetensors",
        ])
        .good();
    place
}

fn list(place: &Workspace, words: &str) -> Value {
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = [
        &["weights", "list", "heads.yaml", "--format", "json"],
        &words[..],
    ]
    .concat();
    serde_json::from_str(&place.run(&words).good()).expect("JSON")
}

/// The header of a weight file, and the values behind it.
fn parts(file: &[u8]) -> (Map<String, Value>, &[u8]) {
    let length = u64::from_le_bytes(file[..8].try_into().expect("eight bytes")) as usize;
    let header = serde_json::from_slice(&file[8..8 + length]).expect("JSON");
    (header, &file[8 + length..])
}

/// Writes the file `changed.safetensors`, in which `change` has renamed tensors (`None` leaves one out) or given them
/// another shape of the same size.
fn change(place: &Workspace, change: impl Fn(&str, &mut Value) -> Option<String>) {
    let file = place.get("heads.safetensors");
    let (tensors, values) = parts(&file);
    let (mut header, mut data) = (Map::new(), Vec::new());
    for (name, mut tensor) in tensors {
        let at = |end: usize| tensor["data_offsets"][end].as_u64().expect("an offset") as usize;
        let bytes = &values[at(0)..at(1)];
        let Some(name) = change(&name, &mut tensor["shape"]) else {
            continue;
        };
        tensor["data_offsets"] = json!([data.len(), data.len() + bytes.len()]);
        data.extend_from_slice(bytes);
        header.insert(name, tensor);
    }
    let header = serde_json::to_vec(&header).expect("JSON");
    let length = (header.len() as u64).to_le_bytes();
    place.put(
        "changed.safetensors",
        [&length, &header[..], &data].concat(),
    );
}

#[test]
fn the_list_is_what_a_file_holds() {
    let place = heads();
    let file = place.get("heads.safetensors");
    let (header, _) = parts(&file);
    let data = list(&place, "--training");
    let tensors = data["tensors"].as_array().expect("tensors");
    assert_eq!(tensors.len(), header.len());
    for tensor in tensors {
        let stored = &header[tensor["name"].as_str().expect("a name")];
        assert_eq!(
            (&tensor["shape"], &tensor["dtype"]),
            (&stored["shape"], &stored["dtype"])
        );
        let axes = tensor["axes"].as_array().map(Vec::len);
        assert_eq!(axes, tensor["shape"].as_array().map(Vec::len), "{tensor}");
        let head = tensor["name"]
            .as_str()
            .is_some_and(|name| name.starts_with("aux."));
        assert_eq!(
            tensor["head"],
            if head { json!("aux") } else { Value::Null }
        );
        assert_eq!(tensor["status"], Value::Null);
    }
    assert_eq!(
        (&data["values"], &data["trainable_values"]),
        (&json!(161), &json!(151))
    );
    let of_inference = list(&place, "");
    assert_eq!(of_inference["values"], 143);
    let names = of_inference["tensors"].to_string();
    assert!(
        names.contains("conv.batch_norm.moving_mean") && !names.contains("aux."),
        "{names}"
    );
}

#[test]
fn there_is_a_format_for_each_reader() {
    let place = heads();
    let out = |format: &str| {
        place
            .run(&["weights", "list", "heads.yaml", "--format", format])
            .good()
    };
    let text = place.run(&["weights", "list", "heads.yaml"]).good();
    assert_eq!(out("text"), text);
    let line = "conv.kernel                      3x3x2x5  height x width x in x out      90  yes        conv           5";
    assert!(text.lines().any(|shown| shown == line), "{text}");
    assert!(text.ends_with(
        "\nHeads: 7 tensors of 32-bit floats (F32), 143 values, 133 of them trainable, 572 B\n"
    ));
    assert!(
        out("markdown").contains(
            "| conv.kernel | 3x3x2x5 | height x width x in x out | 90 | yes | conv | 5 |\n"
        )
    );
    assert!(
        out("csv").contains("\nconv.kernel,3x3x2x5,height width in out,F32,90,true,conv,conv,5,\n")
    );
    let yaml: Value = serde_yaml::from_str(&out("yaml")).expect("YAML");
    assert_eq!(yaml, list(&place, ""));
    let words = ["weights", "list", "heads.yaml", "-o", "list.txt"];
    assert_eq!(place.run(&words).good(), "");
    assert_eq!(place.get("list.txt"), text.into_bytes());
}

#[test]
fn a_file_is_compared_tensor_by_tensor() {
    let place = heads();
    let compared = |status: i32| {
        let words = "weights list heads.yaml --weights changed.safetensors";
        let words: Vec<&str> = words.split_whitespace().collect();
        let ended = place.run(&words);
        assert_eq!(ended.status, Some(status), "{}", ended.err);
        ended
    };
    let shown = |out: &str, name: &str| {
        let line = out
            .lines()
            .find(|line| line.starts_with(&format!("{name} ")));
        line.unwrap_or_else(|| panic!("{name} in {out}")).to_owned()
    };
    change(&place, |name, _| Some(name.to_owned()));
    let out = compared(0).out;
    assert!(
        out.ends_with("\nin the file: 9 ok\n") && shown(&out, "aux.classes.bias").ends_with(" ok")
    );
    change(&place, |name, _| {
        (!name.starts_with("aux.")).then(|| name.to_owned())
    });
    let out = compared(0).out;
    assert!(
        shown(&out, "aux.classes.bias").ends_with(" left out"),
        "{out}"
    );
    assert!(out.ends_with("\nin the file: 7 ok, 2 left out\n"), "{out}");
    change(&place, |name, shape| match name {
        "conv.kernel" => {
            *shape = json!([5, 2, 3, 3]);
            Some(name.to_owned())
        }
        "classes.bias" => Some("classes.bia".to_owned()),
        name => (!name.starts_with("aux.")).then(|| name.to_owned()),
    });
    let ended = compared(1);
    assert_eq!(
        ended.err,
        "error: the weights of `changed.safetensors` do not fit the network\n"
    );
    let out = ended.out;
    let kernel = " shape: [5, 2, 3, 3] (`transpose(2, 3, 1, 0)` would fit)";
    assert!(shown(&out, "conv.kernel").ends_with(kernel), "{out}");
    assert!(shown(&out, "classes.bias").ends_with(" missing"), "{out}");
    assert!(shown(&out, "classes.kernel").ends_with(" ok"), "{out}");
    assert!(
        shown(&out, "aux.classes.kernel").ends_with(" left out"),
        "{out}"
    );
    assert!(
        shown(&out, "classes.bia").ends_with(" unknown: is it `classes.bias`?"),
        "{out}"
    );
    let last = "\nin the file: 5 ok, 2 left out, 1 missing, 1 shape, 1 unknown\n";
    assert!(out.ends_with(last), "{out}");
    place.put("changed.safetensors", "no weights");
    let ended = compared(1);
    assert_eq!(ended.out, "");
    assert!(ended.err.contains("changed.safetensors"), "{}", ended.err);
}
