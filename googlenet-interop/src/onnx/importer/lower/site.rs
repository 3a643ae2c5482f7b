//! A node that is being lowered, and its attributes.

use super::context::{Lower, refuse};
use crate::onnx::importer::file::{AttributeValue, NodeFile, TensorFile, is_own};
use crate::onnx::importer::graph::{Node, ValueId};
use crate::onnx::importer::names::layer_name;

/// A node that is being lowered.
pub(super) struct Site<'n, 'a> {
    pub(super) file: &'n NodeFile<'a>,
    pub(super) inputs: &'n [Option<ValueId>],
    pub(super) outputs: &'n [Option<ValueId>],
    /// Operator, with its domain if that is not ONNX's own.
    pub(super) operator: String,
    /// Name of the layer.
    pub(super) name: String,
}

impl<'n, 'a> Site<'n, 'a> {
    pub(super) fn new(node: &'n Node<'_, 'a>, operator: String, name: String) -> Site<'n, 'a> {
        Site {
            file: node.file,
            inputs: &node.inputs,
            outputs: &node.outputs,
            operator,
            name,
        }
    }

    /// Returns a node of a file with the names that it has there.
    pub(super) fn of(node: &'n Node<'_, 'a>) -> Site<'n, 'a> {
        let file = node.file;
        let operator = match is_own(file.domain) {
            true => file.operator.to_owned(),
            false => format!("{}.{}", file.domain, file.operator),
        };
        Site::new(node, operator, layer_name(file))
    }

    pub(super) fn title(&self) -> &'a str {
        self.file.title()
    }

    fn wrong<T>(name: &str, expected: &str) -> Lower<T> {
        refuse(format!("attribute `{name}` is no {expected}"))
    }

    /// Returns an attribute that is a whole number; `None` if the node does not have it.
    pub(super) fn maybe_whole(&self, name: &str) -> Lower<Option<i64>> {
        match self.file.attribute(name) {
            None => Ok(None),
            Some(AttributeValue::Whole(value)) => Ok(Some(*value)),
            Some(_) => Self::wrong(name, "whole number"),
        }
    }

    pub(super) fn whole(&self, name: &str, usual: i64) -> Lower<i64> {
        Ok(self.maybe_whole(name)?.unwrap_or(usual))
    }

    pub(super) fn flag(&self, name: &str) -> Lower<bool> {
        Ok(self.whole(name, 0)? != 0)
    }

    pub(super) fn maybe_real(&self, name: &str) -> Lower<Option<f32>> {
        match self.file.attribute(name) {
            None => Ok(None),
            Some(AttributeValue::Real(value)) => Ok(Some(*value)),
            Some(_) => Self::wrong(name, "number"),
        }
    }

    pub(super) fn real(&self, name: &str, usual: f32) -> Lower<f32> {
        Ok(self.maybe_real(name)?.unwrap_or(usual))
    }

    pub(super) fn wholes(&self, name: &str) -> Lower<Option<Vec<i64>>> {
        match self.file.attribute(name) {
            None => Ok(None),
            Some(AttributeValue::Wholes(list)) => Ok(Some(list.clone())),
            Some(_) => Self::wrong(name, "list of whole numbers"),
        }
    }

    pub(super) fn reals(&self, name: &str) -> Lower<Option<&'n [f32]>> {
        match self.file.attribute(name) {
            None => Ok(None),
            Some(AttributeValue::Reals(list)) => Ok(Some(list)),
            Some(_) => Self::wrong(name, "list of numbers"),
        }
    }

    pub(super) fn text(&self, name: &str, usual: &str) -> Lower<String> {
        match self.file.attribute(name) {
            None => Ok(usual.to_owned()),
            Some(AttributeValue::Text(text)) => Ok(String::from_utf8_lossy(text).into_owned()),
            Some(_) => Self::wrong(name, "text"),
        }
    }

    pub(super) fn tensor(&self, name: &str) -> Lower<Option<&'n TensorFile<'a>>> {
        match self.file.attribute(name) {
            None => Ok(None),
            Some(AttributeValue::Tensor(tensor)) => Ok(Some(tensor)),
            Some(_) => Self::wrong(name, "tensor"),
        }
    }

    /// Returns a list of `len` sizes, each from `least` to the largest number that descriptions take; `None` if the
    /// node does not have the attribute.
    pub(super) fn sizes<const N: usize>(&self, name: &str, least: u32) -> Lower<Option<[u32; N]>> {
        let Some(list) = self.wholes(name)? else {
            return Ok(None);
        };
        let sizes: Option<Vec<u32>> = list.iter().map(|size| size_of(*size, least)).collect();
        match sizes.and_then(|sizes| sizes.try_into().ok()) {
            Some(sizes) => Ok(Some(sizes)),
            None => refuse(format!(
                "`{name}` is {list:?}, expected {N} numbers of at least {least}"
            )),
        }
    }
}

/// Returns a size in the range that descriptions take.
pub(super) fn size_of(size: i64, least: u32) -> Option<u32> {
    let size = u32::try_from(size).ok()?;
    (least..=googlenet_dsl::grammar::MAX_COUNT)
        .contains(&size)
        .then_some(size)
}

/// Returns the axis that a number means, which counts from the end if it is negative; `None` if there is none.
pub(super) fn axis_of(axis: i64, rank: usize) -> Option<usize> {
    let rank_whole = i64::try_from(rank).ok()?;
    let axis = if axis < 0 {
        axis.checked_add(rank_whole)?
    } else {
        axis
    };
    usize::try_from(axis).ok().filter(|axis| *axis < rank)
}

/// Returns the axes that numbers mean, each once and ascending.
pub(super) fn axes_of(axes: &[i64], rank: usize) -> Lower<Vec<usize>> {
    let found: Option<Vec<usize>> = axes.iter().map(|axis| axis_of(*axis, rank)).collect();
    match found {
        Some(mut found) => {
            found.sort_unstable();
            found.dedup();
            Ok(found)
        }
        None => refuse(format!("axes {axes:?} of a tensor of {rank} axes")),
    }
}
