//! Bounds on the difference between results and those computed in double precision.

use googlenet_runtime::Precision;

/// Largest differences that are allowed between a layer's result and its golden values, relative to the golden root
/// mean square.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Precision of the session that is tested.
    pub precision: Precision,
    /// Bound on the difference of a single value.
    pub value: f64,
    /// Bound on the difference of the root mean square.
    pub rms: f64,
}

impl Bounds {
    /// Bounds for each precision of sessions.
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
