//! Files as memory.

use googlenet_dsl::file::open_regular;
pub(crate) use memmap2::Mmap as Map;
use memmap2::MmapOptions;
use std::path::Path;

/// Maps a regular file that nobody changes meanwhile.
pub(crate) fn map(path: &Path) -> std::io::Result<Map> {
    let file = open_regular(path)?;
    // SAFETY: nobody changes the file while the map lives; one that another process cuts short meanwhile ends this one.
    // That is what callers who ask for a map accept.
    unsafe { MmapOptions::new().map_copy_read_only(&file) }
}
