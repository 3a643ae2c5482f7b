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
/// an auxiliary classifier), or a step whose options append layers. In it is the field's struct, with the field's name
/// in camel case: `model.inception_3a` is an `inception_v1::inception_3a::Inception3a`. Each mistake in the file is a
/// compile error that shows the line of the YAML file. A change of the file rebuilds the crate.
///
/// Each struct has the constants `PARAMS`, `TRAINABLE_PARAMS`, `TRAINING_PARAMS`, `MACS` and `ARENA_BYTES`, and the
/// functions `seeded`, `load`, `session`, `session_builder`, `summary`, `training_summary`, `forward`, `layer`,
/// `load_weights`, `load_weights_prefixed`, `save_weights` and `l2_penalty`. It implements
/// [`TypedNetwork`](crate::TypedNetwork) (`zeroed`, shapes as types) and [`Network`](crate::Network) (`layers`,
/// `dyn_session`, `preprocess`, `labels`); import the trait to call these. `googlenet expand FILE`, of the crate
/// `googlenet-cli`, prints the code.
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
