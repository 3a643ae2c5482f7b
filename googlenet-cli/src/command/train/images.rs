//! The images of a run: those of training and of validation.

use super::options::Options;
use super::share;
use crate::args::Train;
use crate::command::data;
use crate::failure::Failure;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::value::training::Training;
use googlenet_runtime::train::data::{Dataset, Task, check_training};
use std::path::Path;

pub(super) struct Images {
    pub(super) training: Dataset,
    pub(super) validation: Option<Dataset>,
    /// The share of all images that is those of validation, if it is one.
    pub(super) share: Option<f32>,
}

impl Images {
    /// Finds the images of a run, and compares them with the network.
    ///
    /// # Errors
    /// [`Failure::Message`] if they cannot be read or do not fit.
    pub(super) fn open(
        args: &Train,
        options: &Options,
        training: &Training,
        task: &Task,
        threads: usize,
    ) -> Result<Images, Failure> {
        let parts = data::open(&args.data.data, task, threads)?;
        let given = options.validation.as_deref();
        let share = match given {
            Some(given) => share::of(given),
            None => training.validation.map(f64::from),
        };
        let (of_training, validation) = match (share, given) {
            (Some(share), _) => {
                let all = parts.training;
                all.check(task, &training.augment)
                    .map_err(Failure::message)?;
                let parts = all.split(share, training.seed);
                let (training, validation) = parts.map_err(Failure::message)?;
                (training, Some(validation))
            }
            (None, Some(given)) => {
                // The folders of validation are the classes of training.
                let names = parts.training.class_names();
                let of_training = names.map(|names| task.clone().with_labels(names.to_vec()));
                let task = of_training.as_ref().unwrap_or(task);
                let there = data::open(Path::new(given), task, threads)?;
                let validation = there.validation.or(there.test);
                (parts.training, Some(validation.unwrap_or(there.training)))
            }
            (None, None) => (parts.training, parts.validation),
        };
        data::tell(&of_training, task);
        if let (Some(there), None) = (&validation, share) {
            data::tell(there, task);
        }
        let checked = check_training(&of_training, validation.as_ref(), task, &training.augment);
        checked.map_err(Failure::message)?;
        Ok(Images {
            training: of_training,
            validation,
            share: share.map(|share| share as f32),
        })
    }

    /// Returns the names of the classes, if the images or the network have some.
    pub(super) fn names<'n>(&'n self, task: &'n Task) -> Option<&'n [String]> {
        self.training.class_names().or(task.labels())
    }

    /// Returns the number of batches of an epoch.
    pub(super) fn steps(&self, batch: u32) -> u64 {
        (self.training.len() as u64).div_ceil(batch.max(1).into())
    }

    /// Returns a number of images, names and labels.
    fn number(&self) -> u64 {
        let mut number = START;
        for dataset in [Some(&self.training), self.validation.as_ref()]
            .into_iter()
            .flatten()
        {
            number = add(number, &(dataset.len() as u64).to_le_bytes());
            for (index, label) in dataset.labels().enumerate() {
                number = add(number, &label.to_le_bytes());
                // The folder may have moved: the last two parts of a path are those of the class.
                let name = dataset.name(index);
                let parts = name.rsplit(['/', '\\']).take(2);
                number = parts.fold(number, |number, part| add(number, part.as_bytes()));
            }
        }
        number
    }
}

impl Options {
    /// Compares network and images with those that a run was begun with, or notes them for one that begins.
    ///
    /// # Errors
    /// [`Failure::Message`] if they are others.
    pub(super) fn check(
        &mut self,
        training: &Graph,
        images: &Images,
        is_begun: bool,
    ) -> Result<(), Failure> {
        let network = format!("{:016x}", of_network(training));
        let of_images = format!("{:016x}", images.number());
        let differs = match is_begun {
            true if self.network != network => Some("the network is not the one"),
            true if self.images != of_images => Some("the images are not those"),
            _ => None,
        };
        if let Some(differs) = differs {
            return Err(Failure::Message(format!(
                "{differs} that the run was begun with; help: begin a new run in another folder, with the weights of this one: \
                 `--from RUN/last.safetensors`"
            )));
        }
        (self.network, self.images) = (network, of_images);
        Ok(())
    }
}

/// Returns a number of a network's operations, their names, and how they are connected.
fn of_network(graph: &Graph) -> u64 {
    graph.ids().fold(START, |number, id| {
        let op = format!(
            "{} {:?} {:?}",
            graph.layer(id).name,
            graph.op(id),
            graph.inputs(id)
        );
        add(number, op.as_bytes())
    })
}

/// Initial value (offset basis) of the 64-bit FNV-1a hash.
const START: u64 = 0xcbf2_9ce4_8422_2325;

fn add(number: u64, bytes: &[u8]) -> u64 {
    let step = |number: u64, byte: &u8| (number ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(number, step)
}
