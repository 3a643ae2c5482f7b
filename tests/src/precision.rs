//! How near results must be to those in double precision.

use googlenet_runtime::Precision;

/// What is demanded of every layer, in parts of its root mean square.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Of the session that is measured.
    pub precision: Precision,
    /// Between a value and the exact one.
    pub value: f64,
    /// Between the root mean square and the exact one.
    pub rms: f64,
}

impl Bounds {
    /// Of sessions of each precision.
    pub const ALL: [Bounds; 2] = [
        Bounds {
            precision: Precision::Fast,
            value: 1e-4,
            rms: 1e-5,
        },
        Bounds {
            precision: Precision::Strict,
            value: 2e-5,
            rms: 1e-5,
        },
    ];
}
