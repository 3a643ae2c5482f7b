//! Enums that may grow, and the matches over them that have to know every variant.
//!
//! An enum that may grow is `#[non_exhaustive]`, so that a `match` in another crate ends with an arm for variants that it
//! does not know. The crates of the workspace have to know all of them: their last arm is
//! [`no_other_variant!`](crate::no_other_variant), which does not compile once there are more than it was written for.

/// Defines the hidden constant `VARIANTS` of an enum. A variant that the list leaves out is a compile error.
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

/// Ends a match that has an arm for each of the variants of an enum; they are so many.
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
