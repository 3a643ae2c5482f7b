//! Archives of NumPy arrays.

use super::archive::{File, stored, written};
use super::held::{LIMIT, most};
use super::{bytes, expected, open};
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;

#[test]
fn archives_of_numpy_are_read_to_the_bit() {
    assert_eq!(expected::all_agree("npz"), 4);
}

fn refused(bytes: &[u8]) -> String {
    let (opened, used) = most(|| open("w.npz", bytes).map(drop));
    assert!(used <= LIMIT, "{used} bytes for {}", bytes.len());
    opened.expect_err("broken")
}

#[test]
fn pickles_in_arrays_are_not_read() {
    assert_eq!(
        refused(&bytes("npz/objects.npz")),
        "`w.npz`: the array `weights` holds Python objects, which only Python can load; expected arrays of floats; help: \
         save each as an array of its own: `numpy.savez(\"weights.npz\", **arrays)`"
    );
}

/// Returns an array: version 1.0, and a header padded to 64 bytes.
fn array(header: &str, values: &[u8]) -> Vec<u8> {
    let length = (10 + header.len() + 1).next_multiple_of(64) - 10;
    let mut bytes = b"\x93NUMPY\x01\0".to_vec();
    bytes.extend((length as u16).to_le_bytes());
    bytes.extend(header.bytes());
    bytes.resize(9 + length, b' ');
    bytes.push(b'\n');
    bytes.extend(values);
    bytes
}

fn header(descr: &str, shape: &str) -> String {
    format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}")
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(content).expect("memory");
    packed.finish().expect("memory")
}

#[test]
fn broken_archives_are_refused() {
    let four = [0_u8; 16];
    let of = |array: Vec<u8>| stored(&[("a.npy", &array)]);
    let good = array(&header("<f4", "(4,)"), &four);
    assert!(open("good", &of(good.clone())).is_ok());
    let whole = of(good.clone());
    let zeros = deflated(&vec![0; 1 << 20]);
    let packed = deflated(&good);
    let entry = |packed, method, size| File {
        packed,
        method,
        size,
        ..File::stored("a.npy", &[])
    };
    let deep = format!("{{'descr': {}'<f4'", "(".repeat(3000));
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (
            whole[..whole.len() - 1].to_vec(),
            "it has no directory at its end",
        ),
        (whole[..40].to_vec(), "it has no directory at its end"),
        (
            of(good[..good.len() - 1].to_vec()),
            "of the shape (4,) are 16 bytes, got 15",
        ),
        (
            of([&good[..], &[0]].concat()),
            "of the shape (4,) are 16 bytes, got 17",
        ),
        (of(good[..30].to_vec()), "it is cut off"),
        (of(Vec::new()), "it is cut off"),
        (of(b"no array".to_vec()), "no NumPy array"),
        (of(array("{}", &four)), "its header has no `descr`"),
        (of(array("[1, 2]", &four)), "its header is no dictionary"),
        (of(array("", &four)), "no NumPy array"),
        (of(array(&header("<f4", "(-4,)"), &four)), "no NumPy array"),
        (of(array(&header("<f4", "(4.0,)"), &four)), "no NumPy array"),
        (
            of(array(&header("<f4", "4"), &four)),
            "its `shape` is no tuple",
        ),
        (
            of(array(&header("<f4", "(4294967296, 4294967296, 4)"), &four)),
            "beyond 2^64",
        ),
        (
            of(array(&header("<f4", "(4611686018427387904,)"), &four)),
            "are too many bytes, got 16",
        ),
        (
            of(array(&header("<f4", "(1099511627776,)"), &four)),
            "are 4398046511104 bytes, got 16",
        ),
        (
            of(array(
                &header("<f4", &format!("({})", "1, ".repeat(70))),
                &[0; 4],
            )),
            "70 axes, expected at most 64",
        ),
        (of(array(&deep, &four)), "no NumPy array"),
        (
            of([b"\x93NUMPY\x02\0", &u32::MAX.to_le_bytes()[..], b"{}"].concat()),
            "expected at most 4096",
        ),
        (of([b"\x93NUMPY\x09\0", &four[..]].concat()), "version 9.0"),
        (
            stored(&[("a.npy", &good), ("a.npy", &good)]),
            "the archive has it twice",
        ),
        (written(&[entry(&good, 12, 16)]), "it is packed with"),
        (
            written(&[File {
                flags: 1,
                ..File::stored("a.npy", &good)
            }]),
            "it is encrypted",
        ),
        (
            written(&[File {
                checksum: 7,
                ..File::stored("a.npy", &good)
            }]),
            "its checksum is another one",
        ),
        (
            written(&[File {
                size: 7,
                ..File::stored("a.npy", &good)
            }]),
            "the archive says that it has 7 bytes",
        ),
        (
            written(&[entry(&packed, 8, u32::MAX - 1)]),
            "cannot become the 4294967294",
        ),
        (
            written(&[entry(&packed, 8, 100)]),
            "it has more than the 100 bytes",
        ),
        (
            written(&[entry(&packed, 8, good.len() as u32 + 1)]),
            "it is damaged",
        ),
        (
            written(&[entry(&packed[..9], 8, good.len() as u32)]),
            "it is damaged",
        ),
        (written(&[entry(&[0xff; 40], 8, 100)]), "it is damaged"),
        (written(&[entry(&zeros, 8, 1 << 20)]), "no NumPy array"),
    ];
    assert!(cases.len() >= 25);
    for (at, (bytes, words)) in cases.iter().enumerate() {
        let message = refused(bytes);
        assert!(message.contains(words), "{at}: {message}");
    }
}

/// Entries that all are the same bytes of the archive are decoded no oftener than the archive could hold them.
#[test]
fn shared_data_is_no_bomb() {
    let packed = deflated(&vec![0; 8 << 20]);
    let names: Vec<String> = (0..40).map(|at| format!("{at}.npy")).collect();
    let file = |name| File {
        packed: &packed,
        method: 8,
        size: 8 << 20,
        ..File::stored(name, &[])
    };
    let one = written(&[file("0.npy")]);
    // The directory is that of forty files, each at the place of the first.
    let many: Vec<File<'_>> = names.iter().map(|name| file(name)).collect();
    let all = written(&many);
    let directory = all
        .windows(4)
        .position(|part| part == b"PK\x01\x02")
        .expect("a directory");
    let local = one
        .windows(4)
        .position(|part| part == b"PK\x01\x02")
        .expect("a directory");
    let mut bomb = one[..local].to_vec();
    let mut entries = all[directory..].to_vec();
    let mut at = 0;
    while entries[at..].starts_with(b"PK\x01\x02") {
        entries[at + 42..at + 46].fill(0);
        at += 46 + usize::from(entries[at + 28]);
    }
    entries[at + 16..at + 20].copy_from_slice(&(local as u32).to_le_bytes());
    bomb.extend(entries);
    let message = refused(&bomb);
    assert!(
        message.contains("no NumPy array") || message.contains("cannot become"),
        "{message}"
    );
}
