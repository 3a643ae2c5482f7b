//! Styles of summary and comparison tables.

use googlenet_dsl::impl_words;

/// The style of a summary or comparison table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Style {
    /// The format of Keras 2's `model.summary()`; in comparisons the same as [`Style::Spec`].
    Keras,
    /// Aligned columns; in summaries with the names and the order of the description.
    Spec,
    /// A Markdown table.
    Markdown,
    /// Comma-separated values with exact numbers, for programs to read.
    Csv,
}

impl Style {
    /// All styles, in the order of their declaration.
    pub const ALL: &'static [Style] = &[Style::Keras, Style::Spec, Style::Markdown, Style::Csv];

    /// Returns the word for the style on the command line, such as `keras`; `str::parse` makes the style from this
    /// word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Style::Keras => "keras",
            Style::Spec => "spec",
            Style::Markdown => "markdown",
            Style::Csv => "csv",
        }
    }
}

impl_words!(Style, "style");

#[cfg(test)]
mod tests {
    use crate::Isa;
    use crate::summary::{Column, Style};

    #[test]
    fn words_are_read_as_they_are_written() {
        for style in Style::ALL {
            assert_eq!(style.to_string().parse(), Ok(*style));
        }
        for column in Column::ALL {
            assert_eq!(column.to_string().parse(), Ok(*column));
        }
        for isa in Isa::ALL {
            assert_eq!(isa.to_string().parse(), Ok(*isa));
        }
        let error = "kears".parse::<Style>().expect_err("a slip");
        assert_eq!(
            error.to_string(),
            "unknown style `kears`: expected `keras`, `spec`, `markdown` or `csv`; did you mean `keras`?"
        );
    }
}
