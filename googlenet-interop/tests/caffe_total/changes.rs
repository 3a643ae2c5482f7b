//! Changes of files.

use proptest::prelude::*;

/// Returns a file with changes at places in it: bytes inserted, removed, duplicated or replaced, one byte altered, or
/// the rest of the file cut off.
pub(crate) fn mutated(mut file: Vec<u8>, changes: &[(usize, u8, Vec<u8>)]) -> Vec<u8> {
    for (at, what, bytes) in changes {
        let at = at % (file.len() + 1);
        let end = (at + 1 + bytes.len() * 3).min(file.len());
        match what % 6 {
            0 => drop(file.splice(at..at, bytes.iter().copied())),
            1 => drop(file.drain(at..end)),
            2 => {
                let part = file[at..end].to_vec();
                drop(file.splice(at..at, part));
            }
            3 => file.truncate(at),
            4 if at < file.len() => file[at] ^= bytes.first().copied().unwrap_or(1) | 1,
            _ => drop(file.splice(at..end, bytes.iter().copied())),
        }
    }
    file
}

/// Generates words and signs that have a meaning in a prototxt.
pub(crate) fn token() -> impl Strategy<Value = Vec<u8>> {
    let words = [
        "{",
        "}",
        "<",
        ">",
        "[",
        "]",
        ":",
        "\"",
        "'",
        "\\",
        "#",
        "-",
        "0",
        "1",
        "7",
        "1000000",
        "99999999999999999999",
        "1e99",
        "nan",
        "0x",
        "true",
        "layer {",
        "layers {",
        "type:",
        "name: \"a\"",
        "top: \"data\"",
        "bottom: \"ip\"",
        "bottom: \"data\"",
        "top: \"sum\"",
        "group: 2",
        "stride: 3",
        "pad: 5",
        "dim: 3",
        "dim: -1",
        "pool: MAX",
        "global_pooling: true",
        "kernel_size: 2",
        "TRAIN",
        "TEST",
        "include { phase: TEST }",
        "\"Concat\"",
        "\"Eltwise\"",
        "\"Scale\"",
        "\"Flatten\"",
        "\"Softmax\"",
        "\"Split\"",
        "\"ReLU\"",
        "axis: 2",
        "transpose: true",
        "name: \"m1/1x1\"",
        "name: \"join\"",
        "\"Slice\"",
        "\"Reshape\"",
        "\"Power\"",
        "\"Axpy\"",
        "slice_point: 1",
        "dim: 0",
        "power: 3",
        "beta: 2",
        "ceil_mode: false",
        "net_param {",
        "odd: 1",
        "é",
        "\u{1b}",
    ];
    prop::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec())
}

/// Generates bytes that have a meaning in a weight file.
pub(crate) fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces: Vec<Vec<u8>> = vec![
        vec![0xa2, 0x06],
        vec![0x12],
        vec![0x0a],
        vec![0x3a],
        vec![0x2a],
        vec![0x42],
        vec![0x62, 4],
        vec![0x50, 1],
        vec![0xff; 9],
        vec![0xff, 0xff, 0xff, 0xff, 0x0f],
        vec![0x80; 11],
        vec![0],
        vec![1],
        vec![0x7f],
        vec![0x2d],
    ];
    prop_oneof![
        prop::sample::select(pieces),
        prop::collection::vec(any::<u8>(), 0..6),
    ]
}

pub(crate) fn changes<S: Strategy<Value = Vec<u8>>>(
    piece: S,
) -> impl Strategy<Value = Vec<(usize, u8, Vec<u8>)>> {
    prop::collection::vec((any::<usize>(), any::<u8>(), piece), 1..4)
}
