//! Reading of weight files. The header is compared with the network before values are read, so that memory is allocated
//! only for tensors that fit.

use super::bytes::Bytes;
use super::header::{Entry, Header};
use crate::error::{Error, Misfit};
use crate::{Layer, LayerMut, kernel};
use googlenet_dsl::file::open_regular;
use googlenet_dsl::graph::{Head, When};
use googlenet_dsl::nearest::nearest;
use safetensors::Dtype;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Largest product of the numbers of unknown and missing tensors for which similar names are searched, as each pair of
/// names is compared.
const MAX_PAIRS: usize = 4_000_000;

/// The tensors that [`Network::load_weights_prefixed`](crate::Network::load_weights_prefixed) loaded and left out.
/// Names are those in the file: path of the layer and name of the weight.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoadReport {
    /// Names of the network's tensors that were loaded, in the order of the layers.
    pub loaded: Vec<String>,
    /// Names of the network's tensors that kept their values, because their names do not begin with the prefix or the
    /// file does not have them; in the order of the layers.
    pub kept: Vec<String>,
    /// Names of the file's tensors that were not used: first those that the network has but whose names do not begin
    /// with the prefix, then those that the network does not have.
    pub unused: Vec<String>,
}

/// Selection of the network's tensors that are loaded from a file.
#[derive(Clone, Copy)]
pub(crate) enum Wanted<'a> {
    /// All tensors of the network, which has these heads (such as auxiliary classifiers); the file must have no others.
    /// The tensors of a head that exists only in training may all be missing.
    Whole(&'a [Head]),
    /// The tensors whose names begin with this prefix, as far as the file has them; it may have others.
    Prefix(&'a str),
}

/// Sets the selected weights of `layers` from the file `path`. If there is an error, no weight is changed.
pub(crate) fn load(
    layers: Vec<LayerMut<'_>>,
    path: &Path,
    wanted: Wanted<'_>,
) -> Result<LoadReport, Error> {
    let mut file = open(path)?;
    fill(layers, path, &mut file, wanted)
}

/// Opens a regular file, and returns it with its length in bytes.
fn open(path: &Path) -> Result<(File, u64), Error> {
    let open = || {
        let file = open_regular(path)?;
        let length = file.metadata()?.len();
        Ok((file, length))
    };
    open().map_err(|reason| Error::file(path, reason))
}

/// Sets the selected weights of `layers` from the file `path`, which is mapped into memory meanwhile. If there is an
/// error, no weight is changed.
pub(crate) fn load_mapped(
    layers: Vec<LayerMut<'_>>,
    path: &Path,
    wanted: Wanted<'_>,
) -> Result<(), Error> {
    let bytes = kernel::map(path).map_err(|reason| Error::file(path, reason))?;
    fill(layers, path, &mut &bytes[..], wanted).map(|_| ())
}

fn fill(
    mut layers: Vec<LayerMut<'_>>,
    path: &Path,
    bytes: &mut impl Bytes,
    wanted: Wanted<'_>,
) -> Result<LoadReport, Error> {
    let known: Vec<&Layer> = layers.iter().map(|layer| &**layer).collect();
    let (data, matched) = matched(&known, path, bytes, wanted)?;
    // All values are read before the first layer is changed, so that an error changes nothing.
    let mut read = Vec::new();
    for (at, name, entry) in matched.fitting {
        let values = values(bytes, data + entry.start, entry.values(), Vec::new());
        read.push((
            at,
            name,
            values.map_err(|reason| Error::file(path, reason))?,
        ));
    }
    for (at, name, values) in read {
        layers[at].set_weight(name, values)?;
    }
    Ok(matched.report)
}

/// Reads the header of the file `bytes` and compares it with the weights of `layers`. Returns the offset of the first
/// tensor in the file, in bytes, and the tensors that fit.
fn matched(
    layers: &[&Layer],
    path: &Path,
    bytes: &mut impl Bytes,
    wanted: Wanted<'_>,
) -> Result<(u64, Matched), Error> {
    let header = Header::read(path, bytes)?;
    let matched = compare(layers, header.tensors, wanted).map_err(|misfits| Error::Weights {
        path: path.to_owned(),
        misfits,
    })?;
    Ok((header.data, matched))
}

/// An open weight file whose header fits a network. Values are read on demand, by any thread; a lock lets one thread
/// read at a time.
pub(crate) struct Opened {
    path: PathBuf,
    file: Mutex<(File, u64)>,
    /// Offset of the first tensor in the file, in bytes.
    data: u64,
    /// Weights that the file has for each layer, by the layer's index in the network: name without the layer's path,
    /// and the header's entry with shape, element type and position in the file.
    tensors: BTreeMap<usize, Vec<(&'static str, Entry)>>,
}

impl Opened {
    /// Opens a file and compares its header with the weights of `layers`.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read, [`Error::WeightFile`] if its header is invalid, [`Error::Weights`]
    /// if tensors do not fit.
    pub(crate) fn new(layers: &[&Layer], path: &Path, wanted: Wanted<'_>) -> Result<Self, Error> {
        let mut file = open(path)?;
        let (data, matched) = matched(layers, path, &mut file, wanted)?;
        let mut tensors: BTreeMap<usize, Vec<_>> = BTreeMap::new();
        for (at, name, entry) in matched.fitting {
            tensors.entry(at).or_default().push((name, entry));
        }
        Ok(Opened {
            path: path.to_owned(),
            file: Mutex::new(file),
            data,
            tensors,
        })
    }

    /// Sets the weights of `layer`, whose index in the network is `at`, from the file; weights that the file lacks are
    /// left as they are. `memory` returns a vector for a number of values, whose allocation is reused for them.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read, or is shorter than when it was opened.
    pub(crate) fn fill(
        &self,
        at: usize,
        layer: &mut Layer,
        memory: impl Fn(usize) -> Vec<f32>,
    ) -> Result<(), Error> {
        for (name, entry) in self.tensors.get(&at).into_iter().flatten() {
            let into = memory(entry.values());
            let read = {
                let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
                values(&mut *file, self.data + entry.start, entry.values(), into)
            };
            layer.set_weight(
                name,
                read.map_err(|reason| Error::file(&self.path, reason))?,
            )?;
        }
        Ok(())
    }
}

/// Reads `len` little-endian `f32` values from byte `at` of the file on into `values`, which is cleared before, and
/// returns `values`.
fn values(
    bytes: &mut impl Bytes,
    mut at: u64,
    len: usize,
    mut values: Vec<f32>,
) -> io::Result<Vec<f32>> {
    values.clear();
    values.reserve_exact(len);
    let mut part = [0; 1 << 15];
    while values.len() < len {
        let count = (len - values.len()).min(part.len() / 4);
        let part = &mut part[..count * 4];
        bytes.read_at(at, part)?;
        let (numbers, _) = part.as_chunks::<4>();
        values.extend(numbers.iter().map(|number| f32::from_le_bytes(*number)));
        at += part.len() as u64;
    }
    Ok(values)
}

/// The result of comparing a file with a network when nothing is wrong.
struct Matched {
    /// Tensors that are loaded: index of the layer in the network, name of the weight without the layer's path, and the
    /// header's entry with shape, element type and position in the file. In the order of the layers.
    fitting: Vec<(usize, &'static str, Entry)>,
    report: LoadReport,
}

/// Compares the tensors of a file, by name, with the weights of `layers`.
///
/// # Errors
/// Returns all selected tensors that have another shape or are not `f32` and, if the whole network is selected, all
/// that are missing or unknown.
fn compare(
    layers: &[&Layer],
    mut tensors: BTreeMap<String, Entry>,
    wanted: Wanted<'_>,
) -> Result<Matched, Vec<Misfit>> {
    let (whole, prefix) = match wanted {
        Wanted::Whole(_) => (true, ""),
        Wanted::Prefix(prefix) => (false, prefix),
    };
    let left_out = left_out(layers, wanted, |name| tensors.contains_key(name));
    let mut report = LoadReport {
        loaded: Vec::new(),
        kept: Vec::new(),
        unused: Vec::new(),
    };
    let mut misfits = Vec::new();
    let mut fitting = Vec::new();
    for (at, layer) in layers.iter().enumerate() {
        for weight in layer.weights() {
            let name = format!("{}.{}", layer.name(), weight.name());
            let shape = weight.shape().to_vec();
            let wanted = name.starts_with(prefix);
            match tensors.remove(&name) {
                None if whole && !left_out.contains(&at) => {
                    misfits.push(Misfit::Missing { name, shape })
                }
                Some(_) if !wanted => {
                    report.unused.push(name.clone());
                    report.kept.push(name);
                }
                None => report.kept.push(name),
                Some(tensor) if tensor.ty != Dtype::F32 => misfits.push(Misfit::Type {
                    name,
                    got: format!("{:?}", tensor.ty),
                }),
                Some(tensor) if tensor.shape != shape => misfits.push(Misfit::Shape {
                    name,
                    expected: shape,
                    got: tensor.shape,
                }),
                Some(tensor) => {
                    fitting.push((at, weight.name(), tensor));
                    report.loaded.push(name);
                }
            }
        }
    }
    report.unused.extend(tensors.keys().cloned());
    if whole {
        unknown(tensors, &report.kept, &mut misfits);
    }
    match misfits.is_empty() {
        true => Ok(Matched { fitting, report }),
        false => Err(misfits),
    }
}

/// Adds the tensors of the file that the network does not have to `misfits`, each with the most similar name of a
/// missing tensor if there are not too many names to compare. `kept` are the names of tensors of heads that the file
/// lacks.
fn unknown(tensors: BTreeMap<String, Entry>, kept: &[String], misfits: &mut Vec<Misfit>) {
    let missing = misfits.iter().filter_map(|misfit| match misfit {
        Misfit::Missing { name, .. } => Some(name),
        _ => None,
    });
    // Names of heads that the file lacks count as missing too: if all names of a head are misspelt, the file seems to
    // lack the head.
    let missing: BTreeSet<String> = missing.chain(kept).cloned().collect();
    let few = tensors.len().saturating_mul(missing.len()) <= MAX_PAIRS;
    misfits.extend(tensors.into_keys().map(|name| {
        let near = few.then(|| nearest(&name, missing.iter().map(String::as_str)));
        let nearest = near.flatten().map(str::to_owned);
        Misfit::Unknown { name, nearest }
    }));
}

/// Returns the indices in `layers` of all layers of those heads that exist only in training and of which the file has
/// no tensor. Empty if tensors are selected by a prefix. `has` returns `true` for names of tensors that the file has.
fn left_out(layers: &[&Layer], wanted: Wanted<'_>, has: impl Fn(&str) -> bool) -> BTreeSet<usize> {
    let Wanted::Whole(heads) = wanted else {
        return BTreeSet::new();
    };
    let there = |layer: &Layer| {
        let mut weights = layer.weights().iter();
        weights.any(|weight| has(&format!("{}.{}", layer.name(), weight.name())))
    };
    heads
        .iter()
        .filter(|head| head.when == When::Training)
        .map(|head| head.first - 1..head.output)
        .filter(|places| !layers[places.clone()].iter().any(|layer| there(layer)))
        .flatten()
        .collect()
}
