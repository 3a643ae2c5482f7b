//! Random access to the bytes of a file, whether it is read or mapped into memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Bytes of a file that can be read at any position.
pub(super) trait Bytes {
    /// Returns the length of the file in bytes, as it was when the file was opened.
    fn len(&self) -> u64;

    /// Fills `bytes` with the bytes of the file from offset `at` on.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read, or ends before `bytes` is full.
    fn read_at(&mut self, at: u64, bytes: &mut [u8]) -> io::Result<()>;
}

/// An open file and its length in bytes.
impl Bytes for (File, u64) {
    fn len(&self) -> u64 {
        self.1
    }

    fn read_at(&mut self, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        self.0.seek(SeekFrom::Start(at))?;
        self.0.read_exact(bytes)
    }
}

/// The content of a mapped file.
impl Bytes for &[u8] {
    fn len(&self) -> u64 {
        <[u8]>::len(self) as u64
    }

    fn read_at(&mut self, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        let rest = usize::try_from(at).ok().and_then(|at| self.get(at..));
        rest.unwrap_or_default().read_exact(bytes)
    }
}
