//! What a user should know of a quantised network.

use std::fmt;

/// Something about a layer that makes its quantised form poor, or keeps it from being quantised.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Warning {
    /// The network was calibrated on a single image.
    OneImage,
    /// The layer's result is 0 wherever it was looked at.
    Dead {
        /// Name of the result.
        layer: String,
    },
    /// The layer's result is so small that its scale is the smallest normal float.
    Tiny {
        /// Name of the result.
        layer: String,
        /// Largest magnitude.
        largest: f32,
    },
    /// The method would clip all values of the layer's result, so that the limits are its smallest and largest value.
    Sparse {
        /// Name of the result.
        layer: String,
    },
    /// Few values of the layer's result are so large that most others become 0.
    Outliers {
        /// Name of the result.
        layer: String,
        /// Largest magnitude.
        largest: f32,
        /// Share of the values other than 0 that become 0, from 0 to 1.
        lost: f64,
    },
    /// Output channels of the layer have no weights but 0.
    ZeroWeights {
        /// Path of the layer.
        layer: String,
        /// Number of such channels.
        channels: usize,
        /// Number of all channels.
        of: usize,
    },
    /// Output channels of the layer have a bias so large that their weights take a coarser scale.
    LargeBias {
        /// Path of the layer.
        layer: String,
        /// Number of such channels.
        channels: usize,
    },
    /// Sums of the layer could exceed 32 bits, so that its weights stay in `f32`.
    Overflow {
        /// Path of the layer.
        layer: String,
        /// Number of products of a sum.
        products: usize,
    },
    /// Output channels of the layer have weights or a bias that are too large for the scale that was given, and take a
    /// larger one.
    Rescaled {
        /// Path of the layer.
        layer: String,
        /// Number of such channels.
        channels: usize,
    },
    /// Results that share memory were given different scales, and have one.
    Shared {
        /// Name of the result whose scale they have.
        layer: String,
        /// Number of results with another scale than was given.
        changed: usize,
    },
    /// The layer's result was given no scale, and has the one for the limits that follow from its operation.
    Derived {
        /// Name of the result.
        layer: String,
    },
}

impl Warning {
    /// Returns the layer whose quantised weights this is about; `None` if it is about a result, the images, or weights that
    /// stay in `f32`.
    pub fn weights_of(&self) -> Option<&str> {
        match self {
            Warning::ZeroWeights { layer, .. }
            | Warning::LargeBias { layer, .. }
            | Warning::Rescaled { layer, .. } => Some(layer),
            Warning::OneImage
            | Warning::Dead { .. }
            | Warning::Tiny { .. }
            | Warning::Sparse { .. }
            | Warning::Outliers { .. }
            | Warning::Shared { .. }
            | Warning::Derived { .. }
            | Warning::Overflow { .. } => None,
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::OneImage => {
                f.write_str("calibrated on one image: ranges of others may be larger; help: give about 200 images")
            }
            Warning::Dead { layer } => write!(
                f,
                "the result of `{layer}` is 0 on all images, so that nothing is known of its range; help: give other images"
            ),
            Warning::Tiny { layer, largest } => write!(
                f,
                "the result of `{layer}` is at most {largest:e}, below what 8 bits with a normal scale can tell apart"
            ),
            Warning::Sparse { layer } => write!(
                f,
                "nearly all values of the result of `{layer}` are 0: its range is that of `minmax`, as the others would be \
                 clipped"
            ),
            Warning::Outliers { layer, largest, lost } => write!(
                f,
                "{:.1} % of the values of `{layer}` that are not 0 become 0, as the largest is {largest:e}; help: \
                 `--method percentile` or `entropy` clips outliers",
                100.0 * lost
            ),
            Warning::ZeroWeights { layer, channels, of } => {
                write!(f, "{channels} of {of} output channels of `{layer}` have no weights but 0")
            }
            Warning::LargeBias { layer, channels } => write!(
                f,
                "the bias of {channels} output channels of `{layer}` is too large for 32 bits in the scale of their weights, \
                 which take a coarser one; help: `--keep-f32 {layer}` leaves the layer as it is"
            ),
            Warning::Overflow { layer, products } => write!(
                f,
                "sums of `{layer}` of {products} products could exceed 32 bits: its weights stay in floating point"
            ),
            Warning::Rescaled { layer, channels } => write!(
                f,
                "weights or biases of {channels} output channels of `{layer}` do not fit 8 and 32 bits in their scales, and take \
                 coarser ones"
            ),
            Warning::Shared { layer, changed } => write!(
                f,
                "{changed} results that share memory with `{layer}` were rounded in other steps, and have its scale"
            ),
            Warning::Derived { layer } => write!(
                f,
                "the result of `{layer}` is not quantised, and is stored in 8 bits between the limits that follow from its \
                 operation"
            ),
        }
    }
}
