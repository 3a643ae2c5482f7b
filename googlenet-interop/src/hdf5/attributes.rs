//! Attributes of groups and datasets.

use hdf5_pure::{AttrValue, Datatype};
use std::collections::HashMap;

/// The attributes of an object. Of those that are not texts only the names are known.
#[derive(Debug, Default)]
pub(crate) struct Attributes {
    texts: HashMap<String, Vec<String>>,
    /// Names of attributes that are texts by their types and cannot be read.
    broken: Vec<String>,
}

impl Attributes {
    pub(super) fn new(
        values: HashMap<String, AttrValue>,
        types: &HashMap<String, Datatype>,
    ) -> Attributes {
        let broken = types.iter().filter(|(name, ty)| {
            let text = matches!(
                ty,
                Datatype::String { .. }
                    | Datatype::VariableLength {
                        is_string: true,
                        ..
                    }
            );
            text && !values.contains_key(*name)
        });
        let broken = broken.map(|(name, _)| name.clone()).collect();
        let texts = values.into_iter().filter_map(|(name, value)| {
            let texts = value.as_strings()?.iter();
            Some((name, texts.map(|text| trimmed(text).to_owned()).collect()))
        });
        Attributes {
            texts: texts.collect(),
            broken,
        }
    }

    /// Returns whether there is an attribute of this name that is a text or a list of texts.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.texts.contains_key(name) || self.broken.iter().any(|broken| broken == name)
    }

    /// Returns an attribute that is a text, or a list of one.
    ///
    /// # Errors
    /// The attribute is there and cannot be read.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, String> {
        let texts = self.texts(name)?;
        Ok(texts.and_then(|texts| Some(texts.first()?.as_str())))
    }

    /// Returns an attribute that is a list of texts; a text is a list of one.
    ///
    /// # Errors
    /// The attribute is there and cannot be read.
    pub(crate) fn texts(&self, name: &str) -> Result<Option<&[String]>, String> {
        match self.broken.iter().any(|broken| broken == name) {
            true => Err(format!(
                "it is damaged: its attribute `{name}` cannot be read"
            )),
            false => Ok(self.texts.get(name).map(Vec::as_slice)),
        }
    }
}

/// Returns a text of fixed length without the zeros that fill it.
fn trimmed(text: &str) -> &str {
    text.trim_end_matches('\0')
}
