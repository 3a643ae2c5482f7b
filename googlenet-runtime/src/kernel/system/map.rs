//! Files mapped into memory for reading.

use googlenet_dsl::file::open_regular;
pub(crate) use memmap2::Mmap as Map;
use memmap2::MmapOptions;
use std::path::Path;

/// Maps a whole regular file into memory, read-only. The file must not change while the map exists; if it is truncated,
/// an access to the missing part ends the process.
///
/// # Errors
/// Fails if the file cannot be opened or mapped, or is not a regular file.
pub(crate) fn map(path: &Path) -> std::io::Result<Map> {
    let file = open_regular(path)?;
    // SAFETY: callers guarantee that the file does not change while the map exists. If another process truncates the
    // file, an access to the missing pages ends this process, which callers of `map` accept.
    unsafe { MmapOptions::new().map_copy_read_only(&file) }
}
