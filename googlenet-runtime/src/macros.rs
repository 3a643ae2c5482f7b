/// Compiles network descriptions, while rustc runs, into typed structs.
///
/// ```ignore
/// googlenet_runtime::googlenet_model! {
///     /// GoogLeNet for ImageNet.
///     pub InceptionV1 = "../specs/inception_v1.yaml";
/// }
/// ```
///
/// The path is relative to the folder of the crate's `Cargo.toml`. Each entry makes a struct with a field for every
/// step of the file, and a module named like the struct in snake case with the shapes and a module for every block.
/// A mistake in the file is a compile error that shows the line of the YAML; an edit of the file rebuilds the crate.
#[macro_export]
macro_rules! googlenet_model {
    ($($tokens:tt)*) => {
        $crate::__private::googlenet_model! { $crate; $($tokens)* }
    };
}
