//! Quantisation: the limits that ONNX Runtime chooses from the same values, the digits network in 8 bits by simulation,
//! inputs that break quantisers, and files.

#[path = "quantization/broken.rs"]
mod broken;
#[path = "quantization/correction.rs"]
mod correction;
#[path = "quantization/digits.rs"]
mod digits;
#[path = "quantization/figures.rs"]
mod figures;
#[path = "quantization/files.rs"]
mod files;
#[path = "quantization/first.rs"]
mod first;
#[path = "quantization/mse.rs"]
mod mse;
#[path = "quantization/rounding.rs"]
mod rounding;
#[path = "quantization/session.rs"]
mod session;
#[path = "quantization/steps.rs"]
mod steps;

use googlenet_runtime::dynamic::Model;
use googlenet_runtime::quantize::{
    Calibration, Method, QuantizationReport, QuantizeError, QuantizeOptions, Quantized, Rounding,
};

type Outcome = Result<(Quantized, QuantizationReport), QuantizeError>;

/// Options with biases as they are, and weights rounded to nearest, those of first layers, too.
fn options(method: Method) -> QuantizeOptions {
    let mut options = QuantizeOptions::default();
    options.method = method;
    options.rounding = Rounding::Nearest;
    options.correct_bias = false;
    options.quantize_first = true;
    options
}

/// Calibrates a network on images.
fn quantize(model: &Model, options: &QuantizeOptions, images: &[Vec<f32>]) -> Outcome {
    let mut calibration = Calibration::new(model, options)?;
    let mut passes = 0;
    loop {
        passes += 1;
        for image in images {
            calibration.observe(image)?;
        }
        if !calibration.next_pass()? {
            assert_eq!(passes, calibration.passes());
            return calibration.finish();
        }
    }
}

/// Compiles a description of layers for an input of this size.
fn network(size: [usize; 3], layers: &str) -> Model {
    let [height, width, channels] = size;
    let text = format!(
        "format: 1\nname: Small\ninput: {{height: {height}, width: {width}, channels: {channels}}}\nlayers:\n  {}",
        layers.trim_start()
    );
    Model::from_text("small.yaml", &text).expect("it compiles")
}

/// Returns pseudo-random images of `len` values from -1 to 1.
fn noise(seed: u64, count: usize, len: usize) -> Vec<Vec<f32>> {
    let image = |at: usize| {
        let value = |i| googlenet_runtime::weights::formula(seed + at as u64, i) as f32;
        (0..len as u64).map(value).collect()
    };
    (0..count).map(image).collect()
}
