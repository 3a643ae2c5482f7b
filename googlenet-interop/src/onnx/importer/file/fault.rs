//! A fault of an ONNX file's encoding, with the part of the file that it is in.

use crate::wire::Broken;

/// A fault of the file's encoding: the byte and reason, and the node or tensor that has it.
#[derive(Debug)]
pub(in crate::onnx::importer) struct Fault {
    pub(in crate::onnx::importer) broken: Broken,
    /// The part of the file: `node "conv1"`; `None` outside of such parts, or if it has no name yet.
    pub(in crate::onnx::importer) place: Option<String>,
}

impl From<Broken> for Fault {
    fn from(broken: Broken) -> Fault {
        Fault {
            broken,
            place: None,
        }
    }
}

impl Fault {
    /// Adds the part of the file, unless one within it is known: `kind` is `node` or `tensor`.
    pub(super) fn within(mut self, kind: &str, name: &str) -> Fault {
        if self.place.is_none() && !name.is_empty() {
            self.place = Some(format!("{kind} {name:?}"));
        }
        self
    }
}
