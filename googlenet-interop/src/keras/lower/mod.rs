//! Lowering of layers to items: one file for each family of layers.
//!
//! A result is an item with the sizes that Keras has for it. Its values are in the order of these sizes, channels last,
//! so that changes of sizes compute nothing; maps of a model with its channels first are turned from the input on.

mod activation;
mod context;
mod conv;
mod conv_transpose;
mod dense;
mod initializer;
mod join;
mod known;
mod norm;
mod operation;
mod outputs;
mod pad;
mod pool;
mod shaping;
mod site;
mod training;

pub(super) use known::PREPARES;

use super::error::Misfit;
use super::graph::Graph;
use super::weights::Weights;
use crate::import::notes::Notes;
use crate::items::{Item, ItemId, Refusals, Store};
use context::{Lower, Lowering, Stop, Value, refuse};
use googlenet_dsl::shape::Shape;
use join::Join;
use serde_json::Value as Json;
use site::Site;
use std::collections::{HashMap, HashSet};

/// The input of a network.
#[derive(Debug, Clone)]
pub(super) struct Input {
    pub(super) shape: Shape,
    /// Sizes as the model has them.
    pub(super) sizes: Vec<usize>,
    /// Whether the channels are the first of them.
    pub(super) is_first: bool,
}

/// The items of a network.
#[derive(Debug)]
pub(super) struct Lowered {
    pub(super) items: Vec<Item>,
    pub(super) outputs: Vec<ItemId>,
    pub(super) notes: Notes,
    pub(super) misfits: Vec<Misfit>,
}

/// Returns whether the model has its channels first.
pub(super) fn is_channels_first(graph: &Graph<'_>) -> bool {
    let format = |value: &Json| value.as_str().map(|word| word == "channels_first");
    let formats = graph
        .leaves
        .iter()
        .filter_map(|leaf| format(leaf.settings.get("data_format")?));
    let mut formats = formats;
    formats.next().unwrap_or(false)
}

/// Lowers all nodes. Those that cannot be lowered are refused, and what reads them is passed over.
pub(super) fn lower<'a>(
    graph: &Graph<'_>,
    input: &Input,
    is_keras_3: bool,
    weights: &Weights<'a>,
    store: &mut Store<'a>,
    refusals: &mut Refusals,
) -> Lowered {
    let mut lowering = Lowering {
        items: Vec::new(),
        store,
        weights,
        values: Vec::with_capacity(graph.nodes.len()),
        given: Value {
            item: 0,
            sizes: input.sizes.clone(),
            is_first: input.is_first,
        },
        input: input.shape,
        pixels: HashMap::new(),
        misfits: Vec::new(),
        told: HashSet::new(),
        is_keras_3,
        notes: Notes::default(),
    };
    let mut shared = HashSet::new();
    for node in &graph.nodes {
        let site = Site::of(graph, node);
        let before = lowering.items.len();
        let made = lowering.node(&site);
        if let Err(Stop::Refused(reason)) = &made {
            refusals.node(site.operator(), site.path(), reason.clone());
        }
        let has_weights = lowering.items[before..]
            .iter()
            .any(|item| !item.weights.is_empty());
        if has_weights && site.leaf.calls > 1 && shared.insert(node.leaf) {
            let what = format!(
                "it is used {} times, each with its own copy of the weights",
                site.leaf.calls
            );
            lowering.notes.tell(site.operator(), site.path(), what);
        }
        lowering.values.push(made.ok());
    }
    let outputs = lowering.outputs(graph, refusals);
    Lowered {
        items: lowering.items,
        outputs,
        notes: lowering.notes,
        misfits: lowering.misfits,
    }
}

impl Lowering<'_, '_> {
    fn node(&mut self, site: &Site<'_, '_>) -> Lower<Vec<Value>> {
        // A class that is not known is refused whatever it reads.
        if !known::is_lowered(site) {
            return refuse(known::reason(site));
        }
        // A result that failed ends the node before its settings are looked at.
        for result in site.node.results() {
            self.result(result)?;
        }
        let settings = site.settings();
        if settings.get("dtype").is_some_and(is_quantised) {
            return refuse("its weights are quantised, which is not read");
        }
        if let Some(name) = operation::operation(site) {
            return self.operation(site, name);
        }
        let value = match site.class() {
            "Conv2D" | "Convolution2D" => self.conv(site)?,
            "DepthwiseConv2D" | "DepthwiseConvolution2D" => self.depthwise(site)?,
            "SeparableConv2D" | "SeparableConvolution2D" => self.separable(site)?,
            "Conv2DTranspose" | "Convolution2DTranspose" => self.conv_transpose(site)?,
            "Dense" => self.dense(site)?,
            "BatchNormalization" | "SyncBatchNormalization" => self.batch_norm(site)?,
            "LayerNormalization" => self.layer_norm(site)?,
            "LayerScale" => self.layer_scale(site)?,
            "Rescaling" => self.rescaling(site)?,
            "Normalization" => self.normalization(site)?,
            "MaxPooling2D" | "MaxPool2D" => self.pool(site, false)?,
            "AveragePooling2D" | "AvgPool2D" => self.pool(site, true)?,
            "GlobalAveragePooling2D" | "GlobalAvgPool2D" => self.global_pool(site, true)?,
            "GlobalMaxPooling2D" | "GlobalMaxPool2D" => self.global_pool(site, false)?,
            "Add" => self.joining(site, Join::Sum)?,
            "Subtract" => self.joining(site, Join::Difference)?,
            "Multiply" => self.joining(site, Join::Product)?,
            "Average" => self.joining(site, Join::Mean)?,
            "Maximum" => self.joining(site, Join::Largest)?,
            "Minimum" => self.joining(site, Join::Smallest)?,
            "Concatenate" => {
                let values = self.all(site)?;
                let axis = settings.wholes("axis")?.unwrap_or_default();
                self.concat(site, values, axis.first().copied().unwrap_or(-1))?
            }
            "CustomScaleLayer" => self.scaled_sum(site)?,
            "ZeroPadding2D" => self.zero_pad(site)?,
            "Cropping2D" => self.crop(site)?,
            "UpSampling2D" => self.upsampling(site)?,
            "Resizing" => self.resizing(site)?,
            "Flatten" => self.flatten(site)?,
            "Reshape" => {
                let value = self.one(site)?;
                match settings.wholes("target_shape")? {
                    Some(sizes) => self.reshape(site, value, &sizes)?,
                    None => return settings.wrong("target_shape", "a list of sizes"),
                }
            }
            "Permute" => {
                let value = self.one(site)?;
                let axes = settings.wholes("dims")?.unwrap_or_default();
                let axes: Option<Vec<usize>> = axes
                    .iter()
                    .map(|axis| usize::try_from(axis - 1).ok())
                    .collect();
                match axes {
                    Some(axes) => self.permuted(site, value, &axes)?,
                    None => return settings.wrong("dims", "numbers of axes from 1"),
                }
            }
            "Dropout" => self.dropout(site)?,
            "PReLU" => self.prelu(site)?,
            "InputLayer" | "Identity" | "ActivityRegularization" => self.one(site)?,
            class if known::TRAINING.contains(&class) => self.left_out(site)?,
            class => {
                let value = self.one(site)?;
                match self.layer_of(site, class, settings, &value)? {
                    Some(made) => made,
                    None => return refuse(known::reason(site)),
                }
            }
        };
        Ok(vec![value])
    }
}

/// Returns whether a layer's type of numbers is one of quantised weights.
fn is_quantised(dtype: &Json) -> bool {
    let name = match dtype {
        Json::String(name) => Some(name.as_str()),
        object => object
            .get("config")
            .and_then(|config| config.get("name")?.as_str()),
    };
    let is_policy = dtype
        .get("class_name")
        .and_then(Json::as_str)
        .is_some_and(|class| class.starts_with("Quantized"));
    is_policy || name.is_some_and(|name| name.starts_with("int") || name.contains("float8"))
}
