//! Layers, whose results are those of OpenCV.

use super::*;

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
fn windows_that_are_larger_than_the_map_are_one() {
    let text = prototxt("window_larger_than_map");
    let mut weights = Weights::default();
    let input = Blob::input(3, 5, 5);
    let x = weights.conv("c1", &input, 4, &Window::square(4, 1, 0));
    let x = x.pool(false, 2, 1, 0);
    let wanted = weights.inner_product("fc", &Blob::concat(&[&x, &x]), 5, false);
    let model = crate::bytes(&weights.net);
    let imported = crate::good(&text, &model);
    near(
        &crate::run(&load(&imported), &input.channels_last()),
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
fn convolutions_of_each_channel_are_told_by_their_type() {
    for ty in ["DepthwiseConvolution", "ConvolutionDepthwise"] {
        let text = prototxt("slice_and_shuffle").replace("ConvolutionDepthwise", ty);
        let model = bytes("slice_and_shuffle.caffemodel");
        let spec = crate::good(&text, &model).spec().to_owned();
        assert!(spec.contains("depthwise_conv"), "{spec}");
    }
}
