//! The commands, one file each.

pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod expand;
pub(crate) mod run;
pub(crate) mod schema;
pub(crate) mod summary;

use crate::failure::Failure;
use crate::output::tell;
use googlenet_dsl::diagnostic::{Diagnostics, Source, Style};
use googlenet_dsl::{Compiled, compile, read};
use std::path::Path;

/// Compiles a description, or prints its mistakes on standard error.
fn compile_file(path: &Path) -> Result<Compiled, Failure> {
    let report = |source: &Source, mistakes: &Diagnostics| {
        tell(&mistakes.render(source, Style::Color));
        Failure::Reported
    };
    let source = read::load(path, &path.display().to_string());
    let source = source.map_err(|(source, mistake)| report(&source, &mistake.into()))?;
    compile(&source).map_err(|mistakes| report(&source, &mistakes))
}
