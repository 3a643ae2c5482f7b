//! Reading of weight files. The header is compared with the network before values are read, so that memory is allocated
//! only for tensors that fit.

use super::QUANTIZED_FORMAT;
use super::bytes::{Bytes, Streamed};
use super::compare::{Fitting, LoadReport, Wanted, compare};
use super::element::Element;
use super::finite::misfit;
use super::header::{Entry, Header, unread_data};
use crate::error::{Error, Misfit, Origin, WeightFileError};
use crate::tensor::{NonFinite, non_finite};
use crate::{Layer, LayerMut, kernel};
use googlenet_dsl::file::open_regular;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// How weights are loaded: which, and whether they may be NaN or infinite.
#[derive(Clone, Copy)]
pub(crate) struct Loading<'a> {
    pub(crate) wanted: Wanted<'a>,
    pub(crate) allow_non_finite: bool,
}

/// A weight file, wherever it is.
pub(crate) enum Input<'a> {
    File(&'a Path),
    /// A file that is mapped into memory while it is loaded.
    Mapped(&'a Path),
    Bytes(&'a [u8]),
    Reader(&'a mut dyn Read),
}

/// Sets the selected weights of `layers` from a weight file. If there is an error, no weight is changed.
pub(crate) fn load(
    layers: Vec<LayerMut<'_>>,
    input: Input<'_>,
    loading: Loading<'_>,
) -> Result<LoadReport, Error> {
    match input {
        Input::File(path) => fill(layers, path.into(), &mut open(path)?, loading),
        Input::Mapped(path) => {
            let bytes = kernel::map(path).map_err(|reason| Error::file(path, reason))?;
            fill(layers, path.into(), &mut &bytes[..], loading)
        }
        Input::Bytes(mut bytes) => fill(layers, Origin::Bytes, &mut bytes, loading),
        Input::Reader(reader) => {
            let mut streamed = Streamed::new(reader);
            fill(layers, Origin::Reader, &mut streamed, loading)
        }
    }
}

/// Opens a regular file, and returns it with its length in bytes.
pub(super) fn open(path: &Path) -> Result<(File, u64), Error> {
    let open = || {
        let file = open_regular(path)?;
        let length = file.metadata()?.len();
        Ok((file, length))
    };
    open().map_err(|reason| Error::file(path, reason))
}

fn fill(
    mut layers: Vec<LayerMut<'_>>,
    origin: Origin,
    bytes: &mut dyn Bytes,
    loading: Loading<'_>,
) -> Result<LoadReport, Error> {
    let known: Vec<&Layer> = layers.iter().map(|layer| &**layer).collect();
    let Matched {
        data,
        data_len,
        mut fitting,
        report,
    } = matched(&known, &origin, bytes, loading.wanted)?;
    fitting.sort_by_key(|(_, _, (_, entry))| entry.start);
    // All values are read before the first layer is changed, so that an error changes nothing.
    let mut read = Vec::new();
    let mut misfits = Vec::new();
    for (at, name, (element, entry)) in fitting {
        let start = data.saturating_add(entry.start);
        let values = values(bytes, start, (element, &entry), Vec::new())
            .map_err(|error| unread_data(&origin, bytes, error, data, data_len))?;
        misfits.extend(values.misfit(at, known[at], name, &entry));
        read.push((at, name, values.values));
    }
    Header::finish(&origin, bytes, data, data_len)?;
    refuse(origin, misfits, loading)?;
    for (at, name, values) in read {
        layers[at].set_weight(name, values)?;
    }
    Ok(report)
}

/// Returns an error if there are tensors that are not finite, and these are not allowed. `misfits` have the index of
/// their layer in the network, in whose order they are told.
fn refuse(
    origin: Origin,
    mut misfits: Vec<(usize, Misfit)>,
    loading: Loading<'_>,
) -> Result<(), Error> {
    if misfits.is_empty() || loading.allow_non_finite {
        return Ok(());
    }
    misfits.sort_by_key(|(at, _)| *at);
    Err(Error::Weights {
        origin,
        misfits: misfits.into_iter().map(|(_, misfit)| misfit).collect(),
    })
}

/// Reads the header of the file `bytes` and compares it with the weights of `layers`.
fn matched(
    layers: &[&Layer],
    origin: &Origin,
    bytes: &mut dyn Bytes,
    wanted: Wanted<'_>,
) -> Result<Matched, Error> {
    let weights = layers.iter().flat_map(|layer| layer.weights());
    let size = weights.map(|weight| (weight.len() * size_of::<f32>()) as u64);
    let header = Header::read(origin, bytes, size.sum())?;
    if header.metadata.get("format").map(String::as_str) == Some(QUANTIZED_FORMAT) {
        return Err(Error::WeightFile {
            origin: origin.clone(),
            error: WeightFileError::Quantized,
        });
    }
    let (data, data_len) = (header.data, header.data_len);
    match compare(layers, header.tensors, wanted) {
        Ok((fitting, report)) => Ok(Matched {
            data,
            data_len,
            fitting,
            report,
        }),
        Err(misfits) => Err(Error::Weights {
            origin: origin.clone(),
            misfits,
        }),
    }
}

/// An open weight file whose header fits a network. Values are read on demand, by any thread; a lock lets one thread
/// read at a time.
pub(crate) struct Opened<'a> {
    origin: Origin,
    file: Mutex<Box<dyn Bytes + Send + 'a>>,
    /// Offset of the first tensor in the file, in bytes.
    data: u64,
    /// Weights that the file has for each layer, by the layer's index in the network: name without the layer's path,
    /// type of the elements, and the header's entry with shape and position in the file.
    tensors: BTreeMap<usize, Vec<(&'static str, Element, Entry)>>,
    loading: Loading<'a>,
    /// Tensors with values that are not finite among those that were read, with the index of their layer.
    misfits: Mutex<Vec<(usize, Misfit)>>,
}

impl<'a> Opened<'a> {
    /// Opens a file and compares its header with the weights of `layers`.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read, [`Error::WeightFile`] if its header is invalid, [`Error::Weights`]
    /// if tensors do not fit.
    pub(crate) fn file(
        layers: &[&Layer],
        path: &'a Path,
        loading: Loading<'a>,
    ) -> Result<Self, Error> {
        Opened::new(layers, path.into(), Box::new(open(path)?), loading)
    }

    /// Compares the header of a file in memory with the weights of `layers`; fails as [`Opened::file`] does.
    pub(crate) fn bytes(
        layers: &[&Layer],
        bytes: &'a [u8],
        loading: Loading<'a>,
    ) -> Result<Self, Error> {
        Opened::new(layers, Origin::Bytes, Box::new(bytes), loading)
    }

    fn new(
        layers: &[&Layer],
        origin: Origin,
        mut file: Box<dyn Bytes + Send + 'a>,
        loading: Loading<'a>,
    ) -> Result<Self, Error> {
        let matched = matched(layers, &origin, &mut *file, loading.wanted)?;
        let mut tensors: BTreeMap<usize, Vec<_>> = BTreeMap::new();
        for (at, name, (element, entry)) in matched.fitting {
            tensors.entry(at).or_default().push((name, element, entry));
        }
        Ok(Opened {
            origin,
            file: Mutex::new(file),
            data: matched.data,
            tensors,
            loading,
            misfits: Mutex::default(),
        })
    }

    /// Sets the weights of `layer`, whose index in the network is `at`, from the file; weights that the file lacks are
    /// left as they are. `memory` returns a vector for a number of values, whose allocation is reused for them. Values
    /// that are not finite are kept in mind for [`Opened::finish`].
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read, or is shorter than when it was opened.
    pub(crate) fn fill(
        &self,
        at: usize,
        layer: &mut Layer,
        memory: impl Fn(usize) -> Vec<f32>,
    ) -> Result<(), Error> {
        for (name, element, entry) in self.tensors.get(&at).into_iter().flatten() {
            let into = memory(entry.values());
            let read = {
                let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
                values(
                    &mut **file,
                    self.data + entry.start,
                    (*element, entry),
                    into,
                )
            };
            let read = read.map_err(|reason| Error::file(self.origin.clone(), reason))?;
            if let Some(misfit) = read.misfit(at, layer, name, entry) {
                let mut misfits = self.misfits.lock().unwrap_or_else(PoisonError::into_inner);
                misfits.push(misfit);
            }
            layer.set_weight(name, read.values)?;
        }
        Ok(())
    }

    /// Returns an error if values that were read are not finite, unless these are allowed.
    ///
    /// # Errors
    /// [`Error::Weights`] with the tensors of these values.
    pub(crate) fn finish(self) -> Result<(), Error> {
        let misfits = self.misfits.into_inner();
        let misfits = misfits.unwrap_or_else(PoisonError::into_inner);
        refuse(self.origin, misfits, self.loading)
    }
}

/// Values of a tensor, and those of them that are not finite.
struct Values {
    values: Vec<f32>,
    non_finite: Option<NonFinite>,
}

impl Values {
    /// Returns the misfit of the weight `name` of `layer`, with the layer's index `at`, if values are not finite.
    fn misfit(
        &self,
        at: usize,
        layer: &Layer,
        name: &str,
        entry: &Entry,
    ) -> Option<(usize, Misfit)> {
        let found = self.non_finite?;
        let name = format!("{}.{name}", layer.name());
        Some((at, misfit(name, &entry.shape, found)))
    }
}

/// Reads the values of the tensor `entry`, which begins at byte `at` of the file, into `values`, which is cleared
/// before, and returns `values`. They are searched for values that are not finite while they are in the processor's
/// caches.
fn values(
    bytes: &mut dyn Bytes,
    mut at: u64,
    (element, entry): (Element, &Entry),
    mut values: Vec<f32>,
) -> io::Result<Values> {
    let (len, size) = (entry.values(), element.size());
    values.clear();
    values.reserve_exact(len);
    let mut found: Option<NonFinite> = None;
    let mut part = [0; 1 << 15];
    while values.len() < len {
        let before = values.len();
        let count = (len - before).min(part.len() / size);
        let read = bytes.read_at(at, &mut part[..count * size])?;
        element.append(read, &mut values);
        at += read.len() as u64;
        if let Some(more) = non_finite(&values[before..]) {
            let first = NonFinite {
                first: before + more.first,
                count: 0,
                ..more
            };
            found.get_or_insert(first).count += more.count;
        }
    }
    Ok(Values {
        values,
        non_finite: found,
    })
}

/// The result of comparing a file with a network when nothing is wrong.
struct Matched {
    /// Offset of the first tensor in the file, in bytes.
    data: u64,
    /// Size of all tensors of the file together, in bytes.
    data_len: u64,
    /// Tensors that are loaded, in the order of the layers.
    fitting: Vec<Fitting>,
    report: LoadReport,
}
