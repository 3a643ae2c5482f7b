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
