//! Weight files: safetensors named by path.

use super::tensors::{Infos, Tensors};
use crate::{Error, Layer, Weight};
use googlenet_dsl::graph::{Head, When};
use googlenet_dsl::nearest::nearest;
use safetensors::tensor::TensorInfo;
use safetensors::{Dtype, SafeTensorError, View};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};

/// A tensor that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misfit {
    /// The network wants it, the file does not have it.
    Missing {
        /// Its name.
        name: String,
        /// The shape that the network wants.
        shape: Vec<usize>,
    },
    /// The file has it, the network does not want it.
    Unknown {
        /// Its name.
        name: String,
        /// A missing one that it perhaps is.
        nearest: Option<String>,
    },
    /// The shapes differ.
    Shape {
        /// Its name.
        name: String,
        /// The shape that the network wants.
        expected: Vec<usize>,
        /// The shape in the file.
        got: Vec<usize>,
    },
    /// The values are no 32-bit floats.
    Type {
        /// Its name.
        name: String,
        /// What they are.
        got: String,
    },
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Misfit::Missing { name, shape } => write!(f, "missing `{name}` {shape:?}"),
            Misfit::Unknown {
                name,
                nearest: Some(nearest),
            } => {
                write!(f, "unknown `{name}`; is it `{nearest}`?")
            }
            Misfit::Unknown {
                name,
                nearest: None,
            } => write!(f, "unknown `{name}`"),
            Misfit::Shape {
                name,
                expected,
                got,
            } => {
                write!(f, "shape of `{name}`: expected {expected:?}, got {got:?}")?;
                let mut reversed = got.clone();
                reversed.reverse();
                let mut sorted = [expected.clone(), got.clone()];
                sorted.iter_mut().for_each(|shape| shape.sort_unstable());
                match sorted[0] == sorted[1] {
                    true if reversed == *expected => write!(f, " (it is transposed)"),
                    true => write!(f, " (the axes are in another order)"),
                    false => Ok(()),
                }
            }
            Misfit::Type { name, got } => write!(f, "type of `{name}`: expected F32, got {got}"),
        }
    }
}

/// What a partial load left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
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
pub(super) enum Wanted<'a> {
    /// Every tensor of the network, which has these heads.
    Whole(&'a [Head]),
    /// The tensors whose names begin so.
    Prefix(&'a str),
}

/// A tensor of a file for a weight of a layer.
pub(super) struct Fitting {
    /// The layer's place.
    pub(super) layer: usize,
    pub(super) weight: &'static str,
    pub(super) info: TensorInfo,
}

/// Fills the weights, tensor by tensor, once everything is known to fit.
pub(super) fn load(
    layers: Vec<&mut Layer>,
    path: &Path,
    wanted: Wanted<'_>,
) -> Result<LoadReport, Error> {
    fill(layers, path, Tensors::open(path)?, wanted)
}

pub(super) fn load_mapped(
    layers: Vec<&mut Layer>,
    path: &Path,
    wanted: Wanted<'_>,
) -> Result<(), Error> {
    fill(layers, path, Tensors::map(path)?, wanted).map(|_| ())
}

fn fill(
    mut layers: Vec<&mut Layer>,
    path: &Path,
    (file, infos): (Tensors, Infos),
    wanted: Wanted<'_>,
) -> Result<LoadReport, Error> {
    let known: Vec<&Layer> = layers.iter().map(|layer| &**layer).collect();
    let (report, fitting) = fit(&known, path, infos, wanted)?;
    // Before any is replaced, so that a file that cannot be read to its end changes nothing.
    let mut read = Vec::with_capacity(fitting.len());
    for tensor in &fitting {
        read.push(file.read(&tensor.info, Vec::new())?);
    }
    for (tensor, values) in fitting.iter().zip(read) {
        layers[tensor.layer].set_weight(tensor.weight, values)?;
    }
    Ok(report)
}

/// Compares what a file has with what a network wants.
pub(super) fn fit(
    layers: &[&Layer],
    path: &Path,
    mut tensors: Infos,
    wanted: Wanted<'_>,
) -> Result<(LoadReport, Vec<Fitting>), Error> {
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
                Some(tensor) if tensor.dtype != Dtype::F32 => {
                    misfits.push(Misfit::Type {
                        name,
                        got: format!("{:?}", tensor.dtype),
                    });
                }
                Some(tensor) if tensor.shape != shape => {
                    misfits.push(Misfit::Shape {
                        name,
                        expected: shape,
                        got: tensor.shape,
                    });
                }
                Some(tensor) => {
                    fitting.push(Fitting {
                        layer: at,
                        weight: weight.name(),
                        info: tensor,
                    });
                    report.loaded.push(name);
                }
            }
        }
    }
    report.unused.extend(tensors.keys().cloned());
    if whole {
        // Those of a head that is left out, too: a slip in all of their names looks like that.
        let missing: BTreeSet<String> = misfits
            .iter()
            .filter_map(|misfit| match misfit {
                Misfit::Missing { name, .. } => Some(name.clone()),
                _ => None,
            })
            .chain(report.kept.iter().cloned())
            .collect();
        misfits.extend(tensors.into_keys().map(|name| {
            let nearest = nearest(&name, missing.iter().map(String::as_str)).map(str::to_owned);
            Misfit::Unknown { name, nearest }
        }));
    }
    if !misfits.is_empty() {
        return Err(Error::Weights {
            path: path.to_owned(),
            misfits,
        });
    }
    Ok((report, fitting))
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

pub(super) fn save(layers: &[&Layer], path: &Path) -> Result<(), Error> {
    let names = layers.iter().flat_map(|layer| {
        let name = |weight: &Weight| format!("{}.{}", layer.name(), weight.name());
        layer
            .weights()
            .iter()
            .map(move |weight| (name(weight), weight))
    });
    let names: Vec<(String, &Weight)> = names.collect();
    let tensors = names.iter().map(|(name, weight)| StoredTensor {
        name,
        shape: weight.shape(),
        bytes: Box::new(|| {
            let values = weight.values().iter();
            values.flat_map(|value| value.to_le_bytes()).collect()
        }),
    });
    save_tensors(tensors.collect(), path)
}

/// A tensor of 32-bit floats to be written.
pub struct StoredTensor<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its sizes.
    pub shape: &'a [usize],
    /// Makes its values, little-endian, last axis innermost; asked for when they are written.
    pub bytes: Box<dyn Fn() -> Vec<u8> + 'a>,
}

impl fmt::Debug for StoredTensor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.name, self.shape)
    }
}

impl View for StoredTensor<'_> {
    fn dtype(&self) -> Dtype {
        Dtype::F32
    }

    fn shape(&self) -> &[usize] {
        self.shape
    }

    fn data(&self) -> Cow<'_, [u8]> {
        (self.bytes)().into()
    }

    fn data_len(&self) -> usize {
        4 * self.shape.iter().product::<usize>()
    }
}

/// Writes tensors to a safetensors file: one after the other, so that one is in memory at a time, and beside its place
/// first, so that a failure leaves what was there.
///
/// # Errors
/// The file cannot be written.
pub fn save_tensors(tensors: Vec<StoredTensor<'_>>, path: &Path) -> Result<(), Error> {
    let failed = |reason: std::io::Error| Error::file(path, reason);
    let mut part = path.as_os_str().to_owned();
    part.push(format!(".part-{}", std::process::id()));
    let part = PathBuf::from(part);
    // The library makes a file that its owner alone may read; this one tells what a file is usually allowed.
    let usual = File::create(&part).and_then(|file| file.metadata());
    let usual = usual.map_err(failed)?.permissions();
    let views = tensors.into_iter().map(|tensor| (tensor.name, tensor));
    let written =
        safetensors::serialize_to_file(views, None, &part).map_err(|reason| match reason {
            SafeTensorError::IoError(reason) => failed(reason),
            reason => Error::Format {
                path: path.to_owned(),
                reason: reason.to_string(),
            },
        });
    let moved = written.and_then(|()| {
        let moved =
            std::fs::set_permissions(&part, usual).and_then(|()| std::fs::rename(&part, path));
        moved.map_err(failed)
    });
    moved.inspect_err(|_| {
        let _ = std::fs::remove_file(&part);
    })
}
