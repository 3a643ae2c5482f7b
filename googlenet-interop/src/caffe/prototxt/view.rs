//! Access to the fields of a checked message by name.

use super::check;
use super::scalar;
use super::tree::{Field, FieldValue, Message};
use googlenet_dsl::diagnostic::{Source, Span};

/// A message of a checked prototxt, with the text of the file, from which values are decoded. A message that is absent
/// in the file is a view without fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct View<'a> {
    source: &'a Source,
    message: Option<&'a Message>,
}

impl<'a> View<'a> {
    pub(super) fn new(source: &'a Source, message: &'a Message) -> View<'a> {
        View {
            source,
            message: Some(message),
        }
    }

    fn fields(self, name: &str) -> impl Iterator<Item = &'a Field> {
        let fields = self.message.map_or(&[][..], |message| &message.fields);
        fields
            .iter()
            .filter(move |field| self.source.slice(field.name) == name)
    }

    /// Iterates over the values of all fields of a name, each decoded by `read` and with its place. Values for which
    /// `read` returns `None` are left out.
    fn scalars<T>(
        self,
        name: &str,
        read: impl Fn(&'a str) -> Option<T>,
    ) -> impl Iterator<Item = (T, Span)> {
        self.fields(name).filter_map(move |field| {
            let span = field.value.span();
            Some((read(self.source.slice(span))?, span))
        })
    }

    /// Returns the place of the message with its brackets; `None` if the message is absent.
    pub(crate) fn span(self) -> Option<Span> {
        self.message.map(|message| message.span)
    }

    /// Returns the place of the name of the first field called `name`; `None` if there is none.
    pub(crate) fn place(self, name: &str) -> Option<Span> {
        self.fields(name).next().map(|field| field.name)
    }

    pub(crate) fn wholes(self, name: &str) -> Vec<(i64, Span)> {
        self.scalars(name, scalar::whole).collect()
    }

    pub(crate) fn whole(self, name: &str) -> Option<(i64, Span)> {
        self.scalars(name, scalar::whole).next()
    }

    pub(crate) fn reals(self, name: &str) -> Vec<(f32, Span)> {
        self.scalars(name, scalar::real).collect()
    }

    pub(crate) fn real(self, name: &str) -> Option<(f32, Span)> {
        self.scalars(name, scalar::real).next()
    }

    pub(crate) fn flag(self, name: &str) -> Option<bool> {
        self.scalars(name, scalar::flag)
            .next()
            .map(|(flag, _)| flag)
    }

    pub(crate) fn texts(self, name: &str) -> Vec<(String, Span)> {
        self.scalars(name, |text| Some(scalar::text(text)))
            .collect()
    }

    pub(crate) fn text(self, name: &str) -> Option<(String, Span)> {
        self.scalars(name, |text| Some(scalar::text(text))).next()
    }

    /// Returns the value of the first field called `name`, a word of the enumeration `words`, as its index in `words`,
    /// with the place of the value; `None` if the field is absent.
    pub(crate) fn word(self, name: &str, words: &[&str]) -> Option<(usize, Span)> {
        self.scalars(name, |text| check::word(text, words)).next()
    }

    /// Returns the layer type in the first field called `name` of a layer in the form before 2015, converted to the
    /// type name that is used since, and the place of the value; `None` if the field is absent.
    pub(crate) fn layer_type(self, name: &str) -> Option<(&'static str, Span)> {
        self.scalars(name, check::layer_type).next()
    }

    /// Iterates over the messages in all fields called `name`, in the order of the file, each with the place of the
    /// field's name.
    pub(crate) fn messages(self, name: &str) -> impl Iterator<Item = (View<'a>, Span)> {
        self.fields(name)
            .filter_map(move |field| match &field.value {
                FieldValue::Message(message) => Some((View::new(self.source, message), field.name)),
                FieldValue::Scalar(..) => None,
            })
    }

    /// Returns the message in the first field called `name`; a view without fields if there is none.
    pub(crate) fn message(self, name: &str) -> View<'a> {
        let found = self.messages(name).next().map(|(view, _)| view);
        found.unwrap_or(View {
            source: self.source,
            message: None,
        })
    }

    /// Iterates over the layers of a network (this message) in the order of the file. The flag is `true` for layers in
    /// the form before 2015 (`layers`).
    pub(crate) fn layers(self) -> impl Iterator<Item = (View<'a>, bool)> {
        let fields = self.message.map_or(&[][..], |message| &message.fields);
        fields.iter().filter_map(move |field| {
            let old = match self.source.slice(field.name) {
                "layer" => false,
                "layers" => true,
                _ => return None,
            };
            match &field.value {
                FieldValue::Message(message) => Some((View::new(self.source, message), old)),
                FieldValue::Scalar(..) => None,
            }
        })
    }
}
