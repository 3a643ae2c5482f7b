//! Errors of files of packed weights (weights in the order in which kernels read them).

use googlenet_dsl::file_kind::WrongFile;
use googlenet_dsl::value::Algorithms;
use std::fmt;

/// A fault of a file of packed weights, or a difference between the file and what this process would write for the
/// network.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PackedFileError {
    /// The file is shorter than the header of a file of packed weights.
    TooShort {
        /// Size of the header of every file of packed weights, in bytes.
        header: usize,
        /// Length of the file in bytes.
        file: usize,
    },
    /// The file does not begin with the eight bytes that mark files of packed weights.
    Magic {
        /// First eight bytes of every file of packed weights, with escape sequences.
        expected: String,
        /// First eight bytes of the file, with escape sequences.
        got: String,
    },
    /// The first bytes are those of a file of another kind.
    OtherKind {
        /// What the file is.
        wrong: WrongFile,
    },
    /// The file ends before its weights do.
    CutOff {
        /// Length in bytes that the file must have; of a file that ends in its description, that the file must have at
        /// least.
        expected: u64,
        /// Length of the file in bytes.
        got: u64,
    },
    /// A field of the header, a checksum, the padding, or the length of the file has another value than expected.
    Mismatch {
        /// Name in words of what differs, such as `instruction set` or `checksum of the weights`.
        field: &'static str,
        /// Value that this process would write; for the checksums of the description and the weights, the one that the
        /// header states.
        expected: String,
        /// Value in the file; for the checksums of the description and the weights, the one computed from the file's
        /// content.
        got: String,
    },
    /// The weights were packed for this network with another precision, memory or element type.
    Algorithms {
        /// Algorithms for which weights are packed so; of all of them those that differ least from what was
        /// asked for.
        packed: Vec<Algorithms>,
        /// Algorithms that were asked for.
        asked: Algorithms,
    },
    /// The weights were packed for other steps, as the list of steps in the file shows.
    Step {
        /// In what the lists of steps differ.
        difference: StepDifference,
        /// Line of text, in backquotes, that this process writes for the first step that differs so; `no further step`
        /// if this process's list of steps has ended.
        expected: String,
        /// Line of text, in backquotes, at the same position of the file's list of steps; `no further step` if that
        /// list has ended.
        got: String,
    },
    /// The weights do not lie inside the file, or do not begin at a multiple of 64 bytes in memory.
    OutOfBounds,
    /// Bytes that are to be used where they are do not begin at a multiple of 64 bytes.
    Misaligned {
        /// Alignment that packed weights need, in bytes.
        expected: usize,
        /// Largest power of two that the address of the bytes is a multiple of.
        got: usize,
    },
}

/// In what the steps that weights were packed for differ from those of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StepDifference {
    /// The layers of the steps have other names, or are others: the weights are another network's.
    Layers,
    /// An operation or a layout is another one, such as a convolution with other options.
    Operations,
    /// Steps are computed by other algorithms: by those of another version of this crate, as `GOOGLENET_TILE` has
    /// chosen them, or as layers have other sizes.
    Algorithms,
}

const REPACK_HELP: &str = "help: pack the weights anew with `googlenet pack`";
const AGAIN_HELP: &str =
    "help: copy the file again, or pack the weights anew with `googlenet pack`";
const PACK_HELP: &str = "help: `googlenet pack` makes such files";

impl fmt::Display for PackedFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackedFileError::TooShort { header, file } => {
                write!(
                    f,
                    "it is cut off: expected a header of {header} bytes, got a file of {file}; {AGAIN_HELP}"
                )
            }
            PackedFileError::Magic { expected, got } => write!(
                f,
                "expected a file that begins with `{expected}`, got `{got}`; {PACK_HELP}"
            ),
            PackedFileError::OtherKind { wrong } => write!(f, "it is {wrong}"),
            PackedFileError::CutOff { expected, got } => write!(
                f,
                "it is cut off: expected {expected} bytes, got {got}; {AGAIN_HELP}"
            ),
            PackedFileError::Mismatch {
                field,
                expected,
                got,
            } => write!(f, "{field}: expected {expected}, got {got}; {REPACK_HELP}"),
            PackedFileError::Algorithms { packed, asked } => {
                let others = |of: Algorithms| move |other: &Algorithms| differing(of, *other);
                let named: Vec<String> = packed.iter().map(others(*asked)).collect();
                let packed_for = named.join(" or ");
                let asked_for = match &packed[..] {
                    [one] => differing(*one, *asked),
                    others if others.iter().all(|other| other.dtype == asked.dtype) => {
                        format!(
                            "precision `{}` and memory `{}`",
                            asked.precision, asked.memory
                        )
                    }
                    _ => all(*asked),
                };
                write!(
                    f,
                    "packed for {packed_for}, asked for {asked_for}; help: ask for {packed_for}, or pack the weights \
                     anew with `googlenet pack`"
                )
            }
            PackedFileError::Step {
                difference,
                expected,
                got,
            } => {
                let way = match difference {
                    StepDifference::Layers => "packed for another network",
                    StepDifference::Operations => {
                        "packed for a network with another operation or layout, as for an input of another size"
                    }
                    StepDifference::Algorithms => {
                        "packed with other algorithms, by another version or for layers of other sizes"
                    }
                };
                write!(f, "{way}: expected {expected}, got {got}; {REPACK_HELP}")
            }
            PackedFileError::Misaligned { expected, got } => write!(
                f,
                "expected bytes at a multiple of {expected}, got a multiple of {got}; help: `include_packed!` aligns \
                 them, `from_bytes` copies them"
            ),
            PackedFileError::OutOfBounds => {
                write!(f, "the weights do not lie inside the file; {REPACK_HELP}")
            }
        }
    }
}

/// Returns those of precision, memory and element type in which `got` differs from `of`; all if none does.
fn differing(of: Algorithms, got: Algorithms) -> String {
    let parts = [
        (of.precision != got.precision).then(|| format!("precision `{}`", got.precision)),
        (of.memory != got.memory).then(|| format!("memory `{}`", got.memory)),
        (of.dtype != got.dtype).then(|| format!("element type `{}`", got.dtype)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => all(got),
        false => parts.join(" and "),
    }
}

fn all(of: Algorithms) -> String {
    format!(
        "precision `{}`, memory `{}` and element type `{}`",
        of.precision, of.memory, of.dtype
    )
}

impl std::error::Error for PackedFileError {}
