//! Values that descriptions and options write as words, such as `fast`: the table of a type's words, its look-up, and
//! the error of an unknown word. The reader, [`FromStr`](std::str::FromStr) and the JSON Schema share them.

use crate::diagnostic::shorten;
use crate::nearest::nearest;
use std::error::Error;
use std::fmt;

/// A type whose values, or some of them, are written as words, such as [`Precision`](super::Precision).
pub(crate) trait Word: Copy + 'static {
    /// Name of the type in error messages, such as `precision`.
    const WHAT: &'static str;

    /// All values that are written as words; a value with a parameter is listed with the parameter's default.
    const WORDS: &'static [Self];

    /// Returns the word of the value; `None` if it is not written as a word.
    fn word(self) -> Option<&'static str>;

    /// Returns all words, in the order of [`Word::WORDS`].
    fn words() -> Vec<&'static str> {
        let words = Self::WORDS.iter().copied();
        words.filter_map(Self::word).collect()
    }

    /// Returns the names of all values, also of those whose name alone is no value as it wants parameters.
    #[cfg(feature = "reader")]
    fn names() -> Vec<&'static str>;

    /// Returns the value of a word; `None` if `word` is no word of the type. Case matters.
    fn find(word: &str) -> Option<Self> {
        let mut values = Self::WORDS.iter().copied();
        values.find(|value| value.word() == Some(word))
    }

    /// Returns the value of a word that a user wrote.
    ///
    /// # Errors
    /// Returns an error with all known words if `word` is none of them.
    fn parse(word: &str) -> Result<Self, ParseWordError> {
        Self::find(word).ok_or_else(|| ParseWordError::new(Self::WHAT, word, Self::words()))
    }
}

/// Implements [`Word`] and [`FromStr`](std::str::FromStr) for a type, given its name in messages and an expression for
/// the word of a value; the type must have the constant `ALL`. Given a list of all variants with their words instead,
/// also defines `ALL` and `as_str`, and implements [`Display`](std::fmt::Display).
macro_rules! words {
    ($ty:ident, $what:literal, [$($(#[$doc:meta])* $name:ident = $word:literal),* $(,)?]) => {
        impl $ty {
            /// All values, in the order of their definition.
            pub const ALL: &'static [$ty] = &[$($ty::$name),*];

            /// Returns the word of the value in descriptions and options.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $($ty::$name => $word,)*
                }
            }
        }

        words!($ty, $what, |value| Some(value.as_str()));

        $crate::variants::variants!($ty { $($name),* });

        impl std::fmt::Display for $ty {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
    ($ty:ident, $what:literal, |$value:ident| $word:expr) => {
        impl $crate::value::word::Word for $ty {
            const WHAT: &'static str = $what;

            const WORDS: &'static [$ty] = $ty::ALL;

            fn word(self) -> Option<&'static str> {
                let $value = self;
                $word
            }

            #[cfg(feature = "reader")]
            fn names() -> Vec<&'static str> {
                let values = $ty::ALL.iter();
                values
                    .filter_map(|value| Option::<&'static str>::from(value.as_str()))
                    .collect()
            }
        }

        impl std::str::FromStr for $ty {
            type Err = $crate::value::ParseWordError;

            fn from_str(word: &str) -> Result<$ty, $crate::value::ParseWordError> {
                $crate::value::word::Word::parse(word)
            }
        }
    };
}

pub(super) use words;

/// Implements `Display` and `FromStr` for a type of another crate that has a slice `ALL` and a function `as_str`.
#[doc(hidden)]
#[macro_export]
macro_rules! impl_words {
    ($ty:ident, $what:literal) => {
        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $ty {
            type Err = $crate::value::ParseWordError;

            fn from_str(word: &str) -> ::std::result::Result<$ty, $crate::value::ParseWordError> {
                let found = $ty::ALL
                    .iter()
                    .copied()
                    .find(|value| value.as_str() == word);
                found.ok_or_else(|| {
                    let expected = $ty::ALL.iter().map(|value| value.as_str()).collect();
                    $crate::value::ParseWordError::new($what, word, expected)
                })
            }
        }
    };
}

/// The error of a word that is none of the words of a type, such as `exact` for a [`Precision`](super::Precision).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseWordError {
    what: &'static str,
    word: String,
    expected: Vec<&'static str>,
    nearest: Option<&'static str>,
}

impl ParseWordError {
    /// Creates the error of `word`, which is none of the words `expected`; `what` is the name of the type that has
    /// these words, such as `precision`.
    #[doc(hidden)]
    pub fn new(what: &'static str, word: &str, expected: Vec<&'static str>) -> ParseWordError {
        ParseWordError {
            what,
            word: word.to_owned(),
            nearest: nearest(word, expected.iter().copied()),
            expected,
        }
    }

    /// Returns the name of the type that the word was meant to be a value of, such as `precision`.
    pub fn what(&self) -> &'static str {
        self.what
    }

    /// Returns the unknown word, as the user wrote it.
    pub fn word(&self) -> &str {
        &self.word
    }

    /// Returns all words that would be valid.
    pub fn expected(&self) -> &[&'static str] {
        &self.expected
    }

    /// Returns a text that lists all words that would be valid: `` `a`, `b` or `c` ``.
    pub fn choices(&self) -> String {
        alternatives(&self.expected)
    }

    /// Returns the valid word that was probably meant, by edit distance; `None` if none is similar.
    pub fn nearest(&self) -> Option<&'static str> {
        self.nearest
    }
}

impl fmt::Display for ParseWordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, word) = (self.what, shorten(&self.word));
        let expected = self.choices();
        write!(f, "unknown {what} `{word}`: expected {expected}")?;
        match self.nearest {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl Error for ParseWordError {}

/// Returns a text that lists the words, for error messages: `` `a`, `b` or `c` ``.
pub(crate) fn alternatives(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("`{}` or `{last}`", rest.join("`, `")),
        _ => format!("`{}`", words.join("")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{
        Activation, ChannelOrder, Color, Coordinates, DType, Interpolation, Memory, PadMode,
        Padding, Precision, Rounding, When,
    };
    use std::str::FromStr;

    fn there_and_back<T>()
    where
        T: Word + FromStr<Err = ParseWordError> + fmt::Display + fmt::Debug + PartialEq,
    {
        assert!(!T::WORDS.is_empty());
        for value in T::WORDS {
            let word = value.to_string();
            if value.word().is_none() {
                assert!(word.parse::<T>().is_err(), "{word} is no value alone");
                continue;
            }
            assert_eq!(value.word(), Some(word.as_str()));
            assert_eq!(word.parse(), Ok(*value), "{word}");
        }
    }

    #[test]
    fn every_word_is_read_as_it_is_written() {
        there_and_back::<Activation>();
        there_and_back::<ChannelOrder>();
        there_and_back::<Color>();
        there_and_back::<DType>();
        there_and_back::<Coordinates>();
        there_and_back::<Interpolation>();
        there_and_back::<Memory>();
        there_and_back::<PadMode>();
        there_and_back::<Padding>();
        there_and_back::<Rounding>();
        there_and_back::<Precision>();
        there_and_back::<When>();
    }

    #[test]
    fn errors_name_what_was_expected() {
        let text = |error: ParseWordError| error.to_string();
        assert_eq!(
            "exact".parse::<Precision>().map_err(text),
            Err("unknown precision `exact`: expected `fast` or `strict`".to_owned())
        );
        assert_eq!(
            "strickt".parse::<Precision>().map_err(text),
            Err(
                "unknown precision `strickt`: expected `fast` or `strict`; did you mean `strict`?"
                    .to_owned()
            )
        );
        let error = "[0, 0, 1, 1]".parse::<Padding>().expect_err("no word");
        let told = (
            error.what(),
            error.word(),
            error.expected(),
            error.nearest(),
        );
        assert_eq!(
            told,
            (
                "padding",
                "[0, 0, 1, 1]",
                &["same", "valid", "same_lower"][..],
                None
            )
        );
    }
}
