//! Source weights that are gone once they are packed.

use crate::model::file::Fitting;
use crate::model::tensors::Tensors;
use crate::session::Origin;
use crate::{Error, Layer};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A network's layers, each of which is handed out and dropped.
pub(super) struct Taken(HashMap<String, Mutex<Option<Layer>>>);

impl Taken {
    pub(super) fn new(layers: &[&Layer]) -> Taken {
        let held = |layer: &&Layer| (layer.name().to_owned(), Mutex::new(Some(layer.apart())));
        Taken(layers.iter().map(held).collect())
    }
}

impl Origin for Taken {
    fn filled<'l>(&self, layer: &'l Layer) -> Result<Cow<'l, Layer>, Error> {
        let held = self.0.get(layer.name()).and_then(|held| lock(held).take());
        Ok(Cow::Owned(held.expect("each layer is packed once")))
    }
}

/// Tensors that are read when they are packed, in memory that is used again.
pub(super) struct Streamed<'l> {
    file: Tensors,
    /// By the layer's name.
    tensors: HashMap<&'l str, Vec<Fitting>>,
    free: Mutex<Vec<Vec<f32>>>,
}

impl<'l> Streamed<'l> {
    pub(super) fn new(file: Tensors, layers: &[&'l Layer], fitting: Vec<Fitting>) -> Self {
        let mut tensors: HashMap<&str, Vec<Fitting>> = HashMap::new();
        for tensor in fitting {
            let name = layers[tensor.layer].name();
            tensors.entry(name).or_default().push(tensor);
        }
        Streamed {
            file,
            tensors,
            free: Mutex::default(),
        }
    }

    /// The smallest free memory for so many values.
    fn memory(&self, len: usize) -> Vec<f32> {
        let mut free = lock(&self.free);
        let fits = free.iter().enumerate();
        let fits = fits.filter(|(_, values)| values.capacity() >= len);
        let smallest = fits.min_by_key(|(_, values)| values.capacity());
        match smallest.map(|(at, _)| at) {
            Some(at) => free.swap_remove(at),
            None => Vec::new(),
        }
    }
}

impl Origin for Streamed<'_> {
    fn filled<'l>(&self, layer: &'l Layer) -> Result<Cow<'l, Layer>, Error> {
        let mut filled = layer.apart();
        for tensor in self.tensors.get(layer.name()).into_iter().flatten() {
            let memory = self.memory(tensor.info.shape.iter().product());
            filled.set_weight(tensor.weight, self.file.read(&tensor.info, memory)?)?;
        }
        Ok(Cow::Owned(filled))
    }

    fn packed(&self, layer: Cow<'_, Layer>) {
        lock(&self.free).extend(layer.into_owned().into_values());
    }
}
