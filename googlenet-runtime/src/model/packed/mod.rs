//! Networks of which only the packed weights are held: packing, files of packed weights, and their sessions.

mod file;
mod source;
mod typed;

pub use typed::TypedPacked;

use super::file::{Opened, Wanted};
use super::{Network, SessionBuilder};
use crate::kernel::Target;
use crate::replace::replace_file;
use crate::session::{DynSession, Program};
use crate::{Error, Layer};
use file::PackedHeader;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::plan::{Plan, PlanOptions};
use googlenet_dsl::value::Precision;
use source::{StreamedFile, TakenLayers};
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// A network that is ready to run without its source weights (those of its layers): the plan, and the packed weights,
/// in the order in which kernels read them. All sessions of the network and its clones share both.
///
/// The weights are packed from a network or a weight file, or lie in a file of packed weights that is mapped into
/// memory. Sessions compute the same bits as those of the original network. A layer whose result the plan does not
/// store, such as a convolution that is fused with the batch normalisation behind it, cannot be tapped, as recomputing
/// the result would need its source weights.
#[derive(Clone)]
pub struct PackedNetwork {
    program: Arc<Program>,
    /// Path of the file that the weights are mapped from, and the hash of the weights that its header states; `None`
    /// for weights that this process has packed.
    file: Option<(PathBuf, u128)>,
}

impl PackedNetwork {
    /// Packs the weights of a network on all processors, with the precision of its description. The source weights of
    /// each layer are dropped as soon as they are packed, unless a clone of the network or layer shares them.
    pub fn new(network: impl Network) -> PackedNetwork {
        let precision = network.precision();
        PackedNetwork::with_precision(network, precision)
    }

    /// Packs the weights of a network as [`PackedNetwork::new`] does, with the given precision.
    pub fn with_precision(network: impl Network, precision: Precision) -> PackedNetwork {
        let (graph, plan) = (network.graph(), network.plan());
        let layers = network.layers();
        let bare: Vec<Layer> = layers.iter().map(|layer| layer.bare()).collect();
        let held = TakenLayers::new(&layers);
        drop(layers);
        drop(network);
        let bare: Vec<&Layer> = bare.iter().collect();
        let program = Program::without_sources(
            &graph,
            plan,
            &bare,
            Target::chosen(precision),
            |steps, parts| steps.pack_weights(parts, &held),
        );
        match program {
            Ok(program) => PackedNetwork::of(program, None),
            Err(_) => unreachable!("the weights are there"),
        }
    }

    /// Packs the weights of the safetensors file `path` for the network `graph` on all processors. Tensors are read
    /// when they are packed, so that the source weights are never held as a whole.
    ///
    /// # Errors
    /// Returns the errors of [`Network::load_weights`].
    pub fn load(
        graph: &Graph,
        path: impl AsRef<Path>,
        precision: Precision,
    ) -> Result<PackedNetwork, Error> {
        let path = path.as_ref();
        let layers = Layer::all(graph);
        let layers: Vec<&Layer> = layers.iter().collect();
        let file = Opened::new(&layers, path, Wanted::Whole(graph.heads()))?;
        let stream = StreamedFile::new(file, &layers);
        let program = Program::without_sources(
            graph,
            planned(graph),
            &layers,
            Target::chosen(precision),
            |steps, parts| steps.pack_weights(parts, &stream),
        )?;
        Ok(PackedNetwork::of(program, None))
    }

    /// Maps the file `path`, which [`PackedNetwork::save`] must have written for the same network, precision and
    /// instruction set. The header, the list of steps and the length of the file are checked, but not the weights
    /// themselves; see [`PackedNetwork::verify`].
    ///
    /// The file must not be changed while it is mapped, that is while this value, a clone or a session of it exists: if
    /// it becomes shorter, the operating system may end the process. To replace the file, move another one to its path,
    /// as [`PackedNetwork::save`] does.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be opened or mapped. [`Error::Packed`] if it is incomplete or damaged, or was
    /// packed for another network, precision or instruction set, or by another version of the packing.
    pub fn open(
        graph: &Graph,
        path: impl AsRef<Path>,
        precision: Precision,
    ) -> Result<PackedNetwork, Error> {
        let path = path.as_ref();
        let layers = Layer::all(graph);
        let layers: Vec<&Layer> = layers.iter().collect();
        let mut checksum = 0;
        let program = Program::without_sources(
            graph,
            planned(graph),
            &layers,
            Target::chosen(precision),
            |steps, parts| {
                let description = steps.description(parts);
                let (header, weights) = file::load(path, &description, steps.weight_bytes())?;
                checksum = header.checksum;
                steps.set_weights(weights);
                Ok(())
            },
        )?;
        Ok(PackedNetwork::of(
            program,
            Some((path.to_owned(), checksum)),
        ))
    }

    fn of(program: Program, file: Option<(PathBuf, u128)>) -> PackedNetwork {
        PackedNetwork {
            program: Arc::new(program),
            file,
        }
    }

    /// Writes the content of a file of packed weights to `to`: the header, the list of steps (a line of text for each
    /// step with weights) and the packed weights.
    ///
    /// # Errors
    /// Returns the first error of the writer.
    pub fn write(&self, to: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let weights = self.program.weights();
        let description = self.program.description();
        let header = PackedHeader::new(description, weights.len(), self.checksum());
        to.write_all(&header.bytes(description))?;
        to.write_all(weights)
    }

    /// Writes a file of packed weights, which [`PackedNetwork::open`] can map. A temporary file in the same folder is
    /// written first and then moved to `path`.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be written; an existing file is then left as it was.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        replace_file(path, |file| self.write(file)).map_err(|reason| Error::file(path, reason))
    }

    /// Computes the checksum of the packed weights: the 128 bits of XXH3 over their bytes in memory.
    pub fn checksum(&self) -> u128 {
        xxh3_128(self.program.weights())
    }

    /// Reads all weights, if they were mapped from a file, and compares their checksum with the one in the file's
    /// header. Always succeeds for weights that this process has packed.
    ///
    /// # Errors
    /// [`Error::Packed`] if the checksums differ, as the file is damaged.
    pub fn verify(&self) -> Result<(), Error> {
        let Some((path, expected)) = &self.file else {
            return Ok(());
        };
        match self.checksum() {
            got if got == *expected => Ok(()),
            got => Err(file::damaged(path, *expected, got)),
        }
    }

    /// Returns the size of the packed weights in bytes.
    pub fn weight_bytes(&self) -> usize {
        self.program.weights().len()
    }

    /// Returns a builder of sessions, which sets threads, batch and taps (layers whose results are recorded).
    pub fn session_builder(&self) -> SessionBuilder<'_, PackedNetwork> {
        SessionBuilder::new(self)
    }

    /// Returns a session without shapes in its type, on `threads` threads (one if that is 0), the calling thread
    /// included.
    pub fn dyn_session(&self, threads: usize) -> DynSession {
        DynSession::of(Arc::clone(&self.program), threads)
    }
}

fn planned(graph: &Graph) -> Arc<Plan> {
    Arc::new(Plan::for_inference(graph, &PlanOptions::default()))
}

impl fmt::Debug for PackedNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes of packed weights", self.weight_bytes())
    }
}
