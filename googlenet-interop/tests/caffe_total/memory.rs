//! Memory of imports.

use super::LIMIT;
use super::files::{TEXT, blob, layer, model};
use super::held::{alone, most};
use googlenet_interop::caffe::proto::{BlobShape, NetParameter};
use googlenet_interop::caffe::{self, Error, Mean, Options};
use prost::Message;

#[test]
fn a_mean_takes_its_file_twice() {
    let _one = alone();
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
    let (read, most) = super::held::most(|| Mean::read(&lies.encode_to_vec()).is_ok());
    assert!(!read && most < 1 << 16, "{most} bytes");
}

#[test]
fn an_import_takes_its_file_and_one_tensor() {
    let _one = alone();
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
    let _one = alone();
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
    let _one = alone();
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
    let _one = alone();
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
