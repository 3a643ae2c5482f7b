//! Random access to the bytes of a file, read or mapped.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// Bytes of a file that can be read at any position.
pub(super) trait Bytes {
    /// Returns the number of bytes.
    fn len(&self) -> u64;

    /// Fills `bytes` with the bytes from position `at` on.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read or ends before.
    fn read_at(&mut self, at: u64, bytes: &mut [u8]) -> io::Result<()>;
}

impl Bytes for (File, u64) {
    fn len(&self) -> u64 {
        self.1
    }

    fn read_at(&mut self, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        self.0.seek(SeekFrom::Start(at))?;
        self.0.read_exact(bytes)
    }
}

impl Bytes for &[u8] {
    fn len(&self) -> u64 {
        <[u8]>::len(self) as u64
    }

    fn read_at(&mut self, at: u64, bytes: &mut [u8]) -> io::Result<()> {
        let rest = usize::try_from(at).ok().and_then(|at| self.get(at..));
        rest.unwrap_or_default().read_exact(bytes)
    }
}
