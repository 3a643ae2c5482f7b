//! Files as memory.

use memmap2::{Mmap, MmapOptions};
use std::fs::File;
use std::path::Path;

/// Maps a file that nobody changes meanwhile.
pub(crate) fn map(path: &Path) -> std::io::Result<Mmap> {
    map_file(&File::open(path)?)
}

/// The same of an open file.
pub(crate) fn map_file(file: &File) -> std::io::Result<Mmap> {
    // SAFETY: nobody changes the file while the map lives; one that another process cuts short meanwhile ends this one.
    // That is what callers who ask for a map accept.
    unsafe { MmapOptions::new().map_copy_read_only(file) }
}

/// Reads little-endian floats from byte `offset` of a file on.
#[cfg(unix)]
pub(crate) fn read_floats(file: &File, offset: u64, into: &mut [f32]) -> std::io::Result<()> {
    use std::os::unix::fs::FileExt;
    let len = size_of_val(into);
    // SAFETY: the values are borrowed as their bytes, and every pattern of bytes is a float.
    let bytes = unsafe { std::slice::from_raw_parts_mut(into.as_mut_ptr().cast::<u8>(), len) };
    file.read_exact_at(bytes, offset)?;
    if cfg!(target_endian = "big") {
        into.iter_mut()
            .for_each(|value| *value = f32::from_bits(u32::from_le(value.to_bits())));
    }
    Ok(())
}

/// Values as bytes, in the processor's order.
pub(crate) fn bytes_of(values: &[f32]) -> &[u8] {
    // SAFETY: floats are so many bytes without padding, and are borrowed.
    unsafe { std::slice::from_raw_parts(values.as_ptr().cast(), size_of_val(values)) }
}
