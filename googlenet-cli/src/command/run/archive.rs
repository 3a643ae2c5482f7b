//! Results of a run as a NumPy array, or as an archive of arrays.

use crate::command::taps::{PATHS, Recorded, check_names};
use crate::failure::Failure;
use crate::output::Destination;
use googlenet_dsl::graph::Graph;
use googlenet_interop::{npy, npz};

/// Checks that there is one result, so that it can be a file of one array.
///
/// # Errors
/// [`Failure::Usage`] if several layers are tapped, or nothing is and the network has several outputs.
pub(super) fn check_one(graph: &Graph, taps: &[String]) -> Result<(), Failure> {
    let help = "help: `.npz` or `--format npz` holds them all";
    match (taps, graph.outputs()) {
        ([_], _) | ([], [_]) => Ok(()),
        ([], outputs) => {
            let names = outputs.iter().map(|output| format!("`{}`", output.name));
            let names = names.collect::<Vec<_>>().join(", ");
            let one = graph.result_name(outputs[0].layer);
            Err(Failure::Usage(format!(
                "a `.npy` file holds one array, and the network has the outputs {names}; {help}, `--tap {one}` chooses one"
            )))
        }
        (taps, _) => Err(Failure::Usage(format!(
            "a `.npy` file holds one array, not the results of {} layers; {help}",
            taps.len()
        ))),
    }
}

/// Writes the values of a result as an array.
pub(super) fn write_array(
    to: Destination<'_>,
    one: &Recorded,
    values: &[f32],
) -> Result<(), Failure> {
    let array = npy::write(values, one.shape).map_err(Failure::message)?;
    to.bytes(&array)
}

/// The results of a run.
pub(super) struct Results<'a> {
    pub(super) recorded: &'a [Recorded],
    pub(super) values: &'a [Vec<f32>],
    pub(super) paths: Option<&'a [String]>,
    pub(super) images: usize,
}

impl Results<'_> {
    /// Writes an archive of the results, outputs first, and of the paths of images. A tap with the name of an output is
    /// that output.
    ///
    /// # Errors
    /// [`Failure::Message`] if it cannot be written, or a result has the name of the paths.
    pub(super) fn write(&self, to: Destination<'_>) -> Result<(), Failure> {
        if self.paths.is_some() {
            check_names(self.recorded)?;
        }
        to.stream(|to| {
            let mut archive = npz::Writer::new(to);
            for (at, (one, values)) in self.recorded.iter().zip(self.values).enumerate() {
                let before = &self.recorded[..at];
                if before.iter().all(|known| known.name != one.name) {
                    archive.array(&one.name, &one.dims(self.images), values)?;
                }
            }
            if let Some(paths) = self.paths {
                archive.strings(PATHS, paths)?;
            }
            archive.finish().map(drop)
        })
    }
}
