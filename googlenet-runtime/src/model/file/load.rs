//! Reading weight files. The header is compared with the network before a value is read, so that memory is taken only
//! for tensors that fit, whatever else a file holds.

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

/// Unknown times missing names up to which nearest ones are looked for.
const MAX_PAIRS: usize = 4_000_000;

/// What a partial load left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoadReport {
    /// Tensors of the network that were filled.
    pub loaded: Vec<String>,
    /// Tensors of the network that stayed as they were.
    pub kept: Vec<String>,
    /// Tensors of the file that were not used.
    pub unused: Vec<String>,
}

/// What a file is asked for.
#[derive(Clone, Copy)]
pub(crate) enum Wanted<'a> {
    /// Every tensor of the network, which has these heads.
    Whole(&'a [Head]),
    /// The tensors whose names begin so.
    Prefix(&'a str),
}

pub(crate) fn load(
    layers: Vec<LayerMut<'_>>,
    path: &Path,
    wanted: Wanted<'_>,
) -> Result<LoadReport, Error> {
    let mut file = open(path)?;
    fill(layers, path, &mut file, wanted)
}

/// A regular file with its length.
fn open(path: &Path) -> Result<(File, u64), Error> {
    let open = || {
        let file = open_regular(path)?;
        let length = file.metadata()?.len();
        Ok((file, length))
    };
    open().map_err(|reason| Error::file(path, reason))
}

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
    // All are read before one is changed.
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

/// Reads the header, and says where the values begin and which tensors fit.
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

/// A file that fits a network, of which the values are read when they are asked for, by any thread.
pub(crate) struct Opened {
    path: PathBuf,
    file: Mutex<(File, u64)>,
    data: u64,
    /// By the layer's place: the weights' names, and where their values are.
    tensors: BTreeMap<usize, Vec<(&'static str, Entry)>>,
}

impl Opened {
    /// # Errors
    /// The file cannot be read or does not fit.
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

    /// Fills the weights of the layer at a place, in memory that is given for so many values.
    ///
    /// # Errors
    /// The file cannot be read, or has become shorter.
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

/// So many little-endian values from a place on.
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

/// Tensors that fit.
struct Matched {
    /// The layer's place, the weight's name, and where its values are.
    fitting: Vec<(usize, &'static str, Entry)>,
    report: LoadReport,
}

/// Compares what a file has with what the layers want.
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

/// Tensors that the network does not want, each with a missing one that it perhaps is.
fn unknown(tensors: BTreeMap<String, Entry>, kept: &[String], misfits: &mut Vec<Misfit>) {
    let missing = misfits.iter().filter_map(|misfit| match misfit {
        Misfit::Missing { name, .. } => Some(name),
        _ => None,
    });
    // Those of a head that is left out, too: a slip in all of their names looks like that.
    let missing: BTreeSet<String> = missing.chain(kept).cloned().collect();
    let few = tensors.len().saturating_mul(missing.len()) <= MAX_PAIRS;
    misfits.extend(tensors.into_keys().map(|name| {
        let near = few.then(|| nearest(&name, missing.iter().map(String::as_str)));
        let nearest = near.flatten().map(str::to_owned);
        Misfit::Unknown { name, nearest }
    }));
}

/// The places of the layers of those heads of training that the file does not have: no tensor of theirs is in it.
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
