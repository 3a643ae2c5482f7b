//! Memory from the operating system.

use memmap2::MmapMut;

/// Zeroed memory that begins at a page, which the system gives where it is first touched, in large pages where it has
/// them.
pub(in crate::kernel) struct Pages(MmapMut);

impl Pages {
    /// So many bytes; `None` where the system does not give them.
    pub(in crate::kernel) fn new(bytes: usize) -> Option<Pages> {
        let pages = MmapMut::map_anon(bytes).ok()?;
        // A hint, which systems without large pages refuse.
        #[cfg(target_os = "linux")]
        let _ = pages.advise(memmap2::Advice::HugePage);
        Some(Pages(pages))
    }

    pub(in crate::kernel) fn as_ptr(&self) -> *const u8 {
        self.0.as_ptr()
    }

    pub(in crate::kernel) fn as_mut_ptr(&mut self) -> *mut u8 {
        self.0.as_mut_ptr()
    }
}
