//! What a file holds that cannot be imported: what is wrong, where, and what to do about it.

use googlenet_dsl::diagnostic::{Label, Report, Source, Span, Style};

/// A mistake in a file; `P` is a place in it, of a text a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake<P = Label> {
    /// What is wrong, in one lower-case line that names the thing.
    pub title: String,
    /// Where; `None` for a mistake about the file as a whole.
    pub place: Option<P>,
    /// Other places that explain it.
    pub also: Vec<P>,
    /// What to do about it.
    pub help: Option<String>,
}

/// A place in a file.
pub(crate) trait Place {
    /// What comes first in the file is told first.
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

/// Mistakes as they are found.
#[derive(Debug)]
pub(crate) struct Mistakes<P = Label> {
    list: Vec<Mistake<P>>,
    more: usize,
}

/// All mistakes of a file, in its order: never none.
#[derive(Debug)]
pub(crate) struct Refused<P = Label> {
    pub(crate) mistakes: Vec<Mistake<P>>,
    /// How many further ones are not kept.
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
    /// How many are kept and shown.
    const LIMIT: usize = 100;

    pub(crate) fn push(&mut self, mistake: Mistake<P>) {
        if self.list.len() < Self::LIMIT {
            self.list.push(mistake);
        } else {
            self.more += 1;
        }
    }

    /// `value` where there is none, otherwise all of them in the order of the file.
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

/// The message about mistakes in a text, with the lines that they are about.
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
