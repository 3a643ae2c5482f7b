//! Networks of which only the packed weights are held.

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
use googlenet_dsl::precision::Precision;
use source::{StreamedFile, TakenLayers};
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// A network ready to run without its source weights: the plan, and the weights as the kernels read them. All of its
/// sessions share them.
///
/// It is made of a network, of a weight file, or of a file of packed weights, which is mapped and not copied. Its
/// sessions give the same bits as those of the network. A layer that the network's own steps pass over, as a convolution
/// with batch normalisation behind it, cannot be tapped, as that takes its source weights.
#[derive(Clone)]
pub struct PackedNetwork {
    program: Arc<Program>,
    /// Where the weights were mapped from, and what the file says of them.
    file: Option<(PathBuf, u128)>,
}

impl PackedNetwork {
    /// Packs a network's weights on all threads, and drops each layer's once they are packed.
    pub fn new(network: impl Network) -> PackedNetwork {
        let precision = network.precision();
        PackedNetwork::with_precision(network, precision)
    }

    /// The same for another precision than the description's.
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

    /// Packs the weights of a safetensors file on all threads, tensor by tensor, so that they are never held as a whole.
    ///
    /// # Errors
    /// As [`Network::load_weights`].
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

    /// Maps a file that [`PackedNetwork::save`] wrote for the same network, precision and instruction set. Its header is
    /// checked, and that it is as long as it should be; [`PackedNetwork::verify`] looks at the weights themselves.
    ///
    /// The file must not be changed while it is mapped: a process whose map is cut short is ended by the system. To
    /// replace it, move another file to its place, as [`PackedNetwork::save`] does.
    ///
    /// # Errors
    /// The file cannot be read, is not whole, or was packed for another network, another instruction set, or by another
    /// version.
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

    /// Writes the packed weights, with all that they depend on in front of them.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, to: &mut (impl Write + ?Sized)) -> io::Result<()> {
        let weights = self.program.weights();
        let description = self.program.description();
        let header = PackedHeader::new(description, weights.len(), self.checksum());
        to.write_all(&header.bytes(description))?;
        to.write_all(weights)
    }

    /// Writes the packed weights to a file that [`PackedNetwork::open`] maps.
    ///
    /// # Errors
    /// The file cannot be written; a file of that name is then as it was.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        replace_file(path, |file| self.write(file)).map_err(|reason| Error::file(path, reason))
    }

    /// The checksum of the packed weights as they lie in memory: 128 bits of XXH3.
    pub fn checksum(&self) -> u128 {
        xxh3_128(self.program.weights())
    }

    /// Compares the weights that were mapped from a file with the checksum that the file has of them, for which all of it
    /// is read. Weights that were packed by this process are as they are.
    ///
    /// # Errors
    /// They differ.
    pub fn verify(&self) -> Result<(), Error> {
        let Some((path, expected)) = &self.file else {
            return Ok(());
        };
        match self.checksum() {
            got if got == *expected => Ok(()),
            got => Err(file::damaged(path, *expected, got)),
        }
    }

    /// Number of bytes of packed weights.
    pub fn weight_bytes(&self) -> usize {
        self.program.weights().len()
    }

    /// Returns a builder of sessions with more choices: batch, taps.
    pub fn session_builder(&self) -> SessionBuilder<'_, PackedNetwork> {
        SessionBuilder::new(self)
    }

    /// Returns a session without shapes in its type, on `threads` threads, the caller's included.
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
