//! Tests of weights, packed weights and class names that come from bytes, readers and static memory instead of files.

use googlenet_runtime::dynamic::Model;
use googlenet_runtime::error::Origin;
use googlenet_runtime::{
    Error, Labels, Layer, LoadOptions, Network, PackedNetwork, Tensor, TypedPacked, googlenet_model,
};
use googlenet_tests::root;
use std::io::{self, Read};

googlenet_model! {
    ResidualSmall = "../specs/residual_small.yaml";
    HeadsSmall = "../specs/heads_small.yaml";
}

/// Reader that gives one to seven bytes at a time, and is interrupted in between.
struct Slow<'a> {
    bytes: &'a [u8],
    calls: usize,
}

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.calls += 1;
        if self.calls.is_multiple_of(5) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let len = buffer.len().min(1 + self.calls % 7);
        self.bytes.read(&mut buffer[..len])
    }
}

fn slow(bytes: &[u8]) -> Slow<'_> {
    Slow { bytes, calls: 0 }
}

/// Reader that fails after `good` bytes.
struct Failing(usize);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = buffer.len().min(self.0);
        self.0 -= len;
        match len {
            0 if !buffer.is_empty() => Err(io::Error::other("the line is dead")),
            len => {
                buffer[..len].fill(0);
                Ok(len)
            }
        }
    }
}

fn values(network: &dyn Layers) -> Vec<f32> {
    let weights = network.all().into_iter().flat_map(Layer::weights);
    weights
        .flat_map(|weight| weight.values().to_vec())
        .collect()
}

trait Layers {
    fn all(&self) -> Vec<&Layer>;
}

impl<N: Network> Layers for N {
    fn all(&self) -> Vec<&Layer> {
        self.layers()
    }
}

fn written(model: &impl Network) -> Vec<u8> {
    let mut bytes = Vec::new();
    model.write_weights(&mut bytes).expect("memory");
    bytes
}

#[test]
fn bytes_and_readers_load_what_files_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("w.safetensors");
    let model = ResidualSmall::seeded(4);
    model.save_weights(&path).expect("saved");
    let bytes = written(&model);
    assert_eq!(bytes, std::fs::read(&path).expect("the file"));
    let expected = values(&model);

    let from_bytes = ResidualSmall::from_bytes(&bytes).expect("fits");
    let from_reader = ResidualSmall::from_reader(slow(&bytes)).expect("fits");
    let mut loaded = [ResidualSmall::seeded(1), ResidualSmall::seeded(2)];
    loaded[0].load_weights_bytes(&bytes).expect("fits");
    loaded[1].load_weights_reader(slow(&bytes)).expect("fits");
    let read = || Model::from_file(root().join("specs/residual_small.yaml")).expect("a network");
    let dynamic = [
        read().load_bytes(&bytes).expect("fits"),
        read().load_reader(slow(&bytes)).expect("fits"),
    ];
    for network in [&from_bytes, &from_reader, &loaded[0], &loaded[1]] {
        assert_eq!(values(network), expected);
    }
    for network in &dynamic {
        assert_eq!(values(network), expected);
    }

    let mut parts = [8, 8, 8].map(ResidualSmall::seeded);
    let reports = [
        parts[0].load_weights_prefixed(&path, "stage"),
        parts[1].load_weights_prefixed_bytes(&bytes, "stage"),
        parts[2].load_weights_prefixed_reader(slow(&bytes), "stage"),
    ]
    .map(|report| report.expect("fits"));
    assert!(!reports[0].loaded.is_empty() && !reports[0].unused.is_empty());
    assert!(reports.iter().all(|report| *report == reports[0]));
    let mixed = values(&parts[0]);
    assert!(mixed != expected && mixed != values(&ResidualSmall::seeded(8)));
    assert!(parts.iter().all(|part| values(part) == mixed));
}

#[test]
fn tensors_may_lie_in_any_order() {
    let model = ResidualSmall::seeded(4);
    let bytes = written(&model);
    // A file of another program: the tensors in the reverse order of their names.
    let length = u64::from_le_bytes(bytes[..8].try_into().expect("8 bytes")) as usize;
    let header = serde_json::from_slice(&bytes[8..8 + length]).expect("JSON");
    let header: serde_json::Map<String, serde_json::Value> = header;
    let (mut turned, mut data) = (serde_json::Map::new(), Vec::<u8>::new());
    for (name, tensor) in header.iter().rev() {
        let at = |index: usize| tensor["data_offsets"][index].as_u64().expect("offset") as usize;
        let start = data.len();
        data.extend(&bytes[8 + length..][at(0)..at(1)]);
        let mut tensor = tensor.clone();
        tensor["data_offsets"] = serde_json::json!([start, data.len()]);
        turned.insert(name.clone(), tensor);
    }
    let header = serde_json::Value::Object(turned).to_string();
    let mut other = (header.len() as u64).to_le_bytes().to_vec();
    other.extend(header.as_bytes());
    other.extend(data);
    assert_ne!(other, bytes);
    let expected = values(&model);
    let read = ResidualSmall::from_reader(slow(&other)).expect("fits");
    assert_eq!(values(&read), expected);
    let mut part = ResidualSmall::seeded(9);
    part.load_weights_prefixed_reader(slow(&other), "stage")
        .expect("fits");
    let mut same = ResidualSmall::seeded(9);
    same.load_weights_prefixed_bytes(&bytes, "stage")
        .expect("fits");
    assert_eq!(values(&part), values(&same));
}

#[track_caller]
fn said<T>(result: Result<T, Error>) -> String {
    match result {
        Ok(_) => panic!("no error"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn errors_name_what_was_read() {
    let bytes = written(&ResidualSmall::seeded(4));
    let short = &bytes[..bytes.len() - 3];
    let error = said(ResidualSmall::from_bytes(short));
    let start = "cannot use the bytes as a weight file: it is cut off: its tensors take ";
    assert!(error.starts_with(start), "{error}");
    let error = said(ResidualSmall::from_reader(slow(short)));
    assert_eq!(
        error.replace("the reader", "the bytes"),
        said(ResidualSmall::from_bytes(short))
    );
    let error = ResidualSmall::from_reader(short).expect_err("cut off");
    let error = error.named("s3://models/residual");
    assert!(
        matches!(&error, Error::WeightFile { origin, .. } if origin.path().is_none()),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .starts_with("cannot use `s3://models/residual` as a weight file: "),
        "{error}"
    );

    let long = [bytes.as_slice(), &[0]].concat();
    let error = said(ResidualSmall::from_reader(slow(&long)));
    assert!(
        error.ends_with(" bytes, and more follow") && error.contains("the reader"),
        "{error}"
    );
    for good in [0, 4, 8, 200] {
        let error = ResidualSmall::from_reader(Failing(good));
        let error = said(error.map(drop));
        assert_eq!(error, "cannot use the reader: the line is dead");
    }
    let other = written(&HeadsSmall::seeded(1));
    let error = said(ResidualSmall::from_bytes(&other));
    assert!(
        error.starts_with("the weights of the bytes do not fit the network\n  "),
        "{error}"
    );
    // Errors of files keep their path.
    let error = ResidualSmall::load("nowhere").expect_err("no file");
    let error = error.named("another name").to_string();
    assert!(error.starts_with("cannot use `nowhere`: "), "{error}");
}

#[test]
fn packed_weights_are_told_from_weight_files() {
    let mut packed = Vec::new();
    let network = TypedPacked::new(ResidualSmall::seeded(1));
    network.write(&mut packed).expect("memory");
    for error in [
        said(ResidualSmall::from_bytes(&packed)),
        said(ResidualSmall::from_reader(slow(&packed))),
        said(TypedPacked::<ResidualSmall>::load_bytes(&packed)),
    ] {
        assert!(
            error.contains("it holds packed weights; help: give them with `--packed`"),
            "{error}"
        );
    }
    let error = said(TypedPacked::<ResidualSmall>::from_bytes(&written(
        &ResidualSmall::seeded(1),
    )));
    assert!(
        error.starts_with("the bytes are a safetensors file; expected packed weights"),
        "{error}"
    );
}

/// Returns static memory that holds `bytes` from an address on that is `beside` bytes behind a multiple of 64.
fn leaked(bytes: &[u8], beside: usize) -> &'static [u8] {
    let memory = Vec::leak(vec![0; bytes.len() + 128]);
    let start = memory.as_ptr().addr().next_multiple_of(64) - memory.as_ptr().addr() + beside;
    memory[start..start + bytes.len()].copy_from_slice(bytes);
    &memory[start..start + bytes.len()]
}

#[test]
fn packed_weights_come_from_anywhere() {
    let model = HeadsSmall::seeded(3);
    let source = written(&model);
    let input: Tensor<heads_small::Input> = Tensor::from_fn(2, |at| (at % 7) as f32);
    let expected = model.session(1).run(&input).expect("images").clone();
    let packed = TypedPacked::new(model);
    let mut file = Vec::new();
    packed.write(&mut file).expect("memory");
    let checksum = packed.checksum();
    let ways = [
        (
            "packed bytes",
            TypedPacked::<HeadsSmall>::load_bytes(&source),
        ),
        ("packed reader", TypedPacked::load_reader(slow(&source))),
        ("bytes", TypedPacked::from_bytes(leaked(&file, 1))),
        ("reader", TypedPacked::from_reader(slow(&file))),
        ("static", TypedPacked::from_static(leaked(&file, 0))),
    ];
    for (way, packed) in ways {
        let packed = packed.expect(way);
        packed.verify().expect(way);
        packed.check_finite().expect(way);
        assert_eq!(packed.checksum(), checksum, "{way}");
        for threads in [1, 2] {
            let mut session = packed.session(threads);
            assert_eq!(*session.run(&input).expect("images"), expected, "{way}");
        }
        let mut again = Vec::new();
        packed.write(&mut again).expect("memory");
        assert_eq!(again, file, "{way}");
    }
    for (beside, got) in [(32, 32), (1, 1), (12, 4)] {
        let error = said(TypedPacked::<HeadsSmall>::from_static(leaked(
            &file, beside,
        )));
        assert_eq!(
            error,
            format!(
                "cannot use the bytes as packed weights: expected bytes at a multiple of 64, got a multiple of {got}; \
                 help: `include_packed!` aligns them, `from_bytes` copies them"
            )
        );
    }
    // Damage is found when it is looked for, wherever the weights lie.
    let mut damaged = file.clone();
    *damaged.last_mut().expect("a byte") ^= 1;
    for packed in [
        TypedPacked::<HeadsSmall>::from_static(leaked(&damaged, 0)).expect("not looked at"),
        TypedPacked::from_bytes(&damaged).expect("not looked at"),
        TypedPacked::from_reader(slow(&damaged)).expect("not looked at"),
    ] {
        let error = said(packed.verify());
        assert!(error.contains("checksum of the weights"), "{error}");
    }
    let error = said(TypedPacked::<HeadsSmall>::from_reader(Failing(50)));
    assert_eq!(error, "cannot use the reader: the line is dead");
}

/// Bytes at an address that is a multiple of 64, as the file is part of the program.
static INCLUDED: &[u8] = googlenet_runtime::include_packed!("../../specs/labels_small.txt");

#[test]
fn included_files_are_aligned() {
    assert_eq!(INCLUDED, include_bytes!("../../specs/labels_small.txt"));
    assert!(INCLUDED.as_ptr().addr().is_multiple_of(64));
    let error = said(TypedPacked::<HeadsSmall>::from_static(INCLUDED));
    assert!(error.contains("expected packed weights"), "{error}");
}

#[test]
fn class_names_come_from_bytes_and_readers() {
    let text = b"ash\nbeech\n";
    let labels = Labels::from_bytes(&text[..]);
    assert_eq!(labels, Labels::from_reader(slow(text)).expect("a text"));
    assert_eq!(
        labels.read(2).expect("two"),
        Some(vec!["ash".into(), "beech".into()])
    );
    let error = said(labels.read(3));
    assert_eq!(
        error,
        "cannot use the labels of the bytes: expected 3 lines, one for each class, got 2"
    );
    let error = labels.read(3).expect_err("two").named("trees.txt");
    assert!(
        error
            .to_string()
            .starts_with("cannot use the labels `trees.txt`: ")
    );
    let error = said(Labels::from_reader(Failing(9)));
    assert_eq!(
        error,
        "cannot use the labels of the reader: the line is dead"
    );
    let error = Labels::from_reader(io::repeat(b'a')).expect_err("endless");
    assert!(
        matches!(
            &error,
            Error::Labels {
                origin: Origin::Reader,
                ..
            }
        ),
        "{error}"
    );
    assert!(error.to_string().ends_with("it is larger than 16 MiB"));
    assert_eq!(format!("{labels:?}"), r#"Bytes("ash\nbeech\n")"#);
    let long = Labels::from_bytes(vec![b'x'; 5000]);
    assert!(format!("{long:?}").len() < 200);
}

#[test]
fn options_load_from_everywhere() {
    let model = ResidualSmall::seeded(4);
    let bytes = written(&model);
    let graph = model.graph();
    let precision = model.precision();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("w.safetensors");
    model.save_weights(&path).expect("saved");
    let whole = LoadOptions::new();
    let part = LoadOptions::new().prefix("stage");
    for options in [whole, part] {
        let mut models = [5, 5, 5, 5].map(ResidualSmall::seeded);
        let [file, mapped, in_memory, streamed] = &mut models;
        let reports = [
            options.load(file, &path),
            options.load_mapped(mapped, &path),
            options.load_bytes(in_memory, &bytes),
            options.load_reader(streamed, slow(&bytes)),
        ]
        .map(|report| report.expect("fits"));
        assert!(reports.iter().all(|report| *report == reports[0]));
        let expected = values(&models[0]);
        assert!(models.iter().all(|model| values(model) == expected));
        let checksums = [
            options.pack(&graph, &path, precision),
            options.pack_bytes(&graph, &bytes, precision),
            options.pack_reader(&graph, slow(&bytes), precision),
        ]
        .map(|packed| packed.expect("fits").checksum());
        assert_eq!(checksums, [checksums[0]; 3]);
    }
    let packed = PackedNetwork::load(&graph, &path, precision).expect("fits");
    assert_eq!(packed.precision(), precision);
    assert_eq!(packed.graph().definition(), graph.definition());
}
