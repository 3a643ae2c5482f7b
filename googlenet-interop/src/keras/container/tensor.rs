//! Tensors of datasets, and those that are no weights.

use crate::hdf5::Dataset;
use crate::tensors::NamedTensor;

/// Returns the tensor of a dataset. `path` is its path in the file or below its layer.
pub(super) fn tensor<'a>(path: &str, dataset: &Dataset<'a>) -> Result<NamedTensor<'a>, String> {
    let array = dataset.array();
    let (element, array) = array.map_err(|reason| format!("the weight `{path}`: {reason}"))?;
    Ok(NamedTensor {
        name: path.strip_suffix(":0").unwrap_or(path).to_owned(),
        element,
        stored: Box::new(array),
    })
}

/// Tensors that are no weights, as their elements are no floats: states of generators of random numbers, counters.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    first: Option<String>,
    count: usize,
}

impl LeftOut {
    /// Takes a tensor that is no weight; returns whether it is none.
    pub(super) fn takes(&mut self, tensor: &NamedTensor<'_>) -> bool {
        if tensor.is_float() {
            return false;
        }
        self.count += 1;
        let what = || format!("`{}` ({})", tensor.name, tensor.element);
        self.first.get_or_insert_with(what);
        true
    }

    /// Returns a line about the tensors.
    pub(super) fn warning(self) -> Option<String> {
        let first = self.first?;
        Some(match self.count {
            1 => format!("{first} is no weight, and is passed over"),
            count => format!(
                "{first} and {} more are no weights, and are passed over",
                count - 1
            ),
        })
    }
}
