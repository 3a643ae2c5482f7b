//! Fields and types that are not known, and other files.

use super::*;

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
    let imported = crate::good(&text, &model);
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
    let spec = crate::good(&network, &model).spec().to_owned();
    for field in ["net_param", "train_net_param", "test_net_param"] {
        let solver =
            format!("base_lr: 0.1 max_iter: 5\n{field} {{\n{network}\n}}\nmomentum: 0.9\n");
        assert_eq!(crate::good(&solver, &model).spec(), spec);
    }
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
