//! Tests of networks that hold only their packed weights, and of the files of packed weights.

use googlenet_runtime::dynamic::Model;
use googlenet_runtime::{
    Algorithms, DynSession, Error, Memory, Network, PackedNetwork, Precision, Tensor, TypedPacked,
    googlenet_model,
};
use googlenet_tests::{cases, formula_input, root};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

googlenet_model! {
    HeadsSmall = "../specs/heads_small.yaml";
}

const SMALL: [&str; 8] = [
    "activations_small",
    "heads_small",
    "maps_small",
    "moves_small",
    "nested_small",
    "normal_small",
    "residual_small",
    "windows_small",
];

fn model(spec: &str) -> Model {
    let path = root().join("specs").join(spec).with_extension("yaml");
    Model::from_file(path).expect("a description").seeded(5)
}

fn bits(mut executor: DynSession) -> Vec<Vec<u32>> {
    let input = formula_input(2 * executor.input_shape().len());
    let mut results = Vec::new();
    executor.run_all(&input, &mut results).expect("two images");
    let bits = |values: &Vec<f32>| values.iter().map(|value| value.to_bits()).collect();
    results.iter().map(bits).collect()
}

#[test]
fn every_way_to_packed_weights_gives_the_same_bits() {
    let folder = tempfile::tempdir().expect("a folder");
    let [source, packed] = ["w.safetensors", "w.packed"].map(|name| folder.path().join(name));
    for spec in SMALL {
        for &algorithms in Algorithms::ALL {
            let model = model(spec);
            let graph = model.graph();
            let expected = bits(
                model
                    .session_builder()
                    .threads(2)
                    .precision(algorithms.precision)
                    .memory(algorithms.memory)
                    .dtype(algorithms.dtype)
                    .build_dyn()
                    .expect("a session"),
            );
            model.save_weights(&source).expect("saved");
            let streamed = PackedNetwork::load(&graph, &source, algorithms).expect("fits");
            streamed.save(&packed).expect("saved");
            let mapped = PackedNetwork::open(&graph, &packed, algorithms).expect("fits");
            mapped.verify().expect("as it was written");
            let taken = PackedNetwork::with_precision(model, algorithms);
            for (way, network) in [("taken", taken), ("streamed", streamed), ("mapped", mapped)] {
                for threads in [1, 3] {
                    let got = bits(network.dyn_session(threads));
                    assert_eq!(
                        got, expected,
                        "{spec}, {algorithms:?}, {way}, {threads} threads"
                    );
                }
                let mut again = Vec::new();
                network.write(&mut again).expect("memory");
                let file = std::fs::read(&packed).expect("the file");
                assert!(again == file, "{spec}, {way}: one network, one file");
            }
        }
    }
}

#[test]
fn typed_sessions_run_packed_weights() {
    let folder = tempfile::tempdir().expect("a folder");
    let [source, path] = ["w.safetensors", "w.packed"].map(|name| folder.path().join(name));
    let input: Tensor<heads_small::Input> = Tensor::from_fn(2, |at| (at % 7) as f32);
    let model = HeadsSmall::seeded(3);
    model.save_weights(&source).expect("saved");
    let expected = model.session(1).run(&input).expect("images").clone();
    let packed = TypedPacked::new(model);
    packed.save(&path).expect("saved");
    let ways = [
        packed.clone(),
        TypedPacked::<HeadsSmall>::open(&path).expect("fits"),
        TypedPacked::load(&source).expect("fits"),
    ];
    for packed in ways {
        assert_eq!(packed.session(2).run(&input).expect("images"), &expected);
        assert_eq!(packed.weight_bytes() % 64, 0);
    }
}

#[test]
fn typed_networks_are_made_of_packed_ones_that_are_theirs() {
    let input: Tensor<heads_small::Input> = Tensor::from_fn(1, |at| (at % 7) as f32);
    let network = HeadsSmall::seeded(3);
    let low = network.session_builder().memory(Memory::Low).build();
    let expected = low
        .expect("a session")
        .run(&input)
        .expect("an image")
        .clone();
    let packed = PackedNetwork::with_precision(network, Memory::Low);
    let typed = TypedPacked::<HeadsSmall>::of_packed(packed).expect("its network");
    assert_eq!(typed.memory(), Memory::Low);
    assert_eq!(typed.session(1).run(&input).expect("an image"), &expected);
    let other = PackedNetwork::new(model(SMALL[0]));
    assert!(TypedPacked::<HeadsSmall>::of_packed(other).is_none());
}

#[test]
fn sessions_share_one_map() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shared.packed");
    let model = model("residual_small");
    let graph = model.graph();
    PackedNetwork::new(model).save(&path).expect("saved");
    let network = PackedNetwork::open(&graph, &path, Precision::Fast).expect("fits");
    let mut sessions: Vec<DynSession> =
        (1..4).map(|threads| network.dyn_session(threads)).collect();
    drop(network);
    let input = formula_input(graph.shape(0).len());
    let (mut first, mut output) = (Vec::new(), Vec::new());
    sessions[0].run(&input, &mut first).expect("an image");
    for session in &mut sessions {
        session.run(&input, &mut output).expect("an image");
        assert_eq!(output, first);
    }
    let Ok(maps) = std::fs::read_to_string("/proc/self/maps") else {
        return;
    };
    let ours = || maps.lines().filter(|line| line.ends_with("shared.packed"));
    assert_eq!(ours().count(), 1, "{maps}");
    assert!(ours().all(|line| line.contains(" r--p ")), "{maps}");
    drop(sessions);
    let maps = std::fs::read_to_string("/proc/self/maps").expect("as before");
    assert!(
        !maps.contains("shared.packed"),
        "the last session unmaps it"
    );
}

#[test]
fn what_takes_source_weights_is_refused() {
    let description = "\
format: 1
name: Chain
input: {height: 6, width: 5, channels: 3}
layers:
  conv: {conv: 4, kernel: 3, batch_norm: true, activation: relu}
  pool: {max_pool: 2, stride: 2}
";
    let model = Model::from_text("chain.yaml", description).expect("a description");
    let model = model.seeded(1);
    let mut whole = model.dyn_session(1);
    let mut packed = PackedNetwork::new(model).dyn_session(1);
    let names = ["conv.conv", "conv.batch_norm", "conv.activation", "pool"];
    let error = |result: Result<_, Error>| result.map_err(|error| error.to_string());
    for (at, name) in names.iter().enumerate() {
        assert!(whole.tap(name).is_ok(), "{name}");
        match error(packed.tap(name)) {
            Ok(_) => assert!(at >= 2, "{name}"),
            Err(message) => {
                assert!(at < 2, "{message}");
                assert!(
                    message.starts_with(&format!("cannot tap `{name}`: "))
                        && message.contains("help: run the network from its source weights"),
                    "{message}"
                );
            }
        }
    }
    assert!(error(packed.tap("cnv")).is_err_and(|message| message.contains("`conv`")));
    let input = formula_input(90);
    let mut results = [Vec::new(), Vec::new()];
    whole.run(&input, &mut results[0]).expect("an image");
    packed.run(&input, &mut results[1]).expect("an image");
    assert_eq!(results[0], results[1]);
    for name in &names[2..] {
        assert_eq!(whole.tapped(name).ok(), packed.tapped(name).ok(), "{name}");
    }
}

/// Network with its valid file of packed weights, and a folder for changed files.
struct Good {
    folder: tempfile::TempDir,
    model: Model,
    bytes: Vec<u8>,
}

/// Offset in bytes of the description in a file of packed weights, which is the length of the header.
const DESCRIPTION: usize = 96;

impl Good {
    fn new() -> Good {
        let folder = tempfile::tempdir().expect("a folder");
        let model = model("residual_small");
        let mut bytes = Vec::new();
        let packed = PackedNetwork::new(model.clone());
        packed.write(&mut bytes).expect("memory");
        Good {
            folder,
            model,
            bytes,
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("w.packed")
    }

    /// Returns the offset in bytes of the packed weights, as the header has it.
    fn start(&self) -> usize {
        self.number(40) as usize
    }

    fn number(&self, at: usize) -> u64 {
        u64::from_le_bytes(std::array::from_fn(|byte| self.bytes[at + byte]))
    }

    fn load(&self, bytes: &[u8]) -> Result<PackedNetwork, String> {
        // A new file is written each time, because an earlier one may still be mapped.
        let _ = std::fs::remove_file(self.path());
        std::fs::write(self.path(), bytes).expect("a file");
        let graph = self.model.graph();
        let text = |loaded: Result<_, Error>| loaded.map_err(|error| error.to_string());
        let loaded = text(PackedNetwork::open(&graph, self.path(), Precision::Fast));
        // Bytes in memory and from a reader are judged as those of a file are.
        let copied = text(PackedNetwork::from_bytes(&graph, bytes, Precision::Fast));
        let name = format!("`{}`", self.path().display());
        let error = loaded.as_ref().err();
        let same = error.map(|error| {
            let error = error.replace(&format!("{name} is "), "the bytes are ");
            error.replace(&name, "the bytes")
        });
        assert_eq!(copied.as_ref().err(), same.as_ref());
        let read = text(PackedNetwork::from_reader(&graph, bytes, Precision::Fast));
        assert_eq!(read.is_ok(), loaded.is_ok(), "{:?}", read.err());
        if let (Ok(loaded), Ok(copied), Ok(read)) = (&loaded, &copied, &read) {
            let expected = loaded.checksum();
            assert_eq!([copied.checksum(), read.checksum()], [expected; 2]);
        }
        loaded
    }

    /// Returns the file with other bytes at the offset `at`, and with a valid checksum of the header.
    fn with(&self, at: usize, bytes: &[u8]) -> Vec<u8> {
        let mut changed = self.bytes.clone();
        changed[at..at + bytes.len()].copy_from_slice(bytes);
        let sum = xxhash_rust::xxh3::xxh3_64(&changed[..88]);
        changed[88..96].copy_from_slice(&sum.to_le_bytes());
        changed
    }
}

#[test]
fn broken_files_are_refused_with_what_is_wrong() {
    let good = Good::new();
    let start = good.start();
    let len = good.bytes.len();
    let weights = good.number(48);
    let long = |extra: usize| [good.bytes.as_slice(), &vec![0; extra]].concat();
    let shifted = [&good.bytes[..start], &[0; 64], &good.bytes[start..]].concat();
    let twice = [good.bytes.as_slice(), &good.bytes].concat();
    let mut padded = good.bytes.clone();
    padded[start - 1] = 1;
    let mut text = good.bytes.clone();
    text[DESCRIPTION + 3] ^= 1;
    let mut sum = good.bytes.clone();
    sum[88] ^= 1;
    let description = good.number(16) >> 32;
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty", Vec::new(), "is empty; expected packed weights"),
        (
            "one byte",
            vec![0x89],
            "it is cut off: expected a header of 96 bytes, got a file of 1;",
        ),
        (
            "header cut short",
            good.bytes[..95].to_vec(),
            "got a file of 95;",
        ),
        (
            "header alone",
            good.bytes[..96].to_vec(),
            "it is cut off: expected",
        ),
        (
            "description cut short",
            good.bytes[..150].to_vec(),
            "got 150;",
        ),
        (
            "no weights",
            good.bytes[..start].to_vec(),
            "it is cut off: expected",
        ),
        (
            "zeros cut short",
            good.bytes[..start - 1].to_vec(),
            "it is cut off: expected",
        ),
        (
            "a weight short",
            good.bytes[..len - 4].to_vec(),
            "it is cut off: expected",
        ),
        (
            "a byte short",
            good.bytes[..len - 1].to_vec(),
            "it is cut off: expected",
        ),
        (
            "half",
            good.bytes[..len / 2].to_vec(),
            "it is cut off: expected",
        ),
        ("a byte more", long(1), "bytes of the file"),
        ("a page more", long(4096), "bytes of the file"),
        ("twice", twice, "bytes of the file"),
        ("shifted", shifted, "bytes of the file"),
        ("all zeros", vec![0; len], "is all zeros at its beginning"),
        (
            "a weight file",
            b"{\"__metadata__\":{}}".repeat(99),
            "is a JSON text; expected packed weights",
        ),
        (
            "text",
            b"not packed weights at all\n".repeat(99),
            "is text; expected packed weights",
        ),
        (
            "format 0",
            good.with(8, &[0]),
            "version of the format: expected 1, got 0",
        ),
        (
            "format 2",
            good.with(8, &[2]),
            "version of the format: expected 1, got 2",
        ),
        (
            "packing",
            good.with(12, &[0xff; 4]),
            "version of the packing: expected",
        ),
        (
            "order of bytes",
            good.with(16, &[1, 2, 3, 5]),
            "order of bytes: expected",
        ),
        (
            "another processor",
            good.with(24, b"neon\0\0\0\0"),
            "instruction set: expected",
        ),
        (
            "no processor",
            good.with(24, &[0xff; 16]),
            "instruction set: expected",
        ),
        (
            "no description",
            good.with(20, &[0; 4]),
            "checksum of the description",
        ),
        (
            "huge description",
            good.with(20, &[0xff; 4]),
            "it is cut off: expected",
        ),
        (
            "shorter description",
            good.with(20, &(description as u32 - 1).to_le_bytes()),
            "checksum of the description",
        ),
        (
            "weights at 0",
            good.with(40, &[0; 8]),
            "size and position of the weights: expected",
        ),
        (
            "weights beyond",
            good.with(40, &[0xff; 8]),
            "from byte 18446744073709551615 on",
        ),
        (
            "weights aslant",
            good.with(40, &(start as u64 + 1).to_le_bytes()),
            "size and position of the weights",
        ),
        ("no weights said", good.with(48, &[0; 8]), "got 0 weights"),
        (
            "a weight fewer said",
            good.with(48, &(weights - 1).to_le_bytes()),
            "size and position of the weights",
        ),
        (
            "endless weights",
            good.with(48, &[0xff; 8]),
            "got 18446744073709551615 weights",
        ),
        (
            "hash of description",
            good.with(56, &[7; 16]),
            "size and position of the weights",
        ),
        ("description", text, "checksum of the description"),
        ("checksum of the header", sum, "checksum of the header"),
        (
            "between",
            padded,
            "padding before the weights: expected zeros",
        ),
    ];
    for (name, bytes, expected) in &cases {
        let error = good.load(bytes).expect_err(name);
        assert!(error.contains(expected), "{name}: {error}");
        assert!(error.contains("w.packed"), "{name}: {error}");
        assert!(error.contains("; help: "), "{name}: {error}");
        assert!(
            error.contains("expected")
                && (error.contains("got") || error.contains("w.packed` is ")),
            "{name}: {error}"
        );
    }
    assert!(cases.len() >= 20);
    assert!(
        good.load(&good.bytes).is_ok(),
        "the file itself is in order"
    );
}

#[test]
fn another_network_is_refused_with_the_first_step_that_differs() {
    let good = Good::new();
    std::fs::write(good.path(), &good.bytes).expect("a file");
    let load = |model: &Model, path: &Path| {
        let loaded = PackedNetwork::open(&model.graph(), path, Precision::Fast);
        loaded.map_err(|error| error.to_string())
    };
    let error = load(&model("nested_small"), &good.path()).expect_err("another network");
    assert!(
        error.contains("packed for another network: expected `"),
        "{error}"
    );
    let text = |epsilon: &str| {
        format!(
            "format: 1\nname: N\ninput: {{height: 6, width: 6, channels: 3}}\nlayers:\n  first: {{conv: 4, kernel: 3}}\n  \
             second: {{conv: 5, kernel: 1, batch_norm: {{epsilon: {epsilon}}}}}\n"
        )
    };
    let [one, other] = ["0.001", "0.002"]
        .map(|epsilon| Model::from_text("n.yaml", &text(epsilon)).expect("a description"));
    let path = good.folder.path().join("n.packed");
    PackedNetwork::new(one.clone().seeded(1))
        .save(&path)
        .expect("saved");
    assert!(load(&one, &path).is_ok());
    // The packed values depend on `epsilon`, although their layout does not.
    let error = load(&other, &path).expect_err("another network");
    assert!(
        error.contains("expected `second + second.batch_norm: "),
        "{error}"
    );
    assert!(
        error.contains("packed for a network with another operation or layout"),
        "{error}"
    );
}

#[test]
fn the_way_of_packing_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("w.packed");
    // A convolution that is computed by Winograd transforms on every instruction set.
    let text = "format: 1\nname: N\ninput: {height: 28, width: 28, channels: 3}\nlayers:\n  \
                first: {conv: 96, kernel: 1}\n  second: {conv: 128, kernel: 3, padding: same, activation: relu}\n";
    let model = Model::from_text("n.yaml", text).expect("a description");
    let model = model.seeded(1);
    let graph = model.graph();
    let [fast, low] = [Memory::High, Memory::Low].map(Algorithms::from);
    let [strict, strict_low] =
        [fast, low].map(|Algorithms { memory, .. }| Algorithms::new(Precision::Strict, memory));
    // Strict and low networks are packed alike.
    let way = "memory `low` or precision `strict`";
    let plain = "precision `fast` and memory `high`";
    for (packed, asked, packed_for, asked_for) in [
        (fast, strict, "precision `fast`", "precision `strict`"),
        (fast, low, "memory `high`", "memory `low`"),
        (
            fast,
            strict_low,
            plain,
            "precision `strict` and memory `low`",
        ),
        (low, fast, way, plain),
        (strict, fast, way, plain),
    ] {
        let network = PackedNetwork::with_precision(model.clone(), packed);
        assert_eq!(network.precision(), packed.precision);
        assert_eq!(network.memory(), packed.memory);
        network.save(&path).expect("saved");
        PackedNetwork::open(&graph, &path, packed).expect("as it was packed");
        let error = PackedNetwork::open(&graph, &path, asked).expect_err("another precision");
        let error = error.to_string();
        assert!(
            error.contains(&format!(
                "as packed weights: packed for {packed_for}, asked for {asked_for}; help: ask for {packed_for}, or"
            )),
            "{error}"
        );
    }
    // The same steps with another algorithm in their list, as another table would choose.
    let mut bytes = std::fs::read(&path).expect("the file");
    let length = u32::from_le_bytes(bytes[20..24].try_into().expect("4 bytes")) as usize;
    let list = &mut bytes[DESCRIPTION..DESCRIPTION + length];
    let at = list
        .windows(6)
        .position(|word| word == b"direct")
        .expect("an algorithm");
    list[at..at + 6].copy_from_slice(b"divine");
    let hash = xxhash_rust::xxh3::xxh3_128(list);
    bytes[56..72].copy_from_slice(&hash.to_le_bytes());
    let sum = xxhash_rust::xxh3::xxh3_64(&bytes[..88]);
    bytes[88..96].copy_from_slice(&sum.to_le_bytes());
    let error = PackedNetwork::from_bytes(&graph, &bytes, Precision::Strict);
    let error = error.expect_err("another algorithm").to_string();
    assert!(
        error.contains("packed with other algorithms, by another version or")
            && error.contains("got `first: divine"),
        "{error}"
    );
}

#[test]
fn changed_weights_are_found_when_they_are_looked_for() {
    let good = Good::new();
    let packed = good.load(&good.bytes).expect("in order");
    packed.verify().expect("in order");
    let mut bytes = good.bytes.clone();
    *bytes.last_mut().expect("a byte") ^= 1;
    let other = good.load(&bytes).expect("the weights are not looked at");
    let error = other.verify().expect_err("they differ").to_string();
    assert!(
        error.contains("checksum of the weights: expected"),
        "{error}"
    );
    assert_ne!(packed.checksum(), other.checksum());
    assert!(PackedNetwork::new(good.model.clone()).verify().is_ok());
}

/// Change of a file's bytes.
#[derive(Debug, Clone)]
enum Change {
    Set(usize, u8),
    Flip(usize, u8),
    Number(usize, u64),
    Cut(usize),
    Insert(usize, u8),
    Remove(usize, usize),
    Copy(usize, usize, usize),
}

/// Returns a strategy for offsets in a file, most of them before the packed weights.
fn place() -> impl Strategy<Value = usize> {
    prop_oneof![4 => 0usize..120, 2 => 0usize..1500, 1 => any::<usize>()]
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (place(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (place(), 0u8..8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        (place(), any::<u64>()).prop_map(|(at, number)| Change::Number(at, number)),
        (place(), 0u64..9000).prop_map(|(at, number)| Change::Number(at, number)),
        place().prop_map(Change::Cut),
        (place(), any::<u8>()).prop_map(|(at, byte)| Change::Insert(at, byte)),
        (place(), 1usize..5000).prop_map(|(at, len)| Change::Remove(at, len)),
        (place(), place(), 1usize..64).prop_map(|(from, to, len)| Change::Copy(from, to, len)),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    let len = bytes.len();
    if len == 0 {
        return;
    }
    match *change {
        Change::Set(at, byte) => bytes[at % len] = byte,
        Change::Flip(at, bit) => bytes[at % len] ^= 1 << bit,
        Change::Number(at, number) => {
            for (byte, value) in bytes[at % len..].iter_mut().zip(number.to_le_bytes()) {
                *byte = value;
            }
        }
        Change::Cut(at) => bytes.truncate(at % len),
        Change::Insert(at, byte) => bytes.insert(at % len, byte),
        Change::Remove(at, count) => {
            let at = at % len;
            bytes.drain(at..len.min(at + count));
        }
        Change::Copy(from, to, count) => {
            let (from, to) = (from % len, to % len);
            let count = count.min(len - from.max(to));
            bytes.copy_within(from..from + count, to);
        }
    }
}

#[test]
fn changed_files_are_refused_or_run() {
    /// A longer run has `GOOGLENET_CASES` of them.
    const CASES: u32 = 600;
    let good = Good::new();
    let start = good.start();
    let input = formula_input(good.model.graph().shape(0).len());
    let strategy = (proptest::collection::vec(change(), 1..4), any::<bool>());
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases(CASES))
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let outcome = runner.run(&strategy, |(changes, signed)| {
        let mut bytes = good.bytes.clone();
        changes.iter().for_each(|change| apply(&mut bytes, change));
        if signed && bytes.len() >= 96 {
            // A valid checksum of the header must not make its other fields trusted.
            let sum = xxhash_rust::xxh3::xxh3_64(&bytes[..88]);
            bytes[88..96].copy_from_slice(&sum.to_le_bytes());
        }
        let whole = bytes.len() == good.bytes.len();
        // Everything before the weights is compared except two fields of the header: the checksum of the weights (bytes
        // 72 to 88), of which there is no other copy, and the checksum of the header.
        let same =
            |range: std::ops::Range<usize>| bytes.get(range.clone()) == good.bytes.get(range);
        let front = same(0..72) && same(96..start);
        match good.load(&bytes) {
            Ok(packed) => {
                prop_assert!(
                    whole && front,
                    "what stands in front of the weights is checked"
                );
                let mut output = Vec::new();
                packed
                    .dyn_session(1)
                    .run(&input, &mut output)
                    .expect("an image");
                prop_assert_eq!(packed.verify().is_ok(), bytes == good.bytes);
            }
            Err(error) => {
                prop_assert!(!(whole && bytes == good.bytes));
                prop_assert!(error.contains("help: "), "{}", error);
            }
        }
        Ok(())
    });
    outcome.expect("every change is found or harmless");
}
