//! Weight files: safetensors named by path.

mod header;
mod load;
mod save;

pub use load::LoadReport;
pub(super) use load::{Opened, Wanted, load, load_mapped};
pub(super) use save::save;
pub use save::{StoredTensor, save_tensors};

use crate::Error;
use std::path::Path;

fn file_error(path: &Path, reason: std::io::Error) -> Error {
    Error::File {
        path: path.to_owned(),
        reason,
    }
}
