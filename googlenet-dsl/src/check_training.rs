//! Checks of `training` against the network.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, shorten};
use crate::graph::Graph;
use crate::labels::activation_of;
use crate::nearest::{nearest, suggestion};
use crate::spec::TrainingSpec;
use crate::value::Activation;
use crate::value::training::{ClassWeights, Loss};
use std::collections::BTreeSet;

/// The largest number of paths in `freeze`.
const MOST_FROZEN: usize = 1000;

/// The number of unknown paths that are compared with all known ones.
const MOST_HELPS: usize = 10;

/// Checks that the loss fits the activations of the outputs, those of heads of training included, that there are as many
/// class weights as classes, and that what is frozen are layers, but not all.
///
/// # Errors
/// All mistakes of these kinds.
pub(crate) fn check_training(spec: &TrainingSpec, graph: &Graph) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::none();
    let graph = graph.training();
    check_loss(spec, &graph, &mut errors);
    check_class_weights(spec, &graph, &mut errors);
    check_freeze(spec, &graph, &mut errors);
    errors.into_result(())
}

fn check_loss(spec: &TrainingSpec, graph: &Graph, errors: &mut Diagnostics) {
    let (Some(loss), Some(span)) = (spec.training.loss, spec.loss) else {
        return;
    };
    for output in graph.outputs() {
        let activation = activation_of(graph, output.layer);
        if loss.fits(activation) {
            continue;
        }
        let title = format!("the loss does not fit the output `{}`", output.name);
        let (label, other, instead) = match activation {
            Activation::Softmax => (
                "softmax chooses one class of several",
                "cross_entropy",
                "sigmoid",
            ),
            _ => (
                "sigmoid says of each class whether it is there",
                "binary_cross_entropy",
                "softmax",
            ),
        };
        let error = Diagnostic::new(Code::LOSS_MISMATCH, title, span, label);
        errors.push(error.help(format!(
            "write `loss: {other}`, or give the last layer `activation: {instead}`"
        )));
        return;
    }
}

fn check_class_weights(spec: &TrainingSpec, graph: &Graph, errors: &mut Diagnostics) {
    let (Some(ClassWeights::Given(weights)), Some(span)) =
        (&spec.training.class_weights, spec.class_weights)
    else {
        return;
    };
    let output = &graph.outputs()[0];
    let loss = spec.training.loss;
    let loss = loss.unwrap_or_else(|| Loss::for_activation(activation_of(graph, output.layer)));
    let classes = loss.classes(graph.shape(output.layer).channels());
    if weights.len() != classes {
        let title = format!("`class_weights` does not fit the output `{}`", output.name);
        let plural = if classes == 1 { "" } else { "es" };
        let label = format!("{} here, {classes} class{plural}", weights.len());
        let error = Diagnostic::new(Code::CLASS_WEIGHT_COUNT, title, span, label);
        errors.push(error.help("give a number for each class, in the order of the output"));
    }
}

fn check_freeze(spec: &TrainingSpec, graph: &Graph, errors: &mut Diagnostics) {
    let training = &spec.training;
    if let Some(span) = spec.freeze.get(MOST_FROZEN) {
        let title = format!("`freeze` lists more than {MOST_FROZEN} paths");
        let label = format!("path {} of {}", MOST_FROZEN + 1, spec.freeze.len());
        let error = Diagnostic::new(Code::UNKNOWN_FROZEN, title, *span, label);
        errors.push(error.help("give the beginnings that paths have in common"));
        return;
    }
    let paths = || graph.ids().skip(1).map(|id| &*graph.layer(id).name);
    for (prefix, span) in training.freeze.iter().zip(&spec.freeze) {
        if paths().any(|path| path.starts_with(prefix.as_str())) {
            continue;
        }
        let title = format!("no layer's path begins with `{}`", shorten(prefix));
        let label = "not the beginning of a path";
        let mut error = Diagnostic::new(Code::UNKNOWN_FROZEN, title, *span, label);
        if errors.len() < MOST_HELPS {
            let known: BTreeSet<&str> = paths().flat_map(beginnings).collect();
            let first: BTreeSet<&str> = paths().filter_map(|path| path.split('.').next()).collect();
            let near = nearest(prefix, known).map(|near| format!("did you mean `{near}`?"));
            error.help = near.or_else(|| suggestion(prefix, first.iter().copied()));
        }
        errors.push(error);
    }
    if !errors.is_empty() {
        return;
    }
    let mut trained = graph.ids().filter(|id| {
        let mut weights = graph.weights(*id).into_iter();
        weights.any(|weight| weight.role.trainable())
    });
    let Some(span) = spec.freeze.first() else {
        return;
    };
    if trained.all(|id| training.freezes(&graph.layer(id).name)) {
        let title = "`freeze` leaves nothing to train";
        let label = "with these all layers with weights are frozen";
        let error = Diagnostic::new(Code::ALL_FROZEN, title, *span, label);
        errors.push(error.help("leave out the classifier at least"));
    }
}

/// Returns a path and the paths of the groups around its layer.
fn beginnings(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices('.').map(|(end, _)| end);
    ends.chain([path.len()]).map(|end| &path[..end])
}
