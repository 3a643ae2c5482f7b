//! Files of `torch.save` and `torch.jit.save`: tensors by name, and nothing else.
//!
//! A file is a pickle, which is a program of Python. Here it is read as data: no class is looked up and no function
//! called. State dicts and checkpoints are read, and the parameters of TorchScript archives.

mod archive;
mod checkpoint;
mod legacy;
mod pickle;
mod strided;
mod taken;
mod walk;

pub(crate) use taken::Taken;

/// Reads the weights of a file, a zip archive or the form before PyTorch 1.6.
///
/// # Errors
/// A reason in words that follow the file's name: the file is damaged, holds no weights, or what is no tensor.
pub(crate) fn read(bytes: &[u8]) -> Result<Taken<'_>, String> {
    match bytes.starts_with(b"PK") {
        true => archive::read(bytes),
        false => legacy::read(bytes),
    }
}
