//! Functions of one value: those that a description can say, and those that are parts of spelled-out ones.

use googlenet_dsl::op::Activation;

/// A function of one value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Function {
    Relu,
    Relu6,
    LeakyRelu {
        slope: f64,
    },
    Sigmoid,
    Tanh,
    HardSigmoid {
        alpha: f64,
        beta: f64,
    },
    HardSwish,
    Swish,
    Gelu,
    GeluTanh,
    Elu {
        alpha: f64,
    },
    Softplus,
    Softsign,
    Clip {
        low: f64,
        high: f64,
    },
    Erf,
    Exp,
    Log,
    Sqrt,
    Abs,
    Reciprocal,
    Power {
        exponent: f64,
    },
    /// A number to the power of the value.
    Exponential {
        base: f64,
    },
}

/// The functions that spelled-out ones are compared with.
pub(crate) const KNOWN: &[Function] = &[
    Function::Relu,
    Function::Relu6,
    Function::Sigmoid,
    Function::Tanh,
    Function::HardSigmoid {
        alpha: 1.0 / 6.0,
        beta: 0.5,
    },
    Function::HardSigmoid {
        alpha: 0.2,
        beta: 0.5,
    },
    Function::HardSwish,
    Function::Swish,
    Function::Gelu,
    Function::GeluTanh,
    Function::Elu { alpha: 1.0 },
    Function::Softplus,
];

impl Function {
    /// Returns the function's value at `x`.
    pub(crate) fn at(self, x: f64) -> f64 {
        let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
        let softplus = |x: f64| x.max(0.0) + (-x.abs()).exp().ln_1p();
        match self {
            Function::Relu => x.max(0.0),
            Function::Relu6 => x.clamp(0.0, 6.0),
            Function::LeakyRelu { slope } => {
                if x < 0.0 {
                    slope * x
                } else {
                    x
                }
            }
            Function::Sigmoid => sigmoid(x),
            Function::Tanh => x.tanh(),
            Function::HardSigmoid { alpha, beta } => (alpha * x + beta).clamp(0.0, 1.0),
            Function::HardSwish => x * (x / 6.0 + 0.5).clamp(0.0, 1.0),
            Function::Swish => x * sigmoid(x),
            Function::Gelu => 0.5 * x * (1.0 + erf(x / std::f64::consts::SQRT_2)),
            Function::GeluTanh => {
                let inner = (2.0 / std::f64::consts::PI).sqrt() * (x + 0.044_715 * x * x * x);
                0.5 * x * (1.0 + inner.tanh())
            }
            Function::Elu { alpha } => {
                if x < 0.0 {
                    alpha * x.exp_m1()
                } else {
                    x
                }
            }
            Function::Softplus => softplus(x),
            Function::Softsign => x / (1.0 + x.abs()),
            Function::Clip { low, high } => x.max(low).min(high),
            Function::Erf => erf(x),
            Function::Exp => x.exp(),
            Function::Log => x.ln(),
            Function::Sqrt => x.sqrt(),
            Function::Abs => x.abs(),
            Function::Reciprocal => 1.0 / x,
            Function::Power { exponent } => x.powf(exponent),
            Function::Exponential { base } => base.powf(x),
        }
    }

    /// Returns the values at which the function bends.
    pub(crate) fn bends(self) -> Vec<f64> {
        match self {
            Function::Relu | Function::LeakyRelu { .. } | Function::Elu { .. } | Function::Abs => {
                vec![0.0]
            }
            Function::Relu6 => vec![0.0, 6.0],
            Function::HardSwish => vec![-3.0, 3.0],
            Function::HardSigmoid { alpha, beta } => vec![-beta / alpha, (1.0 - beta) / alpha],
            Function::Clip { low, high } => vec![low, high],
            _ => Vec::new(),
        }
    }

    /// Returns bounds of the values of one of the functions that spelled-out ones are compared with: the least and the
    /// largest that it has in 32 bits.
    pub(crate) fn range(self) -> [f64; 2] {
        let open = f64::INFINITY;
        match self {
            Function::Relu | Function::Softplus => [0.0, open],
            Function::Relu6 => [0.0, 6.0],
            Function::Sigmoid | Function::HardSigmoid { .. } => [0.0, 1.0],
            Function::Tanh => [-1.0, 1.0],
            Function::HardSwish => [-0.375, open],
            Function::Swish => [-0.278_464_542_8, open],
            Function::Gelu => [-0.169_971_207_5, open],
            Function::GeluTanh => [-0.170_040_750_7, open],
            Function::Elu { alpha } => [-alpha, open],
            _ => [-open, open],
        }
    }

    /// Returns the activation of descriptions that is the function; `None` if there is none.
    pub(crate) fn activation(self) -> Option<Activation> {
        Some(match self {
            Function::Relu => Activation::Relu,
            Function::Relu6 => Activation::Relu6,
            Function::LeakyRelu { slope } => Activation::LeakyRelu {
                slope: finite(slope)?,
            },
            Function::Sigmoid => Activation::Sigmoid,
            Function::Tanh => Activation::Tanh,
            Function::HardSigmoid { alpha, beta } => Activation::HardSigmoid {
                alpha: finite(alpha)?,
                beta: finite(beta)?,
            },
            Function::HardSwish => Activation::HardSwish,
            Function::Swish => Activation::Swish,
            Function::Gelu => Activation::Gelu { approximate: false },
            Function::GeluTanh => Activation::Gelu { approximate: true },
            Function::Elu { alpha } => Activation::Elu {
                alpha: finite(alpha)?,
            },
            Function::Softplus => Activation::Softplus,
            Function::Clip { low: 0.0, high } if high == f64::INFINITY => Activation::Relu,
            Function::Clip {
                low: 0.0,
                high: 6.0,
            } => Activation::Relu6,
            // The upper bound is applied last.
            Function::Clip { low, high } => Activation::Clip {
                low: bound(low.min(high), f32::NEG_INFINITY)?,
                high: bound(high, f32::INFINITY)?,
            },
            _ => return None,
        })
    }

    /// Returns the function's name in messages.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Function::Relu => "relu",
            Function::Relu6 => "relu6",
            Function::LeakyRelu { .. } => "leaky_relu",
            Function::Sigmoid => "sigmoid",
            Function::Tanh => "tanh",
            Function::HardSigmoid { .. } => "hard_sigmoid",
            Function::HardSwish => "hard_swish",
            Function::Swish => "swish",
            Function::Gelu => "gelu",
            Function::GeluTanh => "gelu_tanh",
            Function::Elu { .. } => "elu",
            Function::Softplus => "softplus",
            Function::Softsign => "softsign",
            Function::Clip { .. } => "clip",
            Function::Erf => "erf",
            Function::Exp => "exp",
            Function::Log => "log",
            Function::Sqrt => "sqrt",
            Function::Abs => "abs",
            Function::Reciprocal => "reciprocal",
            Function::Power { .. } | Function::Exponential { .. } => "power",
        }
    }
}

fn finite(value: f64) -> Option<f32> {
    let value = value as f32;
    value.is_finite().then_some(value)
}

/// Returns a bound as descriptions have it; `open` stands for none.
fn bound(value: f64, open: f32) -> Option<f32> {
    let value = value as f32;
    (value.is_finite() || value == open).then_some(value)
}

/// Returns the error function by the approximation 7.1.26 of Abramowitz and Stegun, which is within 1.5e-7.
fn erf(x: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let sum = [
        1.061_405_429,
        -1.453_152_027,
        1.421_413_741,
        -0.284_496_736,
        0.254_829_592,
    ];
    let polynomial = sum
        .into_iter()
        .fold(0.0, |value, factor| (value + factor) * t);
    let value = 1.0 - polynomial * (-x * x).exp();
    if x < 0.0 { -value } else { value }
}
