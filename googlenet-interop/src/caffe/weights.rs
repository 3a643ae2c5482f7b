//! Access to the blobs of a weight file by the trait [`Tensors`], which each file format implements for its tensors.
//! The holder of a blob, in the words of that trait, is its layer.

use super::caffemodel::{Blob, Caffemodel};
use super::error::Misfit;
use crate::import::source::WeightSource;
use crate::import::tensors::{Fault, Tensors};
use crate::import::values::{Stored, Values};
use std::collections::HashMap;

/// A reference to a blob of a layer, which need not exist in the weight file.
#[derive(Debug, Clone)]
pub(super) struct BlobRef {
    /// Name of the layer, which the prototxt and the weight file have in common.
    pub(super) layer: String,
    /// Index of the blob among those of the layer, from 0.
    pub(super) index: usize,
}

impl BlobRef {
    pub(super) fn of(layer: &str, index: usize) -> BlobRef {
        BlobRef {
            layer: layer.to_owned(),
            index,
        }
    }
}

/// The layers of a weight file with their blobs, and the number of blobs that each layer should have.
pub(super) struct Blobs<'m, 'a> {
    model: &'m Caffemodel<'a>,
    /// Number of blobs that each layer should have, by the layer's name. Layers whose blobs are not used are absent.
    counts: HashMap<&'m str, usize>,
}

impl<'m, 'a> Blobs<'m, 'a> {
    pub(super) fn new(model: &'m Caffemodel<'a>, asked: &'m [WeightSource<BlobRef>]) -> Self {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for source in asked {
            for blob in std::iter::once(&source.tensor).chain(&source.divisor) {
                let count = counts.entry(&blob.layer).or_default();
                *count = (blob.index + 1).max(*count);
            }
        }
        Blobs { model, counts }
    }
}

impl<'a> Tensors for Blobs<'_, 'a> {
    type Ref = BlobRef;
    type Tensor = Blob<'a>;
    type Misfit = Misfit;

    fn holder<'r>(&self, blob: &'r BlobRef) -> &'r str {
        &blob.layer
    }

    fn holders(&self) -> impl Iterator<Item = &str> {
        let layers = self.model.layers().iter();
        layers.map(|layer| layer.name.as_str())
    }

    fn check(&self, layer: &str) -> Option<Misfit> {
        let got = self.model.layer(layer)?.blobs.len();
        let expected = self.counts.get(layer).copied().unwrap_or(0);
        (got != expected).then(|| Misfit::Count {
            layer: layer.to_owned(),
            expected: expected.to_string(),
            got,
        })
    }

    fn tensor(&self, blob: &BlobRef) -> Option<Blob<'a>> {
        let layer = self.model.layer(&blob.layer)?;
        layer.blobs.get(blob.index).cloned()
    }

    fn misfit(&self, fault: Fault<'_, BlobRef, Blob<'a>>) -> Misfit {
        match fault {
            Fault::Missing { holder, nearest } => Misfit::Missing {
                layer: holder.to_owned(),
                nearest: nearest.map(str::to_owned),
            },
            Fault::Shape { source, tensor } => Misfit::Shape {
                layer: source.tensor.layer.clone(),
                blob: source.tensor.index,
                expected: source.stored.clone(),
                got: tensor.dims.clone(),
                offset: tensor.offset(),
            },
            Fault::Divisor { source, values } => Misfit::Value {
                layer: source.tensor.layer.clone(),
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

impl Stored for Blob<'_> {
    fn dims(&self) -> Vec<usize> {
        // `Blob::read` has checked that the sizes are not negative and that their product is the number of values.
        self.dims.iter().map(|size| *size as usize).collect()
    }

    /// Returns `true` if the sizes of the blob's axes are those of `shape`. The four sizes of old files (`legacy`) may
    /// begin with further sizes of 1.
    fn fits(&self, shape: &[usize]) -> bool {
        let dims = Stored::dims(self);
        let extra = dims.len().saturating_sub(shape.len());
        let (leading, own) = dims.split_at(if self.legacy { extra } else { 0 });
        own == shape && leading.iter().all(|size| *size == 1)
    }

    fn values(&self) -> Values<'_> {
        self.picked()
    }
}
