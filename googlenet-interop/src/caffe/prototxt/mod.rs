//! Reading of a prototxt in protobuf's text format, to a tree with places and checked fields.

mod check;
mod lexer;
mod parser;
mod scalar;
mod schema;
#[cfg(test)]
mod tests;
mod tree;
mod view;

pub(super) use view::View;

use super::error::Error;
use crate::import::mistake::{Mistake, Mistakes};
use googlenet_dsl::diagnostic::Source;
use tree::Message;

/// Largest prototxt in bytes. The largest published networks have less than 1 MiB.
pub const MAX_BYTES: usize = 8 << 20;

/// A parsed prototxt, all fields of which have a known name and a value of its type.
#[derive(Debug)]
pub(super) struct Prototxt {
    source: Source,
    tree: Message,
}

impl Prototxt {
    /// Parses and checks a file; `name` is the name of the file in messages.
    ///
    /// # Errors
    /// [`Error::Prototxt`] if the file is too large, is not UTF-8, or has mistakes.
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
        let mut mistakes = Mistakes::default();
        check::check(&source, &tree, &schema::NET, &mut mistakes);
        mistakes
            .into_result(())
            .map_err(|refused| Error::prototxt(refused, &source))?;
        Ok(Prototxt { source, tree })
    }

    pub(super) fn source(&self) -> &Source {
        &self.source
    }

    pub(super) fn root(&self) -> View<'_> {
        View::new(&self.source, &self.tree)
    }
}
