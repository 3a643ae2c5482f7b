//! Lexer of protobuf's text format: from text to tokens with their places.

use crate::import::mistake::Mistake;
use googlenet_dsl::diagnostic::{Source, Span};

/// A kind of token. The text of a token is found by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A run of letters, digits and `_` that begins with no digit: a field's name, `true`, or a word of an enumeration.
    Word,
    /// A number without its sign; whether it is valid is checked when its value is decoded.
    Number,
    /// A quoted string on one line, with its quotes. Escapes are decoded later.
    Text,
    /// One of the characters `:;,{}<>[]-`.
    Sign(u8),
    /// The end of the file.
    End,
}

/// A lexer that reads a text token by token.
pub(super) struct Lexer<'s> {
    bytes: &'s [u8],
    text: &'s str,
    /// Offset in bytes of the first character that has not been read.
    at: usize,
}

impl<'s> Lexer<'s> {
    pub(super) fn new(source: &'s Source) -> Lexer<'s> {
        Lexer {
            bytes: source.text().as_bytes(),
            text: source.text(),
            at: 0,
        }
    }

    /// Skips whitespace and remarks (`# …`) and returns the next token with its place; [`Token::End`] at the end,
    /// however often it is called.
    ///
    /// # Errors
    /// Returns the mistake if a character belongs to no token, or a string is not closed on its line.
    pub(super) fn next(&mut self) -> Result<(Token, Span), Mistake> {
        self.skip_space();
        let start = self.at;
        let Some(first) = self.bytes.get(start).copied() else {
            return Ok((Token::End, span(start, start)));
        };
        let token = match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                self.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                Token::Word
            }
            b'0'..=b'9' | b'.' => {
                self.number();
                Token::Number
            }
            b'"' | b'\'' => {
                self.string(first)?;
                Token::Text
            }
            b':' | b';' | b',' | b'{' | b'}' | b'<' | b'>' | b'[' | b']' | b'-' => {
                self.at += 1;
                Token::Sign(first)
            }
            _ => {
                let letter = self.text[start..].chars().next().unwrap_or(' ');
                let place = span(start, start + letter.len_utf8());
                let title = format!("unexpected character {letter:?}");
                return Err(Mistake::new(title, place, "not part of the text format"));
            }
        };
        Ok((token, span(start, self.at)))
    }

    fn skip_while(&mut self, is_part: impl Fn(u8) -> bool) {
        let rest = &self.bytes[self.at..];
        self.at += rest.iter().take_while(|byte| is_part(**byte)).count();
    }

    fn skip_space(&mut self) {
        loop {
            self.skip_while(|byte| byte.is_ascii_whitespace());
            if self.bytes.get(self.at) != Some(&b'#') {
                return;
            }
            self.skip_while(|byte| byte != b'\n');
        }
    }

    /// Skips a number: digits, a point, an exponent with its sign, hexadecimal digits, suffixes. The number is checked
    /// later, when its value is decoded.
    fn number(&mut self) {
        let hexadecimal = self.bytes[self.at..].starts_with(b"0x");
        loop {
            self.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_');
            let exponent = matches!(self.bytes[self.at - 1], b'e' | b'E') && !hexadecimal;
            if !(exponent && matches!(self.bytes.get(self.at), Some(b'+' | b'-'))) {
                return;
            }
            self.at += 1;
        }
    }

    fn string(&mut self, quote: u8) -> Result<(), Mistake> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.bytes.get(self.at) {
                Some(b'\\') => self.at += 2,
                Some(byte) if *byte == quote => {
                    self.at += 1;
                    return Ok(());
                }
                None | Some(b'\n') => break,
                Some(_) => self.at += 1,
            }
        }
        let mistake = Mistake::new(
            "a string does not end",
            span(start, start + 1),
            "it begins here",
        );
        Err(mistake.help("close it on the same line"))
    }
}

fn span(start: usize, end: usize) -> Span {
    Span {
        start: start as u32,
        end: end as u32,
    }
}
