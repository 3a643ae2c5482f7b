//! Tests that the reader of NumPy arrays is total: for any input it terminates, does not panic and keeps within its
//! limit of memory.

use googlenet_dsl::shape::Shape;
use googlenet_interop::npy;
use googlenet_tests::counted::Counted;
use googlenet_tests::mutated;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

#[global_allocator]
static ALLOCATOR: Counted = Counted;

const SHAPE: Shape = Shape::Map {
    height: 3,
    width: 2,
    channels: 2,
};

fn attempt(bytes: &[u8]) -> Result<Vec<f32>, String> {
    let (result, most) = Counted::most_during(|| npy::parse(bytes, bytes.len() as u64, SHAPE));
    let decoded = result.as_ref().map_or(0, |values| 4 * values.len());
    assert!(most <= 2 * decoded + (64 << 20), "{most} bytes");
    result
}

/// Returns a `.npy` file of version 1.0 with this header, followed by `data` zero bytes as values.
fn file(header: &str, data: usize) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.resize(bytes.len() + data, 0);
    bytes
}

fn header(ty: &str, order: &str, shape: &str) -> String {
    format!("{{'descr': {ty}, 'fortran_order': {order}, 'shape': {shape}, }}\n")
}

/// Returns files that must be refused. Each has a name, its bytes, and a text that the error message must contain.
fn broken() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let good = file(&header("'<f4'", "False", "(1, 3, 2, 2)"), 48);
    let shaped = |shape: &str, data| file(&header("'<f4'", "False", shape), data);
    let typed = |ty: &str, data| file(&header(ty, "False", "(1, 3, 2, 2)"), data);
    let version = |major: u8, minor: u8| {
        let mut bytes = good.clone();
        bytes[6..8].copy_from_slice(&[major, minor]);
        bytes
    };
    let mut long = good.clone();
    long[8..10].copy_from_slice(&u16::MAX.to_le_bytes());
    let mut longer = version(2, 0);
    longer[8..12].copy_from_slice(&u32::MAX.to_le_bytes());
    let nested = format!("{}1{}", "(".repeat(1000), ")".repeat(1000));
    vec![
        ("empty", Vec::new(), "it is empty"),
        (
            "no array",
            b"PK\x03\x04 an archive".to_vec(),
            "expected a NumPy array",
        ),
        ("magic alone", good[..6].to_vec(), "cut off"),
        ("half a header", good[..40].to_vec(), "cut off"),
        ("no values", good[..good.len() - 48].to_vec(), "cut off"),
        ("a byte less", good[..good.len() - 1].to_vec(), "cut off"),
        (
            "a byte more",
            [&good[..], &[0]].concat(),
            "take 48 bytes, the file holds 49",
        ),
        ("version 4", version(4, 0), "version 4.0"),
        ("version 1.7", version(1, 7), "version 1.7"),
        ("a header of 64 KiB", long, "expected at most 4096"),
        ("a header of 4 GiB", longer, "expected at most 4096"),
        ("no dictionary", file("array\n", 48), ""),
        (
            "no shape",
            file("{'descr': '<f4', 'fortran_order': False, }\n", 48),
            "",
        ),
        (
            "another shape",
            shaped("(1, 2, 3, 2)", 48),
            "expected an array of (N, 3, 2, 2)",
        ),
        ("no images", shaped("(0, 3, 2, 2)", 0), "holds no image"),
        (
            "2^60 images",
            shaped("(1152921504606846976, 3, 2, 2)", 48),
            "",
        ),
        (
            "2^40 images",
            shaped("(1099511627776, 3, 2, 2)", 48),
            "the file holds 48",
        ),
        (
            "sizes beyond 2^64",
            shaped("(99999999999999999999, 3, 2, 2)", 48),
            "",
        ),
        ("a negative size", shaped("(-1, 3, 2, 2)", 48), ""),
        ("nested 1,000 deep", shaped(&nested, 48), "nests more than"),
        ("objects", typed("'|O'", 96), "astype(\"float32\")"),
        (
            "records",
            typed("[('a', '<f4'), ('b', '<f4')]", 96),
            "an array of records",
        ),
        (
            "an escape in a string",
            typed("'<f4\\x00'", 48),
            "unusual characters",
        ),
        ("a call", typed("__import__('os')", 48), ""),
    ]
}

/// Tests the files of [`broken`] and 20,000 mutated files. This is a single test because the counters of the allocator
/// are those of the whole process.
#[test]
fn no_file_breaks_the_reader() {
    let broken = broken();
    assert!(broken.len() >= 20);
    for (name, bytes, expected) in &broken {
        let said = attempt(bytes).expect_err(name);
        assert!(said.contains(expected), "{name}: {said}");
    }
    let good = npy::write(&[0.5; 24], SHAPE).expect("an array");
    assert_eq!(attempt(&good), Ok(vec![0.5; 24]));
    let words = [
        "'",
        "\"",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "True",
        "False",
        "'<f8'",
        "'>f4'",
        "9999999999",
        "-1",
        "1e9",
        "\\",
        "\n",
        "\0",
        "\u{ff}",
        "0",
        "(3, 2, 2)",
    ];
    let word = prop_oneof![
        2 => proptest::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..6),
    ];
    let at = prop_oneof![3 => 0..128_usize, 1 => any::<usize>()];
    let changes = proptest::collection::vec((at, any::<u8>(), word), 1..5);
    let mut runner = TestRunner::new(Config {
        cases: 20_000,
        failure_persistence: None,
        ..Config::default()
    });
    let mutations = runner.run(&changes, |changes| {
        let _ = attempt(&mutated(good.clone(), &changes));
        Ok(())
    });
    mutations.expect("mutations");
}
