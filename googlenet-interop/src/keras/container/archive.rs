//! Archives of Keras (`.keras`): the architecture as JSON and the weights as an HDF5 file.

use super::h5;
use super::text::text;
use crate::keras::file::KerasFile;
use crate::wire::zip::{Archive, Entry};
use serde_json::Value;
use std::borrow::Cow;

const CONFIG: &str = "config.json";
const METADATA: &str = "metadata.json";
const WEIGHTS: &str = "model.weights.h5";
const ARRAYS: &str = "model.weights.npz";
/// Largest size of a text of the archive.
const MAX_TEXT: u64 = 16 << 20;
/// What weights may become when they are decoded: this many times the archive, and [`SPARE`] bytes more.
const RATIO: u64 = 64;
const SPARE: u64 = 16 << 20;

/// Reads an archive.
///
/// # Errors
/// A reason in words that follow the file's name.
pub(super) fn read(bytes: &[u8]) -> Result<KerasFile<'_>, String> {
    let archive = Archive::open(bytes)?;
    let config = config(&archive)?;
    let version = version(&archive)?;
    let Some(entry) = archive.find(WEIGHTS) else {
        return match archive.find(ARRAYS) {
            Some(_) => Err(format!(
                "its weights are in `{ARRAYS}`, a pickle, which is not read; expected `{WEIGHTS}`; help: save the model \
                 again where `h5py` is installed"
            )),
            None => Err(format!(
                "it has no `{WEIGHTS}`; help: fetch or copy the file again, or save the model again"
            )),
        };
    };
    let limit = (bytes.len() as u64)
        .saturating_mul(RATIO)
        .saturating_add(SPARE);
    let content = content(&archive, entry, limit)?;
    let inner = |reason| format!("`{WEIGHTS}` in it: {reason}");
    let weights = h5::read(content).map_err(inner)?;
    Ok(KerasFile {
        config: Some(config),
        version,
        ..weights
    })
}

/// Returns the content of an entry of at most `limit` bytes.
fn content<'a>(archive: &Archive<'a>, entry: &Entry, limit: u64) -> Result<Cow<'a, [u8]>, String> {
    let name = entry.name();
    if entry.size() > limit {
        return Err(format!(
            "`{name}` in it has {} bytes, more than the {limit} that it can have",
            entry.size()
        ));
    }
    let read = archive.read(entry);
    read.map_err(|reason| format!("`{name}` in it: {reason}"))
}

fn config<'a>(archive: &Archive<'a>) -> Result<Cow<'a, str>, String> {
    let entry = archive.find(CONFIG).ok_or_else(|| {
        format!("it has no `{CONFIG}`; expected a model, as `model.save(\"NAME.keras\")` writes")
    })?;
    let fault = |reason| format!("`{CONFIG}` in it: {reason}");
    Ok(match content(archive, entry, MAX_TEXT)? {
        Cow::Borrowed(bytes) => Cow::Borrowed(text(bytes).map_err(fault)?),
        Cow::Owned(bytes) => Cow::Owned(text(&bytes).map_err(fault)?.to_owned()),
    })
}

/// Returns the version of Keras; none where the archive does not say it.
fn version(archive: &Archive<'_>) -> Result<Option<String>, String> {
    let Some(entry) = archive.find(METADATA) else {
        return Ok(None);
    };
    let content = content(archive, entry, MAX_TEXT)?;
    let metadata: Option<Value> = serde_json::from_slice(&content).ok();
    let version =
        metadata.and_then(|metadata| Some(metadata.get("keras_version")?.as_str()?.to_owned()));
    Ok(version)
}
