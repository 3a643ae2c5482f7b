//! Files of Keras that number the variables of a layer: by the names of layers, or where these are others by order.

use super::{Values, has, network, paired};
use googlenet_interop::{PairOptions, PairReport, PairRule};

const PARALLEL: &[u8] = include_bytes!("../weight_files/keras/keras3_parallel.weights.h5");

/// The network of the file, with other layers for `left` and `right`, and other options of `norm`.
fn parallel(left: &str, right: &str, norm: &str) -> Result<(Values, PairReport), String> {
    let model = network(&format!(
        "names: keras
input: {{height: 2, width: 2, channels: 2}}
layers:
  start: {{activation: relu}}
  a: {{conv: 2, kernel: 1, source: {left}}}
  a_norm: {{batch_norm: {{{norm}}}, source: norm}}
  b: {{conv: 2, kernel: 1, source: {right}, from: start}}
  sum: {{add: [a_norm, b]}}
  mean: global_avg_pool
  c: {{dense: 2, source: fc}}
"
    ));
    paired(PARALLEL, &model, &PairOptions::default()).map_err(|error| error.to_string())
}

#[test]
fn equal_layers_side_by_side_are_told_apart_by_name() {
    let left_kernel = [-0.75, -0.640625, -0.53125, -0.421875];
    let right_kernel = [0.265625, 0.375, 0.484375, 0.59375];
    for (names, kernels) in [
        (["left", "right"], [left_kernel, right_kernel]),
        (["right", "left"], [right_kernel, left_kernel]),
    ] {
        let (values, report) = parallel(names[0], names[1], "scale: false").expect("fits");
        has(&values, "a.kernel", &kernels[0]);
        has(&values, "b.kernel", &kernels[1]);
        assert_eq!(report.rules, [(PairRule::Name, 9)]);
        // The first variable of a normalisation is absent.
        has(&values, "a_norm.moving_variance", &[0.5625, 0.671875]);
    }
}

#[test]
fn other_names_are_missing_where_the_order_does_not_tell_layers_apart() {
    let error = parallel("one", "two", "scale: false").expect_err("two ways");
    assert!(
        error.contains("`one/kernel` [1, 1, 2, 2] is missing"),
        "{error}"
    );
}

#[test]
fn a_layer_with_another_number_of_variables_is_named() {
    let error = parallel("left", "right", "scale: true").expect_err("gamma is absent");
    assert!(
        error.contains("the layer `norm`: expected 4 tensors (gamma, beta, moving_mean, moving_variance), got 3"),
        "{error}"
    );
}
