//! Operators of maps that the language has no word for, with what can be told of them; and those of which it has only
//! the cases that change nothing.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::Site;

/// Returns the reason why an operator cannot be said in any case; `None` if it may be.
pub(super) fn reason(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "If" | "Loop" | "Scan" => "it has a graph inside, which cannot be imported",
        "InstanceNormalization" | "GroupNormalization" => {
            "a normalisation with the statistics of its input cannot be said"
        }
        "ReduceL1" => "a norm, but of the channels as the divisor of them, cannot be said",
        "LogSoftmax" => "a logarithm of a softmax cannot be said",
        "ArgMax" | "ArgMin" | "TopK" => {
            "a choice of classes cannot be said: end the network in front of it"
        }
        _ => return integers(operator),
    })
}

/// Returns the reason why an operator on integers cannot be said, in ONNX's own domain or that of ONNX Runtime; `None` if it
/// is none.
pub(super) fn integers(operator: &str) -> Option<&'static str> {
    let is_one = operator.starts_with("QLinear")
        || matches!(
            operator,
            "QGemm" | "ConvInteger" | "MatMulInteger" | "DynamicQuantizeLinear"
        );
    is_one.then_some(
        "it computes with integers, which cannot be imported; help: quantise in QDQ format, with static scales",
    )
}

/// Returns the reason why an operator cannot be said where it reads results of layers.
pub(super) fn reason_of_results(operator: &str) -> &'static str {
    match operator {
        "Equal" | "Greater" | "Less" => {
            "it compares results of layers, which a description has no layer for"
        }
        "Where" => "it chooses between results of layers, which a description has no layer for",
        "And" | "Or" | "Not" => {
            "it combines truth values of results of layers, which a description has no layer for"
        }
        _ => "it reads results of layers, which a description has no layer for",
    }
}

impl<'a> Lowering<'_, 'a> {
    /// Lowers `Expand` of a result: one that keeps the sizes, or repeats a pixel or a norm over the map.
    pub(super) fn expand_result(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let list = self.wholes(site, 1)?.unwrap_or_default();
        let sizes = tensor.view.sizes();
        let keeps = list.len() <= sizes.len()
            && list
                .iter()
                .rev()
                .zip(sizes.iter().rev())
                .all(|(to, from)| *to == 1 || *to == *from as i64);
        let sizes_to: Option<Vec<usize>> = list
            .iter()
            .map(|size| usize::try_from(*size).ok())
            .collect();
        if !keeps && self.is_whole_norm(tensor.item) {
            return Ok(Value::Tensor(tensor));
        }
        if let (false, Some(&[_, _, height, width]), 4) = (keeps, sizes_to.as_deref(), sizes.len())
            && sizes[2..] == [1, 1]
            && list[..2]
                .iter()
                .zip(&sizes)
                .all(|(to, from)| *to == 1 || *to == *from as i64)
        {
            let item = self.map_of(site, &tensor)?;
            let item = self.resized_to(site, item, [height, width])?;
            return Ok(self.usual(item));
        }
        match keeps {
            true => Ok(Value::Tensor(Tensor {
                before: None,
                ..tensor
            })),
            false => refuse("copies of a result cannot be said"),
        }
    }
}
