//! Cache prefetching.

/// Prefetches the cache line at an address into the second-level cache, on x86-64 only. Any address is allowed.
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
