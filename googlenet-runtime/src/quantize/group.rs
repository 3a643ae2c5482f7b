//! The quantisation of results that share memory, where each may have been given another one.

use super::bounds::{self, UNKNOWN};
use super::quantization::Quantization;
use super::structure::Structure;
use super::warning::Warning;
use crate::error::QuantizedMisfit;
use googlenet_dsl::graph::LayerId;

/// The quantisation of all results that have one, by id, and what was changed for it.
pub(super) struct Chosen {
    pub(super) results: Vec<Option<Quantization>>,
    pub(super) warnings: Vec<Warning>,
    pub(super) misfits: Vec<QuantizedMisfit>,
}

/// Chooses the quantisation of each group of results that share one: the one that was given to one of them and whose limits
/// contain those of all others, that of the last layer first; otherwise one with the limits of all. A group to which none was
/// given gets the limits that follow from the operations. `is_read` says, by id, which results quantised weights read.
pub(super) fn choose(
    structure: &Structure,
    given: &[Option<Quantization>],
    is_read: &[bool],
) -> Chosen {
    let graph = &structure.graph;
    let has_scale = structure.has_scale();
    let mut chosen = Chosen {
        results: vec![None; graph.len()],
        warnings: Vec::new(),
        misfits: Vec::new(),
    };
    let mut of_group: Vec<Option<Quantization>> = vec![None; graph.len()];
    for group in graph
        .ids()
        .filter(|id| structure.groups[*id] == *id && has_scale[*id])
    {
        let members = graph.ids().filter(|id| structure.groups[*id] == group);
        let own: Vec<(LayerId, Quantization)> = members
            .filter_map(|id| given[id].map(|own| (id, own)))
            .collect();
        of_group[group] = joined(structure, &own, &mut chosen.warnings);
    }
    let mut limits: Vec<[f32; 2]> = vec![UNKNOWN; graph.len()];
    for id in graph.ids() {
        let group = structure.groups[id];
        let inputs: Vec<[f32; 2]> = graph
            .inputs(id)
            .iter()
            .map(|input| limits[*input])
            .collect();
        limits[id] = match of_group[group] {
            Some(own) => own.limits(),
            None => bounds::bounds(graph, id, &inputs),
        };
        let is_first = || {
            structure
                .observed
                .iter()
                .find(|one| structure.groups[**one] == group)
                == Some(&id)
        };
        if of_group[group].is_some() || !has_scale[group] || !is_first() {
            continue;
        }
        let layer = structure.name(id).to_owned();
        let is_unused = structure.float[id] || id == 0 && structure.reads_floats;
        // What was not given follows from a single result, as the others of its group may come later.
        let is_alone = (structure.observed.iter())
            .filter(|one| structure.groups[**one] == group)
            .count()
            == 1;
        of_group[group] = match limits[id].iter().all(|end| end.is_finite()) && is_alone {
            true => Some(Quantization::covering(limits[id])),
            false if is_unused && !is_read[id] => Quantization::new(1.0, 0),
            false => None,
        };
        match of_group[group] {
            None => chosen.misfits.push(QuantizedMisfit::NoScale { layer }),
            Some(own) if !is_unused => {
                chosen.warnings.push(Warning::Derived { layer });
                limits[id] = own.limits();
            }
            Some(_) => {}
        }
    }
    for id in graph.ids().filter(|id| has_scale[*id]) {
        chosen.results[id] = of_group[structure.groups[id]];
    }
    chosen
}

/// Returns the quantisation for results that were given `own`; `None` if there is none.
fn joined(
    structure: &Structure,
    own: &[(LayerId, Quantization)],
    warnings: &mut Vec<Warning>,
) -> Option<Quantization> {
    let (last, rest) = own.split_last()?;
    if rest.iter().all(|(_, other)| *other == last.1) {
        return Some(last.1);
    }
    let limits: Vec<[f32; 2]> = own.iter().map(|(_, own)| own.limits()).collect();
    let [low, high] = bounds::union(&limits);
    let contains = |(_, one): &&(LayerId, Quantization)| {
        let [least, most] = one.limits();
        least <= low + one.scale && most >= high - one.scale
    };
    let (layer, kept) = match own.iter().rev().find(contains) {
        Some((layer, kept)) => (*layer, *kept),
        None => (last.0, Quantization::covering([low, high])),
    };
    warnings.push(Warning::Shared {
        layer: structure.name(layer).to_owned(),
        changed: own.iter().filter(|(_, other)| *other != kept).count(),
    });
    Some(kept)
}
