//! Access to the bytes of a weight file: random in files and in memory, in order in what a reader gives.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};

/// Bytes of a weight file that can be read at any position, or at positions that never decrease.
pub(super) trait Bytes {
    /// Returns the length of the file in bytes, as it was when the file was opened; `None` if it is not known before the
    /// end is reached.
    fn len(&self) -> Option<u64>;

    /// Returns the bytes of the file from offset `at` on, as many as `buffer` has. They may lie in `buffer`.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read, or has fewer bytes.
    fn read_at<'b>(&'b mut self, at: u64, buffer: &'b mut [u8]) -> io::Result<&'b [u8]>;

    /// Fills the beginning of `buffer` with the bytes of the file from offset `at` on, as many as there are, and returns
    /// their number. The next read begins behind them.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read.
    fn read_up_to(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<usize>;

    /// Returns the offset in bytes up to which a file of unknown length has been read.
    fn position(&self) -> u64 {
        0
    }
}

/// An open file and its length in bytes.
impl Bytes for (File, u64) {
    fn len(&self) -> Option<u64> {
        Some(self.1)
    }

    fn read_at<'b>(&'b mut self, at: u64, buffer: &'b mut [u8]) -> io::Result<&'b [u8]> {
        self.0.seek(SeekFrom::Start(at))?;
        self.0.read_exact(buffer)?;
        Ok(buffer)
    }

    fn read_up_to(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.seek(SeekFrom::Start(at))?;
        fill(&mut self.0, buffer)
    }
}

/// The content of a file in memory, which is not copied.
impl Bytes for &[u8] {
    fn len(&self) -> Option<u64> {
        Some(<[u8]>::len(self) as u64)
    }

    fn read_at<'b>(&'b mut self, at: u64, buffer: &'b mut [u8]) -> io::Result<&'b [u8]> {
        let at = usize::try_from(at).ok();
        let range = at.and_then(|at| Some(at..at.checked_add(buffer.len())?));
        let part = range.and_then(|range| self.get(range));
        part.ok_or_else(|| ErrorKind::UnexpectedEof.into())
    }

    fn read_up_to(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        fill(&mut self.get(at..).unwrap_or_default(), buffer)
    }
}

/// A file that a reader gives from the beginning to the end.
pub(super) struct Streamed<R> {
    reader: R,
    /// Number of bytes that have been read.
    at: u64,
}

impl<R: Read> Streamed<R> {
    pub(super) fn new(reader: R) -> Self {
        Streamed { reader, at: 0 }
    }

    /// Fills `buffer` with the bytes that follow.
    fn next(&mut self, buffer: &mut [u8]) -> io::Result<()> {
        let read = fill(&mut self.reader, buffer)?;
        self.at += read as u64;
        match read == buffer.len() {
            true => Ok(()),
            false => Err(ErrorKind::UnexpectedEof.into()),
        }
    }

    /// Reads what lies before offset `at`.
    fn skip_to(&mut self, at: u64) -> io::Result<()> {
        let mut skipped = [0; 4096];
        while self.at < at {
            let count = (at - self.at).min(skipped.len() as u64) as usize;
            self.next(&mut skipped[..count])?;
        }
        debug_assert_eq!(self.at, at, "tensors are read in the order of the file");
        Ok(())
    }
}

impl<R: Read> Bytes for Streamed<R> {
    fn len(&self) -> Option<u64> {
        None
    }

    fn read_at<'b>(&'b mut self, at: u64, buffer: &'b mut [u8]) -> io::Result<&'b [u8]> {
        self.skip_to(at)?;
        self.next(buffer)?;
        Ok(buffer)
    }

    fn read_up_to(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.skip_to(at)?;
        let read = fill(&mut self.reader, buffer)?;
        self.at += read as u64;
        Ok(read)
    }

    fn position(&self) -> u64 {
        self.at
    }
}

/// Reads until `buffer` is full or the reader has ended, and returns the number of bytes.
fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
