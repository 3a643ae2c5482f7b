//! Tests of weight files that do not fit the prototxt.

use super::reference::{Blob, Weights, Window};
use super::{bytes, import};

const NET: &str = r#"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
layer { name: "first" type: "Convolution" bottom: "data" top: "a" convolution_param { num_output: 4 kernel_size: 3 } }
layer { name: "second" type: "Convolution" bottom: "a" top: "b" convolution_param { num_output: 5 kernel_size: 1 bias_term: false } }
layer { name: "norm" type: "BatchNorm" bottom: "b" top: "c" }
layer { name: "third" type: "InnerProduct" bottom: "c" top: "d" inner_product_param { num_output: 2 } }
"#;

#[test]
fn all_that_does_not_fit_is_told_at_once() {
    let mut weights = Weights::default();
    let window = Window::square(3, 1, 0);
    weights.conv("frist", &Blob::input(3, 8, 8), 4, &window);
    weights.conv("second", &Blob::input(4, 6, 6), 5, &Window::square(1, 1, 0));
    weights.add("norm", &[(&[5], 0.0), (&[5], 1.0), (&[2], 1.0)]);
    weights.add("third", &[(&[180, 2], 0.0), (&[3], 0.0)]);
    let error = import(NET, &bytes(&weights.net))
        .expect_err("it does not fit")
        .to_string();
    let wanted = [
        "the weights do not fit the prototxt",
        "  missing layer \"first\"; the file has \"frist\"",
        "  blobs of \"second\": expected 1, got 2",
        "  values of \"norm\": the factor of its statistics has 2 values, expected 1",
        "  values of \"norm\": the factor of its statistics has 2 values, expected 1",
        "  weights of \"third\", byte N: expected [2, 180], got [180, 2] (the axes are in another order)",
        "  bias of \"third\", byte N: expected [2], got [3]",
    ];
    let got: Vec<String> = error
        .lines()
        .map(|line| match line.split_once(", byte ") {
            Some((before, behind)) => {
                let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit());
                format!("{before}, byte N{behind}")
            }
            None => line.to_owned(),
        })
        .collect();
    assert_eq!(got, wanted);
}

#[test]
fn statistics_without_a_factor_are_zero() {
    let mut weights = Weights::default();
    weights.conv("first", &Blob::input(3, 8, 8), 4, &Window::square(3, 1, 0));
    let window = Window {
        bias: false,
        ..Window::square(1, 1, 0)
    };
    weights.conv("second", &Blob::input(4, 6, 6), 5, &window);
    weights.add("norm", &[(&[5], 1.0), (&[5], 1.0), (&[1], 1.0)]);
    weights.add("third", &[(&[2, 180], 0.0), (&[2], 0.0)]);
    weights.net.layer[2].blobs[2].data = vec![0.0];
    let model = bytes(&weights.net);
    let imported = super::good(NET, &model);
    let network = super::load(&imported);
    use googlenet_runtime::Network;
    let layer = network.layer("second.batch_norm").expect("it is there");
    let variance = layer.weight("moving_variance").expect("it is there");
    assert_eq!(variance.values(), [0.0; 5]);
}
