//! Reading and writing of archives of NumPy arrays (`.npz` files), which are zip archives of `.npy` files.

mod array;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use array::{NumberArray, Numbers, names, read_numbers};
pub use read::{parse, read};
pub use write::Writer;
