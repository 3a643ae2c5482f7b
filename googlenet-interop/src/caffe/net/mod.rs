//! The network as the prototxt lists it: a list of layers in which both forms (`layer`, and `layers` of before 2015)
//! are alike, with the phases in which each layer is used. Blob names are not resolved here.

mod phase;

use super::prototxt::{Prototxt, View};
use super::types;
use crate::import::mistake::{Mistake, Mistakes};
use googlenet_dsl::diagnostic::Span;
use std::collections::HashMap;

/// Largest number of layers of a network, all phases together. A network with more is reported as a mistake.
const MAX_LAYERS: usize = 16_384;

/// A network as the prototxt lists it: layers of all phases in the order of the file.
#[derive(Debug)]
pub(super) struct Net<'a> {
    /// The value of the field `name` of the prototxt; `None` if the field is absent.
    pub(super) name: Option<String>,
    /// Inputs that are declared outside of layers, in the order of the file.
    pub(super) inputs: Vec<Declared>,
    pub(super) layers: Vec<Layer<'a>>,
}

/// An input that is declared outside of layers, by the fields `input` and `input_shape` or `input_dim` of the network.
#[derive(Debug)]
pub(super) struct Declared {
    pub(super) name: String,
    /// Place of the input's name in the prototxt.
    pub(super) span: Span,
    /// Sizes of the input's axes as the prototxt states them (N, C, H, W for images): any number of sizes, unchecked.
    /// Empty if none are stated, which is reported as a mistake.
    pub(super) dims: Vec<i64>,
}

/// A string of the prototxt, such as the name of a blob, with its place in the text.
pub(super) type Word = (String, Span);

/// A layer of the prototxt.
#[derive(Debug)]
pub(super) struct Layer<'a> {
    /// Name of the layer; empty if it has none, which is reported as a mistake.
    pub(super) name: String,
    /// Place of the layer's name, or of the layer's first byte if it has no name.
    pub(super) span: Span,
    /// Type of the layer, by the name that it has had since 2015. Whether the type is known is not checked.
    pub(super) ty: String,
    /// Place of the value of the layer's field `type`.
    pub(super) type_span: Span,
    /// Names of the blobs that the layer reads, each with its place, in the order of the layer's fields `bottom`.
    pub(super) bottoms: Vec<Word>,
    /// Names of the blobs that the layer writes, each with its place, in the order of the layer's fields `top`.
    pub(super) tops: Vec<Word>,
    /// All fields of the layer in the prototxt.
    pub(super) view: View<'a>,
    /// `true` if the layer is used in training (phase `TRAIN`); it may be used in both phases or in neither.
    pub(super) in_training: bool,
    /// `true` if the layer is used in inference (phase `TEST`).
    pub(super) in_inference: bool,
}

impl Layer<'_> {
    /// Returns the first `loss_weight` of the layer, by which training multiplies its loss; 1 if none is stated.
    pub(super) fn loss_weight(&self) -> f32 {
        let weights = self.view.reals("loss_weight");
        weights.first().map_or(1.0, |(weight, _)| *weight)
    }

    /// Creates a mistake at the place of the layer's type, with the headline `title` and the text `label` at that
    /// place. The caller adds it to the list of mistakes.
    pub(super) fn mistake(&self, title: impl Into<String>, label: impl Into<String>) -> Mistake {
        Mistake::new(title, self.type_span, label)
    }
}

/// Lists the declared inputs and the layers of a network. Pushes to `mistakes` what the list itself shows: layers
/// without a type (which are left out) or name, two layers of one name, contradictory phases, inputs without sizes, no
/// layers or too many.
pub(super) fn list<'a>(prototxt: &'a Prototxt, mistakes: &mut Mistakes) -> Net<'a> {
    let root = prototxt.root();
    let states = phase::States::of(root.message("state"));
    let mut layers = Vec::new();
    for (view, old) in root.layers() {
        if layers.len() == MAX_LAYERS {
            let title = format!("the network has more than {MAX_LAYERS} layers");
            let place = view.span().unwrap_or_default();
            mistakes.push(Mistake::new(title, first_byte(place), "exceeds the limit"));
            break;
        }
        layers.extend(layer(view, old, &states, mistakes));
    }
    check_names(&layers, mistakes);
    if root.layers().next().is_none() {
        let mistake = Mistake::of_file("the network has no layers");
        mistakes.push(mistake.help("expected a deploy.prototxt or a train_val.prototxt"));
    }
    Net {
        name: root.text("name").map(|(name, _)| name),
        inputs: declared(root, &layers, mistakes),
        layers,
    }
}

/// Returns the place of the first byte of a message, for mistakes about the message, as its whole text may be long.
/// `span` is the place of the whole message.
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
        let title = format!("the layer{what} has no type");
        mistakes.push(Mistake::new(title, whole, "this layer"));
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

/// Reports layers without a name, and two layers with weights that have the same name and are used in the same phase,
/// as weights are found by name. Layers without weights may share a name.
fn check_names(layers: &[Layer<'_>], mistakes: &mut Mistakes) {
    let mut seen: HashMap<&str, Vec<&Layer<'_>>> = HashMap::new();
    for layer in layers {
        if !types::has_weights(&layer.ty) {
            continue;
        }
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

fn declared(root: View<'_>, layers: &[Layer<'_>], mistakes: &mut Mistakes) -> Vec<Declared> {
    let names = root.texts("input");
    let shapes: Vec<Vec<i64>> = root
        .messages("input_shape")
        .map(|(shape, _)| dims(shape))
        .collect();
    let flat: Vec<i64> = root.wholes("input_dim").iter().map(|dim| dim.0).collect();
    let mut inputs = Vec::new();
    let is_made = |name: &str| {
        let mut tops = layers.iter().flat_map(|layer| &layer.tops);
        tops.any(|(top, _)| top == name)
    };
    for (at, (name, span)) in names.iter().enumerate() {
        // Caffe passes over inputs if none has a shape; a layer then makes them.
        if shapes.is_empty() && flat.is_empty() && is_made(name) {
            continue;
        }
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

/// Returns the sizes that a shape message states in its fields `dim`, in order and unchecked.
pub(super) fn dims(shape: View<'_>) -> Vec<i64> {
    shape.wholes("dim").iter().map(|dim| dim.0).collect()
}
