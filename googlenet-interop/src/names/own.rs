//! The convention of this project's weight files.

use super::Form;
use googlenet_dsl::op::Weight;

pub(super) fn forms(weight: &Weight) -> Vec<Form> {
    vec![Form {
        suffix: weight.name,
        shape: weight.shape.clone(),
        transforms: Vec::new(),
    }]
}
