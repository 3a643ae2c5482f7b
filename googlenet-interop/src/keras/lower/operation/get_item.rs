//! Parts of a result: `x[…]`.

use super::super::context::{Lower, Lowering, Value, refuse};
use super::super::site::Site;
use crate::keras::graph::{Operand, short};
use serde_json::Value as Json;

impl Lowering<'_, '_> {
    /// Lowers `x[…]`: parts of the channels, rows and columns at the edges left out, and images with their channels in
    /// the other order.
    pub(super) fn item_of(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.first(site)?;
        let spec = match site.argument(1, &["key", "slice_spec"]) {
            Some(Operand::List(list)) => list
                .iter()
                .map(|part| match part {
                    Operand::Plain(part) => Some(*part),
                    _ => None,
                })
                .collect(),
            Some(Operand::Plain(Json::Array(list))) => Some(list.iter().collect()),
            Some(Operand::Plain(one)) => Some(vec![*one]),
            _ => None,
        };
        let spec: Option<Vec<&Json>> = spec;
        let Some(spec) = spec else {
            return refuse("its places cannot be read");
        };
        let rank = value.sizes.len() + 1;
        let is_rest =
            |part: &Json| part.get("class_name").and_then(Json::as_str) == Some("__ellipsis__");
        let rest = spec.iter().position(|part| is_rest(part));
        let given = spec.len() - usize::from(rest.is_some());
        if given > rank {
            return refuse(format!("it states {given} places of {rank} axes"));
        }
        let mut spans: Vec<Option<&Json>> = vec![None; rank];
        let (before, after) = match rest {
            Some(at) => (&spec[..at], &spec[at + 1..]),
            None => (&spec[..], &spec[..0]),
        };
        for (at, part) in before.iter().enumerate() {
            spans[at] = Some(part);
        }
        for (at, part) in after.iter().enumerate() {
            spans[rank - after.len() + at] = Some(part);
        }
        let mut made = value.clone();
        let mut edges = [0; 4];
        let mut channels = None;
        for (axis, part) in spans.iter().enumerate() {
            let Some(part) = part else { continue };
            let Some(span) = slice(part) else {
                return refuse("it takes single places, which cannot be said");
            };
            if span == [None, None, None] {
                continue;
            }
            let Some(size) = axis.checked_sub(1).map(|axis| value.sizes[axis]) else {
                return refuse("it takes some of the images");
            };
            let is_channels = axis == if value.is_first { 1 } else { rank - 1 };
            if is_channels && span == [None, None, Some(-1)] {
                return self.reversed(site, &value);
            }
            let [start, stop, step] = span;
            let end = |end: i64| {
                (if end < 0 { end + size as i64 } else { end }).clamp(0, size as i64) as usize
            };
            let (start, stop) = (start.map_or(0, end), stop.map_or(size, end));
            if step.unwrap_or(1) != 1 || start >= stop {
                return refuse(format!("the places {} cannot be said", short(part)));
            }
            if is_channels {
                channels = Some([start, stop]);
            } else if rank == 4 {
                let at = axis - if value.is_first { 2 } else { 1 };
                let ends =
                    [start, size - stop].map(|count| u32::try_from(count).unwrap_or(u32::MAX));
                (edges[at], edges[at + 2]) = (ends[0], ends[1]);
            } else {
                return refuse(
                    "it takes some of an axis that is neither height, width nor channels",
                );
            }
        }
        if edges != [0; 4] {
            let input = self.map_of(site, &made)?;
            let item = self.cropped(site, input, edges)?;
            made = self.usual(item, made.is_first);
        }
        match channels {
            Some(span) => self.sliced(site, &made, span),
            None => Ok(made),
        }
    }
}

/// Returns start, stop and step of a slice; `None` of anything else.
fn slice(part: &Json) -> Option<[Option<i64>; 3]> {
    let object = part.as_object()?;
    let own = match object.get("class_name").and_then(Json::as_str) {
        Some("__slice__") => object.get("config")?.as_object()?,
        None => object,
        Some(_) => return None,
    };
    own.contains_key("stop").then_some(())?;
    let mut ends = [None; 3];
    for (end, key) in ends.iter_mut().zip(["start", "stop", "step"]) {
        *end = match own.get(key) {
            None | Some(Json::Null) => None,
            Some(value) => Some(value.as_i64()?),
        };
    }
    Some(ends)
}
