//! Limits that ONNX Runtime's calibrators choose: `tests/fixtures/calibration.json`, which
//! `scripts/onnxruntime_calibration.py` writes.

use super::digits::{digits, images};
use super::{network, options, quantize};
use googlenet_runtime::quantize::Method;
use googlenet_runtime::weights::formula;
use googlenet_tests::root;
use serde_json::Value;

fn figures() -> Value {
    let text = std::fs::read_to_string(root().join("tests/fixtures/calibration.json"));
    serde_json::from_str(&text.expect("the figures")).expect("JSON")
}

fn pair(value: &Value) -> [f32; 2] {
    let number = |at: usize| value[at].as_f64().expect("a number") as f32;
    [number(0), number(1)]
}

/// Returns the values of a case of the script, of three images.
fn values(case: &str) -> Vec<Vec<f32>> {
    let image = |image: u64| {
        let value = |i: u64| {
            let u = formula(100 + image, i);
            let bell = u + formula(200 + image, i) + formula(300 + image, i);
            let value = match case {
                "uniform" => u,
                "bell" => bell,
                "relu" => bell.max(0.0),
                "heavy" => bell * bell * bell * bell * bell,
                "growing" => bell * (image + 1) as f64,
                "sparse" => (u - 0.99).max(0.0),
                "constant" => 0.75,
                "outlier" if i == 7 => 1e6,
                "outlier" => bell.max(0.0),
                other => panic!("the test does not know the case `{other}`"),
            };
            value as f32
        };
        (0..4096).map(value).collect()
    };
    (0..3).map(image).collect()
}

#[test]
fn limits_of_values_are_those_of_onnx_runtime() {
    let model = network([64, 64, 1], "  conv: {conv: 1, kernel: 1}\n").seeded(1);
    let figures = figures();
    let cases = figures["values"].as_object().expect("cases");
    assert_eq!(cases.len(), 8);
    for (case, figures) in cases {
        let images = values(case);
        for method in [Method::MinMax, Method::Percentile, Method::Entropy] {
            let is_non_negative = images.iter().flatten().all(|value| *value >= 0.0);
            let [low, high] = pair(&figures[method.as_str()]);
            let mut options = options(method);
            options.input_is_non_negative = is_non_negative;
            let (quantized, _) = quantize(&model, &options, &images).expect("finite values");
            let input = quantized.results[0].expect("the input has a scale");
            let reach = match is_non_negative {
                true => f64::from(high) / 255.0,
                false => f64::from(high.max(-low)) / 127.0,
            };
            assert_eq!(input.scale, reach as f32, "{case}, {method}");
            assert_eq!(input.zero_point, if is_non_negative { 0 } else { 128 });
        }
    }
}

#[test]
fn ranges_of_a_network_are_those_of_onnx_runtime() {
    let model = digits();
    let images: Vec<Vec<f32>> = images(&model, false).into_iter().step_by(7).collect();
    let figures = figures();
    let (_, report) = quantize(&model, &options(Method::MinMax), &images).expect("finite results");
    let mut compared = 0;
    for layer in &report.layers {
        let name = layer.layers.last().expect("a layer");
        let (Some(result), Some(figure)) = (layer.result, figures["digits"].get(name)) else {
            continue;
        };
        let [low, high] = pair(&figure["minmax"]);
        // Convolutions sum in another order there.
        for (got, expected) in result.range.into_iter().zip([low, high]) {
            assert!(
                (got - expected).abs() <= 1e-4 * high,
                "{name}: {got} and {expected}"
            );
        }
        compared += 1;
    }
    assert!(compared >= 20, "{compared}");
}
