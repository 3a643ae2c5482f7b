//! Fields that an import passes over, as they are no fields of Caffe and say nothing of what is computed.

/// The fields of a file that are passed over: names, and the messages that have them.
#[derive(Debug, Default)]
pub(in crate::caffe) struct PassedOver {
    /// Each field once, with its message and the number of times that it stands there, in the order of the file.
    fields: Vec<(String, &'static str, usize)>,
}

/// Largest number of fields that are named in the warning.
const MAX_TOLD: usize = 16;

impl PassedOver {
    pub(super) fn add(&mut self, name: &str, message: &'static str) {
        let mut known = self.fields.iter();
        let known = known.position(|(other, place, _)| other == name && *place == message);
        match known {
            Some(at) => self.fields[at].2 += 1,
            // Names beyond the limit are only counted, as the last one that is kept.
            None if self.fields.len() > MAX_TOLD => self.fields[MAX_TOLD].2 += 1,
            None => self.fields.push((name.to_owned(), message, 1)),
        }
    }

    /// Returns one warning with the names of the fields; `None` if there are none.
    pub(in crate::caffe) fn warning(&self) -> Option<String> {
        if self.fields.is_empty() {
            return None;
        }
        let told = self.fields.iter().take(MAX_TOLD);
        let told: Vec<String> = told
            .map(|(name, message, times)| match times {
                1 => format!("`{name}` of {message}"),
                _ => format!("`{name}` of {message} ({times} times)"),
            })
            .collect();
        let more = match self.fields.get(MAX_TOLD) {
            Some((.., times)) => format!(", and {times} further ones"),
            None => String::new(),
        };
        Some(format!(
            "passed over, as they are no fields of Caffe and say nothing of the values: {}{more}",
            told.join(", ")
        ))
    }
}
