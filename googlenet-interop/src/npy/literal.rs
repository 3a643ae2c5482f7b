//! Parser of the Python literal that is the header text of a `.npy` file: dictionaries with strings as keys, tuples,
//! lists, strings of printable ASCII, natural numbers and booleans.

/// Largest accepted nesting depth of brackets. NumPy itself needs 4 for records: the dictionary, the list of record
/// fields, a field, and the shape of the field.
const MAX_DEPTH: usize = 4;

/// A parsed Python literal.
#[derive(Debug, PartialEq)]
pub(super) enum Literal {
    Text(String),
    Number(u64),
    Truth(bool),
    /// Elements of a tuple or a list.
    Items(Vec<Literal>),
    /// Entries of a dictionary in the order of the text. A key may occur several times, where Python takes the last
    /// value.
    Fields(Vec<(String, Literal)>),
}

/// Parses a text that consists of one literal and whitespace around it.
///
/// # Errors
/// A message about the first byte that does not fit, or about a string, a number or a depth beyond the limits of this
/// parser.
pub(super) fn literal(text: &[u8]) -> Result<Literal, String> {
    let mut reader = Reader { rest: text };
    let value = reader.value(0)?;
    match reader.peek() {
        None => Ok(value),
        Some(byte) => Err(unexpected(byte)),
    }
}

struct Reader<'t> {
    rest: &'t [u8],
}

impl Reader<'_> {
    /// Skips whitespace and returns the next byte without consuming it.
    fn peek(&mut self) -> Option<u8> {
        self.rest = self.rest.trim_ascii_start();
        self.rest.first().copied()
    }

    /// Skips whitespace and consumes the next byte if it is `byte`. Returns `true` if it was consumed.
    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        if there {
            self.rest = &self.rest[1..];
        }
        there
    }

    fn value(&mut self, depth: usize) -> Result<Literal, String> {
        let first = self.peek().ok_or_else(ends)?;
        match first {
            b'\'' | b'"' => self.text(first).map(Literal::Text),
            // Python 2 marks strings of Unicode.
            b'u' if matches!(self.rest.get(1), Some(b'\'' | b'"')) => {
                self.rest = &self.rest[1..];
                self.text(self.rest[0]).map(Literal::Text)
            }
            b'0'..=b'9' => self.number().map(Literal::Number),
            b'{' | b'(' | b'[' if depth == MAX_DEPTH => {
                Err(format!("its header nests more than {MAX_DEPTH} deep"))
            }
            b'{' => self.fields(depth + 1),
            b'(' => self.items(b'(', b')', depth + 1),
            b'[' => self.items(b'[', b']', depth + 1),
            _ => {
                let words = [(&b"True"[..], true), (&b"False"[..], false)];
                let word = words.iter().find(|(word, _)| self.rest.starts_with(word));
                let (word, truth) = word.ok_or_else(|| unexpected(first))?;
                self.rest = &self.rest[word.len()..];
                Ok(Literal::Truth(*truth))
            }
        }
    }

    fn text(&mut self, quote: u8) -> Result<String, String> {
        self.take(quote);
        let end = self.rest.iter().position(|byte| *byte == quote);
        let (inside, rest) = self.rest.split_at(end.ok_or_else(ends)?);
        self.rest = &rest[1..];
        if inside
            .iter()
            .any(|byte| !byte.is_ascii_graphic() || *byte == b'\\')
        {
            return Err("a string of its header has unusual characters".into());
        }
        Ok(inside.iter().map(|byte| char::from(*byte)).collect())
    }

    fn number(&mut self) -> Result<u64, String> {
        let mut number = 0_u64;
        while let Some(digit @ b'0'..=b'9') = self.rest.first() {
            let next = number.checked_mul(10);
            let next = next.and_then(|number| number.checked_add(u64::from(digit - b'0')));
            number = next.ok_or("its sizes are beyond 2^64")?;
            self.rest = &self.rest[1..];
        }
        // Python 2 marks its long integers.
        self.rest = self.rest.strip_prefix(b"L").unwrap_or(self.rest);
        Ok(number)
    }

    fn items(&mut self, open: u8, close: u8, depth: usize) -> Result<Literal, String> {
        self.take(open);
        let mut items = Vec::new();
        while !self.take(close) {
            items.push(self.value(depth)?);
            if !self.take(b',') && self.peek() != Some(close) {
                return Err(self.peek().map_or_else(ends, unexpected));
            }
        }
        Ok(Literal::Items(items))
    }

    fn fields(&mut self, depth: usize) -> Result<Literal, String> {
        self.take(b'{');
        let mut fields = Vec::new();
        while !self.take(b'}') {
            let Literal::Text(name) = self.value(depth)? else {
                return Err("a field of its header has no name".into());
            };
            if !self.take(b':') {
                return Err(self.peek().map_or_else(ends, unexpected));
            }
            fields.push((name, self.value(depth)?));
            if !self.take(b',') && self.peek() != Some(b'}') {
                return Err(self.peek().map_or_else(ends, unexpected));
            }
        }
        Ok(Literal::Fields(fields))
    }
}

fn ends() -> String {
    "its header ends too early".into()
}

fn unexpected(byte: u8) -> String {
    let shown = byte.escape_ascii();
    format!("`{shown}` in its header, which NumPy does not write there")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Literal, String> {
        literal(text.as_bytes())
    }

    #[test]
    fn literals_are_read() {
        let text = |text: &str| Literal::Text(text.into());
        let items = Literal::Items;
        let number = Literal::Number;
        assert_eq!(read(" 'a'\n"), Ok(text("a")));
        assert_eq!(read("\"<f4\""), Ok(text("<f4")));
        assert_eq!(read("()"), Ok(items(vec![])));
        assert_eq!(read("(3,)"), Ok(items(vec![number(3)])));
        assert_eq!(read("(3L, 40L)"), Ok(items(vec![number(3), number(40)])));
        assert_eq!(read("u'shape'"), Ok(text("shape")));
        assert_eq!(read("[ 3 , 40 ]"), Ok(items(vec![number(3), number(40)])));
        let fields = vec![
            ("a".into(), Literal::Truth(true)),
            ("b".into(), items(vec![items(vec![Literal::Truth(false)])])),
        ];
        assert_eq!(
            read("{'a': True, 'b': ((False,),), }"),
            Ok(Literal::Fields(fields))
        );
    }

    #[test]
    fn other_text_is_refused() {
        let cases = [
            ("", "ends"),
            ("(1", "ends"),
            ("'a", "ends"),
            ("{'a'", "ends"),
            ("(1 2)", "`2`"),
            ("{'a' 1}", "`1`"),
            ("{1: 2}", "no name"),
            ("{{{{{", "nests"),
            ("(1,) 2", "`2`"),
            ("(,)", "`,`"),
            ("-1", "`-`"),
            ("Truth", "`T`"),
            ("(3LL,)", "`L`"),
            ("(L,)", "`L`"),
            ("u3", "`u`"),
            ("'\\n'", "unusual"),
            ("18446744073709551616", "2^64"),
            ("(((((1)))))", "nests"),
        ];
        for (text, expected) in cases {
            let said = read(text).expect_err(text);
            assert!(said.contains(expected), "{text}: {said}");
        }
    }
}
