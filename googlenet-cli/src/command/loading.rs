//! Loading of a network's weights: from a weight file, a file of packed weights, the file of a model, or a seed.

use super::foreign::{Foreign, names_of};
use super::network::Network;
use crate::args::{RunWeights, Source as NamedSource, Weights as FileWeights};
use crate::failure::Failure;
use crate::output::warn;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::number::grouped;
use googlenet_interop::{Convention, Opened, QuantizedImport};
use googlenet_runtime::quantize::Quantized;
use googlenet_runtime::weights::{Misfit, ZeroTail, zero_tail};
use googlenet_runtime::{
    Algorithms, DType, Error, LoadOptions, Network as _, PackedNetwork, dynamic,
};
use std::path::Path;

/// Seed of the pseudo-random weights of commands that measure, if the command line names no weights.
const SEED: u64 = 42;

/// Source of a network's weights: a safetensors file, a file of packed weights, the seed of pseudo-random ones, or the
/// model itself.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    File(&'a Path),
    Packed(&'a Path),
    Seed(u64),
    Model(&'a Opened<'a>),
}

impl<'a> Source<'a> {
    /// Returns the source that the command line names, otherwise that of a model's own weights; `None` if there is
    /// neither.
    pub(super) fn of(
        named: Option<NamedSource<'a>>,
        network: &'a Network<'_>,
    ) -> Option<Source<'a>> {
        let own = network.model.as_ref().filter(|model| model.has_weights());
        match (named, own) {
            // Of a model of two files `--weights` named the second.
            (Some(NamedSource::File(_)), Some(model)) if network.has_weight_file() => {
                Some(Source::Model(model))
            }
            (Some(NamedSource::File(path)), _) => Some(Source::File(path)),
            (Some(NamedSource::Packed(path)), _) => Some(Source::Packed(path)),
            (Some(NamedSource::Seed(seed)), _) => Some(Source::Seed(seed)),
            (None, own) => own.map(Source::Model),
        }
    }
}

/// Source of a network's weights, whether they may be NaN or infinite, and whether packed ones are checked first.
#[derive(Clone, Copy)]
pub(super) struct Weights<'a> {
    pub(super) source: Source<'a>,
    /// Convention whose names the layers of the network have as `source`.
    pub(super) names: Option<Convention>,
    pub(super) allow_non_finite: bool,
    pub(super) verify: bool,
}

impl<'a> Weights<'a> {
    /// Returns the unpacked weights that the command line names, or those of the model.
    ///
    /// # Errors
    /// [`Failure::Usage`] if there are none.
    pub(super) fn unpacked(
        args: &'a FileWeights,
        network: &'a Network<'_>,
    ) -> Result<Weights<'a>, Failure> {
        let source = Source::of(args.named(), network);
        Ok(Weights {
            source: source.ok_or_else(|| missing(network, "`--weights FILE` or `--seed N`"))?,
            names: names_of(network),
            allow_non_finite: args.allow_non_finite(),
            verify: false,
        })
    }

    /// Returns the weights that the command line names, or those of the model.
    ///
    /// # Errors
    /// [`Failure::Usage`] if there are none.
    pub(super) fn of(
        args: &'a RunWeights,
        network: &'a Network<'_>,
    ) -> Result<Weights<'a>, Failure> {
        let source = Source::of(args.named(), network);
        let options = "`--weights FILE`, `--packed FILE` or `--seed N`";
        Ok(Weights {
            source: source.ok_or_else(|| missing(network, options))?,
            names: names_of(network),
            allow_non_finite: args.allow_non_finite(),
            verify: args.verify(),
        })
    }

    /// Returns the weights that the command line names, or those of the model, or pseudo-random ones.
    pub(super) fn or_seeded(args: &'a RunWeights, network: &'a Network<'_>) -> Weights<'a> {
        Weights {
            source: Source::of(args.named(), network).unwrap_or(Source::Seed(SEED)),
            names: names_of(network),
            allow_non_finite: args.allow_non_finite(),
            verify: args.verify(),
        }
    }

    /// Returns the weights of a source that are looked at, and not computed with.
    pub(super) fn to_look_at(source: Source<'a>) -> Weights<'a> {
        Weights {
            source,
            names: None,
            allow_non_finite: false,
            verify: false,
        }
    }

    fn options(self) -> LoadOptions {
        LoadOptions::new().allow_non_finite(self.allow_non_finite)
    }
}

/// Returns the failure of a command line that names no weights.
pub(super) fn missing(network: &Network<'_>, options: &str) -> Failure {
    let of_model = match &network.model {
        Some(model) if !model.has_weights() => ", such as the caffemodel that belongs to it",
        _ => "",
    };
    Failure::Usage(format!(
        "`{}` has no weights; help: give {options}{of_model}",
        network.source.name()
    ))
}

/// Help for what is refused as it is NaN or infinite.
pub(super) const NON_FINITE_HELP: &str = "help: `--allow-non-finite` goes on all the same";

/// Converts an error of weights, with a help for those that are not finite.
pub(super) fn weights_failure(error: Error) -> Failure {
    let help = match &error {
        Error::Weights { misfits, .. } => misfits.iter().any(|misfit| {
            matches!(
                misfit,
                Misfit::NonFinite { .. } | Misfit::PackedNonFinite { .. }
            )
        }),
        _ => false,
    };
    match (&error, help) {
        (Error::Weights { origin, misfits }, false) if misfits.len() > MISFITS => {
            let first = misfits.iter().take(MISFITS / 2);
            let first: Vec<String> = first.map(|misfit| format!("  {misfit}\n")).collect();
            Failure::Message(format!(
                "the weights of {origin} do not fit the network\n{}  and {} more\nhelp: is it another network's file? \
                 `googlenet weights list SPEC --weights FILE` compares all tensors",
                first.concat(),
                misfits.len() - first.len(),
            ))
        }
        (_, true) => Failure::Message(format!("{error}\n{NON_FINITE_HELP}")),
        (_, false) => Failure::message(error),
    }
}

/// Warns of a weight file that ends in zeros, which loads as one that is whole.
fn warn_of_zeros(path: &Path) {
    // A file that is gone by now was read.
    let Ok(Some(ZeroTail { bytes, first, .. })) = zero_tail(path) else {
        return;
    };
    warn(&format!(
        "`{}` ends in {} bytes of zeros, which begin in `{first}`; help: fetch the file again if the copy or \
         the download may not have finished",
        path.display(),
        grouped(bytes),
    ));
}

/// Number of tensors that do not fit up to which a message lists them all.
const MISFITS: usize = 20;

/// Gives weights to a model, which holds them in unpacked form: loads them from a file, or computes them from a seed.
///
/// # Errors
/// [`Failure::Message`] if a weight file cannot be loaded or does not fit, or if the source is a file of packed
/// weights, which cannot be unpacked.
pub(super) fn with_weights(
    mut model: dynamic::Model,
    weights: Weights<'_>,
) -> Result<dynamic::Model, Failure> {
    match weights.source {
        Source::File(path) => {
            let graph = model.graph();
            match Foreign::of(path, &graph)? {
                Some(foreign) => foreign.warned(&graph, weights.names, |paired| {
                    let loaded = paired.load(&mut model, &weights.options());
                    loaded.map(drop).map_err(weights_failure)
                })?,
                None => {
                    let loaded = weights.options().load(&mut model, path);
                    loaded.map_err(weights_failure)?;
                    warn_of_zeros(path);
                }
            }
            Ok(model)
        }
        Source::Model(opened) => {
            let loaded = opened.load(&mut model, &weights.options());
            loaded.map_err(weights_failure)?;
            Ok(model)
        }
        Source::Packed(path) => Err(Failure::Message(format!(
            "`{}` holds packed weights, which cannot be unpacked",
            path.display()
        ))),
        Source::Seed(seed) => Ok(model.seeded(seed)),
    }
}

/// What becomes of the file of a quantised network that is given as weights.
#[derive(Clone, Copy)]
pub(super) enum Integers {
    /// It is refused.
    Refused,
    /// It is computed with, unless the command line names this element type.
    Taken(Option<DType>),
}

/// Returns the quantised network of a file, or of a model of integers, unpacked; `None` if it is none.
///
/// # Errors
/// [`Failure::Message`] if the file is of another network or broken.
pub(super) fn opened_integers(
    graph: &Graph,
    weights: Weights<'_>,
) -> Result<Option<Quantized>, Failure> {
    match weights.source {
        Source::File(path) if Quantized::is_file(path) => {
            let quantized = Quantized::open(graph, path);
            quantized.map(Some).map_err(Failure::message)
        }
        Source::Model(opened) if opened.imported().is_quantized() => {
            told_integers(opened).map(Some)
        }
        _ => Ok(None),
    }
}

/// Returns a model of integers in quantised form.
///
/// # Errors
/// [`Failure::Message`] if its scales cannot be used.
pub(super) fn integers_of(opened: &Opened<'_>) -> Result<QuantizedImport, Failure> {
    let name = opened.source().name().to_owned();
    let made = opened.quantized();
    made.map_err(|error| Failure::Message(format!("`{name}`: {error}")))
}

/// Returns a model of integers in quantised form, and warns of what differs from its file.
///
/// # Errors
/// Those of [`integers_of`].
fn told_integers(opened: &Opened<'_>) -> Result<Quantized, Failure> {
    let made = integers_of(opened)?;
    made.warnings.iter().for_each(|warning| warn(warning));
    Ok(made.quantized)
}

/// Returns the quantised network of a file, or of a model of integers, packed; `None` if it is none, or if it is a file
/// that is refused, of which loading tells.
///
/// # Errors
/// [`Failure::Usage`] if the command line names an element type, too, [`Failure::Message`] if the file is of another network
/// or broken, or if a model of integers is refused.
pub(super) fn quantized(
    graph: &Graph,
    weights: Weights<'_>,
    algorithms: Algorithms,
    integers: Integers,
) -> Result<Option<PackedNetwork>, Failure> {
    let Integers::Taken(named) = integers else {
        return match weights.source {
            Source::Model(opened) if opened.imported().is_quantized() => Err(integers_failure(
                opened.source().name(),
                "give the model in f32",
            )),
            _ => Ok(None),
        };
    };
    let Some(quantized) = taken_integers(graph, weights, named)? else {
        return Ok(None);
    };
    let packed = PackedNetwork::quantized(graph, &quantized, algorithms);
    packed.map(Some).map_err(|error| {
        Failure::message(match weights.source {
            Source::File(path) => error.named(path.display().to_string()),
            _ => error,
        })
    })
}

/// Returns a quantised network as [`opened_integers`] does, where the command line names the element type `named` or none.
///
/// # Errors
/// [`Failure::Usage`] if it names one beside a quantised network; those of [`opened_integers`].
pub(super) fn taken_integers(
    graph: &Graph,
    weights: Weights<'_>,
    named: Option<DType>,
) -> Result<Option<Quantized>, Failure> {
    match weights.source {
        Source::File(path) if Quantized::is_file(path) => {
            let help = "the weights that `googlenet quantize` was given";
            no_element_type(&path.display().to_string(), named, help)?;
        }
        Source::Model(opened) if opened.imported().is_quantized() => {
            no_element_type(opened.source().name(), named, "the model in f32")?;
        }
        _ => {}
    }
    opened_integers(graph, weights)
}

/// Checks that weights are not those of a quantised network, which only stand for floats.
///
/// # Errors
/// [`Failure::Message`] with the help if they are.
pub(super) fn no_integers(weights: Weights<'_>, help: &str) -> Result<(), Failure> {
    match weights.source {
        Source::File(path) if Quantized::is_file(path) => {
            Err(integers_failure(&path.display().to_string(), help))
        }
        Source::Model(opened) if opened.imported().is_quantized() => {
            Err(integers_failure(opened.source().name(), help))
        }
        _ => Ok(()),
    }
}

fn integers_failure(file: &str, help: &str) -> Failure {
    Failure::Message(format!(
        "cannot use `{file}` as a weight file: it holds a quantised network: expected weights in f32, got integers of 8 \
         bits; help: {help}"
    ))
}

/// Checks that the command line names no element type beside a quantised network.
///
/// # Errors
/// [`Failure::Usage`] if it names one.
fn no_element_type(file: &str, named: Option<DType>, help: &str) -> Result<(), Failure> {
    match named {
        Some(dtype) => Err(Failure::Usage(format!(
            "`{file}` holds a quantised network, which is computed with 8-bit integers: expected no `--dtype`, got `{dtype}`; \
             help: leave `--dtype` out, or give {help}"
        ))),
        None => Ok(()),
    }
}

/// Returns a network that holds its weights only in packed form, in the order in which kernels read them: packs those
/// of a file or seed, or maps a file of packed weights.
///
/// # Errors
/// [`Failure::Message`] if a file cannot be loaded or does not fit the network or, if packed, the algorithms and
/// instruction set, or is not intact if it is to be verified; those of [`quantized`].
pub(super) fn packed(
    graph: Graph,
    weights: Weights<'_>,
    algorithms: Algorithms,
    integers: Integers,
) -> Result<PackedNetwork, Failure> {
    if let Some(packed) = quantized(&graph, weights, algorithms, integers)? {
        return Ok(packed);
    }
    if let Source::File(path) = weights.source
        && let Some(foreign) = Foreign::of(path, &graph)?
    {
        return foreign.warned(&graph, weights.names, |paired| {
            let packed = paired.pack(&graph, &weights.options(), algorithms);
            packed.map_err(weights_failure)
        });
    }
    let packed = match weights.source {
        Source::File(path) => weights.options().pack(&graph, path, algorithms),
        Source::Model(opened) => opened.pack(&graph, &weights.options(), algorithms),
        Source::Packed(path) => PackedNetwork::open(&graph, path, algorithms),
        Source::Seed(seed) => {
            let network = dynamic::Model::from_graph(graph).seeded(seed);
            Ok(PackedNetwork::with_precision(network, algorithms))
        }
    };
    let packed = packed.map_err(weights_failure)?;
    if let Source::File(path) = weights.source {
        warn_of_zeros(path);
    }
    if weights.verify {
        packed.verify().map_err(Failure::message)?;
    }
    Ok(packed)
}
