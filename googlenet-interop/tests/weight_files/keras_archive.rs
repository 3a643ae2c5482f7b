//! Archives of Keras that are broken.

use crate::held::{LIMIT, all_sound, cases, most};
use crate::kit::{fixture, opened};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;

/// An entry of an archive: its name, its content, and what the directory says of it.
struct Entry {
    name: &'static str,
    content: Vec<u8>,
    is_deflated: bool,
    /// Stated instead of the size.
    size: Option<u32>,
    sum: Option<u32>,
    method: Option<u16>,
    flags: u16,
}

fn entry(name: &'static str, content: impl Into<Vec<u8>>) -> Entry {
    Entry {
        name,
        content: content.into(),
        is_deflated: false,
        size: None,
        sum: None,
        method: None,
        flags: 0,
    }
}

/// Writes an archive, whose directory may lie.
fn archive(entries: &[Entry]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let mut sum = flate2::Crc::new();
        sum.update(&entry.content);
        let packed = match entry.is_deflated {
            true => {
                let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
                encoder.write_all(&entry.content).expect("memory");
                encoder.finish().expect("memory")
            }
            false => entry.content.clone(),
        };
        let size = entry.size.unwrap_or(entry.content.len() as u32);
        let method = entry
            .method
            .unwrap_or(if entry.is_deflated { 8 } else { 0 });
        let mut fields = Vec::new();
        fields.extend_from_slice(&20u16.to_le_bytes());
        fields.extend_from_slice(&entry.flags.to_le_bytes());
        fields.extend_from_slice(&method.to_le_bytes());
        fields.extend_from_slice(&[0, 0, 0x21, 0]);
        fields.extend_from_slice(&entry.sum.unwrap_or(sum.sum()).to_le_bytes());
        fields.extend_from_slice(&(packed.len() as u32).to_le_bytes());
        fields.extend_from_slice(&size.to_le_bytes());
        fields.extend_from_slice(&(entry.name.len() as u16).to_le_bytes());
        fields.extend_from_slice(&[0, 0]);
        directory.extend_from_slice(b"PK\x01\x02\x14\0");
        directory.extend_from_slice(&fields);
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        directory.extend_from_slice(entry.name.as_bytes());
        bytes.extend_from_slice(b"PK\x03\x04");
        bytes.extend_from_slice(&fields);
        bytes.extend_from_slice(entry.name.as_bytes());
        bytes.extend_from_slice(&packed);
    }
    let (at, count) = (bytes.len() as u32, entries.len() as u16);
    bytes.extend_from_slice(&directory);
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(&count.to_le_bytes());
    bytes.extend_from_slice(&(directory.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&at.to_le_bytes());
    bytes.extend_from_slice(&[0, 0]);
    bytes
}

const CONFIG: &str = r#"{"class_name": "Sequential", "config": {"layers": []}}"#;

fn weights() -> Vec<u8> {
    fixture("keras3.weights.h5")
}

fn whole() -> [Entry; 3] {
    [
        entry("metadata.json", r#"{"keras_version": "3.15.1"}"#),
        entry("config.json", CONFIG),
        entry("model.weights.h5", weights()),
    ]
}

fn with(change: impl FnOnce(&mut [Entry; 3])) -> Vec<u8> {
    let mut entries = whole();
    change(&mut entries);
    archive(&entries)
}

/// Returns an archive in which bytes behind an occurrence of some others are changed.
fn patched(text: &[u8], which: usize, behind: usize, with: &[u8]) -> Vec<u8> {
    let mut bytes = archive(&whole());
    let windows = bytes.windows(text.len()).enumerate();
    let mut found = windows.filter(|(_, part)| *part == text);
    let at = found.nth(which).expect("it is there").0 + behind;
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes
}

#[test]
fn broken_archives_are_errors_that_name_the_part() {
    assert_eq!(
        opened(&archive(&whole())).expect("whole").tensors().count(),
        8
    );
    let deflated = with(|entries| entries[2].is_deflated = true);
    assert_eq!(opened(&deflated).expect("whole").tensors().count(), 8);
    let whole = fixture("keras3.keras");
    let cases: [(&str, Vec<u8>, &str); 25] = [
        (
            "cut off",
            whole[..whole.len() / 2].to_vec(),
            "it has no directory at its end",
        ),
        (
            "no end",
            whole[..whole.len() - 8].to_vec(),
            "it is cut off, or damaged",
        ),
        (
            "no architecture",
            archive(&self::whole()[2..]),
            "it has no `config.json`; expected a model",
        ),
        (
            "no weights",
            archive(&self::whole()[..2]),
            "it has no `model.weights.h5`; help: ",
        ),
        (
            "weights as arrays",
            with(|entries| entries[2] = entry("model.weights.npz", "x")),
            "its weights are in `model.weights.npz`, a pickle, which is not read; expected `model.weights.h5`",
        ),
        (
            "empty weights",
            with(|entries| entries[2].content.clear()),
            "`model.weights.h5` in it: it is cut off",
        ),
        (
            "weights of another kind",
            with(|entries| entries[2].content = b"GGUF and more".to_vec()),
            "`model.weights.h5` in it: it is cut off, or damaged",
        ),
        (
            "weights cut off",
            with(|entries| entries[2].content.truncate(9000)),
            "`model.weights.h5` in it: it is cut off: it says that it has 23392 bytes, and has 9000",
        ),
        (
            "a checksum",
            with(|entries| entries[2].sum = Some(7)),
            "`model.weights.h5` in it: it is damaged: its checksum",
        ),
        (
            "a size",
            with(|entries| entries[2].size = Some(7)),
            "`model.weights.h5` in it: it is damaged: the archive says",
        ),
        (
            "a large size",
            with(|entries| entries[2].size = Some(u32::MAX - 1)),
            "`model.weights.h5` in it has 4294967294 bytes, more than the ",
        ),
        (
            "another method",
            with(|entries| entries[2].method = Some(14)),
            "expected stored or deflated",
        ),
        (
            "encrypted",
            with(|entries| entries[2].flags = 1),
            "`model.weights.h5` in it: it is encrypted",
        ),
        (
            "a bomb of weights",
            with(|entries| {
                entries[2].content = vec![0; 1 << 20];
                entries[2].size = Some(24 << 20);
                entries[2].is_deflated = true;
            }),
            "`model.weights.h5` in it has 25165824 bytes, more than the ",
        ),
        (
            "a bomb of an architecture",
            with(|entries| {
                entries[1].content = vec![b' '; 1 << 20];
                entries[1].size = Some(17 << 20);
                entries[1].is_deflated = true;
            }),
            "`config.json` in it has 17825792 bytes, more than the 16777216",
        ),
        (
            "an architecture that is no text",
            with(|entries| entries[1].content = b"{\"class_name\": \"\xff\"}".to_vec()),
            "`config.json` in it: it is damaged: byte 16 is no text in UTF-8",
        ),
        (
            "only the directory",
            whole[whole.len() - 250..].to_vec(),
            "is of no kind that is known",
        ),
        (
            "weights behind the end",
            patched(b"PK\x01\x02", 2, 42, &[0xff; 4]),
            "it is",
        ),
        (
            "a header that is none",
            patched(b"PK\x03\x04", 2, 0, b"X"),
            "`model.weights.h5` in it: it is damaged",
        ),
        (
            "a directory behind the end",
            patched(b"PK\x05\x06", 0, 16, &[0xf0, 0xff, 0xff, 0xff]),
            "it is",
        ),
        (
            "more than is stated",
            with(|entries| {
                entries[2].is_deflated = true;
                entries[2].size = Some(100);
            }),
            "`model.weights.h5` in it: it is damaged: it has more than the 100 bytes",
        ),
        (
            "less than is stated",
            with(|entries| {
                entries[2].is_deflated = true;
                entries[2].size = Some(100_000);
            }),
            "`model.weights.h5` in it: it is damaged: the archive says that it has 100000 bytes",
        ),
        (
            "an encrypted architecture",
            with(|entries| entries[1].flags = 1),
            "`config.json` in it: it is encrypted",
        ),
        (
            "a checksum of the architecture",
            with(|entries| entries[1].sum = Some(1)),
            "`config.json` in it: it is damaged: its checksum",
        ),
        (
            "deflated bytes",
            with(|entries| entries[2].method = Some(8)),
            "`model.weights.h5` in it: it is damaged",
        ),
    ];
    for (what, bytes, expected) in cases {
        let (got, used) = most(|| opened(&bytes).map(|file| file.tensors().count()));
        let error = got.expect_err(what);
        assert!(error.contains(expected), "{what}: {error}");
        assert!(used <= LIMIT, "{what}: {used} bytes");
    }
}

#[test]
fn changed_archives_end() {
    let opened = all_sound(
        &["keras3.keras", "keras3_deflated.keras"],
        0x9e37_79b9_7f4a_7c15,
    );
    assert!((10..cases()).contains(&opened), "{opened}");
}
