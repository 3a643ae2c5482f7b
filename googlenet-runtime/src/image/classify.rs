//! Classification: an image in, the most likely classes with their names out.

use super::input::plain;
use super::pixels::Image;
use crate::kernel::softmax_of;
use crate::tensor::top;
use crate::{DynSession, Error, Labels, Network};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::preprocess::Preprocess;
use googlenet_dsl::shape::Shape;
use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

/// How many classes [`Classify::classify`] gives.
const TOP: usize = 5;

/// A class that an image may show.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Class {
    /// Its place among the network's classes, from 0.
    pub index: usize,
    /// Its name, where the description names a file of labels.
    pub label: Option<String>,
    /// How likely it is, from 0 to 1.
    pub probability: f32,
}

impl Class {
    /// Returns a class with its index, label and probability.
    #[must_use]
    pub fn new(index: usize, label: Option<String>, probability: f32) -> Class {
        Class {
            index,
            label,
            probability,
        }
    }
}

/// Classification of images by every network.
///
/// ```
/// use googlenet_runtime::image::{Classify, Image};
/// # fn shown(model: &impl googlenet_runtime::Network) -> Result<(), googlenet_runtime::Error> {
/// let image = Image::open("cat.jpg")?;
/// for class in model.classify(&image)? {
///     println!("{:.4}  {}", class.probability, class.label.unwrap_or_default());
/// }
/// # Ok(())
/// # }
/// ```
pub trait Classify: Network {
    /// The five most likely classes of an image, the most likely first. For many images make one [`Classifier`].
    ///
    /// # Errors
    /// As [`Classifier::new`] and [`Classifier::classify`].
    fn classify(&self, image: &Image) -> Result<Vec<Class>, Error> {
        self.classify_top(image, TOP)
    }

    /// The same with as many classes as are asked for.
    ///
    /// # Errors
    /// As [`Classify::classify`].
    fn classify_top(&self, image: &Image, count: usize) -> Result<Vec<Class>, Error> {
        self.classifier(1)?.classify(image, count)
    }

    /// A session that classifies images, on so many threads.
    ///
    /// # Errors
    /// As [`Classifier::new`].
    fn classifier(&self, threads: usize) -> Result<Classifier, Error> {
        Classifier::new(self, threads)
    }
}

impl<N: Network + ?Sized> Classify for N {}

/// A session that classifies images by the network's first output: its own pixels in, names of classes out.
///
/// Where that output is no probability already (the last layer's activation is neither softmax nor sigmoid), softmax
/// is applied to it.
pub struct Classifier {
    session: DynSession,
    preprocess: Preprocess,
    labels: Option<Arc<[String]>>,
    softmax: bool,
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
    /// A session of a network on `threads` threads, the caller's among them. Sessions of a network share its packed
    /// weights.
    ///
    /// # Errors
    /// The network reads no image, its first output is no vector, or its labels cannot be had.
    pub fn new(network: &(impl Network + ?Sized), threads: usize) -> Result<Classifier, Error> {
        let graph = network.graph();
        let preprocess = match network.preprocess() {
            Some(preprocess) => preprocess,
            None => plain(graph.shape(0))?,
        };
        let output = &graph.outputs()[0];
        let Shape::Vector { features: classes } = graph.shape(output.layer) else {
            return Err(Error::OutputIsNoVector {
                name: output.name.to_string(),
                shape: graph.shape(output.layer),
            });
        };
        let labels = network.labels().read(classes)?;
        Ok(Classifier {
            session: network.dyn_session(threads),
            preprocess,
            labels: labels.map(Into::into),
            softmax: !is_probability(&graph, output.layer),
            output: Vec::new(),
        })
    }

    /// The same with memory for `batch` images at a time, at most one a thread.
    #[must_use]
    pub fn with_batch(mut self, batch: usize) -> Classifier {
        self.session.set_batch(batch);
        self
    }

    /// The same with other names of classes than the description's.
    ///
    /// # Errors
    /// As [`Labels::read`].
    pub fn with_labels(mut self, labels: &Labels) -> Result<Classifier, Error> {
        let classes = self.session.output_shape().len();
        self.labels = labels.read(classes)?.map(Into::into);
        Ok(self)
    }

    /// How images become the input.
    pub fn preprocess(&self) -> &Preprocess {
        &self.preprocess
    }

    /// The `count` most likely classes of an image, the most likely first; of classes as likely the first first.
    ///
    /// # Errors
    /// As [`Image::input`].
    pub fn classify(&mut self, image: &Image, count: usize) -> Result<Vec<Class>, Error> {
        let input = image.input(&self.preprocess)?;
        let mut classes = self.classify_inputs(&input, count)?;
        Ok(classes.pop().unwrap_or_default())
    }

    /// The same for images that [`Image::input`] made, one behind the other.
    ///
    /// # Errors
    /// There is no whole number of images.
    pub fn classify_inputs(
        &mut self,
        inputs: &[f32],
        count: usize,
    ) -> Result<Vec<Vec<Class>>, Error> {
        self.session.run(inputs, &mut self.output)?;
        let classes = self.session.output_shape().len();
        let images = self.output.chunks_exact_mut(classes);
        let (softmax, labels) = (self.softmax, self.labels.as_deref());
        Ok(images
            .map(|values| {
                if softmax {
                    let values = Cell::from_mut(&mut *values).as_slice_of_cells();
                    softmax_of(|| values.iter());
                }
                self::classes(values, labels, count)
            })
            .collect())
    }
}

/// Whether a layer's values are probabilities already.
fn is_probability(graph: &Graph, layer: LayerId) -> bool {
    let mut layer = layer;
    // Views of what stands before them.
    while graph.op(layer).plan_needs().is_view {
        layer = graph.inputs(layer)[0];
    }
    graph.op(layer).is_probability()
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
