//! List of the instruction sets that kernels are compiled for, and the enum, the detection and the entry functions that
//! the macro `arch!` generates from the list.

use super::simd::{Enter, Kernel, Simd};
use crate::kernel::system::variable;
use googlenet_dsl::impl_words;
use googlenet_dsl::plan::LANES;
use googlenet_dsl::value::Algorithms;
use std::sync::OnceLock;

/// Generates the enum [`Isa`], the mapping from [`Isa`] to the [`Simd`] types, and the functions compiled with each
/// instruction set's target features. An entry consists of documentation, variant, name, compilation target, and the
/// features to detect.
macro_rules! arch {
    ($(
        $(#[$doc:meta])*
        $name:ident = $word:literal if $target:meta { $($detect:ident: $($feature:tt)+)? }
    )*) => {
        /// An instruction set that the kernels are compiled for, if the program is built for its architecture.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Isa {
            $($(#[$doc])* $name,)*
        }

        impl Isa {
            /// All instruction sets, also those that this processor does not have, the slowest first.
            pub const ALL: &'static [Isa] = &[$(Isa::$name),*];

            /// Returns the name used in the environment variable `GOOGLENET_ISA`, in files of packed weights and in
            /// output: `portable`, `avx2` or `avx512`.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Isa::$name => $word,)*
                }
            }

            /// Returns `true` if this processor supports the instruction set and the program was built for its
            /// architecture.
            pub fn is_available(self) -> bool {
                match self {
                    $(
                        #[cfg($target)]
                        Isa::$name => true $($(&& std::arch::$detect!($feature))+)?,
                        #[cfg(not($target))]
                        Isa::$name => false,
                    )*
                }
            }
        }

        /// Evaluates an expression with the given type alias set to the [`Simd`] type of an [`Isa`]. Instruction sets
        /// that the compilation target does not have map to [`Portable`](super::portable::Portable).
        macro_rules! with_simd {
            ($isa:expr, $s:ident => $value:expr) => {
                match $isa {
                    $(
                        #[cfg($target)]
                        $crate::kernel::Isa::$name => {
                            type $s = $crate::kernel::arch::$name;
                            $value
                        }
                        #[cfg(not($target))]
                        $crate::kernel::Isa::$name => {
                            type $s = $crate::kernel::arch::Portable;
                            $value
                        }
                    )*
                }
            };
        }
        pub(in crate::kernel) use with_simd;

        $(
            #[cfg($target)]
            impl Enter for super::$name {
                fn entry<K: Kernel>() -> for<'a> unsafe fn(K::Args<'a>) {
                    $($(#[target_feature(enable = $feature)])+)?
                    unsafe fn enter<K: Kernel>(args: K::Args<'_>) {
                        // SAFETY: the caller upholds the safety requirements of `K::run`, the target features included.
                        unsafe { K::run::<super::$name>(args) }
                    }
                    enter::<K>
                }
            }

            #[cfg($target)]
            const _: () = assert!(
                size_of::<<super::$name as Simd>::Vector>() == size_of::<[f32; LANES]>()
                    && super::$name::PIXELS > 0
                    && super::$name::PANELS > 0
                    && super::$name::PIXELS <= MAX_LINE,
                "a vector has a block's lanes; a full tile has a pixel and a panel, and is no longer than the longest line"
            );
        )*

        /// Maximum number of panels of a register tile, over all instruction sets that are compiled.
        pub(in crate::kernel) const MAX_PANELS: usize = most(&[$(
            #[cfg($target)]
            super::$name::PANELS
        ),*]);

        /// Maximum number of pixels of a register tile, tiles with inputs on a line included, over all instruction sets
        /// that are compiled.
        pub(in crate::kernel) const MAX_LINE: usize = most(&[$(
            #[cfg($target)]
            most(&super::$name::LINE)
        ),*]);
    };
}

arch! {
    /// Plain Rust code, which every processor of the compilation target can run.
    Portable = "portable" if all() {}
    /// x86-64 with AVX2 and FMA.
    Avx2 = "avx2" if target_arch = "x86_64" { is_x86_feature_detected: "avx2" "fma" }
    /// x86-64 with AVX-512F, AVX2 and FMA.
    Avx512 = "avx512" if target_arch = "x86_64" { is_x86_feature_detected: "avx512f" "avx2" "fma" }
}

const fn most(values: &[usize]) -> usize {
    let (mut most, mut at) = (0, 0);
    while at < values.len() {
        if values[at] > most {
            most = values[at];
        }
        at += 1;
    }
    most
}

impl Isa {
    /// Returns the instruction set in use, chosen at the first call: the one that the environment variable
    /// `GOOGLENET_ISA` names (`portable`, `avx2` or `avx512`) if the processor supports it, otherwise the last of
    /// [`Isa::ALL`] that the processor supports. Other values of the variable have no effect.
    pub fn chosen() -> Isa {
        static CHOSEN: OnceLock<Isa> = OnceLock::new();
        *CHOSEN.get_or_init(|| {
            let wanted = variable("GOOGLENET_ISA");
            let forced = Isa::ALL
                .iter()
                .copied()
                .find(|isa| Some(isa.as_str()) == wanted.as_deref());
            let best = || {
                Isa::ALL
                    .iter()
                    .copied()
                    .rev()
                    .find(|isa| isa.is_available())
            };
            forced
                .filter(|isa| isa.is_available())
                .or_else(best)
                .unwrap_or(Isa::Portable)
        })
    }
}

/// Instruction set and algorithms for which the weights of a network are packed and its kernels chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) isa: Isa,
    pub(crate) algorithms: Algorithms,
    /// `true` for the network's own program in training.
    pub(crate) training: bool,
}

impl Target {
    pub(crate) fn new(isa: Isa, algorithms: impl Into<Algorithms>) -> Target {
        Target {
            isa,
            algorithms: algorithms.into(),
            training: false,
        }
    }

    /// Returns the target with these algorithms and the instruction set of [`Isa::chosen`].
    pub(crate) fn chosen(algorithms: impl Into<Algorithms>) -> Target {
        Target::new(Isa::chosen(), algorithms)
    }

    /// Returns `true` if convolutions of `inputs` input channels may be computed by transforms (Winograd): where the
    /// algorithms allow it and, in training, the channels are more than one block. Sums of fewer products round least
    /// and gain least, and in training errors add up: each ReLU or maximum that they decide otherwise changes all steps
    /// that follow.
    pub(crate) fn transforms(self, inputs: usize) -> bool {
        self.algorithms.transforms() && (inputs > LANES || !self.training)
    }

    /// Returns the target of training with these algorithms, with the instruction set of [`Isa::chosen`].
    #[cfg(feature = "train")]
    pub(crate) fn training(algorithms: impl Into<Algorithms>) -> Target {
        Target {
            training: true,
            ..Target::chosen(algorithms)
        }
    }
}

/// Returns the kernel `K` compiled for an instruction set, as a function with the safety requirements of
/// [`Kernel::run`].
pub(in crate::kernel) fn entry<K: Kernel>(isa: Isa) -> for<'a> unsafe fn(K::Args<'a>) {
    with_simd!(isa, S => <S as Enter>::entry::<K>())
}

impl_words!(Isa, "instruction set");
