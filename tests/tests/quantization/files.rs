//! Files of quantised networks.

use super::digits::{digits, quantized};
use super::{network, noise, options, quantize};
use googlenet_runtime::Network as _;
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::quantize::{Method, Quantized};
use serde_json::{Value, json};

fn small() -> (Model, Vec<u8>) {
    let layers = "\
  first: {conv: 4, kernel: 3, padding: same, batch_norm: true, activation: relu}
  pool:  {max_pool: 2, stride: 2}
  act:   prelu
  last:  {conv: 2, kernel: 1}
";
    let model = network([6, 6, 3], layers).seeded(5);
    let (quantized, _) =
        quantize(&model, &options(Method::MinMax), &noise(1, 2, 108)).expect("images");
    let mut file = Vec::new();
    quantized.write(&mut file).expect("a file");
    (model, file)
}

/// Returns the header and the values of a file.
fn parts(file: &[u8]) -> (Value, Vec<u8>) {
    let len = u64::from_le_bytes(file[..8].try_into().expect("eight bytes")) as usize;
    let header = serde_json::from_slice(&file[8..8 + len]).expect("JSON");
    (header, file[8 + len..].to_vec())
}

fn joined(header: &Value, values: &[u8]) -> Vec<u8> {
    let header = header.to_string().into_bytes();
    [&(header.len() as u64).to_le_bytes()[..], &header, values].concat()
}

fn refused(model: &Model, file: &[u8]) -> String {
    let error = Quantized::from_bytes(&model.graph(), file).err();
    error.expect("an error").to_string()
}

#[test]
fn files_are_read_back_and_equal_for_equal_networks() {
    let model = digits();
    let folder = tempfile::tempdir().expect("a folder");
    let paths = ["a", "b"].map(|name| folder.path().join(name));
    for path in &paths {
        quantized(&model, &options(Method::Percentile))
            .save(path)
            .expect("a file");
    }
    let [a, b] = paths
        .each_ref()
        .map(|path| std::fs::read(path).expect("the file"));
    assert_eq!(a, b);
    let back = Quantized::open(&model.graph(), &paths[0]).expect("the same network");
    assert_eq!(back, quantized(&model, &options(Method::Percentile)));
    assert_eq!((back.images, back.method), (206, Method::Percentile));
    // Kernels take a quarter, beside scales and the header.
    let bytes: usize = back.weights.iter().map(|weights| weights.bytes()).sum();
    assert!(a.len() < bytes + 32_000, "{} and {bytes}", a.len());
    let (header, _) = parts(&a);
    let entry = &header["inception_2a.conv_3x3.kernel"];
    assert_eq!(
        (&entry["dtype"], &entry["shape"]),
        (&json!("I8"), &json!([3, 3, 8, 16]))
    );
    assert_eq!(header["__metadata__"]["method"], "percentile");
}

#[test]
fn the_safetensors_library_reads_them() {
    let (_, file) = small();
    let tensors = safetensors::SafeTensors::deserialize(&file).expect("a safetensors file");
    let kernel = tensors.tensor("first.kernel").expect("the kernel");
    assert_eq!(
        (kernel.dtype(), kernel.shape()),
        (safetensors::Dtype::I8, &[3, 3, 3, 4][..])
    );
    assert_eq!(
        tensors.tensor("act.alpha").expect("slopes").dtype(),
        safetensors::Dtype::F32
    );
    assert!(tensors.tensor("first.batch_norm.gamma").is_err());
}

#[test]
fn another_networks_file_is_refused() {
    let (_, file) = small();
    let other = network(
        [6, 6, 3],
        "  first: {conv: 5, kernel: 3}\n  more: {conv: 2, kernel: 1}\n",
    );
    let message = refused(&other, &file);
    for line in [
        "cannot use the bytes as a quantised network: it does not fit the network\n",
        "  `first.kernel`: expected the shape [3, 3, 3, 5], got [3, 3, 3, 4]\n",
        "  `more.kernel` is missing\n",
        "  `pool.result_scale` is unknown",
    ] {
        assert!(message.contains(line), "{message}");
    }
}

#[test]
fn values_and_types_are_checked() {
    let (model, file) = small();
    let (header, values) = parts(&file);
    let with = |name: &str, at: usize, bytes: &[u8]| {
        let begin = header[name]["data_offsets"][0].as_u64().expect("a number") as usize + at;
        let mut values = values.clone();
        values[begin..begin + bytes.len()].copy_from_slice(bytes);
        refused(&model, &joined(&header, &values))
    };
    let f32 = |value: f32| value.to_le_bytes();
    let cases = [
        (
            with("first.kernel", 7, &[0x80]),
            "`first.kernel`: expected a number from -127 to 127, got -128 at 7",
        ),
        (
            with("first.kernel_scale", 4, &f32(0.0)),
            "`first.kernel_scale`: expected a normal number above 0, got 0 at 1",
        ),
        (with("last.kernel_scale", 0, &f32(f32::NAN)), "got NaN at 0"),
        (
            with("$input.result_scale", 0, &f32(-1.0)),
            "`$input.result_scale`: expected a normal number above 0, got -1 at 0",
        ),
        (
            with("last.result_scale", 0, &f32(1e-40)),
            "expected a normal number above 0",
        ),
        (
            with("act.alpha", 8, &f32(f32::INFINITY)),
            "`act.alpha`: expected a finite number, got inf at 2",
        ),
        (
            with("last.bias", 4, &i32::MAX.to_le_bytes()),
            "sums of output channel 1 of `last` could exceed 32 bits",
        ),
        (
            with("last.bias", 0, &i32::MIN.to_le_bytes()),
            "sums of output channel 0 of `last` could exceed 32 bits",
        ),
    ];
    for (message, expected) in cases {
        assert!(message.contains(expected), "{message}: {expected}");
    }
}

#[test]
fn headers_are_checked() {
    let (model, file) = small();
    let (header, values) = parts(&file);
    let changed = |change: &dyn Fn(&mut Value)| {
        let mut header = header.clone();
        change(&mut header);
        refused(&model, &joined(&header, &values))
    };
    let metadata =
        |key: &str, value: Value| changed(&|header| header["__metadata__"][key] = value.clone());
    let cases = [
        (
            metadata("format", json!("other")),
            "expected `googlenet-int8` as `format` of its metadata, got `other`",
        ),
        (
            metadata("version", json!("2")),
            "expected `1` as `version` of its metadata, got `2`",
        ),
        (
            metadata("method", json!("mean")),
            "expected `auto`, `minmax`, `percentile`, `entropy`, `mse` or `given` as `method`",
        ),
        (
            metadata("images", json!("-1")),
            "expected a number of images as `images` of its metadata, got `-1`",
        ),
        (
            changed(&|header| header["__metadata__"] = json!({})),
            "as `format` of its metadata, got none",
        ),
        (
            changed(&|header| header["first.bias"]["dtype"] = json!("F32")),
            "`first.bias`: expected I32, got F32",
        ),
        (
            changed(&|header| header["last.kernel"]["shape"] = json!([1, 1, 2, 4])),
            "`last.kernel`: expected the shape [1, 1, 4, 2], got",
        ),
        (
            changed(&|header| header["last.kernel"]["data_offsets"] = json!([0, 1_u64 << 40])),
            "header is invalid",
        ),
    ];
    for (message, expected) in cases {
        assert!(message.contains(expected), "{message}: {expected}");
    }
}

/// No change of a byte and no cut makes reading panic, and none that it does not see changes more than values.
#[test]
fn changed_and_cut_files_are_read_without_harm() {
    let (model, file) = small();
    let graph = model.graph();
    for len in (0..file.len()).step_by(31) {
        assert!(
            Quantized::from_bytes(&graph, &file[..len]).is_err(),
            "{len} bytes"
        );
    }
    let header = u64::from_le_bytes(file[..8].try_into().expect("eight bytes")) as usize;
    let mut read = 0;
    for at in 0..file.len() {
        if at % 3 != 0 || at > 8 + header && at % 5 != 0 {
            continue;
        }
        let mut changed = file.clone();
        changed[at] ^= 0x81;
        read += usize::from(Quantized::from_bytes(&graph, &changed).is_ok());
    }
    assert!(read < file.len() / 2, "{read}");
}

#[test]
fn results_that_share_memory_share_their_scale() {
    let (model, file) = small();
    let (header, mut values) = parts(&file);
    let name = if header.get("pool.result_scale").is_some() {
        "pool"
    } else {
        panic!("{header}")
    };
    let begin = header[format!("{name}.result_scale")]["data_offsets"][0]
        .as_u64()
        .expect("a number") as usize;
    values[begin..begin + 4].copy_from_slice(&3.0_f32.to_le_bytes());
    let message = refused(&model, &joined(&header, &values));
    assert!(
        message.contains("share memory: expected one scale and zero point, got two"),
        "{message}"
    );
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_old_one() {
    let model = digits();
    let folder = tempfile::tempdir().expect("a folder");
    let error = quantized(&model, &options(Method::MinMax))
        .save(folder.path())
        .err();
    assert!(error.is_some_and(|error| error.to_string().contains("it is a folder")));
    let names = std::fs::read_dir(folder.path()).expect("the folder");
    assert_eq!(names.count(), 0);
}
