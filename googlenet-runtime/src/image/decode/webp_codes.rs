//! The tables of codes of lossless WebP data. Their number stands in the data, behind images of blocks that must be
//! decoded to find it, and may be large in a small file; the decoder builds them all.

/// Number of symbols of the five codes of a group: green with lengths, red, blue, alpha, distances.
const SYMBOLS: [usize; 5] = [256 + 24, 256, 256, 256, 40];

/// Order in which the lengths of the code of code lengths are stored.
const ORDER: [usize; 19] = [
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
];

/// Number of bytes that the decoder holds for a group beside its tables, also while its list grows.
const GROUP: u64 = 1024;

/// Returns the number of bytes of the tables that the decoder builds for lossless data of an image of this size, from
/// behind the header on; a number above `enough` if they are more. If the data is cut off or damaged, counts the tables
/// up to there.
pub(super) fn bytes(data: &[u8], size: [u32; 2], enough: u64) -> u64 {
    let mut walk = Walk {
        data,
        at: 0,
        tables: 0,
        enough,
    };
    // Damaged data ends the walk, as it ends decoding.
    let _ = walk.main(size);
    walk.tables
}

struct Walk<'d> {
    data: &'d [u8],
    /// Position in bits.
    at: usize,
    tables: u64,
    enough: u64,
}

/// A code: the number of symbols of each length, and the symbols in the order of their codes.
struct Code {
    counts: [u32; 16],
    symbols: Vec<u16>,
}

impl Walk<'_> {
    fn bits(&mut self, count: usize) -> Option<usize> {
        let mut value = 0;
        for place in 0..count {
            let byte = self.data.get(self.at / 8)?;
            value |= usize::from(byte >> (self.at % 8) & 1) << place;
            self.at += 1;
        }
        Some(value)
    }

    fn main(&mut self, [mut width, height]: [u32; 2]) -> Option<()> {
        let blocks = |size: u32, bits: usize| (size as usize).div_ceil(1 << bits);
        let mut seen = [false; 4];
        while self.bits(1)? == 1 {
            let transform = self.bits(2)?;
            if std::mem::replace(&mut seen[transform], true) {
                return None;
            }
            match transform {
                0 | 1 => {
                    let bits = self.bits(3)? + 2;
                    self.image([blocks(width, bits), blocks(height, bits)])?;
                }
                3 => {
                    let colors = self.bits(8)? + 1;
                    self.image([colors, 1])?;
                    let bits = match colors {
                        0..=2 => 3,
                        3..=4 => 2,
                        5..=16 => 1,
                        _ => 0,
                    };
                    width = blocks(width, bits) as u32;
                }
                _ => {}
            }
        }
        let cache = self.cache()?;
        let mut groups = 1;
        if self.bits(1)? == 1 {
            let bits = self.bits(3)? + 2;
            groups += self.image([blocks(width, bits), blocks(height, bits)])?;
        }
        for _ in 0..groups {
            self.group(cache)?;
        }
        Some(())
    }

    fn cache(&mut self) -> Option<usize> {
        match self.bits(1)? {
            0 => Some(0),
            _ => self.bits(4).filter(|bits| (1..=11).contains(bits)),
        }
    }

    /// Walks through an image of blocks. Returns the largest number in its red and green channels.
    fn image(&mut self, [width, height]: [usize; 2]) -> Option<usize> {
        let before = self.tables;
        let cache = self.cache()?;
        let codes = self.group(cache)?;
        // These tables are freed before those of the whole.
        self.tables = before;
        let (mut largest, mut at) = (0, 0);
        while at < width * height {
            let symbol = usize::from(self.symbol(&codes[0])?);
            match symbol {
                0..256 => {
                    let red = usize::from(self.symbol(&codes[1])?);
                    self.symbol(&codes[2])?;
                    self.symbol(&codes[3])?;
                    largest = largest.max(red << 8 | symbol);
                    at += 1;
                }
                // A copy of what was there.
                256..280 => {
                    at += self.length(symbol - 256)?;
                    let distance = usize::from(self.symbol(&codes[4])?);
                    self.length(distance)?;
                }
                _ => at += 1,
            }
        }
        Some(largest)
    }

    fn length(&mut self, prefix: usize) -> Option<usize> {
        if prefix < 4 {
            return Some(prefix + 1);
        }
        let extra = (prefix - 2) >> 1;
        Some(((2 + (prefix & 1)) << extra) + self.bits(extra)? + 1)
    }

    fn group(&mut self, cache: usize) -> Option<[Code; 5]> {
        self.tables += GROUP;
        let more = if cache > 0 { 1 << cache } else { 0 };
        let [green, red, blue, alpha, distance] = SYMBOLS;
        Some([
            self.code(green + more)?,
            self.code(red)?,
            self.code(blue)?,
            self.code(alpha)?,
            self.code(distance)?,
        ])
    }

    fn code(&mut self, symbols: usize) -> Option<Code> {
        let mut lengths = vec![0; symbols];
        if self.bits(1)? == 1 {
            let two = self.bits(1)?;
            let wide = self.bits(1)?;
            *lengths.get_mut(self.bits(1 + 7 * wide)?)? = 1;
            if two == 1 {
                *lengths.get_mut(self.bits(8)?)? = 1;
            }
        } else {
            let mut of_lengths = vec![0; ORDER.len()];
            let count = 4 + self.bits(4)?;
            for place in ORDER.get(..count)? {
                of_lengths[*place] = self.bits(3)? as u8;
            }
            self.lengths(&Code::new(&of_lengths), &mut lengths)?;
        }
        let code = Code::new(&lengths);
        self.tables += code.table();
        (self.tables <= self.enough).then_some(code)
    }

    fn lengths(&mut self, code: &Code, lengths: &mut [u8]) -> Option<()> {
        let mut rest = lengths.len();
        if self.bits(1)? == 1 {
            let bits = 2 + 2 * self.bits(3)?;
            rest = 2 + self.bits(bits)?;
        }
        let (mut at, mut last) = (0, 8);
        while at < lengths.len() && rest > 0 {
            rest -= 1;
            let (length, times) = match self.symbol(code)? {
                16 => (last, 3 + self.bits(2)?),
                17 => (0, 3 + self.bits(3)?),
                18 => (0, 11 + self.bits(7)?),
                length => (length as u8, 1),
            };
            lengths.get_mut(at..at + times)?.fill(length);
            at += times;
            if length > 0 {
                last = length;
            }
        }
        Some(())
    }

    fn symbol(&mut self, code: &Code) -> Option<u16> {
        if let [only] = code.symbols[..] {
            return Some(only);
        }
        let (mut value, mut first, mut before) = (0, 0, 0);
        for count in &code.counts[1..] {
            value |= self.bits(1)? as u32;
            if value < first + count {
                return code.symbols.get((before + value - first) as usize).copied();
            }
            before += count;
            first = (first + count) << 1;
            value <<= 1;
        }
        None
    }
}

impl Code {
    fn new(lengths: &[u8]) -> Code {
        let mut counts = [0; 16];
        let mut symbols = Vec::new();
        for (length, count) in counts.iter_mut().enumerate().skip(1) {
            let of = (0..)
                .zip(lengths)
                .filter(|(_, known)| usize::from(**known) == length);
            let before = symbols.len();
            symbols.extend(of.map(|(symbol, _)| symbol));
            *count = (symbols.len() - before) as u32;
        }
        Code { counts, symbols }
    }

    /// Returns the number of bytes of the decoder's table: for up to 10 bits, and nodes for symbols with longer codes.
    fn table(&self) -> u64 {
        if self.symbols.len() < 2 {
            return 0;
        }
        let longest = self
            .counts
            .iter()
            .rposition(|count| *count > 0)
            .unwrap_or(0);
        let long: u32 = self.counts[11..].iter().sum();
        (4 << longest.min(10)) + 2 * 16 * u64::from(long) + 64
    }
}
