//! Tests with broken weight files: each is refused with an error that has a byte offset, and the messages are those of
//! a reviewed file.

use super::networks::field;
use super::reference::{Blob, Weights, Window};
use super::{bytes, expect, good, import};
use googlenet_interop::caffe::Error;
use googlenet_interop::caffe::proto::{BlobProto, BlobShape, LayerParameter, NetParameter};
use prost::Message;

const NET: &str = r#"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
layer { name: "a" type: "Convolution" bottom: "data" top: "a" convolution_param { num_output: 4 kernel_size: 3 } }
"#;

fn net() -> NetParameter {
    let mut weights = Weights::default();
    weights.conv("a", &Blob::input(3, 8, 8), 4, &Window::square(3, 1, 0));
    weights.net.name = Some("net".into());
    weights.net
}

/// Returns the weight file with a changed first blob.
fn with_blob(change: impl Fn(&mut BlobProto)) -> Vec<u8> {
    let mut net = net();
    change(&mut net.layer[0].blobs[0]);
    bytes(&net)
}

fn with_shape(dim: Vec<i64>) -> Vec<u8> {
    with_blob(|blob| blob.shape = Some(BlobShape { dim: dim.clone() }))
}

/// Returns a file with a layer `a` that has a blob of these bytes.
fn raw_blob(blob: &[u8]) -> Vec<u8> {
    let mut layer = field(1, b"a");
    layer.extend(field(7, blob));
    field(100, &layer)
}

fn varint(number: u32, mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    prost::encoding::encode_key(number, prost::encoding::WireType::Varint, &mut bytes);
    while value > 127 {
        bytes.push(value as u8 | 128);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

fn corpus() -> Vec<(&'static str, Vec<u8>)> {
    let whole = bytes(&net());
    let cut = |len: usize| whole[..len].to_vec();
    let many = |count: usize, layer: &LayerParameter| {
        bytes(&NetParameter {
            layer: vec![layer.clone(); count],
            ..NetParameter::default()
        })
    };
    let mut lying = field(1, b"net");
    lying.extend([0xa2, 0x06, 0xff, 0xff, 0xff, 0xff, 0x0f]);
    let mut endless = varint(200, 1);
    endless.truncate(2);
    endless.extend([0xff; 12]);
    let mut huge_length = vec![0xa2, 0x06];
    huge_length.extend([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]);
    let mut half_blob = net().layer[0].blobs[0].encode_to_vec();
    half_blob.truncate(half_blob.len() - 3);
    let mut both = net().layer[0].blobs[0].encode_to_vec();
    both.extend(field(8, &1.0f64.to_le_bytes()));
    let mut raw_and_data = net().layer[0].blobs[0].encode_to_vec();
    raw_and_data.extend(field(12, &[0; 4]));
    let mut whole_numbers = varint(10, 3);
    whole_numbers.extend(field(12, &[0; 4]));
    let mut odd_raw = varint(10, 1);
    odd_raw.extend(field(12, &[0; 5]));
    let twice = bytes(&NetParameter {
        layer: [net().layer, net().layer].concat(),
        ..NetParameter::default()
    });
    let old_layer = |body: Vec<u8>| field(2, &body);
    let mut first_form = field(4, b"a");
    first_form.extend(field(1, &field(1, b"conv1")));
    let blobs = vec![BlobProto::default(); 65];
    let many_blobs = LayerParameter {
        name: Some("a".into()),
        blobs,
        ..LayerParameter::default()
    };
    vec![
        ("empty", Vec::new()),
        ("text", NET.into()),
        ("hdf5", b"\x89HDF\r\n\x1a\n\0\0\0\0".to_vec()),
        ("cut_in_a_key", cut(6)),
        ("cut_in_a_length", cut(7)),
        ("cut_in_the_values", cut(whole.len() / 2)),
        ("cut_at_the_last_byte", cut(whole.len() - 1)),
        (
            "no_layers",
            bytes(&NetParameter {
                name: Some("net\u{1}".into()),
                ..NetParameter::default()
            }),
        ),
        ("layer_longer_than_the_file", lying),
        ("length_of_2_to_the_62", huge_length),
        ("varint_without_end", endless),
        ("field_number_zero", vec![0x02, 0x00, 0xff]),
        ("wire_type_seven", vec![0xa7, 0x06, 0xff]),
        ("group", vec![0xa3, 0x06, 0xa4, 0x06]),
        ("layer_as_a_number", varint(100, 7)),
        ("name_as_a_number", field(100, &varint(1, 7))),
        ("name_that_is_no_text", field(100, &field(1, &[0xff, 0xfe]))),
        ("name_of_2000_bytes", field(100, &field(1, &[b'a'; 2000]))),
        ("blob_as_a_number", field(100, &varint(7, 7))),
        (
            "blob_longer_than_its_layer",
            field(100, &[0x3a, 0x7f, 0x00]),
        ),
        ("blob_that_ends_early", raw_blob(&half_blob)),
        ("values_that_are_no_floats", raw_blob(&field(5, &[0; 7]))),
        ("values_as_a_varint", raw_blob(&varint(5, 7))),
        ("values_in_two_sizes", raw_blob(&both)),
        ("values_in_two_forms", raw_blob(&raw_and_data)),
        ("raw_whole_numbers", raw_blob(&whole_numbers)),
        ("raw_values_that_are_no_floats", raw_blob(&odd_raw)),
        ("sizes_as_bytes", raw_blob(&field(1, &[1]))),
        ("shape_as_a_number", raw_blob(&varint(7, 7))),
        (
            "shape_that_is_none",
            raw_blob(&field(7, &[0x0a, 0x05, 0x01])),
        ),
        ("shape_of_2_to_the_60", with_shape(vec![1 << 60])),
        ("shape_that_overflows", with_shape(vec![1 << 40, 1 << 40])),
        ("shape_of_negative_size", with_shape(vec![-4, -27])),
        ("shape_of_40_sizes", with_shape(vec![1; 40])),
        ("shape_of_1000_sizes", with_shape(vec![1; 1000])),
        ("shape_without_values", with_blob(|blob| blob.data.clear())),
        ("values_without_shape", with_blob(|blob| blob.shape = None)),
        (
            "old_sizes_of_2_to_the_60",
            with_blob(|blob| {
                blob.shape = None;
                (blob.num, blob.channels, blob.height, blob.width) =
                    (Some(1 << 60), Some(1), Some(1), Some(1));
            }),
        ),
        ("layer_twice", twice),
        ("first_form", old_layer(first_form)),
        ("too_many_layers", many(70_000, &LayerParameter::default())),
        ("too_many_blobs", many(1, &many_blobs)),
    ]
}

#[test]
fn broken_weight_files_have_errors_with_their_bytes() {
    good(NET, &bytes(&net()));
    let mut told = String::new();
    let corpus = corpus();
    assert!(corpus.len() >= 40);
    for (name, model) in corpus {
        let Err(error) = import(NET, &model) else {
            panic!("{name} has no error");
        };
        let of_the_file = matches!(
            error,
            Error::Caffemodel { .. } | Error::CutOff { .. } | Error::OtherKind { .. }
        );
        assert!(of_the_file, "{name}: {error}");
        told += &format!("{name}: {error}\n");
    }
    expect("broken_models.txt", &told);
}

/// A file whose end became zeros is cut off, wherever they begin: between layers, in a layer, in a blob or its shape.
#[test]
fn zeros_at_the_end_are_a_file_that_is_cut_off() {
    let mut weights = Weights::default();
    let input = Blob::input(3, 8, 8);
    weights.conv("a", &input, 4, &Window::square(3, 1, 0));
    weights.conv("b", &input, 4, &Window::square(3, 1, 0));
    let whole = bytes(&weights.net);
    // Zeros in the last blob's values may be values.
    for from in 24..whole.len() - 40 {
        let mut zeros = whole.clone();
        zeros[from..].fill(0);
        let error = import(NET, &zeros).expect_err("zeros");
        assert!(matches!(error, Error::CutOff { .. }), "{from}: {error}");
        let first = zeros.iter().rposition(|byte| *byte != 0).expect("a layer") + 1;
        let said = format!("nothing but zeros from byte {first} on");
        assert!(error.to_string().contains(&said), "{from}: {error}");
    }
}

#[test]
fn every_prefix_of_a_file_is_an_error() {
    let whole = bytes(&net());
    for len in 0..whole.len() {
        // A prefix that ends between two fields of the network lacks the layer.
        let error = import(NET, &whole[..len]).expect_err("it is cut");
        assert!(!error.to_string().is_empty());
    }
}
