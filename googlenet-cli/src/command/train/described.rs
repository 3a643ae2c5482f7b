//! The description in the folder of a run.

use super::run_folder::RunFolder;
use super::settings::with_key;
use crate::args::Spec;
use crate::command::network::Network;
use crate::failure::Failure;
use crate::output::warn;
use googlenet_dsl::diagnostic::Source;
use googlenet_dsl::value::training::Training;
use googlenet_dsl::{CompileOptions, Compiled};

/// Name of the file of class names, unless the description has one.
const LABELS: &str = "labels.txt";

/// Writes the description of a network to the folder of a run: as it is trained, where the command line says otherwise than
/// the file (also about the size of its input), and with a line for the file of the classes' names, if there are some and
/// the description names none. Writes these names, too. Returns the name of the description's file.
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
    let changes = changes(network, training);
    if !changes.is_empty() {
        let changed = changes.iter().fold(text.clone(), |text, (key, entry)| {
            with_key(&text, key, entry.as_deref())
        });
        let is_right = |compiled: &Compiled| is_trained(compiled, network, training);
        match checked(changed, network, is_right) {
            Some(changed) => text = changed,
            None => {
                let keys: Vec<&str> = changes.iter().map(|(key, _)| *key).collect();
                warn(&format!(
                    "`{file}` of the run is the description as it was given, which says otherwise than the command line about `{}`",
                    keys.join("`, `")
                ));
            }
        }
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

/// Returns the keys in which the description of a network says otherwise than it is trained, each with its new lines; none
/// for a key that is left out.
fn changes(network: &Network<'_>, training: &Training) -> Vec<(&'static str, Option<String>)> {
    let options = CompileOptions::new().lenient(true);
    let Ok(given) = options.compile(&network.source) else {
        return Vec::new();
    };
    let trained = &network.compiled;
    let mut changes = Vec::new();
    let input = trained.graph.shape(0);
    if given.graph.shape(0) != input {
        let [height, width] = input.spatial();
        let channels = input.channels();
        changes.extend([
            (
                "input",
                Some(format!(
                    "input: {{height: {height}, width: {width}, channels: {channels}}}\n"
                )),
            ),
            // They are about the size of the file.
            ("published", None),
            ("budget", None),
        ]);
    }
    if let Some(preprocess) = &trained.preprocess
        && given.preprocess.as_ref() != Some(preprocess)
    {
        let entry = format!("preprocess: {}\n", preprocess.written());
        changes.push(("preprocess", Some(entry)));
    }
    if given.training.unwrap_or_default() != *training {
        let lines = training.written();
        let lines: Vec<String> = lines.iter().map(|line| format!("  {line}\n")).collect();
        changes.push(("training", Some(format!("training:\n{}", lines.concat()))));
    }
    changes
}

/// Returns whether a description is that of a network as it is trained.
fn is_trained(compiled: &Compiled, network: &Network<'_>, training: &Training) -> bool {
    compiled.graph.shape(0) == network.compiled.graph.shape(0)
        && compiled.preprocess == network.compiled.preprocess
        && compiled.training.clone().unwrap_or_default() == *training
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
