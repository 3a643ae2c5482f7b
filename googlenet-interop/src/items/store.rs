//! The table of all tensors that constants refer to.

use super::constant::{Constant, MAX_COMPUTED};
use super::data::{Data, Held, Scaling};
use crate::import::transform::{Transform, apply};
use std::sync::Arc;

/// Largest number of elements of all computed constants together.
const MAX_ALL_COMPUTED: usize = 1 << 22;
/// Largest number of elements of all constants together that a node fills with one number: as many 32-bit floats as a
/// protobuf file can hold.
const MAX_FILLED: usize = 1 << 29;

/// Largest number of times that a constant is scaled or rounded.
const MAX_DEPTH: usize = 4;

/// A tensor of the table.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    /// Name of the tensor in the file; empty for a computed tensor.
    pub(crate) name: String,
    pub(crate) sizes: Vec<usize>,
    pub(crate) data: Data<'a>,
}

/// All tensors that constants refer to.
#[derive(Debug, Default)]
pub(crate) struct Store<'a> {
    pub(crate) entries: Vec<Entry<'a>>,
    computed: usize,
    filled: usize,
}

impl<'a> Store<'a> {
    /// Adds a tensor of a file under a name. `held` has as many values as the sizes say.
    pub(crate) fn add(
        &mut self,
        name: &str,
        sizes: Vec<usize>,
        held: Arc<dyn Held + 'a>,
    ) -> Constant {
        self.push(name.to_owned(), sizes, Data::Held(held))
    }

    fn push(&mut self, name: String, sizes: Vec<usize>, data: Data<'a>) -> Constant {
        let is_real = data.is_real();
        self.entries.push(Entry {
            name,
            sizes: sizes.clone(),
            data,
        });
        Constant {
            entry: self.entries.len() - 1,
            stored: sizes.clone(),
            transforms: Vec::new(),
            sizes,
            is_real,
        }
    }

    /// Adds computed floats; `None` if the computed constants would become too many.
    pub(crate) fn add_reals(&mut self, sizes: Vec<usize>, values: Vec<f32>) -> Option<Constant> {
        self.charge(values.len())?;
        Some(self.push(String::new(), sizes, Data::Reals(values.into())))
    }

    /// Adds computed whole numbers; `None` if the computed constants would become too many.
    pub(crate) fn add_wholes(&mut self, sizes: Vec<usize>, values: Vec<i64>) -> Option<Constant> {
        self.charge(values.len())?;
        Some(self.push(String::new(), sizes, Data::Wholes(Arc::from(values))))
    }

    /// Adds a constant that is filled with one number; `None` if such constants would become too large.
    pub(crate) fn add_filled(
        &mut self,
        sizes: Vec<usize>,
        value: f64,
        is_real: bool,
    ) -> Option<Constant> {
        let len = sizes
            .iter()
            .try_fold(1usize, |len, size| len.checked_mul(*size))?;
        self.filled = self
            .filled
            .checked_add(len)
            .filter(|filled| *filled <= MAX_FILLED)?;
        Some(self.push(
            String::new(),
            sizes,
            Data::Same {
                value,
                len,
                is_real,
            },
        ))
    }

    /// Adds what whole numbers with a scale stand for.
    ///
    /// # Errors
    /// Returns the reason why they cannot be scaled.
    pub(crate) fn add_scaled(
        &mut self,
        of: &Constant,
        scaling: Scaling,
    ) -> Result<Constant, &'static str> {
        let (name, data) = self.as_stored(of, &scaling)?;
        Ok(self.push(name, of.sizes.clone(), Data::Scaled { data, scaling }))
    }

    /// Adds floats rounded to whole numbers within a range.
    ///
    /// # Errors
    /// Returns the reason why they cannot be rounded.
    pub(crate) fn add_rounded(
        &mut self,
        of: &Constant,
        scaling: Scaling,
        range: [i64; 2],
    ) -> Result<Constant, &'static str> {
        let (name, data) = self.as_stored(of, &scaling)?;
        let data = Data::Rounded {
            data,
            scaling,
            range,
        };
        Ok(self.push(name, of.sizes.clone(), data))
    }

    /// Returns the name and data of a constant that is given a scaling.
    fn as_stored(
        &mut self,
        of: &Constant,
        scaling: &Scaling,
    ) -> Result<(String, Arc<Data<'a>>), &'static str> {
        let is_reshape = |transform: &Transform| matches!(transform, Transform::Reshape(_));
        if !of.transforms.iter().all(is_reshape) {
            return Err("it reads a constant whose axes were exchanged");
        }
        let entry = &self.entries[of.entry];
        if entry.data.depth() >= MAX_DEPTH {
            return Err(
                "it reads a constant that was scaled and rounded too often; help: quantise each constant once",
            );
        }
        let len = scaling.scales.len() + entry.name.len().div_ceil(4);
        if self.charge(len).is_none() {
            return Err("the scales of all constants are too many");
        }
        let entry = &self.entries[of.entry];
        Ok((entry.name.clone(), Arc::new(entry.data.clone())))
    }

    /// Returns the range of the type of a constant of whole numbers, if it has at most 32 bits.
    pub(crate) fn range(&self, constant: &Constant) -> Option<[i64; 2]> {
        self.entries[constant.entry].data.range()
    }

    fn charge(&mut self, len: usize) -> Option<()> {
        // A few bytes for the entry itself.
        self.computed = self.computed.checked_add(len + 16)?;
        (self.computed <= MAX_ALL_COMPUTED).then_some(())
    }

    /// Returns the values of a small constant as floats; `None` if it is large.
    pub(crate) fn reals(&self, constant: &Constant) -> Option<Vec<f32>> {
        if constant.len() > MAX_COMPUTED {
            return None;
        }
        let values = self.entries[constant.entry].data.reals();
        let bytes = apply(values, &constant.stored, &constant.transforms);
        let (floats, _) = bytes.as_chunks::<4>();
        Some(
            floats
                .iter()
                .map(|bytes| f32::from_le_bytes(*bytes))
                .collect(),
        )
    }

    /// Returns the values of a small constant as whole numbers; `None` if it is large or its axes are permuted.
    pub(crate) fn wholes(&self, constant: &Constant) -> Option<Vec<i64>> {
        if constant.len() > MAX_COMPUTED {
            return None;
        }
        if constant
            .transforms
            .iter()
            .all(|transform| matches!(transform, Transform::Reshape(_)))
        {
            return Some(self.entries[constant.entry].data.wholes());
        }
        let values = self.reals(constant)?;
        Some(values.iter().map(|value| *value as i64).collect())
    }

    /// Returns the only value of a constant of one element.
    pub(crate) fn scalar(&self, constant: &Constant) -> Option<f32> {
        if constant.len() != 1 {
            return None;
        }
        self.reals(constant)?.first().copied()
    }
}
