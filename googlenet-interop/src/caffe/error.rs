//! Why a network cannot be imported.

use crate::wire::Broken;
use googlenet_dsl::diagnostic::{Label, Report, Source, Span, Style};
use std::fmt;

/// A mistake in a prototxt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// What is wrong, in one lower-case line that names the thing.
    pub title: String,
    /// Where; `None` for a mistake about the file as a whole.
    pub place: Option<Label>,
    /// Other places that explain it.
    pub also: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Mistake {
    pub(super) fn new(title: impl Into<String>, span: Span, label: impl Into<String>) -> Mistake {
        Mistake {
            title: title.into(),
            place: Some(Label {
                span,
                text: label.into(),
            }),
            also: Vec::new(),
            help: None,
        }
    }

    pub(super) fn of_file(title: impl Into<String>) -> Mistake {
        Mistake {
            title: title.into(),
            place: None,
            also: Vec::new(),
            help: None,
        }
    }

    pub(super) fn also(mut self, span: Span, text: impl Into<String>) -> Mistake {
        self.also.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Mistake {
        self.help = Some(help.into());
        self
    }

    pub(super) fn maybe_help(mut self, help: Option<String>) -> Mistake {
        self.help = help;
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
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    list: Vec<Mistake>,
    more: usize,
}

impl Mistakes {
    /// How many are kept and shown.
    const LIMIT: usize = 100;

    pub(super) fn push(&mut self, mistake: Mistake) {
        if self.list.len() < Self::LIMIT {
            self.list.push(mistake);
        } else {
            self.more += 1;
        }
    }

    /// `value` where there is none, otherwise all of them in the order of the file.
    pub(super) fn into_result<T>(self, value: T, source: &Source) -> Result<T, Error> {
        match self.list.is_empty() {
            true => Ok(value),
            false => Err(self.into_error(source)),
        }
    }

    fn into_error(self, source: &Source) -> Error {
        let Mistakes { mut list, more } = self;
        list.sort_by_key(|mistake| mistake.place.as_ref().map_or(0, |label| label.span.start));
        Error::Prototxt {
            source: Box::new(source.clone()),
            mistakes: list,
            more,
        }
    }
}

/// A blob of the weight file that does not fit the prototxt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// The prototxt has the layer, the weight file does not.
    Missing {
        /// The layer.
        layer: String,
        /// A layer of the file that it perhaps is.
        nearest: Option<String>,
    },
    /// The layer has another number of blobs.
    Count {
        /// The layer.
        layer: String,
        /// How many it should have, in words.
        expected: String,
        /// How many it has.
        got: usize,
    },
    /// The shapes differ.
    Shape {
        /// The layer.
        layer: String,
        /// Which of its blobs.
        blob: usize,
        /// The shape that the prototxt asks for.
        expected: Vec<usize>,
        /// The shape in the file.
        got: Vec<i64>,
        /// Where the blob begins in the file.
        offset: u64,
    },
    /// Values that cannot be used.
    Value {
        /// The layer.
        layer: String,
        /// What is wrong.
        reason: String,
    },
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misfit::Missing { layer, nearest } => {
                write!(f, "missing layer {layer:?}")?;
                let hint = |near: &String| write!(f, "; the file has {near:?}");
                nearest.as_ref().map_or(Ok(()), hint)
            }
            Misfit::Count {
                layer,
                expected,
                got,
            } => {
                write!(f, "blobs of {layer:?}: expected {expected}, got {got}")
            }
            Misfit::Shape {
                layer,
                blob,
                expected,
                got,
                offset,
            } => {
                let sorted = |mut sizes: Vec<i64>| {
                    sizes.sort_unstable();
                    sizes
                };
                let wanted: Vec<i64> = expected.iter().map(|size| *size as i64).collect();
                let turned = match sorted(wanted) == sorted(got.clone()) {
                    true => " (the axes are in another order)",
                    false => "",
                };
                let what = ["weights", "bias"].get(*blob).copied();
                let what = what.map_or(format!("blob {blob}"), str::to_owned);
                write!(
                    f,
                    "{what} of {layer:?}, byte {offset}: expected {expected:?}, got {got:?}{turned}"
                )
            }
            Misfit::Value { layer, reason } => write!(f, "values of {layer:?}: {reason}"),
        }
    }
}

/// Why a network cannot be imported.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Error {
    /// The prototxt is not in order, or holds what cannot be imported.
    Prototxt {
        /// Its text.
        source: Box<Source>,
        /// What is wrong, in the order of the file.
        mistakes: Vec<Mistake>,
        /// How many further mistakes are not shown.
        more: usize,
    },
    /// The weight file is broken.
    Caffemodel {
        /// The byte at which it cannot be read on.
        offset: u64,
        /// The layer around it.
        layer: Option<String>,
        /// What is wrong.
        reason: String,
    },
    /// The weight file does not fit the prototxt.
    Weights {
        /// Every blob that does not fit.
        misfits: Vec<Misfit>,
    },
    /// An option that does not suit the network, or a description that could not be used.
    Description {
        /// What is wrong.
        reason: String,
    },
}

impl Error {
    pub(super) fn one(mistake: Mistake, source: &Source) -> Error {
        let mut mistakes = Mistakes::default();
        mistakes.push(mistake);
        mistakes.into_error(source)
    }

    /// The message; of a prototxt with the lines that it is about.
    pub fn render(&self, style: Style) -> String {
        match self {
            Error::Prototxt {
                source,
                mistakes,
                more,
            } => {
                let mut parts: Vec<String> = mistakes
                    .iter()
                    .map(|mistake| mistake.render(source, style))
                    .collect();
                if *more > 0 {
                    parts.push(format!("{more} further mistakes are not shown"));
                }
                parts.join("\n\n")
            }
            Error::Caffemodel {
                offset,
                layer,
                reason,
            } => {
                let layer = layer.as_ref().map(|name| format!(" in layer {name:?}"));
                format!("byte {offset}{}: {reason}", layer.unwrap_or_default())
            }
            Error::Weights { misfits } => {
                let lines = misfits.iter().map(|misfit| format!("\n  {misfit}"));
                format!(
                    "the weights do not fit the prototxt{}",
                    lines.collect::<String>()
                )
            }
            Error::Description { reason } => reason.clone(),
        }
    }
}

/// What cannot be read of a weight file, and the layer around it.
pub(super) fn broken(broken: Broken, layer: Option<&str>) -> Error {
    Error::Caffemodel {
        offset: broken.offset,
        layer: layer.filter(|name| !name.is_empty()).map(str::to_owned),
        reason: broken.reason,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(Style::Plain))
    }
}

impl std::error::Error for Error {}
