//! The table of all kinds ([`KINDS`]), the look-up of a kind by name, and the construction of operations from checked
//! settings.

use super::{DEPTHWISE, Op, REGISTRY, SEPARABLE};
use crate::grammar::{Kind, Settings};

/// All kinds of layers that a description can use, in the order of the reference page.
pub const KINDS: &[&Kind] = &{
    let mut kinds = [REGISTRY[0].0; REGISTRY.len() + WORDS.len()];
    let mut at = 0;
    while at < WORDS.len() {
        kinds[1 + at] = WORDS[at];
        at += 1;
    }
    let mut at = 1;
    while at < REGISTRY.len() {
        kinds[WORDS.len() + at] = REGISTRY[at].0;
        at += 1;
    }
    kinds
};

/// The kinds without an operation of their own, which become convolutions; they stand behind `conv`.
const WORDS: &[&Kind] = &[&DEPTHWISE, &SEPARABLE];

/// Returns the kind with this keyword, such as `conv`; `None` if there is none.
#[must_use]
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.name == name)
}

/// Builds the operation that the settings of a kind describe. The values themselves are not checked.
///
/// # Panics
/// Panics if the kind is not in [`KINDS`] or has no operation of its own, as `depthwise_conv` and `separable_conv`, or if a setting is missing or does not have its field's type.
#[must_use]
pub fn build(settings: &Settings) -> Op {
    let entry = REGISTRY.iter().find(|(kind, _)| *kind == settings.kind());
    match entry {
        Some((_, build)) => build(settings),
        None => unreachable!("`{}` is in the registry", settings.kind().name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::{OptionType, Reads, Setting};
    use crate::op::{Activation, Padding};
    use crate::value::{ChannelOrder, Initializer, Scale};

    /// Returns sample values for a field of `kind` of type `ty`, such that
    /// [`Operation::settings`](crate::op::Operation::settings) of the operation built from them returns the same
    /// values.
    fn values(kind: &Kind, ty: &OptionType) -> Vec<Setting> {
        match ty {
            OptionType::Count => vec![Setting::Count(3), Setting::Count(7)],
            OptionType::Pair => vec![Setting::Pair([2, 3]), Setting::Pair([5, 4])],
            OptionType::Real { .. } => vec![Setting::Real(0.25), Setting::Real(0.5)],
            OptionType::Flag => vec![Setting::Flag(false), Setting::Flag(true)],
            OptionType::Padding => {
                let explicit = Padding::Explicit([1, 2, 3, 4]);
                let all = [Padding::Same, Padding::Valid, Padding::SameLower, explicit];
                all.map(Setting::Padding).to_vec()
            }
            OptionType::Edges => vec![Setting::Edges([1, 2, 3, 4]), Setting::Edges([0, 0, 5, 6])],
            // The compiler makes the activation of a sum, and the layer of an option, separate layers, so the operation
            // has neither.
            OptionType::Activation if kind.reads == Reads::Branches => {
                vec![Setting::Activation(Activation::None)]
            }
            OptionType::Activation => {
                let others = [
                    Activation::LeakyRelu { slope: 0.7 },
                    Activation::Gelu { approximate: true },
                ];
                let all = Activation::ALL.iter().copied().chain(others);
                all.map(Setting::Activation).collect()
            }
            OptionType::Range => vec![Setting::Range([0, 3]), Setting::Range([2, 7])],
            OptionType::Sizes => vec![Setting::Sizes([1, 2, 3]), Setting::Sizes([4, 0, 5])],
            OptionType::ChannelOrder => ChannelOrder::ALL
                .iter()
                .copied()
                .map(Setting::ChannelOrder)
                .collect(),
            OptionType::Choice(choices) => choices.iter().copied().map(Setting::Choice).collect(),
            OptionType::Scale => vec![
                Setting::Scale(Scale::Factor([2.0, 0.5])),
                Setting::Scale(Scale::Size([7, 9])),
            ],
            OptionType::Initializer => {
                let given = Initializer::TruncatedNormal { deviation: 0.5 };
                let all = Initializer::ALL.iter().copied().chain([given]);
                all.map(Setting::Initializer).collect()
            }
            OptionType::PairFromZero => vec![Setting::Pair([0, 0]), Setting::Pair([1, 2])],
            OptionType::Factors | OptionType::Layer(_) => vec![Setting::Flag(false)],
        }
    }

    #[test]
    fn settings_are_the_way_back_from_every_operation() {
        for kind in REGISTRY.iter().map(|(kind, _)| *kind) {
            let choices: Vec<Vec<Setting>> =
                kind.fields().map(|field| values(kind, &field.ty)).collect();
            let usual: Vec<Setting> = choices.iter().map(|choices| choices[0]).collect();
            let one_changed = choices.iter().enumerate().flat_map(|(at, choices)| {
                let usual = &usual;
                choices.iter().map(move |choice| {
                    let mut settings = usual.clone();
                    settings[at] = *choice;
                    settings
                })
            });
            let mut all: Vec<Vec<Setting>> = one_changed.chain([usual.clone()]).collect();
            if let Some(at) = kind
                .fields()
                .position(|field| field.ty == OptionType::Factors)
            {
                let mut scaled = usual.clone();
                scaled[at] = Setting::Flag(true);
                scaled.extend([Setting::Real(0.5), Setting::Real(2.0)]);
                all.push(scaled);
            }
            for settings in all {
                let op = build(&Settings::new(kind, settings.clone()));
                assert_eq!(op.kind(), Some(kind), "{settings:?}");
                assert_eq!(op.settings(), settings, "`{}`", kind.name);
            }
        }
    }

    #[test]
    fn every_activation_has_a_word_of_its_own() {
        for (at, activation) in Activation::ALL.iter().copied().enumerate() {
            let others = &Activation::ALL[at + 1..];
            let word = activation.as_str();
            assert!(others.iter().all(|other| other.as_str() != word), "{word}");
            let is_softmax = activation == Activation::Softmax;
            assert_eq!(activation.elementwise().is_none(), is_softmax, "{word}");
            let again = activation
                .parameter()
                .and_then(|(_, value)| activation.with_parameter(value));
            assert_eq!(again.is_some(), activation.parameter().is_some(), "{word}");
            assert!(again.is_none_or(|again| again == activation), "{word}");
            let values = activation.parameters();
            let values: Vec<_> = values.into_iter().map(|(_, value)| value).collect();
            let same = activation.with_parameters(&values);
            assert_eq!(same, Some(activation), "{word}");
            let more = [&values[..], &[true.into()]].concat();
            assert_eq!(activation.with_parameters(&more), None, "{word}");
        }
    }
}
