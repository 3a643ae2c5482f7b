//! Prototxts in the ways of public files, with the results of OpenCV's importer, which `scripts/caffe_opencv.py --keep`
//! writes, on weights and inputs that it makes.

use super::reference::{Blob, Weights, Window};
use super::{import, load, near};
use googlenet_interop::caffe::{self, Error, Imported, Options};
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    super::here(&format!("cases/{name}"))
}

fn prototxt(name: &str) -> String {
    std::fs::read_to_string(path(&format!("{name}.prototxt"))).expect("the prototxt is there")
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).expect("the file is there")
}

/// Reads an array of one image with its channels first, as NumPy writes it, to values with the channels last.
fn values(name: &str) -> Vec<f32> {
    let file = bytes(name);
    let header = 10 + usize::from(u16::from_le_bytes([file[8], file[9]]));
    let text = String::from_utf8_lossy(&file[..header]);
    let shape = text.split(['(', ')']).nth(1).expect("a shape");
    let shape = shape.split(',').filter_map(|size| size.trim().parse().ok());
    let shape: Vec<usize> = shape.collect();
    let [1, channels, ref pixels @ ..] = shape[..] else {
        panic!("{shape:?}")
    };
    let pixels: usize = pixels.iter().product();
    let (values, _) = file[header..].as_chunks::<4>();
    let at = |pixel: usize, channel: usize| values[channel * pixels + pixel];
    (0..pixels)
        .flat_map(|pixel| (0..channels).map(move |channel| (pixel, channel)))
        .map(|(pixel, channel)| f32::from_le_bytes(at(pixel, channel)))
        .collect()
}

/// Imports a case, compares its first output with the result that is kept, and calls `then` with the import.
#[track_caller]
fn check(name: &str, then: impl FnOnce(&Imported<'_>)) {
    let model = bytes(&format!("{name}.caffemodel"));
    let imported = import(&prototxt(name), &model);
    let imported = imported.unwrap_or_else(|error| panic!("{name}\n{error}"));
    let result = super::run(&load(&imported), &values(&format!("{name}.x.npy")));
    near(&result, &values(&format!("{name}.y.npy")), 1e-5);
    then(&imported);
}

fn no_warning(imported: &Imported<'_>) {
    assert!(imported.warnings().is_empty(), "{:?}", imported.warnings());
}

#[test]
fn layers_of_all_kinds_are_those_of_opencv() {
    for name in [
        "deconvolution",
        "eltwise",
        "functions",
        "nvcaffe_scale_bias",
        "one_name_two_relus",
        "power_on_data",
        "powers",
        "reshape_as_flatten",
        "reshapes",
        "scale_and_bias_anywhere",
        "slice_and_shuffle",
        "squeeze_and_excitation",
    ] {
        check(name, no_warning);
    }
}

#[test]
fn poolings_of_forks_round_as_they_say() {
    check("fork_ceil_mode", |imported| {
        no_warning(imported);
        let kernel = imported.weights().find(|(name, _)| *name == "fc.kernel");
        assert_eq!(kernel.map(|(_, shape)| shape.to_vec()), Some(vec![196, 5]));
    });
}

#[test]
fn fields_of_forks_are_one_warning() {
    check("fork_field_at_top", |imported| {
        assert_eq!(
            imported.warnings(),
            [
                "passed over, as they are no fields of Caffe and say nothing of the values: `default_forward_type` of the \
                 network, `default_backward_type` of the network"
            ]
        );
    });
    let text = prototxt("fork_field_at_top")
        + r#"layer { name: "r" type: "ReLU" bottom: "conv1" top: "conv1" forward_type: FLOAT16 engine: "MKLDNN"
             quantization_param { bw: 8 } }
             layer { name: "train" type: "Data" top: "t" transform_param { min_side: 256 color { a: 1 } }
             data_param { source: "lmdb" threads: 4 cache: true } include { phase: TRAIN } }
             eltwise_mem_sharing: true global_grad_scale: 1000.5"#;
    let model = bytes("fork_field_at_top.caffemodel");
    let imported = super::good(&text, &model);
    let warning = &imported.warnings()[0];
    for field in [
        "`forward_type` of `layer`",
        "`engine` of `layer`",
        "`quantization_param` of `layer`",
        "`min_side` of `transform_param`",
        "`threads` of the settings of a data layer",
        "`eltwise_mem_sharing` of the network",
        "`global_grad_scale` of the network",
    ] {
        assert!(warning.contains(field), "{field}: {warning}");
    }
    // What may say something of the values, or is a slip of the pen, is none of them.
    for (field, told) in [
        ("nane: \"x\"", "the network has no field `nane`"),
        ("odd { a: 1 }", "the network has no field `odd`"),
        (
            "layer { name: \"p\" type: \"Pooling\" bottom: \"conv1\" top: \"p\" pooling_param { kernel_size: 2 odd: 1 } }",
            "`pooling_param` has no field `odd`",
        ),
        (
            "layer { name: \"p\" type: \"Pooling\" bottom: \"conv1\" top: \"p\" poolin_param { kernel_size: 2 } }",
            "`layer` has no field `poolin_param`",
        ),
        (
            "layer { name: \"p\" type: \"Pooling\" botom: \"conv1\" top: \"p\" }",
            "`layer` has no field `botom`",
        ),
        (
            "layer { name: \"d\" type: \"Data\" top: \"d\" transform_param { crop_sizes: 224 } }",
            "`transform_param` has no field `crop_sizes`",
        ),
    ] {
        let text = format!("{}{field}\n", prototxt("fork_field_at_top"));
        let error = import(&text, &model).expect_err(field).to_string();
        assert!(error.contains(told), "{field}: {error}");
    }
}

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
fn windows_that_are_larger_than_the_map_are_one() {
    let text = prototxt("window_larger_than_map");
    let mut weights = Weights::default();
    let input = Blob::input(3, 5, 5);
    let x = weights.conv("c1", &input, 4, &Window::square(4, 1, 0));
    let x = x.pool(false, 2, 1, 0);
    let wanted = weights.inner_product("fc", &Blob::concat(&[&x, &x]), 5, false);
    let model = super::bytes(&weights.net);
    let imported = super::good(&text, &model);
    near(
        &super::run(&load(&imported), &input.channels_last()),
        &wanted.values,
        1e-5,
    );
    // By three and more there is no window at all.
    let text = text.replace("kernel_size: 3 stride: 2", "kernel_size: 5 stride: 2");
    let error = import(&text, &model).expect_err("no window").to_string();
    assert!(
        error.contains("the kernel of \"p1\" is larger than its input"),
        "{error}"
    );
}

#[test]
fn a_solver_is_told_as_one_thing_or_gives_its_network() {
    let error = |text: &str| import(text, b"").expect_err("a solver").to_string();
    assert_eq!(
        error(&prototxt("solver")),
        "it is a solver of Caffe; expected a prototxt; help: the network is in the file that its `net` names"
    );
    let told = error("train_net: \"train.prototxt\"\ntest_iter: 10\n");
    assert!(told.starts_with("it is a solver of Caffe"), "{told}");
    // One that shows so little of a solver is told at its line.
    let located = error("net: \"train.prototxt\"\ndisplay: 20\n");
    assert!(
        located.contains("the file is a solver, which has no network"),
        "{located}"
    );
    assert!(located.contains("1 | net: \"train.prototxt\""), "{located}");
    assert_eq!(located.matches("error").count(), 1, "{located}");
    let located = error("display: 10\nsnapshot: 9\n");
    assert_eq!(located.matches("error").count(), 1, "{located}");
    let network = prototxt("power_on_data");
    let model = bytes("power_on_data.caffemodel");
    let spec = super::good(&network, &model).spec().to_owned();
    for field in ["net_param", "train_net_param", "test_net_param"] {
        let solver =
            format!("base_lr: 0.1 max_iter: 5\n{field} {{\n{network}\n}}\nmomentum: 0.9\n");
        assert_eq!(super::good(&solver, &model).spec(), spec);
    }
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

#[test]
fn each_type_that_is_unknown_is_told_once() {
    let text = prototxt("unknown_type_many_times");
    let error = caffe::import_network("net.prototxt", text.as_bytes(), &Options::default());
    let error = error.expect_err("unknown types");
    let Error::Prototxt { mistakes, .. } = &error else {
        panic!("{error}")
    };
    let titles: Vec<&str> = mistakes
        .iter()
        .map(|mistake| mistake.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "layers of type \"Normalize\" cannot be imported",
            "layers of type \"Permute\" cannot be imported"
        ]
    );
    let labels = mistakes.iter().flat_map(|mistake| &mistake.place);
    let labels: Vec<&str> = labels.map(|place| place.text.as_ref()).collect();
    assert_eq!(labels, ["the only one", "the first of 3"]);
}

#[test]
fn weights_are_found_by_name_alone_where_two_layers_share_it() {
    // A layer without weights may have the name of one with weights; two with weights may not.
    let text = prototxt("one_name_two_relus").replace("\"act\"", "\"conv1\"");
    let model = bytes("one_name_two_relus.caffemodel");
    super::good(&text, &model);
    let text = prototxt("one_name_two_relus").replace("\"ReLU\"", "\"PReLU\"");
    let error = import(&text, &model)
        .expect_err("two of a name")
        .to_string();
    assert!(error.contains("two layers are called \"act\""), "{error}");
}

#[test]
fn the_first_form_is_one_message() {
    let layer = "layers { layer { name: \"c\" type: \"conv\" num_output: 4 kernelsize: 3 } bottom: \"data\" top: \"c\" }\n";
    let text = format!(
        "name: \"old\"\ninput: \"data\" input_dim: 1 input_dim: 3 input_dim: 8 input_dim: 8\n{}",
        layer.repeat(20)
    );
    let error = import(&text, b"").expect_err("the first form").to_string();
    assert_eq!(error.matches("error").count(), 1, "{error}");
    assert!(
        error.contains("the network is in the form of Caffe's first version"),
        "{error}"
    );
}

#[test]
fn convolutions_of_each_channel_are_told_by_their_type() {
    for ty in ["DepthwiseConvolution", "ConvolutionDepthwise"] {
        let text = prototxt("slice_and_shuffle").replace("ConvolutionDepthwise", ty);
        let model = bytes("slice_and_shuffle.caffemodel");
        let spec = super::good(&text, &model).spec().to_owned();
        assert!(spec.contains("depthwise_conv"), "{spec}");
    }
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
