//! Inputs, outputs, and layers of training.

use super::*;

#[test]
fn the_deepest_result_is_the_first_output() {
    check("auxiliary_heads_left_in", |imported| {
        assert_eq!(
            imported.warnings(),
            [
                "the first output is \"prob\", the deepest result; further outputs: \"aux/classifier\""
            ]
        );
    });
    check("heads_everywhere", |imported| {
        assert_eq!(
            imported.warnings(),
            [
                "the first output is \"classifier\", the deepest result; further outputs: \"loss1/prob\""
            ]
        );
    });
}

const TRAINING: &str = r#"
layer { name: "data" type: "ImageData" top: "data" top: "label" image_data_param { new_height: 8 new_width: 8 } }
layer { name: "c1" type: "Convolution" bottom: "data" top: "c1" convolution_param { num_output: 4 kernel_size: 3 } }
layer { name: "aux" type: "InnerProduct" bottom: "c1" top: "aux" inner_product_param { num_output: 5 } }
layer { name: "c2" type: "Convolution" bottom: "c1" top: "c2" convolution_param { num_output: 4 kernel_size: 3 } }
layer { name: "c2/bn" type: "BatchNorm" bottom: "c2" top: "c2" batch_norm_param { use_global_stats: false } include { phase: TRAIN } }
layer { name: "c2/bn" type: "BatchNorm" bottom: "c2" top: "c2" batch_norm_param { use_global_stats: true } include { phase: TEST } }
layer { name: "fc" type: "InnerProduct" bottom: "c2" top: "fc" inner_product_param { num_output: 5 } }
"#;

fn told(ends: &str) -> (String, Vec<String>) {
    let text = format!("{TRAINING}{ends}");
    let imported =
        caffe::import_network("train_val.prototxt", text.as_bytes(), &Options::default());
    let imported = imported.unwrap_or_else(|error| panic!("{error}"));
    (imported.spec().to_owned(), imported.warnings().to_vec())
}

#[test]
fn auxiliary_classifiers_of_training_files_are_heads_or_further_outputs() {
    let loss = |name: &str, of: &str, weight: &str, rest: &str| {
        format!(
            "layer {{ name: \"{name}\" type: \"SoftmaxWithLoss\" bottom: \"{of}\" bottom: \"label\" top: \"{name}\" {weight} {rest} }}\n"
        )
    };
    let accuracy = |of: &str| {
        format!(
            "layer {{ name: \"{of}/top1\" type: \"Accuracy\" bottom: \"{of}\" bottom: \"label\" top: \"{of}/top1\" include {{ phase: TEST }} }}\n"
        )
    };
    let main = loss("loss", "fc", "", "");
    let (spec, _) = told(&(loss("loss1", "aux", "loss_weight: 0.3", "") + &main));
    assert!(
        spec.contains("heads:") && spec.contains("weight: 0.3"),
        "{spec}"
    );
    assert!(!spec.contains("outputs:"), "{spec}");
    // Of one weight, in whichever phase, and where accuracy alone is measured.
    for aux in [
        loss("loss1", "aux", "", ""),
        loss("loss1", "aux", "", "include { phase: TRAIN }"),
        accuracy("aux"),
    ] {
        let (spec, warnings) = told(&(aux + &main + &accuracy("fc")));
        let outputs = spec.split("outputs:").nth(1).expect("several outputs");
        let first = outputs.split([',', ']']).next().unwrap_or_default();
        assert_eq!(first, " [fc", "{spec}");
        let further = "the first output is \"loss\", the deepest result; further outputs: ";
        assert!(
            warnings.iter().any(|warning| warning.starts_with(further)),
            "{warnings:?}"
        );
    }
    // A larger weight makes no auxiliary result the first one.
    let (spec, _) = told(&(loss("loss1", "aux", "loss_weight: 3", "") + &main));
    assert!(spec.contains("outputs: [fc"), "{spec}");
}

#[test]
fn losses_of_any_name_are_left_out() {
    for layer in [
        "type: \"FocalLoss\"",
        "type: \"SoftmaxWithFocalLoss\"",
        "type: \"CenterLoss\"",
        "type: \"LabelSmoothing\"",
        "type: \"Python\" loss_weight: 1 python_param { module: \"m\" layer: \"L\" }",
    ] {
        let (spec, warnings) = told(&format!(
            "layer {{ name: \"judge\" {layer} bottom: \"fc\" bottom: \"label\" top: \"judge\" }}\n\
             layer {{ name: \"none\" type: \"Silence\" bottom: \"aux\" }}"
        ));
        assert!(
            !spec.contains("outputs:") && !spec.contains("aux"),
            "{spec}"
        );
        assert!(
            warnings.iter().any(|told| told.contains("judge (")),
            "{warnings:?}"
        );
    }
}

#[test]
fn a_layer_of_training_that_inference_replaces_is_left_out() {
    let (spec, warnings) = told("");
    assert_eq!(spec.matches("batch_norm").count(), 1, "{spec}");
    assert!(
        warnings
            .iter()
            .any(|told| told.contains("c2/bn (BatchNorm)")),
        "{warnings:?}"
    );
}

#[test]
fn an_open_size_is_asked_for() {
    let model = bytes("size_left_open.caffemodel");
    let with = |text: &str, size: Option<[u32; 2]>| {
        let options = Options {
            input_size: size,
            ..Options::default()
        };
        caffe::import("net.prototxt", text.as_bytes(), &model, &options)
            .map(|imported| imported.spec().to_owned())
    };
    let text = prototxt("size_left_open");
    let data = text.replace("input_dim: 1 # defined at run time\n", "").replace(
        "input: \"data\"\ninput_dim: 1\ninput_dim: 3\n",
        "layer { name: \"data\" type: \"Data\" top: \"data\" transform_param { mirror: true } }\n",
    );
    let zeros = text.replace("input_dim: 1 # defined at run time\n", "input_dim: 0\n");
    for text in [&text, &data, &zeros] {
        let error: Error = with(text, None).expect_err("it is open");
        assert!(error.lacks_size(), "{error}");
        let told = error.to_string();
        assert!(told.contains("`--input-size HxW`"), "{told}");
        assert_eq!(told.matches("error:").count(), 1, "{told}");
        let spec = with(text, Some([6, 6])).unwrap_or_else(|error| panic!("{error}"));
        assert!(
            spec.contains("input: {height: 6, width: 6, channels: 3}"),
            "{spec}"
        );
    }
    let error: Error = with("layer { }", None).expect_err("no type");
    assert!(!error.lacks_size());
}

/// The form of DIGITS: a stage for each data set, and one for deployment, which has no data layer.
#[test]
fn a_data_layer_of_another_stage_stands_in() {
    let text = r#"
name: "LeNet"
layer { name: "train-data" type: "Data" top: "data" top: "label" data_param { batch_size: 64 } include { stage: "train" } }
layer { name: "val-data" type: "Data" top: "data" top: "label" data_param { batch_size: 32 } include { stage: "val" } }
layer { name: "scale" type: "Power" bottom: "data" top: "scaled" power_param { scale: 0.0125 } }
layer { name: "conv1" type: "Convolution" bottom: "scaled" top: "conv1" convolution_param { num_output: 4 kernel_size: 5 } }
layer { name: "ip2" type: "InnerProduct" bottom: "conv1" top: "ip2" inner_product_param { num_output: 10 } }
layer { name: "accuracy" type: "Accuracy" bottom: "ip2" bottom: "label" top: "accuracy" include { stage: "val" } }
layer { name: "loss" type: "SoftmaxWithLoss" bottom: "ip2" bottom: "label" top: "loss" exclude { stage: "deploy" } }
layer { name: "softmax" type: "Softmax" bottom: "ip2" top: "softmax" include { stage: "deploy" } }
"#;
    let imported = |input_size| {
        let options = Options {
            input_size,
            ..Options::default()
        };
        caffe::import_network("lenet.prototxt", text.as_bytes(), &options)
    };
    let error = imported(None).expect_err("no size");
    assert!(error.lacks_size(), "{error}");
    let imported = imported(Some([28, 28])).unwrap_or_else(|error| panic!("{error}"));
    let spec = imported.spec();
    assert!(
        spec.contains("input: {height: 28, width: 28, channels: 3}"),
        "{spec}"
    );
    assert!(spec.contains("dense: 10, activation: softmax}"), "{spec}");
    assert!(!spec.contains("outputs:"), "{spec}");
}
