//! Files that are well-formed and no network of today's form: solvers, and networks in the form of Caffe's first
//! version.

use super::tree::{Field, FieldValue, Message};
use crate::import::mistake::Mistake;
use googlenet_dsl::diagnostic::{Source, Span};

/// Fields by which a solver holds its network, the one that is used first.
const NETWORKS: &[&str] = &["net_param", "test_net_param", "train_net_param"];
/// Fields by which a solver names the file of its network.
const FILES: &[&str] = &["net", "train_net", "test_net"];
/// Other fields that solvers have, and networks have not.
const OF_SOLVERS: &[&str] = &[
    "base_lr",
    "display",
    "gamma",
    "iter_size",
    "lr_policy",
    "max_iter",
    "momentum",
    "snapshot",
    "snapshot_prefix",
    "solver_mode",
    "solver_type",
    "stepsize",
    "stepvalue",
    "test_interval",
    "test_iter",
    "weight_decay",
];

/// Returns the message of the network in a file: the whole file, or what a solver holds.
///
/// # Errors
/// One mistake about a solver that holds no network, or a network in the first form.
pub(super) fn network(source: &Source, tree: Message) -> Result<Message, Mistake> {
    let name = |field: &Field| source.slice(field.name);
    let is_network = |field: &Field| ["layer", "layers", "input"].contains(&name(field));
    if tree.fields.iter().any(is_network) {
        return match first_form(source, &tree) {
            Some(place) => Err(Mistake::new(
                "the network is in the form of Caffe's first version",
                place,
                "a layer inside of `layers`",
            )
            .help("`upgrade_net_proto_text` of Caffe brings it to today's form")),
            None => Ok(tree),
        };
    }
    let is_of_solver = |field: &&Field| {
        let all = [NETWORKS, FILES, OF_SOLVERS];
        all.iter().any(|names| names.contains(&name(field)))
    };
    let Some(first) = tree
        .fields
        .iter()
        .find(is_of_solver)
        .map(|field| field.name)
    else {
        return Ok(tree);
    };
    let mut fields = tree.fields;
    for network in NETWORKS {
        let is_it = |field: &Field| {
            source.slice(field.name) == *network && matches!(field.value, FieldValue::Message(_))
        };
        if let Some(at) = fields.iter().position(is_it)
            && let FieldValue::Message(message) = fields.swap_remove(at).value
        {
            return Ok(message);
        }
    }
    let of_name = |known: &&str| {
        let mut fields = fields.iter();
        fields.find(|field| source.slice(field.name) == *known)
    };
    let title = "the file is a solver, which has no network";
    Err(match FILES.iter().find_map(of_name) {
        Some(file) => Mistake::new(title, file.value.span(), "its network is in this file")
            .help("import that file"),
        None => Mistake::new(title, first, "a setting of a solver")
            .help("import the file of the network, a train_val.prototxt or a deploy.prototxt"),
    })
}

/// Returns the place of the first layer in the first form, which is a message inside of `layers`.
fn first_form(source: &Source, tree: &Message) -> Option<Span> {
    let layers = tree.fields.iter().filter_map(|field| match &field.value {
        FieldValue::Message(message) if source.slice(field.name) == "layers" => Some(message),
        _ => None,
    });
    let mut inner = layers.flat_map(|message| &message.fields);
    let found = inner.find(|field| {
        source.slice(field.name) == "layer" && matches!(field.value, FieldValue::Message(_))
    });
    found.map(|field| field.name)
}
