//! The network as the prototxt lists it: layers of both forms alike, with the phases that they are there in.

mod phase;

use super::prototxt::{Prototxt, View};
use crate::import::mistake::{Mistake, Mistakes};
use googlenet_dsl::diagnostic::Span;
use std::collections::HashMap;

/// The most layers that are read, as many as a description may have.
const MAX_LAYERS: usize = 16_384;

/// A network.
#[derive(Debug)]
pub(super) struct Net<'a> {
    pub(super) name: Option<String>,
    pub(super) inputs: Vec<Declared>,
    pub(super) layers: Vec<Layer<'a>>,
}

/// An input that stands in front of the layers.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) dims: Vec<i64>,
}

/// A name with its place.
pub(super) type Word = (String, Span);

/// A layer.
#[derive(Debug)]
pub(super) struct Layer<'a> {
    pub(super) name: String,
    /// Where it is named.
    pub(super) span: Span,
    /// Its type, as it is called since 2015.
    pub(super) ty: String,
    /// Where its type is.
    pub(super) type_span: Span,
    pub(super) bottoms: Vec<Word>,
    pub(super) tops: Vec<Word>,
    /// All of its fields.
    pub(super) view: View<'a>,
    /// Whether training has it.
    pub(super) in_training: bool,
    /// Whether inference has it.
    pub(super) in_inference: bool,
}

impl Layer<'_> {
    /// The factor of its loss.
    pub(super) fn loss_weight(&self) -> f32 {
        let weights = self.view.reals("loss_weight");
        weights.first().map_or(1.0, |(weight, _)| *weight)
    }

    /// A mistake at its type.
    pub(super) fn mistake(&self, title: impl Into<String>, label: impl Into<String>) -> Mistake {
        Mistake::new(title, self.type_span, label)
    }
}

/// Lists the layers.
pub(super) fn list<'a>(prototxt: &'a Prototxt, mistakes: &mut Mistakes) -> Net<'a> {
    let root = prototxt.root();
    let states = phase::States::of(root.message("state"));
    let mut layers = Vec::new();
    for (view, old) in root.layers() {
        if layers.len() == MAX_LAYERS {
            let title = format!("the network has more than {MAX_LAYERS} layers");
            let place = view.span().unwrap_or_default();
            mistakes.push(Mistake::new(title, first_byte(place), "one too many"));
            break;
        }
        layers.extend(layer(view, old, &states, mistakes));
    }
    check_names(&layers, mistakes);
    if root.layers().next().is_none() {
        let mistake = Mistake::of_file("the network has no layers");
        mistakes.push(mistake.help("a prototxt of a solver names the network's file in `net`"));
    }
    Net {
        name: root.text("name").map(|(name, _)| name),
        inputs: declared(root, mistakes),
        layers,
    }
}

/// The beginning of a message, which may be long.
fn first_byte(span: Span) -> Span {
    Span {
        start: span.start,
        end: span.start + 1,
    }
}

fn layer<'a>(
    view: View<'a>,
    old: bool,
    states: &phase::States,
    mistakes: &mut Mistakes,
) -> Option<Layer<'a>> {
    let whole = first_byte(view.span().unwrap_or_default());
    let name = view.text("name");
    let ty = match old {
        true => view
            .layer_type("type")
            .map(|(ty, span)| (ty.to_owned(), span)),
        false => view.text("type"),
    };
    let Some((ty, type_span)) = ty else {
        let what = name.map_or(String::new(), |(name, _)| format!(" {name:?}"));
        let mistake = Mistake::new(format!("the layer{what} has no type"), whole, "this layer");
        let help = view.span().filter(|_| old && view.place("layer").is_some());
        mistakes.push(mistake.maybe_help(help.map(|_| {
            "it is in Caffe's first form; `upgrade_net_proto_text` of Caffe brings it to today's".into()
        })));
        return None;
    };
    let (in_training, in_inference) = states.of_layer(view, mistakes);
    let (name, span) = name.unwrap_or_else(|| (String::new(), whole));
    Some(Layer {
        name,
        span,
        ty,
        type_span,
        bottoms: view.texts("bottom"),
        tops: view.texts("top"),
        view,
        in_training,
        in_inference,
    })
}

/// Weights are found by names, so that layers that are there at once have different ones.
fn check_names(layers: &[Layer<'_>], mistakes: &mut Mistakes) {
    let mut seen: HashMap<&str, Vec<&Layer<'_>>> = HashMap::new();
    for layer in layers {
        if layer.name.is_empty() {
            let title = format!("a layer of type {:?} has no name", layer.ty);
            mistakes.push(layer.mistake(title, "this layer"));
            continue;
        }
        let same = seen.entry(&layer.name).or_default();
        let at_once = same.iter().find(|other| {
            (other.in_training && layer.in_training) || (other.in_inference && layer.in_inference)
        });
        if let Some(other) = at_once {
            let title = format!("two layers are called {:?}", layer.name);
            let mistake = Mistake::new(title, layer.span, "the second");
            mistakes.push(mistake.also(other.span, "the first"));
        } else if same.len() < 2 {
            same.push(layer);
        }
    }
}

fn declared(root: View<'_>, mistakes: &mut Mistakes) -> Vec<Declared> {
    let names = root.texts("input");
    let shapes: Vec<Vec<i64>> = root
        .messages("input_shape")
        .map(|(shape, _)| dims(shape))
        .collect();
    let flat: Vec<i64> = root.wholes("input_dim").iter().map(|dim| dim.0).collect();
    let mut inputs = Vec::new();
    for (at, (name, span)) in names.iter().enumerate() {
        let dims = shapes
            .get(at)
            .cloned()
            .or_else(|| flat.get(at * 4..at * 4 + 4).map(<[i64]>::to_vec));
        if dims.is_none() {
            let title = format!("the input {name:?} has no shape");
            let mistake = Mistake::new(title, *span, "neither `input_shape` nor `input_dim`");
            mistakes.push(mistake.help("give `input_shape { dim: 1 dim: 3 dim: 224 dim: 224 }`"));
        }
        inputs.push(Declared {
            name: name.clone(),
            span: *span,
            dims: dims.unwrap_or_default(),
        });
    }
    inputs
}

/// The sizes of a shape.
pub(super) fn dims(shape: View<'_>) -> Vec<i64> {
    shape.wholes("dim").iter().map(|dim| dim.0).collect()
}
