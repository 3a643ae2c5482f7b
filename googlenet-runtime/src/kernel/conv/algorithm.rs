//! How a problem is computed.

use super::args::ConvArgs;
use super::choose::AlgorithmConfig;
use super::descriptor::ConvDescriptor;
use super::direct::Direct;
use super::fused_pool::RowBands;
use super::source_weights::SourceWeights;
use super::winograd::Winograd;
use crate::kernel::Worker;
use std::ops::Range;

/// An algorithm, made for a problem.
#[derive(Debug)]
pub(super) enum Algorithm {
    Direct(Direct),
    Winograd(Box<Winograd>),
}

impl Algorithm {
    pub(super) fn new(descriptor: &ConvDescriptor, config: AlgorithmConfig) -> Algorithm {
        match config {
            AlgorithmConfig::Direct(config) => Algorithm::Direct(Direct::new(descriptor, config)),
            AlgorithmConfig::Winograd(config) => {
                Algorithm::Winograd(Box::new(Winograd::new(descriptor, config)))
            }
        }
    }

    /// Number of values of the packed weights.
    pub(super) fn len(&self) -> usize {
        match self {
            Algorithm::Direct(direct) => direct.len(),
            Algorithm::Winograd(winograd) => winograd.len(),
        }
    }

    /// Values of memory that each thread needs while it computes.
    pub(super) fn scratch_len(&self) -> usize {
        match self {
            Algorithm::Direct(_) => 0,
            Algorithm::Winograd(winograd) => winograd.scratch_len(),
        }
    }

    /// The name with the size of the register tile or of the largest tile, and what threads share out.
    pub(super) fn name(&self, descriptor: &ConvDescriptor) -> String {
        match self {
            Algorithm::Direct(direct) => direct.name(descriptor),
            Algorithm::Winograd(winograd) => winograd.name(),
        }
    }

    /// All that the order of the packed weights depends on beside the problem, for comparison.
    pub(super) fn layout(&self) -> String {
        match self {
            Algorithm::Direct(direct) => direct.config().layout(),
            Algorithm::Winograd(winograd) => winograd.config().layout(),
        }
    }

    /// Writes the packed weights.
    pub(super) fn pack(
        &self,
        descriptor: &ConvDescriptor,
        source: &SourceWeights<'_>,
        values: &mut [f32],
    ) {
        match self {
            Algorithm::Direct(direct) => direct.pack(descriptor, source, values),
            Algorithm::Winograd(winograd) => winograd.pack(descriptor, source, values),
        }
    }

    /// What a thread reads first of the weights.
    pub(super) fn first(&self, descriptor: &ConvDescriptor, worker: &Worker<'_>) -> Range<usize> {
        match self {
            Algorithm::Direct(direct) => direct.first(descriptor, worker),
            Algorithm::Winograd(winograd) => winograd.first(worker),
        }
    }

    /// Computes a thread's share.
    pub(super) fn run(&self, args: &ConvArgs<'_>, worker: &Worker<'_>) {
        match self {
            Algorithm::Direct(direct) => direct.run(args, worker),
            Algorithm::Winograd(winograd) => winograd.run(args, worker),
        }
    }

    /// The algorithm as one that makes some rows at a time.
    pub(super) fn bands(&self) -> &dyn RowBands {
        match self {
            Algorithm::Direct(direct) => direct,
            Algorithm::Winograd(winograd) => &**winograd,
        }
    }
}
