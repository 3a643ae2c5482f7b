//! Files as memory.

use memmap2::Mmap;
use std::fs::File;
use std::path::Path;

/// Maps a file that nobody changes meanwhile.
pub(crate) fn map(path: &Path) -> std::io::Result<Mmap> {
    let file = File::open(path)?;
    // SAFETY: the bytes are read once, into checked copies, while the map lives; a file that another process cuts
    // short meanwhile ends this one, which is what callers who ask for a map accept.
    unsafe { Mmap::map(&file) }
}
