//! Lowering of `dtype`, the type of the elements of the network's results.

use super::word::word;
use crate::diagnostic::Diagnostics;
use crate::read::Node;
use crate::value::DType;
use crate::value::word::Word;

/// A type of [`DType::COMPUTED`].
#[derive(Clone, Copy)]
struct Computed(DType);

impl Word for Computed {
    const WHAT: &'static str = "element type";

    const WORDS: &'static [Computed] = &[Computed(DType::F32), Computed(DType::Bf16)];

    fn word(self) -> Option<&'static str> {
        Some(self.0.as_str())
    }

    fn names() -> Vec<&'static str> {
        Computed::words()
    }
}

/// Lowers `node`, the value of `dtype`; without it returns the default. `None` after reporting an error.
pub(super) fn dtype(node: Option<&Node>, errors: &mut Diagnostics) -> Option<DType> {
    match node {
        None => Some(DType::default()),
        Some(node) => word::<Computed>(node, "`dtype`", errors).map(|Computed(dtype)| dtype),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_the_types_that_are_computed() {
        let all: Vec<DType> = Computed::WORDS
            .iter()
            .map(|Computed(dtype)| *dtype)
            .collect();
        assert_eq!(all, DType::COMPUTED);
    }
}
