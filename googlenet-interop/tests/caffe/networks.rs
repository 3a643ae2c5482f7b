//! Tests with whole networks, in the forms of published files.

use super::reference::{Blob, Weights, Window};
use super::{bytes, expect, good, load, near, run, text};
use googlenet_interop::caffe::proto::{BlobProto, NetParameter, V1LayerParameter};
use googlenet_runtime::Network;
use std::collections::BTreeSet;

fn fire(weights: &mut Weights, name: &str, input: &Blob, filters: [usize; 3]) -> Blob {
    let mut conv = |part: &str, input: &Blob, filters, kernel: usize| {
        let window = Window::square(kernel, 1, kernel / 2);
        weights
            .conv(&format!("{name}/{part}"), input, filters, &window)
            .relu(0.0)
    };
    let squeezed = conv("squeeze1x1", input, filters[0], 1);
    let small = conv("expand1x1", &squeezed, filters[1], 1);
    let large = conv("expand3x3", &squeezed, filters[2], 3);
    Blob::concat(&[&small, &large])
}

#[test]
fn fire_modules_become_a_block() {
    let mut weights = Weights::default();
    let input = Blob::input(3, 63, 63);
    let x = weights
        .conv("conv1", &input, 16, &Window::square(3, 2, 0))
        .relu(0.0);
    let x = x.pool(false, 3, 2, 0);
    let x = fire(&mut weights, "fire2", &x, [4, 16, 16]);
    let x = fire(&mut weights, "fire3", &x, [4, 16, 16]);
    let x = x.pool(false, 3, 2, 0);
    let x = fire(&mut weights, "fire4", &x, [8, 24, 32]);
    let x = weights
        .conv("conv10", &x, 10, &Window::square(1, 1, 0))
        .relu(0.0);
    let wanted = x.pool(true, x.dims[1], 1, 0).softmax();

    let model = bytes(&weights.net);
    let imported = good(&text("squeezenet"), &model);
    assert!(imported.warnings().is_empty(), "{:?}", imported.warnings());
    let spec = imported.spec();
    assert!(spec.contains("{fire: [8, 24, 32]}"), "{spec}");
    expect("squeezenet.yaml", spec);
    near(
        &run(&load(&imported), &input.channels_last()),
        &wanted.values,
        1e-5,
    );
}

/// Computes an Inception module of a reduced GoogLeNet, and adds its layers to `weights`.
fn inception(weights: &mut Weights, name: &str, input: &Blob, filters: [usize; 6]) -> Blob {
    let mut conv = |part: &str, input: &Blob, filters, kernel: usize| {
        let window = Window::square(kernel, 1, kernel / 2);
        weights
            .conv(&format!("{name}/{part}"), input, filters, &window)
            .relu(0.0)
    };
    let a = conv("1x1", input, filters[0], 1);
    let b = conv("3x3_reduce", input, filters[1], 1);
    let b = conv("3x3", &b, filters[2], 3);
    let c = conv("5x5_reduce", input, filters[3], 1);
    let c = conv("5x5", &c, filters[4], 5);
    let d = conv("pool_proj", &input.pool(false, 3, 1, 1), filters[5], 1);
    Blob::concat(&[&a, &b, &c, &d])
}

fn head(weights: &mut Weights, name: &str, input: &Blob) {
    let x = input.pool(true, 5, 3, 0);
    let x = weights
        .conv(&format!("{name}/conv"), &x, 6, &Window::square(1, 1, 0))
        .relu(0.0);
    let x = weights
        .inner_product(&format!("{name}/fc"), &x, 12, false)
        .relu(0.0);
    weights.inner_product(&format!("{name}/classifier"), &x, 10, false);
}

fn train_val(heads: bool) -> (Weights, Blob, Blob) {
    let mut weights = Weights::default();
    let input = Blob::input(3, 64, 64);
    let x = weights
        .conv("conv1/7x7_s2", &input, 8, &Window::square(7, 2, 3))
        .relu(0.0);
    let x = x.pool(false, 3, 2, 0).lrn(5, 1e-4, 0.75, 1.0);
    let x = inception(&mut weights, "inception_3a", &x, [4, 3, 6, 2, 3, 3]);
    if heads {
        head(&mut weights, "loss1", &x);
    }
    let x = inception(&mut weights, "inception_3b", &x, [5, 4, 6, 2, 4, 3]);
    if heads {
        head(&mut weights, "loss2", &x);
    }
    let x = x.pool(false, 3, 2, 0);
    let x = inception(&mut weights, "inception_4a", &x, [6, 4, 7, 3, 4, 4]);
    let x = x.pool(true, 8, 1, 0);
    let wanted = weights
        .inner_product("loss3/classifier", &x, 10, false)
        .softmax();
    (weights, input, wanted)
}

#[test]
fn training_files_give_heads_and_preprocessing() {
    let (weights, input, wanted) = train_val(true);
    let model = bytes(&weights.net);
    let imported = good(&text("train_val"), &model);
    let spec = imported.spec();
    expect("train_val.yaml", spec);
    let head =
        "loss1: {from: inception_3a, when: training, weight: 0.3, layers: {auxiliary: auxiliary}}";
    assert!(spec.contains(head), "{spec}");
    assert!(
        spec.contains("preprocess: {color: bgr, mean: [104, 117, 123]}"),
        "{spec}"
    );
    expect(
        "train_val.warnings.txt",
        &(imported.warnings().join("\n") + "\n"),
    );
    let network = load(&imported);
    near(&run(&network, &input.channels_last()), &wanted.values, 1e-5);
    // The heads are not run, but their values are present and in this project's order.
    let fc = network
        .layer("loss1.auxiliary.fc")
        .expect("the head has it");
    let kernel = fc.weight("kernel").expect("its kernel");
    assert_eq!(kernel.shape(), [5 * 5 * 6, 12]);
    let blob = weights
        .net
        .layer
        .iter()
        .find(|layer| layer.name() == "loss1/fc")
        .expect("made");
    // Row of pixel 5 and channel 2 in the kernel; column of channel 2 and pixel 5 in Caffe's blob.
    let (ours, caffes) = ((5 * 6 + 2) * 12 + 7, 7 * 150 + 2 * 25 + 5);
    assert_eq!(kernel.values()[ours], blob.blobs[0].data[caffes]);
}

#[test]
fn weight_files_without_heads_fit_training_files() {
    let (weights, input, wanted) = train_val(false);
    let model = bytes(&weights.net);
    let imported = good(&text("train_val"), &model);
    let told = imported.warnings().join("\n");
    assert!(
        told.contains("lacks the branch of training up to \"loss1/classifier\""),
        "{told}"
    );
    near(
        &run(&load(&imported), &input.channels_last()),
        &wanted.values,
        1e-5,
    );
}

#[test]
fn weights_of_heads_are_passed_over_by_deploy_files() {
    let (with, ..) = train_val(true);
    let text = text("train_val");
    let mut of_head = false;
    let deploy = text.lines().filter(|line| {
        if line.starts_with("layer") {
            of_head = line.contains("\"loss1") || line.contains("\"loss2");
        }
        !of_head
    });
    let deploy = deploy.collect::<Vec<_>>().join("\n");
    let model = bytes(&with.net);
    let imported = good(&deploy, &model);
    let told = imported.warnings().join("\n");
    assert!(
        told.contains("that are not used: loss1/conv, loss1/fc"),
        "{told}"
    );
    assert!(!imported.spec().contains("heads"), "{}", imported.spec());
}

fn old_network() -> (Weights, Blob, Blob) {
    let mut weights = Weights::default();
    let input = Blob::input(2, 11, 9);
    let window = Window {
        kernel: [3, 2],
        stride: [2, 1],
        pad: [1, 0],
        groups: 2,
        bias: true,
    };
    let x = weights.conv("c1", &input, 6, &window).relu(0.1);
    let x = x.lrn(3, 0.5, 0.75, 2.0);
    let x = x.pool(true, 3, 2, 1);
    let both = Blob::concat(&[&x.clone().flatten(), &x.tanh().flatten()]);
    let wanted = weights.inner_product("ip", &both, 5, false).softmax();
    (weights, input, wanted)
}

#[test]
fn files_from_before_2015_are_read() {
    let (weights, input, wanted) = old_network();
    // The weights in the form before 2015: layer types as numbers, four sizes for each blob, the leading ones 1.
    let layers = weights.net.layer.iter().map(|layer| V1LayerParameter {
        name: layer.name.clone(),
        r#type: Some(4),
        blobs: layer.blobs.iter().map(old_blob).collect(),
        ..V1LayerParameter::default()
    });
    let old = NetParameter {
        layers: layers.collect(),
        ..NetParameter::default()
    };
    for model in [bytes(&old), bytes(&weights.net)] {
        let imported = good(&text("old"), &model);
        expect("old.yaml", imported.spec());
        near(
            &run(&load(&imported), &input.channels_last()),
            &wanted.values,
            1e-5,
        );
    }
}

fn old_blob(blob: &BlobProto) -> BlobProto {
    let dims = blob.shape.as_ref().map_or(&[][..], |shape| &shape.dim);
    let mut four = vec![1; 4 - dims.len()];
    four.extend(dims);
    BlobProto {
        num: Some(four[0]),
        channels: Some(four[1]),
        height: Some(four[2]),
        width: Some(four[3]),
        shape: None,
        ..blob.clone()
    }
}

#[test]
fn values_may_be_doubles_raw_or_one_by_one() {
    let (weights, input, wanted) = old_network();
    let each = |change: &dyn Fn(&mut BlobProto)| {
        let mut net = weights.net.clone();
        net.layer
            .iter_mut()
            .flat_map(|layer| &mut layer.blobs)
            .for_each(change);
        bytes(&net)
    };
    let doubles = each(&|blob| {
        blob.double_data = blob.data.drain(..).map(f64::from).collect();
    });
    let raw = each(&|blob| {
        blob.raw_data_type = Some(1);
        blob.raw_data = Some(blob.data.drain(..).flat_map(f32::to_le_bytes).collect());
    });
    let (mut one_by_one, mut in_halves) = (Vec::new(), Vec::new());
    for layer in &weights.net.layer {
        for (parts, file) in [(usize::MAX, &mut one_by_one), (2, &mut in_halves)] {
            let blobs = layer.blobs.iter().map(|blob| scattered(blob, parts));
            let mut body = field(1, layer.name().as_bytes());
            blobs.for_each(|blob| body.extend(field(7, &blob)));
            file.extend(field(100, &body));
        }
    }
    for model in [doubles, raw, one_by_one, in_halves] {
        let imported = good(&text("old"), &model);
        near(
            &run(&load(&imported), &input.channels_last()),
            &wanted.values,
            1e-5,
        );
    }
}

/// Encodes a blob whose values are in several fields: one for each value, or two.
fn scattered(blob: &BlobProto, parts: usize) -> Vec<u8> {
    use prost::Message;
    let values: Vec<u8> = blob
        .data
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect();
    let empty = BlobProto {
        data: Vec::new(),
        ..blob.clone()
    };
    let mut bytes = empty.encode_to_vec();
    if parts == usize::MAX {
        for value in values.chunks(4) {
            bytes.push(5 << 3 | 5);
            bytes.extend(value);
        }
    } else {
        let half = values.len() / 8 * 4;
        bytes.extend(field(5, &values[..half]));
        bytes.extend(field(5, &values[half..]));
    }
    bytes
}

/// Encodes a length-delimited field.
pub(crate) fn field(number: u32, value: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    prost::encoding::encode_key(
        number,
        prost::encoding::WireType::LengthDelimited,
        &mut bytes,
    );
    prost::encoding::encode_varint(value.len() as u64, &mut bytes);
    bytes.extend(value);
    bytes
}

#[test]
fn residual_networks_keep_their_sums() {
    let mut weights = Weights::default();
    let input = Blob::input(3, 17, 17);
    let conv = |weights: &mut Weights, name: &str, x: &Blob, filters, kernel: usize, stride| {
        let window = Window {
            bias: false,
            ..Window::square(kernel, stride, kernel / 2)
        };
        let x = weights.conv(name, x, filters, &window);
        let part = name.trim_start_matches("res");
        let part = if name == "conv1" { "_conv1" } else { part };
        let x = weights.batch_norm(&format!("bn{part}"), &x);
        weights.scale(&format!("scale{part}"), &x)
    };
    let x = conv(&mut weights, "conv1", &input, 8, 3, 2).relu(0.0);
    let y = conv(&mut weights, "res2a_branch2a", &x, 4, 1, 1).relu(0.0);
    let y = conv(&mut weights, "res2a_branch2b", &y, 8, 3, 1);
    let x = x.sum(&y).relu(0.0);
    let y = conv(&mut weights, "res2b_branch2a", &x, 5, 1, 1).relu(0.0);
    let y = conv(&mut weights, "res2b_branch2b", &y, 8, 3, 1);
    let x = x.sum(&y).relu(0.0);
    let x = weights.batch_norm("pre_bn", &x).pool(false, 3, 3, 0);
    let wanted = weights.inner_product("fc", &x, 6, true).softmax();

    let model = bytes(&weights.net);
    let imported = good(&text("residual"), &model);
    expect("residual.yaml", imported.spec());
    near(
        &run(&load(&imported), &input.channels_last()),
        &wanted.values,
        1e-5,
    );
}

#[test]
fn tensors_have_the_names_of_the_network() {
    let (weights, ..) = train_val(true);
    let model = bytes(&weights.net);
    let imported = good(&text("train_val"), &model);
    let network = load(&imported);
    let layers = network.layers();
    let wanted: BTreeSet<String> = layers
        .iter()
        .flat_map(|layer| {
            layer
                .weights()
                .iter()
                .map(|weight| format!("{}.{}", layer.name(), weight.name()))
        })
        .collect();
    let got: BTreeSet<String> = imported
        .weights()
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(got, wanted);
}

/// A concatenation of one blob is its operand, so that an activation behind it must not change what others read there.
#[test]
fn an_activation_behind_a_concatenation_of_one_blob_changes_nothing_else() {
    let mut weights = Weights::default();
    let input = Blob::input(3, 6, 6);
    let conv = weights.conv("conv", &input, 4, &Window::square(3, 1, 1));
    let plain = conv.pool(false, 2, 2, 0);
    let active = conv.relu(0.0).pool(false, 2, 2, 0);
    let wanted = Blob::concat(&[&active, &plain]);

    let prototxt = r#"
name: "Alias"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 6 dim: 6 } } }
layer { name: "conv" type: "Convolution" bottom: "data" top: "conv"
        convolution_param { num_output: 4 kernel_size: 3 pad: 1 } }
layer { name: "one" type: "Concat" bottom: "conv" top: "one" }
layer { name: "relu" type: "ReLU" bottom: "one" top: "active" }
layer { name: "pool_a" type: "Pooling" bottom: "active" top: "a" pooling_param { pool: MAX kernel_size: 2 stride: 2 } }
layer { name: "pool_b" type: "Pooling" bottom: "conv" top: "b" pooling_param { pool: MAX kernel_size: 2 stride: 2 } }
layer { name: "both" type: "Concat" bottom: "a" bottom: "b" top: "both" }
"#;
    let model = bytes(&weights.net);
    let imported = good(prototxt, &model);
    near(
        &run(&load(&imported), &input.channels_last()),
        &wanted.channels_last(),
        1e-5,
    );
}
