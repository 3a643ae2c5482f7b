//! The emulation against the processor, where that has AMX.

use super::emulation::{Tile, tdpbf16ps, tdpbusd};
use super::{Amx, Block, BlockType, Finish, Store, Stores, Streams, Sums, TileGuard};
use crate::splitmix::{GOLDEN, mix};
use std::arch::asm;

/// Adds to `sums` the products of two tiles, by the processor.
macro_rules! on_tiles {
    ($instruction:literal, $sums:expr, $a:expr, $b:expr) => {
        // SAFETY: the tests make a guard before; each operand is a tile of 1 KiB.
        unsafe {
            asm!(
                "tileloadd tmm0, [{sums} + {row}*1]",
                "tileloadd tmm1, [{a} + {row}*1]",
                "tileloadd tmm2, [{b} + {row}*1]",
                concat!($instruction, " tmm0, tmm1, tmm2"),
                "tilestored [{sums} + {row}*1], tmm0",
                sums = in(reg) $sums,
                a = in(reg) $a,
                b = in(reg) $b,
                row = in(reg) 64usize,
                out("tmm0") _,
                out("tmm1") _,
                out("tmm2") _,
                options(nostack),
            )
        }
    };
}

/// The state of a generator of random words.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }
}

/// Kinds of random bfloat16 numbers.
#[derive(Debug, Clone, Copy)]
enum Values {
    /// Of magnitudes around 1.
    Plain,
    /// Of all exponents, subnormal numbers, infinities and NaN among them.
    Any,
    /// Near the smallest normal numbers, whose products and sums are subnormal.
    Small,
    /// Near the largest numbers, whose sums overflow.
    Large,
}

fn bits(random: &mut Random, values: Values) -> u16 {
    let word = random.next();
    let (sign, fraction) = ((word & 0x8000) as u16, (word >> 16 & 0x7f) as u16);
    let pick = (word >> 32) as u16;
    let exponent = match values {
        Values::Plain => 120 + pick % 14,
        Values::Any => pick % 256,
        Values::Small => [0, 1, 2, 30, 60, 63, 64, 65, 66, 127][usize::from(pick) % 10],
        Values::Large => [120, 127, 188, 189, 190, 191, 253, 254][usize::from(pick) % 8],
    };
    sign | exponent << 7 | fraction
}

#[test]
fn the_emulation_has_the_bits_of_bfloat16_tiles() {
    let Ok(amx) = Amx::get() else { return };
    let _guard = TileGuard::new(amx);
    let mut random = Random(1);
    for values in [Values::Plain, Values::Any, Values::Small, Values::Large] {
        for case in 0..200 {
            let mut a = [[0u16; 32]; 16];
            let mut b = a;
            let mut sums: Tile<f32> = [[0.0; 16]; 16];
            for value in a.iter_mut().chain(&mut b).flatten() {
                *value = bits(&mut random, values);
            }
            for sum in sums.iter_mut().flatten() {
                let low = (random.next() & 0xffff) as u32;
                *sum = f32::from_bits(u32::from(bits(&mut random, values)) << 16 | low);
            }
            let (mut expected, before) = (sums, sums);
            tdpbf16ps(&mut expected, &a, &b);
            on_tiles!("tdpbf16ps", sums.as_mut_ptr(), a.as_ptr(), b.as_ptr());
            for (at, (got, expected)) in sums
                .iter()
                .flatten()
                .zip(expected.iter().flatten())
                .enumerate()
            {
                assert!(
                    got.to_bits() == expected.to_bits(),
                    "{values:?} {case}: {got:e} ({:08x}) at {at}, expected {expected:e} ({:08x}), from {:e}",
                    got.to_bits(),
                    expected.to_bits(),
                    before[at / 16][at % 16]
                );
            }
        }
    }
}

#[test]
fn the_emulation_has_the_bits_of_byte_tiles() {
    let Ok(amx) = Amx::get() else { return };
    let _guard = TileGuard::new(amx);
    let mut random = Random(2);
    for _ in 0..50 {
        let mut a = [[0u8; 64]; 16];
        let mut b = [[0i8; 64]; 16];
        let mut sums: Tile<i32> = [[0; 16]; 16];
        a.iter_mut()
            .flatten()
            .for_each(|value| *value = random.next() as u8);
        b.iter_mut()
            .flatten()
            .for_each(|value| *value = random.next() as i8);
        sums.iter_mut()
            .flatten()
            .for_each(|sum| *sum = random.next() as i32);
        let mut expected = sums;
        tdpbusd(&mut expected, &a, &b);
        on_tiles!("tdpbusd", sums.as_mut_ptr(), a.as_ptr(), b.as_ptr());
        assert_eq!(sums, expected);
    }
}

#[test]
fn guards_nest_and_every_thread_has_its_own() {
    let Ok(amx) = Amx::get() else { return };
    let work = || {
        let outer = TileGuard::new(amx);
        let inner = TileGuard::new(amx);
        drop(outer);
        let (a, b) = ([[1u8; 64]; 16], [[-2i8; 64]; 16]);
        let mut sums = [[5i32; 16]; 16];
        on_tiles!("tdpbusd", sums.as_mut_ptr(), a.as_ptr(), b.as_ptr());
        drop(inner);
        assert_eq!(sums, [[5 - 128; 16]; 16]);
    };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..100).for_each(|_| work()));
        }
    });
}

/// Inputs, weights and results of a block of each kind.
struct Case {
    inputs: Vec<[u8; 64]>,
    weights: Vec<[u8; 1024]>,
    bias: [[u32; 16]; 2],
    held: Vec<u8>,
}

const STEPS: usize = 5;
/// Bytes from one panel of the output to the next.
const PANEL: usize = 64 * 32;

impl Case {
    fn new(random: &mut Random, is_bf16: bool) -> Case {
        let mut bytes = |count: usize| -> Vec<u8> {
            let pair = |_| match is_bf16 {
                true => bits(random, Values::Plain),
                false => random.next() as u16,
            };
            (0..count / 2)
                .map(pair)
                .flat_map(u16::to_le_bytes)
                .collect()
        };
        let inputs = bytes(64 * 64).as_chunks().0.to_vec();
        let weights = bytes(1024 * 2 * STEPS).as_chunks().0.to_vec();
        let bias = match is_bf16 {
            true => [[1.25f32.to_bits(); 16], [(-3.5f32).to_bits(); 16]],
            false => [[1000; 16], [(-2000i32).cast_unsigned(); 16]],
        };
        Case {
            inputs,
            weights,
            bias,
            held: bytes(4 * PANEL),
        }
    }

    /// Returns the bits of the emulation's sums of a tile, whose first pixel is `first`, and of a panel.
    fn tile(&self, panels: usize, panel: usize, first: usize, is_bf16: bool) -> Tile<u32> {
        let mut values = [self.bias[panel].map(f32::from_bits); 16];
        let mut wholes = [self.bias[panel].map(u32::cast_signed); 16];
        for step in 0..STEPS {
            let inputs = self.inputs[first + step..][..16]
                .concat()
                .try_into()
                .expect("a tile");
            let weights = &self.weights[step * panels + panel];
            match is_bf16 {
                true => tdpbf16ps(&mut values, &pairs(&inputs), &pairs(weights)),
                false => tdpbusd(
                    &mut wholes,
                    &rows(&inputs),
                    &rows(weights).map(|row| row.map(u8::cast_signed)),
                ),
            }
        }
        match is_bf16 {
            true => values.map(|row| row.map(f32::to_bits)),
            false => wholes.map(|row| row.map(i32::cast_unsigned)),
        }
    }
}

fn rounded(value: f32) -> u16 {
    let bits = value.to_bits();
    ((bits + 0x7fff + (bits >> 16 & 1)) >> 16) as u16
}

#[test]
fn blocks_store_what_the_emulation_computes() {
    let Ok(amx) = Amx::get() else { return };
    let _guard = TileGuard::new(amx);
    let mut random = Random(3);
    for number in 0..24 {
        let kind = [BlockType::Bf16, BlockType::Bf16ToF32, BlockType::Bytes][number / 8];
        let (tiles, panels, added) = (1 + number / 4 % 2, 1 + number / 2 % 2, number % 2 == 1);
        let is_bf16 = kind != BlockType::Bytes;
        let size = [2, 4, 1][number / 8];
        let case = Case::new(&mut random, is_bf16);
        let factors: [f32; 32] = std::array::from_fn(|at| 0.002 + at as f32 / 8192.0);
        let finish = Finish {
            low: if is_bf16 { 0.0 } else { -7.0 },
            high: if is_bf16 { 6.0 } else { 248.0 },
            added_factor: 0.75,
            added_zero: 3.0,
            zero_point: 7,
        };
        // The second tile's pixels begin 20 behind the first's; every third pixel is not stored.
        let firsts = [0, 20];
        let emulated: Vec<Vec<Tile<u32>>> = firsts[..tiles]
            .iter()
            .map(|first| {
                (0..panels)
                    .map(|panel| case.tile(panels, panel, *first, is_bf16))
                    .collect()
            })
            .collect();
        let steps: Vec<u32> = (0..STEPS as u32).map(|step| 64 * step).collect();
        let stored: Vec<Store> = (0..16 * tiles as u32)
            .filter(|slot| slot % 3 > 0)
            .map(|slot| Store {
                sums: 128 * slot,
                output: 64 * slot,
            })
            .collect();
        for streams in [Streams::Neither, Streams::Inputs, Streams::Weights] {
            let mut output = case.held.clone();
            let mut sums = Sums::new();
            let mut stores = Stores {
                next: stored.as_ptr(),
                end: stored.as_ptr(),
                sums: sums.start(),
                output: output.as_mut_ptr(),
                panel: PANEL as isize,
                added: 2 * PANEL as isize,
                a_step: stored.len().div_ceil(STEPS),
                finish: &finish,
                factors: factors.as_ptr(),
            };
            let mut block = Block {
                steps: steps.as_ptr(),
                steps_end: steps.as_ptr_range().end,
                inputs: case.inputs.as_ptr().cast(),
                second: 64 * firsts[1] as isize,
                input_stride: 64,
                weights: case.weights.as_ptr().cast(),
                bias: case.bias.as_ptr().cast(),
                sums: sums.start(),
                ahead: case.weights.as_ptr().cast(),
                ahead_step: 64,
                stores,
            };
            let run = kind.block(tiles, panels, streams, added);
            // SAFETY: all addresses are those of the case; the second call stores the sums of the first, the third
            // those of the second.
            unsafe {
                run(&block);
                stores.end = stored.as_ptr_range().end;
                let mut other = Sums::new();
                block.sums = other.start();
                block.stores = stores;
                match streams {
                    Streams::Neither => kind.stores(panels, added)(&block),
                    _ => run(&block),
                }
            }
            let mut expected = case.held.clone();
            for store in &stored {
                let slot = store.sums as usize / 128;
                for (panel, channel) in
                    (0..panels).flat_map(|panel| (0..16).map(move |channel| (panel, channel)))
                {
                    let place = store.output as usize + panel * PANEL + channel * size;
                    let held = &case.held[place + 2 * PANEL..][..size];
                    let sum = emulated[slot / 16][panel][slot % 16][channel];
                    let value = if is_bf16 {
                        let held = match size {
                            2 => f32::from_bits(
                                u32::from(u16::from_le_bytes([held[0], held[1]])) << 16,
                            ),
                            _ => f32::from_le_bytes([held[0], held[1], held[2], held[3]]),
                        };
                        let sum = f32::from_bits(sum) + if added { held } else { 0.0 };
                        let sum = sum.max(finish.low).min(finish.high);
                        match size {
                            2 => u32::from(rounded(sum)).to_le_bytes(),
                            _ => sum.to_le_bytes(),
                        }
                    } else {
                        let sum = sum.cast_signed() as f32 * factors[panel * 16 + channel];
                        let held = f32::from(held[0]) - finish.added_zero;
                        let sum = if added {
                            held.mul_add(finish.added_factor, sum)
                        } else {
                            sum
                        };
                        let sum = sum.max(finish.low).min(finish.high).round_ties_even() as i32;
                        [(sum + finish.zero_point) as u8, 0, 0, 0]
                    };
                    expected[place..][..size].copy_from_slice(&value[..size]);
                }
            }
            assert!(
                output == expected,
                "{kind:?} {tiles}x{panels} {streams:?} added {added}"
            );
        }
    }
}

fn rows(tile: &[u8; 1024]) -> [[u8; 64]; 16] {
    std::array::from_fn(|row| tile[row * 64..][..64].try_into().expect("a row"))
}

fn pairs(tile: &[u8; 1024]) -> [[u16; 32]; 16] {
    rows(tile)
        .map(|row| std::array::from_fn(|at| u16::from_le_bytes([row[2 * at], row[2 * at + 1]])))
}
