//! Limits of least squared error, and those that local response normalisation weighs, against a search over the values
//! themselves.

use super::{network, noise, options, quantize};
use googlenet_runtime::Network;
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::quantize::{Method, Quantized};

/// Returns the sum of the squares of what values lose that are stored with a scale.
fn loss(values: &[f32], scale: f64, is_non_negative: bool) -> f64 {
    let (low, high) = if is_non_negative {
        (0.0, 255.0)
    } else {
        (-128.0, 127.0)
    };
    let lost = values.iter().map(|value| {
        let value = f64::from(*value);
        value - (value / scale).round_ties_even().clamp(low, high) * scale
    });
    lost.map(|lost| lost * lost).sum()
}

#[test]
fn limits_lose_least() {
    let model = network([32, 32, 1], "  conv: {conv: 1, kernel: 1}\n").seeded(1);
    let uniform = noise(1, 4, 1024);
    let of = |function: fn(f32) -> f32| -> Vec<Vec<f32>> {
        let image = |image: &Vec<f32>| image.iter().map(|value| function(*value)).collect();
        uniform.iter().map(image).collect()
    };
    let cases = [
        ("uniform", of(|x| x), false),
        ("heavy", of(|x| (x * x * x).mul_add(40.0, x)), false),
        ("exponential", of(|x| -(1.0 - x.abs()).max(1e-7).ln()), true),
        ("sparse", of(|x| (x - 0.9).max(0.0).powi(3)), true),
        (
            "outlier",
            of(|x| if x > 0.999 { 30.0 } else { x.abs() }),
            true,
        ),
        ("constant", of(|_| 0.75), true),
    ];
    for (case, images, is_non_negative) in cases {
        let mut options = options(Method::Mse);
        options.input_is_non_negative = is_non_negative;
        let (quantized, _) = quantize(&model, &options, &images).expect("finite values");
        let scale = f64::from(quantized.results[0].expect("a scale").scale);
        let values = images.concat();
        let largest = values
            .iter()
            .fold(0.0_f32, |most, value| most.max(value.abs()));
        let whole = f64::from(largest) / if is_non_negative { 255.0 } else { 127.0 };
        assert!(scale <= whole * (1.0 + 1e-6), "{case}: {scale} and {whole}");
        let parts =
            (1..=1000).map(|part| loss(&values, whole * f64::from(part) / 1000.0, is_non_negative));
        let least = parts.fold(f64::INFINITY, f64::min);
        let got = loss(&values, scale, is_non_negative);
        println!(
            "{case}: {:.3} of the range, loss {got:e}, least {least:e}",
            scale / whole
        );
        // Values of a bin are taken as spread evenly.
        let bound = 1.25 * least + 1e-9 * f64::from(largest).powi(2) * values.len() as f64;
        assert!(
            got <= bound,
            "{case}: {got} with {scale}, {least} can be had"
        );
    }
}

fn calibrated(model: &Model, images: &[Vec<f32>], method: Method) -> Quantized {
    let mut options = options(method);
    options.input_is_non_negative = true;
    quantize(model, &options, images).expect("finite values").0
}

/// What is lost of values that a normalisation reads counts by what it multiplies them by: little of large values.
#[test]
fn limits_before_a_normalisation_count_what_it_multiplies_by() {
    let layers =
        "  norm: {lrn: {size: 3, alpha: 3.0, beta: 0.75, k: 1.0}}\n  conv: {conv: 1, kernel: 1}\n";
    let model = network([16, 16, 4], layers).seeded(1);
    let images: Vec<Vec<f32>> = noise(1, 4, 1024)
        .iter()
        .map(|image| {
            image
                .iter()
                .map(|value| (9.0 * value.abs()).exp())
                .collect()
        })
        .collect();
    let behind = |scale: f64| {
        let pixels = images.iter().flatten().collect::<Vec<_>>();
        let mut lost = 0.0;
        for pixel in pixels.chunks(4) {
            for channel in 0..4_usize {
                let near = channel.saturating_sub(1)..(channel + 2).min(4);
                let squares: f64 = near.map(|at| f64::from(*pixel[at]).powi(2)).sum();
                let factor = (1.0 + squares).powf(-0.75);
                lost += factor * loss(&[*pixel[channel]], scale, true);
            }
        }
        lost
    };
    let scale = |quantized: &Quantized, layer: &str| {
        let id = model.graph().find(layer).expect("the layer");
        f64::from(quantized.results[id].expect("a scale").scale)
    };
    let whole = scale(&calibrated(&model, &images, Method::MinMax), "$input");
    let auto = scale(&calibrated(&model, &images, Method::Auto), "$input");
    let got = scale(&calibrated(&model, &images, Method::Mse), "$input");
    assert_eq!(auto, got);
    let parts = (125..=1000).step_by(5);
    let least = parts
        .map(|part| behind(whole * f64::from(part) / 1000.0))
        .fold(f64::INFINITY, f64::min);
    println!(
        "{:.3} of the range, {:e}, least {least:e}, whole {:e}",
        got / whole,
        behind(got),
        behind(whole)
    );
    assert!(
        behind(got) <= 1.25 * least,
        "{} with {got}, {least} can be had",
        behind(got)
    );
    assert!(got < whole, "{got} of {whole}");
    // Nothing but the normalisation reads what has other limits.
    let [auto, whole] = [Method::Auto, Method::MinMax]
        .map(|method| scale(&calibrated(&model, &images, method), "norm"));
    assert_eq!(auto, whole);
}
