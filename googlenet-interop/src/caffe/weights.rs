//! Access to the blobs of a weight file by the trait [`Tensors`], which each file format implements for its tensors.
//! The holder of a blob, in the words of that trait, is its layer.

use super::caffemodel::{Blob, Caffemodel};
use super::error::Misfit;
use crate::import::source::WeightSource;
use crate::import::tensors::{Fault, Tensors};
use crate::import::values::{Stored, Values};
use std::collections::HashMap;
use std::sync::Arc;

/// A reference to a blob of a layer, which need not exist in the weight file, or numbers that come from elsewhere.
#[derive(Debug, Clone)]
pub(super) enum BlobRef {
    /// A blob of the weight file.
    Stored {
        /// Name of the layer, which the prototxt and the weight file have in common.
        layer: String,
        /// Index of the blob among those of the layer, from 0.
        index: usize,
    },
    /// So many values that all are this number.
    Same {
        /// The number.
        value: f32,
        /// Number of values.
        len: usize,
    },
    /// These values.
    Numbers(Arc<Vec<f32>>),
}

impl BlobRef {
    pub(super) fn of(layer: &str, index: usize) -> BlobRef {
        BlobRef::Stored {
            layer: layer.to_owned(),
            index,
        }
    }

    /// Returns the name of the layer and the index of the blob; none of a number.
    fn stored(&self) -> Option<(&str, usize)> {
        match self {
            BlobRef::Stored { layer, index } => Some((layer, *index)),
            BlobRef::Same { .. } | BlobRef::Numbers(_) => None,
        }
    }
}

/// The holder of numbers, which is no layer of a weight file: those have blobs, and with them a name.
const NUMBERS: &str = "";

/// The layers of a weight file with their blobs, and the number of blobs that each layer should have.
pub(super) struct Blobs<'m, 'a> {
    model: &'m Caffemodel<'a>,
    /// Number of blobs that each layer should have, by the layer's name. Layers whose blobs are not used are absent.
    counts: HashMap<&'m str, usize>,
    /// Whether weights come from numbers.
    has_numbers: bool,
}

impl<'m, 'a> Blobs<'m, 'a> {
    pub(super) fn new(model: &'m Caffemodel<'a>, asked: &'m [WeightSource<BlobRef>]) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for source in asked {
            for blob in std::iter::once(&source.tensor).chain(&source.divisor) {
                if let Some((layer, index)) = blob.stored() {
                    let count = counts.entry(layer).or_default();
                    *count = (index + 1).max(*count);
                }
            }
        }
        let has_numbers = asked.iter().any(|source| source.tensor.stored().is_none());
        Blobs {
            model,
            counts,
            has_numbers,
        }
    }
}

impl<'a> Tensors for Blobs<'_, 'a> {
    type Ref = BlobRef;
    type Tensor = Held<'a>;
    type Misfit = Misfit;

    fn holder<'r>(&self, blob: &'r BlobRef) -> &'r str {
        blob.stored().map_or(NUMBERS, |(layer, _)| layer)
    }

    fn holders(&self) -> impl Iterator<Item = &str> {
        let layers = self.model.layers().iter();
        let numbers = self.has_numbers.then_some(NUMBERS);
        numbers
            .into_iter()
            .chain(layers.map(|layer| layer.name.as_str()))
    }

    fn check(&self, layer: &str) -> Option<Misfit> {
        if layer == NUMBERS {
            return None;
        }
        let got = self.model.layer(layer)?.blobs.len();
        let expected = self.counts.get(layer).copied().unwrap_or(0);
        (got != expected).then(|| Misfit::Count {
            layer: layer.to_owned(),
            expected: expected.to_string(),
            got,
        })
    }

    fn tensor(&self, blob: &BlobRef) -> Option<Held<'a>> {
        match blob {
            BlobRef::Stored { layer, index } => {
                let layer = self.model.layer(layer)?;
                layer.blobs.get(*index).cloned().map(Held::Blob)
            }
            BlobRef::Same { value, len } => Some(Held::Same(*value, *len)),
            BlobRef::Numbers(values) => Some(Held::Numbers(Arc::clone(values))),
        }
    }

    fn misfit(&self, fault: Fault<'_, BlobRef, Held<'a>>) -> Misfit {
        let named = |source: &WeightSource<BlobRef>| {
            let (layer, index) = source.tensor.stored().unwrap_or((NUMBERS, 0));
            (layer.to_owned(), index)
        };
        match fault {
            Fault::Missing { holder, nearest } => Misfit::Missing {
                layer: holder.to_owned(),
                nearest: nearest.map(str::to_owned),
            },
            Fault::Shape { source, tensor } => {
                let (layer, blob) = named(source);
                Misfit::Shape {
                    layer,
                    blob,
                    expected: source.stored.clone(),
                    got: tensor.dims().iter().map(|size| *size as i64).collect(),
                    offset: match tensor {
                        Held::Blob(blob) => blob.offset(),
                        Held::Same(..) | Held::Numbers(_) => 0,
                    },
                }
            }
            Fault::Divisor { source, values } => Misfit::Value {
                layer: named(source).0,
                reason: format!("the factor of its statistics has {values} values, expected 1"),
            },
        }
    }

    fn unused(&self, layers: &[&str]) -> String {
        format!(
            "layers of the weight file that are not used: {}",
            layers.join(", ")
        )
    }
}

/// The values of a weight: a blob, the same number so many times, or several numbers.
#[derive(Debug, Clone)]
pub(super) enum Held<'a> {
    Blob(Blob<'a>),
    Same(f32, usize),
    Numbers(Arc<Vec<f32>>),
}

impl Stored for Held<'_> {
    fn dims(&self) -> Vec<usize> {
        match self {
            // `Blob::read` has checked that the sizes are not negative and that their product is the number of values.
            Held::Blob(blob) => blob.dims.iter().map(|size| *size as usize).collect(),
            Held::Same(_, len) => vec![*len],
            Held::Numbers(values) => vec![values.len()],
        }
    }

    /// Returns `true` if the sizes of the axes are those of `shape`, but for axes of size 1: files before 2015 have
    /// four sizes, and forks have further ones.
    fn fits(&self, shape: &[usize]) -> bool {
        let dims = self.dims();
        let own = dims.iter().filter(|size| **size != 1);
        own.eq(shape.iter().filter(|size| **size != 1))
    }

    fn values(&self) -> Values<'_> {
        match self {
            Held::Blob(blob) => blob.picked(),
            Held::Same(value, len) => Values::Same(*value, *len),
            Held::Numbers(values) => Values::Own(values.to_vec()),
        }
    }
}
