//! The reason why the tensors of a file are not the weights of a network.

use super::known::Known;
use super::report::counted;
use crate::names::Convention;
use crate::weights::file::WeightFile;
use std::fmt;

/// The reason why the tensors of a file are not the weights of a network: a title, lines about single weights, and a
/// help.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PairError {
    /// What is wrong, with the name of the file.
    pub title: String,
    /// Single weights that do not fit, one line each.
    pub lines: Vec<String>,
    /// What to do.
    pub help: String,
}

/// Number of lines that a text shows.
const SHOWN: usize = 5;

/// Number of lines that are kept.
const KEPT: usize = 100;

/// A weight that has no tensor, or one of other sizes.
pub(super) enum Misfit {
    Missing {
        /// Name that the tensor would have in the file.
        name: String,
        shape: Vec<usize>,
        nearest: Option<String>,
        /// Name of the weight here.
        own: String,
    },
    Shape {
        name: String,
        expected: Vec<usize>,
        got: Vec<usize>,
        own: String,
    },
    /// The file numbers the variables of a layer, and has another number of them.
    Count {
        /// Name of the layer in the file.
        name: String,
        /// Names of the weights in the network.
        expected: Vec<&'static str>,
        got: usize,
    },
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, own) = match self {
            Misfit::Count {
                name,
                expected,
                got,
            } => {
                let expected_count = counted(expected.len());
                let names = expected.join(", ");
                return write!(
                    f,
                    "the layer `{name}`: expected {expected_count} ({names}), got {got}"
                );
            }
            Misfit::Missing {
                name,
                shape,
                nearest,
                own,
            } => {
                write!(f, "`{name}` {shape:?} is missing")?;
                if let Some(nearest) = nearest {
                    write!(f, "; there is `{nearest}`")?;
                }
                (name, own)
            }
            Misfit::Shape {
                name,
                expected,
                got,
                own,
            } => {
                write!(f, "`{name}`: expected {expected:?}, got {got:?}")?;
                (name, own)
            }
        };
        match name == own {
            true => Ok(()),
            false => write!(f, " (for `{own}`)"),
        }
    }
}

impl PairError {
    pub(super) fn empty(file: &WeightFile<'_>) -> PairError {
        PairError {
            title: format!("`{}` holds no tensor of floats", file.name),
            lines: Vec::new(),
            help: "expected the weights of a network: a `state_dict` of PyTorch, the weights of a model of Keras"
                .to_owned(),
        }
    }

    pub(super) fn other(file: &WeightFile<'_>, network: &str, known: &Known) -> PairError {
        let Known {
            network: of,
            equal,
            count,
        } = known;
        PairError {
            title: format!(
                "`{}` holds the weights of {of}, not of {network}: {equal} of that network's {count} tensors have its \
                 names and shapes",
                file.name
            ),
            lines: Vec::new(),
            help: format!(
                "use the description `specs/{of}.yaml`; `googlenet weights import --as-is` takes the file all the same \
                 where it has all weights in their shapes"
            ),
        }
    }

    pub(super) fn larger(
        file: &WeightFile<'_>,
        network: &str,
        unknown: usize,
        count: usize,
    ) -> PairError {
        PairError {
            title: format!(
                "`{}` is of a larger network than {network}: of its {} that network has no place for {unknown}",
                file.name,
                counted(count)
            ),
            lines: Vec::new(),
            help: "give the description of that network; `googlenet weights import --as-is` passes the others over"
                .to_owned(),
        }
    }

    pub(super) fn misfits(
        file: &WeightFile<'_>,
        convention: Convention,
        fit: usize,
        asked: usize,
        misfits: Vec<Misfit>,
    ) -> PairError {
        let shape = misfits.iter().find_map(|misfit| match misfit {
            Misfit::Shape { expected, got, .. } => Some((expected, got)),
            Misfit::Missing { .. } | Misfit::Count { .. } => None,
        });
        let help = match shape {
            Some((expected, got)) if is_turned(expected, got) => {
                "the axes are in the order of another program: was the file converted already?".to_owned()
            }
            _ if misfits.len() <= SHOWN && shape.is_some() => {
                "does the description have as many filters and classes as the network that was trained?".to_owned()
            }
            None => "is it another network's file? `googlenet weights list SPEC --weights FILE` compares all tensors; \
                     `source` in the description gives layers the names of the file"
                .to_owned(),
            _ => "is it another network's file? `googlenet weights list SPEC --weights FILE` compares all tensors"
                .to_owned(),
        };
        let more = misfits.len().saturating_sub(KEPT);
        let mut lines: Vec<String> = misfits.iter().take(KEPT).map(ToString::to_string).collect();
        if more > 0 {
            lines.push(format!("and {more} more"));
        }
        PairError {
            title: format!(
                "the weights of `{}` do not fit the network: {fit} of {asked} fit by the names of {}",
                file.name,
                convention.words()
            ),
            lines,
            help,
        }
    }

    pub(super) fn by_order(
        file: &WeightFile<'_>,
        fit: usize,
        asked: usize,
        lines: Vec<String>,
    ) -> PairError {
        PairError {
            title: format!(
                "the weights of `{}` do not fit the network: its names are not those of the description, and by their \
                 shapes {fit} of {asked} modules fit",
                file.name
            ),
            lines,
            help: "is it another network's file? `googlenet weights list SPEC` lists what the network has".to_owned(),
        }
    }

    pub(super) fn ambiguous(
        file: &WeightFile<'_>,
        reason: &str,
        lines: Vec<String>,
        help: &str,
    ) -> PairError {
        PairError {
            title: format!(
                "the weights of `{}` fit the network in several ways: its names are not those of the description, and \
                 {reason}",
                file.name
            ),
            lines,
            help: help.to_owned(),
        }
    }
}

/// Returns whether two shapes have the same sizes in another order.
fn is_turned(expected: &[usize], got: &[usize]) -> bool {
    let [mut expected, mut got] = [expected.to_vec(), got.to_vec()];
    if expected.len() < 2 || expected == got {
        return false;
    }
    expected.sort_unstable();
    got.sort_unstable();
    expected == got
}

impl fmt::Display for PairError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)?;
        for line in self.lines.iter().take(SHOWN) {
            write!(f, "\n  {line}")?;
        }
        if self.lines.len() > SHOWN {
            write!(f, "\n  and {} more", self.lines.len() - SHOWN)?;
        }
        write!(f, "\nhelp: {}", self.help)
    }
}

impl std::error::Error for PairError {}
