//! A dataset: the sizes and values of a tensor.

use super::attributes::Attributes;
use super::limits::{MAX_AXES, RATIO, SMALL_CHUNK};
use super::shared::{Shared, damaged};
use super::types;
use crate::tensors::{Array, Element};
use hdf5_pure::{ChunkIndex, Layout};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// A dataset, which is not looked into before its values are asked for.
pub(crate) struct Dataset<'a> {
    dataset: hdf5_pure::Dataset,
    shared: Arc<Shared<'a>>,
}

impl<'a> Dataset<'a> {
    pub(super) fn new(dataset: hdf5_pure::Dataset, shared: Arc<Shared<'a>>) -> Dataset<'a> {
        Dataset { dataset, shared }
    }

    /// Returns the tensor and the type of its elements: its values in the bytes of the file, where they lie there as
    /// they are read, else decoded. Tensors of other elements than floats have no values.
    ///
    /// # Errors
    /// A reason in words that follow the dataset's name.
    pub(crate) fn array(&self) -> Result<(Element, Array<'a>), String> {
        let ty = self.dataset.datatype().map_err(|error| damaged(&error))?;
        let stored = types::of(&ty, self.is_brain()?)?;
        let shape = self.dataset.shape().map_err(|error| damaged(&error))?;
        let dims: Option<Vec<usize>> = shape.iter().map(|size| (*size).try_into().ok()).collect();
        let dims = dims.filter(|dims| dims.len() <= MAX_AXES);
        let dims = dims.ok_or_else(|| format!("its sizes {shape:?} are out of range"))?;
        let bytes = match stored.element.bytes() {
            Some(each) => {
                let size = shape.iter().try_fold(each as u64, |product, size| {
                    // A size of 0 makes the product 0 only behind the others.
                    product.checked_mul(*size)
                });
                let size = size.filter(|size| usize::try_from(*size).is_ok());
                let size = size.ok_or_else(|| format!("its sizes {shape:?} are out of range"))?;
                let bytes = self.values(size)?;
                match stored.is_reversed {
                    true => Cow::Owned(reversed(bytes.into_owned(), each)),
                    false => bytes,
                }
            }
            None => Cow::Borrowed(&[][..]),
        };
        Ok((stored.element, Array::new(dims, stored.element, bytes)?))
    }

    /// Returns whether Keras says that the values are bfloat16, which HDF5 has no type for.
    fn is_brain(&self) -> Result<bool, String> {
        let values = self.dataset.attrs().map_err(|error| damaged(&error))?;
        let types = self.dataset.attr_datatypes();
        let types = types.map_err(|error| damaged(&error))?;
        let attributes = Attributes::new(values, &types);
        Ok(attributes.text("dtype")? == Some("bfloat16"))
    }

    /// Returns `size` bytes of values, as many as sizes and type ask for.
    fn values(&self, size: u64) -> Result<Cow<'a, [u8]>, String> {
        if size == 0 {
            return Ok(Cow::Borrowed(&[]));
        }
        let differs = |has: u64| {
            format!("it is damaged: its values have {has} bytes; expected {size} by its sizes")
        };
        match self.dataset.layout().map_err(|error| damaged(&error))? {
            Layout::Compact { size: has } if has < size => Err(differs(has)),
            Layout::Compact { .. } => self.decoded(size),
            Layout::Contiguous { address: None, .. } => {
                Err("its values were never written, or lie in another file".to_owned())
            }
            Layout::Contiguous {
                address: Some(address),
                size: has,
            } => {
                if has < size {
                    return Err(differs(has));
                }
                let end = address.checked_add(size);
                let end = end.filter(|end| *end <= self.shared.len).ok_or_else(|| {
                    format!(
                        "it is cut off, or damaged: its values are {size} bytes from byte {address} on, and the file has {}",
                        self.shared.len
                    )
                })?;
                match self.shared.bytes {
                    Some(bytes) => Ok(Cow::Borrowed(&bytes[address as usize..end as usize])),
                    None => self.decoded(size),
                }
            }
            Layout::Chunked {
                index: ChunkIndex::BTreeV2,
                ..
            } => Err(
                "its values are in chunks that can grow along several axes, which are not read; help: save it again \
                 without, in Python with `f.create_dataset(NAME, data=values)`"
                    .to_owned(),
            ),
            Layout::Chunked { chunk_shape, .. } => {
                self.check_chunks(size, &chunk_shape)?;
                self.decoded(size)
            }
            _ => Err("its values are put together from other files, which is not read".to_owned()),
        }
    }

    /// Compares what the chunks say of themselves with the bytes that there are.
    fn check_chunks(&self, size: u64, chunk: &[u64]) -> Result<(), String> {
        let shape = self.dataset.shape().map_err(|error| damaged(&error))?;
        let each = self.dataset.element_size();
        let each = each.map_err(|error| damaged(&error))?;
        let damage = |what: String| format!("it is damaged: {what}");
        let bytes = chunk.iter().try_fold(each, |product, size| {
            product.checked_mul(*size).filter(|product| *product > 0)
        });
        let bytes = bytes.filter(|bytes| *bytes <= size.max(SMALL_CHUNK));
        let bytes =
            bytes.ok_or_else(|| damage(format!("chunks of {chunk:?} for sizes {shape:?}")))?;
        for filter in self.dataset.filters() {
            if let Some(name) = unread(filter) {
                return Err(format!(
                    "it is compressed with {name}; expected gzip; help: save it again without, in Python with \
                     `f.create_dataset(NAME, data=values)`"
                ));
            }
        }
        let expected = shape
            .iter()
            .zip(chunk)
            .try_fold(1u64, |product, (size, chunk)| {
                product.checked_mul(size.div_ceil(*chunk))
            });
        let chunks = self.dataset.chunks().map_err(|error| damaged(&error))?;
        if expected != Some(chunks.len() as u64) {
            return Err(damage(format!(
                "it has {} chunks; expected {}",
                chunks.len(),
                expected.map_or("more than there can be".to_owned(), |count| count
                    .to_string())
            )));
        }
        let mut places: Vec<(u64, u64)> = Vec::with_capacity(chunks.len());
        for chunk in &chunks {
            let end = chunk.address.checked_add(chunk.storage_size);
            if end.is_none_or(|end| end > self.shared.len) {
                return Err(damage(format!(
                    "a chunk of {} bytes from byte {} on, and the file has {}",
                    chunk.storage_size, chunk.address, self.shared.len
                )));
            }
            if bytes > chunk.storage_size.saturating_mul(RATIO) {
                return Err(damage(format!(
                    "{} bytes cannot become a chunk of {bytes}",
                    chunk.storage_size
                )));
            }
            places.push((chunk.address, chunk.storage_size));
        }
        places.sort_unstable();
        match places
            .windows(2)
            .any(|pair| pair[0].0 + pair[0].1 > pair[1].0)
        {
            true => Err(damage("two chunks lie in the same bytes".to_owned())),
            false => Ok(()),
        }
    }

    /// Decodes the values, of which there are `size` bytes.
    fn decoded(&self, size: u64) -> Result<Cow<'a, [u8]>, String> {
        let left = &self.shared.left;
        let paid = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            left.checked_sub(size)
        });
        if paid.is_err() {
            return Err(format!(
                "the file decodes to far more than its {} bytes can hold of weights",
                self.shared.len
            ));
        }
        let mut bytes = self.dataset.read_raw().map_err(|error| damaged(&error))?;
        if (bytes.len() as u64) < size {
            return Err(format!(
                "it is damaged: its values have {} bytes; expected {size} by its sizes",
                bytes.len()
            ));
        }
        bytes.truncate(size as usize);
        Ok(Cow::Owned(bytes))
    }
}

/// Returns the name of a filter that is not read.
fn unread(filter: u16) -> Option<String> {
    match filter {
        // Deflate, shuffle, Fletcher's checksum, LZF.
        1 | 2 | 3 | 32000 => None,
        4 => Some("szip".to_owned()),
        5 => Some("n-bit".to_owned()),
        6 => Some("scale-offset".to_owned()),
        32001 => Some("blosc".to_owned()),
        32004 => Some("lz4".to_owned()),
        32013 => Some("zfp".to_owned()),
        32015 => Some("zstd".to_owned()),
        other => Some(format!("the filter {other}")),
    }
}

/// Returns the values with the bytes of each in reverse.
fn reversed(mut bytes: Vec<u8>, each: usize) -> Vec<u8> {
    for value in bytes.chunks_exact_mut(each) {
        value.reverse();
    }
    bytes
}

impl fmt::Debug for Dataset<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shape = self.dataset.shape().ok();
        f.debug_struct("Dataset").field("shape", &shape).finish()
    }
}
