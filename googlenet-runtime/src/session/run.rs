//! The methods of a session that run the network over images.

use super::DynSession;
use super::steps::Steps;
use crate::Error;
use crate::kernel::{RunContext, Worker};
use std::borrow::BorrowMut;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

impl DynSession {
    /// Runs the network over a batch of images, NHWC, and writes the values of the first output, NHWC as well, to
    /// `output`, which is resized to the results of all images. No run looks for values that are NaN or infinite; see
    /// [`check_finite`](crate::check_finite).
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images.
    pub fn run(&mut self, input: &[f32], output: &mut Vec<f32>) -> Result<(), Error> {
        self.run_resized(input, &mut [output])
    }

    /// Runs the network over a batch of images, NHWC, and writes the values of every output to `outputs`: one vector
    /// for each output, in the order of [`DynSession::outputs`]. The list and its vectors are resized.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images.
    pub fn run_all(&mut self, input: &[f32], outputs: &mut Vec<Vec<f32>>) -> Result<(), Error> {
        outputs.resize_with(self.program.facts.outputs.len(), Vec::new);
        self.run_resized(input, outputs)
    }

    /// Runs the network over a batch of images, NHWC, and writes the values of the first output, NHWC as well, to
    /// `output`.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images, or if `output` does not have
    /// the length of the results of these images.
    pub fn run_into(&mut self, input: &[f32], output: &mut [f32]) -> Result<(), Error> {
        self.run_slices(input, &mut [output])
    }

    /// Runs the network over a batch of images, NHWC, and writes the values of every output to `outputs`: one slice for
    /// each output, in the order of [`DynSession::outputs`].
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images, if the number of slices is not
    /// that of the outputs, or if a slice does not have the length of the results of these images.
    pub fn run_all_into(&mut self, input: &[f32], outputs: &mut [&mut [f32]]) -> Result<(), Error> {
        let expected = self.program.facts.outputs.len();
        if outputs.len() != expected {
            return Err(Error::length(
                "the list of outputs",
                expected,
                outputs.len(),
            ));
        }
        self.run_slices(input, outputs)
    }

    /// Runs the network over the images `input`, NHWC, and writes its first outputs, as many as there are vectors in
    /// `outputs`, to these vectors, which are resized.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images.
    pub(super) fn run_resized<V: BorrowMut<Vec<f32>>>(
        &mut self,
        input: &[f32],
        outputs: &mut [V],
    ) -> Result<(), Error> {
        let images = self.images(input)?;
        let facts = &self.program.facts;
        for (values, output) in outputs.iter_mut().zip(&facts.outputs) {
            let len = images * facts.shapes[output.layer].len();
            values.borrow_mut().resize(len, 0.0);
        }
        self.run_images(input, images, outputs, |values| values.borrow_mut());
        Ok(())
    }

    /// Runs the network over the images `input`, NHWC, and writes its first outputs, as many as there are slices in
    /// `outputs`, to these slices.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images, or if a slice has the wrong
    /// length.
    pub(super) fn run_slices(
        &mut self,
        input: &[f32],
        outputs: &mut [&mut [f32]],
    ) -> Result<(), Error> {
        let images = self.images(input)?;
        let facts = &self.program.facts;
        for (values, output) in outputs.iter().zip(&facts.outputs) {
            let len = images * facts.shapes[output.layer].len();
            if values.len() != len {
                let what = format!("the result `{}` of {images} images", output.name);
                return Err(Error::length(what, len, values.len()));
            }
        }
        self.run_images(input, images, outputs, |values| values);
        Ok(())
    }

    /// Runs the network over the `images` images of `input`, `self.batch` at a time, and records the taps. `values`
    /// converts an entry of `outputs` to the slice that its results are written to, whose length must be that of the
    /// output's values for all images.
    fn run_images<V>(
        &mut self,
        input: &[f32],
        images: usize,
        outputs: &mut [V],
        values: impl Fn(&mut V) -> &mut [f32],
    ) {
        let len = self.input_shape().len();
        for tap in &mut self.taps {
            let len = self.program.facts.shapes[tap.layer].len();
            tap.values.resize(images * len, 0.0);
        }
        for chunk in chunks(images, self.batch, self.threads()) {
            let input = &input[chunk.start * len..chunk.end * len];
            self.run_chunk(input, chunk, outputs, &values, None);
        }
    }

    /// Returns how many of `count` images each thread computes by itself: one or two if there are as many images as
    /// threads, or twice as many, and no taps; 0 if the threads share the work on each image, or there is one thread.
    pub(super) fn images_of_thread(&self, count: usize) -> usize {
        let threads = self.threads();
        debug_assert!(
            count <= 2 * threads || threads == 1,
            "a batch has at most two images a thread"
        );
        match threads > 1 && count.is_multiple_of(threads) && self.taps.is_empty() {
            true => count / threads,
            false => 0,
        }
    }

    /// Returns the number of images in `input`, which holds their values one behind the other.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images.
    pub(super) fn images(&self, input: &[f32]) -> Result<usize, Error> {
        let len = self.input_shape().len();
        if input.is_empty() || !input.len().is_multiple_of(len) {
            let what = format!("an input of {}", self.input_shape());
            return Err(Error::length(what, len, input.len()));
        }
        Ok(input.len() / len)
    }

    /// Runs the network over the images with the indices `images`, at most `self.batch`, of a larger batch. `input`
    /// holds the values of these images alone; each entry of `results` holds one output of all images of the larger
    /// batch, and `values` converts an entry to its slice.
    ///
    /// If there are `times`, one entry for each step of the plan, the time of each step is added to its entry, and
    /// nothing is recorded for taps. The threads then wait for each other before and after each step; if each thread
    /// computes its own images, they do not wait, and the time is that of the first thread.
    pub(crate) fn run_chunk<V>(
        &mut self,
        input: &[f32],
        images: Range<usize>,
        results: &mut [V],
        values: &impl Fn(&mut V) -> &mut [f32],
        times: Option<&mut [Duration]>,
    ) {
        let (first, count) = (images.start, images.len());
        let (tap_scratch_bytes, threads) = (self.tap_scratch_bytes(), self.threads());
        let (own, late) = (self.images_of_thread(count), self.late);
        let program = &*self.program;
        let input_len = program.facts.shapes[0].len();
        let run = RunContext::new(
            &mut self.arena,
            program.plan.arena_bytes,
            input,
            input_len,
            count,
        );
        let run = run.with_tap_scratch(&mut self.tap_scratch, tap_scratch_bytes);
        let run = run.with_scratch(&mut self.scratch, self.scratch_bytes, threads);
        let run = run.with_halos(&mut self.halos, program.steps.halo_bytes(), threads - 1);
        let timed = times.is_some();
        let tapped = !self.taps.is_empty() && !timed;
        let times = Mutex::new(times.unwrap_or_default());
        let taps = Mutex::new(&mut self.taps);
        let keep = |ready: Option<usize>| {
            let mut taps = taps.lock().unwrap_or_else(PoisonError::into_inner);
            for tap in taps.iter_mut().filter(|tap| tap.ready == ready) {
                tap.keep(program, &run, first);
            }
        };
        let add = |step: usize, time: Duration| {
            times.lock().unwrap_or_else(PoisonError::into_inner)[step] += time;
        };
        if tapped {
            keep(None);
        }
        // Threads that share the work on images wait for each other between stretches of steps. A stretch is a phase,
        // or a single step if steps are timed.
        let stretches = match timed {
            true => program.steps.list().len(),
            false => program.plan.phases.len(),
        };
        self.barrier.reset();
        let (barrier, shares) = (&self.barrier, &self.shares);
        self.pool.run(&|thread| {
            let part = (own > 0).then(|| run.part(thread * own..(thread + 1) * own, thread));
            let _guard = barrier.guard();
            let _tiles = program.steps.hold_tiles();
            let worker = match &part {
                Some(part) => part.worker(program.target.isa, 0, 1),
                None => {
                    let worker = run.worker(program.target.isa, thread, threads);
                    worker.with_barrier(barrier)
                }
            };
            if let (Some(part), false) = (&part, timed) {
                let steps = 0..program.steps.list().len();
                run_alone(&program.steps, (part, &worker), steps, late);
                return;
            }
            for stretch in 0..stretches {
                if (stretch > 0 || timed) && !worker.barrier_wait() {
                    return;
                }
                let start = timed.then(Instant::now);
                let steps = match timed {
                    true => stretch..stretch + 1,
                    false => program.plan.phases[stretch].clone(),
                };
                match &part {
                    Some(part) => run_alone(&program.steps, (part, &worker), steps, late),
                    None if timed => steps.for_each(|step| program.steps.run(step, &worker)),
                    None => {
                        steps.for_each(|step| program.steps.run_share(step, &worker, shares));
                    }
                }
                if !timed && !tapped {
                    continue;
                }
                if !worker.barrier_wait() {
                    return;
                }
                match (thread, start) {
                    (0, Some(start)) => add(stretch, start.elapsed()),
                    (0, None) => keep(Some(stretch)),
                    _ => {}
                }
            }
        });
        for (result, output) in results.iter_mut().zip(&program.facts.outputs) {
            let region = program.plan.regions[output.layer].as_ref();
            let region = region.expect("a result of the network is stored");
            let len = region.shape.len();
            let values = &mut values(result)[first * len..][..count * len];
            for (image, values) in values.chunks_exact_mut(len).enumerate() {
                run.read(region, image, values);
            }
        }
    }
}

/// Returns the ranges of the indices of `images` images that a session of `threads` threads with memory for `batch` images
/// runs at a time: as many, but a number of images for each thread where that leaves few.
pub(super) fn chunks(
    images: usize,
    batch: usize,
    threads: usize,
) -> impl Iterator<Item = Range<usize>> {
    let mut first = 0;
    std::iter::from_fn(move || {
        let left = images - first;
        let count = match batch.min(left) {
            count if count > threads => count / threads * threads,
            count => count,
        };
        let chunk = first..first + count;
        first = chunk.end;
        (count > 0).then_some(chunk)
    })
}

/// Runs some steps for all images of `part` on one thread, whose worker is given: those before `late` image by image, so
/// that what they write is still near when it is read, the others for all images at once, so that weights are read once.
fn run_alone(
    program: &Steps,
    (part, worker): (&RunContext<'_>, &Worker<'_>),
    steps: Range<usize>,
    late: usize,
) {
    let early = steps.start.min(late)..steps.end.min(late);
    let images = part.images();
    if images == 1 {
        return steps.for_each(|step| program.run(step, worker));
    }
    for image in 0..images {
        let one = part.part(image..image + 1, 0);
        let worker = one.worker(worker.isa(), 0, 1);
        early.clone().for_each(|step| program.run(step, &worker));
    }
    (early.end.max(steps.start)..steps.end).for_each(|step| program.run(step, worker));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_leave_no_image_out() {
        for (images, batch, threads) in
            [(5, 2, 2), (20, 32, 16), (40, 32, 16), (9, 8, 4), (3, 1, 4)]
        {
            let mut next = 0;
            for chunk in chunks(images, batch, threads) {
                assert_eq!(chunk.start, next);
                assert!(chunk.len() <= batch && !chunk.is_empty());
                next = chunk.end;
            }
            assert_eq!(next, images);
        }
        let twice: Vec<_> = chunks(40, 32, 16).collect();
        assert_eq!(twice, [0..32, 32..40]);
        let once: Vec<_> = chunks(20, 32, 16).collect();
        assert_eq!(once, [0..16, 16..20]);
    }
}
