//! Tests of weights, inputs and results that are NaN or infinite.

use googlenet_runtime::dynamic::Model;
use googlenet_runtime::image::{Classify, Image};
use googlenet_runtime::{
    Error, LoadOptions, Network, PackedNetwork, Precision, TypedNetwork, TypedPacked, check_finite,
    googlenet_model,
};
use googlenet_tests::root;

googlenet_model! {
    LabelsSmall = "../specs/labels_small.yaml";
    NormalSmall = "../specs/normal_small.yaml";
}

/// Sets values of a weight, each by its index, in the bytes of a safetensors file.
fn set(bytes: &mut [u8], name: &str, values: &[(usize, f32)]) {
    let length = u64::from_le_bytes(bytes[..8].try_into().expect("8 bytes")) as usize;
    let header: serde_json::Value =
        serde_json::from_slice(&bytes[8..8 + length]).expect("a header");
    let start = header[name]["data_offsets"][0].as_u64().expect(name) as usize;
    for (at, value) in values {
        let at = 8 + length + start + 4 * at;
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
}

fn written(model: &impl Network) -> Vec<u8> {
    let mut bytes = Vec::new();
    model.write_weights(&mut bytes).expect("memory");
    bytes
}

fn bits(model: &impl Network) -> Vec<u32> {
    let layers = model.layers();
    let weights = layers.iter().flat_map(|layer| layer.weights());
    let values = weights.flat_map(|weight| weight.values().to_vec());
    values.map(f32::to_bits).collect()
}

#[test]
fn weights_that_are_not_finite_are_refused_with_tensor_and_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("w.safetensors");
    let mut bytes = written(&LabelsSmall::seeded(7));
    let model = LabelsSmall::seeded(7);
    let kernel = model.layer("conv").and_then(|layer| layer.weight("kernel"));
    let shape = kernel.expect("a kernel").shape().to_vec();
    let [_, width, inputs, filters] = shape[..] else {
        panic!("a kernel of four axes");
    };
    let at = ((width + 1) * inputs + 2) * filters + 3;
    set(
        &mut bytes,
        "conv.kernel",
        &[(at, f32::NAN), (at + 1, f32::INFINITY)],
    );
    set(&mut bytes, "classes.bias", &[(4, f32::NEG_INFINITY)]);
    std::fs::write(&path, &bytes).expect("written");

    let graph = LabelsSmall::portable_graph();
    let before = LabelsSmall::seeded(1);
    let mut models = [1, 1, 1, 1].map(LabelsSmall::seeded);
    let [file, mapped, in_memory, streamed] = &mut models;
    let errors = [
        file.load_weights(&path),
        mapped.load_weights_mapped(&path),
        in_memory.load_weights_bytes(&bytes),
        streamed.load_weights_reader(&bytes[..]),
        PackedNetwork::load(&graph, &path, Precision::Fast).map(drop),
        PackedNetwork::load_bytes(&graph, &bytes, Precision::Fast).map(drop),
        PackedNetwork::load_reader(&graph, &bytes[..], Precision::Fast).map(drop),
    ];
    let list = " are not all finite\n  `conv.kernel`: NaN at [1, 1, 2, 3], the first of 2 such values\n  \
                `classes.bias`: -inf at [4]";
    for error in errors {
        let error = error.expect_err("not finite").to_string();
        assert!(error.ends_with(list), "{error}");
    }
    for model in &models {
        assert_eq!(bits(model), bits(&before), "no weight has changed");
    }
    // Of a part of the file, only that part counts.
    let mut part = LabelsSmall::seeded(1);
    let error = part.load_weights_prefixed(&path, "classes.");
    let error = error.expect_err("not finite").to_string();
    assert!(
        error.ends_with("finite\n  `classes.bias`: -inf at [4]"),
        "{error}"
    );

    let options = LoadOptions::new().allow_non_finite(true);
    options.load(&mut models[0], &path).expect("allowed");
    options
        .load_reader(&mut models[1], &bytes[..])
        .expect("allowed");
    assert_eq!(written(&models[0]), bytes);
    assert_eq!(bits(&models[0]), bits(&models[1]));
    let packed = options
        .pack(&graph, &path, Precision::Fast)
        .expect("allowed");
    let error = packed.check_finite().expect_err("not finite").to_string();
    assert!(
        error.contains("`conv") && error.contains("`classes"),
        "{error}"
    );
}

#[test]
fn what_becomes_infinite_when_it_is_packed_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("w.packed");
    let mut model = NormalSmall::seeded(2);
    let mut layers = model.layers_mut();
    let layer = layers
        .iter_mut()
        .find(|layer| layer.weight("moving_variance").is_some());
    let layer = layer.expect("a batch normalisation");
    let name = layer.name().to_owned();
    let mut variance = layer
        .weight("moving_variance")
        .expect("there")
        .values()
        .to_vec();
    variance[1] = -1.0;
    layer.set_weight("moving_variance", variance).expect("fits");
    let packed = TypedPacked::new(model);
    let error = packed.check_finite().expect_err("a root of -1").to_string();
    assert!(
        error.starts_with("the weights of the network are not all finite\n  `")
            && error.contains(&name)
            && error.contains("`: NaN once packed, the first of "),
        "{error}"
    );
    assert_eq!(error.lines().count(), 2, "one step: {error}");
    assert_eq!(packed.save(&path).expect_err("as above").to_string(), error);
    assert!(!path.exists());
    let mut bytes = Vec::new();
    packed.write(&mut bytes).expect("written as it is");
    std::fs::write(&path, bytes).expect("a file");
    // Files are not read when they are mapped.
    let packed = TypedPacked::<NormalSmall>::open(&path).expect("it is mapped");
    let error = packed.check_finite().expect_err("NaN").to_string();
    assert!(error.contains("w.packed` are not all finite"), "{error}");
}

#[test]
fn classification_tells_results_and_inputs_that_are_not_finite() {
    let image = Image::open(root().join("assets/chelsea_224.png")).expect("a photograph");
    let mut model = LabelsSmall::seeded(5);
    let good = model.classify(&image).expect("classes");
    let packed = TypedPacked::new(model.clone());
    assert_eq!(packed.classify(&image).expect("classes"), good);
    assert_eq!(good[0].name(), good[0].label.clone().expect("a label"));

    let mut classifier = model.classifier(1).expect("a classifier");
    let mut input = image.input(classifier.preprocess()).expect("an input");
    let len = input.len();
    input.extend_from_within(..);
    assert_eq!(
        classifier
            .classify_inputs(&input, 5)
            .expect("classes")
            .len(),
        2
    );
    // The second image's second row, of 32 pixels with three channels.
    input[len + 32 * 3 + 5 * 3 + 2] = f32::NAN;
    let error = classifier.classify_inputs(&input, 5).expect_err("NaN");
    assert_eq!(
        error.to_string(),
        "the input is not finite: NaN at [1, 1, 5, 2]"
    );

    for (value, said) in [(f32::NAN, "NaN"), (f32::INFINITY, "NaN")] {
        let bias = model
            .layer("classes")
            .and_then(|layer| layer.weight("bias"));
        let mut bias = bias.expect("a bias").values().to_vec();
        bias[3] = value;
        let mut layer = model.layer_mut("classes").expect("a layer");
        layer.set_weight("bias", bias).expect("fits");
        for error in [
            model.classify(&image).expect_err("NaN"),
            TypedPacked::new(model.clone())
                .classify(&image)
                .expect_err("NaN"),
        ] {
            assert!(
                matches!(&error, Error::NonFinite { place, .. } if place[0] == 0),
                "{error}"
            );
            let error = error.to_string();
            let start = format!("the output `classes` is not finite: {said} at [0, ");
            assert!(error.starts_with(&start), "{error}");
        }
    }
}

#[test]
fn packed_networks_of_a_graph_are_described_by_their_network() {
    let image = Image::open(root().join("assets/chelsea_224.png")).expect("a photograph");
    let model = Model::from_file(root().join("specs/labels_small.yaml")).expect("a network");
    let model = model.seeded(5);
    let expected = model.classify(&image).expect("classes");
    let mut file = Vec::new();
    PackedNetwork::new(model.clone())
        .write(&mut file)
        .expect("memory");
    let bare = PackedNetwork::from_bytes(&model.graph(), &file, model.precision());
    let bare = bare.expect("fits");
    assert_eq!(bare.preprocess(), None);
    assert_ne!(bare.classify(&image).ok(), Some(expected.clone()));
    let packed = bare.described_by(&model);
    assert_eq!(packed.preprocess(), model.preprocess());
    assert_eq!(packed.labels(), model.labels());
    assert_eq!(packed.classify(&image).expect("classes"), expected);
    assert_eq!(
        packed.classify_top(&image, 2).expect("classes"),
        expected[..2]
    );
}

#[test]
fn values_are_checked_by_whoever_asks() {
    assert!(check_finite("x", &[1.0, -0.0, f32::MAX], &[3]).is_ok());
    let error = check_finite("the output `y`", &[0.0, 0.0, 0.0, f32::INFINITY], &[2]);
    let error = error.expect_err("infinite").to_string();
    assert_eq!(error, "the output `y` is not finite: inf at [1, 1]");
}
