//! Assembly of the functions of blocks, as texts with placeholders for registers and for the offsets of arguments:
//! `{p}` has the arguments, `{i}` the next step's offset, `{a}` the inputs of the first pixel, `{s}` their stride,
//! `{b}` the weights, `{w}` the bytes of a row of them, `{f}` what is prefetched, `{c}` the next store, `{k}` the sums
//! that are stored, `{o}` the output; `{t}` and `{n}` are scratch.

/// Loads the initial sums.
macro_rules! initial {
    (2, 2) => {
        "tileloadd tmm0, [{t} + {n}*1]\n tileloadd tmm1, [{t} + {n}*1 + 64]\n \
         tileloadd tmm2, [{t} + {n}*1]\n tileloadd tmm3, [{t} + {n}*1 + 64]\n"
    };
    (2, 1) => {
        "tileloadd tmm0, [{t} + {n}*1]\n tileloadd tmm2, [{t} + {n}*1]\n"
    };
    (1, 2) => {
        "tileloadd tmm0, [{t} + {n}*1]\n tileloadd tmm1, [{t} + {n}*1 + 64]\n"
    };
    (1, 1) => {
        "tileloadd tmm0, [{t} + {n}*1]\n"
    };
}

/// Stores the sums.
macro_rules! keep {
    (2, 2) => {
        "tilestored [{t} + {n}*1], tmm0\n tilestored [{t} + {n}*1 + 64], tmm1\n \
         tilestored [{t} + {n}*1 + 2048], tmm2\n tilestored [{t} + {n}*1 + 2112], tmm3\n"
    };
    (2, 1) => {
        "tilestored [{t} + {n}*1], tmm0\n tilestored [{t} + {n}*1 + 2048], tmm2\n"
    };
    (1, 2) => {
        "tilestored [{t} + {n}*1], tmm0\n tilestored [{t} + {n}*1 + 64], tmm1\n"
    };
    (1, 1) => {
        "tilestored [{t} + {n}*1], tmm0\n"
    };
}

/// Adds the products of one step.
macro_rules! products {
    (2, 2, $dot:literal, $inputs:literal, $weights:literal) => {
        concat!(
            $weights,
            " tmm6, [{b} + {w}*1]\n",
            $inputs,
            " tmm4, [{t} + {s}*1]\n",
            $dot,
            " tmm0, tmm4, tmm6\n",
            $weights,
            " tmm7, [{b} + {w}*1 + 1024]\n",
            $dot,
            " tmm1, tmm4, tmm7\n",
            "add {t}, [{p} + {second}]\n",
            $inputs,
            " tmm5, [{t} + {s}*1]\n",
            $dot,
            " tmm2, tmm5, tmm6\n",
            $dot,
            " tmm3, tmm5, tmm7\n",
            "add {b}, 2048\n",
        )
    };
    (2, 1, $dot:literal, $inputs:literal, $weights:literal) => {
        concat!(
            $weights,
            " tmm6, [{b} + {w}*1]\n",
            $inputs,
            " tmm4, [{t} + {s}*1]\n",
            $dot,
            " tmm0, tmm4, tmm6\n",
            "add {t}, [{p} + {second}]\n",
            $inputs,
            " tmm5, [{t} + {s}*1]\n",
            $dot,
            " tmm2, tmm5, tmm6\n",
            "add {b}, 1024\n",
        )
    };
    (1, 2, $dot:literal, $inputs:literal, $weights:literal) => {
        concat!(
            $weights,
            " tmm6, [{b} + {w}*1]\n",
            $inputs,
            " tmm4, [{t} + {s}*1]\n",
            $dot,
            " tmm0, tmm4, tmm6\n",
            $weights,
            " tmm7, [{b} + {w}*1 + 1024]\n",
            $dot,
            " tmm1, tmm4, tmm7\n",
            "add {b}, 2048\n",
        )
    };
    (1, 1, $dot:literal, $inputs:literal, $weights:literal) => {
        concat!(
            $weights,
            " tmm6, [{b} + {w}*1]\n",
            $inputs,
            " tmm4, [{t} + {s}*1]\n",
            $dot,
            " tmm0, tmm4, tmm6\n",
            "add {b}, 1024\n",
        )
    };
}

/// Loads what does not change from pixel to pixel; `{t}` is scratch.
macro_rules! constants {
    (bf16) => {
        "mov {t}, [{p} + {finish}]\n\
         vbroadcastss zmm30, [{t} + {low}]\n\
         vbroadcastss zmm31, [{t} + {high}]\n\
         /* {factors} {added_factor} {added_zero} {zero_point} */\n"
    };
    (f32) => {
        constants!(bf16)
    };
    (bytes) => {
        "mov {t}, [{p} + {factors}]\n\
         vmovups zmm26, [{t}]\n\
         vmovups zmm27, [{t} + 64]\n\
         mov {t}, [{p} + {finish}]\n\
         vbroadcastss zmm24, [{t} + {added_factor}]\n\
         vbroadcastss zmm25, [{t} + {added_zero}]\n\
         vpbroadcastd zmm28, [{t} + {zero_point}]\n\
         vbroadcastss zmm30, [{t} + {low}]\n\
         vbroadcastss zmm31, [{t} + {high}]\n"
    };
}

/// Multiplies the sums of a pixel by the factors of their outputs.
macro_rules! scaled {
    (2) => {
        "vcvtdq2ps zmm16, [{k} + {t}]\n\
         vcvtdq2ps zmm17, [{k} + {t} + 64]\n\
         vmulps zmm16, zmm16, zmm26\n\
         vmulps zmm17, zmm17, zmm27\n"
    };
    (1) => {
        "vcvtdq2ps zmm16, [{k} + {t}]\n\
         vmulps zmm16, zmm16, zmm26\n"
    };
}

/// Rounds the scaled sums of a pixel and stores them.
macro_rules! quantised {
    (2) => {
        "vmaxps zmm16, zmm30, zmm16\n\
         vmaxps zmm17, zmm30, zmm17\n\
         vminps zmm16, zmm31, zmm16\n\
         vminps zmm17, zmm31, zmm17\n\
         vcvtps2dq zmm16, zmm16\n\
         vcvtps2dq zmm17, zmm17\n\
         vpaddd zmm16, zmm16, zmm28\n\
         vpaddd zmm17, zmm17, zmm28\n\
         mov {t:e}, [{c} + 4]\n\
         vpmovdb [{o} + {t}], zmm16\n\
         add {t}, [{p} + {panel}]\n\
         vpmovdb [{o} + {t}], zmm17\n"
    };
    (1) => {
        "vmaxps zmm16, zmm30, zmm16\n\
         vminps zmm16, zmm31, zmm16\n\
         vcvtps2dq zmm16, zmm16\n\
         vpaddd zmm16, zmm16, zmm28\n\
         mov {t:e}, [{c} + 4]\n\
         vpmovdb [{o} + {t}], zmm16\n"
    };
}

/// Finishes the sums of one pixel and stores them; `{t}` is scratch.
macro_rules! store {
    (f32, 2, plain) => {
        "mov {t:e}, [{c}]\n\
         vmaxps zmm16, zmm30, [{k} + {t}]\n\
         vmaxps zmm17, zmm30, [{k} + {t} + 64]\n\
         vminps zmm16, zmm31, zmm16\n\
         vminps zmm17, zmm31, zmm17\n\
         mov {t:e}, [{c} + 4]\n\
         vmovups [{o} + {t}], zmm16\n\
         add {t}, [{p} + {panel}]\n\
         vmovups [{o} + {t}], zmm17\n"
    };
    (f32, 1, plain) => {
        "mov {t:e}, [{c}]\n\
         vmaxps zmm16, zmm30, [{k} + {t}]\n\
         vminps zmm16, zmm31, zmm16\n\
         mov {t:e}, [{c} + 4]\n\
         vmovups [{o} + {t}], zmm16\n"
    };
    (f32, 2, added) => {
        "mov {t:e}, [{c}]\n\
         vmovups zmm18, [{k} + {t}]\n\
         vmovups zmm19, [{k} + {t} + 64]\n\
         mov {t:e}, [{c} + 4]\n\
         add {t}, [{p} + {added}]\n\
         vaddps zmm18, zmm18, [{o} + {t}]\n\
         add {t}, [{p} + {panel}]\n\
         vaddps zmm19, zmm19, [{o} + {t}]\n\
         vmaxps zmm16, zmm30, zmm18\n\
         vmaxps zmm17, zmm30, zmm19\n\
         vminps zmm16, zmm31, zmm16\n\
         vminps zmm17, zmm31, zmm17\n\
         mov {t:e}, [{c} + 4]\n\
         vmovups [{o} + {t}], zmm16\n\
         add {t}, [{p} + {panel}]\n\
         vmovups [{o} + {t}], zmm17\n"
    };
    (f32, 1, added) => {
        "mov {t:e}, [{c}]\n\
         vmovups zmm18, [{k} + {t}]\n\
         mov {t:e}, [{c} + 4]\n\
         add {t}, [{p} + {added}]\n\
         vaddps zmm18, zmm18, [{o} + {t}]\n\
         vmaxps zmm16, zmm30, zmm18\n\
         vminps zmm16, zmm31, zmm16\n\
         mov {t:e}, [{c} + 4]\n\
         vmovups [{o} + {t}], zmm16\n"
    };
    (bf16, 2, plain) => {
        "mov {t:e}, [{c}]\n\
         vmaxps zmm16, zmm30, [{k} + {t}]\n\
         vmaxps zmm17, zmm30, [{k} + {t} + 64]\n\
         vminps zmm16, zmm31, zmm16\n\
         vminps zmm17, zmm31, zmm17\n\
         mov {t:e}, [{c} + 4]\n\
         vcvtne2ps2bf16 zmm16, zmm17, zmm16\n\
         vmovdqu64 [{o} + {t}], ymm16\n\
         add {t}, [{p} + {panel}]\n\
         vextracti64x4 [{o} + {t}], zmm16, 1\n"
    };
    (bf16, 1, plain) => {
        "mov {t:e}, [{c}]\n\
         vmaxps zmm16, zmm30, [{k} + {t}]\n\
         vminps zmm16, zmm31, zmm16\n\
         mov {t:e}, [{c} + 4]\n\
         vcvtneps2bf16 ymm16, zmm16\n\
         vmovdqu64 [{o} + {t}], ymm16\n"
    };
    (bf16, 2, added) => {
        "mov {t:e}, [{c} + 4]\n\
         add {t}, [{p} + {added}]\n\
         vpmovzxwd zmm18, [{o} + {t}]\n\
         add {t}, [{p} + {panel}]\n\
         vpmovzxwd zmm19, [{o} + {t}]\n\
         mov {t:e}, [{c}]\n\
         vpslld zmm18, zmm18, 16\n\
         vpslld zmm19, zmm19, 16\n\
         vaddps zmm18, zmm18, [{k} + {t}]\n\
         vaddps zmm19, zmm19, [{k} + {t} + 64]\n\
         vmaxps zmm16, zmm30, zmm18\n\
         vmaxps zmm17, zmm30, zmm19\n\
         vminps zmm16, zmm31, zmm16\n\
         vminps zmm17, zmm31, zmm17\n\
         mov {t:e}, [{c} + 4]\n\
         vcvtne2ps2bf16 zmm16, zmm17, zmm16\n\
         vmovdqu64 [{o} + {t}], ymm16\n\
         add {t}, [{p} + {panel}]\n\
         vextracti64x4 [{o} + {t}], zmm16, 1\n"
    };
    (bf16, 1, added) => {
        "mov {t:e}, [{c} + 4]\n\
         add {t}, [{p} + {added}]\n\
         vpmovzxwd zmm18, [{o} + {t}]\n\
         mov {t:e}, [{c}]\n\
         vpslld zmm18, zmm18, 16\n\
         vaddps zmm18, zmm18, [{k} + {t}]\n\
         vmaxps zmm16, zmm30, zmm18\n\
         vminps zmm16, zmm31, zmm16\n\
         mov {t:e}, [{c} + 4]\n\
         vcvtneps2bf16 ymm16, zmm16\n\
         vmovdqu64 [{o} + {t}], ymm16\n"
    };
    (bytes, $panels:tt, plain) => {
        concat!("mov {t:e}, [{c}]\n", scaled!($panels), quantised!($panels))
    };
    (bytes, 2, added) => {
        concat!(
            "mov {t:e}, [{c}]\n",
            scaled!(2),
            "mov {t:e}, [{c} + 4]\n\
             add {t}, [{p} + {added}]\n\
             vpmovzxbd zmm18, [{o} + {t}]\n\
             add {t}, [{p} + {panel}]\n\
             vpmovzxbd zmm19, [{o} + {t}]\n\
             vcvtdq2ps zmm18, zmm18\n\
             vcvtdq2ps zmm19, zmm19\n\
             vsubps zmm18, zmm18, zmm25\n\
             vsubps zmm19, zmm19, zmm25\n\
             vfmadd231ps zmm16, zmm18, zmm24\n\
             vfmadd231ps zmm17, zmm19, zmm24\n",
            quantised!(2)
        )
    };
    (bytes, 1, added) => {
        concat!(
            "mov {t:e}, [{c}]\n",
            scaled!(1),
            "mov {t:e}, [{c} + 4]\n\
             add {t}, [{p} + {added}]\n\
             vpmovzxbd zmm18, [{o} + {t}]\n\
             vcvtdq2ps zmm18, zmm18\n\
             vsubps zmm18, zmm18, zmm25\n\
             vfmadd231ps zmm16, zmm18, zmm24\n",
            quantised!(1)
        )
    };
}

pub(super) use {constants, initial, keep, products, quantised, scaled, store};
