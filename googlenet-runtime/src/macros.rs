/// Compiles YAML network descriptions into Rust structs of typed layers at compile time.
///
/// ```
/// googlenet_runtime::googlenet_model! {
///     /// Digits of 28 by 28 grey pixels.
///     pub Digits = "examples/digits.yaml";
/// }
/// # fn main() {
/// let model = Digits::seeded(1);
/// assert_eq!(model.conv1.name(), "conv1");
/// # }
/// ```
///
/// The path is relative to the folder of the crate's `Cargo.toml`. Each entry defines a struct, with one field for each
/// step of the file, and a module with the struct's name in snake case. The module holds the shapes `Input` and
/// `Output`, and one module for each field that stands for several layers: a use of a block, branches, a head (such as
/// an auxiliary classifier), or a step whose options append layers. Each mistake in the file is a compile error that
/// shows the line of the YAML file. A change of the file rebuilds the crate.
///
/// Each struct has the constants `PARAMS`, `TRAINABLE_PARAMS`, `TRAINING_PARAMS`, `MACS` and `ARENA_BYTES`, and the
/// functions `seeded`, `load`, `from_bytes`, `from_reader`, `session`, `session_builder`, `summary`, `training_summary`,
/// `forward`, `layer`, `load_weights`, `load_weights_prefixed`, `save_weights` and `l2_penalty`. It implements
/// [`TypedNetwork`](crate::TypedNetwork) (`zeroed`, shapes as types) and [`Network`](crate::Network) (`layers`,
/// `dyn_session`, `preprocess`, `labels`); import the trait to call these. `googlenet expand FILE`, of the crate
/// `googlenet-cli`, prints the code.
#[macro_export]
macro_rules! googlenet_model {
    ($($tokens:tt)*) => {
        $crate::__private::googlenet_model! { $crate; $($tokens)* }
    };
}

/// Includes a file of packed weights in the program, for
/// [`TypedPacked::from_static`](crate::TypedPacked::from_static): a `&'static [u8]` of its bytes, at an address that is
/// a multiple of 64, so that the weights are used where they are. Nothing is allocated or copied for them.
///
/// The path is that of [`include_bytes!`]: relative to the source file, or made by `concat!` and `env!`.
///
/// ```
/// # mod weights {
/// # // A file without packed weights.
/// static WEIGHTS: &[u8] = googlenet_runtime::include_packed!(
///     concat!(env!("CARGO_MANIFEST_DIR"), "/examples/digits.yaml")
/// );
/// # pub fn aligned() -> bool { WEIGHTS.as_ptr().addr() % 64 == 0 }
/// # }
/// # assert!(weights::aligned());
/// ```
#[macro_export]
macro_rules! include_packed {
    ($path:expr $(,)?) => {{
        #[repr(C, align(64))]
        struct Aligned<T: ?::core::marker::Sized>(T);
        static ALIGNED: &Aligned<[::core::primitive::u8]> =
            &Aligned(*::core::include_bytes!($path));
        &ALIGNED.0
    }};
}
