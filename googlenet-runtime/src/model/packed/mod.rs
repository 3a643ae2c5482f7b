//! Networks of which only the packed weights are held: packing, files of packed weights, and their sessions.

mod difference;
mod header;
mod load;
mod open;
mod source;
mod typed;

pub use typed::TypedPacked;

use super::{Labels, Network, Sealed, SessionBuilder};
use crate::Error;
use crate::error::{Misfit, Origin};
use crate::replace::replace_file;
use crate::session::{DynSession, Program};
use crate::tensor::non_finite;
use googlenet_dsl::graph::Graph;
#[cfg(feature = "quantize")]
use googlenet_dsl::plan::Plan;
use googlenet_dsl::value::{Algorithms, DType, Memory, Precision, Preprocess};
use header::PackedHeader;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_128;

/// A network that is ready to run without its source weights (those of its layers): the plan, and the packed weights,
/// in the order in which kernels read them. All sessions of the network and its clones share both.
///
/// The weights are packed from a network or a weight file (`new`, `load`), lie in a file of packed weights that is
/// mapped into memory (`open`), are copied from such a file (`from_bytes`, `from_reader`) or are part of the program
/// (`from_static`). Sessions compute the same bits as those of the original network. A layer whose result the plan does
/// not store, such as a convolution that is fused with the batch normalisation behind it, cannot be tapped, as
/// recomputing the result would need its source weights.
///
/// Packed weights know neither preprocessing nor class names. They come from the network that is packed or, for weights
/// of a graph, from [`PackedNetwork::described_by`].
#[derive(Clone)]
pub struct PackedNetwork {
    program: Arc<Program>,
    /// File of packed weights that the weights come from, and the hash of the weights that its header states; `None`
    /// for weights that this process has packed.
    file: Option<(Origin, u128)>,
    preprocess: Option<Preprocess>,
    labels: Labels,
}

impl PackedNetwork {
    fn of(program: Program, file: Option<(Origin, u128)>) -> PackedNetwork {
        PackedNetwork {
            file,
            ..PackedNetwork::of_program(Arc::new(program))
        }
    }

    pub(crate) fn of_program(program: Arc<Program>) -> PackedNetwork {
        PackedNetwork {
            program,
            file: None,
            preprocess: None,
            labels: Labels::None,
        }
    }

    /// Takes the preprocessing of images and the source of the class names from `network`, of which this is the packed
    /// form, so that classifiers have them.
    #[must_use]
    pub fn described_by(self, network: &(impl Network + ?Sized)) -> PackedNetwork {
        PackedNetwork {
            preprocess: network.preprocess(),
            labels: network.labels(),
            ..self
        }
    }

    /// Returns the graph of the network in inference: layers as in the description, before planning.
    pub fn graph(&self) -> Graph {
        self.program.graph()
    }

    /// Returns the plan of the network.
    #[cfg(feature = "quantize")]
    pub(crate) fn plan(&self) -> &Plan {
        &self.program.plan
    }

    /// Returns the conversion of images to the network's input, as [`Network::preprocess`] does.
    pub fn preprocess(&self) -> Option<Preprocess> {
        self.preprocess.clone()
    }

    /// Returns the source of the class names, as [`Network::labels`] does.
    pub fn labels(&self) -> Labels {
        self.labels.clone()
    }

    /// Returns what the weights are packed for: precision, memory and element type.
    pub fn algorithms(&self) -> Algorithms {
        self.program.algorithms()
    }

    /// Returns the precision that the weights are packed for.
    pub fn precision(&self) -> Precision {
        self.program.algorithms().precision
    }

    /// Returns the memory that the weights are packed for.
    pub fn memory(&self) -> Memory {
        self.program.algorithms().memory
    }

    /// Writes the content of a file of packed weights to `to`: the header, the list of steps (a line of text for each
    /// step with weights) and the packed weights.
    ///
    /// # Errors
    /// Returns the first error of the writer, or one of the kind `Unsupported` for a quantised network.
    pub fn write(&self, to: &mut (impl Write + ?Sized)) -> io::Result<()> {
        if self.algorithms().dtype == DType::U8 {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "expected weights that are not quantised; help: the file of the quantised network is as small",
            ));
        }
        let weights = self.program.weights();
        let description = self.program.description();
        let header = PackedHeader::new(description, weights.len(), self.checksum());
        to.write_all(&header.bytes(description))?;
        to.write_all(weights)
    }

    /// Writes a file of packed weights, which [`PackedNetwork::open`] can map. A temporary file in the same folder is
    /// written first and then moved to `path`. The weights must be finite, as [`PackedNetwork::check_finite`] checks;
    /// [`PackedNetwork::write`] writes any.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be written; an existing file is then left as it was. The errors of
    /// [`PackedNetwork::check_finite`].
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        self.check_finite()?;
        let path = path.as_ref();
        replace_file(path, |file| self.write(file)).map_err(|reason| Error::file(path, reason))
    }

    /// Computes the checksum of the packed weights: the 128 bits of XXH3 over their bytes in memory.
    pub fn checksum(&self) -> u128 {
        xxh3_128(self.program.weights())
    }

    /// Reads all weights, if they come from a file of packed weights, and compares their checksum with the one in the
    /// file's header. Always succeeds for weights that this process has packed.
    ///
    /// # Errors
    /// [`Error::Packed`] if the checksums differ, as the file is damaged.
    pub fn verify(&self) -> Result<(), Error> {
        let Some((origin, expected)) = &self.file else {
            return Ok(());
        };
        match self.checksum() {
            got if got == *expected => Ok(()),
            got => Err(open::damaged(origin, *expected, got)),
        }
    }

    /// Reads all weights, and checks that none is NaN or infinite. Packed weights may be so although those that they
    /// were packed from are finite: a batch normalisation that is folded into them may have a negative variance. Those of
    /// a quantised network are finite.
    ///
    /// # Errors
    /// [`Error::Weights`] with all steps that have such weights.
    pub fn check_finite(&self) -> Result<(), Error> {
        // Integers are no numbers of `f32`, and all other weights were checked as they were read.
        if self.algorithms().dtype == DType::U8 {
            return Ok(());
        }
        let steps = self.program.packed_values().filter_map(|(step, values)| {
            let found = non_finite(values)?;
            Some(Misfit::PackedNonFinite {
                step,
                value: found.value.to_string(),
                count: found.count,
            })
        });
        let misfits: Vec<Misfit> = steps.collect();
        if misfits.is_empty() {
            return Ok(());
        }
        let file = self.file.as_ref().map(|(origin, _)| origin.clone());
        Err(Error::Weights {
            origin: file.unwrap_or(Origin::Network),
            misfits,
        })
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

impl Sealed for PackedNetwork {}

impl fmt::Debug for PackedNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes of packed weights", self.weight_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Arena;
    use crate::model::{StoredTensor, write_tensors};
    use googlenet_dsl::graph::Layer;
    use googlenet_dsl::op::{Activation, Conv, Input, Padding, Window};

    fn graph() -> Graph {
        let input = Layer {
            name: "input".into(),
            op: Input { size: [4, 4, 3] }.into(),
            inputs: Vec::new().into(),
            line: 0,
            source: None,
        };
        let conv = Conv {
            filters: 5,
            window: Window::new([1, 1], [1, 1], Padding::Same),
            groups: 1,
            bias: true,
            activation: Activation::None,
            l2: 0.0,
            initializer: Default::default(),
        };
        let conv = Layer {
            name: "conv".into(),
            op: conv.into(),
            inputs: vec![0].into(),
            line: 0,
            source: None,
        };
        let mut graph = Graph::new("Test", input).expect("an input");
        graph.push(conv).expect("it fits");
        graph
    }

    #[test]
    fn static_weights_are_used_where_they_are() {
        let graph = graph();
        let tensors = [("conv.kernel", vec![1, 1, 3, 5]), ("conv.bias", vec![5])];
        let tensors = tensors.iter().map(|(name, shape)| StoredTensor {
            name,
            shape,
            bytes: Box::new(|| 1.5_f32.to_le_bytes().repeat(shape.iter().product())),
        });
        let mut source = Vec::new();
        write_tensors(tensors.collect(), &mut source).expect("memory");
        let packed = PackedNetwork::load_bytes(&graph, &source, Precision::Fast).expect("fits");
        let mut file = Vec::new();
        packed.write(&mut file).expect("memory");
        let memory = Box::leak(Box::new(Arena::new(file.len())));
        memory.values_mut()[..file.len()].copy_from_slice(&file);
        let bytes: &'static [u8] = &memory.values()[..file.len()];
        let start = file.len() - packed.weight_bytes();

        let shared = PackedNetwork::from_static(&graph, bytes, Precision::Fast).expect("fits");
        assert_eq!(shared.program.weights().as_ptr(), bytes[start..].as_ptr());
        assert_eq!(shared.checksum(), packed.checksum());
        let copied = PackedNetwork::from_bytes(&graph, bytes, Precision::Fast).expect("fits");
        assert_ne!(copied.program.weights().as_ptr(), bytes[start..].as_ptr());
        assert_eq!(copied.checksum(), packed.checksum());
    }
}
