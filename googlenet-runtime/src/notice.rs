//! The notice that kernels were built without optimisation.

#[cfg(googlenet_unoptimised)]
const NOTICE: &str = "\
note: googlenet-runtime was built without optimisation, which makes it a hundred times slower
help: add these lines to the Cargo.toml of the workspace, or set GOOGLENET_NO_OPT_NOTICE=1 to silence this note

[profile.dev.package.googlenet-runtime]
opt-level = 3

";

/// Says on standard error, once in a process, that this crate was built without optimisation, if it was; nothing if the
/// environment variable `GOOGLENET_NO_OPT_NOTICE` is set and not empty.
pub(crate) fn unoptimised() {
    #[cfg(googlenet_unoptimised)]
    {
        use std::io::Write;
        static ONCE: std::sync::Once = std::sync::Once::new();
        ONCE.call_once(|| {
            let silenced = std::env::var_os("GOOGLENET_NO_OPT_NOTICE");
            if silenced.is_none_or(|value| value.is_empty()) {
                // A program whose standard error is closed runs on.
                let _ = std::io::stderr().write_all(NOTICE.as_bytes());
            }
        });
    }
}
