//! Classification: a picture in, the most likely classes with their names out.

use super::{Picture, plain, wrong};
use crate::{Error, Executor, Labels, Network};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::preprocess::Preprocess;
use googlenet_dsl::shape::Shape;
use std::sync::Arc;

/// How many classes [`Classify::classify`] gives.
const TOP: usize = 5;

/// A class that a picture may show.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// Its place among the network's classes, from 0.
    pub index: usize,
    /// Its name, where the description names a file of labels.
    pub label: Option<String>,
    /// How likely it is, from 0 to 1.
    pub probability: f32,
}

/// Classification of pictures by every network.
///
/// ```
/// use googlenet_runtime::picture::{Classify, Picture};
/// # fn shown(model: &impl googlenet_runtime::Network) -> Result<(), googlenet_runtime::Error> {
/// let picture = Picture::open("cat.jpg")?;
/// for class in model.classify(&picture)? {
///     println!("{:.4}  {}", class.probability, class.label.unwrap_or_default());
/// }
/// # Ok(())
/// # }
/// ```
pub trait Classify: Network {
    /// The five most likely classes of a picture, the most likely first. For many pictures make one [`Classifier`].
    ///
    /// # Errors
    /// As [`Classifier::new`] and [`Classifier::classify`].
    fn classify(&self, picture: &Picture) -> Result<Vec<Class>, Error> {
        self.classify_top(picture, TOP)
    }

    /// The same with as many classes as are asked for.
    ///
    /// # Errors
    /// As [`Classify::classify`].
    fn classify_top(&self, picture: &Picture, count: usize) -> Result<Vec<Class>, Error> {
        self.classifier(1)?.classify(picture, count)
    }

    /// A session that classifies pictures, on so many threads.
    ///
    /// # Errors
    /// As [`Classifier::new`].
    fn classifier(&self, threads: usize) -> Result<Classifier, Error> {
        Classifier::new(self, threads)
    }
}

impl<N: Network + ?Sized> Classify for N {}

/// A session that classifies pictures by the network's first output: its own pixels in, names of classes out.
///
/// Where that output is no probability already (the last layer's activation is neither softmax nor sigmoid), softmax
/// is applied to it.
pub struct Classifier {
    executor: Executor,
    preprocess: Preprocess,
    labels: Option<Arc<[String]>>,
    softmax: bool,
    output: Vec<f32>,
}

impl Classifier {
    /// A session of a network on `threads` threads, the caller's among them. Sessions of a network share its packed
    /// weights.
    ///
    /// # Errors
    /// The network reads no picture, its first output is no vector, or its labels cannot be had.
    pub fn new(network: &(impl Network + ?Sized), threads: usize) -> Result<Classifier, Error> {
        let graph = network.graph();
        let preprocess = match network.preprocess() {
            Some(preprocess) => preprocess,
            None => plain(graph.shape(0))?,
        };
        let output = &graph.outputs()[0];
        let Shape::Vector { features: classes } = graph.shape(output.layer) else {
            let (name, shape) = (&output.name, graph.shape(output.layer));
            return Err(wrong(format!(
                "the first output, `{name}`, is a map of {shape} and no vector of classes"
            )));
        };
        let labels = network.labels().read(classes)?;
        Ok(Classifier {
            executor: network.executor(threads),
            preprocess,
            labels: labels.map(Into::into),
            softmax: !is_probability(&graph, output.layer),
            output: Vec::new(),
        })
    }

    /// The same with memory for `batch` pictures at a time, at most one a thread.
    #[must_use]
    pub fn with_batch(mut self, batch: usize) -> Classifier {
        self.executor.set_batch(batch);
        self
    }

    /// The same with other names of classes than the description's.
    ///
    /// # Errors
    /// As [`Labels::read`].
    pub fn with_labels(mut self, labels: &Labels) -> Result<Classifier, Error> {
        let classes = self.executor.output_shape().len();
        self.labels = labels.read(classes)?.map(Into::into);
        Ok(self)
    }

    /// How pictures become the input.
    pub fn preprocess(&self) -> &Preprocess {
        &self.preprocess
    }

    /// The `count` most likely classes of a picture, the most likely first; of classes as likely the first first.
    ///
    /// # Errors
    /// As [`Picture::input`].
    pub fn classify(&mut self, picture: &Picture, count: usize) -> Result<Vec<Class>, Error> {
        let input = picture.input(&self.preprocess)?;
        let mut classes = self.classify_inputs(&input, count)?;
        classes.pop().ok_or_else(|| wrong("no picture".into()))
    }

    /// The same for pictures that [`Picture::input`] made, one behind the other.
    ///
    /// # Errors
    /// There is no whole number of pictures.
    pub fn classify_inputs(
        &mut self,
        inputs: &[f32],
        count: usize,
    ) -> Result<Vec<Vec<Class>>, Error> {
        self.executor.run(inputs, &mut self.output)?;
        let classes = self.executor.output_shape().len();
        let pictures = self.output.chunks_exact_mut(classes);
        let (softmax, labels) = (self.softmax, self.labels.as_deref());
        Ok(pictures
            .map(|values| {
                if softmax {
                    self::softmax(values);
                }
                top(values, labels, count)
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

fn softmax(values: &mut [f32]) {
    let largest = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for value in values.iter_mut() {
        *value = (*value - largest).exp();
        sum += *value;
    }
    values.iter_mut().for_each(|value| *value /= sum);
}

fn top(values: &[f32], labels: Option<&[String]>, count: usize) -> Vec<Class> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
    let classes = order.into_iter().take(count).map(|index| Class {
        index,
        label: labels.and_then(|labels| labels.get(index)).cloned(),
        probability: values[index],
    });
    classes.collect()
}
