//! What became of a network when it was quantised.

use super::kept::Kept;
use super::method::Method;
use super::warning::Warning;

/// What became of a network when it was quantised, layer by layer.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct QuantizationReport {
    /// Name of the network.
    pub network: String,
    /// How limits were chosen.
    pub method: Method,
    /// Number of images that the network was calibrated on.
    pub images: u64,
    /// Results and weights, in the order of the layers.
    pub layers: Vec<LayerReport>,
    /// What a user should know, in the order of the layers.
    pub warnings: Vec<Warning>,
}

/// What became of a step: of a layer and those that are fused with it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LayerReport {
    /// Paths of the layers that the step computes, that of the operation first; `$input` for the network's input.
    pub layers: Vec<String>,
    /// Weights of the step; `None` if it has none.
    pub weights: Option<WeightReport>,
    /// Result of the step; `None` if its values are only moved from others that are listed.
    pub result: Option<ResultReport>,
}

/// What became of the weights of a step.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct WeightReport {
    /// Size of the weights in `f32`, in bytes.
    pub f32_bytes: usize,
    /// Size of the weights as they are now, in bytes.
    pub bytes: usize,
    /// Whether the kernel is quantised.
    pub is_quantized: bool,
    /// Why the kernel of a convolution or dense layer is not quantised; `None` if it is, and for other layers.
    pub kept: Option<Kept>,
    /// Ratio of signal to noise in decibels, infinite where nothing is lost: of the sums on the calibration images, without what
    /// biases make up for, where these sums decided how the kernel was rounded ([`Rounding::Gptq`](super::Rounding::Gptq)),
    /// otherwise of the kernel. `None` if all weights are 0, or not quantised.
    pub snr_db: Option<f64>,
}

/// What became of the values of a result.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ResultReport {
    /// Smallest and largest value on the calibration images.
    pub range: [f32; 2],
    /// Smallest and largest value that the quantised result can have.
    pub limits: [f32; 2],
    /// Distance of two neighbouring values.
    pub scale: f32,
    /// What 0 is stored as.
    pub zero_point: u8,
    /// Whether the result is stored in 8 bits; otherwise it stays in `f32`, and nothing is clipped or lost.
    pub is_quantized: bool,
    /// Share of the values on the calibration images that are clipped, from 0 to 1.
    pub clipped: f64,
    /// Ratio of signal to noise on the calibration images in decibels, where the values before are those of the network in
    /// `f32`; infinite where nothing is lost, `None` if all values are 0 or the result stays in `f32`.
    pub snr_db: Option<f64>,
}

impl QuantizationReport {
    /// Returns the size of all weights in `f32`, and as they are now, in bytes.
    pub fn bytes(&self) -> [usize; 2] {
        let weights = || {
            self.layers
                .iter()
                .filter_map(|layer| layer.weights.as_ref())
        };
        [
            weights().map(|weights| weights.f32_bytes).sum(),
            weights().map(|weights| weights.bytes).sum(),
        ]
    }
}
