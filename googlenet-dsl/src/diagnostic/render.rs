//! Messages as rustc prints its own.

use super::{Code, Diagnostic, Diagnostics, Label, Source};
use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

/// How diagnostics look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Plain text.
    Plain,
    /// With ANSI colours, for a terminal.
    Color,
}

/// Characters of a line that are shown around what matters.
const WIDTH: usize = 160;

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
    pub fn render(&self, source: &Source, style: Style) -> String {
        let title = normalize_untrusted_str(self.title);
        let mut title = Level::ERROR.primary_title(title);
        if let Some(code) = self.code {
            title = title.id(code.to_string());
        }
        let mut group = title.element(self.place(source));
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

impl Diagnostic {
    /// The mistake with the lines it is about, without a newline at the end.
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
    pub fn render(&self, source: &Source, style: Style) -> String {
        let mistakes: Vec<String> = self
            .iter()
            .map(|mistake| mistake.render(source, style))
            .collect();
        format!("{}\n", mistakes.join("\n\n"))
    }
}
