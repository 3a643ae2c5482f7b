//! Tests that names in files send no commands to the terminal.

use crate::common::{Workspace, array, values};

/// Sets the title of a terminal.
const COMMAND: &str = "\u{1b}]0;owned\u{7}";

fn safetensors(names: &[&str]) -> Vec<u8> {
    let tensors = names.iter().enumerate().map(|(at, name)| {
        let places = [4 * at, 4 * at + 4];
        let tensor = serde_json::json!({"dtype": "F32", "shape": [1], "data_offsets": places});
        ((*name).to_owned(), tensor)
    });
    let tensors: serde_json::Map<_, _> = tensors.collect();
    let head = serde_json::Value::Object(tensors).to_string();
    let mut bytes = (head.len() as u64).to_le_bytes().to_vec();
    bytes.extend(head.as_bytes());
    bytes.extend(names.iter().flat_map(|_| 1f32.to_le_bytes()));
    bytes
}

fn no_command(text: &str, what: &str) {
    // Diagnostics have pictures of control characters.
    assert!(text.contains(['\u{fffd}', '␛']), "{what}: {text:?}");
    let control = |letter: char| letter.is_control() && letter != '\n';
    assert!(!text.contains(control), "{what}: {text:?}");
}

#[test]
fn names_of_tensors_are_shown_without_commands() {
    let place = Workspace::new();
    place.put("x.npy", array(&values(24), "(4, 3, 2)"));
    let strange = format!("conv{COMMAND}");
    let own = ["conv.kernel", "conv.bias", "classes.kernel", "classes.bias"];
    place.put("w.safetensors", safetensors(&[&strange]));
    let run = "run tiny.yaml --weights w.safetensors --input x.npy";
    let run: Vec<&str> = run.split(' ').collect();
    no_command(
        &place.run(&run).bad(1),
        "run with weights of another program",
    );
    place.put(
        "w.safetensors",
        safetensors(&[&own[..], &[&strange]].concat()),
    );
    no_command(&place.run(&run).bad(1), "run");
    for format in ["text", "markdown"] {
        let list = format!("weights list tiny.yaml --weights w.safetensors --format {format}");
        let list: Vec<&str> = list.split(' ').collect();
        no_command(&place.run(&list).out, format);
    }
}

#[test]
fn names_of_files_are_shown_without_commands() {
    let place = Workspace::new();
    let name = format!("net{COMMAND}.yaml");
    place.put(&name, "format: 2\n");
    no_command(&place.run(&["check", &name]).bad(1), "a description");
    let name = format!("none{COMMAND}.npy");
    let run = ["run", "tiny.yaml", "--seed", "1", "--input", &name];
    no_command(&place.run(&run).bad(1), "an array");
}
