//! Generation of the description's text from the steps of a network.

use super::compose::compose;
use super::concats;
use super::network::FlatNetwork;
use super::recover::{self, Structure};
use super::verify::verify;
use crate::description::Preamble;

/// A description that compiles to the imported network.
#[derive(Debug)]
pub(super) struct Described {
    /// The text of the description.
    pub(super) text: String,
    /// The structure (blocks, branches, names) from which the text was composed.
    pub(super) structure: Structure,
    /// Why the description has no blocks and branches although some were found; `None` if it has them.
    pub(super) warning: Option<String>,
}

/// Returns the description of a network. Concatenations that begin with all operands of another one read that instead.
/// If the text with blocks and branches does not compile to the network, one without them is returned, in which every
/// step is a line of its own, with a warning.
///
/// # Errors
/// Returns a message if the text without blocks and branches does not compile to the network, either.
pub(super) fn describe(preamble: &Preamble, network: &FlatNetwork) -> Result<Described, String> {
    let short = concats::shortened(network);
    let structure = recover::recover(&short);
    described(preamble, network, &short, structure)
}

/// Returns the description with the structure that was recovered from `short`, or else the one of `network` without
/// blocks and branches.
fn described(
    preamble: &Preamble,
    network: &FlatNetwork,
    short: &FlatNetwork,
    structure: Structure,
) -> Result<Described, String> {
    let text = compose(preamble, short, &structure).text();
    let reason = match verify(&text, short, &structure) {
        Ok(()) => {
            return Ok(Described {
                text,
                structure,
                warning: None,
            });
        }
        Err(reason) => reason,
    };
    let structure = recover::flat(network);
    let text = compose(preamble, network, &structure).text();
    verify(&text, network, &structure).map_err(|reason| {
        format!("no description could be generated that compiles to the imported network\n{reason}")
    })?;
    let reason = reason.lines().next().unwrap_or_default();
    let reason = reason
        .split_once("]: ")
        .map_or(reason, |(_, reason)| reason);
    Ok(Described {
        text,
        structure,
        warning: Some(format!(
            "the blocks and branches that were found cannot be written, so every layer is a line of its own: {reason}"
        )),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::recover::tests::{description, flat};

    #[test]
    fn blocks_that_cannot_be_written_are_told() {
        let text = description(
            "blocks:
  part:
    columns: [wide]
    layers:
      conv1: {conv: $wide, kernel: 1}
      conv2: {conv: 16, kernel: 3, padding: same}
      sum:   {add: [$input, conv2]}
layers:
  part1: {part: [4]}
  part2: {part: [6]}
",
        );
        let (name, network) = flat(&text, &str::to_owned);
        let preamble = Preamble::new(name);
        let good = describe(&preamble, &network).expect("it compiles");
        assert_eq!(good.warning, None);
        assert!(good.text.contains("blocks:"), "{}", good.text);
        let planted = |change: &dyn Fn(&mut Structure)| {
            let mut structure = recover::recover(&network);
            change(&mut structure);
            let found = described(&preamble, &network, &network, structure).expect("it compiles");
            assert!(!found.text.contains("blocks:"), "{}", found.text);
            assert_eq!(found.structure.templates.len(), 0);
            found.warning.expect("a warning")
        };
        let told = "the blocks and branches that were found cannot be written, so every layer is a line of its own: ";
        let twice = planted(&|structure| {
            structure.templates[0].columns[0].name = "conv".to_owned();
            structure.templates[0].name = "conv".to_owned();
        });
        assert_eq!(
            twice,
            format!("{told}`conv` is the name of a built-in kind or option")
        );
        let other = planted(&|structure| {
            let row = &mut structure.templates[0].instances[1].row;
            row[0] = googlenet_dsl::grammar::Setting::Count(7);
        });
        assert_eq!(
            other,
            format!("{told}its layer `part2.conv1` differs in operation or inputs")
        );
    }
}
