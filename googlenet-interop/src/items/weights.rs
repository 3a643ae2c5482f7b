//! Access to the constants of a graph by the trait [`Tensors`], which each file format implements for its tensors. The
//! holder of a constant, in the words of that trait, is the constant itself.

use super::data::Data;
use super::store::Store;
use crate::import::source::WeightSource;
use crate::import::tensors::{Fault, Tensors};
use crate::import::values::{Stored, Values};

/// A reference to a constant.
#[derive(Debug, Clone)]
pub(crate) struct TensorRef {
    entry: usize,
    /// The index as text, which is the name of the holder.
    name: String,
}

impl TensorRef {
    pub(crate) fn new(entry: usize) -> TensorRef {
        TensorRef {
            entry,
            name: entry.to_string(),
        }
    }
}

/// The constants of a graph.
pub(crate) struct Constants<'s, 'a> {
    store: &'s Store<'a>,
    /// The constants that weights come from, or whose absence among them is told.
    holders: Vec<String>,
}

impl<'s, 'a> Constants<'s, 'a> {
    pub(crate) fn new(store: &'s Store<'a>, asked: &[WeightSource<TensorRef>]) -> Self {
        let asked: std::collections::HashSet<usize> =
            asked.iter().map(|source| source.tensor.entry).collect();
        let all = store.entries.iter().enumerate();
        let holders = all
            .filter(|(at, _)| asked.contains(at))
            .map(|(at, _)| at.to_string());
        Constants {
            store,
            holders: holders.collect(),
        }
    }
}

/// A constant of a graph.
#[derive(Debug)]
pub(crate) struct ConstantTensor<'a> {
    sizes: Vec<usize>,
    data: Data<'a>,
}

impl<'a> Tensors for Constants<'_, 'a> {
    type Ref = TensorRef;
    type Tensor = ConstantTensor<'a>;
    type Misfit = String;

    fn holder<'r>(&self, tensor: &'r TensorRef) -> &'r str {
        &tensor.name
    }

    fn holders(&self) -> impl Iterator<Item = &str> {
        self.holders.iter().map(String::as_str)
    }

    fn tensor(&self, tensor: &TensorRef) -> Option<ConstantTensor<'a>> {
        let entry = self.store.entries.get(tensor.entry)?;
        Some(ConstantTensor {
            sizes: entry.sizes.clone(),
            data: entry.data.clone(),
        })
    }

    fn misfit(&self, fault: Fault<'_, TensorRef, ConstantTensor<'a>>) -> String {
        let (entry, reason) = match fault {
            Fault::Missing { holder, .. } => (holder.parse().ok(), "is missing".to_owned()),
            Fault::Shape { source, tensor } => {
                let reason = format!("has sizes {:?}, expected {:?}", tensor.sizes, source.stored);
                (Some(source.tensor.entry), reason)
            }
            Fault::Divisor { source, values } => (
                Some(source.tensor.entry),
                format!("has {values} values, expected 1"),
            ),
        };
        let entry = entry.and_then(|entry| self.store.entries.get(entry));
        format!(
            "tensor {:?} {reason}",
            entry.map_or("", |entry| &entry.name)
        )
    }

    fn unused(&self, _: &[&str]) -> String {
        String::new()
    }
}

impl Stored for ConstantTensor<'_> {
    fn dims(&self) -> Vec<usize> {
        self.sizes.clone()
    }

    fn values(&self) -> Values<'_> {
        self.data.reals()
    }

    fn has_scales(&self) -> bool {
        self.data.has_scales()
    }

    fn scales(&self) -> Option<Values<'_>> {
        self.data.scales(self.sizes.iter().product())
    }

    fn integers(&self) -> Option<Vec<i64>> {
        self.data.integers()
    }
}
