//! Macros that count the variants of an enum, so that matches in other crates of the workspace do not compile after a
//! variant was added.
//!
//! A `match` in another crate on a `#[non_exhaustive]` enum has to end with an arm for unknown variants. In the
//! workspace's crates that arm is [`no_other_variant!`](crate::no_other_variant), which names the number of variants
//! for which the match was written.

/// Defines the hidden constant `VARIANTS` of an enum, the number of its variants. All their names have to be listed; a
/// missing or unknown one is a compile error.
macro_rules! variants {
    ($ty:ident { $($variant:ident),* $(,)? }) => {
        impl $ty {
            #[doc(hidden)]
            pub const VARIANTS: usize = {
                const fn _all_are_listed(value: &$ty) {
                    match value {
                        $($ty::$variant { .. } => {})*
                    }
                }
                [$(stringify!($variant)),*].len()
            };
        }
    };
}

pub(crate) use variants;

/// Last arm of a match that handles all `$variants` variants of the enum `$ty`. Does not compile if the enum has
/// another number of variants; panics if the arm is reached.
#[doc(hidden)]
#[macro_export]
macro_rules! no_other_variant {
    ($ty:ty, $variants:literal) => {{
        const _: () = assert!(
            <$ty>::VARIANTS == $variants,
            concat!(
                "`",
                stringify!($ty),
                "` has variants that this match has no arm for"
            )
        );
        unreachable!("every variant has an arm")
    }};
}
