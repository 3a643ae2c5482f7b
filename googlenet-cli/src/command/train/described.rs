//! The description in the folder of a run.

use super::run_folder::RunFolder;
use super::settings::with_training;
use crate::args::Spec;
use crate::command::network::Network;
use crate::failure::Failure;
use googlenet_dsl::diagnostic::Source;
use googlenet_dsl::value::training::Training;
use googlenet_dsl::{CompileOptions, Compiled};

/// Name of the file of class names, unless the description has one.
const LABELS: &str = "labels.txt";

/// Writes the description of a network to the folder of a run: as it is trained, where the command line says otherwise than
/// the file, and with a line for the file of the classes' names, if there are some and the description names none. Writes
/// these names, too. Returns the name of the description's file.
///
/// # Errors
/// [`Failure::Message`] if a file cannot be written.
pub(super) fn write(
    folder: &RunFolder,
    spec: &Spec,
    network: &Network<'_>,
    training: &Training,
    names: Option<&[String]>,
) -> Result<String, Failure> {
    let stem = spec.path().file_stem().filter(|_| !spec.is_stream());
    let stem = stem.map_or_else(
        || network.compiled.name.clone(),
        |stem| stem.to_string_lossy().into_owned(),
    );
    let file = format!("{stem}.yaml");
    let mut text = network.source.text().to_owned();
    if *training != network.compiled.training.clone().unwrap_or_default() {
        let changed = with_training(&text, training);
        let is_same = |compiled: &Compiled| compiled.training.as_ref() == Some(training);
        text = checked(changed, network, is_same).unwrap_or(text);
    }
    if let Some(names) = names {
        let given = network.compiled.labels.clone();
        if given.is_none() {
            let labelled = with_labels(&text);
            let is_named = |compiled: &Compiled| compiled.labels.as_deref() == Some(LABELS);
            let labelled = labelled.and_then(|labelled| checked(labelled, network, is_named));
            text = labelled.unwrap_or(text);
        }
        let lines = names
            .iter()
            .map(|name| format!("{}\n", name.replace(['\n', '\r'], " ")));
        folder.write(
            given.as_deref().unwrap_or(LABELS),
            &lines.collect::<String>(),
        )?;
    }
    folder.write(&file, &text)?;
    Ok(file)
}

/// Returns a changed description, if it is one of the same network, with what it was changed for: in texts that are not of
/// lines a change may have gone wrong.
fn checked(
    text: String,
    network: &Network<'_>,
    is_right: impl FnOnce(&Compiled) -> bool,
) -> Option<String> {
    let source = Source::new(network.source.name(), &text);
    let compiled = CompileOptions::new().lenient(true).compile(&source).ok()?;
    let is_same = compiled.name == network.compiled.name
        && compiled.items.len() == network.compiled.items.len();
    (is_same && is_right(&compiled)).then_some(text)
}

/// Returns a description with a line that names the file of classes, behind that of its name; `None` if the name has no line
/// of its own.
fn with_labels(text: &str) -> Option<String> {
    let mut found = text.match_indices("name:").map(|(at, _)| at);
    let at = found.find(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n')?;
    let end = at + text[at..].find('\n')? + 1;
    Some(format!(
        "{}labels: {LABELS}\n{}",
        &text[..end],
        &text[end..]
    ))
}
