//! The text of a file with its name, and positions in it.

use std::fmt;
use std::sync::Arc;

/// A range of bytes `start..end` in a text. The spans in diagnostics start and end on character boundaries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The offset of the first byte from the beginning of the text.
    pub start: u32,
    /// The offset of the byte after the last one.
    pub end: u32,
}

impl Span {
    /// Returns the smallest span that contains both spans, and what is between them.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A line and column number, as messages show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters (not bytes), from 1.
    pub column: u32,
}

/// The text of a file, such as a network description or an imported prototxt, with the name that messages show. Clones
/// share the text.
#[derive(Clone, PartialEq, Eq)]
pub struct Source(Arc<Text>);

#[derive(PartialEq, Eq)]
struct Text {
    name: String,
    text: String,
    line_starts: Vec<u32>,
}

impl Source {
    /// Creates a source from a text of any length. `name` is the file's name in messages, normally the path as the user
    /// wrote it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(newlines.map(|(at, _)| at as u32 + 1))
            .collect();
        Source(Arc::new(Text {
            name: name.into(),
            text,
            line_starts,
        }))
    }

    /// Returns the file's name in messages, normally the path as the user wrote it.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Returns the whole text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Returns the part of the text that a span covers; empty if the span is not inside the text or not on character
    /// boundaries.
    pub fn slice(&self, span: Span) -> &str {
        self.0
            .text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// Returns the line and column of a byte offset. For an offset beyond the end of the text the line is the last one;
    /// for such an offset, and for one inside a character, the column is 1.
    pub fn position(&self, offset: u32) -> Position {
        let line = self
            .0
            .line_starts
            .partition_point(|start| *start <= offset)
            .max(1);
        let start = self.0.line_starts[line - 1] as usize;
        let before = self.0.text.get(start..offset as usize).unwrap_or("");
        Position {
            line: line as u32,
            column: before.chars().count() as u32 + 1,
        }
    }

    /// Returns the line number, from 1, of a byte offset; that of the last line for an offset beyond the end.
    pub fn line(&self, offset: u32) -> u32 {
        self.0
            .line_starts
            .partition_point(|start| *start <= offset)
            .max(1) as u32
    }
}

impl fmt::Debug for Source {
    /// Writes the name of the file and the length of the text in bytes, not the text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("name", &self.0.name)
            .field("bytes", &self.0.text.len())
            .finish()
    }
}
