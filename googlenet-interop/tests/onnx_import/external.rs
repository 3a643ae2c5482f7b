//! Data of tensors in other files: it is read inside the folder of the model only.

use super::build::graph;
use super::{good_with, load};
use googlenet_interop::onnx::{self, Options};
use googlenet_runtime::Network;
use prost::Message;
use std::path::Path;

/// Returns a file with a convolution whose kernel, 2x2x1x1, is at `location`.
fn file(entries: &[(&str, &str)]) -> Vec<u8> {
    let build = graph()
        .input("x", &[1, 2, 3, 3])
        .node("Conv", &["x", "w"], "y")
        .output("y");
    // `TensorProto`: sizes, type, name, where the data is; it is not in the messages of exports.
    let mut tensor = vec![8, 2, 8, 2, 8, 1, 8, 1, 16, 1, 0x42, 1, b'w'];
    for (key, value) in entries {
        let mut entry = vec![10, key.len() as u8];
        entry.extend_from_slice(key.as_bytes());
        entry.extend([18, value.len() as u8]);
        entry.extend_from_slice(value.as_bytes());
        tensor.extend([0x6a, entry.len() as u8]);
        tensor.extend(entry);
    }
    tensor.extend([0x70, 1]);
    let mut body = vec![0x2a, tensor.len() as u8];
    body.extend(tensor);
    let mut model = build.0.clone();
    let graph = model.graph.take().unwrap_or_default();
    let mut inner = graph.encode_to_vec();
    inner.extend(body);
    let mut bytes = model.encode_to_vec();
    bytes.push(0x3a);
    prost::encoding::encode_varint(inner.len() as u64, &mut bytes);
    bytes.extend(inner);
    bytes
}

fn import(bytes: &[u8], folder: Option<&Path>) -> Result<String, String> {
    let options = Options {
        folder: folder.map(Path::to_owned),
        ..Options::default()
    };
    let imported = onnx::import(bytes, &options).map_err(|error| error.to_string());
    imported.map(|imported| imported.spec().to_owned())
}

#[test]
fn data_inside_the_folder_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let values = [7.0f32, 1.5, -2.0, 0.25, 3.0];
    let bytes: Vec<u8> = values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    std::fs::create_dir(folder.path().join("data")).expect("made");
    std::fs::write(folder.path().join("data/w.bin"), bytes).expect("written");
    let bytes = file(&[
        ("location", "data/w.bin"),
        ("offset", "4"),
        ("length", "16"),
    ]);
    let options = Options {
        folder: Some(folder.path().to_owned()),
        ..Options::default()
    };
    let model = load(&good_with(&bytes, &options));
    let kernel = model.layers()[0].weight("kernel").expect("a kernel");
    assert_eq!(kernel.values(), [1.5, 0.25, -2.0, 3.0]);
}

#[test]
fn data_elsewhere_is_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).expect("made");
    std::fs::write(folder.path().join("outside.bin"), [0; 16]).expect("written");
    std::fs::write(inner.join("short.bin"), [0; 15]).expect("written");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../outside.bin", inner.join("link.bin")).expect("linked");
    let message = |entries: &[(&str, &str)], folder: Option<&Path>| {
        let told = import(&file(entries), folder).expect_err("it is refused");
        let told = told.strip_prefix("the network cannot be imported\n  initializer \"w\": ");
        told.expect("it names the tensor").to_owned()
    };
    let outside = "which is not inside the model's folder";
    let absolute = folder.path().join("outside.bin");
    let absolute = absolute.to_str().expect("UTF-8");
    for location in [
        "../outside.bin",
        "../../etc/passwd",
        "/etc/passwd",
        absolute,
        "a/../../outside.bin",
        "..\\outside.bin",
        "C:\\x",
    ] {
        let told = message(&[("location", location)], Some(&inner));
        assert_eq!(told, format!("its values are in {location:?}, {outside}"));
    }
    #[cfg(unix)]
    assert_eq!(
        message(&[("location", "link.bin")], Some(&inner)),
        "its values are in \"link.bin\", a link that leads out of the model's folder"
    );
    assert_eq!(
        message(&[("location", "short.bin")], Some(&inner)),
        "bytes 0 to 16 of \"short.bin\", which has 15"
    );
    assert_eq!(
        message(
            &[
                ("location", "short.bin"),
                ("offset", "18446744073709551615")
            ],
            Some(&inner)
        ),
        "bytes 18446744073709551615 to 18446744073709551631 of \"short.bin\", which has 15"
    );
    assert_eq!(
        message(&[("location", "short.bin"), ("length", "15")], Some(&inner)),
        "15 bytes in \"short.bin\", where its sizes make 16"
    );
    assert_eq!(
        message(&[("location", "short.bin")], None),
        "its values are in \"short.bin\", and no folder of the model is known"
    );
    let missing = message(&[("location", "missing.bin")], Some(&inner));
    assert!(
        missing.starts_with("its values are in \"missing.bin\": "),
        "{missing}"
    );
}
