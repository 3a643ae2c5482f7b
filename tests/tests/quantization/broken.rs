//! Inputs that break quantisers: all end in a quantised network whose numbers are finite, with a warning that names the layer,
//! or in an error that names it.

use super::{Outcome, network, noise, options, quantize};
use googlenet_runtime::Network as _;
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::quantize::{
    Calibration, Method, QuantizationReport, QuantizeError, Quantized, Simulation, Warning,
};

const LAYERS: &str = "  first: {conv: 4, kernel: 3, padding: same, activation: relu}\n  second: {conv: 3, kernel: 1, activation: relu}\n  last: {conv: 2, kernel: 1}\n";

fn small() -> Model {
    network([6, 6, 3], LAYERS).seeded(5)
}

fn set(model: &mut Model, layer: &str, weight: &str, make: impl Fn(usize) -> f32) {
    let mut layer = model.layer_mut(layer).expect("the layer");
    let len = layer.weight(weight).expect("its weight").len();
    layer
        .set_weight(weight, (0..len).map(make).collect())
        .expect("its weight");
}

/// Quantises with every method and corrects biases, checks that all numbers are usable and that the network can be simulated, and returns the
/// reports.
fn all_methods(model: &Model, images: &[Vec<f32>]) -> Vec<QuantizationReport> {
    let one = |method| {
        let mut options = options(method);
        options.correct_bias = true;
        let (quantized, report) = quantize(model, &options, images).expect("a quantised network");
        usable(&quantized);
        let output = Simulation::new(model, &quantized).output(&images[0]);
        assert!(
            output.iter().all(|value| value.is_finite()),
            "{method}: {output:?}"
        );
        for layer in &report.layers {
            let shares = layer.result.map(|result| result.clipped);
            assert!(
                shares.is_none_or(|share| (0.0..=1.0).contains(&share)),
                "{layer:?}"
            );
            let ratios = [
                layer.weights.and_then(|weights| weights.snr_db),
                layer.result.and_then(|result| result.snr_db),
            ];
            assert!(
                ratios.into_iter().flatten().all(|ratio| !ratio.is_nan()),
                "{layer:?}"
            );
        }
        let mut file = Vec::new();
        quantized.write(&mut file).expect("a file");
        assert_eq!(
            Quantized::from_bytes(&model.graph(), &file).expect("the same"),
            quantized
        );
        report
    };
    Method::ALL.map(one).into()
}

fn usable(quantized: &Quantized) {
    let results = quantized
        .results
        .iter()
        .flatten()
        .map(|result| result.scale);
    let scales = quantized
        .weights
        .iter()
        .flat_map(|weights| weights.scales.iter().copied());
    for scale in results.chain(scales) {
        assert!(scale.is_normal() && scale > 0.0, "{scale}");
    }
}

fn said(report: &QuantizationReport, is: impl Fn(&Warning) -> bool, name: &str) {
    let found = report.warnings.iter().find(|warning| is(warning));
    let found = found.unwrap_or_else(|| panic!("{:?}", report.warnings));
    assert!(found.to_string().contains(&format!("`{name}`")), "{found}");
}

fn refused(outcome: Outcome, words: &[&str]) {
    let message = outcome.expect_err("an error").to_string();
    assert!(words.iter().all(|word| message.contains(word)), "{message}");
}

#[test]
fn dead_results() {
    let mut model = small();
    set(&mut model, "first", "bias", |_| -1e3);
    for report in all_methods(&model, &noise(1, 3, 108)) {
        said(
            &report,
            |warning| matches!(warning, Warning::Dead { .. }),
            "first",
        );
    }
}

#[test]
fn weights_of_zero_with_and_without_a_bias() {
    let mut model = small();
    set(&mut model, "first", "kernel", |at| {
        if at % 4 == 1 { 0.0 } else { 0.1 }
    });
    set(&mut model, "second", "kernel", |_| 0.0);
    set(&mut model, "second", "bias", |at| at as f32);
    for report in all_methods(&model, &noise(1, 3, 108)) {
        let of = |layer: &str| {
            let is = |warning: &&Warning| matches!(warning, Warning::ZeroWeights { layer: name, .. } if name == layer);
            report.warnings.iter().find(is).map(ToString::to_string)
        };
        assert!(
            of("first").is_some_and(|text| text.starts_with("1 of 4 ")),
            "{:?}",
            report.warnings
        );
        assert!(
            of("second").is_some_and(|text| text.starts_with("3 of 3 ")),
            "{:?}",
            report.warnings
        );
        assert!(of("last").is_none());
        let second = report
            .layers
            .iter()
            .find(|layer| layer.layers[0] == "second")
            .expect("a step");
        assert_eq!(second.weights.expect("weights").snr_db, None);
    }
}

#[test]
fn values_near_the_smallest_float() {
    let mut model = small();
    set(&mut model, "first", "kernel", |at| {
        1e-38 * (1 + at % 3) as f32
    });
    set(&mut model, "first", "bias", |_| 0.0);
    let images: Vec<Vec<f32>> = noise(2, 3, 108)
        .into_iter()
        .map(|image| image.iter().map(|x| x.abs()).collect())
        .collect();
    for report in all_methods(&model, &images) {
        said(
            &report,
            |warning| matches!(warning, Warning::Tiny { .. }),
            "first",
        );
    }
    let tiny: Vec<Vec<f32>> = images
        .iter()
        .map(|image| image.iter().map(|x| x * 1e-44).collect())
        .collect();
    for report in all_methods(&small(), &tiny) {
        said(
            &report,
            |warning| matches!(warning, Warning::Tiny { .. } | Warning::Dead { .. }),
            "$input",
        );
    }
}

#[test]
fn outliers_are_told_or_clipped() {
    let model = small();
    let mut images = noise(3, 400, 108);
    images[7][50] = 1e6;
    let reports = all_methods(&model, &images);
    let of = |report: &QuantizationReport| {
        let is = |warning: &&Warning| matches!(warning, Warning::Outliers { layer, .. } if layer == "$input");
        report.warnings.iter().find(is).map(ToString::to_string)
    };
    let told = of(&reports[1]).expect("a warning");
    assert!(
        told.contains("largest is 1e6") && told.contains("--method percentile"),
        "{told}"
    );
    let input = |report: &QuantizationReport| report.layers[0].result.expect("the input");
    assert_eq!(input(&reports[1]).clipped, 0.0);
    assert!(input(&reports[1]).limits[1] > 9.9e5);
}

#[test]
fn one_image_and_images_of_one_colour() {
    let model = small();
    for report in all_methods(&model, &noise(4, 1, 108)) {
        assert_eq!(report.warnings.first(), Some(&Warning::OneImage));
    }
    for value in [0.0, 0.5, -1.0] {
        let reports = all_methods(&model, &vec![vec![value; 108]; 3]);
        assert!(
            reports
                .iter()
                .all(|report| !report.warnings.contains(&Warning::OneImage))
        );
        if value == 0.0 {
            said(
                &reports[0],
                |warning| matches!(warning, Warning::Dead { .. }),
                "$input",
            );
        }
    }
}

#[test]
fn equal_weights_lose_nothing() {
    let mut model = small();
    set(&mut model, "first", "kernel", |at| (1 + at % 4) as f32);
    for report in all_methods(&model, &noise(4, 2, 108)) {
        let first = report
            .layers
            .iter()
            .find(|layer| layer.layers[0] == "first")
            .expect("a step");
        assert!(first.weights.expect("weights").snr_db.expect("a signal") > 120.0);
    }
}

/// Channels that have the same value in all pixels, and one that no weight reads.
#[test]
fn constant_channels() {
    let mut model = small();
    set(&mut model, "first", "kernel", |at| {
        if at % 4 < 2 {
            0.0
        } else {
            0.1 * (at % 5) as f32 - 0.2
        }
    });
    set(&mut model, "first", "bias", |at| [3.0, 0.0, 0.1, -0.1][at]);
    set(&mut model, "second", "kernel", |at| {
        if at < 3 { 0.0 } else { 0.5 }
    });
    for report in all_methods(&model, &noise(4, 3, 108)) {
        let is_zero = |warning: &Warning| {
            matches!(
                warning,
                Warning::ZeroWeights {
                    channels: 2,
                    of: 4,
                    ..
                }
            )
        };
        said(&report, is_zero, "first");
    }
}

/// What a normalisation divides may be 0 everywhere, near the smallest float, or beyond what it tells apart.
#[test]
fn normalisations_of_nothing_and_of_outliers() {
    let layers = "  first: {conv: 4, kernel: 1, activation: relu}\n  norm: {lrn: {size: 3}}\n  last: {conv: 2, kernel: 1}\n";
    let model = network([6, 6, 3], layers).seeded(5);
    for factor in [0.0, 1e-38, 1e-20, 1.0, 1e6, 1e15] {
        let images: Vec<Vec<f32>> = noise(2, 3, 108)
            .into_iter()
            .map(|image| image.iter().map(|value| value * factor).collect())
            .collect();
        all_methods(&model, &images);
    }
    let mut images = noise(3, 40, 108);
    images[7][50] = 1e6;
    all_methods(&model, &images);
}

#[test]
fn a_bias_far_above_the_weights() {
    let mut model = small();
    set(&mut model, "second", "kernel", |_| 1e-9);
    set(&mut model, "second", "bias", |_| 1e6);
    for report in all_methods(&model, &noise(4, 2, 108)) {
        said(
            &report,
            |warning| matches!(warning, Warning::LargeBias { channels: 3, .. }),
            "second",
        );
    }
}

#[test]
fn sums_that_could_overflow_stay_floats() {
    let layers = "  flat: flatten\n  dense: {dense: 1}\n  more: {dense: 2}\n";
    let mut model = network([400, 400, 1], layers).seeded(1);
    set(&mut model, "dense", "kernel", |_| 1.0);
    let images = noise(1, 2, 160_000);
    let (quantized, report) = quantize(&model, &options(Method::MinMax), &images).expect("images");
    said(
        &report,
        |warning| {
            matches!(
                warning,
                Warning::Overflow {
                    products: 160_000,
                    ..
                }
            )
        },
        "dense",
    );
    let names: Vec<&str> = quantized
        .weights
        .iter()
        .map(|weights| weights.name.as_str())
        .collect();
    assert_eq!(names, ["more"]);
    assert!(
        quantized
            .floats
            .iter()
            .any(|weight| weight.name == "dense.kernel")
    );
}

#[test]
fn nan_and_infinity_are_refused() {
    for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let mut model = small();
        set(&mut model, "second", "kernel", |at| {
            if at == 5 { value } else { 0.5 }
        });
        refused(
            quantize(&model, &options(Method::MinMax), &noise(1, 1, 108)),
            &["`second`", "finite"],
        );
        let mut images = noise(1, 2, 108);
        images[1][17] = value;
        refused(
            quantize(&small(), &options(Method::Entropy), &images),
            &["the input is not finite"],
        );
    }
    let mut model = small();
    set(&mut model, "first", "kernel", |_| 3e38);
    let images = vec![vec![1.0; 108]];
    refused(
        quantize(&model, &options(Method::MinMax), &images),
        &["the result of `first`", "is not finite"],
    );
    let layers = "  conv: {conv: 2, kernel: 1, batch_norm: true}\n  last: {conv: 1, kernel: 1}\n";
    let mut model = network([2, 2, 1], layers).seeded(1);
    set(&mut model, "conv.batch_norm", "moving_variance", |_| -1.0);
    refused(
        quantize(&model, &options(Method::MinMax), &noise(1, 1, 4)),
        &["`conv`", "NaN"],
    );
}

#[test]
fn what_cannot_be_done_is_told() {
    let model = small();
    refused(
        quantize(&model, &options(Method::Percentile), &[]),
        &["expected images to calibrate on, got none"],
    );
    let mut wrong = options(Method::MinMax);
    wrong.keep_f32 = vec!["secnd".to_owned()];
    refused(
        quantize(&model, &wrong, &noise(1, 1, 108)),
        &["`secnd`", "did you mean `second`?"],
    );
    wrong.keep_f32 = vec!["first".to_owned(), "second".to_owned(), "last".to_owned()];
    let error = quantize(&model, &wrong, &noise(1, 1, 108)).expect_err("an error");
    assert!(matches!(error, QuantizeError::NothingToQuantize), "{error}");
    let mut calibration = Calibration::new(&model, &options(Method::MinMax)).expect("a network");
    for len in [0, 107, 109] {
        let error = calibration
            .observe(&vec![0.0; len])
            .expect_err("an error")
            .to_string();
        assert!(error.contains("takes 108 values"), "{error}");
    }
}

/// What is held does not depend on the order of the images, nor on how they are given.
#[test]
fn the_order_of_images_does_not_matter() {
    let model = small();
    let images = noise(6, 9, 108);
    let turned: Vec<Vec<f32>> = images.iter().rev().cloned().collect();
    let together = vec![images.concat()];
    for method in Method::ALL {
        let mut options = options(method);
        options.correct_bias = true;
        let [a, b, c] = [&images, &turned, &together].map(|images| {
            let (quantized, _) = quantize(&model, &options, images).expect("images");
            quantized
        });
        assert_eq!(a, b);
        assert_eq!(a, c);
        assert_eq!(a.images, 9);
    }
}
