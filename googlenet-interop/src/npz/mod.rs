//! Reading and writing of archives of NumPy arrays (`.npz` files), which are zip archives of `.npy` files.

mod read;
#[cfg(test)]
mod tests;
mod write;

#[cfg(feature = "train")]
pub(crate) use read::{Archive, open};
pub use read::{parse, read};
pub use write::Writer;
