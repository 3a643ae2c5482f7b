//! JSON values without null, and their formatting as text, for the JSON Schema.

/// A JSON value; objects keep the order in which their entries are added.
pub(super) enum Json {
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Formats the value with an indentation of two spaces a level and a newline at the end. Lists that hold only texts
    /// and numbers stay on one line.
    pub(super) fn print(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, 0);
        text.push('\n');
        text
    }

    fn write(&self, text: &mut String, depth: usize) {
        match self {
            Json::Bool(value) => *text += &value.to_string(),
            Json::Number(value) => *text += &value.to_string(),
            Json::Text(value) => *text += &quoted(value),
            Json::List(items)
                if items
                    .iter()
                    .all(|item| matches!(item, Json::Text(_) | Json::Number(_))) =>
            {
                let mut words = Vec::new();
                for item in items {
                    let mut word = String::new();
                    item.write(&mut word, 0);
                    words.push(word);
                }
                *text += &format!("[{}]", words.join(", "));
            }
            Json::List(items) => nested(text, depth, ['[', ']'], items, |text, item| {
                item.write(text, depth + 1)
            }),
            Json::Object(entries) if entries.is_empty() => *text += "{}",
            Json::Object(entries) => {
                nested(text, depth, ['{', '}'], entries, |text, (key, value)| {
                    *text += &format!("{}: ", quoted(key));
                    value.write(text, depth + 1);
                })
            }
        }
    }
}

fn nested<T>(
    text: &mut String,
    depth: usize,
    [open, close]: [char; 2],
    items: &[T],
    write: impl Fn(&mut String, &T),
) {
    text.push(open);
    for (at, item) in items.iter().enumerate() {
        *text += if at == 0 { "\n" } else { ",\n" };
        *text += &"  ".repeat(depth + 1);
        write(text, item);
    }
    *text += &format!("\n{}{close}", "  ".repeat(depth));
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            control if control.is_control() => quoted += &format!("\\u{:04x}", u32::from(control)),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

impl From<&str> for Json {
    fn from(text: &str) -> Json {
        Json::Text(text.to_owned())
    }
}

impl From<f64> for Json {
    fn from(number: f64) -> Json {
        Json::Number(number)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Json {
        Json::Bool(value)
    }
}

impl From<Vec<Json>> for Json {
    fn from(items: Vec<Json>) -> Json {
        Json::List(items)
    }
}

/// Creates a `Json::Object` from `"key": value` pairs, each value converted by `Json::from`.
macro_rules! object {
    ($($key:literal: $value:expr),* $(,)?) => {
        Json::Object(vec![$(($key.to_owned(), Json::from($value))),*])
    };
}
pub(super) use object;
