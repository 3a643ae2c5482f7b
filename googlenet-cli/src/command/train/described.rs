//! The description in the folder of a run.

use super::run_folder::RunFolder;
use crate::args::Spec;
use crate::command::network::Network;
use crate::failure::Failure;
use googlenet_dsl::CompileOptions;
use googlenet_dsl::diagnostic::Source;

/// Name of the file of class names, unless the description has one.
const LABELS: &str = "labels.txt";

/// Writes the description of a network to the folder of a run, and the names of the classes, if there are some, to the file
/// that the description names; one that names none gets a line for it. Returns the name of the description's file.
///
/// # Errors
/// [`Failure::Message`] if a file cannot be written.
pub(super) fn write(
    folder: &RunFolder,
    spec: &Spec,
    network: &Network<'_>,
    names: Option<&[String]>,
) -> Result<String, Failure> {
    let stem = spec.path().file_stem().filter(|_| !spec.is_stream());
    let stem = stem.map_or_else(
        || network.compiled.name.clone(),
        |stem| stem.to_string_lossy().into_owned(),
    );
    let file = format!("{stem}.yaml");
    let mut text = network.source.text().to_owned();
    if let Some(names) = names {
        let given = network.compiled.labels.clone();
        if given.is_none()
            && let Some(labelled) = with_labels(&text, network)
        {
            text = labelled;
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

/// Returns a description with a line that names the file of classes, behind that of its name; `None` if the text is not one
/// of lines, in which the name has its own.
fn with_labels(text: &str, network: &Network<'_>) -> Option<String> {
    let at = text.match_indices("name:").map(|(at, _)| at);
    let at = at
        .into_iter()
        .find(|at| *at == 0 || text.as_bytes()[at - 1] == b'\n')?;
    let end = at + text[at..].find('\n')? + 1;
    let labelled = format!("{}labels: {LABELS}\n{}", &text[..end], &text[end..]);
    let source = Source::new(network.source.name(), &labelled);
    let compiled = CompileOptions::new().lenient(true).compile(&source).ok()?;
    (compiled.labels.as_deref() == Some(LABELS)
        && compiled.graph.len() == network.compiled.graph.len())
    .then_some(labelled)
}
