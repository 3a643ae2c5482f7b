//! Layers of forks and less common ones, compared with their definitions.

use super::reference::{Blob, Weights, Window};
use super::{bytes, good, import, load, near, run};
use googlenet_interop::caffe::{self, Options};

/// Returns a prototxt with an input of these sizes in front of `layers`.
fn net([channels, height, width]: [usize; 3], layers: &str) -> String {
    format!(
        "name: \"Kinds\" input: \"data\" input_shape {{ dim: 1 dim: {channels} dim: {height} dim: {width} }}\n{layers}"
    )
}

/// Imports `layers` behind an input, and compares the first result with `wanted`, which is channels first.
#[track_caller]
fn check(layers: &str, input: &Blob, weights: &Weights, wanted: &Blob) {
    let mut net_parameter = weights.net.clone();
    if net_parameter.layer.is_empty() {
        // A weight file has layers.
        let mut none = Weights::default();
        none.add("unused", &[(&[1], 0.0)]);
        net_parameter = none.net;
    }
    let model = bytes(&net_parameter);
    let imported = good(&net(input.dims, layers), &model);
    let result = run(&load(&imported), &input.channels_last());
    near(&result, &wanted.channels_last(), 1e-5);
}

#[track_caller]
fn refused(layers: &str) -> String {
    let text = net([4, 5, 6], layers);
    let options = Options::default();
    let error = caffe::import_network("net.prototxt", text.as_bytes(), &options);
    error.expect_err("it is refused").to_string()
}

/// Applies a function to each value, with the number of its channel.
fn each(blob: &Blob, f: impl Fn(f32, usize) -> f32) -> Blob {
    let pixels = blob.dims[1] * blob.dims[2];
    let values = blob.values.iter().enumerate();
    Blob {
        dims: blob.dims,
        values: values.map(|(at, x)| f(*x, at / pixels)).collect(),
    }
}

#[test]
fn both_forms_of_bn() {
    let input = Blob::input(4, 5, 6);
    let sizes: &[usize] = &[1, 4, 1, 1];
    let layer =
        "layer { name: \"bn\" type: \"BN\" bottom: \"data\" top: \"bn\" bn_param { FIELDS } }\n";
    let mut weights = Weights::default();
    let blobs = weights.add("bn", &[(sizes, 1.0), (sizes, 0.2)]);
    let wanted = each(&input, |x, channel| {
        x * blobs[0][channel] + blobs[1][channel]
    });
    // The weight file tells, whatever the fields.
    for fields in [
        "bn_mode: INFERENCE scale_filler { value: 1 }",
        "frozen: true",
    ] {
        check(&layer.replace("FIELDS", fields), &input, &weights, &wanted);
    }
    let mut weights = Weights::default();
    let blobs = weights.add(
        "bn",
        &[(sizes, 1.0), (sizes, 0.2), (sizes, 0.3), (sizes, 2.0)],
    );
    let wanted = each(&input, |x, channel| {
        let deviation = (blobs[3][channel] + 0.125).sqrt();
        (x - blobs[2][channel]) / deviation * blobs[0][channel] + blobs[1][channel]
    });
    let fields = "slope_filler { value: 1 } frozen: true momentum: 0.9 eps: 0.125";
    check(&layer.replace("FIELDS", fields), &input, &weights, &wanted);
    // Without one the fields tell.
    for (fields, kind) in [
        ("shift_filler { value: 0 }", "channel_scale"),
        ("bn_mode: LEARN", "channel_scale"),
        ("slope_filler { value: 1 }", "batch_norm"),
    ] {
        let text = net([4, 5, 6], &layer.replace("FIELDS", fields));
        let options = Options::default();
        let imported = caffe::import_network("net.prototxt", text.as_bytes(), &options);
        let imported = imported.unwrap_or_else(|error| panic!("{error}"));
        assert!(imported.spec().contains(kind), "{}", imported.spec());
    }
}

#[test]
fn functions_of_forks() {
    let input = Blob::input(4, 5, 6);
    let elu = |x: f32, alpha: f32| if x > 0.0 { x } else { alpha * (x.exp() - 1.0) };
    let functions: [(&str, &dyn Fn(f32) -> f32); 6] = [
        ("SELU", &|x| 1.050_701 * elu(x, 1.673_263_2)),
        ("SeLu", &|x| 1.050_701 * elu(x, 1.673_263_2)),
        (
            "SELU\" selu_param { alpha: 0.5 lambda: 3 } name: \"f",
            &|x| 3.0 * elu(x, 0.5),
        ),
        ("ELU\" elu_param { alpha: 0.5 lambda: 2 } name: \"f", &|x| {
            2.0 * elu(x, 0.5)
        }),
        ("Mish", &|x| x * (1.0 + x.exp()).ln().tanh()),
        ("HardSwish", &|x| x * (x + 3.0).clamp(0.0, 6.0) / 6.0),
    ];
    for (ty, function) in functions {
        let layer = format!("layer {{ type: \"{ty}\" bottom: \"data\" top: \"f\" }}\n");
        let wanted = each(&input, |x, _| function(x));
        check(&layer, &input, &Weights::default(), &wanted);
    }
    let layers = "layer { name: \"d\" type: \"SeLuDropout\" bottom: \"data\" top: \"d\" }
        layer { name: \"r\" type: \"ReLU\" bottom: \"d\" top: \"r\" }\n";
    let wanted = input.clone().relu(0.0);
    check(layers, &input, &Weights::default(), &wanted);
}

#[test]
fn normalisation_within_a_channel() {
    let input = Blob::input(4, 5, 6);
    let layer = "layer { name: \"n\" type: \"LRN\" bottom: \"data\" top: \"n\"
        lrn_param { local_size: 3 alpha: 0.9 beta: 0.75 k: 7 norm_region: WITHIN_CHANNEL } }\n";
    let [channels, height, width] = input.dims;
    let at = |channel: usize, row: usize, column: usize| {
        input.values[(channel * height + row) * width + column]
    };
    let mut values = Vec::new();
    for channel in 0..channels {
        for row in 0..height {
            for column in 0..width {
                let mut squares = 0.0;
                for y in row.saturating_sub(1)..(row + 2).min(height) {
                    for x in column.saturating_sub(1)..(column + 2).min(width) {
                        squares += at(channel, y, x).powi(2);
                    }
                }
                // The window counts the padding, and Caffe does not read `k` here.
                let divisor = (1.0 + 0.9 * squares / 9.0).powf(0.75);
                values.push(at(channel, row, column) / divisor);
            }
        }
    }
    let wanted = Blob {
        dims: input.dims,
        values,
    };
    check(layer, &input, &Weights::default(), &wanted);
    let error = refused(&layer.replace("local_size: 3", "local_size: 4"));
    assert!(
        error.contains("this `local_size` cannot be imported"),
        "{error}"
    );
    // The weights of the windows are limited in all.
    let wide = layer.replace("local_size: 3", "local_size: 31");
    let second = wide.replace("\"n\"", "\"m\"").replace("\"data\"", "\"n\"");
    let error = refused(&(wide + &second));
    assert_eq!(error.matches("error:").count(), 1, "{error}");
    let told = "at most 4194304 weights for all windows";
    assert!(error.contains(told), "{error}");
    let error = refused(&layer.replace("local_size: 3", "local_size: 999999"));
    assert!(
        error.contains("this `local_size` cannot be imported"),
        "{error}"
    );
}

#[test]
fn reductions_of_all_pixels() {
    let input = Blob::input(4, 5, 6);
    let sums = |f: &dyn Fn(f32) -> f32| Blob {
        dims: [4, 1, 1],
        values: input
            .values
            .chunks(30)
            .map(|plane| plane.iter().map(|x| f(*x)).sum())
            .collect(),
    };
    let functions: [(&str, &dyn Fn(f32) -> f32); 6] = [
        ("operation: MEAN", &|x| x / 30.0),
        ("operation: 4 coeff: 3", &|x| x / 10.0),
        ("operation: SUM", &|x| x),
        ("", &|x| x),
        ("operation: ASUM coeff: 0.5", &|x| x.abs() / 2.0),
        ("operation: SUMSQ", &|x| x * x),
    ];
    for (fields, function) in functions {
        for axis in [2, -2] {
            let layer = format!(
                "layer {{ name: \"r\" type: \"Reduction\" bottom: \"data\" top: \"r\" reduction_param {{ {fields} axis: {axis} }} }}\n"
            );
            check(&layer, &input, &Weights::default(), &sums(function));
        }
    }
    for (fields, told) in [
        ("axis: 1", "this `axis` cannot be imported"),
        ("operation: MEAN", "this `axis` cannot be imported"),
        (
            "operation: MEDIAN axis: 2",
            "expected one of `SUM`, `ASUM`, `SUMSQ`, `MEAN`",
        ),
    ] {
        let error = refused(&format!(
            "layer {{ name: \"r\" type: \"Reduction\" bottom: \"data\" top: \"r\" reduction_param {{ {fields} }} }}\n"
        ));
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn tiles_and_crops() {
    let input = Blob::input(4, 5, 6);
    let none = Weights::default();
    let tile = |fields: &str| {
        format!(
            "layer {{ name: \"t\" type: \"Tile\" bottom: \"data\" top: \"t\" tile_param {{ {fields} }} }}\n"
        )
    };
    let wanted = Blob::concat(&[&input, &input, &input]);
    check(&tile("tiles: 3"), &input, &none, &wanted);
    let column = Blob::input(4, 5, 1);
    let repeated = column.values.iter().flat_map(|x| [*x; 3]);
    let wanted = Blob {
        dims: [4, 5, 3],
        values: repeated.collect(),
    };
    check(&tile("tiles: 3 axis: -1"), &column, &none, &wanted);
    let error = refused(&tile("tiles: 3 axis: 2"));
    assert!(error.contains("this `axis` cannot be imported"), "{error}");

    let crop = |fields: &str| {
        format!(
            "layer {{ name: \"s\" type: \"Slice\" bottom: \"data\" top: \"a\" top: \"b\" slice_param {{ slice_point: 3 }} }}
             layer {{ name: \"c\" type: \"Crop\" bottom: \"data\" bottom: \"a\" top: \"c\" crop_param {{ {fields} }} }}
             layer {{ name: \"r\" type: \"ReLU\" bottom: \"c\" top: \"r\" }}
             layer {{ name: \"n\" type: \"Silence\" bottom: \"b\" }}\n"
        )
    };
    check(&crop(""), &input, &none, &input.clone().relu(0.0));
    for (fields, first) in [("axis: 1", 0), ("axis: 1 offset: 1 offset: 0 offset: 0", 1)] {
        let wanted = Blob {
            dims: [3, 5, 6],
            values: input.values[first * 30..][..90].to_vec(),
        };
        check(&crop(fields), &input, &none, &wanted.relu(0.0));
    }
    let error = refused(&crop("axis: 1 offset: 2 offset: 0 offset: 0"));
    assert!(error.contains("expected 0 to 1"), "{error}");
    let error = refused(
        "layer { name: \"p\" type: \"Pooling\" bottom: \"data\" top: \"p\" pooling_param { kernel_size: 2 } }
         layer { name: \"c\" type: \"Crop\" bottom: \"data\" bottom: \"p\" top: \"c\" }\n",
    );
    assert!(error.contains("\"c\" cuts height or width"), "{error}");
}

#[test]
fn dilation_is_also_called_hole() {
    let input = Blob::input(4, 9, 9);
    let mut weights = Weights::default();
    // A dilated kernel is a larger one with zeros.
    let wide = weights.conv("c", &input, 3, &Window::square(3, 1, 0));
    let layer = |fields: &str| {
        format!(
            "layer {{ name: \"c\" type: \"Convolution\" bottom: \"data\" top: \"c\" convolution_param {{ num_output: 3 {fields} }} }}\n"
        )
    };
    check(&layer("kernel_size: 3 hole: 1"), &input, &weights, &wide);
    let spec = |fields: &str| {
        let text = net(input.dims, &layer(fields));
        good(&text, &bytes(&weights.net)).spec().to_owned()
    };
    let dilated = spec("kernel_size: 3 dilation: 2");
    assert!(dilated.contains("dilation: 2"), "{dilated}");
    assert_eq!(spec("kernel_size: 3 hole: 2"), dilated);
    assert_eq!(spec("kernel_size: 3 hole_h: 2 hole_w: 2"), dilated);
}

#[test]
fn flattening_says_which_axes() {
    let flatten = |fields: &str| {
        format!(
            "layer {{ name: \"f\" type: \"Flatten\" bottom: \"data\" top: \"f\" flatten_param {{ {fields} }} }}
             layer {{ name: \"fc\" type: \"InnerProduct\" bottom: \"f\" top: \"fc\" inner_product_param {{ num_output: 5 }} }}\n"
        )
    };
    let input = Blob::input(4, 5, 6);
    let mut weights = Weights::default();
    let wanted = weights.inner_product("fc", &input, 5, false);
    for fields in ["", "axis: 1", "axis: -3 end_axis: 3", "axis: 2 end_axis: 2"] {
        check(&flatten(fields), &input, &weights, &wanted);
    }
    let error = refused(&flatten("axis: 2"));
    assert!(error.contains("this `axis` cannot be imported"), "{error}");
    let error = refused(&flatten("end_axis: 2"));
    assert!(
        error.contains("this `end_axis` cannot be imported"),
        "{error}"
    );
}

#[test]
fn the_place_of_the_largest_value_is_left_out() {
    let text = net(
        [4, 1, 1],
        "layer { name: \"fc\" type: \"InnerProduct\" bottom: \"data\" top: \"fc\" inner_product_param { num_output: 5 } }
         layer { name: \"best\" type: \"ArgMax\" bottom: \"fc\" top: \"best\" argmax_param { top_k: 1 } }\n",
    );
    let mut weights = Weights::default();
    let input = Blob::input(4, 1, 1);
    let wanted = weights.inner_product("fc", &input, 5, false);
    let model = bytes(&weights.net);
    let imported = good(&text, &model);
    assert_eq!(
        imported.warnings(),
        ["left out: ArgMax \"best\"; the values whose largest one it finds are the result"]
    );
    let result = run(&load(&imported), &input.channels_last());
    near(&result, &wanted.values, 1e-5);
    let text = text + "layer { name: \"r\" type: \"ReLU\" bottom: \"best\" top: \"r\" }\n";
    let error = import(&text, &model).expect_err("it is read").to_string();
    assert!(error.contains("reads \"best\""), "{error}");
}

#[test]
fn data_with_which_a_loss_compares_a_result_are_no_result() {
    for loss in ["EuclideanLoss", "SigmoidCrossEntropyLoss"] {
        let text = net(
            [1, 3, 4],
            &format!(
                "layer {{ name: \"flat\" type: \"Flatten\" bottom: \"data\" top: \"flat\" }}
                 layer {{ name: \"code\" type: \"InnerProduct\" bottom: \"flat\" top: \"code\" inner_product_param {{ num_output: 2 }} }}
                 layer {{ name: \"back\" type: \"InnerProduct\" bottom: \"code\" top: \"back\" inner_product_param {{ num_output: 12 }} }}
                 layer {{ name: \"loss\" type: \"{loss}\" bottom: \"back\" bottom: \"flat\" top: \"loss\" }}\n"
            ),
        );
        let options = Options::default();
        let imported = caffe::import_network("net.prototxt", text.as_bytes(), &options);
        let imported = imported.unwrap_or_else(|error| panic!("{error}"));
        assert!(!imported.spec().contains("outputs:"), "{}", imported.spec());
    }
}

#[test]
fn types_are_told_also_where_they_read_further_inputs() {
    let layers = "input: \"info\" input_shape { dim: 1 dim: 3 }
        layer { name: \"c\" type: \"Convolution\" bottom: \"data\" top: \"c\" convolution_param { num_output: 3 kernel_size: 3 } }
        layer { name: \"propose\" type: \"Python\" bottom: \"c\" bottom: \"info\" top: \"rois\" python_param { module: \"m\" layer: \"L\" } }
        layer { name: \"roi\" type: \"ROIPooling\" bottom: \"c\" bottom: \"rois\" top: \"roi\" roi_pooling_param { pooled_w: 7 pooled_h: 7 } }
        layer { name: \"fc\" type: \"InnerProduct\" bottom: \"roi\" top: \"fc\" inner_product_param { num_output: 5 } }\n";
    let error = refused(layers);
    assert_eq!(error.matches("error:").count(), 2, "{error}");
    for ty in ["Python", "ROIPooling"] {
        let told = format!("layers of type {ty:?} cannot be imported");
        assert!(error.contains(&told), "{error}");
    }
}

#[test]
fn a_layer_of_any_type_that_reads_nothing_is_data() {
    let text = "layer { name: \"mine\" type: \"Python\" top: \"data\" top: \"label\" python_param { module: \"m\" layer: \"L\" } }
        layer { name: \"fc\" type: \"InnerProduct\" bottom: \"data\" top: \"fc\" inner_product_param { num_output: 5 } }
        layer { name: \"loss\" type: \"SoftmaxWithLoss\" bottom: \"fc\" bottom: \"label\" top: \"loss\" }\n";
    let with = |input_size| {
        let options = Options {
            input_size,
            ..Options::default()
        };
        caffe::import_network("net.prototxt", text.as_bytes(), &options)
    };
    let error = with(None).expect_err("no size");
    assert!(error.lacks_size(), "{error}");
    let imported = with(Some([8, 9])).unwrap_or_else(|error| panic!("{error}"));
    assert!(
        imported
            .spec()
            .contains("input: {height: 8, width: 9, channels: 3}"),
        "{}",
        imported.spec()
    );
}
