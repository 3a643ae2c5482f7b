//! Weight files of other programs, whose tensors are paired with a network's weights.

use super::network::Network;
use crate::failure::Failure;
use crate::input::{ReadFile, first_bytes};
use crate::output::warn;
use googlenet_dsl::file::open_regular;
use googlenet_dsl::file_kind::{FileKind, FileRole};
use googlenet_dsl::graph::Graph;
use googlenet_interop::{
    Convention, LeftOver, PairOptions, Paired, WeightsError, has_own_names, open_weights,
    pair_part, pair_weights, reads_weights,
};
use googlenet_runtime::quantize::Quantized;
use std::path::{Path, PathBuf};

/// A weight file of another program, read.
pub(super) struct Foreign {
    file: ReadFile,
    /// Folder of the file.
    folder: PathBuf,
}

impl Foreign {
    /// Reads a weight file, unless it is one of this project's own, quantised ones included, or of no kind that is known.
    ///
    /// # Errors
    /// [`Failure::Message`] if it cannot be read, or is of a kind that has no weights.
    pub(super) fn of(path: &Path, graph: &Graph) -> Result<Option<Foreign>, Failure> {
        let Some(first) = first_bytes(path) else {
            return Ok(None);
        };
        let Some(kind) = FileKind::of(&first) else {
            return Ok(None);
        };
        if !reads_weights(kind) {
            let file = path.display().to_string();
            let wrong = FileRole::Weights.mistake(&first);
            return Err(Failure::message(WeightsError::OtherKind { file, wrong }));
        }
        let is_own = kind == FileKind::Safetensors
            && (open_regular(path).map_or(true, |mut file| has_own_names(&mut file, graph))
                || Quantized::is_file(path));
        match is_own {
            true => Ok(None),
            false => Foreign::read(path).map(Some),
        }
    }

    /// Reads a weight file.
    ///
    /// # Errors
    /// [`Failure::Message`] if it cannot be read.
    pub(super) fn read(path: &Path) -> Result<Foreign, Failure> {
        Ok(Foreign {
            file: ReadFile::whole(path).map_err(Failure::Message)?,
            folder: path.parent().unwrap_or(Path::new("")).to_owned(),
        })
    }

    /// Reads a weight file of any kind that has weights, this project's own included.
    ///
    /// # Errors
    /// [`Failure::Message`] if it cannot be read, or is of a kind that has no weights.
    pub(super) fn checked(path: &Path) -> Result<Foreign, Failure> {
        if let Some(first) = first_bytes(path)
            && !FileKind::of(&first).is_some_and(reads_weights)
        {
            let file = path.display().to_string();
            let wrong = FileRole::Weights.mistake(&first);
            return Err(Failure::message(WeightsError::OtherKind { file, wrong }));
        }
        Foreign::read(path)
    }

    /// Pairs those tensors with a network's weights that fit, and calls `with` with the result and the weights that have
    /// none.
    ///
    /// # Errors
    /// [`Failure::Message`] if the file is damaged, or no tensor fits; those of `with`.
    pub(super) fn paired_in_part<R>(
        &self,
        graph: &Graph,
        options: &PairOptions,
        with: impl FnOnce(&Paired<'_>, &[LeftOver]) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        let file = open_weights(&self.file.as_model(), Some(&self.folder));
        let file = file.map_err(Failure::message)?;
        match pair_part(&file, graph, options) {
            Some((paired, left)) => with(&paired, &left),
            None => Err(Failure::Message(format!(
                "no tensor of `{}` has the name and the size of a weight of the network; help: `googlenet weights list SPEC \
                 --weights FILE` compares all tensors",
                self.file.name
            ))),
        }
    }

    /// Pairs the tensors with a network's weights, and calls `with` with the result.
    ///
    /// # Errors
    /// [`Failure::Message`] if the file is damaged, or does not fit; those of `with`.
    pub(super) fn paired<R>(
        &self,
        graph: &Graph,
        options: &PairOptions,
        with: impl FnOnce(&Paired<'_>) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        let file = open_weights(&self.file.as_model(), Some(&self.folder));
        let file = file.map_err(Failure::message)?;
        let paired = pair_weights(&file, graph, options).map_err(Failure::message)?;
        with(&paired)
    }

    /// Pairs the tensors as [`Foreign::paired`] does, and warns of what the file lacks or has beside weights.
    ///
    /// # Errors
    /// Those of [`Foreign::paired`].
    pub(super) fn warned<R>(
        &self,
        graph: &Graph,
        source: Option<Convention>,
        with: impl FnOnce(&Paired<'_>) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        let options = PairOptions {
            source,
            ..PairOptions::default()
        };
        self.paired(graph, &options, |paired| {
            let notes = paired.report().important();
            notes.iter().for_each(|note| warn(note));
            with(paired)
        })
    }
}

/// Returns the convention whose names a network's layers have as `source`.
pub(super) fn names_of(network: &Network<'_>) -> Option<Convention> {
    network.compiled.names.map(Convention::from)
}
