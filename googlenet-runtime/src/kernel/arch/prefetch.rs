//! Prefetching into the caches.

/// Hints to the processor to load the cache line at an address into the second-level cache; does nothing except on
/// x86-64. Any address is allowed, also one that is not mapped.
#[inline(always)]
pub(in crate::kernel) fn prefetch(address: *const u8) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: the instruction is only a hint, which every x86-64 processor has, and does not access memory.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T1 }>(address.cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}
