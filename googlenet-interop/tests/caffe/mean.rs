//! Tests of mean files, which are made as `compute_image_mean` writes them: a blob with the four sizes of old files.

use super::reference::{Blob, Weights, Window};
use super::{bytes, load, near, run};
use googlenet_interop::caffe::proto::{BlobProto, BlobShape};
use googlenet_interop::caffe::{self, Error, Mean, Options, TransformParam};
use prost::Message;

fn proto([height, width, channels]: [usize; 3]) -> BlobProto {
    let len = height * width * channels;
    BlobProto {
        num: Some(1),
        channels: Some(channels as i64),
        height: Some(height as i64),
        width: Some(width as i64),
        data: (0..len).map(|at| 100.0 + (at * 7 % 31) as f32).collect(),
        ..BlobProto::default()
    }
}

fn mean(sizes: [usize; 3]) -> Mean {
    Mean::read(&proto(sizes).encode_to_vec()).expect("a mean file")
}

#[test]
fn both_forms_are_read() {
    let old = proto([2, 3, 3]);
    let new = |dim: &[i64]| BlobProto {
        shape: Some(BlobShape { dim: dim.to_vec() }),
        data: old.data.clone(),
        ..BlobProto::default()
    };
    let doubles = BlobProto {
        double_data: old.data.iter().copied().map(f64::from).collect(),
        data: Vec::new(),
        ..old.clone()
    };
    let of_old = Mean::read(&old.encode_to_vec()).expect("the old form");
    assert_eq!(of_old.sizes(), [2, 3, 3]);
    for other in [new(&[1, 3, 2, 3]), new(&[3, 2, 3]), doubles] {
        let other = Mean::read(&other.encode_to_vec()).expect("a mean file");
        assert_eq!(other, of_old);
    }
    let means: Vec<f64> = old
        .data
        .chunks(6)
        .map(|plane| plane.iter().map(|value| f64::from(*value)).sum::<f64>() / 6.0)
        .collect();
    assert_eq!(of_old.channels(), means);
    let planes = old.data.chunks(6).zip(&means);
    let largest = planes.flat_map(|(plane, mean)| {
        plane
            .iter()
            .map(move |value| (f64::from(*value) - mean).abs())
    });
    assert_eq!(of_old.deviation(), largest.fold(0.0, f64::max));
}

const NET: &str = r#"
name: "Means"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 4 dim: 5 } } }
layer { name: "a" type: "Convolution" bottom: "data" top: "a" convolution_param { num_output: 2 kernel_size: 3 pad: 1 } }
layer { name: "b" type: "Pooling" bottom: "a" top: "b" pooling_param { pool: AVE global_pooling: true } }
"#;

fn with(options: &Options, model: &[u8]) -> Result<(String, Vec<String>, Vec<f32>), Error> {
    let imported = caffe::import("net.prototxt", NET.as_bytes(), model, options)?;
    let input = Blob::input(3, 4, 5).channels_last();
    let result = run(&load(&imported), &input);
    let warnings = imported.warnings().to_vec();
    Ok((imported.spec().to_owned(), warnings, result))
}

#[test]
fn each_pixels_mean_is_subtracted_by_layers() {
    for (scale, sizes) in [(None, [4, 5, 3]), (Some(0.5), [7, 8, 3])] {
        let picture = mean(sizes);
        let stored = proto(sizes);
        let [height, width, _] = sizes;
        let (top, left) = ((height - 4) / 2, (width - 5) / 2);
        let factor = scale.unwrap_or(1.0) as f32;
        let mut weights = Weights::default();
        let mut input = Blob::input(3, 4, 5);
        for (at, value) in input.values.iter_mut().enumerate() {
            let (channel, row, column) = (at / 20, at % 20 / 5, at % 5);
            let place = (channel * height + top + row) * width + left + column;
            *value -= factor * stored.data[place];
        }
        let wanted = weights.conv("a", &input, 2, &Window::square(3, 1, 1));
        let wanted = wanted.pool_all();
        let options = Options {
            mean_picture: Some(picture),
            preprocess: TransformParam {
                scale,
                ..TransformParam::default()
            },
            ..Options::default()
        };
        let (spec, warnings, result) = with(&options, &bytes(&weights.net)).expect("in order");
        near(&result, &wanted, 1e-5);
        assert!(warnings.is_empty(), "{warnings:?}");
        let preprocess = match scale {
            None => "preprocess: {color: bgr}\n",
            Some(_) => "preprocess: {resize: 7, crop: [4, 5], color: bgr, scale: 0.5}\n",
        };
        assert!(spec.contains(preprocess), "{spec}");
    }
}

#[test]
fn pictures_that_do_not_suit_the_input_are_told() {
    let mut weights = Weights::default();
    weights.conv("a", &Blob::input(3, 4, 5), 2, &Window::square(3, 1, 1));
    let model = bytes(&weights.net);
    let error = |sizes, preprocess| {
        let options = Options {
            mean_picture: Some(mean(sizes)),
            preprocess,
            ..Options::default()
        };
        with(&options, &model)
            .expect_err("it does not suit")
            .to_string()
    };
    assert_eq!(
        error([4, 5, 1], TransformParam::default()),
        "the mean picture has 1 channels, the input 3"
    );
    assert_eq!(
        error([4, 4, 3], TransformParam::default()),
        "the mean picture, 4x4, is smaller than the input, 4x5"
    );
    let both = TransformParam {
        mean: vec![1.0],
        ..TransformParam::default()
    };
    assert_eq!(
        error([4, 5, 3], both),
        "there are a mean picture and other means; help: give one of both"
    );
}

#[test]
fn broken_mean_files_are_errors() {
    let good = proto([4, 5, 3]);
    let whole = good.encode_to_vec();
    let sizes = |num: i64, channels: i64, height: i64, width: i64| BlobProto {
        num: Some(num),
        channels: Some(channels),
        height: Some(height),
        width: Some(width),
        ..good.clone()
    };
    let shape = |dim: &[i64]| BlobProto {
        num: None,
        channels: None,
        height: None,
        width: None,
        shape: Some(BlobShape { dim: dim.to_vec() }),
        ..good.clone()
    };
    let value = |value: f32| {
        let mut proto = good.clone();
        proto.data[7] = value;
        proto
    };
    let both = BlobProto {
        double_data: vec![1.0; 60],
        ..good.clone()
    };
    let longer = [&whole[..], &[0x2a, 0xff, 0xff, 0xff, 0xff, 0x0f]].concat();
    let endless = [&whole[..], &[0xff; 12]].concat();
    let group = [&whole[..], &[0x0b, 0x0c]].concat();
    let zeros = {
        let mut zeros = whole.clone();
        zeros[6..].fill(0);
        zeros
    };
    let npy =
        b"\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }".to_vec();
    let model = {
        let mut weights = Weights::default();
        weights.conv("a", &Blob::input(3, 4, 5), 2, &Window::square(3, 1, 1));
        bytes(&weights.net)
    };
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("empty", Vec::new()),
        ("text", NET.as_bytes().to_vec()),
        ("caffemodel", model),
        ("array", npy),
        (
            "jpeg",
            vec![0xff, 0xd8, 0xff, 0xe0, 0, 16, b'J', b'F', b'I', b'F'],
        ),
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec()),
        ("zip", b"PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaaaa".to_vec()),
        ("zeros", vec![0; 4096]),
        ("zeros_behind_the_sizes", zeros),
        ("cut_in_the_values", whole[..100].to_vec()),
        ("cut_in_the_length", whole[..9].to_vec()),
        ("cut_behind_the_sizes", whole[..8].to_vec()),
        ("longer_than_the_file", longer),
        ("varint_without_end", endless),
        ("group", group),
        ("two_pictures", sizes(2, 3, 2, 5).encode_to_vec()),
        ("no_pictures", sizes(0, 3, 4, 5).encode_to_vec()),
        ("other_sizes", sizes(1, 3, 4, 6).encode_to_vec()),
        ("negative_sizes", sizes(1, -3, -4, 5).encode_to_vec()),
        (
            "sizes_of_2_to_the_40",
            sizes(1, 3, 1 << 40, 1 << 40).encode_to_vec(),
        ),
        ("shape_of_two", shape(&[12, 5]).encode_to_vec()),
        ("shape_of_five", shape(&[1, 1, 3, 4, 5]).encode_to_vec()),
        ("shape_without_sizes", shape(&[]).encode_to_vec()),
        ("shape_of_40", shape(&[1; 40]).encode_to_vec()),
        ("nan", value(f32::NAN).encode_to_vec()),
        ("infinite", value(f32::NEG_INFINITY).encode_to_vec()),
        ("two_types", both.encode_to_vec()),
        (
            "no_values",
            BlobProto {
                data: Vec::new(),
                ..shape(&[1, 3, 0, 5])
            }
            .encode_to_vec(),
        ),
    ];
    assert!(files.len() >= 25);
    let mut told = String::new();
    for (name, file) in &files {
        let error = Mean::read(file).expect_err(name);
        told += &format!("{name}: {error}\n");
    }
    super::expect("broken_means.txt", &told);
    for len in 0..whole.len() {
        Mean::read(&whole[..len]).expect_err("it is cut");
    }
}
