//! Reading and writing of weight files: safetensors files whose tensors are named by the path of the layer and the name
//! of the weight.

mod bytes;
mod header;
mod load;
mod save;

pub use load::LoadReport;
pub(super) use load::{Opened, Wanted, load, load_mapped};
pub(super) use save::save;
pub use save::{StoredTensor, save_tensors};
