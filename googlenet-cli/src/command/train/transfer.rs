//! Weights of a file to begin with.

use crate::command::foreign::{Foreign, names_of};
use crate::command::loading::weights_failure;
use crate::command::network::Network;
use crate::failure::Failure;
use crate::output::warn;
use googlenet_interop::{LeftOver, PairOptions};
use googlenet_runtime::{LoadOptions, Network as _, dynamic};
use std::path::Path;

/// Number of weights that a sentence names.
const NAMED: usize = 4;

/// Takes the weights of a file that a network has, too, in their sizes; of these, if `only` has prefixes, those whose paths
/// begin with one. Tells how many there are and which are left out.
///
/// # Errors
/// [`Failure::Message`] if the file cannot be read, or has no such weight.
pub(super) fn transfer(
    model: &mut dynamic::Model,
    network: &Network<'_>,
    path: &Path,
    only: &[String],
) -> Result<String, Failure> {
    let graph = model.graph();
    let options = PairOptions {
        source: names_of(network),
        ..PairOptions::default()
    };
    let is_wanted =
        |name: &str| only.is_empty() || only.iter().any(|prefix| name.starts_with(prefix.as_str()));
    Foreign::checked(path)?.paired_in_part(&graph, &options, |paired, left| {
        paired.report().important().iter().for_each(|note| warn(note));
        let wanted = paired.pairs().filter(|(own, ..)| is_wanted(own)).count();
        if wanted == 0 {
            let prefixes = only.join("`, `");
            return Err(Failure::Message(format!(
                "no weight that `{}` has begins with `{prefixes}`; help: `googlenet weights list SPEC` lists the names",
                path.display()
            )));
        }
        let prefixes: Vec<&str> = match only {
            [] => vec![""],
            only => only.iter().map(String::as_str).collect(),
        };
        for prefix in prefixes {
            let loaded = paired.load(model, &LoadOptions::new().prefix(prefix));
            loaded.map_err(weights_failure)?;
        }
        let left: Vec<&LeftOver> = left.iter().filter(|left| is_wanted(&left.name)).collect();
        if !left.is_empty() {
            warn(&left_out(&left));
        }
        let all = model.layers().iter().map(|layer| layer.weights().len()).sum::<usize>();
        Ok(format!(
            "{wanted} of {all} weight tensors come from {}, {} begin at random",
            path.display(),
            all - wanted
        ))
    })
}

fn left_out(left: &[&LeftOver]) -> String {
    let named: Vec<String> = left.iter().take(NAMED).map(ToString::to_string).collect();
    let more = match left.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    let weights = match left.len() {
        1 => "1 weight tensor begins".to_owned(),
        more => format!("{more} weight tensors begin"),
    };
    format!("{weights} at random: {}{more}", named.join("; "))
}
