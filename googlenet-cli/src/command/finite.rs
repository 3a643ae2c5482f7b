//! The check that inputs and results are finite.

use super::loading::NON_FINITE_HELP;
use googlenet_dsl::shape::Shape;
use googlenet_runtime::check_finite;

/// Whether values must be finite.
#[derive(Clone, Copy)]
pub(super) struct Finite(pub(super) bool);

impl Finite {
    /// Checks the values of images of the shape `shape`. `what` names them in the error.
    pub(super) fn check(self, what: String, values: &[f32], shape: Shape) -> Result<(), String> {
        match self.0 {
            true => check_finite(what, values, &shape.dims())
                .map_err(|error| format!("{error}\n{NON_FINITE_HELP}")),
            false => Ok(()),
        }
    }
}
