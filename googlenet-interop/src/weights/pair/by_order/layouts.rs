//! The layouts that a file may have, by what wrote it and by its names.

use super::super::{Candidate, PairOptions};
use crate::names::Convention;
use crate::weights::file::{WeightFile, WeightFormat};

/// Returns the layouts that the file may have.
pub(super) fn layouts(
    file: &WeightFile<'_>,
    candidates: &[Candidate],
    options: &PairOptions,
) -> Vec<Convention> {
    match (options.layout, file.format) {
        (Some(Convention::Torchvision), _) => return vec![Convention::Torchvision],
        (Some(_), _) => return vec![Convention::Keras],
        (None, WeightFormat::Pytorch) => return vec![Convention::Torchvision],
        (None, WeightFormat::KerasH5 | WeightFormat::Keras | WeightFormat::TfJs) => {
            return vec![Convention::Keras];
        }
        _ => {}
    }
    let has = |words: &[&str]| {
        let mut lasts = candidates
            .iter()
            .filter_map(|candidate| candidate.name.rsplit('.').next());
        lasts.any(|last| words.contains(&last))
    };
    let torch = has(&["weight", "running_mean", "running_var"]);
    let keras = has(&[
        "kernel",
        "depthwise_kernel",
        "gamma",
        "moving_mean",
        "moving_variance",
    ]);
    match (torch, keras) {
        (true, false) => vec![Convention::Torchvision],
        (false, true) => vec![Convention::Keras],
        _ => vec![Convention::Torchvision, Convention::Keras],
    }
}
