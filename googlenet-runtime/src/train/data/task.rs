//! What a network takes for training: its input and its classes.

use crate::pixels::Normalization;
use crate::{Error, Labels};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::labels::expected_lines;
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::training::Loss;
use googlenet_dsl::value::{Preprocess, Resize};

/// What a network takes images and labels for: the size of its input, how images become inputs, and its classes.
#[derive(Debug, Clone)]
pub struct Task {
    /// Height, width and channels of the input; a vector is one pixel.
    pub(super) input: [usize; 3],
    pub(super) preprocess: Option<Preprocess>,
    pub(super) classes: usize,
    pub(super) labels: Option<Vec<String>>,
}

impl Task {
    /// Number of classes of a task for which the labels of images do not matter.
    pub const ANY_CLASSES: usize = usize::MAX;

    /// Creates the task of a network with an input of the shape `input`, and of `classes` classes or
    /// [`Task::ANY_CLASSES`]. `preprocess` is the
    /// preprocessing of its description; without one, 8-bit images are resized to the input's size without regard to
    /// proportions, with values from 0 to 1.
    #[must_use]
    pub fn new(input: Shape, preprocess: Option<Preprocess>, classes: usize) -> Task {
        let input = match input {
            Shape::Map {
                height,
                width,
                channels,
            } => [height, width, channels],
            Shape::Vector { features } => [1, 1, features],
            _ => googlenet_dsl::no_other_variant!(Shape, 2),
        };
        Task {
            input,
            preprocess,
            classes,
            labels: None,
        }
    }

    /// Creates the task of a network: its classes are the values of its first output, or two for the single value of a
    /// sigmoid.
    ///
    /// # Errors
    /// [`Error::OutputIsNoVector`] if the first output is no vector, and the errors of [`Labels::read`].
    pub fn of(
        graph: &Graph,
        preprocess: Option<Preprocess>,
        labels: &Labels,
    ) -> Result<Task, Error> {
        let Some(lines) = expected_lines(graph) else {
            let output = &graph.outputs()[0];
            return Err(Error::OutputIsNoVector {
                name: output.name.to_string(),
                shape: graph.shape(output.layer),
            });
        };
        let mut task = Task::new(graph.shape(0), preprocess, *lines.end());
        let names = labels.read_lines(lines)?;
        // A single name of a sigmoid is that of the second class.
        task.labels = names.filter(|names| names.len() == task.classes);
        Ok(task)
    }

    /// Sets the names of the classes, in the order of the network's outputs.
    #[must_use]
    pub fn with_labels(mut self, labels: Vec<String>) -> Task {
        self.labels = Some(labels);
        self
    }

    /// Sets the loss with which the network is trained, on which the number of classes depends whatever the activation
    /// ([`Loss::classes`]).
    #[must_use]
    pub fn with_loss(mut self, loss: Option<Loss>) -> Task {
        let classes = loss.map_or(self.classes, |loss| loss.classes(self.classes));
        if classes != self.classes {
            self.classes = classes;
            self.labels = None;
        }
        self
    }

    /// Returns height, width and channels of the input; a vector is one pixel.
    #[must_use]
    pub fn input(&self) -> [usize; 3] {
        self.input
    }

    /// Returns the number of classes.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Returns the names of the classes, if the network has labels.
    #[must_use]
    pub fn labels(&self) -> Option<&[String]> {
        self.labels.as_deref()
    }

    /// Returns the number of values of an input.
    #[must_use]
    pub fn values(&self) -> usize {
        self.input.iter().product()
    }

    /// Returns the size of the largest value that 8-bit images come to.
    pub(super) fn largest(&self) -> f32 {
        match &self.preprocess {
            Some(preprocess) => Normalization::of(preprocess).largest(),
            None => 1.0,
        }
    }

    /// Returns how 8-bit images are resized.
    pub(super) fn resize(&self) -> Resize {
        match &self.preprocess {
            Some(preprocess) => preprocess.resize,
            None => Resize::Exact(self.size()),
        }
    }

    /// Returns height and width of the input. Sizes that exceed 32 bits, which no image has, are capped.
    pub(super) fn size(&self) -> [u32; 2] {
        let [height, width, _] = self.input;
        [height, width].map(|size| u32::try_from(size).unwrap_or(u32::MAX))
    }
}
