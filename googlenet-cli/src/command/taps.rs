//! Sessions that record the results of steps and layers beside the outputs, and the arrays of an archive that they
//! give.

use super::loading::{Integers, Source, Weights, packed, quantized, with_weights};
use crate::failure::Failure;
use googlenet_dsl::shape::Shape;
use googlenet_runtime::{Algorithms, DynSession, Error, Network, PackedNetwork, dynamic};

/// Name of the array with the paths of images, which stands beside those of results.
pub(super) const PATHS: &str = "paths";

/// A network with its weights, in the form that its sessions need.
#[allow(clippy::large_enum_variant, reason = "a command has one")]
pub(super) enum Weighted {
    /// With the weights as they were before packing, which a tap (a layer whose result is recorded) may need.
    Whole(dynamic::Model, Algorithms),
    Packed(PackedNetwork),
}

impl Weighted {
    /// Loads the weights of a network, in packed form alone where nothing is tapped or the file holds no other.
    ///
    /// # Errors
    /// [`Failure::Message`] if they cannot be loaded.
    pub(super) fn new(
        model: dynamic::Model,
        weights: Weights<'_>,
        algorithms: Algorithms,
        integers: Integers,
        is_tapped: bool,
    ) -> Result<Weighted, Failure> {
        if let Some(packed) = quantized(&model.graph(), weights, algorithms, integers)? {
            return Ok(Weighted::Packed(packed));
        }
        match (is_tapped, weights.source) {
            (true, Source::File(_) | Source::Seed(_) | Source::Model(_)) => {
                let model = with_weights(model, weights)?;
                Ok(Weighted::Whole(model, algorithms))
            }
            _ => packed(model.graph(), weights, algorithms, integers).map(Weighted::Packed),
        }
    }

    /// Returns a session that takes `batch` images at a time, and taps the layers of these names.
    ///
    /// # Errors
    /// [`Failure::Message`] if the network has no such layer, or packed weights do not give its result.
    pub(super) fn session(
        &self,
        threads: usize,
        batch: usize,
        taps: &[String],
    ) -> Result<DynSession, Failure> {
        let session = match self {
            Weighted::Whole(model, algorithms) => {
                let builder = model.session_builder().threads(threads).batch(batch);
                let builder = taps.iter().fold(builder, |all, tap| all.tap(tap));
                let builder = builder.precision(algorithms.precision);
                builder
                    .memory(algorithms.memory)
                    .dtype(algorithms.dtype)
                    .build_dyn()
            }
            Weighted::Packed(network) => {
                let builder = network.session_builder().threads(threads).batch(batch);
                taps.iter()
                    .fold(builder, |all, tap| all.tap(tap))
                    .build_dyn()
            }
        };
        session.map_err(Failure::message)
    }
}

/// A result of each run of a session, by its name in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recorded {
    pub(super) name: String,
    /// Shape for one image.
    pub(super) shape: Shape,
    /// Index among the outputs; `None` if it is tapped.
    output: Option<usize>,
}

impl Recorded {
    /// Returns the outputs of a session.
    pub(super) fn outputs(session: &DynSession) -> Vec<Recorded> {
        let outputs = session.outputs().enumerate();
        outputs
            .map(|(at, (name, shape))| Recorded {
                name: name.to_owned(),
                shape,
                output: Some(at),
            })
            .collect()
    }

    /// Returns the results of `taps`, each once, and taps them if they are not yet tapped.
    ///
    /// # Errors
    /// Those of [`DynSession::tap`].
    pub(super) fn taps(
        session: &mut DynSession,
        taps: &[String],
    ) -> Result<Vec<Recorded>, Failure> {
        let mut all: Vec<Recorded> = Vec::new();
        for name in taps {
            let shape = session.tap(name).map_err(Failure::message)?;
            if all.iter().all(|known| known.name != *name) {
                all.push(Recorded {
                    name: name.clone(),
                    shape,
                    output: None,
                });
            }
        }
        Ok(all)
    }

    /// Returns the values of the last run of the session, which gave `outputs`.
    ///
    /// # Errors
    /// Those of [`DynSession::tapped`].
    pub(super) fn values<'a>(
        &self,
        session: &'a DynSession,
        outputs: &'a [Vec<f32>],
    ) -> Result<&'a [f32], Error> {
        match self.output {
            Some(at) => Ok(&outputs[at]),
            None => session.tapped(&self.name),
        }
    }

    pub(super) fn is_tap(&self) -> bool {
        self.output.is_none()
    }

    /// Returns the result in words.
    pub(super) fn what(&self) -> String {
        match self.output {
            Some(_) => format!("the output `{}`", self.name),
            None => format!("the result of `{}`", self.name),
        }
    }

    /// Returns the shape of an array of the results of `images` images.
    pub(super) fn dims(&self, images: usize) -> Vec<usize> {
        let mut dims = vec![images];
        dims.extend(self.shape.dims());
        dims
    }
}

/// Checks that no result has the name of the array with the paths.
///
/// # Errors
/// [`Failure::Message`] if one has.
pub(super) fn check_names(all: &[Recorded]) -> Result<(), Failure> {
    match all.iter().any(|one| one.name == PATHS) {
        true => Err(Failure::Message(format!(
            "the array `{PATHS}` holds the paths of the images, and cannot hold a result of the network too; \
             help: give the step another name, or tap a layer of it"
        ))),
        false => Ok(()),
    }
}
