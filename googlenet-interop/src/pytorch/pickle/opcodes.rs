//! The opcodes of pickles, with their arguments.

use crate::wire::shown;
use std::borrow::Cow;

/// An opcode with its argument.
#[derive(Debug)]
pub(super) enum Op<'a> {
    Stop,
    /// Says something of the encoding, and nothing of the values.
    Skip,
    Mark,
    Pop,
    PopMark,
    Dup,
    None,
    /// A value that is none of those that tensors are made of: a truth value, a float, an integer beyond 64 bits,
    /// bytes.
    Other,
    Int(i64),
    Text(Cow<'a, str>),
    EmptyList,
    Append,
    /// Appends what is behind the mark to a list or a set.
    Appends,
    /// A list or set of what is behind the mark.
    List,
    /// A tuple of this number of values.
    Tuple(usize),
    /// A tuple of what is behind the mark.
    MarkedTuple,
    EmptyDict,
    Dict,
    SetItem,
    SetItems,
    Put(u32),
    Memoize,
    Get(u32),
    Global(&'a str, &'a str),
    StackGlobal,
    Reduce,
    Build,
    NewObj,
    NewObjEx,
    Inst(&'a str, &'a str),
    Obj,
    Extension,
    Persistent,
    PersistentText,
    Buffer,
}

/// The bytes of a pickle, opcode after opcode.
pub(super) struct Codes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Codes<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Codes<'a> {
        Codes { bytes, at: 0 }
    }

    /// Returns the offset of the next opcode.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn take(&mut self, count: u64) -> Result<&'a [u8], String> {
        let rest = &self.bytes[self.at..];
        let count = usize::try_from(count)
            .ok()
            .filter(|count| *count <= rest.len());
        let count = count.ok_or_else(|| "it ends early".to_owned())?;
        self.at += count;
        Ok(&rest[..count])
    }

    /// Returns the number in the next `size` bytes, little-endian.
    fn number(&mut self, size: u64) -> Result<u64, String> {
        let bytes = self.take(size)?.iter().rev();
        Ok(bytes.fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// Returns the bytes behind a length of `size` bytes.
    fn counted(&mut self, size: u64) -> Result<&'a [u8], String> {
        let count = self.number(size)?;
        self.take(count)
    }

    fn line(&mut self) -> Result<&'a str, String> {
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|byte| *byte == b'\n');
        let end = end.ok_or("it ends early")?;
        self.at += end + 1;
        std::str::from_utf8(&rest[..end]).map_err(|_| "a line is no UTF-8".to_owned())
    }

    fn index(&mut self) -> Result<u32, String> {
        let line = self.line()?;
        line.parse()
            .map_err(|_| format!("`{}` is no index", shown(line)))
    }

    fn unicode(&mut self, size: u64) -> Result<Op<'a>, String> {
        let text = std::str::from_utf8(self.counted(size)?);
        // Python writes halves of surrogate pairs, which are no UTF-8.
        Ok(text.map_or(Op::Other, |text| Op::Text(Cow::Borrowed(text))))
    }

    /// Returns the string of Python 2 in the bytes behind a length.
    fn string(&mut self, size: u64) -> Result<Op<'a>, String> {
        Ok(Op::Text(String::from_utf8_lossy(self.counted(size)?)))
    }

    fn decimal(&mut self, long: bool) -> Result<Op<'a>, String> {
        let line = self.line()?;
        match line {
            "00" | "01" if !long => Ok(Op::Other),
            _ => {
                let digits = line.strip_suffix('L').unwrap_or(line);
                let is_number = digits
                    .trim_start_matches('-')
                    .bytes()
                    .all(|byte| byte.is_ascii_digit());
                match digits.parse() {
                    Ok(number) => Ok(Op::Int(number)),
                    Err(_) if is_number && !digits.is_empty() => Ok(Op::Other),
                    Err(_) => Err(format!("`{}` is no integer", shown(line))),
                }
            }
        }
    }

    /// Returns the integer in the bytes behind a length of `size` bytes, in two's complement.
    fn long(&mut self, size: u64) -> Result<Op<'a>, String> {
        let bytes = self.counted(size)?;
        Ok(match bytes {
            [] => Op::Int(0),
            [.., last] if bytes.len() <= 8 => {
                let fill = if last & 0x80 == 0 { 0 } else { 0xff };
                let mut whole = [fill; 8];
                whole[..bytes.len()].copy_from_slice(bytes);
                Op::Int(i64::from_le_bytes(whole))
            }
            _ => Op::Other,
        })
    }

    fn quoted(&mut self) -> Result<Op<'a>, String> {
        let line = self.line()?;
        let quoted = ['\'', '"']
            .iter()
            .find_map(|quote| line.strip_prefix(*quote)?.strip_suffix(*quote));
        let inside = quoted.ok_or_else(|| format!("`{}` is no string", shown(line)))?;
        match inside.contains('\\') {
            // No name of a tensor has such characters.
            true => Ok(Op::Other),
            false => Ok(Op::Text(Cow::Borrowed(inside))),
        }
    }

    /// Reads the next opcode.
    pub(super) fn next(&mut self) -> Result<Op<'a>, String> {
        let code = self.take(1)?[0];
        Ok(match code {
            b'.' => Op::Stop,
            0x80 => {
                let version = self.number(1)?;
                if version > 5 {
                    return Err(format!(
                        "protocol {version} is not known; expected at most 5"
                    ));
                }
                Op::Skip
            }
            0x95 => self.take(8).map(|_| Op::Skip)?,
            b'(' => Op::Mark,
            b'0' => Op::Pop,
            b'1' => Op::PopMark,
            b'2' => Op::Dup,
            b'N' => Op::None,
            0x88 | 0x89 => Op::Other,
            b'I' => self.decimal(false)?,
            b'L' => self.decimal(true)?,
            b'J' => Op::Int(i64::from(self.number(4)? as u32 as i32)),
            b'K' => Op::Int(self.number(1)? as i64),
            b'M' => Op::Int(self.number(2)? as i64),
            0x8a => self.long(1)?,
            0x8b => self.long(4)?,
            b'F' => self.line().map(|_| Op::Other)?,
            b'G' => self.take(8).map(|_| Op::Other)?,
            b'S' => self.quoted()?,
            b'T' => self.string(4)?,
            b'U' => self.string(1)?,
            b'B' => self.counted(4).map(|_| Op::Other)?,
            b'C' => self.counted(1).map(|_| Op::Other)?,
            0x8e | 0x96 => self.counted(8).map(|_| Op::Other)?,
            b'V' => {
                let line = self.line()?;
                match line.contains('\\') {
                    true => Op::Other,
                    false => Op::Text(Cow::Borrowed(line)),
                }
            }
            b'X' => self.unicode(4)?,
            0x8c => self.unicode(1)?,
            0x8d => self.unicode(8)?,
            b']' | 0x8f => Op::EmptyList,
            b'a' => Op::Append,
            b'e' | 0x90 => Op::Appends,
            b'l' | 0x91 => Op::List,
            b')' => Op::Tuple(0),
            b't' => Op::MarkedTuple,
            0x85 => Op::Tuple(1),
            0x86 => Op::Tuple(2),
            0x87 => Op::Tuple(3),
            b'}' => Op::EmptyDict,
            b'd' => Op::Dict,
            b's' => Op::SetItem,
            b'u' => Op::SetItems,
            b'p' => Op::Put(self.index()?),
            b'q' => Op::Put(self.number(1)? as u32),
            b'r' => Op::Put(self.number(4)? as u32),
            0x94 => Op::Memoize,
            b'g' => Op::Get(self.index()?),
            b'h' => Op::Get(self.number(1)? as u32),
            b'j' => Op::Get(self.number(4)? as u32),
            b'c' => Op::Global(self.line()?, self.line()?),
            0x93 => Op::StackGlobal,
            b'R' => Op::Reduce,
            b'b' => Op::Build,
            0x81 => Op::NewObj,
            0x92 => Op::NewObjEx,
            b'i' => Op::Inst(self.line()?, self.line()?),
            b'o' => Op::Obj,
            0x82..=0x84 => {
                self.take(1 << (code - 0x82))?;
                Op::Extension
            }
            b'P' => self.line().map(|_| Op::PersistentText)?,
            b'Q' => Op::Persistent,
            0x97 | 0x98 => Op::Buffer,
            other => return Err(format!("{other:#04x} is no opcode")),
        })
    }
}
