//! Build script: sets `googlenet_unoptimised` where the crate is built without optimisation, whether or not the profile
//! has debug assertions.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(googlenet_unoptimised)");
    if std::env::var_os("OPT_LEVEL").is_some_and(|level| level == "0") {
        println!("cargo::rustc-cfg=googlenet_unoptimised");
    }
}
