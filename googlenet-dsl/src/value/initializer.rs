//! The values of a kernel before training, as the option `initializer` gives them.

use super::word::words;
use crate::variants::variants;
use std::fmt;

/// How training draws the kernel of a layer before its first step, by the rules of Keras 3. Biases, beta and moving means
/// begin with 0, gamma and moving variances with 1. Inference does not use it.
///
/// `fan_in` and `fan_out` are [`Initializer::fans`] of the kernel's sizes.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Initializer {
    /// Uniform from `-limit` to `limit` with `limit = sqrt(6 / (fan_in + fan_out))` (Glorot and Bengio 2010), Keras'
    /// `glorot_uniform`.
    GlorotUniform,
    /// Normal around 0, with a standard deviation of `sqrt(2 / fan_in)` once values further than two deviations of the
    /// drawn distribution are drawn again (He et al., arXiv:1502.01852), Keras' `he_normal`. That distribution has a
    /// deviation of `sqrt(2 / fan_in) / 0.87962566103423978`.
    HeNormal,
    /// Normal around 0, values further than two deviations drawn again, Keras' `truncated_normal`. Cutting makes the
    /// deviation of the values 0.87962566103423978 times as large.
    TruncatedNormal {
        /// Standard deviation before values are drawn again, above 0.
        deviation: f32,
    },
}

variants!(Initializer {
    GlorotUniform,
    HeNormal,
    TruncatedNormal
});

/// The distribution that an [`Initializer`] draws a kernel's values from.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Distribution {
    /// Uniform from `-limit` to `limit`.
    Uniform {
        /// The largest value.
        limit: f64,
    },
    /// Normal around 0, values further from 0 than `2 * deviation` drawn again.
    TruncatedNormal {
        /// The standard deviation before values are drawn again.
        deviation: f64,
    },
}

variants!(Distribution {
    Uniform,
    TruncatedNormal
});

/// The standard deviation of a normal distribution of deviation 1 that is cut at two deviations.
const DEVIATION_OF_TRUNCATED: f64 = 0.879_625_661_034_239_8;

impl Initializer {
    /// The initializer where a description gives none, which is Keras'.
    pub const DEFAULT: Initializer = Initializer::GlorotUniform;

    /// All initializers, `truncated_normal` with Keras' deviation of 0.05, its default.
    pub const ALL: &'static [Initializer] = &[
        Initializer::GlorotUniform,
        Initializer::HeNormal,
        Initializer::TruncatedNormal { deviation: 0.05 },
    ];

    /// Returns the word of the initializer in descriptions.
    pub const fn as_str(self) -> &'static str {
        match self {
            Initializer::GlorotUniform => "glorot_uniform",
            Initializer::HeNormal => "he_normal",
            Initializer::TruncatedNormal { .. } => "truncated_normal",
        }
    }

    /// Returns the initializer as a description writes it: `he_normal` or `{truncated_normal: 0.1}`; the default
    /// deviation is left out.
    pub fn written(self) -> String {
        match self {
            Initializer::TruncatedNormal { deviation } if !Initializer::ALL.contains(&self) => {
                format!("{{{}: {deviation}}}", self.as_str())
            }
            word => word.as_str().to_owned(),
        }
    }

    /// Returns `fan_in` and `fan_out` of a kernel with axes of these sizes, as Keras counts them: the last two sizes,
    /// each times the product of all before. For a convolution these are height x width x input channels of a group and
    /// height x width x filters, for a dense layer inputs and units; for a transposed convolution, whose kernel has its
    /// last two axes exchanged, height x width x filters of a group and height x width x input channels. Both are at
    /// least 1.
    pub fn fans(kernel: &[usize]) -> [usize; 2] {
        let (field, last) = kernel.split_at(kernel.len().saturating_sub(2));
        let field: usize = field.iter().product();
        match last {
            [into, out] => [into, out].map(|size| (size * field).max(1)),
            [one] => [(*one).max(1); 2],
            _ => [1; 2],
        }
    }

    /// Returns the distribution of the values of a kernel with axes of these sizes.
    pub fn distribution(self, kernel: &[usize]) -> Distribution {
        let [into, out] = Initializer::fans(kernel).map(|fan| fan as f64);
        match self {
            Initializer::GlorotUniform => Distribution::Uniform {
                limit: (6.0 / (into + out)).sqrt(),
            },
            Initializer::HeNormal => Distribution::TruncatedNormal {
                deviation: (2.0 / into).sqrt() / DEVIATION_OF_TRUNCATED,
            },
            Initializer::TruncatedNormal { deviation } => Distribution::TruncatedNormal {
                deviation: deviation.into(),
            },
        }
    }
}

impl Default for Initializer {
    fn default() -> Initializer {
        Initializer::DEFAULT
    }
}

words!(Initializer, "initializer", |initializer| Some(
    initializer.as_str()
));

impl fmt::Display for Initializer {
    /// Writes the word of the initializer, such as `he_normal`, without its deviation.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distributions_are_those_of_keras() {
        let kernel = [3, 3, 16, 32];
        assert_eq!(Initializer::fans(&kernel), [144, 288]);
        assert_eq!(Initializer::fans(&[64, 10]), [64, 10]);
        // `keras.initializers.GlorotUniform()` and `HeNormal()` of Keras 3: the limit, and the `stddev` that it gives
        // to `random.truncated_normal`.
        let near = |found: f64, expected: f64| {
            assert!((found - expected).abs() < 1e-15, "{found} {expected}");
        };
        let Distribution::Uniform { limit } = Initializer::GlorotUniform.distribution(&kernel)
        else {
            panic!("a uniform distribution");
        };
        near(limit, 0.117_851_130_197_757_92);
        let Distribution::TruncatedNormal { deviation } =
            Initializer::HeNormal.distribution(&kernel)
        else {
            panic!("a normal distribution");
        };
        near(deviation, 0.133_978_731_428_994_22);
        let given = Initializer::TruncatedNormal { deviation: 0.25 };
        assert_eq!(
            given.distribution(&kernel),
            Distribution::TruncatedNormal { deviation: 0.25 }
        );
    }

    #[test]
    fn the_default_deviation_is_not_written() {
        let written = |deviation| Initializer::TruncatedNormal { deviation }.written();
        assert_eq!(written(0.05), "truncated_normal");
        assert_eq!(written(0.1), "{truncated_normal: 0.1}");
        assert_eq!(Initializer::HeNormal.written(), "he_normal");
    }
}
