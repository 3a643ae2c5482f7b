//! Rendering of messages with the source lines that they are about, in the format of rustc's error messages.

use super::{Code, Diagnostic, Diagnostics, Label, Severity, Source};
use crate::variants::variants;
use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use std::fmt;

/// The output format of a rendered message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// Plain text without colours.
    Plain,
    /// Text with ANSI colours, for a terminal.
    Color,
}

variants!(Style { Plain, Color });

/// The assumed width of the terminal, in characters; longer source lines are cut around the marked position.
const WIDTH: usize = 160;

/// The largest length, in bytes, of a source line that is printed. If one of a message's positions is in a longer line,
/// only the line number, column number and remark of the primary position are printed.
const MAX_LINE: usize = 64 << 10;

/// An error message or warning about positions in a text, in borrowed form: the fields of a [`Diagnostic`] with an
/// optional code.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The code of the violated rule, such as `GN0110`; `None` for messages of importers, which have no codes.
    pub code: Option<Code>,
    /// The word in front of the message: `error` or `warning`.
    pub severity: Severity,
    /// The first line of the message, in lower case: what is wrong with what.
    pub title: &'a str,
    /// The position of the mistake with a remark; `None` for a mistake that concerns the file as a whole.
    pub primary: Option<&'a Label>,
    /// Related positions with their remarks.
    pub secondary: &'a [Label],
    /// Additional facts, each printed as a note.
    pub notes: &'a [String],
    /// A suggestion for a fix, printed as help; `None` if there is none.
    pub help: Option<&'a str>,
}

impl Report<'_> {
    /// Renders the message with the source lines of its positions, without a newline at the end. `source` is the text
    /// that the positions are in.
    #[must_use]
    pub fn render(&self, source: &Source, style: Style) -> String {
        let title = normalize_untrusted_str(self.title);
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut title = level.primary_title(title);
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

    /// Returns `true` if one of the positions is in a line of more than `MAX_LINE` bytes.
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
            return Origin::path(normalize_untrusted_str(source.name())).into();
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
            .path(normalize_untrusted_str(source.name()))
            .annotation(annotation(AnnotationKind::Primary, primary))
            .annotations(secondary)
            .into()
    }
}

/// Returns the file name, line and column of a label's position, for a message without the source line.
fn origin<'a>(source: &'a Source, label: &Label) -> Origin<'a> {
    let position = source.position(label.span.start);
    Origin::path(normalize_untrusted_str(source.name()))
        .line(position.line as usize)
        .char_column(position.column as usize)
}

impl Diagnostic {
    /// Renders the mistake with the source lines of its positions, without a newline at the end. `source` is the text
    /// that the positions are in.
    #[must_use]
    pub fn render(&self, source: &Source, style: Style) -> String {
        let report = Report {
            code: Some(self.code),
            severity: self.severity,
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
    /// Renders all mistakes with their source lines, separated by empty lines, with a newline at the end.
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
    /// Writes all mistakes as plain text with an empty line between two of them, without a newline at the end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.joined(Style::Plain))
    }
}

impl fmt::Debug for Diagnostics {
    /// Writes the same text as [`Display`](fmt::Display), because `expect`, and a `main` that returns the mistakes,
    /// print the debug form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Diagnostics {}
