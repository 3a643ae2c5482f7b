//! Messages as rustc prints its own.

use super::{Code, Diagnostic, Diagnostics, Label, Source};
use crate::variants::variants;
use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use std::fmt;

/// How diagnostics look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// Plain text.
    Plain,
    /// With ANSI colours, for a terminal.
    Color,
}

variants!(Style { Plain, Color });

/// Characters of a line that are shown around what matters.
const WIDTH: usize = 160;

/// The longest line that is shown; of a place in a longer one line and column are told.
const MAX_LINE: usize = 64 << 10;

/// A message about places in a text.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// Its code, where messages of its sort have one.
    pub code: Option<Code>,
    /// What is wrong, in one lower-case line that names the thing.
    pub title: &'a str,
    /// Where; `None` for a mistake about the file as a whole.
    pub primary: Option<&'a Label>,
    /// Other places that explain it.
    pub secondary: &'a [Label],
    /// Further facts.
    pub notes: &'a [String],
    /// What to do about it.
    pub help: Option<&'a str>,
}

impl Report<'_> {
    /// The message with the lines it is about, without a newline at the end.
    #[must_use]
    pub fn render(&self, source: &Source, style: Style) -> String {
        let title = normalize_untrusted_str(self.title);
        let mut title = Level::ERROR.primary_title(title);
        if let Some(code) = self.code {
            title = title.id(code.to_string());
        }
        let mut group = match self.primary {
            Some(primary) if self.is_long(source) => title
                .element(origin(source, primary))
                .element(Level::NOTE.message(normalize_untrusted_str(&primary.text))),
            _ => title.element(self.place(source)),
        };
        for note in self.notes {
            group = group.element(Level::NOTE.message(normalize_untrusted_str(note)));
        }
        if let Some(help) = self.help {
            group = group.element(Level::HELP.message(normalize_untrusted_str(help)));
        }
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Color => Renderer::styled(),
        };
        let report: [Group<'_>; 1] = [group];
        renderer.term_width(WIDTH).render(&report)
    }

    /// Whether a place is in a line that is too long to be shown.
    fn is_long(&self, source: &Source) -> bool {
        let labels = self.primary.into_iter().chain(self.secondary);
        labels.into_iter().any(|label| {
            let at = label.span.start as usize;
            let (before, behind) = source.text().split_at_checked(at).unwrap_or_default();
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let end = behind
                .find('\n')
                .map_or(source.text().len(), |end| at + end);
            end - start > MAX_LINE
        })
    }

    fn place<'a>(&'a self, source: &'a Source) -> Element<'a> {
        let Some(primary) = self.primary else {
            return Origin::path(source.name()).into();
        };
        let annotation = |kind: AnnotationKind, label: &Label| {
            let range = label.span.start as usize..label.span.end as usize;
            kind.span(range).label(normalize_untrusted_str(&label.text))
        };
        let secondary = self
            .secondary
            .iter()
            .map(|label| annotation(AnnotationKind::Context, label));
        Snippet::source(source.text())
            .path(source.name())
            .annotation(annotation(AnnotationKind::Primary, primary))
            .annotations(secondary)
            .into()
    }
}

/// File, line and column of a place.
fn origin<'a>(source: &'a Source, label: &Label) -> Origin<'a> {
    let position = source.position(label.span.start);
    Origin::path(source.name())
        .line(position.line as usize)
        .char_column(position.column as usize)
}

impl Diagnostic {
    /// The mistake with the lines it is about, without a newline at the end.
    #[must_use]
    pub fn render(&self, source: &Source, style: Style) -> String {
        let report = Report {
            code: Some(self.code),
            title: &self.title,
            primary: self.primary.as_ref(),
            secondary: &self.secondary,
            notes: &self.notes,
            help: self.help.as_deref(),
        };
        report.render(source, style)
    }
}

impl Diagnostics {
    /// All mistakes, an empty line between them, a newline at the end.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        self.joined(style) + "\n"
    }

    fn joined(&self, style: Style) -> String {
        let mistakes: Vec<String> = self
            .iter()
            .map(|mistake| mistake.render(self.file(), style))
            .collect();
        mistakes.join("\n\n")
    }
}

impl fmt::Display for Diagnostics {
    /// All mistakes in plain text, an empty line between them, no newline at the end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.joined(Style::Plain))
    }
}

impl fmt::Debug for Diagnostics {
    /// As [`Display`](fmt::Display), so that a `main` that returns them, and `expect`, show what people can read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Diagnostics {}
