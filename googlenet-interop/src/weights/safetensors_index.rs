//! Weights in several safetensors files, which an index names.

use super::error::WeightsError;
use super::file::{WeightFile, WeightFormat};
use super::reader::WeightReader;
use super::safetensors::entries;
use crate::open::ModelFile;
use crate::tensors::NamedTensor;
use googlenet_dsl::file::{open_regular, reason};
use googlenet_dsl::file_kind::FileKind;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

/// Largest size of an index in bytes.
const MAX_BYTES: usize = 2 << 20;
/// Largest number of files that an index names.
const MAX_FILES: usize = 1000;

pub(super) struct SafetensorsIndex;

impl WeightReader for SafetensorsIndex {
    fn reads(&self, kind: FileKind) -> bool {
        kind == FileKind::SafetensorsIndex
    }

    fn open<'a>(
        &self,
        file: &ModelFile<'a>,
        folder: Option<&Path>,
    ) -> Result<WeightFile<'a>, WeightsError> {
        let wrong = |reason: String| WeightsError::unreadable(file.name, reason);
        let files = files(file.bytes).map_err(wrong)?;
        let Some(folder) = folder else {
            return Err(wrong(
                "it is an index, whose tensors are in other files; expected a file on a disk, beside which these lie".into(),
            ));
        };
        let mut tensors = Vec::new();
        let mut warnings = Vec::new();
        for (name, wanted) in files {
            let read = shard(&folder.join(&name), &wanted, &mut tensors);
            let beside = read.map_err(|reason| wrong(format!("its file `{name}`: {reason}")))?;
            if beside > 0 {
                warnings.push(format!(
                    "passed over {beside} tensors of `{name}` that the index does not name"
                ));
            }
        }
        Ok(WeightFile {
            name: file.name.to_owned(),
            format: WeightFormat::Safetensors,
            tensors,
            warnings,
        })
    }
}

/// Returns the files that an index names, each with the names of its tensors.
fn files(bytes: &[u8]) -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    if bytes.len() > MAX_BYTES {
        return Err(format!(
            "it has {} bytes, expected an index of at most {MAX_BYTES}",
            bytes.len()
        ));
    }
    let index: Value =
        serde_json::from_slice(bytes).map_err(|error| format!("it is damaged: {error}"))?;
    let Some(Value::Object(map)) = index.get("weight_map") else {
        return Err("it has no `weight_map`, a map of tensors to files".into());
    };
    let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (tensor, file) in map {
        let Value::String(file) = file else {
            return Err(format!(
                "the file of the tensor {tensor:?} is {file}, expected a name"
            ));
        };
        // A name with a folder, a drive or `..` might lead elsewhere.
        let is_plain =
            !file.is_empty() && !file.contains(['/', '\\', ':']) && file != "." && file != "..";
        if !is_plain {
            return Err(format!(
                "the tensor {tensor:?} is in {file:?}; expected the name of a file that lies beside the index"
            ));
        }
        files
            .entry(file.clone())
            .or_default()
            .insert(tensor.clone());
    }
    match files.len() {
        0 => Err("it names no tensor".into()),
        count if count > MAX_FILES => Err(format!(
            "it names {count} files, expected at most {MAX_FILES}"
        )),
        _ => Ok(files),
    }
}

/// Appends the wanted tensors of a file to `tensors`, and returns the number of others in it.
fn shard(
    path: &Path,
    wanted: &BTreeSet<String>,
    tensors: &mut Vec<NamedTensor<'_>>,
) -> Result<usize, String> {
    let mut file = open_regular(path).map_err(|error| reason(&error))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)
        .map_err(|error| reason(&error))?;
    if let Some(kind) = FileKind::of(&bytes).filter(|kind| *kind != FileKind::Safetensors) {
        return Err(format!("it is {kind}; expected a safetensors file"));
    }
    let entries = entries(&bytes)?;
    let all = entries.len();
    let mut missing: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
    for entry in entries {
        if missing.remove(&*entry.name) {
            let bytes = bytes[entry.range.clone()].to_vec();
            tensors.push(entry.tensor(Cow::Owned(bytes))?);
        }
    }
    match missing.first() {
        Some(name) => Err(format!("it has no tensor {name:?}, which the index names")),
        None => Ok(all - wanted.len()),
    }
}
