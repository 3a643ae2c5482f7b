//! Pickles, as far as tensors need them: nothing is imported and nothing called, whatever a pickle asks for.
//!
//! A pickle makes tensors, storages, texts, integers, lists and dictionaries. All other values are one and the same,
//! which stands for what no tensor is made of. Names of Python that are not in the table of `globals` end the reading.

mod globals;
mod machine;
mod opcodes;
mod values;

pub(super) use globals::Kind;
pub(super) use machine::MAX_KEY;
pub(super) use values::{Id, StorageRef, TensorRef, Value, Values};

/// A pickle that was read.
pub(super) struct Pickle<'a> {
    pub(super) values: Values<'a>,
    /// The value that the pickle is of.
    pub(super) root: Id,
    /// Number of bytes of the pickle, behind which others may follow.
    pub(super) len: usize,
}

impl<'a> Pickle<'a> {
    /// Reads the pickle at the beginning of `bytes`. `is_script` says that it is of a TorchScript archive, whose
    /// classes are plain data.
    ///
    /// # Errors
    /// A reason in words that follow the file's name.
    pub(super) fn read(bytes: &'a [u8], is_script: bool) -> Result<Pickle<'a>, String> {
        let machine = machine::Machine::new(bytes, is_script);
        let (values, root, len) = machine.run()?;
        Ok(Pickle { values, root, len })
    }
}
