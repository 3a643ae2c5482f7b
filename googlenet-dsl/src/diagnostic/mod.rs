//! Mistakes in a description with their places, and their rendering as messages.

mod code;
#[cfg(feature = "reader")]
mod render;
mod source;

pub use code::Code;
#[cfg(feature = "reader")]
pub use render::{Report, Style};
pub use source::{Position, Source, Span};

/// A place in the file with the text shown beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// The place in the file.
    pub span: Span,
    /// The text shown beside the place, such as `expected a number, got text`.
    pub text: String,
}

impl Label {
    /// Returns a marked place with its remark.
    pub fn new(span: Span, text: impl Into<String>) -> Label {
        let text = text.into();
        Label { span, text }
    }
}

/// One mistake in a network description.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The error code.
    pub code: Code,
    /// The first line of the message: what is wrong, in lower case, naming the thing.
    pub title: String,
    /// The place of the mistake with a text; `None` for a mistake that concerns the file as a whole (missing, too
    /// large, empty).
    pub primary: Option<Label>,
    /// Related places, such as the first of two duplicates.
    pub secondary: Vec<Label>,
    /// Additional facts, each printed as a note.
    pub notes: Vec<String>,
    /// A suggestion for a fix, printed as help.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Creates a diagnostic at `span`, with the text `label` beside the place.
    pub fn new(code: Code, title: impl Into<String>, span: Span, label: impl Into<String>) -> Self {
        Diagnostic {
            code,
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

    /// Creates a diagnostic that has no place inside the file.
    #[must_use]
    pub fn of_file(code: Code, title: impl Into<String>) -> Self {
        Diagnostic {
            code,
            title: title.into(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Creates the diagnostic of a value at `span` with the wrong type. `what` names the field; `expected` and `got`
    /// are types in words.
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

    /// Adds a related place with a text.
    #[must_use]
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.secondary.push(Label {
            span,
            text: label.into(),
        });
        self
    }

    /// Adds a note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Sets the suggestion for a fix.
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

/// All mistakes of a stage, in the order of the file, with the text that they are about. As an error there is at least
/// one of them.
#[cfg(feature = "reader")]
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnostics {
    mistakes: Vec<Diagnostic>,
    /// Set where the stage ends, and empty until then.
    source: Source,
}

#[cfg(feature = "reader")]
impl Diagnostics {
    /// The largest number of mistakes that are kept; further ones are dropped.
    pub const LIMIT: usize = 100;

    /// What a stage begins with.
    pub(crate) fn none() -> Self {
        Diagnostics {
            mistakes: Vec::new(),
            source: Source::new("", ""),
        }
    }

    /// The only mistake.
    pub(crate) fn of(mistake: Diagnostic) -> Self {
        let mut mistakes = Diagnostics::none();
        mistakes.push(mistake);
        mistakes
    }

    /// The same mistakes with the text that they are about.
    pub(crate) fn about(self, source: &Source) -> Self {
        Diagnostics {
            source: source.clone(),
            ..self
        }
    }

    /// The text that the mistakes are about, as far as it was read.
    pub fn file(&self) -> &Source {
        &self.source
    }

    /// Records a mistake, or drops it if [`Diagnostics::LIMIT`] mistakes are recorded already.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.mistakes.len() < Self::LIMIT {
            self.mistakes.push(diagnostic);
        }
    }

    /// Records a mistake, unless one with the same code and the same primary place is recorded already.
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

    /// Returns an iterator over the mistakes in their stored order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.mistakes.iter()
    }

    /// Returns the number of recorded mistakes.
    pub fn len(&self) -> usize {
        self.mistakes.len()
    }

    /// Returns `true` if no mistake is recorded.
    pub fn is_empty(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// Returns `Ok(value)` if no mistake is recorded, else the mistakes, sorted by place. If [`Diagnostics::LIMIT`] is
    /// reached, a note on the last one says so.
    pub(crate) fn into_result<T>(mut self, value: T) -> Result<T, Diagnostics> {
        if self.mistakes.is_empty() {
            return Ok(value);
        }
        self.mistakes
            .sort_by_key(|d| d.primary.as_ref().map_or(0, |label| label.span.start));
        if let (Self::LIMIT.., Some(last)) = (self.mistakes.len(), self.mistakes.last_mut()) {
            last.notes
                .push(format!("only {} mistakes are shown", Self::LIMIT));
        }
        Err(self)
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
