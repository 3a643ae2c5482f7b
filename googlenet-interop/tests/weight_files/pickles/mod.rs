//! Pickles that are broken, or ask for what no weights need.

mod archives;
mod broken;
mod calls;
mod knots;
mod outside;

use super::archive::{File, stored, written};
use super::held::{LIMIT, most};
use super::{bytes, open};

/// Four floats.
const DATA: [u8; 16] = [0; 16];

/// Returns an archive of PyTorch with this pickle and one storage.
fn zipped(pickle: &[u8]) -> Vec<u8> {
    stored(&[
        ("a/data.pkl", pickle),
        ("a/data/0", &DATA),
        ("a/version", b"3\n"),
    ])
}

/// Returns a file as before PyTorch 1.6 with this pickle, and the storages `rest` behind it.
fn old(pickle: &[u8], rest: &[u8]) -> Vec<u8> {
    let begin = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.\x80\x02}.";
    [begin, pickle, rest].concat()
}

/// The list of one storage, and its length and values.
fn storages(len: u64) -> Vec<u8> {
    [
        &b"\x80\x02]X\x01\x00\x00\x000a."[..],
        &len.to_le_bytes(),
        &DATA,
    ]
    .concat()
}

fn text(text: &str) -> Vec<u8> {
    [
        &b"X"[..],
        &(text.len() as u32).to_le_bytes(),
        text.as_bytes(),
    ]
    .concat()
}

/// The opcodes that make the storage `key` of this type and length.
fn storage(ty: &str, key: &str, len: &str) -> Vec<u8> {
    let global = format!("ctorch\n{ty}\n");
    [
        &b"("[..],
        &text("storage"),
        global.as_bytes(),
        &text(key),
        &text("cpu"),
        format!("I{len}\n").as_bytes(),
        b"tQ",
    ]
    .concat()
}

/// The opcodes that make a tensor of a storage, with texts of integers.
fn tensor_of(storage: &[u8], offset: &str, sizes: &[&str], strides: &[&str]) -> Vec<u8> {
    let tuple = |items: &[&str]| {
        let items: String = items.iter().map(|item| format!("I{item}\n")).collect();
        [b"(", items.as_bytes(), b"t"].concat()
    };
    let begin = b"ctorch._utils\n_rebuild_tensor_v2\n(";
    let offset = format!("I{offset}\n");
    let end = b"\x89ccollections\nOrderedDict\n)RtR";
    [
        &begin[..],
        storage,
        offset.as_bytes(),
        &tuple(sizes),
        &tuple(strides),
        end,
    ]
    .concat()
}

fn tensor(offset: &str, sizes: &[&str], strides: &[&str]) -> Vec<u8> {
    tensor_of(&storage("FloatStorage", "0", "4"), offset, sizes, strides)
}

fn good() -> Vec<u8> {
    tensor("0", &["2", "2"], &["2", "1"])
}

/// The pickle of a dictionary with the entry `a`.
fn dict(value: &[u8]) -> Vec<u8> {
    [&b"\x80\x02}"[..], &text("a"), value, b"s."].concat()
}

/// The pickle of a dictionary with a tensor and, behind it, what these opcodes make.
fn beside(opcodes: &[u8]) -> Vec<u8> {
    [
        &b"\x80\x02}("[..],
        &text("a"),
        &good(),
        &text("b"),
        opcodes,
        b"u.",
    ]
    .concat()
}

fn refused(file: &[u8]) -> String {
    let (opened, used) = most(|| open("w.pt", file).map(drop));
    assert!(used <= LIMIT, "{used} bytes for {}", file.len());
    let message = opened.expect_err("broken");
    assert!(!message.contains('\n'), "{message}");
    message
}

#[test]
fn the_pickles_of_these_tests_are_in_order() {
    for file in [
        zipped(&dict(&good())),
        old(&dict(&good()), &storages(4)),
        zipped(&beside(b"N")),
    ] {
        let opened = open("w.pt", &file).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(opened.values("a"), Some(vec![0.0; 4]));
    }
}
