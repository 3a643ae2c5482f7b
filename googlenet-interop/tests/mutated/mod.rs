//! Files changed at random, the same ones each time.

/// The generator of xorshift, seeded.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

/// Changes bytes at one to four places: bits, bytes, lengths, parts left out, doubled or exchanged.
pub(crate) fn mutated(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=numbers.next(4) {
        let at = numbers.next(bytes.len());
        let len = numbers.next(24).min(bytes.len() - at);
        match numbers.next(8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..at + len)),
            2 => {
                let part = bytes[at..at + len].to_vec();
                let to = numbers.next(bytes.len());
                bytes.splice(to..to, part);
            }
            3 => {
                let part = bytes[at..at + len].to_vec();
                let to = numbers.next(bytes.len() - len);
                bytes[to..to + len].copy_from_slice(&part);
            }
            4 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][numbers.next(5)],
            5 => bytes[at] ^= 1 << numbers.next(8),
            _ => bytes[at] = numbers.next(256) as u8,
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}
