//! Located mistakes: what is wrong, where it was written, and how to mend it.

mod code;
#[cfg(feature = "reader")]
mod render;
mod source;

pub use code::Code;
#[cfg(feature = "reader")]
pub use render::{Report, Style};
pub use source::{Position, Source, Span};

/// A marked place with a short remark.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The remark beside it.
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
    /// The code, `GN` and four digits.
    pub code: Code,
    /// What is wrong, in one lower-case line that names the thing.
    pub title: String,
    /// Where it was made; `None` for a mistake about the file as a whole (missing, not UTF-8).
    pub primary: Option<Label>,
    /// Other places that explain the mistake.
    pub secondary: Vec<Label>,
    /// Further facts.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A mistake at `span`.
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

    /// A mistake that has no place inside the file.
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

    /// A value at `span` of another type than `what` has.
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

    /// Adds another place.
    #[must_use]
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.secondary.push(Label {
            span,
            text: label.into(),
        });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// A word short enough for a message.
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
    /// How many mistakes are kept; those beyond are counted as seen and dropped.
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

    /// Records a mistake.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.mistakes.len() < Self::LIMIT {
            self.mistakes.push(diagnostic);
        }
    }

    /// Records a mistake unless one with the same code is known at the same place: it is the same mistake met twice.
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

    /// The mistakes, sorted by place.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.mistakes.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.mistakes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// `Ok(value)` where nothing was recorded, else everything recorded, sorted by place.
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
