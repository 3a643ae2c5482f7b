//! Safetensors files of other programs.

use super::held::{LIMIT, most};
use super::{bytes, expected, fixture, open};
use googlenet_interop::{ModelFile, WeightFormat, open_weights};

#[test]
fn all_types_are_read_to_the_bit() {
    assert_eq!(expected::all_agree("safetensors"), 1);
}

fn indexed(text: &str) -> Result<Vec<String>, String> {
    let file = ModelFile {
        name: "index.json",
        bytes: text.as_bytes(),
    };
    let folder = fixture("safetensors");
    let opened = open_weights(&file, Some(&folder)).map_err(|error| error.to_string())?;
    assert_eq!(opened.format(), WeightFormat::Safetensors);
    let values = |name: &str| opened.values(name).map_or(0, |values| values.len());
    let mut lines: Vec<String> = opened
        .tensors()
        .map(|(name, dims, element)| format!("{name} {dims:?} {element} {}", values(name)))
        .collect();
    lines.extend(opened.warnings().iter().cloned());
    Ok(lines)
}

#[test]
fn an_index_is_read_with_its_files() {
    let text = String::from_utf8(bytes("safetensors/model.safetensors.index.json")).expect("UTF-8");
    assert_eq!(
        indexed(&text).expect("read"),
        [
            "a [3, 4] float32 12",
            "b [3, 4] float32 12",
            "c [4] float16 4"
        ]
    );
    let error = open("index.json", text.as_bytes()).expect_err("no folder");
    assert!(error.contains("beside which these lie"), "{error}");
    let one = |tensor: &str, file: &str| {
        indexed(&format!("{{\"weight_map\": {{\"{tensor}\": \"{file}\"}}}}"))
    };
    let first = "model-00001-of-00002.safetensors";
    assert_eq!(
        one("a", first).expect("read")[1],
        format!("passed over 1 tensors of `{first}` that the index does not name")
    );
    for (tensor, file, words) in [
        (
            "a",
            "../safetensors/types.safetensors",
            "lies beside the index",
        ),
        ("a", "/etc/a.safetensors", "lies beside the index"),
        ("a", "C:a.safetensors", "lies beside the index"),
        (
            "a",
            "none.safetensors",
            "its file `none.safetensors`: there is no such file",
        ),
        ("z", first, "it has no tensor \"z\""),
    ] {
        let error = one(tensor, file).expect_err(file);
        assert!(error.contains(words), "{error}");
    }
    let error =
        indexed("{\"weight_map\": {\"a\": 3, \"b\": \"x.safetensors\"}}").expect_err("a number");
    assert!(error.contains("is 3, expected a name"), "{error}");
}

fn file(header: &str, data: usize) -> Vec<u8> {
    [
        &(header.len() as u64).to_le_bytes()[..],
        header.as_bytes(),
        &vec![0; data],
    ]
    .concat()
}

fn one(ty: &str, shape: &str, offsets: [u64; 2]) -> String {
    format!("{{\"a\": {{\"dtype\": \"{ty}\", \"shape\": {shape}, \"data_offsets\": {offsets:?}}}}}")
}

#[test]
fn broken_files_are_refused() {
    let good = one("F32", "[2]", [0, 8]);
    assert!(open("good", &file(&good, 8)).is_ok());
    let entry = |name: &str, offsets: [u64; 2]| {
        format!("\"{name}\": {{\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": {offsets:?}}}")
    };
    let two = |a: [u64; 2], b: [u64; 2]| format!("{{{}, {}}}", entry("a", a), entry("b", b));
    let with_length = |length: u64| [&length.to_le_bytes()[..], good.as_bytes(), &[0; 8]].concat();
    let deep = format!("{{\"a\": {}", "[".repeat(100_000));
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (with_length(0), "expected"),
        (
            with_length(1 << 20),
            "it is cut off: its header is said to have 1048576 bytes",
        ),
        (with_length(99_999_999), "it is cut off"),
        (with_length(u64::MAX), "expected"),
        (with_length(20), "its header is damaged"),
        (file("{\"a\"", 0), "its header is damaged"),
        (file(&deep, 0), "its header is damaged"),
        (file("{\"a\": 3}", 0), "its header is damaged"),
        (file("{\"a\": {}}", 0), "its header is damaged"),
        (file(&one("F33", "[2]", [0, 8]), 8), "its header is damaged"),
        (file(&one("f32", "[2]", [0, 8]), 8), "its header is damaged"),
        (
            file(&one("F32", "[-2]", [0, 8]), 8),
            "its header is damaged",
        ),
        (
            file(&one("F32", "[2.5]", [0, 8]), 8),
            "its header is damaged",
        ),
        (file(&one("F32", "[3]", [0, 8]), 8), "its header is damaged"),
        (file(&one("F32", "[1]", [0, 8]), 8), "its header is damaged"),
        (
            file(&one("F32", "[4294967296, 4294967296]", [0, 8]), 8),
            "its header is damaged",
        ),
        (file(&one("F32", "[2]", [8, 0]), 8), "its header is damaged"),
        (
            file(&one("F32", "[2]", [8, 16]), 16),
            "its header is damaged",
        ),
        (
            file(&one("F32", "[2]", [0, u64::MAX]), 8),
            "its header is damaged",
        ),
        (
            file(&good, 7),
            "it is cut off: its tensors are 8 bytes, the file has 7",
        ),
        (file(&good, 0), "it is cut off"),
        (file(&good, 9), "its tensors are 8 bytes, the file has 9"),
        (file(&two([0, 8], [0, 8]), 8), "its header is damaged"),
        (file(&two([0, 8], [4, 12]), 12), "its header is damaged"),
        (file(&two([0, 8], [16, 24]), 24), "its header is damaged"),
        (
            file(
                &format!("{{{}, {}}}", entry("a", [0, 8]), entry("a", [8, 16])),
                16,
            ),
            "its header is damaged",
        ),
        (
            file(
                &format!("{{{}{}}}", entry("a", [0, 8]), " ".repeat(6 << 20)),
                8,
            ),
            "too many for a file of",
        ),
        (file("{\"__metadata__\": [1]}", 0), "its header is damaged"),
        (file(&format!("{good}\0"), 8), "its header is damaged"),
    ];
    assert!(cases.len() >= 25);
    for (at, (bytes, words)) in cases.iter().enumerate() {
        let (opened, used) = most(|| open("w.safetensors", bytes).map(drop));
        assert!(used <= LIMIT, "{at}: {used}");
        let message = opened.expect_err("broken");
        assert!(message.contains(words), "{at}: {message}");
    }
}
