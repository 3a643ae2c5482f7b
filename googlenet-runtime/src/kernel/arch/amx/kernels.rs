//! The functions that compute blocks of sums, and store those of the block before among their steps: a step loads tiles
//! of memory, for which stores, which do not wait for them, leave room.

use super::assembly::{constants, initial, keep, products, quantised, scaled, store};
use super::block::{Block, BlockFn, Finish, Streams};
use std::arch::asm;
use std::mem::offset_of;

/// Defines the function of one kind of block: the number of tiles of pixels and of panels, the instruction of the
/// products, those that load inputs and weights, the type of the outputs, and whether something is added to them.
macro_rules! block {
    ($name:ident: $tiles:tt $panels:tt $dot:literal $inputs:literal $weights:literal $type:tt $added:tt) => {
        unsafe fn $name(block: &Block) {
            // SAFETY: the caller guarantees AMX, the configuration of the tiles and all addresses.
            unsafe {
                asm!(
                    // Not all kinds use all fields.
                    "/* {second} {panel} {added} */",
                    constants!($type),
                    "mov {t}, [{p} + {bias}]",
                    "xor {n:e}, {n:e}",
                    initial!($tiles, $panels),
                    "mov {i}, [{p} + {steps}]",
                    "mov {a}, [{p} + {inputs}]",
                    "mov {s}, [{p} + {input_stride}]",
                    "mov {b}, [{p} + {weights}]",
                    "mov {f}, [{p} + {ahead}]",
                    "mov {c}, [{p} + {next}]",
                    "mov {k}, [{p} + {finished}]",
                    "mov {o}, [{p} + {output}]",
                    "mov {w:e}, 64",
                    "2:",
                    "mov {t:e}, [{i}]",
                    "add {i}, 4",
                    "add {t}, {a}",
                    products!($tiles, $panels, $dot, $inputs, $weights),
                    "prefetcht1 [{f}]",
                    "prefetcht1 [{f} + 64]",
                    "add {f}, [{p} + {ahead_step}]",
                    "mov {n}, [{p} + {a_step}]",
                    "3:",
                    "cmp {c}, [{p} + {end}]",
                    "jae 4f",
                    store!($type, $panels, $added),
                    "add {c}, 8",
                    "sub {n}, 1",
                    "jnz 3b",
                    "4:",
                    "cmp {i}, [{p} + {steps_end}]",
                    "jb 2b",
                    "mov {t}, [{p} + {sums}]",
                    "mov {n:e}, 128",
                    keep!($tiles, $panels),
                    p = in(reg) block,
                    t = out(reg) _,
                    n = out(reg) _,
                    i = out(reg) _,
                    a = out(reg) _,
                    s = out(reg) _,
                    b = out(reg) _,
                    f = out(reg) _,
                    c = out(reg) _,
                    k = out(reg) _,
                    o = out(reg) _,
                    w = out(reg) _,
                    steps = const offset_of!(Block, steps),
                    steps_end = const offset_of!(Block, steps_end),
                    inputs = const offset_of!(Block, inputs),
                    second = const offset_of!(Block, second),
                    input_stride = const offset_of!(Block, input_stride),
                    weights = const offset_of!(Block, weights),
                    bias = const offset_of!(Block, bias),
                    sums = const offset_of!(Block, sums),
                    ahead = const offset_of!(Block, ahead),
                    ahead_step = const offset_of!(Block, ahead_step),
                    next = const offset_of!(Block, stores.next),
                    end = const offset_of!(Block, stores.end),
                    finished = const offset_of!(Block, stores.sums),
                    output = const offset_of!(Block, stores.output),
                    panel = const offset_of!(Block, stores.panel),
                    added = const offset_of!(Block, stores.added),
                    a_step = const offset_of!(Block, stores.a_step),
                    finish = const offset_of!(Block, stores.finish),
                    factors = const offset_of!(Block, stores.factors),
                    low = const offset_of!(Finish, low),
                    high = const offset_of!(Finish, high),
                    added_factor = const offset_of!(Finish, added_factor),
                    added_zero = const offset_of!(Finish, added_zero),
                    zero_point = const offset_of!(Finish, zero_point),
                    out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
                    out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
                    out("zmm16") _, out("zmm17") _, out("zmm18") _, out("zmm19") _,
                    out("zmm24") _, out("zmm25") _, out("zmm26") _, out("zmm27") _,
                    out("zmm28") _, out("zmm30") _, out("zmm31") _,
                    options(nostack),
                );
            }
        }
    };
}

/// Defines the lookup of the functions of blocks of one type, and these.
macro_rules! blocks {
    ($lookup:ident, $dot:literal, $type:tt) => {
        fn $lookup(tiles: usize, panels: usize, streams: Streams, added: bool) -> BlockFn {
            blocks!(@tiles $dot, $type, (tiles, panels, streams, added);
                (1, 1) (1, 2) (2, 1) (2, 2))
        }
    };
    (@tiles $dot:literal, $type:tt, $key:expr; $(($tiles:tt, $panels:tt))+) => {
        match $key {
            $(
                ($tiles, $panels, Streams::Neither, false) => {
                    block!(plain: $tiles $panels $dot "tileloadd" "tileloadd" $type plain);
                    plain
                }
                ($tiles, $panels, Streams::Neither, true) => {
                    block!(plain: $tiles $panels $dot "tileloadd" "tileloadd" $type added);
                    plain
                }
                ($tiles, $panels, Streams::Inputs, false) => {
                    block!(plain: $tiles $panels $dot "tileloaddt1" "tileloadd" $type plain);
                    plain
                }
                ($tiles, $panels, Streams::Inputs, true) => {
                    block!(plain: $tiles $panels $dot "tileloaddt1" "tileloadd" $type added);
                    plain
                }
                ($tiles, $panels, Streams::Weights, false) => {
                    block!(plain: $tiles $panels $dot "tileloadd" "tileloaddt1" $type plain);
                    plain
                }
                ($tiles, $panels, Streams::Weights, true) => {
                    block!(plain: $tiles $panels $dot "tileloadd" "tileloaddt1" $type added);
                    plain
                }
            )+
            _ => unreachable!("blocks of one or two tiles and panels"),
        }
    };
}

blocks!(bf16_block, "tdpbf16ps", bf16);
blocks!(f32_block, "tdpbf16ps", f32);
blocks!(bytes_block, "tdpbusd", bytes);

/// Defines the function that stores what [`Block::stores`] has, and computes no block.
macro_rules! stores {
    ($name:ident: $panels:tt $type:tt $added:tt) => {
        unsafe fn $name(block: &Block) {
            // SAFETY: the caller guarantees the vector instructions, and the addresses of the stores.
            unsafe {
                asm!(
                    "/* {panel} {added} */",
                    constants!($type),
                    "mov {c}, [{p} + {next}]",
                    "mov {k}, [{p} + {finished}]",
                    "mov {o}, [{p} + {output}]",
                    "2:",
                    "cmp {c}, [{p} + {end}]",
                    "jae 3f",
                    store!($type, $panels, $added),
                    "add {c}, 8",
                    "jmp 2b",
                    "3:",
                    p = in(reg) block,
                    t = out(reg) _,
                    c = out(reg) _,
                    k = out(reg) _,
                    o = out(reg) _,
                    next = const offset_of!(Block, stores.next),
                    end = const offset_of!(Block, stores.end),
                    finished = const offset_of!(Block, stores.sums),
                    output = const offset_of!(Block, stores.output),
                    panel = const offset_of!(Block, stores.panel),
                    added = const offset_of!(Block, stores.added),
                    finish = const offset_of!(Block, stores.finish),
                    factors = const offset_of!(Block, stores.factors),
                    low = const offset_of!(Finish, low),
                    high = const offset_of!(Finish, high),
                    added_factor = const offset_of!(Finish, added_factor),
                    added_zero = const offset_of!(Finish, added_zero),
                    zero_point = const offset_of!(Finish, zero_point),
                    out("zmm16") _, out("zmm17") _, out("zmm18") _, out("zmm19") _,
                    out("zmm24") _, out("zmm25") _, out("zmm26") _, out("zmm27") _,
                    out("zmm28") _, out("zmm30") _, out("zmm31") _,
                    options(nostack),
                );
            }
        }
    };
}

/// Defines the lookup of the functions that store sums of one type, and these.
macro_rules! all_stores {
    ($lookup:ident, $type:tt) => {
        fn $lookup(panels: usize, added: bool) -> BlockFn {
            stores!(one: 1 $type plain);
            stores!(one_added: 1 $type added);
            stores!(two: 2 $type plain);
            stores!(two_added: 2 $type added);
            match (panels, added) {
                (1, false) => one,
                (1, true) => one_added,
                (_, false) => two,
                (_, true) => two_added,
            }
        }
    };
}

all_stores!(bf16_stores, bf16);
all_stores!(f32_stores, f32);
all_stores!(bytes_stores, bytes);

/// Types of the products of blocks, and of the sums that are stored meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kernel) enum BlockType {
    /// Products of bfloat16 numbers with sums in `f32`; results in bfloat16.
    Bf16,
    /// The same products and sums; results in `f32`.
    Bf16ToF32,
    /// Products of `u8` values with `i8` weights and sums in `i32`; results in `u8`.
    Bytes,
}

impl BlockType {
    /// Returns the function of blocks of `tiles` tiles of pixels and `panels` panels (1 or 2 each), where something is
    /// added to the outputs or not.
    pub(in crate::kernel) fn block(
        self,
        tiles: usize,
        panels: usize,
        streams: Streams,
        added: bool,
    ) -> BlockFn {
        match self {
            BlockType::Bf16 => bf16_block(tiles, panels, streams, added),
            BlockType::Bf16ToF32 => f32_block(tiles, panels, streams, added),
            BlockType::Bytes => bytes_block(tiles, panels, streams, added),
        }
    }

    /// Returns the function that stores what [`Block::stores`] has, and computes no block.
    pub(in crate::kernel) fn stores(self, panels: usize, added: bool) -> BlockFn {
        match self {
            BlockType::Bf16 => bf16_stores(panels, added),
            BlockType::Bf16ToF32 => f32_stores(panels, added),
            BlockType::Bytes => bytes_stores(panels, added),
        }
    }
}
