//! Sessions: networks with packed weights, threads and the memory for their activations; and the programs (plans with
//! packed weights) that sessions share.

#[cfg(any(test, feature = "reference"))]
mod accuracy;
mod division;
mod dynamic;
#[cfg(all(test, feature = "dynamic"))]
mod elements;
mod pack;
mod planned;
mod profile;
mod program;
mod run;
mod shares;
mod steps;
mod tap;
mod traffic;
mod typed;

#[cfg(any(test, feature = "reference"))]
pub use accuracy::{Accuracy, OutputAccuracy, StepAccuracy};
pub use dynamic::DynSession;
pub(crate) use pack::WeightSource;
pub(crate) use planned::packed_bytes;
#[doc(hidden)]
pub use planned::{PlannedStep, planned};
pub use profile::{Peak, Profile, ProfiledStep};
pub(crate) use program::Program;
#[cfg(feature = "quantize")]
pub(crate) use program::QuantizedWeightSource;
#[cfg(feature = "quantize")]
pub(crate) use steps::QuantizedStep;
#[cfg(test)]
pub(crate) use steps::StepSource;
pub(crate) use steps::Steps;
pub use typed::Session;
