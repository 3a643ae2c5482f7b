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
/// branches, a head (such as an auxiliary classifier), or a step whose options append layers. Each mistake in the file
/// is a compile error that shows the line of the YAML file, as is a file of `labels` that is missing or does not have a
/// line for each class. A change of a file rebuilds the crate; rust-analyzer notices it when the call is touched.
///
/// Each struct has the constants `PARAMS`, `TRAINABLE_PARAMS`, `TRAINING_PARAMS`, `MACS`, `ARENA_BYTES` and
/// `SESSION_BYTES`, and the functions `seeded`, `load`, `session`, `session_builder`, `summary`, `training_summary`,
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
#[macro_export]
macro_rules! googlenet_model {
    ($($tokens:tt)*) => {
        $crate::__private::googlenet_model! { $crate; $($tokens)* }
    };
}
