//! Packing on all threads.

use super::steps::{Part, Step, Steps};
use crate::kernel::{Arena, Packed, Target, Weights};
use crate::ops::{Sources, operator};
use crate::{Error, Layer};
use googlenet_dsl::plan::LANES;
use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Where layers' weights come from.
pub(crate) trait Origin: Sync {
    /// The layer with its weights; each layer is asked for once.
    ///
    /// # Errors
    /// They cannot be had.
    fn filled<'l>(&self, layer: &'l Layer) -> Result<Cow<'l, Layer>, Error>;

    /// Takes back a layer whose weights are packed.
    fn packed(&self, layer: Cow<'_, Layer>) {
        drop(layer);
    }
}

/// The layers themselves.
struct Held;

impl Origin for Held {
    fn filled<'l>(&self, layer: &'l Layer) -> Result<Cow<'l, Layer>, Error> {
        Ok(Cow::Borrowed(layer))
    }
}

impl Steps {
    /// Steps with the weights of their layers.
    pub(crate) fn new(parts: &[Part<'_>], target: Target) -> Steps {
        let mut steps = Steps::without_weights(parts, target);
        let packed = steps.pack(parts, &Held);
        assert!(packed.is_ok(), "layers hold their weights");
        steps
    }

    /// Packs weights.
    ///
    /// # Errors
    /// A layer's weights cannot be had.
    pub(crate) fn pack(&mut self, parts: &[Part<'_>], origin: &dyn Origin) -> Result<(), Error> {
        let weights = fill(self.list(), parts, self.weights_len(), origin)?;
        self.set_weights(Weights::Own(weights));
        Ok(())
    }
}

/// Fewer values than this are packed by the calling thread.
const SHARED_LEN: usize = 1 << 18;

/// A step's weights, to be written.
struct StepToPack<'a> {
    packed: &'a Packed,
    part: &'a Part<'a>,
    values: &'a mut [f32],
}

/// The weights of steps, `len` values. The largest ones are packed first, by as many threads as the machine has.
fn fill(
    list: &[Step],
    parts: &[Part<'_>],
    len: usize,
    origin: &dyn Origin,
) -> Result<Arena, Error> {
    let mut weights = Arena::new(len);
    let mut rest = weights.values_mut();
    let mut jobs = Vec::new();
    for (step, part) in list.iter().zip(parts) {
        if let Some(packed) = &step.packed {
            let (values, behind) = rest.split_at_mut(packed.len().next_multiple_of(LANES));
            rest = behind;
            jobs.push(StepToPack {
                packed,
                part,
                values,
            });
        }
    }
    jobs.sort_by_key(|job| job.values.len());
    let threads = match len < SHARED_LEN {
        true => 1,
        false => thread::available_parallelism().map_or(1, usize::from),
    };
    let threads = threads.min(jobs.len());
    let queue = Mutex::new((jobs, Ok(())));
    let work = || {
        while let Some(job) = next(&queue) {
            if let Err(error) = job.run(origin) {
                let mut queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
                queue.0.clear();
                queue.1 = Err(error);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            // Where the system has no further thread, the others do its work.
            let _ = thread::Builder::new().spawn_scoped(scope, work);
        }
        work();
    });
    let (_, done) = queue.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.map(|()| weights)
}

fn next<'a>(queue: &Mutex<(Vec<StepToPack<'a>>, Result<(), Error>)>) -> Option<StepToPack<'a>> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).0.pop()
}

impl StepToPack<'_> {
    fn run(self, origin: &dyn Origin) -> Result<(), Error> {
        let Part { step, layers } = self.part;
        let filled = layers.iter().map(|layer| origin.filled(layer));
        let filled = filled.collect::<Result<Vec<_>, Error>>()?;
        let layers: Vec<&Layer> = filled.iter().map(|layer| &**layer).collect();
        let values = &mut self.values[..self.packed.len()];
        operator(&step.op).fill(&Sources::of(step, &layers), self.packed, step, values);
        filled.into_iter().for_each(|layer| origin.packed(layer));
        Ok(())
    }
}
