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
/// Each entry defines a struct, with one field for each step of the file, and a module beside it. The module holds the
/// shapes `Input` and `Output`, and one module for each field that stands for several layers: a use of a block,
/// branches, a head (such as an auxiliary classifier), or a step whose options append layers. In it is the field's
/// struct, with the field's name in camel case: `model.inception_3a` is an `inception_v1::inception_3a::Inception3a`.
/// Each mistake in the file is a compile error that shows the line of the YAML file, as is a file of `labels` that is
/// missing or does not have a line for each class. A change of a file rebuilds the crate; rust-analyzer notices it when
/// the call is touched.
///
/// Each struct has the constants `PARAMS`, `TRAINABLE_PARAMS`, `TRAINING_PARAMS`, `MACS`, `ARENA_BYTES`,
/// `TRAINING_ARENA_BYTES` and `SESSION_BYTES`, and the functions `seeded`, `load`, `from_bytes`, `from_reader`, `session`,
/// `session_builder`,
/// `summary`, `training_summary`, `training`,
/// `forward`, `layer`, `load_weights`, `load_weights_prefixed`, `save_weights` and `l2_penalty`. It implements
/// [`TypedNetwork`](crate::TypedNetwork) (`zeroed`, shapes as types) and [`Network`](crate::Network) (`layers`,
/// `dyn_session`, `packed_bytes`, `preprocess`, `labels`); import the trait to call these. `googlenet expand FILE`, of
/// the crate `googlenet-cli`, prints the code.
///
/// # Entries
///
/// An entry is `attributes pub Name mod module = path;`, where attributes, visibility and `mod module` may be left out.
/// A call has one or more, in a module or in a function.
///
/// ```
/// googlenet_runtime::googlenet_model! {
///     #[cfg(debug_assertions)]
///     pub Digits mod layers = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/digits.yaml");
/// }
/// # fn main() {
/// # #[cfg(debug_assertions)]
/// let shape: Option<layers::Input> = None;
/// # }
/// ```
///
/// **Attributes** are those of the struct. `cfg` and `cfg_attr` hold for the whole entry: if it is off, its file is not
/// read and need not exist.
///
/// **The module** is named like the struct in snake case: `inception_v1` for `InceptionV1`. A keyword gets a `_` at the
/// end, `mod_` for `Mod`, and a raw identifier loses its `r#`. `mod` chooses another name, for structs whose module
/// would meet something else.
///
/// **The path** is a string literal, or `concat!` and `env!` as in `include_str!`: `concat!(env!("OUT_DIR"),
/// "/net.yaml")` is a description that a build script writes. A relative path starts at the folder of the crate's
/// `Cargo.toml`; without cargo, at the folder in which rustc runs. The folder's path must be Unicode. The file of
/// `labels` is looked for beside the description.
///
/// A description that is not there is looked for in the folder that the environment variable `GOOGLENET_MANIFEST_DIR`
/// names. Crates that are made elsewhere need it, such as those of tests with `trybuild`; for these it is set in
/// `.cargo/config.toml` beside the crate's `Cargo.toml`:
///
/// ```toml
/// [env]
/// GOOGLENET_MANIFEST_DIR = { value = "", relative = true }
/// ```
///
/// # Generated code
///
/// The code has no lint attributes, but `allow(deprecated)` if the entry has `#[deprecated]`, and no names that a crate
/// would take: it compiles under `#![forbid(warnings)]`, beside types such as `u64` and constants such as `stem`, and in
/// a `#![no_std]` crate, for which the runtime brings `std`.
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
