//! Tests that imports of arbitrary files end without a panic and within their memory limit.

use googlenet_interop::caffe::proto::{BlobProto, BlobShape, LayerParameter, NetParameter};
use googlenet_interop::caffe::{self, Error, Mean, Options};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use prost::Message;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// An allocator that counts the bytes in use and records their maximum.
struct Held;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);
/// Lock for one test at a time, as the counters belong to the whole process.
static ONE: Mutex<()> = Mutex::new(());

// SAFETY: every call is forwarded to the system's allocator unchanged.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Held {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(held, Ordering::Relaxed);
        // SAFETY: the caller upholds the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller upholds the contract of `GlobalAlloc::dealloc`.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Held = Held;

/// Largest number of bytes that an import may allocate beyond its files and tensors.
const LIMIT: usize = 64 << 20;
/// Number of mutated files; a longer run has `GOOGLENET_CASES` of them.
const CASES: u32 = 2_000;

fn cases() -> u32 {
    let asked = std::env::var("GOOGLENET_CASES");
    let number = asked.map(|text| text.parse().expect("`GOOGLENET_CASES` is a number"));
    number.unwrap_or(CASES)
}

/// Runs `work`, and returns its result and the largest number of bytes in use meanwhile, less those in use before.
fn most<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let start = HELD.load(Ordering::Relaxed);
    MOST.store(start, Ordering::Relaxed);
    let result = work();
    (result, MOST.load(Ordering::Relaxed) - start)
}

const TEXT: &str = r#"name: "small" # with a remark
layer { name: "data" type: "Data" top: "data" top: "label" include { phase: TRAIN }
  transform_param { mirror: true crop_size: 9 mean_value: 104 mean_value: 117 mean_value: 123 } }
layer { name: "data" type: "Input" top: "data" include { phase: TEST }
  input_param { shape { dim: 1 dim: 3 dim: 9 dim: 9 } } }
layer { name: "m1/1x1" type: "Convolution" bottom: "data" top: "m1/1x1" convolution_param { num_output: 2 kernel_size: 1 } }
layer { name: "m1/relu" type: "ReLU" bottom: "m1/1x1" top: "m1/1x1" relu_param { negative_slope: 0.5 } }
layer { name: "m1/3x3" type: "Convolution" bottom: "data" top: "m1/3x3" convolution_param { num_output: 3 kernel_h: 3 kernel_w: 3 pad: 1 } }
layer { name: "m1/out" type: "Concat" bottom: "m1/1x1" bottom: "m1/3x3" top: "m1/out" }
layer { name: "m2/1x1" type: "Convolution" bottom: "m1/out" top: "m2/1x1" convolution_param { num_output: 4 kernel_size: 1 } }
layer { name: "m2/relu" type: "ReLU" bottom: "m2/1x1" top: "m2/1x1" relu_param { negative_slope: 0.5 } }
layer { name: "m2/3x3" type: "Convolution" bottom: "m1/out" top: "m2/3x3" convolution_param { num_output: 5 kernel_h: 3 kernel_w: 3 pad: 1 } }
layer { name: "m2/out" type: "Concat" bottom: "m2/1x1" bottom: "m2/3x3" top: "m2/out" }
layer { name: "norm" type: "BatchNorm" bottom: "m2/out" top: "m2/out" batch_norm_param { eps: 1e-4 } }
layer { name: "aux/ip" type: "InnerProduct" bottom: "m1/out" top: "aux/ip" inner_product_param { num_output: 2 } }
layer { name: "aux/loss" type: "SoftmaxWithLoss" bottom: "aux/ip" bottom: "label" top: "aux/loss" loss_weight: 0.3 include { phase: TRAIN } }
layer { name: "lrn" type: "LRN" bottom: "m2/out" top: "lrn" lrn_param { local_size: 3 alpha: 0.1 } }
layer { name: "sum" type: "Eltwise" bottom: "lrn" bottom: "m2/out" top: "sum" eltwise_param { operation: SUM coeff: [1, -0.5] } }
layer { name: "pool" type: "Pooling" bottom: "sum" top: "pool" pooling_param { pool: AVE kernel_size: 3 stride: 2 } }
layer { name: "drop" type: "Dropout" bottom: "pool" top: "pool" dropout_param { dropout_ratio: 0.4 } }
layer { name: "ip" type: "InnerProduct" bottom: "pool" top: "ip" inner_product_param { num_output: 2 } }
layer { name: "prob" type: "Softmax" bottom: "ip" top: "prob" }
"#;

/// Layers of all further types, with fields of forks.
const TYPES: &str = r#"default_forward_type: FLOAT16
input: "data" input_shape { dim: 1 dim: 3 dim: 8 dim: 8 }
layer { name: "power" type: "Power" bottom: "data" top: "power" power_param { scale: 0.5 shift: 1 } }
layer { name: "scale" type: "Scale" bottom: "power" top: "scale" scale_param { bias_term: true } }
layer { name: "c" type: "Convolution" bottom: "scale" top: "c" convolution_param { num_output: 4 kernel_size: 1 bias_term: false } }
layer { name: "bias" type: "Bias" bottom: "c" top: "c" }
layer { name: "cut" type: "Slice" bottom: "c" top: "left" top: "right" slice_param { slice_point: 2 } }
layer { name: "abs" type: "AbsVal" bottom: "left" top: "abs" }
layer { name: "elu" type: "ELU" bottom: "right" top: "elu" elu_param { alpha: 0.5 } }
layer { name: "join" type: "Concat" bottom: "abs" bottom: "elu" top: "join" }
layer { name: "mix" type: "ShuffleChannel" bottom: "join" top: "mix" shuffle_channel_param { group: 2 } }
layer { name: "dw" type: "DepthwiseConvolution" bottom: "mix" top: "dw" convolution_param { num_output: 4 kernel_size: 3 pad: 1 } }
layer { name: "bn" type: "BatchNorm" bottom: "dw" top: "dw" batch_norm_param { scale_bias: true } }
layer { name: "act" type: "PReLU" bottom: "dw" top: "dw" }
layer { name: "gap" type: "Pooling" bottom: "dw" top: "gap" pooling_param { pool: AVE global_pooling: true } }
layer { name: "down" type: "InnerProduct" bottom: "gap" top: "down" inner_product_param { num_output: 4 } }
layer { name: "prob" type: "Sigmoid" bottom: "down" top: "down" }
layer { name: "axpy" type: "Axpy" bottom: "down" bottom: "dw" bottom: "mix" top: "axpy" }
layer { name: "max" type: "Eltwise" bottom: "axpy" bottom: "mix" top: "max" eltwise_param { operation: MAX } }
layer { name: "swish" type: "Swish" bottom: "max" top: "max" swish_param { beta: 0.5 } }
layer { name: "pool" type: "Pooling" bottom: "max" top: "pool" pooling_param { kernel_size: 9 stride: 4 ceil_mode: true } }
layer { name: "up" type: "Deconvolution" bottom: "pool" top: "up" convolution_param { num_output: 2 kernel_size: 2 stride: 2 group: 2 } }
layer { name: "wide" type: "Interp" bottom: "up" top: "wide" interp_param { zoom_factor: 2 } }
layer { name: "wider" type: "Upsample" bottom: "wide" top: "wider" upsample_param { scale: 2 } }
layer { name: "flat" type: "Reshape" bottom: "wider" top: "flat" reshape_param { shape { dim: 0 dim: -1 } } }
layer { name: "map" type: "Reshape" bottom: "flat" top: "map" reshape_param { shape { dim: 0 dim: 4 dim: 3 dim: -1 } } }
layer { name: "clip" type: "Clip" bottom: "map" top: "clip" clip_param { min: -1 max: 1 } }
layer { name: "square" type: "Power" bottom: "clip" top: "square" power_param { power: 2 } }
layer { name: "tile" type: "Tile" bottom: "square" top: "tile" tile_param { tiles: 2 } }
layer { name: "crop" type: "Crop" bottom: "tile" bottom: "square" top: "crop" crop_param { axis: 1 offset: 1 offset: 0 offset: 0 } }
layer { name: "lrn" type: "LRN" bottom: "crop" top: "lrn" lrn_param { local_size: 3 norm_region: WITHIN_CHANNEL } }
layer { name: "norm" type: "BN" bottom: "lrn" top: "norm" bn_param { slope_filler { value: 1 } eps: 0.1 } }
layer { name: "selu" type: "SELU" bottom: "norm" top: "selu" selu_param { alpha: 1.5 lambda: 1.1 } }
layer { name: "mish" type: "Mish" bottom: "selu" top: "mish" }
layer { name: "hole" type: "Convolution" bottom: "mish" top: "hole" convolution_param { num_output: 2 kernel_size: 3 pad: 2 hole: 2 } }
layer { name: "sum" type: "Reduction" bottom: "hole" top: "sum" reduction_param { operation: ASUM axis: 2 coeff: 0.5 } }
layer { name: "best" type: "ArgMax" bottom: "sum" top: "best" }
layer { name: "none" type: "Silence" bottom: "join" }
"#;

fn model_of_types() -> Vec<u8> {
    let layers = [
        layer("scale", &[&[3], &[3]]),
        layer("c", &[&[4, 3, 1, 1]]),
        layer("bias", &[&[4]]),
        layer("dw", &[&[4, 1, 3, 3], &[4]]),
        layer("bn", &[&[4], &[4], &[1], &[4], &[4]]),
        layer("act", &[&[4]]),
        layer("down", &[&[4, 4], &[4]]),
        layer("up", &[&[4, 1, 2, 2], &[2]]),
        layer("norm", &[&[1, 4, 1, 1], &[1, 4, 1, 1], &[4], &[4]]),
        layer("hole", &[&[2, 4, 3, 3], &[2]]),
    ];
    NetParameter {
        layer: layers.to_vec(),
        ..NetParameter::default()
    }
    .encode_to_vec()
}

fn blob(dims: &[i64]) -> BlobProto {
    let len = dims.iter().product::<i64>() as usize;
    BlobProto {
        shape: Some(BlobShape { dim: dims.to_vec() }),
        data: (0..len).map(|at| (at as f32 * 0.7).sin()).collect(),
        ..BlobProto::default()
    }
}

fn layer(name: &str, shapes: &[&[i64]]) -> LayerParameter {
    LayerParameter {
        name: Some(name.into()),
        r#type: Some("Some".into()),
        blobs: shapes.iter().map(|dims| blob(dims)).collect(),
        ..LayerParameter::default()
    }
}

fn model() -> Vec<u8> {
    let layers = [
        layer("m1/1x1", &[&[2, 3, 1, 1], &[2]]),
        layer("m1/3x3", &[&[3, 3, 3, 3], &[3]]),
        layer("m2/1x1", &[&[4, 5, 1, 1], &[4]]),
        layer("m2/3x3", &[&[5, 5, 3, 3], &[5]]),
        layer("norm", &[&[9], &[9], &[1]]),
        layer("aux/ip", &[&[2, 405], &[2]]),
        layer("ip", &[&[2, 144], &[2]]),
    ];
    NetParameter {
        name: Some("small".into()),
        layer: layers.to_vec(),
        ..NetParameter::default()
    }
    .encode_to_vec()
}

thread_local! {
    /// Number of mutated inputs that were imported without an error.
    static GOOD: Cell<u32> = const { Cell::new(0) };
}

/// Imports a prototxt and a weight file, either of which may be broken. Checks that an error has a message which is
/// short and free of escape characters from the file, and that the memory limit holds.
fn attempt(text: &[u8], model: &[u8]) -> Result<(), TestCaseError> {
    let (message, most) =
        most(
            || match caffe::import("net.prototxt", text, model, &Options::default()) {
                Ok(imported) => {
                    GOOD.set(GOOD.get() + 1);
                    if GOOD.get().is_multiple_of(64) {
                        let folder = tempfile::tempdir().expect("a folder");
                        imported
                            .save_weights(&folder.path().join("w"))
                            .expect("written");
                    }
                    "good".to_owned()
                }
                Err(error) => {
                    if let Error::Description { .. } = &error {
                        return format!("PANIC {error}");
                    }
                    error.to_string()
                }
            },
        );
    prop_assert!(!message.is_empty() && message.len() <= 1 << 20);
    prop_assert!(!message.starts_with("PANIC"), "{}", message);
    prop_assert!(!message.contains('\u{1b}'), "an escape of the file");
    prop_assert!(most <= LIMIT, "{} bytes", most);
    Ok(())
}

/// Returns a file with changes at places in it: bytes inserted, removed, duplicated or replaced, one byte altered, or
/// the rest of the file cut off.
fn mutated(mut file: Vec<u8>, changes: &[(usize, u8, Vec<u8>)]) -> Vec<u8> {
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
fn token() -> impl Strategy<Value = Vec<u8>> {
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
fn bytes() -> impl Strategy<Value = Vec<u8>> {
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

fn changes<S: Strategy<Value = Vec<u8>>>(
    piece: S,
) -> impl Strategy<Value = Vec<(usize, u8, Vec<u8>)>> {
    prop::collection::vec((any::<usize>(), any::<u8>(), piece), 1..4)
}

fn runner() -> TestRunner {
    TestRunner::new(Config {
        cases: cases(),
        failure_persistence: None,
        ..Config::default()
    })
}

#[test]
fn mutated_texts_are_imported_or_refused() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let model = model();
    attempt(TEXT.as_bytes(), &model).expect("the good one");
    GOOD.set(0);
    let piece = prop_oneof![token(), prop::collection::vec(any::<u8>(), 0..4)];
    let run = runner().run(&changes(piece), |changes| {
        attempt(&mutated(TEXT.as_bytes().to_vec(), &changes), &model)
    });
    run.unwrap_or_else(|error| panic!("{error}"));
    assert!(
        GOOD.get() > cases() / 100,
        "{} of the mutations are in order",
        GOOD.get()
    );
}

#[test]
fn mutated_texts_of_all_types_are_imported_or_refused() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let model = model_of_types();
    let good = caffe::import(
        "net.prototxt",
        TYPES.as_bytes(),
        &model,
        &Options::default(),
    );
    good.unwrap_or_else(|error| panic!("{error}"));
    GOOD.set(0);
    let piece = prop_oneof![token(), prop::collection::vec(any::<u8>(), 0..4)];
    let run = runner().run(&changes(piece), |changes| {
        attempt(&mutated(TYPES.as_bytes().to_vec(), &changes), &model)
    });
    run.unwrap_or_else(|error| panic!("{error}"));
    assert!(
        GOOD.get() > cases() / 100,
        "{} of the mutations are in order",
        GOOD.get()
    );
}

#[test]
fn mutated_mean_files_are_read_or_refused() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let old = BlobProto {
        num: Some(1),
        channels: Some(3),
        height: Some(4),
        width: Some(5),
        data: (0..60).map(|at| at as f32).collect(),
        ..BlobProto::default()
    };
    for file in [old.encode_to_vec(), blob(&[1, 3, 4, 5]).encode_to_vec()] {
        Mean::read(&file).expect("the good one");
        let run = runner().run(&changes(bytes()), |changes| {
            let file = mutated(file.clone(), &changes);
            let (read, most) = most(|| Mean::read(&file).map_err(|error| error.to_string()));
            prop_assert!(most <= 2 * file.len() + LIMIT, "{} bytes", most);
            match read {
                Ok(mean) => {
                    let [height, width, channels] = mean.sizes();
                    prop_assert!(4 * height * width * channels <= 2 * file.len());
                    prop_assert_eq!(mean.channels().len(), channels);
                    prop_assert!(mean.deviation() >= 0.0);
                }
                Err(message) => prop_assert!(!message.is_empty() && message.len() < 1000),
            }
            Ok(())
        });
        run.unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn a_mean_takes_its_file_twice() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let file = blob(&[1, 3, 1000, 1000]).encode_to_vec();
    let (read, most) = most(|| Mean::read(&file).is_ok());
    assert!(
        read && most <= 2 * file.len(),
        "{most} bytes for {}",
        file.len()
    );
    // Sizes that are not there take no memory.
    let mut lies = blob(&[1, 1, 1, 1]);
    lies.shape = Some(BlobShape {
        dim: vec![1, 3, 1 << 20, 1 << 20],
    });
    let (read, most) = crate::most(|| Mean::read(&lies.encode_to_vec()).is_ok());
    assert!(!read && most < 1 << 16, "{most} bytes");
}

#[test]
fn mutated_weight_files_are_imported_or_refused() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let model = model();
    GOOD.set(0);
    let run = runner().run(&changes(bytes()), |changes| {
        attempt(TEXT.as_bytes(), &mutated(model.clone(), &changes))
    });
    run.unwrap_or_else(|error| panic!("{error}"));
    assert!(
        GOOD.get() > cases() / 100,
        "{} of the mutations are in order",
        GOOD.get()
    );
}

#[test]
fn an_import_takes_its_file_and_one_tensor() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    const TEXT: &str = r#"
        input: "data" input_shape { dim: [1, 3, 32, 32] }
        layer { name: "large" type: "InnerProduct" bottom: "data" top: "large" inner_product_param { num_output: 8192 } }
        layer { name: "small" type: "InnerProduct" bottom: "large" top: "small" inner_product_param { num_output: 8 } }"#;
    let net = NetParameter {
        layer: vec![
            layer("large", &[&[8192, 3072], &[8192]]),
            layer("small", &[&[8, 8192], &[8]]),
        ],
        ..NetParameter::default()
    };
    let file = net.encode_to_vec();
    drop(net);
    let tensors = 4 * (8192 * 3072 + 8192 + 8 * 8192 + 8);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("w.safetensors");
    let ((), most) = most(|| {
        let imported = caffe::import("net.prototxt", TEXT.as_bytes(), &file, &Options::default());
        imported
            .unwrap_or_else(|error| panic!("{error}"))
            .save_weights(&path)
            .expect("written");
    });
    let all = file.len() + most;
    assert!(
        all <= 2 * tensors + LIMIT,
        "{all} bytes for tensors of {tensors}"
    );
    // Beyond the file, an import holds the largest tensor and little else.
    assert!(most <= tensors + (8 << 20), "{most} bytes beyond the file");
    assert!(std::fs::metadata(&path).expect("written").len() >= tensors as u64);
}

#[test]
fn lengths_are_checked_before_memory_is_taken() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let field = |number: u32, len: u64| {
        let mut bytes = Vec::new();
        prost::encoding::encode_key(
            number,
            prost::encoding::WireType::LengthDelimited,
            &mut bytes,
        );
        prost::encoding::encode_varint(len, &mut bytes);
        bytes
    };
    for len in [1 << 31, 1 << 40, 1 << 62, u64::MAX] {
        for numbers in [
            &[100][..],
            &[100, 7],
            &[100, 7, 5],
            &[100, 1],
            &[2, 6, 8],
            &[100, 7, 7],
        ] {
            let mut file = Vec::new();
            let (last, outer) = numbers.split_last().expect("a number");
            file.extend(field(*last, len));
            for number in outer.iter().rev() {
                let mut around = field(*number, file.len() as u64);
                around.extend(&file);
                file = around;
            }
            let (result, most) = most(|| {
                caffe::import("n", TEXT.as_bytes(), &file, &Options::default()).map(|_| ())
            });
            assert!(
                matches!(result, Err(Error::Caffemodel { .. } | Error::CutOff { .. })),
                "{numbers:?}"
            );
            assert!(most <= 1 << 20, "{most} bytes for a length of {len}");
        }
    }
}

#[test]
fn large_and_deep_texts_are_refused_in_little_memory() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let model = model();
    let deep = "layer{".repeat(1_000_000);
    let lists = format!("input: [{}]", "[".repeat(1_000_000));
    let fields = "a:1 ".repeat(1_900_000);
    let layers = "layer{name:\"a\"type:\"ReLU\"bottom:\"a\"top:\"a\"}\n".repeat(100_000);
    let blobs = format!(
        "layer{{name:\"x\"type:\"Concat\"{}}}",
        "top:\"a\"".repeat(390_000)
    );
    let long = format!("name: \"{}\"", "x".repeat(7_000_000));
    let large = " ".repeat(9 << 20);
    for text in [deep, lists, fields, layers, blobs, long, large] {
        let (result, most) = most(|| {
            let result = caffe::import("n", text.as_bytes(), &model, &Options::default());
            result.map(|_| ()).map_err(|error| error.to_string().len())
        });
        let shown = result.expect_err("not in order");
        assert!(shown < 1 << 20, "a message of {shown} bytes");
        assert!(most <= LIMIT, "{most} bytes for {:?}", &text[..12]);
    }
}

#[test]
fn many_layers_are_imported_in_time() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    // A chain, and layers that all read one blob: with either, effort quadratic in the number of layers would take too
    // long. Slopes differ, as equal layers are one step that is repeated.
    let mut chain = "input: \"b0\" input_shape { dim: [1, 1, 4, 4] }\n".to_owned();
    let mut fan = chain.clone();
    for at in 0..4000 {
        let next = at + 1;
        chain += &format!(
            "layer {{ name: \"l{at}\" type: \"ReLU\" bottom: \"b{at}\" top: \"b{next}\" relu_param {{ negative_slope: 0.{next} }} }}\n"
        );
        fan += &format!(
            "layer {{ name: \"l{at}\" type: \"ReLU\" bottom: \"b0\" top: \"b{next}\" }}\n"
        );
    }
    let model = model();
    let (chain, most) = most(|| {
        let imported = caffe::import("n", chain.as_bytes(), &model, &Options::default());
        imported.map(|imported| imported.spec().len())
    });
    assert!(chain.expect("in order") > 4000);
    assert!(most <= LIMIT, "{most} bytes");
    let error = caffe::import("n", fan.as_bytes(), &model, &Options::default());
    let error = error.expect_err("4000 outputs").to_string();
    assert!(
        error.contains("nothing reads the results of 4000 layers"),
        "{error}"
    );
}
