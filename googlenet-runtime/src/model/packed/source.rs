//! Weight sources of packed networks, which give up the source weights of a layer once they are packed.

use crate::model::file::Opened;
use crate::session::WeightSource;
use crate::{Error, Layer};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Weight source with clones of a network's layers, by path. Each one is handed out at most once, when its weights are
/// packed, and then dropped.
pub(super) struct TakenLayers(HashMap<String, Mutex<Option<Layer>>>);

impl TakenLayers {
    pub(super) fn new(layers: &[&Layer]) -> TakenLayers {
        let held = |layer: &&Layer| (layer.name().to_owned(), Mutex::new(Some(layer.apart())));
        TakenLayers(layers.iter().map(held).collect())
    }
}

impl WeightSource for TakenLayers {
    fn with_weights<'l>(&self, layer: &'l Layer) -> Result<Cow<'l, Layer>, Error> {
        let held = self.0.get(layer.name()).and_then(|held| lock(held).take());
        Ok(Cow::Owned(held.expect("each layer is packed once")))
    }
}

/// Weight source that reads a layer's tensors from a weight file when they are packed, into memory that is reused for
/// later layers.
pub(super) struct StreamedFile<'l> {
    file: Opened<'l>,
    /// Index of each layer in the network, by path.
    places: HashMap<&'l str, usize>,
    /// Vectors that held the source weights of layers already packed, to be reused for the source weights of later
    /// layers.
    free: Mutex<Vec<Vec<f32>>>,
}

impl<'l> StreamedFile<'l> {
    pub(super) fn new(file: Opened<'l>, layers: &[&'l Layer]) -> Self {
        let places = layers.iter().enumerate();
        StreamedFile {
            file,
            places: places.map(|(at, layer)| (layer.name(), at)).collect(),
            free: Mutex::default(),
        }
    }

    /// Returns an error if values that were packed are not finite, unless these are allowed; see [`Opened::finish`].
    pub(super) fn finish(self) -> Result<(), Error> {
        self.file.finish()
    }

    /// Takes the free vector with the smallest capacity of at least `len` values and returns it, or an empty vector if
    /// there is none.
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

impl WeightSource for StreamedFile<'_> {
    fn with_weights<'l>(&self, layer: &'l Layer) -> Result<Cow<'l, Layer>, Error> {
        let mut filled = layer.apart();
        if let Some(at) = self.places.get(layer.name()) {
            self.file.fill(*at, &mut filled, |len| self.memory(len))?;
        }
        Ok(Cow::Owned(filled))
    }

    fn release(&self, layer: Cow<'_, Layer>) {
        lock(&self.free).extend(layer.into_owned().into_values());
    }
}
