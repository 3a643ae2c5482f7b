//! Reading of a prototxt, the text of a Caffe network in protobuf's text format, to a checked tree of fields with their
//! places.

mod check;
mod lexer;
mod other;
mod parser;
mod passed_over;
mod scalar;
mod schema;
#[cfg(test)]
mod tests;
mod tree;
mod view;

pub(super) use passed_over::PassedOver;
pub(super) use view::View;

use super::error::Error;
use crate::import::mistake::{Mistake, Mistakes};
use googlenet_dsl::diagnostic::Source;
use tree::Message;

/// Largest accepted size of a prototxt in bytes. The largest published networks have less than 1 MiB.
pub const MAX_BYTES: usize = 8 << 20;

/// A parsed prototxt. Every field that an import reads has a value of its type; fields that it ignores may be unknown
/// and hold anything.
#[derive(Debug)]
pub(super) struct Prototxt {
    source: Source,
    tree: Message,
    passed_over: PassedOver,
}

impl Prototxt {
    /// Parses a file and checks the names and types of its fields; `name` is the file's name as error messages print
    /// it. A byte order mark at the beginning is ignored. Of a solver that holds its network, this is read.
    ///
    /// # Errors
    /// [`Error::Prototxt`] if the file is larger than [`MAX_BYTES`], is not UTF-8, has a mistake in the syntax (only
    /// the first is reported), is a solver without a network or in the form of the first version, or has fields that
    /// are unknown, of another type, or repeated where only one is allowed (all are reported).
    pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Prototxt, Error> {
        let of_file = |title: String| {
            let mistake = Mistake::of_file(title).help("is it the weight file?");
            Error::prototxt(mistake, &Source::new(name, ""))
        };
        if bytes.len() > MAX_BYTES {
            let len = bytes.len();
            return Err(of_file(format!(
                "the prototxt is too large: expected at most {MAX_BYTES} bytes, got {len}"
            )));
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let valid = error.valid_up_to();
            let line = 1 + bytes[..valid].iter().filter(|byte| **byte == b'\n').count();
            of_file(format!(
                "the prototxt is no UTF-8 text at byte {valid}, line {line}"
            ))
        })?;
        let source = Source::new(name, text);
        let tree = parser::parse(&source).map_err(|mistake| Error::prototxt(mistake, &source))?;
        let tree = other::network(&source, tree);
        let tree = tree.map_err(|mistake| Error::prototxt(mistake, &source))?;
        let mut mistakes = Mistakes::default();
        let mut check = check::Check {
            source: &source,
            mistakes: &mut mistakes,
            passed_over: PassedOver::default(),
        };
        check.message(&tree, &schema::NET);
        let passed_over = check.passed_over;
        let passed_over = mistakes
            .into_result(passed_over)
            .map_err(|refused| Error::prototxt(refused, &source))?;
        Ok(Prototxt {
            source,
            tree,
            passed_over,
        })
    }

    pub(super) fn passed_over(&self) -> &PassedOver {
        &self.passed_over
    }

    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    pub(super) fn root(&self) -> View<'_> {
        View::new(&self.source, &self.tree)
    }
}
