//! Detection of AMX, and the permission of the operating system to use it.

use crate::kernel::system::variable;
use std::fmt;
use std::sync::OnceLock;

/// Proof that the processor has AMX with bfloat16 and 8-bit integers, and AVX-512 with bfloat16, and that the operating
/// system lets this process use them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kernel) struct Amx(());

/// Why AMX is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code))]
pub(crate) enum NoAmx {
    /// The environment variable `GOOGLENET_AMX` is `off`.
    TurnedOff,
    /// The processor has no AMX, or the program was built for another architecture.
    Processor,
    /// The operating system does not save the registers of tiles, or this program does not know how to ask it for them.
    System,
    /// The operating system refused the permission, with this error number.
    Refused(i32),
}

/// The error number (`ENOSPC`) of a process in which some thread's alternate signal stack has no room for the tiles.
const SIGNAL_STACK: i32 = 28;

impl fmt::Display for NoAmx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoAmx::TurnedOff => f.write_str("turned off by GOOGLENET_AMX"),
            NoAmx::Processor => f.write_str("not in this processor"),
            NoAmx::System => f.write_str("not supported by this operating system"),
            NoAmx::Refused(SIGNAL_STACK) => f.write_str(
                "refused by the operating system, as a thread's alternate signal stack is too small for it",
            ),
            NoAmx::Refused(error) => write!(f, "refused by the operating system (error {error})"),
        }
    }
}

impl Amx {
    /// Asks, at the first call, for the permission to use AMX. It is the whole process', threads that run already
    /// included.
    ///
    /// # Errors
    /// The reason why AMX cannot or shall not be used.
    pub(in crate::kernel) fn get() -> Result<Amx, NoAmx> {
        static AVAILABLE: OnceLock<Result<Amx, NoAmx>> = OnceLock::new();
        *AVAILABLE.get_or_init(|| {
            if variable("GOOGLENET_AMX").as_deref() == Some("off") {
                return Err(NoAmx::TurnedOff);
            }
            request().map(Amx)
        })
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn request() -> Result<(), NoAmx> {
    Err(NoAmx::Processor)
}

#[cfg(target_arch = "x86_64")]
fn request() -> Result<(), NoAmx> {
    match processor() {
        false => Err(NoAmx::Processor),
        true if !saves_tiles() => Err(NoAmx::System),
        true => permission(),
    }
}

/// Returns `true` if the processor has AMX with tiles of bfloat16 and of 8-bit integers, and the vector instructions
/// that are used beside them.
#[cfg(target_arch = "x86_64")]
fn processor() -> bool {
    const TILES: u32 = 1 << 22 | 1 << 24 | 1 << 25;
    let has_vectors = is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512bf16");
    if !has_vectors {
        return false;
    }
    // SAFETY: every processor with AVX-512 has the instruction and this leaf.
    #[allow(unused_unsafe)]
    let features = unsafe { std::arch::x86_64::__cpuid_count(7, 0) }.edx;
    features & TILES == TILES
}

/// Returns `true` if the operating system has enabled the registers of tiles.
#[cfg(target_arch = "x86_64")]
fn saves_tiles() -> bool {
    /// The configuration of tiles (XTILECFG), and their contents (XTILEDATA).
    const STATES: u64 = 1 << 17 | 1 << 18;
    #[target_feature(enable = "xsave")]
    unsafe fn enabled() -> u64 {
        // SAFETY: the caller guarantees the instruction.
        #[allow(unused_unsafe)]
        unsafe {
            std::arch::x86_64::_xgetbv(0)
        }
    }
    // SAFETY: AVX-512 was detected, for which the operating system must have enabled the instruction.
    unsafe { enabled() & STATES == STATES }
}

/// Asks Linux for the permission of this process to use the contents of tiles, which take 8 KiB a thread.
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
fn permission() -> Result<(), NoAmx> {
    const ARCH_PRCTL: isize = 158;
    const REQUEST_PERMISSION: isize = 0x1023;
    const TILE_DATA: isize = 18;
    let result: isize;
    // SAFETY: the system call reads and writes no memory of this process; kernels without it return an error.
    unsafe {
        std::arch::asm!(
            "syscall",
            inlateout("rax") ARCH_PRCTL => result,
            in("rdi") REQUEST_PERMISSION,
            in("rsi") TILE_DATA,
            lateout("rcx") _,
            lateout("r11") _,
            options(nostack),
        );
    }
    match result {
        0 => Ok(()),
        error => Err(NoAmx::Refused(-error as i32)),
    }
}

#[cfg(all(target_arch = "x86_64", not(target_os = "linux")))]
fn permission() -> Result<(), NoAmx> {
    Err(NoAmx::System)
}
