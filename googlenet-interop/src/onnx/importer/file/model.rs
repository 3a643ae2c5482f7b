//! The outermost message of a file, the model.

use super::MAX_NAME;
use super::fault::Fault;
use super::fields::{at_most, piece, text, whole};
use super::graph::GraphFile;
use crate::wire::Broken;
use crate::wire::protobuf::{Piece, WireField};

/// Largest number of entries in a list of the model: sets of operators, metadata, functions.
const MAX_ENTRIES: usize = 4096;
/// Largest length of an entry of the metadata in bytes.
const MAX_METADATA: usize = 1 << 20;

/// A model as the file has it.
#[derive(Debug, Default)]
pub(in crate::onnx::importer) struct ModelFile<'a> {
    /// Version of the file format; 0 if the file has none.
    pub(in crate::onnx::importer) ir_version: i64,
    /// Domains of the sets of operators with their versions.
    pub(in crate::onnx::importer) opsets: Vec<(&'a str, i64)>,
    /// Entries of `metadata_props`: keys and values.
    pub(in crate::onnx::importer) metadata: Vec<(&'a str, &'a str)>,
    /// Domains and names of the functions that the file itself defines.
    pub(in crate::onnx::importer) functions: Vec<(&'a str, &'a str)>,
    pub(in crate::onnx::importer) graph: GraphFile<'a>,
}

impl<'a> ModelFile<'a> {
    /// Decodes a file.
    ///
    /// # Errors
    /// The file is malformed, exceeds a limit, or has no graph.
    pub(in crate::onnx::importer) fn read(bytes: &'a [u8]) -> Result<ModelFile<'a>, Fault> {
        let mut model = ModelFile::default();
        let mut has_graph = false;
        for field in Piece::of_file(bytes, "ONNX").fields() {
            let field = field?;
            let what = "the model";
            match field.number {
                1 => model.ir_version = whole(&field, what)?,
                7 => {
                    if has_graph {
                        return Err(Broken::new(field.offset, "a second graph").into());
                    }
                    has_graph = true;
                    model.graph = GraphFile::read(piece(&field, what)?)?;
                }
                8 => {
                    at_most(model.opsets.len() + 1, MAX_ENTRIES, &field, "opset_import")?;
                    model.opsets.push(opset(piece(&field, what)?)?);
                }
                14 => {
                    at_most(model.metadata.len() + 1, MAX_ENTRIES, &field, "metadata")?;
                    model
                        .metadata
                        .push(entry(piece(&field, what)?, MAX_METADATA)?);
                }
                25 => {
                    at_most(model.functions.len() + 1, MAX_ENTRIES, &field, "functions")?;
                    model.functions.push(function(piece(&field, what)?)?);
                }
                _ => {}
            }
        }
        if !has_graph {
            let reason = "the file has no graph; is it an ONNX model?";
            return Err(Broken::new(0, reason).into());
        }
        Ok(model)
    }

    /// Returns the version of ONNX's own set of operators; `None` if the file names none.
    pub(in crate::onnx::importer) fn opset(&self) -> Option<i64> {
        let own = |(domain, _): &&(&str, i64)| is_own(domain);
        self.opsets.iter().find(own).map(|(_, version)| *version)
    }
}

/// Returns `true` for the names of ONNX's own domain of operators.
pub(in crate::onnx::importer) fn is_own(domain: &str) -> bool {
    matches!(domain, "" | "ai.onnx")
}

fn opset(body: Piece<'_>) -> Result<(&str, i64), Broken> {
    let (mut domain, mut version) = ("", 0);
    for field in body.fields() {
        let field = field?;
        match field.number {
            1 => domain = text(&field, "opset_import", MAX_NAME)?,
            2 => version = whole(&field, "opset_import")?,
            _ => {}
        }
    }
    Ok((domain, version))
}

/// Decodes a pair of key and value.
pub(super) fn entry(body: Piece<'_>, limit: usize) -> Result<(&str, &str), Broken> {
    let (mut key, mut value) = ("", "");
    for field in body.fields() {
        let field = field?;
        match field.number {
            1 => key = text(&field, "an entry", MAX_NAME)?,
            2 => value = text(&field, "an entry", limit)?,
            _ => {}
        }
    }
    Ok((key, value))
}

fn function(body: Piece<'_>) -> Result<(&str, &str), Broken> {
    let (mut name, mut domain) = ("", "");
    for field in body.fields() {
        let field: WireField<'_> = field?;
        match field.number {
            1 => name = text(&field, "a function", MAX_NAME)?,
            10 => domain = text(&field, "a function", MAX_NAME)?,
            _ => {}
        }
    }
    Ok((domain, name))
}
