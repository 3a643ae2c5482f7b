//! Tests that the reader of weight files is total: for any input it terminates, does not panic and keeps within its
//! limit of memory, and a file that does not fit leaves the network's weights unchanged.

use googlenet_runtime::dynamic::Model;
use googlenet_runtime::{Error, Layer, Network};
use googlenet_tests::counted::Counted;
use googlenet_tests::{cases, mutated, root};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::path::{Path, PathBuf};

#[global_allocator]
static ALLOCATOR: Counted = Counted;

struct Place {
    _folder: tempfile::TempDir,
    file: PathBuf,
    model: Model,
    /// Size of the network's weights in bytes.
    decoded: usize,
}

fn values(model: &Model) -> Vec<f32> {
    let weights = model.layers().into_iter().flat_map(Layer::weights);
    weights
        .flat_map(|weight| weight.values().to_vec())
        .collect()
}

impl Place {
    fn new() -> Place {
        let folder = tempfile::tempdir().expect("a folder");
        let model = Model::from_file(root().join("specs/labels_small.yaml")).expect("a network");
        let model = model.seeded(3);
        Place {
            file: folder.path().join("w.safetensors"),
            _folder: folder,
            decoded: 4 * values(&model).len(),
            model,
        }
    }

    /// Loads the weights of an existing file, and asserts that memory stays within the limit and that the weights are
    /// unchanged if an error is returned.
    fn load(&mut self, path: &Path) -> Result<(), Error> {
        self.load_with(|model| model.load_weights(path))
    }

    fn load_with(
        &mut self,
        load: impl FnOnce(&mut Model) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let before = values(&self.model);
        let (result, most) = Counted::most_during(|| load(&mut self.model));
        assert!(most <= 2 * self.decoded + (64 << 20), "{most} bytes");
        if let Err(error) = &result {
            // Bits are compared because NaN is not equal to itself.
            let bits = |values: Vec<f32>| values.into_iter().map(f32::to_bits).collect::<Vec<_>>();
            assert_eq!(
                bits(before),
                bits(values(&self.model)),
                "changed, but: {error}"
            );
        }
        result
    }

    fn attempt(&mut self, bytes: &[u8]) -> Result<(), String> {
        std::fs::write(&self.file, bytes).expect("written");
        let file = self.file.clone();
        let result = self.load(&file).map_err(|error| error.to_string());
        // Bytes in memory and from a reader are judged as those of a file are.
        let in_memory = self.load_with(|model| model.load_weights_bytes(bytes));
        let in_memory = in_memory.map_err(|error| error.to_string());
        let name = format!("`{}`", file.display());
        // Which of several invalid tensors is named depends on the order of a hash map.
        let kind = |text: &str| text.split(" for tensor ").next().map(str::to_owned);
        let same = result
            .clone()
            .map_err(|error| kind(&of_bytes(&error, &name)));
        assert_eq!(in_memory.map_err(|error| kind(&error)), same);
        let read = self.load_with(|model| model.load_weights_reader(bytes));
        assert_eq!(read.is_ok(), result.is_ok(), "{read:?}");
        result
    }
}

/// Returns an error of the file `name` as one of bytes in memory.
fn of_bytes(error: &str, name: &str) -> String {
    let error = error.replace(&format!("{name} is "), "the bytes are ");
    error.replace(name, "the bytes")
}

/// Returns a safetensors file with this header, followed by `data` zero bytes.
fn file(header: &str, data: usize) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.resize(bytes.len() + data, 0);
    bytes
}

fn tensor(name: &str, ty: &str, shape: &str, offsets: [u64; 2]) -> String {
    let [start, end] = offsets;
    format!(r#""{name}":{{"dtype":"{ty}","shape":{shape},"data_offsets":[{start},{end}]}}"#)
}

/// Returns files that must be refused. Each has a name, its bytes, and a text that the error message must contain.
fn broken(good: &[u8]) -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let one = |ty: &str, shape: &str, offsets| {
        format!("{{{}}}", tensor("classes.bias", ty, shape, offsets))
    };
    let two = |a, b| {
        let (a, b) = (tensor("a", "F32", "[1]", a), tensor("b", "F32", "[1]", b));
        format!("{{{a},{b}}}")
    };
    let with_length = |length: u64| {
        let mut bytes = good.to_vec();
        bytes[..8].copy_from_slice(&length.to_le_bytes());
        bytes
    };
    let deep = "[".repeat(100_000);
    let none = "as a weight file";
    vec![
        (
            "empty",
            Vec::new(),
            "` is empty; expected a safetensors file",
        ),
        (
            "seven bytes",
            good[..7].to_vec(),
            "it is cut off: expected a header of at least 8 bytes, got a file of 7",
        ),
        (
            "eight bytes",
            good[..8].to_vec(),
            "it is cut off: its header has",
        ),
        (
            "half a header",
            good[..80].to_vec(),
            "it is cut off: its header has",
        ),
        (
            "without its last byte",
            good[..good.len() - 1].to_vec(),
            "its tensors take",
        ),
        ("a byte more", [good, &[0]].concat(), "its tensors take"),
        (
            "a header of 2^64 - 1 bytes",
            with_length(u64::MAX),
            "expected a safetensors file, got one that begins with `\\x",
        ),
        (
            "a header of 2^63 bytes",
            with_length(1 << 63),
            "expected a safetensors file, got one that begins with `\\x",
        ),
        ("a header without an end", with_length(40), none),
        ("no JSON", file("tensors", 4), none),
        ("no object", file("[1, 2]", 4), none),
        (
            "no UTF-8",
            file("{\"a", 0).into_iter().chain([0xff]).collect(),
            none,
        ),
        ("nested 100,000 deep", file(&deep, 0), none),
        ("nothing at all", file("{}", 0), "missing `conv.kernel`"),
        (
            "an unknown type",
            file(&one("F33", "[5]", [0, 20]), 20),
            none,
        ),
        (
            "integers",
            file(&one("I32", "[5]", [0, 20]), 20),
            "type of `classes.bias`: expected F32, F16, BF16 or F64, got I32",
        ),
        (
            "fewer bytes than the shape",
            file(&one("F32", "[5]", [0, 16]), 16),
            none,
        ),
        (
            "more bytes than the shape",
            file(&one("F32", "[5]", [0, 24]), 24),
            none,
        ),
        (
            "a negative size",
            file(&one("F32", "[-5]", [0, 20]), 20),
            none,
        ),
        ("half a size", file(&one("F32", "[2.5]", [0, 10]), 10), none),
        (
            "sizes beyond 2^64",
            file(&one("F32", "[4294967296, 4294967296, 5]", [0, 0]), 0),
            none,
        ),
        (
            "2^40 values",
            file(&one("F32", "[1099511627776]", [0, 4398046511104]), 8),
            "its tensors take",
        ),
        (
            "an end before its start",
            file(&one("F32", "[5]", [20, 0]), 20),
            none,
        ),
        (
            "no offsets",
            file(r#"{"classes.bias":{"dtype":"F32","shape":[5]}}"#, 20),
            none,
        ),
        (
            "tensors that share bytes",
            file(&two([0, 4], [0, 4]), 8),
            none,
        ),
        ("tensors that overlap", file(&two([0, 4], [2, 6]), 6), none),
        (
            "bytes between tensors",
            file(&two([0, 4], [8, 12]), 12),
            none,
        ),
        (
            "a turned kernel",
            file(
                &format!("{{{}}}", tensor("classes.kernel", "F32", "[5,8]", [0, 160])),
                160,
            ),
            "expected [8, 5], got [5, 8] (`transpose(1, 0)` would fit)",
        ),
        (
            "a slip in a name",
            file(
                &format!("{{{}}}", tensor("clases.bias", "F32", "[5]", [0, 20])),
                20,
            ),
            "unknown `clases.bias`; is it `classes.bias`?",
        ),
    ]
}

/// Number of mutated files; a longer run has `GOOGLENET_CASES` of them.
const CASES: u32 = 3000;

/// Tests the files of [`broken`], mutated files and all truncations of a valid file. This is a single test
/// because the counters of the allocator are those of the whole process.
#[test]
fn no_file_breaks_the_reader() {
    let mut place = Place::new();
    let path = place.file.clone();
    place.model.save_weights(&path).expect("saved");
    let good = std::fs::read(&path).expect("read");
    place.load(&path).expect("what was saved");

    let broken = broken(&good);
    assert!(broken.len() >= 20);
    for (name, bytes, expected) in &broken {
        let said = place.attempt(bytes).expect_err(name);
        assert!(said.contains(expected), "{name}: {said}");
    }
    the_size_of_a_file_takes_no_memory(&mut place);
    many_names_take_neither_memory_nor_time(&mut place);

    let words = [
        "\"F32\"",
        "\"F16\"",
        "\"I64\"",
        "[0,4]",
        "[8,5]",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "null",
        "-1",
        "1e9",
        "0.5",
        "\"",
        "\"classes.bias\"",
        "18446744073709551615",
        "\0",
        " ",
    ];
    let word = prop_oneof![
        2 => proptest::sample::select(words.to_vec()).prop_map(|word| word.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..6),
    ];
    // Most changes fall into the header, which most of the checks are about.
    let header = 8 + u64::from_le_bytes(good[..8].try_into().expect("8 bytes")) as usize;
    let at = prop_oneof![3 => 0..header, 1 => any::<usize>()];
    let changes = proptest::collection::vec((at, any::<u8>(), word), 1..4);
    // In half of the cases the header's length is corrected, so that the header is parsed.
    let strategy = (changes, any::<bool>());
    let cases = cases(CASES);
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    });
    let mut refused = 0;
    let place = std::cell::RefCell::new(place);
    let mutations = runner.run(&strategy, |(changes, mended)| {
        let mut bytes = mutated(good.clone(), &changes);
        if mended && bytes.len() > 8 && bytes.len() > good.len() - header {
            let length = (bytes.len() - 8 - (good.len() - header)) as u64;
            bytes[..8].copy_from_slice(&length.to_le_bytes());
        }
        let _ = place.borrow_mut().attempt(&bytes);
        Ok(())
    });
    mutations.expect("mutations");
    for cut in 0..good.len() {
        refused += usize::from(place.borrow_mut().attempt(&good[..cut]).is_err());
    }
    assert_eq!(refused, good.len(), "every file that is cut off");
}

/// Asserts that loading a sparse file of 4 TiB, of which 20 bytes fit the network, takes less than 1 MiB of memory.
fn the_size_of_a_file_takes_no_memory(place: &mut Place) {
    let size = 1_u64 << 42;
    let bias = tensor("classes.bias", "F32", "[5]", [0, 20]);
    let rest = tensor("rest", "U8", &format!("[{}]", size - 20), [20, size]);
    let header = file(&format!("{{{bias},{rest}}}"), 0);
    std::fs::write(&place.file, &header).expect("written");
    let open = std::fs::OpenOptions::new()
        .write(true)
        .open(&place.file)
        .expect("opened");
    if open.set_len(header.len() as u64 + size).is_err() {
        println!("skipped: no file of 4 TiB can be made here");
        return;
    }
    let path = place.file.clone();
    let said = place
        .load(&path)
        .expect_err("it lacks a kernel")
        .to_string();
    assert!(
        said.contains("missing `classes.kernel`") && said.contains("unknown `rest`"),
        "{said}"
    );
    let (report, most) =
        Counted::most_during(|| place.model.load_weights_prefixed(&path, "classes."));
    let report = report.expect("a part fits");
    assert_eq!(
        (report.loaded, report.unused),
        (vec!["classes.bias".into()], vec!["rest".into()])
    );
    assert!(most < 1 << 20, "{most} bytes");
}

/// Asserts that a file of 55,000 unknown tensors is refused with all their names, and one of 140,000 because its header
/// is too long.
fn many_names_take_neither_memory_nor_time(place: &mut Place) {
    let file_of = |count: u64| {
        let header = header_of(count);
        file(&header, count as usize)
    };
    let said = place.attempt(&file_of(55_000)).expect_err("none fits");
    assert_eq!(said.matches("unknown `").count(), 55_000);
    let said = place.attempt(&file_of(140_000)).expect_err("none fits");
    assert!(said.contains("is too long for a file of"), "{said}");
}

fn header_of(count: u64) -> String {
    let names = (0..count).map(|at| tensor(&format!("{at:x}"), "U8", "[]", [at, at + 1]));
    format!("{{{}}}", names.collect::<Vec<_>>().join(","))
}
