//! Mistakes in imported files: description, place and advice.

use googlenet_dsl::diagnostic::{Label, Report, Source, Span, Style};

/// A mistake in a file. `P` is the type of its places in the file: for a text file a [`Label`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake<P = Label> {
    /// Description of the mistake in one lower-case line, which names the element that is wrong.
    pub title: String,
    /// Place of the mistake; `None` for a mistake about the file as a whole.
    pub place: Option<P>,
    /// Other places that explain the mistake.
    pub also: Vec<P>,
    /// Advice on how to correct the mistake; `None` if there is none.
    pub help: Option<String>,
}

/// A place in a file, by which mistakes are sorted.
pub(crate) trait Place {
    /// Returns the offset of the place from the beginning of the file.
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
            title: &self.title,
            primary: self.place.as_ref(),
            secondary: &self.also,
            notes: &[],
            help: self.help.as_deref(),
        };
        report.render(source, style)
    }
}

/// A collector of mistakes, of which a limited number is kept.
#[derive(Debug)]
pub(crate) struct Mistakes<P = Label> {
    list: Vec<Mistake<P>>,
    more: usize,
}

/// The mistakes for which a file is refused, in the order of the file. There is at least one.
#[derive(Debug)]
pub(crate) struct Refused<P = Label> {
    pub(crate) mistakes: Vec<Mistake<P>>,
    /// Number of further mistakes that are not kept.
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
    /// Largest number of mistakes that are kept and shown.
    const LIMIT: usize = 100;

    pub(crate) fn push(&mut self, mistake: Mistake<P>) {
        if self.list.len() < Self::LIMIT {
            self.list.push(mistake);
        } else {
            self.more += 1;
        }
    }

    /// Returns `value` if no mistake was collected.
    ///
    /// # Errors
    /// Returns all mistakes that were kept, in the order of the file.
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

/// Formats mistakes in a text with the lines that they are about. `more` is the number of further mistakes.
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
