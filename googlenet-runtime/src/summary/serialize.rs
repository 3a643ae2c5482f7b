//! How serde writes fields of rows whose types are the compiler's.

use googlenet_dsl::value::{Activation, DType, Memory, Padding, Precision};
use serde::{Serialize, Serializer};

/// Writes names with their numbers as a map.
pub(super) fn map<S: Serializer>(
    counts: &[(String, usize)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(counts.iter().map(|(name, count)| (name, count)))
}

/// Writes the word of a padding, or its four numbers.
pub(super) fn padding<S: Serializer>(
    padding: &Option<Padding>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match padding {
        Some(Padding::Explicit(edges)) => edges.serialize(serializer),
        word => word.and_then(Padding::as_str).serialize(serializer),
    }
}

/// Writes the word of an activation.
pub(super) fn activation<S: Serializer>(
    activation: &Option<Activation>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    activation.map(Activation::as_str).serialize(serializer)
}

/// Writes the word of a memory.
pub(super) fn memory<S: Serializer>(
    memory: &Option<Memory>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    memory.map(Memory::as_str).serialize(serializer)
}

/// Writes the word of an element type.
pub(super) fn dtype<S: Serializer>(
    dtype: &Option<DType>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    dtype.map(DType::as_str).serialize(serializer)
}

/// Writes the word of a precision.
pub(super) fn precision<S: Serializer>(
    precision: &Option<Precision>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    precision
        .map(|precision| precision.to_string())
        .serialize(serializer)
}
