//! Classification of images: the trait [`Classify`] of all networks, and [`Classifier`], which is created once and
//! reused for many images.

use super::crops::CROPS;
use super::input::plain;
use super::pixels::Image;
use crate::kernel::{Isa, softmax_of};
use crate::model::Sealed;
use crate::tensor::{check_finite, top};
use crate::{DynSession, Error, Labels, Network, PackedNetwork, TypedPacked};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::labels::{expected_lines, maker};
use googlenet_dsl::value::Preprocess;
use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Largest number of classes that [`Classify::classify`] returns.
const TOP: usize = 5;

/// A class with its probability for one image.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Class {
    /// Index of the class among the values of the network's first output, from 0; for two classes of a single sigmoid,
    /// 0 or 1.
    pub index: usize,
    /// Name of the class; `None` if the classifier has no class names, neither from the description nor from
    /// [`Classifier::with_labels`].
    pub label: Option<String>,
    /// Probability of the class, from 0 to 1. Those of all classes add up to 1, unless the network ends with a sigmoid.
    pub probability: f32,
}

impl Class {
    /// Creates a class from its fields, which are not checked.
    #[must_use]
    pub fn new(index: usize, label: Option<String>, probability: f32) -> Class {
        Class {
            index,
            label,
            probability,
        }
    }

    /// Returns the name of the class; an empty text if it has none.
    pub fn name(&self) -> &str {
        self.label.as_deref().unwrap_or_default()
    }
}

/// Functions that classify images, implemented for every [`Network`], [`PackedNetwork`] and [`TypedPacked`].
///
/// ```
/// use googlenet_runtime::image::{Classify, Image};
/// # fn shown(model: &impl googlenet_runtime::Network) -> Result<(), googlenet_runtime::Error> {
/// let image = Image::open("cat.jpg")?;
/// for class in model.classify(&image)? {
///     println!("{:.4}  {}", class.probability, class.name());
/// }
/// # Ok(())
/// # }
/// ```
pub trait Classify: Sealed {
    /// Creates a classifier whose session runs on `threads` threads, the caller's included; on one thread if that is 0.
    /// Takes the class names from the file that the description names, if any, or from its content as compiled into the
    /// program. Classifiers of the same network share its packed weights.
    ///
    /// # Errors
    /// [`Error::InputIsNoImage`] if the description has no preprocessing and the input is no map of 1 or 3 channels,
    /// [`Error::OutputIsNoVector`] if the first output is no vector, and the errors of [`Labels::read`].
    fn classifier(&self, threads: usize) -> Result<Classifier, Error>;

    /// Returns the five most likely classes of an image, the most likely first; all classes if there are fewer. Runs on
    /// the calling thread. Each call creates a [`Classifier`], with memory for its results, and reads the class names
    /// again.
    ///
    /// # Errors
    /// Returns the errors of [`Classifier::new`] and [`Classifier::classify`].
    fn classify(&self, image: &Image) -> Result<Vec<Class>, Error> {
        self.classify_top(image, TOP)
    }

    /// Returns the `count` most likely classes of an image, the most likely first, as [`Classify::classify`] does; all
    /// classes if there are fewer.
    ///
    /// # Errors
    /// Returns the errors of [`Classify::classify`].
    fn classify_top(&self, image: &Image, count: usize) -> Result<Vec<Class>, Error> {
        self.classifier(1)?.classify(image, count)
    }
}

impl<N: Network + ?Sized> Classify for N {
    fn classifier(&self, threads: usize) -> Result<Classifier, Error> {
        let session = || self.dyn_session(threads);
        Classifier::of(&self.graph(), self.preprocess(), &self.labels(), session)
    }
}

/// Images are prepared, and classes named, as the network says that [`PackedNetwork::described_by`] was given.
impl Classify for PackedNetwork {
    fn classifier(&self, threads: usize) -> Result<Classifier, Error> {
        let session = || self.dyn_session(threads);
        Classifier::of(&self.graph(), self.preprocess(), &self.labels(), session)
    }
}

impl<N> Classify for TypedPacked<N> {
    fn classifier(&self, threads: usize) -> Result<Classifier, Error> {
        PackedNetwork::classifier(self, threads)
    }
}

/// A session that classifies images by the network's first output.
///
/// Softmax is applied to that output, unless its values are probabilities already because its layer ends with softmax
/// or a sigmoid. A single value of a sigmoid with two class names makes two classes, as in Keras: the second (index 1)
/// has the value as its probability, the first (index 0) 1 less the value.
pub struct Classifier {
    session: DynSession,
    preprocess: Preprocess,
    labels: Option<Arc<[String]>>,
    softmax: bool,
    /// Numbers of class names that the network takes.
    lines: RangeInclusive<usize>,
    output: Vec<f32>,
}

impl fmt::Debug for Classifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Classifier")
            .field("session", &self.session)
            .field("preprocess", &self.preprocess)
            .field("labels", &self.labels.as_ref().map(|labels| labels.len()))
            .finish_non_exhaustive()
    }
}

impl Classifier {
    /// Creates the classifier of a network or a packed network; see [`Classify::classifier`].
    ///
    /// # Errors
    /// Returns the errors of [`Classify::classifier`].
    pub fn new(network: &(impl Classify + ?Sized), threads: usize) -> Result<Classifier, Error> {
        network.classifier(threads)
    }

    fn of(
        graph: &Graph,
        preprocess: Option<Preprocess>,
        labels: &Labels,
        session: impl FnOnce() -> DynSession,
    ) -> Result<Classifier, Error> {
        let preprocess = match preprocess {
            Some(preprocess) => preprocess,
            None => plain(graph.shape(0))?,
        };
        let output = &graph.outputs()[0];
        let Some(lines) = expected_lines(graph) else {
            return Err(Error::OutputIsNoVector {
                name: output.name.to_string(),
                shape: graph.shape(output.layer),
            });
        };
        let labels = labels.read_lines(lines.clone())?;
        Ok(Classifier {
            session: session(),
            preprocess,
            labels: labels.map(Into::into),
            softmax: !graph.op(maker(graph, output.layer)).is_probability(),
            lines,
            output: Vec::new(),
        })
    }

    /// Sets the number of images that [`Classifier::classify_inputs`] computes at a time, which the session holds
    /// memory for; 1 at first. The number is limited as [`DynSession::set_batch`](crate::DynSession::set_batch) says.
    #[must_use]
    pub fn with_batch(mut self, batch: usize) -> Classifier {
        self.session.set_batch(batch);
        self
    }

    /// Replaces the class names by those of `labels` (a file of class names, or its content), one for each value of the
    /// network's first output, or two for the single value of a sigmoid; [`Labels::None`] removes them.
    ///
    /// # Errors
    /// Returns the errors of [`Labels::read`].
    pub fn with_labels(mut self, labels: &Labels) -> Result<Classifier, Error> {
        self.labels = labels.read_lines(self.lines.clone())?.map(Into::into);
        Ok(self)
    }

    /// Returns the conversion of images to the network's input: that of the description, or [`plain`](super::plain)
    /// without one.
    pub fn preprocess(&self) -> &Preprocess {
        &self.preprocess
    }

    /// Returns the `count` most likely classes of an image, the most likely first; all classes if there are fewer.
    /// Equally likely classes are in the order of their indices.
    ///
    /// # Errors
    /// Returns the errors of [`Image::input`], and [`Error::NonFinite`] if values of the output are NaN or infinite.
    pub fn classify(&mut self, image: &Image, count: usize) -> Result<Vec<Class>, Error> {
        let input = image.input(&self.preprocess)?;
        let mut classes = self.classify_inputs(&input, count)?;
        Ok(classes.pop().unwrap_or_default())
    }

    /// Returns the `count` most likely classes of each image, in the order of the images, as [`Classifier::classify`]
    /// does. `inputs` are results of [`Image::input`], one behind the other.
    ///
    /// # Errors
    /// [`Error::Length`] if `inputs` is empty or does not hold a whole number of images, [`Error::NonFinite`] if values
    /// of an input or of an output are NaN or infinite; none of the images then has classes.
    pub fn classify_inputs(
        &mut self,
        inputs: &[f32],
        count: usize,
    ) -> Result<Vec<Vec<Class>>, Error> {
        let classes = self.probabilities(inputs)?;
        let images = self.output.chunks_exact(classes);
        Ok(images.map(|values| self.named(values, count)).collect())
    }

    /// Returns the `count` most likely classes of an image by the means of the probabilities of ten crops,
    /// [`Image::ten_crops`], as Caffe's oversampling does; all classes if there are fewer.
    ///
    /// # Errors
    /// Those of [`Classifier::classify`].
    pub fn classify_crops(&mut self, image: &Image, count: usize) -> Result<Vec<Class>, Error> {
        let inputs = image.ten_crops(&self.preprocess)?;
        let classes = self.probabilities(&inputs)?;
        let mut sums = vec![0.0; classes];
        for values in self.output.chunks_exact(classes) {
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += f64::from(*value);
            }
        }
        let means: Vec<f32> = sums.iter().map(|sum| (sum / CROPS as f64) as f32).collect();
        Ok(self.named(&means, count))
    }

    /// Runs the network and makes probabilities of its outputs, which are those of the images one behind the other.
    /// Returns their number of each image.
    fn probabilities(&mut self, inputs: &[f32]) -> Result<usize, Error> {
        check_finite("the input", inputs, &self.session.input_shape().dims())?;
        self.session.run(inputs, &mut self.output)?;
        let classes = self.session.output_shape().len();
        if let Some((name, _)) = self.session.outputs().next() {
            check_finite(format!("the output `{name}`"), &self.output, &[classes])?;
        }
        if self.softmax {
            for values in self.output.chunks_exact_mut(classes) {
                softmax_of(Isa::chosen(), values);
            }
        }
        Ok(classes)
    }

    fn named(&self, values: &[f32], count: usize) -> Vec<Class> {
        let labels = self.labels.as_deref();
        match (values, labels) {
            ([second], Some([_, _])) => classes(&[1.0 - second, *second], labels, count),
            _ => classes(values, labels, count),
        }
    }
}

fn classes(values: &[f32], labels: Option<&[String]>, count: usize) -> Vec<Class> {
    let classes = top(values, count).into_iter();
    let classes = classes.map(|(index, probability)| Class {
        index,
        label: labels.and_then(|labels| labels.get(index)).cloned(),
        probability,
    });
    classes.collect()
}
