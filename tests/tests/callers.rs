//! Tests of the macro in crates with strict lints and with items whose names the generated code could meet. Each call
//! is a module of one crate, as a crate for each would take minutes.

use googlenet_tests::{cargo, check_crate, target};

const NET: &str = "\
format: 1
name: Net
input: {height: 8, width: 8, channels: 3}
labels: labels.txt
preprocess: {color: rgb, scale: 0.5}
layers:
  stem:   {conv: 4, kernel: 3, batch_norm: true, activation: relu}
  input:  {max_pool: 2}
  mixed:
    concat:
      - conv2d: {conv: 2, kernel: 1}
      - output: {conv: 3, kernel: 1, batch_norm: true}
  flat:   flatten
  classes: {dense: 3, activation: softmax}
heads:
  aux: {from: stem, layers: {pool: global_avg_pool, probe: {dense: 3}}}
";

/// Checks a crate `name` whose library is `code`, with the description above in `net.yaml`, and returns what rustc
/// said.
fn check(name: &str, code: &str, arguments: &[&str]) -> (bool, String) {
    let folder = target().join("outside").join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("net.yaml"), NET).expect("written");
    std::fs::write(folder.join("labels.txt"), "a\nb\nc\n").expect("written");
    let output = check_crate(name, code, arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.success(), said)
}

/// Checks that the crate compiles without a warning.
fn silent(name: &str, code: &str) {
    let (compiles, said) = check(name, code, &[]);
    assert!(compiles && !said.contains("warning"), "{said}");
}

const NETWORKS: &str = "
    mod public { googlenet_runtime::googlenet_model! { /** A network. */ pub Net = \"net.yaml\"; } }
    /// A module.
    pub mod shown { googlenet_runtime::googlenet_model! { /** A network. */ pub Net = \"net.yaml\"; } }
    mod private { googlenet_runtime::googlenet_model! { Net = \"net.yaml\"; } }
    pub(crate) mod restricted { googlenet_runtime::googlenet_model! { pub(crate) Net = \"net.yaml\"; } }
    /// Uses one.
    #[must_use] pub const fn params() -> u64 { restricted::Net::PARAMS }
    /// Uses one that no other item can name.
    #[must_use] pub const fn inside() -> u64 {
        googlenet_runtime::googlenet_model! { Local = \"net.yaml\"; }
        Local::PARAMS
    }
";

#[test]
fn forbidden_lints_are_kept() {
    let lints = [
        "dead_code",
        "unused",
        "unreachable_pub",
        "warnings",
        "unsafe_code, missing_docs",
    ];
    for (at, lint) in lints.iter().enumerate() {
        let code = format!("//! A crate.\n#![forbid({lint})]\n{NETWORKS}");
        silent(&format!("forbid_{at}"), &code);
    }
}

#[test]
fn strict_clippy_has_nothing_to_say() {
    let name = "strict_clippy";
    let code = format!(
        "//! A crate.\n#![deny(clippy::all, clippy::pedantic, clippy::nursery)]\n\
         #![deny(clippy::impl_trait_in_params)]\n{NETWORKS}"
    );
    let (compiles, said) = check(name, &code, &[]);
    assert!(compiles, "{said}");
    let output = cargo(&target().join("outside").join(name), "clippy", &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && !said.contains("warning"),
        "{said}"
    );
}

#[test]
fn a_deprecated_network_warns_those_who_use_it_alone() {
    let entry = "googlenet_runtime::googlenet_model! {\n\
                     #[deprecated(note = \"take another\")]\n    pub Net = \"net.yaml\";\n}\n";
    silent("deprecated", &format!("#![deny(warnings)]\n{entry}"));
    let (compiles, said) = check(
        "deprecated_used",
        &format!("#![deny(warnings)]\n{entry}pub const PARAMS: u64 = Net::PARAMS;\n"),
        &[],
    );
    assert!(!compiles && said.contains("take another"), "{said}");
}

#[test]
fn items_beside_the_call_are_not_met() {
    let mut items = String::new();
    let names = [
        "stem",
        "mixed",
        "flat",
        "classes",
        "input",
        "seed",
        "path",
        "prefix",
        "threads",
        "name",
        "layers",
        "layer",
        "bytes",
        "reader",
        "f",
        "aux",
        "formatter",
    ];
    for (at, name) in names.iter().enumerate() {
        items += &match at % 2 {
            0 => format!("pub const {name}: i32 = 1;\n"),
            _ => format!("pub static {name}: i32 = 1;\n"),
        };
    }
    let code = format!(
        "#![allow(non_upper_case_globals)]\n{items}\
         googlenet_runtime::googlenet_model! {{ pub Net = \"net.yaml\"; }}\n"
    );
    silent("items", &code);
}

#[test]
fn types_beside_the_call_are_not_met() {
    let names = [
        "u8", "u32", "u64", "usize", "f32", "f64", "str", "bool", "Vec", "Option", "Some",
        "Result", "String", "Box", "Clone", "Debug", "Tensor", "Hwc", "Flat", "Layer", "Input",
        "Output", "Stem", "Conv2d", "P", "R", "std_",
    ];
    let items: String = names.map(|name| format!("pub struct {name};\n")).concat();
    let code = format!(
        "#![allow(non_camel_case_types)]\n{items}\
         googlenet_runtime::googlenet_model! {{ pub Net = \"net.yaml\"; }}\n"
    );
    silent("types", &code);
}

#[test]
fn a_crate_without_std_compiles() {
    silent(
        "no_std_caller",
        "#![no_std]\ngooglenet_runtime::googlenet_model! { pub Net = \"net.yaml\"; }\n\
         pub fn zeros() -> googlenet_runtime::Tensor<net::Input> { googlenet_runtime::Tensor::zeros(1) }\n",
    );
}

#[test]
fn blocks_have_names_of_their_own() {
    silent(
        "named_blocks",
        "googlenet_runtime::googlenet_model! { pub Net = \"net.yaml\"; }\n\
         pub fn fields(net: Net) -> (net::stem::Stem, net::mixed::Mixed, net::aux::Aux) {\n\
             (net.stem, net.mixed, net.aux)\n\
         }\n\
         pub fn inner(mixed: net::mixed::Mixed) -> net::mixed::output::OutputBlock { mixed.output }\n",
    );
}
