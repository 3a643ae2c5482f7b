//! Parser of protobuf's text format, from tokens to a tree. Names and types of fields are not checked.

use super::lexer::{Lexer, Token};
use super::tree::{Field, FieldValue, Message, Scalar};
use crate::import::mistake::Mistake;
use googlenet_dsl::diagnostic::{Source, Span};

/// Largest depth to which messages may be nested; Caffe's own messages are nested five deep.
const MAX_DEPTH: usize = 32;
/// Largest number of values in a file, messages included. The largest published networks have fewer than 50,000.
const MAX_VALUES: usize = 400_000;

/// Parses a whole text to the message of the network.
///
/// # Errors
/// Returns the first mistake in the syntax, or that a limit is exceeded.
pub(super) fn parse(source: &Source) -> Result<Message, Mistake> {
    let mut lexer = Lexer::new(source);
    let next = lexer.next()?;
    let mut parser = Parser {
        source,
        lexer,
        next,
        values: 0,
    };
    let end = source.text().len() as u32;
    let fields = parser.fields(None, 0)?;
    Ok(Message {
        fields,
        span: Span { start: 0, end },
    })
}

struct Parser<'s> {
    source: &'s Source,
    lexer: Lexer<'s>,
    /// The next token, which has not been consumed yet, and its place.
    next: (Token, Span),
    /// Number of values that have been parsed so far.
    values: usize,
}

impl Parser<'_> {
    fn take(&mut self) -> Result<(Token, Span), Mistake> {
        let next = self.lexer.next()?;
        Ok(std::mem::replace(&mut self.next, next))
    }

    /// Consumes the next token if it is `sign`. Returns its place, or `None` if another token is next.
    fn take_sign(&mut self, sign: u8) -> Result<Option<Span>, Mistake> {
        match self.next.0 == Token::Sign(sign) {
            true => self.take().map(|(_, span)| Some(span)),
            false => Ok(None),
        }
    }

    /// Parses fields up to the closing sign of a message, which is not consumed, or up to the end of the file. `opened`
    /// is the closing sign, with the place of the opening one; `None` for the whole file. `depth` is the number of
    /// messages around the fields.
    fn fields(&mut self, opened: Option<(u8, Span)>, depth: usize) -> Result<Vec<Field>, Mistake> {
        let mut fields = Vec::new();
        loop {
            match self.next {
                (Token::End, span) => {
                    return match opened {
                        None => Ok(fields),
                        Some((sign, at)) => {
                            let title = format!("a `{}` is missing at the end", char::from(sign));
                            Err(Mistake::new(title, span, "the file ends here")
                                .also(at, "this is not closed"))
                        }
                    };
                }
                (Token::Sign(sign @ (b'}' | b'>')), _)
                    if opened.is_some_and(|(close, _)| close == sign) =>
                {
                    return Ok(fields);
                }
                (Token::Word, name) => {
                    self.take()?;
                    self.field(name, depth, &mut fields)?;
                    if self.take_sign(b',')?.is_none() {
                        self.take_sign(b';')?;
                    }
                }
                (Token::Sign(b'['), span) => {
                    let title = "extensions of the text format are not supported";
                    return Err(Mistake::new(title, span, "expected the name of a field"));
                }
                (_, span) => {
                    return Err(self.unexpected("a field's name", span));
                }
            }
        }
    }

    fn unexpected(&self, wanted: &str, span: Span) -> Mistake {
        let got = match self.source.slice(span) {
            "" => "the end of the file".to_owned(),
            text => format!("`{}`", text.chars().take(40).collect::<String>()),
        };
        Mistake::new(format!("expected {wanted}, got {got}"), span, "unexpected")
    }

    /// Parses the value or list of values behind a field's name (`name` is its place), and pushes one field for each
    /// value to `fields`, none for an empty list.
    fn field(&mut self, name: Span, depth: usize, fields: &mut Vec<Field>) -> Result<(), Mistake> {
        let colon = self.take_sign(b':')?.is_some();
        if self.take_sign(b'[')?.is_some() {
            if self.take_sign(b']')?.is_some() {
                return Ok(());
            }
            loop {
                let value = self.value(colon, depth)?;
                fields.push(Field { name, value });
                if self.take_sign(b']')?.is_some() {
                    return Ok(());
                }
                if self.take_sign(b',')?.is_none() {
                    return Err(self.unexpected("`,` or `]`", self.next.1));
                }
            }
        }
        let value = self.value(colon, depth)?;
        fields.push(Field { name, value });
        Ok(())
    }

    /// Parses a value. Without a colon behind the field's name (`colon`) only a message is allowed.
    fn value(&mut self, colon: bool, depth: usize) -> Result<FieldValue, Mistake> {
        self.values += 1;
        let (token, span) = self.next;
        if self.values > MAX_VALUES {
            let title = format!("the file has more than {MAX_VALUES} values");
            return Err(Mistake::new(title, span, "no further value is read"));
        }
        match token {
            Token::Sign(open @ (b'{' | b'<')) => {
                if depth == MAX_DEPTH {
                    let title = format!("messages lie more than {MAX_DEPTH} deep in each other");
                    return Err(Mistake::new(title, span, "exceeds the limit"));
                }
                self.take()?;
                let close = if open == b'{' { b'}' } else { b'>' };
                let fields = self.fields(Some((close, span)), depth + 1)?;
                let (_, end) = self.take()?;
                Ok(FieldValue::Message(Message {
                    fields,
                    span: span.to(end),
                }))
            }
            _ if !colon => Err(self.unexpected("`:` or `{`", span)),
            Token::Sign(b'-') => {
                self.take()?;
                match self.next.0 {
                    Token::Number | Token::Word => {
                        let (_, end) = self.take()?;
                        Ok(FieldValue::Scalar(Scalar::Number, span.to(end)))
                    }
                    _ => Err(self.unexpected("a number", self.next.1)),
                }
            }
            Token::Word => self.take().map(|_| FieldValue::Scalar(Scalar::Word, span)),
            Token::Number => self
                .take()
                .map(|_| FieldValue::Scalar(Scalar::Number, span)),
            Token::Text => {
                let mut whole = span;
                while self.next.0 == Token::Text {
                    whole = whole.to(self.take()?.1);
                }
                Ok(FieldValue::Scalar(Scalar::Text, whole))
            }
            _ => Err(self.unexpected("a value", span)),
        }
    }
}
