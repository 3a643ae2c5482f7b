//! The generator SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; the
//! constants are those of Vigna's `splitmix64.c`): output `i`, from 1, of the generator that begins with the state `s` is
//! `mix(s + i * GOLDEN)`.

/// Step of the state from one output to the next: 2^64 divided by the golden ratio, an odd number.
pub(crate) const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Returns the output for a state.
#[inline(always)]
pub(crate) fn mix(state: u64) -> u64 {
    let mut z = state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outputs_are_those_that_are_published() {
        // The first outputs of `splitmix64.c` for the seed 1234567.
        let outputs: [u64; 3] =
            std::array::from_fn(|i| mix(1_234_567 + GOLDEN.wrapping_mul(i as u64 + 1)));
        assert_eq!(
            outputs,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }
}
