//! Mistakes in a description, or in a file that is imported, with their positions in the text, and their rendering as
//! messages.

mod code;
#[cfg(feature = "reader")]
mod render;
mod severity;
mod source;

pub use code::Code;
#[cfg(feature = "reader")]
pub use render::{Report, Style};
pub use severity::Severity;
pub use source::{Position, Source, Span};

/// A position in a text with a remark that is shown beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// The marked range of the text.
    pub span: Span,
    /// The remark, such as `expected a number, got text`.
    pub text: String,
}

impl Label {
    /// Creates a label from a position and its remark.
    pub fn new(span: Span, text: impl Into<String>) -> Label {
        let text = text.into();
        Label { span, text }
    }
}

/// One mistake in a network description or another file, with what a message shows about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The code of the rule that the mistake violates, such as `GN0110`.
    pub code: Code,
    /// Whether the mistake is an error, which [`Diagnostic::new`] makes of it, or a warning.
    pub severity: Severity,
    /// The first line of the message, in lower case: what is wrong with what, such as ``unknown kind `pool3` ``.
    pub title: String,
    /// The position of the mistake with a remark; `None` for a mistake that concerns the file as a whole (missing, too
    /// large, empty).
    pub primary: Option<Label>,
    /// Related positions with their remarks, such as the first of two duplicates.
    pub secondary: Vec<Label>,
    /// Additional facts, each printed as a note.
    pub notes: Vec<String>,
    /// A suggestion for a fix, printed as help; `None` if there is none.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Creates a diagnostic for the position `span`, with the remark `label` beside it, without notes and help.
    pub fn new(code: Code, title: impl Into<String>, span: Span, label: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: Severity::Error,
            title: title.into(),
            primary: Some(Label {
                span,
                text: label.into(),
            }),
            secondary: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Creates a diagnostic that concerns the file as a whole, without a position in it.
    #[must_use]
    pub fn of_file(code: Code, title: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: Severity::Error,
            title: title.into(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Creates the diagnostic of a value at `span` with the wrong type. `what` names the field; `expected` and `got`
    /// are types in words, such as `a number`.
    #[cfg(feature = "reader")]
    pub(crate) fn wrong_type(what: &str, expected: &str, span: Span, got: &str) -> Self {
        let title = format!("{what} has the wrong type");
        Diagnostic::new(
            Code::WRONG_TYPE,
            title,
            span,
            format!("expected {expected}, got {got}"),
        )
    }

    /// Adds a related position with its remark `label`.
    #[must_use]
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.secondary.push(Label {
            span,
            text: label.into(),
        });
        self
    }

    /// Adds a note, which is printed below the source lines.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Sets the suggestion for a fix; replaces an earlier one.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Returns a word from the file for use in a message, cut to 64 characters and `…` if it is longer.
pub(crate) fn shorten(word: &str) -> String {
    match word.char_indices().nth(64) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}

/// The mistakes that one stage of the compiler, or the loading of a file, has found, with the text that they are about.
/// At most [`Diagnostics::LIMIT`] mistakes are kept, further ones are dropped. A collection that a function returns as
/// its error has at least one error, maybe warnings too, and its mistakes are in ascending order of their positions in
/// the text.
#[cfg(feature = "reader")]
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnostics {
    mistakes: Vec<Diagnostic>,
    /// The text that the mistakes are about; empty and without a name until [`Diagnostics::about`] sets it.
    source: Source,
}

#[cfg(feature = "reader")]
impl Diagnostics {
    /// The largest number of mistakes that are kept; further ones are dropped.
    pub const LIMIT: usize = 100;

    /// Creates an empty collection, in which a stage of the compiler records its mistakes.
    pub(crate) fn none() -> Self {
        Diagnostics {
            mistakes: Vec::new(),
            source: Source::new("", ""),
        }
    }

    /// Creates a collection that holds `mistake` alone.
    pub(crate) fn of(mistake: Diagnostic) -> Self {
        let mut mistakes = Diagnostics::none();
        mistakes.push(mistake);
        mistakes
    }

    /// Sets the text that the mistakes are about.
    pub(crate) fn about(self, source: &Source) -> Self {
        Diagnostics {
            source: source.clone(),
            ..self
        }
    }

    /// Returns the text that the mistakes are about, with the file's name. The text is empty if the file could not be
    /// read or is too large, and has replacement characters if it is not UTF-8.
    pub fn file(&self) -> &Source {
        &self.source
    }

    /// Records a mistake, or drops it if [`Diagnostics::LIMIT`] mistakes are recorded already.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.mistakes.len() < Self::LIMIT {
            self.mistakes.push(diagnostic);
        }
    }

    /// Records a mistake, unless one with the same code and the same primary position, or [`Diagnostics::LIMIT`]
    /// mistakes, are recorded already.
    pub(crate) fn push_once(&mut self, diagnostic: Diagnostic) {
        let place = |d: &Diagnostic| (d.code, d.primary.as_ref().map(|label| label.span));
        if !self
            .mistakes
            .iter()
            .any(|known| place(known) == place(&diagnostic))
        {
            self.push(diagnostic);
        }
    }

    /// Returns an iterator over the mistakes, in ascending order of their positions in the file; those without a
    /// position come first.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.mistakes.iter()
    }

    /// Returns the number of recorded mistakes.
    pub fn len(&self) -> usize {
        self.mistakes.len()
    }

    /// Returns `true` if no mistake is recorded. A collection that a function returned as its error is never empty.
    pub fn is_empty(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// Returns `Ok(value)` if no mistake is recorded, otherwise the mistakes, [sorted](Diagnostics::sorted).
    pub(crate) fn into_result<T>(self, value: T) -> Result<T, Diagnostics> {
        match self.mistakes.is_empty() {
            true => Ok(value),
            false => Err(self.sorted()),
        }
    }

    /// Returns the mistakes sorted by position in the file. If there are [`Diagnostics::LIMIT`] of them, a note on the
    /// last one says that no more are shown.
    pub(crate) fn sorted(mut self) -> Diagnostics {
        self.mistakes
            .sort_by_key(|d| d.primary.as_ref().map_or(0, |label| label.span.start));
        if let (Self::LIMIT.., Some(last)) = (self.mistakes.len(), self.mistakes.last_mut()) {
            last.notes
                .push(format!("only {} mistakes are shown", Self::LIMIT));
        }
        self
    }

    /// Adds the mistakes of another collection to these, which are sorted, as far as there is room.
    pub(crate) fn with(mut self, others: Diagnostics) -> Diagnostics {
        if self.mistakes.len() >= Self::LIMIT {
            return self;
        }
        others
            .mistakes
            .into_iter()
            .for_each(|other| self.push(other));
        self.sorted()
    }

    /// Adds a note to each mistake.
    pub(crate) fn noted(mut self, note: &str) -> Diagnostics {
        for mistake in &mut self.mistakes {
            mistake.notes.push(note.to_owned());
        }
        self
    }

    /// Makes warnings of all mistakes.
    pub(crate) fn into_warnings(mut self) -> Diagnostics {
        for mistake in &mut self.mistakes {
            mistake.severity = Severity::Warning;
        }
        self
    }
}

#[cfg(feature = "reader")]
impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
