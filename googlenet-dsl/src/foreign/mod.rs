//! Words that people bring from other tools, such as Keras' `MaxPooling2D`, with what they are called here.

#[cfg(test)]
mod lost;
#[cfg(test)]
mod places;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use table::{
    ACTIVATIONS, AUGMENT, BLOCK, BUDGET, CHOICES, COLORS, DTYPES, FLIPS, HEAD, INITIALIZERS, INPUT,
    KINDS, LOSS, LOSSES, NAMES, OPTIMIZER, OPTIMIZERS, OPTIONS, PADDINGS, PRECISIONS, PREPROCESS,
    PUBLISHED, RATE, TOP, TRAINING, WHEN,
};

use crate::nearest::{alike, nearest, suggestion};

/// A word of another tool.
pub(crate) struct Foreign {
    /// The word as the tool spells it.
    pub word: &'static str,
    /// The tool; empty if the word is common.
    pub tool: &'static str,
    pub advice: Advice,
}

/// What to write instead of a word.
pub(crate) enum Advice {
    /// The first of these words that is known where the word stands.
    Is(&'static [&'static str]),
    /// A sentence, in which `{name}` and `{value}` stand for the name of the step and the value behind the word,
    /// `{inverse}` for the other of `true` and `false`, `{giga}` and `{mega}` for the value with `G` or `M`.
    Say {
        /// The keys that are not missing beside the word, as it stands for them.
        covers: &'static [&'static str],
        text: &'static str,
    },
    /// The first of the words `here` that is known where the word stands, otherwise the sentence.
    IsOrSay {
        here: &'static [&'static str],
        text: &'static str,
    },
    /// There is no such activation; the help names those that there are.
    NoActivation,
}

impl Advice {
    /// Returns the words that are meant; empty for a sentence.
    pub(crate) fn words(&self) -> &'static [&'static str] {
        match self {
            Advice::Is(here) | Advice::IsOrSay { here, .. } => here,
            Advice::Say { .. } | Advice::NoActivation => &[],
        }
    }
}

const fn is(word: &'static str, tool: &'static str, here: &'static [&'static str]) -> Foreign {
    let advice = Advice::Is(here);
    Foreign { word, tool, advice }
}

const fn say(word: &'static str, tool: &'static str, text: &'static str) -> Foreign {
    instead(word, tool, &[], text)
}

const fn is_or_say(
    word: &'static str,
    tool: &'static str,
    here: &'static [&'static str],
    text: &'static str,
) -> Foreign {
    let advice = Advice::IsOrSay { here, text };
    Foreign { word, tool, advice }
}

const fn absent(word: &'static str, tool: &'static str) -> Foreign {
    let advice = Advice::NoActivation;
    Foreign { word, tool, advice }
}

const fn instead(
    word: &'static str,
    tool: &'static str,
    covers: &'static [&'static str],
    text: &'static str,
) -> Foreign {
    let advice = Advice::Say { covers, text };
    Foreign { word, tool, advice }
}

/// Returns the entry of a word, whatever its capitals, `-` and `_`, and without the path of a module in front of it, as
/// in `nn.Conv2d`. Of several entries, the one with the same capitals comes first.
pub(crate) fn find(table: &'static [Foreign], word: &str) -> Option<&'static Foreign> {
    let word = bare(word);
    let exact = table.iter().find(|foreign| foreign.word == word);
    exact.or_else(|| table.iter().find(|foreign| alike(foreign.word, word)))
}

/// Returns the last part of a path such as `tf.keras.layers.Conv2D`; another word as it is.
pub(crate) fn bare(word: &str) -> &str {
    let parts = word.rsplit_once('.').filter(|(path, last)| {
        path.starts_with(|first: char| first.is_ascii_alphabetic()) && !last.is_empty()
    });
    parts.map_or(word, |(_, last)| last)
}

impl Foreign {
    /// Returns `true` if the word stands for `key`, so that nobody has to be told that `key` is missing.
    pub(crate) fn covers(&self, key: &str) -> bool {
        match self.advice {
            Advice::Say { covers, .. } => covers.contains(&key),
            _ => self.advice.words().contains(&key),
        }
    }

    /// Returns the question whether `here` was meant, with the tool that calls it so.
    pub(crate) fn question(&self, here: &str) -> String {
        match self.tool {
            "" => format!("did you mean `{here}`?"),
            tool => {
                let s = if tool.ends_with('s') { "" } else { "s" };
                format!("did you mean `{here}`, {tool}'{s} `{}`?", self.word)
            }
        }
    }

    /// Returns the help for the word where `known` words may stand; `None` if it means none of them. `name` and `value`
    /// are what the advice may speak of.
    pub(crate) fn help<'a>(
        &self,
        known: impl Iterator<Item = &'a str> + Clone,
        name: &str,
        value: &str,
    ) -> Option<String> {
        let mut here = self.advice.words().iter();
        let found = here.find(|here| known.clone().any(|known| known == **here));
        if let Some(here) = found {
            return Some(self.question(here));
        }
        match self.advice {
            Advice::Is(_) => None,
            Advice::Say { text, .. } | Advice::IsOrSay { text, .. } => Some(
                text.replace("{name}", name)
                    .replace("{inverse}", inverse(value))
                    .replace("{giga}", &with_unit(value, 'G'))
                    .replace("{mega}", &with_unit(value, 'M'))
                    .replace("{value}", value),
            ),
            Advice::NoActivation => {
                let known: Vec<String> = known.map(|known| format!("`{known}`")).collect();
                let known = known.join(", ");
                Some(format!(
                    "there is no `{}` here; the activations are {known}",
                    self.word
                ))
            }
        }
    }
}

/// Returns the other of `true` and `false`; `false`, too, for what is none of both.
pub(crate) fn inverse(flag: &str) -> &'static str {
    match flag.to_ascii_lowercase().as_str() {
        "false" | "no" | "off" | "0" => "true",
        _ => "false",
    }
}

/// Returns a number with a unit behind it; another text, such as an amount that has a unit, as it is.
fn with_unit(value: &str, unit: char) -> String {
    match value.parse::<f64>() {
        Ok(_) => format!("{value}{unit}"),
        Err(_) => value.to_owned(),
    }
}

/// Returns the help for an unknown word: a known word that is [`alike`], the word's meaning in another tool, or what
/// [`suggestion`] makes of it.
pub(crate) fn help<'a>(
    table: &'static [Foreign],
    word: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    value: &str,
) -> Option<String> {
    if let Some(found) = known.clone().find(|known| alike(known, bare(word))) {
        return Some(format!("did you mean `{found}`?"));
    }
    let foreign = find(table, word).and_then(|foreign| foreign.help(known.clone(), "name", value));
    foreign.or_else(|| suggestion(word, known))
}

/// Returns the help for an unknown word of an option that is one of the words `known`; `None` if nothing is known about
/// it.
pub(crate) fn choice<'a>(
    word: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Option<String> {
    let alike = known.clone().find(|known| alike(known, word));
    let foreign = || find(CHOICES, word).and_then(|foreign| foreign.help(known.clone(), "", ""));
    let near = || nearest(word, known.clone()).map(|near| format!("did you mean `{near}`?"));
    alike
        .map(|found| format!("did you mean `{found}`?"))
        .or_else(foreign)
        .or_else(near)
}

/// Returns the help for an unknown word of the type that messages call `what`, such as `padding`, whose words are
/// `known` and its values `names`, also those that a word alone is not; `None` if nothing is known about it.
pub(crate) fn value<'a>(
    what: &str,
    word: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    names: &[&str],
) -> Option<String> {
    let table = match what {
        "activation" => ACTIVATIONS,
        "padding" => PADDINGS,
        "color" => COLORS,
        "precision" => PRECISIONS,
        "element type" => DTYPES,
        "initializer" => INITIALIZERS,
        "loss" => LOSSES,
        "flip" => FLIPS,
        "names" => NAMES,
        "time of a head" => WHEN,
        _ => &[],
    };
    let foreign = find(table, word).and_then(|foreign| foreign.help(names.iter().copied(), "", ""));
    let alike = known.clone().find(|known| alike(known, bare(word)));
    let near = || nearest(word, known).map(|near| format!("did you mean `{near}`?"));
    alike
        .map(|found| format!("did you mean `{found}`?"))
        .or(foreign)
        .or_else(near)
}
