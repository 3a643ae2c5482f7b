//! Mistakes in imported files, each with its place and advice, and their collection and formatting.

use googlenet_dsl::diagnostic::{Label, Report, Severity, Source, Span, Style};

/// A mistake in an imported file. `P` is the type of a place in the file; for a text file it is a [`Label`], a span of
/// the text with an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake<P = Label> {
    /// Message that says what is wrong: one line without a full stop that begins in lower case or with a quoted name:
    /// `two inputs are called "data"`.
    pub title: String,
    /// Place of the mistake; `None` for a mistake of the file as a whole.
    pub place: Option<P>,
    /// Further places that explain the mistake, such as the first of two equal names.
    pub also: Vec<P>,
    /// Advice on how to correct the mistake; `None` if there is none.
    pub help: Option<String>,
}

/// A place in a file, by which mistakes are sorted.
pub(crate) trait Place {
    /// Returns the offset in bytes of the place's beginning from the beginning of the file.
    fn start(&self) -> u64;
}

impl Place for Label {
    fn start(&self) -> u64 {
        self.span.start.into()
    }
}

impl<P> Mistake<P> {
    pub(crate) fn at(title: impl Into<String>, place: Option<P>) -> Mistake<P> {
        Mistake {
            title: title.into(),
            place,
            also: Vec::new(),
            help: None,
        }
    }

    pub(crate) fn of_file(title: impl Into<String>) -> Mistake<P> {
        Mistake::at(title, None)
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Mistake<P> {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn maybe_help(mut self, help: Option<String>) -> Mistake<P> {
        self.help = help;
        self
    }
}

impl Mistake {
    pub(crate) fn new(title: impl Into<String>, span: Span, label: impl Into<String>) -> Mistake {
        Mistake::at(title, Some(Label::new(span, label)))
    }

    pub(crate) fn also(mut self, span: Span, text: impl Into<String>) -> Mistake {
        self.also.push(Label::new(span, text));
        self
    }

    fn render(&self, source: &Source, style: Style) -> String {
        let report = Report {
            code: None,
            severity: Severity::Error,
            title: &self.title,
            primary: self.place.as_ref(),
            secondary: &self.also,
            notes: &[],
            help: self.help.as_deref(),
        };
        report.render(source, style)
    }
}

/// A collector of the mistakes of one file. The first 100 are kept in a list; of all further ones only the number is
/// recorded.
#[derive(Debug)]
pub(crate) struct Mistakes<P = Label> {
    list: Vec<Mistake<P>>,
    /// Number of mistakes that were pushed but not kept.
    more: usize,
}

/// The refusal of a file: a list of mistakes, never empty, those without a place first, the others in the order of the
/// file; and the number of mistakes that are not in the list.
#[derive(Debug)]
pub(crate) struct Refused<P = Label> {
    pub(crate) mistakes: Vec<Mistake<P>>,
    /// Number of further mistakes, which were not kept.
    pub(crate) more: usize,
}

impl<P> Default for Mistakes<P> {
    fn default() -> Mistakes<P> {
        Mistakes {
            list: Vec::new(),
            more: 0,
        }
    }
}

impl<P: Place> Mistakes<P> {
    /// Largest number of mistakes that are kept.
    const LIMIT: usize = 100;

    pub(crate) fn push(&mut self, mistake: Mistake<P>) {
        if self.list.len() < Self::LIMIT {
            self.list.push(mistake);
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns `value` if no mistake was pushed.
    ///
    /// # Errors
    /// Returns the mistakes that were kept, those without a place first, the others in the order of the file.
    pub(crate) fn into_result<T>(self, value: T) -> Result<T, Refused<P>> {
        let Mistakes { mut list, more } = self;
        if list.is_empty() {
            return Ok(value);
        }
        list.sort_by_key(|mistake| mistake.place.as_ref().map_or(0, Place::start));
        Err(Refused {
            mistakes: list,
            more,
        })
    }
}

impl<P> From<Mistake<P>> for Refused<P> {
    fn from(mistake: Mistake<P>) -> Refused<P> {
        Refused {
            mistakes: vec![mistake],
            more: 0,
        }
    }
}

/// Formats mistakes of the text `source`, each with the lines that it is about, with an empty line between two. `more`
/// is the number of mistakes that were not kept, which a last line states unless it is 0.
pub(crate) fn render(mistakes: &[Mistake], more: usize, source: &Source, style: Style) -> String {
    let mut parts: Vec<String> = mistakes
        .iter()
        .map(|mistake| mistake.render(source, style))
        .collect();
    if more > 0 {
        parts.push(format!("{more} further mistakes are not shown"));
    }
    parts.join("\n\n")
}
