//! Tests of rules in which engines differ from each other, with numbers that were worked out by hand.

use googlenet_runtime::{Network, dynamic};

/// Returns a network with these layers and an input of `height x width x channels`.
fn network(size: [usize; 3], layers: &str) -> dynamic::Model {
    let [height, width, channels] = size;
    let input = format!("{{height: {height}, width: {width}, channels: {channels}}}");
    let text = format!("format: 1\nname: Trap\ninput: {input}\nlayers:\n{layers}");
    dynamic::Model::from_text("trap.yaml", &text).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn run(model: &dynamic::Model, input: &[f32]) -> Vec<f32> {
    let mut output = Vec::new();
    let ran = model.dyn_session(1).run(input, &mut output);
    ran.expect("one image");
    output
}

fn set(model: &mut dynamic::Model, layer: &str, weight: &str, values: &[f32]) {
    let mut layers = model.layers_mut();
    let found = layers.iter_mut().find(|found| found.name() == layer);
    let set = found.expect("a layer").set_weight(weight, values.to_vec());
    set.expect("input and output have the same number of values");
}

/// Returns the values 0, 1, 2, … up to `len - 1`.
fn ramp(len: usize) -> Vec<f32> {
    (0..len).map(|at| at as f32).collect()
}

fn close(got: &[f32], expected: &[f64]) {
    assert_eq!(got.len(), expected.len(), "{got:?}");
    for (got, expected) in got.iter().zip(expected) {
        assert!(
            (f64::from(*got) - expected).abs() < 1e-6,
            "{got} is not {expected}"
        );
    }
}

#[test]
fn pooling_rounds_down_unless_ceil_says_up() {
    // The input has 6 values, the window has 3, the stride is 2. The windows cover the values 0 to 2 and 2 to 4 and, if
    // sizes are rounded up, 4 to 5.
    let down = network([1, 6, 1], "  pool: {max_pool: [1, 3], stride: [1, 2]}\n");
    assert_eq!(run(&down, &ramp(6)), [2.0, 4.0]);
    let up = network(
        [1, 6, 1],
        "  pool: {max_pool: [1, 3], stride: [1, 2], ceil: true}\n",
    );
    assert_eq!(run(&up, &ramp(6)), [2.0, 4.0, 5.0]);
}

#[test]
fn the_last_window_of_caffe_starts_inside() {
    // The input has 5 values and one zero on each side, the window has 2 values, the stride is 2. Rounding up gives
    // ceil(5 / 2) + 1 = 4 windows, but the last one would begin in the padding after the input, so it is dropped.
    let text = "  pool: {avg_pool: [1, 2], stride: [1, 2], padding: [0, 1], ceil: true}\n";
    let model = network([1, 5, 1], text);
    assert_eq!(run(&model, &ramp(5)), [0.0, 1.5, 3.5]);
    // With 6 values there are ceil(6 / 2) + 1 = 4 windows. The last one begins at the last value, so it is kept.
    let model = network([1, 6, 1], text);
    assert_eq!(run(&model, &ramp(6)), [0.0, 1.5, 3.5, 5.0]);
}

#[test]
fn a_mean_counts_padding_only_where_it_should() {
    let mean = |options: &str| {
        let text = format!(
            "  pool: {{avg_pool: [1, 3], stride: [1, 2], padding: [0, 1, 0, 1]{options}}}\n"
        );
        run(&network([1, 4, 1], &text), &[2.0, 4.0, 6.0, 9.0])
    };
    close(&mean(""), &[3.0, 19.0 / 3.0]);
    close(&mean(", count_padding: true"), &[2.0, 19.0 / 3.0]);
    // If sizes are rounded up, a third window covers the last value, the padding, and one position beyond the padding,
    // which is never counted.
    close(&mean(", ceil: true"), &[3.0, 19.0 / 3.0, 9.0]);
    close(
        &mean(", ceil: true, count_padding: true"),
        &[2.0, 19.0 / 3.0, 4.5],
    );
}

#[test]
fn same_padding_at_stride_two_stands_behind() {
    // The input has 6 values, the window has 3, the stride is 2. One zero is needed, which TensorFlow puts after the
    // values. With PyTorch's padding of 1 the first window would begin before the first value.
    let mut model = network(
        [1, 6, 1],
        "  conv: {conv: 1, kernel: [1, 3], stride: [1, 2], padding: same, bias: false}\n",
    );
    set(&mut model, "conv", "kernel", &[100.0, 10.0, 1.0]);
    assert_eq!(run(&model, &ramp(6)), [12.0, 234.0, 450.0]);
    // With 5 values, one zero is needed on each side.
    let mut model = network(
        [1, 5, 1],
        "  conv: {conv: 1, kernel: [1, 3], stride: [1, 2], padding: same, bias: false}\n",
    );
    set(&mut model, "conv", "kernel", &[100.0, 10.0, 1.0]);
    assert_eq!(run(&model, &ramp(5)), [1.0, 123.0, 340.0]);
}

#[test]
fn the_alpha_of_lrn_is_divided_by_its_size() {
    // The sums are over 3 adjacent channels, of which the first and the last channel have only two.
    let model = network(
        [1, 1, 3],
        "  norm: {lrn: {size: 3, alpha: 6, beta: 0.5, k: 1}}\n",
    );
    let expected = [
        1.0 / (1.0 + 2.0 * 5.0f64).sqrt(),
        2.0 / (1.0 + 2.0 * 14.0f64).sqrt(),
        3.0 / (1.0 + 2.0 * 13.0f64).sqrt(),
    ];
    close(&run(&model, &[1.0, 2.0, 3.0]), &expected);
}

#[test]
fn flatten_goes_by_rows_columns_and_channels() {
    let input = ramp(2 * 3 * 4);
    let model = network([2, 3, 4], "  flat: flatten\n");
    assert_eq!(run(&model, &input), input, "NHWC as it lies");
    // After a concat the order is the same: in each pixel the channels of all branches are adjacent, and the branches
    // do not follow each other as wholes.
    let text = "  both: {concat: [$input, {pool: {max_pool: 1}}]}\n  flat: flatten\n";
    let doubled: Vec<f32> = input
        .chunks(4)
        .flat_map(|pixel| [pixel, pixel].concat())
        .collect();
    assert_eq!(run(&network([2, 3, 4], text), &input), doubled);
}

#[test]
fn dense_after_a_map_of_several_pixels_reads_it_in_that_order() {
    let mut model = network(
        [2, 2, 2],
        "  flat: flatten\n  dense: {dense: 1, bias: false}\n",
    );
    // Row 1, column 0, channel 1 is the sixth value, 5.
    let mut kernel = vec![0.0; 8];
    kernel[5] = 1.0;
    set(&mut model, "dense", "kernel", &kernel);
    assert_eq!(
        run(&model, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]),
        [5.0]
    );
}

#[test]
fn batch_normalisation_without_gamma_has_a_factor_of_one() {
    let mut model = network(
        [1, 1, 2],
        "  norm: {batch_norm: {scale: false, epsilon: 1}}\n",
    );
    let names: Vec<_> = model
        .layer("norm")
        .expect("a layer")
        .weights()
        .iter()
        .map(|weight| weight.name())
        .collect();
    assert_eq!(names, ["beta", "moving_mean", "moving_variance"]);
    set(&mut model, "norm", "beta", &[10.0, 20.0]);
    set(&mut model, "norm", "moving_mean", &[1.0, 2.0]);
    set(&mut model, "norm", "moving_variance", &[3.0, 8.0]);
    close(
        &run(&model, &[5.0, 8.0]),
        &[10.0 + 4.0 / 2.0, 20.0 + 6.0 / 3.0],
    );
}

#[test]
fn the_residual_is_scaled_and_the_shortcut_is_not() {
    let text = "  double: {add: [$input, $input]}\n  sum: {add: [$input, double], scale: [1, 0.25], activation: relu}\n";
    assert_eq!(run(&network([1, 1, 2], text), &[4.0, -4.0]), [6.0, 0.0]);
}

#[test]
fn blocks_of_pixels_are_channels_in_two_orders() {
    // Pixels 0 1, 2 3 in the first row, 4 5, 6 7 in the second one.
    let deep = |order: &str| {
        network(
            [2, 2, 2],
            &format!("  deep: {{space_to_depth: 2{order}}}\n"),
        )
    };
    let tensorflow = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0];
    assert_eq!(run(&deep(""), &ramp(8)), tensorflow);
    let pytorch = [0.0, 2.0, 4.0, 6.0, 1.0, 3.0, 5.0, 7.0];
    assert_eq!(run(&deep(", order: crd"), &ramp(8)), pytorch);
    let wide = |order: &str| {
        network(
            [1, 1, 8],
            &format!("  wide: {{depth_to_space: 2{order}}}\n"),
        )
    };
    assert_eq!(run(&wide(""), &ramp(8)), tensorflow);
    let pytorch = [0.0, 4.0, 1.0, 5.0, 2.0, 6.0, 3.0, 7.0];
    assert_eq!(run(&wide(", order: crd"), &ramp(8)), pytorch);
}

#[test]
fn channels_are_cut_and_dealt_out() {
    let shuffle = network([1, 1, 6], "  mixed: {channel_shuffle: {groups: 2}}\n");
    assert_eq!(run(&shuffle, &ramp(6)), [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]);
    let cut = network([1, 2, 3], "  last: {slice: {channels: [1, 3]}}\n");
    assert_eq!(run(&cut, &ramp(6)), [1.0, 2.0, 4.0, 5.0]);
    // A part that begins with a block of 16 channels is not copied, but read where it lies.
    let mut view = network(
        [1, 1, 1],
        "  wide: {conv: 40, kernel: 1}\n  cut: {slice: {channels: [16, 33]}}\n  flat: flatten\n  sum: {dense: 1}\n",
    );
    assert_eq!(view.plan().steps.len(), 2);
    set(&mut view, "wide", "kernel", &ramp(40));
    set(&mut view, "sum", "kernel", &[1.0; 17]);
    assert_eq!(run(&view, &[1.0]), [(16..33).sum::<i32>() as f32]);
}

#[test]
fn a_reshape_goes_by_rows_columns_and_channels() {
    // Two rows of three channels become three columns of two; the means of the columns tell which values they have.
    let model = network(
        [2, 1, 3],
        "  turned: {reshape: [1, -1, 2]}\n  pool: {avg_pool: [1, 3]}\n  flat: flatten\n",
    );
    close(
        &run(&model, &ramp(6)),
        &[(0.0 + 2.0 + 4.0) / 3.0, (1.0 + 3.0 + 5.0) / 3.0],
    );
}

#[test]
fn a_map_of_one_pixel_is_repeated() {
    // Pixels 0 1 and 2 3, whose means are 1 and 2.
    let mean = "m: global_avg_pool, p: {reshape: [1, 1, -1]}";
    let product = network(
        [1, 2, 2],
        &format!("  gated: {{multiply: [$input, {{{mean}}}]}}\n"),
    );
    assert_eq!(run(&product, &ramp(4)), [0.0, 2.0, 2.0, 6.0]);
    let most = network(
        [1, 2, 2],
        &format!("  most: {{maximum: [{{{mean}}}, $input]}}\n"),
    );
    assert_eq!(run(&most, &ramp(4)), [1.0, 2.0, 2.0, 3.0]);
    // One channel for all.
    let mask = network(
        [1, 2, 2],
        "  masked: {multiply: [$input, {c: {slice: {channels: [1, 2]}}}]}\n",
    );
    assert_eq!(run(&mask, &ramp(4)), [0.0, 1.0, 6.0, 9.0]);
}

#[test]
fn pixels_are_normalised_by_themselves() {
    let norm = network([1, 2, 2], "  norm: l2_norm\n");
    close(&run(&norm, &[3.0, -4.0, 0.0, 0.0]), &[0.6, -0.8, 0.0, 0.0]);
    let least = network([1, 2, 2], "  norm: {l2_norm: {epsilon: 1}}\n");
    close(&run(&least, &[0.3, 0.4, 3.0, 4.0]), &[0.3, 0.4, 0.6, 0.8]);
    // The mean is 2 and the variance 1, so that 3 more make a deviation of 2.
    let mut layer = network([1, 1, 2], "  norm: {layer_norm: {epsilon: 3}}\n");
    set(&mut layer, "norm", "gamma", &[2.0, 4.0]);
    set(&mut layer, "norm", "beta", &[1.0, 0.0]);
    close(&run(&layer, &[1.0, 3.0]), &[0.0, 2.0]);
}

#[test]
fn a_scale_of_channels_is_part_of_the_convolution_before_it() {
    let layers =
        "  conv: {conv: 2, kernel: 1}\n  scale: channel_scale\n  last: {activation: relu}\n";
    let mut model = network([1, 1, 1], layers);
    set(&mut model, "conv", "kernel", &[1.0, 2.0]);
    set(&mut model, "conv", "bias", &[0.5, 0.0]);
    set(&mut model, "scale", "gamma", &[2.0, -1.0]);
    set(&mut model, "scale", "beta", &[1.0, 0.0]);
    assert_eq!(model.plan().steps.len(), 1);
    assert_eq!(run(&model, &[3.0]), [8.0, 0.0]);
}
