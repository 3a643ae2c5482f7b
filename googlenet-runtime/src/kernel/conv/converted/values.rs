//! The algorithms of `f32` values that compute rows in scratch memory.

use super::super::descriptor::ConvDescriptor;
use super::super::direct::{Direct, DirectConfig};
use super::super::fused_pool::RowBands;
#[cfg(any(test, feature = "reference"))]
use super::super::magnitudes::sums;
use super::super::partition::Partition;
use super::super::source_weights::PackSource;
use super::super::winograd::{Winograd, WinogradConfig};
use crate::kernel::Worker;
#[cfg(any(test, feature = "reference"))]
use crate::kernel::rounding::Magnitudes;
use std::ops::Range;

/// Algorithm of `f32` values with its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum ConvertedConfig {
    Direct(DirectConfig),
    Winograd(WinogradConfig),
}

/// Algorithm of `f32` values, prepared for the descriptor that its methods take.
#[derive(Debug)]
pub(super) enum Values {
    Direct(Box<Direct>),
    Winograd(Box<Winograd>),
}

impl Values {
    /// Prepares the algorithm of a configuration, whose pixels threads divide.
    pub(super) fn new(descriptor: &ConvDescriptor, config: ConvertedConfig) -> Values {
        let partition = Partition::Pixels;
        match config {
            ConvertedConfig::Direct(config) => {
                let config = DirectConfig {
                    partition,
                    ..config
                };
                Values::Direct(Box::new(Direct::new(descriptor, config)))
            }
            ConvertedConfig::Winograd(config) => {
                let config = WinogradConfig {
                    partition,
                    ..config
                };
                Values::Winograd(Box::new(Winograd::new(descriptor, config)))
            }
        }
    }

    pub(super) fn bands(&self) -> &dyn RowBands {
        match self {
            Values::Direct(direct) => &**direct,
            Values::Winograd(winograd) => &**winograd,
        }
    }

    /// Returns the number of multiply-accumulates of one unit of the bands.
    pub(super) fn work_of_unit(&self, descriptor: &ConvDescriptor) -> usize {
        match self {
            Values::Direct(direct) => direct.work_of_row(descriptor),
            Values::Winograd(winograd) => winograd.work_of_row(),
        }
    }

    pub(super) fn scratch_len(&self) -> usize {
        match self {
            Values::Direct(direct) => direct.scratch_len(),
            Values::Winograd(winograd) => winograd.scratch_len(),
        }
    }

    pub(super) fn scratch_values(&self, descriptor: &ConvDescriptor) -> [usize; 2] {
        match self {
            Values::Direct(direct) => [0, direct.scratch_values(descriptor)],
            Values::Winograd(winograd) => winograd.scratch_values(),
        }
    }

    #[cfg(any(test, feature = "reference"))]
    pub(super) fn magnitudes(
        &self,
        descriptor: &ConvDescriptor,
        source: &PackSource<'_>,
        input: &[f64],
    ) -> Magnitudes {
        match self {
            Values::Direct(direct) => Magnitudes {
                values: sums(descriptor, source, input),
                roundings: direct.roundings(descriptor),
            },
            Values::Winograd(winograd) => winograd.magnitudes(descriptor, source, input),
        }
    }

    pub(super) fn name(&self, descriptor: &ConvDescriptor) -> String {
        match self {
            Values::Direct(direct) => direct.name(descriptor),
            Values::Winograd(winograd) => winograd.name(),
        }
    }

    pub(super) fn layout(&self) -> String {
        match self {
            Values::Direct(direct) => direct.config().layout(),
            Values::Winograd(winograd) => winograd.config().layout(),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Values::Direct(direct) => direct.len(),
            Values::Winograd(winograd) => winograd.len(),
        }
    }

    pub(super) fn parts(&self) -> usize {
        match self {
            Values::Direct(direct) => direct.parts(),
            Values::Winograd(winograd) => winograd.parts(),
        }
    }

    pub(super) fn part(&self, part: usize) -> Range<usize> {
        match self {
            Values::Direct(direct) => direct.part(part),
            Values::Winograd(winograd) => winograd.part(part),
        }
    }

    pub(super) fn pack_part(
        &self,
        descriptor: &ConvDescriptor,
        source: &PackSource<'_>,
        part: usize,
        values: &mut [f32],
    ) {
        match self {
            Values::Direct(direct) => direct.pack_part(descriptor, source, part, values),
            Values::Winograd(winograd) => winograd.pack_part(descriptor, source, part, values),
        }
    }

    pub(super) fn first(&self, descriptor: &ConvDescriptor, worker: &Worker<'_>) -> Range<usize> {
        match self {
            Values::Direct(direct) => direct.first(descriptor, worker),
            Values::Winograd(winograd) => winograd.first(worker),
        }
    }
}
