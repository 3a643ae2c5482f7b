//! Weight files: safetensors files with tensors named by path.

mod bytes;
mod header;
mod load;
mod save;

pub use load::LoadReport;
pub(super) use load::{Opened, Wanted, load, load_mapped};
pub(super) use save::save;
pub use save::{StoredTensor, save_tensors};
