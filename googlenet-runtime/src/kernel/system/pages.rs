//! Memory mapped from the operating system, for large arenas.

use memmap2::MmapMut;

/// Memory mapped from the operating system, initially zero and aligned to a page. Pages are allocated on first access;
/// Linux is asked for large pages.
pub(in crate::kernel) struct Pages(MmapMut);

impl Pages {
    /// Maps `bytes` bytes, or returns `None` if the system refuses.
    pub(in crate::kernel) fn new(bytes: usize) -> Option<Pages> {
        let pages = MmapMut::map_anon(bytes).ok()?;
        // Only a hint: systems without large pages return an error, which is ignored.
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
