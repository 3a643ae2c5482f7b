//! Results for images by a pool of sessions, each of which decodes its own images.

use crate::command::finite::Finite;
use crate::command::taps::{Recorded, Weighted};
use crate::failure::Failure;
use crate::input;
use googlenet_runtime::DynSession;
use googlenet_runtime::graph::Preprocess;
use googlenet_runtime::image::DecodeOptions;
use googlenet_runtime::pool::{JobError, SessionPool, share_threads};
use std::path::{Path, PathBuf};

/// Largest number of batches that wait in the queue of the pool, per session of the pool. Their results may be large.
const WAITING: usize = 2;

/// How images are computed.
pub(super) struct Work {
    /// Number of images that run through the network together.
    pub(super) batch: usize,
    pub(super) options: DecodeOptions,
    pub(super) finite: Finite,
    pub(super) preprocess: Preprocess,
    pub(super) recorded: Vec<Recorded>,
}

/// Results for a batch.
pub(super) struct Answers {
    /// The images, each with the message about it if it has no results.
    pub(super) images: Vec<(PathBuf, Result<(), String>)>,
    /// For each of [`Work::recorded`] the values of the images that have results, one image behind the other.
    pub(super) values: Vec<Vec<f32>>,
}

impl Work {
    /// Returns a pool of sessions for `images` images: one session a thread or, if there are fewer batches than threads,
    /// one session a batch, among which the threads are divided.
    ///
    /// # Errors
    /// Those of [`Weighted::session`].
    pub(super) fn pool(
        &self,
        network: &Weighted,
        threads: usize,
        images: usize,
        taps: &[String],
    ) -> Result<SessionPool<DynSession>, Failure> {
        let shares = share_threads(threads, images.div_ceil(self.batch));
        let session = |threads| network.session(threads, self.batch, taps);
        let sessions = shares.map(session).collect::<Result<Vec<_>, Failure>>()?;
        let capacity = WAITING * sessions.len();
        Ok(SessionPool::new(sessions, capacity))
    }

    /// Computes the results for images, and calls `done` with those of each batch, in the order of `images`, on the
    /// calling thread.
    ///
    /// # Errors
    /// Returns the first error of `done`, which ends the work, and those of runs.
    ///
    /// # Panics
    /// Continues the panic of a job that panicked.
    pub(super) fn record(
        self,
        images: Vec<PathBuf>,
        pool: &SessionPool<DynSession>,
        mut done: impl FnMut(Answers) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let batches: Vec<Vec<PathBuf>> = images.chunks(self.batch).map(<[_]>::to_vec).collect();
        let answers = pool.map_ordered(batches, move |session, paths| self.answers(paths, session));
        for answer in answers {
            match answer {
                Ok(answers) => done(answers?)?,
                Err(JobError::Panicked(panic)) => panic.resume(),
                Err(error) => return Err(Failure::message(error)),
            }
        }
        Ok(())
    }

    fn answers(&self, paths: Vec<PathBuf>, session: &mut DynSession) -> Result<Answers, Failure> {
        let mut inputs = Vec::new();
        let read = |path: PathBuf| {
            let input = self.input(&path).map(|input| inputs.extend(input));
            (path, input)
        };
        let mut images: Vec<_> = paths.into_iter().map(read).collect();
        let mut values = vec![Vec::new(); self.recorded.len()];
        if inputs.is_empty() {
            return Ok(Answers { images, values });
        }
        let mut outputs = Vec::new();
        let run = session.run_all(&inputs, &mut outputs);
        run.map_err(Failure::message)?;
        let results = self.recorded.iter();
        let results = results.map(|one| one.values(session, &outputs));
        let results = results.collect::<Result<Vec<_>, _>>();
        let results = results.map_err(Failure::message)?;
        let good = images.iter_mut().filter(|(_, image)| image.is_ok());
        for (at, (path, image)) in good.enumerate() {
            let rows = self.recorded.iter().zip(&results).map(|(one, values)| {
                let len = one.shape.len();
                &values[at * len..][..len]
            });
            let rows: Vec<&[f32]> = rows.collect();
            match self.check(path, &rows) {
                Ok(()) => {
                    for (values, row) in values.iter_mut().zip(rows) {
                        values.extend(row);
                    }
                }
                Err(error) => *image = Err(error),
            }
        }
        Ok(Answers { images, values })
    }

    fn input(&self, path: &Path) -> Result<Vec<f32>, String> {
        let image = input::image(path, self.options)?;
        let input = image.input(&self.preprocess);
        input.map_err(|error| input::of_image(path, error).to_string())
    }

    /// Checks that the results for an image are finite.
    fn check(&self, path: &Path, rows: &[&[f32]]) -> Result<(), String> {
        for (one, row) in self.recorded.iter().zip(rows) {
            let what = format!("`{}`: {}", input::name(path), one.what());
            self.finite.check(what, row, one.shape)?;
        }
        Ok(())
    }
}
