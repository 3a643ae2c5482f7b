//! Making of packed networks: from weights, which are packed, and from files of packed weights.

use super::PackedNetwork;
use super::difference::Expected;
use super::open::Input as PackedInput;
use super::source::{StreamedFile, TakenLayers};
use crate::error::Error;
use crate::kernel::Target;
use crate::model::file::{self, Input, Loading, Opened};
use crate::model::{LoadOptions, Network};
use crate::session::{Program, Steps};
use crate::{Layer, LayerMut};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::plan::{Plan, PlanOptions};
use googlenet_dsl::value::Algorithms;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

impl PackedNetwork {
    /// Packs the weights of a network on all processors, with precision and element type of its description. The source weights of
    /// each layer are dropped as soon as they are packed, unless a clone of the network or layer shares them.
    pub fn new(network: impl Network) -> PackedNetwork {
        let algorithms = network.algorithms();
        PackedNetwork::with_precision(network, algorithms)
    }

    /// Packs the weights of a network as [`PackedNetwork::new`] does, with the given precision, or with that, a
    /// memory and an element type ([`Algorithms`]); results are `f32` unless the algorithms say otherwise.
    pub fn with_precision(
        network: impl Network,
        precision: impl Into<Algorithms>,
    ) -> PackedNetwork {
        let algorithms = precision.into();
        let (graph, plan) = (network.graph(), network.plan_of(algorithms.dtype));
        let (preprocess, labels) = (network.preprocess(), network.labels());
        let layers = network.layers();
        let bare: Vec<Layer> = layers.iter().map(|layer| layer.bare()).collect();
        let held = TakenLayers::new(&layers);
        drop(layers);
        drop(network);
        let packed = PackedNetwork::taken(&graph, plan, &bare, &held, algorithms);
        PackedNetwork {
            preprocess,
            labels,
            ..packed
        }
    }

    fn taken(
        graph: &Graph,
        plan: Arc<Plan>,
        bare: &[Layer],
        held: &TakenLayers,
        algorithms: Algorithms,
    ) -> PackedNetwork {
        let bare: Vec<&Layer> = bare.iter().collect();
        let target = Target::chosen(algorithms);
        let program = Program::without_sources(graph, plan, &bare, target, |steps, parts| {
            steps.pack_weights(parts, held)
        });
        match program {
            Ok(program) => PackedNetwork::of(program, None),
            Err(_) => unreachable!("the weights are there"),
        }
    }

    /// Packs the weights of the safetensors file `path` for the network `graph` on all processors. Tensors are read
    /// when they are packed, so that the source weights are never held as a whole. Those of heads that exist only in
    /// training are not read. [`LoadOptions::pack`] packs weights that are not finite, too. `precision` is a [`Precision`],
    /// a [`Memory`], or [`Algorithms`] of both.
    ///
    /// [`Precision`]: crate::Precision
    /// [`Memory`]: crate::Memory
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights`].
    pub fn load(
        graph: &Graph,
        path: impl AsRef<Path>,
        precision: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        LoadOptions::new().pack(graph, path, precision)
    }

    /// Packs weights as [`PackedNetwork::load`] does, of the bytes of a safetensors file.
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights`].
    pub fn load_bytes(
        graph: &Graph,
        bytes: &[u8],
        precision: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        LoadOptions::new().pack_bytes(graph, bytes, precision)
    }

    /// Packs weights as [`PackedNetwork::load`] does, of a reader of a safetensors file, which is read to its end. All
    /// source weights are held until they are packed.
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights`].
    pub fn load_reader(
        graph: &Graph,
        reader: impl Read,
        precision: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        LoadOptions::new().pack_reader(graph, reader, precision)
    }

    /// Packs the weights of a weight file for the network `graph`.
    pub(in crate::model) fn of_weights(
        graph: &Graph,
        input: Input<'_>,
        algorithms: Algorithms,
        loading: Loading<'_>,
    ) -> Result<PackedNetwork, Error> {
        let mut layers = Layer::all(graph);
        let opened = {
            let layers: Vec<&Layer> = layers.iter().collect();
            match input {
                Input::File(path) => Some(Opened::file(&layers, path, loading)?),
                Input::Bytes(bytes) => Some(Opened::bytes(&layers, bytes, loading)?),
                Input::Mapped(_) | Input::Reader(_) => None,
            }
        };
        let Some(opened) = opened else {
            // Tensors cannot be read in the order in which they are packed.
            let filled = layers.iter_mut().map(LayerMut::new).collect();
            file::load(filled, input, loading)?;
            let bare: Vec<Layer> = layers.iter().map(Layer::bare).collect();
            let held = TakenLayers::new(&layers.iter().collect::<Vec<_>>());
            drop(layers);
            let plan = planned(graph, algorithms);
            return Ok(PackedNetwork::taken(graph, plan, &bare, &held, algorithms));
        };
        let layers: Vec<&Layer> = layers.iter().collect();
        let stream = StreamedFile::new(opened, &layers);
        let program = Program::without_sources(
            graph,
            planned(graph, algorithms),
            &layers,
            Target::chosen(algorithms),
            |steps, parts| steps.pack_weights(parts, &stream),
        )?;
        stream.finish()?;
        Ok(PackedNetwork::of(program, None))
    }

    /// Maps the file `path`, which [`PackedNetwork::save`] must have written for the same network, precision, memory
    /// and instruction set. The header, the list of steps and the length of the file are checked, but not the weights
    /// themselves; see [`PackedNetwork::verify`].
    ///
    /// The file must not be changed while it is mapped, that is while this value, a clone or a session of it exists: if
    /// it becomes shorter, the operating system may end the process. To replace the file, move another one to its path,
    /// as [`PackedNetwork::save`] does.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be opened or mapped. [`Error::Packed`] if it is incomplete or damaged, or was
    /// packed for another network, precision, memory or instruction set, or by another version of the packing.
    pub fn open(
        graph: &Graph,
        path: impl AsRef<Path>,
        precision: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        PackedNetwork::opened(graph, PackedInput::File(path.as_ref()), precision.into())
    }

    /// Copies packed weights out of the bytes of a file, which is checked as [`PackedNetwork::open`] does. The bytes
    /// may lie anywhere. Errors speak of `the bytes`, unless [`Error::named`] gives them a name.
    ///
    /// # Errors
    /// Returns the errors of [`PackedNetwork::open`].
    pub fn from_bytes(
        graph: &Graph,
        bytes: &[u8],
        precision: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        PackedNetwork::opened(graph, PackedInput::Bytes(bytes), precision.into())
    }

    /// Reads packed weights from a reader of a file, which is read to its end and checked as [`PackedNetwork::open`]
    /// does. Errors speak of `the reader`, unless [`Error::named`] gives it a name.
    ///
    /// # Errors
    /// Returns the errors of [`PackedNetwork::open`].
    pub fn from_reader(
        graph: &Graph,
        mut reader: impl Read,
        precision: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        PackedNetwork::opened(graph, PackedInput::Reader(&mut reader), precision.into())
    }

    /// Uses packed weights that are part of the program where they are, without a copy. `bytes` are those of a file of
    /// packed weights, which is checked as [`PackedNetwork::open`] does, at an address that is a multiple of 64, as
    /// [`include_packed!`](crate::include_packed) puts them.
    ///
    /// # Errors
    /// Returns the errors of [`PackedNetwork::open`]; [`Error::Packed`] for another address, too.
    pub fn from_static(
        graph: &Graph,
        bytes: &'static [u8],
        precision: impl Into<Algorithms>,
    ) -> Result<PackedNetwork, Error> {
        PackedNetwork::opened(graph, PackedInput::Static(bytes), precision.into())
    }

    pub(super) fn opened(
        graph: &Graph,
        input: PackedInput<'_>,
        algorithms: Algorithms,
    ) -> Result<PackedNetwork, Error> {
        let layers = Layer::all(graph);
        let layers: Vec<&Layer> = layers.iter().collect();
        let origin = input.origin();
        let mut checksum = 0;
        let target = Target::chosen(algorithms);
        let program = Program::without_sources(
            graph,
            planned(graph, algorithms),
            &layers,
            target,
            |steps, parts| {
                let expected = Expected {
                    description: &steps.description(parts),
                    bytes: steps.weight_bytes(),
                    algorithms,
                    with_algorithms: &|other| {
                        let target = Target::new(target.isa, other);
                        match other.dtype == algorithms.dtype {
                            true => Steps::without_weights(parts, target).description(parts),
                            false => Program::described(&planned(graph, other), &layers, target),
                        }
                    },
                };
                let (header, weights) = input.open(&expected)?;
                checksum = header.checksum;
                steps.set_weights(weights);
                Ok(())
            },
        )?;
        Ok(PackedNetwork::of(program, Some((origin, checksum))))
    }
}

fn planned(graph: &Graph, algorithms: Algorithms) -> Arc<Plan> {
    let options = PlanOptions::default().with_dtype(algorithms.dtype);
    Arc::new(Plan::for_inference(graph, &options))
}
