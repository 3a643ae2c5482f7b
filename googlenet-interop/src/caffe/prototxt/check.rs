//! The check of a parsed prototxt against the fields that Caffe's messages have: their names, their types, and how
//! often they occur. Fields of forks that say nothing of the values are passed over.

use super::passed_over::PassedOver;
use super::scalar;
use super::schema::{Entry, LAYER_TYPES_V1, Schema, Type, Unknown};
use super::tree::{Field, FieldValue, Message, Scalar};
use crate::import::mistake::{Mistake, Mistakes};
use googlenet_dsl::diagnostic::{Source, Span};
use googlenet_dsl::nearest::{nearest, suggestion};
use std::collections::HashMap;

/// The check of the fields of one file.
pub(super) struct Check<'s, 'm> {
    pub(super) source: &'s Source,
    pub(super) mistakes: &'m mut Mistakes,
    pub(super) passed_over: PassedOver,
}

impl Check<'_, '_> {
    /// Checks the fields of a message against `schema`, and those of all messages inside of it. Collects mistakes:
    /// fields with an unknown name that may say what is computed, a value of another type, or a second value where only
    /// one is allowed; and the fields that are passed over.
    pub(super) fn message(&mut self, message: &Message, schema: &'static Schema) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for field in &message.fields {
            let name = self.source.slice(field.name);
            let Some(entry) = schema.entries().find(|entry| entry.name == name) else {
                self.unknown(message, field, schema);
                continue;
            };
            if let Some(first) = seen.insert(name, field.name)
                && !entry.repeated
            {
                let title = format!("`{name}` occurs twice in {}", schema.name);
                let mistake = Mistake::new(title, field.name, "the second");
                self.mistakes.push(mistake.also(first, "the first"));
            }
            match (&field.value, entry.ty) {
                (FieldValue::Message(message), Type::Message(schema)) => {
                    self.message(message, schema);
                }
                _ => value(self.source, field, entry, self.mistakes),
            }
        }
    }

    fn unknown(&mut self, message: &Message, field: &Field, schema: &'static Schema) {
        let name = self.source.slice(field.name);
        let names = schema.entries().map(|entry| entry.name);
        let help = suggestion(name, names.clone());
        let near = nearest(name, names);
        let is_scalar = matches!(field.value, FieldValue::Scalar(..));
        let is_passed_over = match schema.unknown {
            Unknown::Refused => false,
            Unknown::ScalarPassedOver => is_scalar && near.is_none(),
            Unknown::PassedOver => near.is_none(),
            Unknown::OfLayer => near.is_none_or(|near| !self.is_of_layer(message, near)),
        };
        if is_passed_over {
            return self.passed_over.add(name, schema.name);
        }
        let title = format!("{} has no field `{name}`", schema.name);
        let mistake = Mistake::new(title, field.name, "not known");
        self.mistakes.push(mistake.maybe_help(help));
    }

    /// Returns whether a field may stand in a layer of the type of `layer`: it is one of all layers, or has the
    /// settings of this type.
    fn is_of_layer(&self, layer: &Message, field: &str) -> bool {
        let Some(settings) = field.strip_suffix("_param") else {
            return true;
        };
        let mut fields = layer.fields.iter();
        let ty = fields.find(|field| self.source.slice(field.name) == "type");
        let ty = ty.map_or("", |ty| self.source.slice(ty.value.span()));
        let letters = |text: &str| -> String {
            let letters = text.chars().filter(char::is_ascii_alphanumeric);
            letters.collect::<String>().to_ascii_lowercase()
        };
        letters(ty).starts_with(&letters(settings))
    }
}

fn value(source: &Source, field: &Field, entry: &Entry, mistakes: &mut Mistakes) {
    let text = source.slice(field.value.span());
    let wanted = match (&field.value, entry.ty) {
        (_, Type::Any) => return,
        (FieldValue::Scalar(Scalar::Text, _), Type::Text) => return,
        (FieldValue::Scalar(Scalar::Number, _), Type::Whole) if scalar::whole(text).is_some() => {
            return;
        }
        (FieldValue::Scalar(Scalar::Number, _), Type::Real) if scalar::real(text).is_some() => {
            return;
        }
        (FieldValue::Scalar(Scalar::Word | Scalar::Number, _), Type::Flag)
            if scalar::flag(text).is_some() =>
        {
            return;
        }
        (FieldValue::Scalar(..), Type::Word(words)) if word(text, words).is_some() => return,
        (FieldValue::Scalar(Scalar::Word | Scalar::Number, _), Type::OfLayer)
            if layer_type(text).is_some() =>
        {
            return;
        }
        (_, Type::Whole) => "a whole number".to_owned(),
        (_, Type::Real) => "a number".to_owned(),
        (_, Type::Flag) => "`true` or `false`".to_owned(),
        (_, Type::Text) => "a string".to_owned(),
        (_, Type::Word(words)) => {
            let words = words.iter().copied().filter(|word| !word.is_empty());
            format!("one of `{}`", words.collect::<Vec<_>>().join("`, `"))
        }
        (_, Type::OfLayer) => "the type of a layer, as `CONVOLUTION`".to_owned(),
        (_, Type::Message(_)) => "a message in `{` and `}`".to_owned(),
    };
    let title = format!("wrong value of `{}`", entry.name);
    let help = match entry.ty {
        Type::OfLayer if matches!(field.value, FieldValue::Scalar(Scalar::Text, _)) => Some(
            "a type in quotes belongs to `layer`, which `layers` was called before 2015".into(),
        ),
        Type::OfLayer => suggestion(text, LAYER_TYPES_V1.iter().map(|(word, ..)| *word)),
        Type::Text if matches!(field.value, FieldValue::Scalar(Scalar::Word, _)) => {
            Some("write it in quotes".into())
        }
        _ => None,
    };
    let place = field.value.span();
    mistakes.push(Mistake::new(title, place, format!("expected {wanted}")).maybe_help(help));
}

/// Returns the index in `words` of a word of an enumeration, which is written by its name or by its number (the index);
/// `None` if it is not in the list.
pub(super) fn word(text: &str, words: &[&str]) -> Option<usize> {
    let number = || scalar::whole(text).and_then(|number| usize::try_from(number).ok());
    let named = words.iter().position(|word| *word == text);
    let is_there = |place: &usize| words.get(*place).is_some_and(|word| !word.is_empty());
    named.or_else(number).filter(is_there)
}

/// Converts a layer type of the form before 2015, which is written by its name (`CONVOLUTION`) or its number, to the
/// type name that is used since (`Convolution`). `None` if the type is unknown.
pub(super) fn layer_type(text: &str) -> Option<&'static str> {
    let number = scalar::whole(text);
    let found = LAYER_TYPES_V1
        .iter()
        .find(|(word, at, _)| *word == text || Some(*at) == number);
    found.map(|(.., name)| *name)
}
