/// Compiles YAML network descriptions into Rust structs of typed layers at compile time.
///
/// ```ignore
/// googlenet_runtime::googlenet_model! {
///     /// GoogLeNet for ImageNet.
///     pub InceptionV1 = "../specs/inception_v1.yaml";
/// }
/// ```
///
/// The path is relative to the folder of the crate's `Cargo.toml`. Each entry defines a struct, with one field for each
/// step of the file, and a module with the struct's name in snake case. The module holds the shapes `Input` and
/// `Output`, and one module for each field that stands for several layers: a use of a block, branches, a head (such as
/// an auxiliary classifier), or a step whose options append layers. Each mistake in the file is a compile error that
/// shows the line of the YAML file. A change of the file rebuilds the crate.
#[macro_export]
macro_rules! googlenet_model {
    ($($tokens:tt)*) => {
        $crate::__private::googlenet_model! { $crate; $($tokens)* }
    };
}
