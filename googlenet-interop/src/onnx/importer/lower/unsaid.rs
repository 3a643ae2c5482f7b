//! Operators of maps that the language has no word for, with what can be told of them; and those of which it has only
//! the cases that change nothing.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::Site;

/// Returns the reason why an operator cannot be said in any case; `None` if it may be.
pub(super) fn reason(operator: &str) -> Option<&'static str> {
    Some(match operator {
        "If" | "Loop" | "Scan" => "it has a graph inside, which cannot be imported",
        "ConvTranspose" => "a transposed convolution cannot be said",
        "DepthToSpace" | "SpaceToDepth" => "moving pixels to channels or back cannot be said",
        "InstanceNormalization" | "GroupNormalization" => {
            "a normalisation with the statistics of its input cannot be said"
        }
        "LayerNormalization" => "a layer normalisation cannot be said",
        "LpNormalization" | "ReduceL2" | "ReduceL1" => "a norm cannot be said",
        "LogSoftmax" => "a logarithm of a softmax cannot be said",
        "ArgMax" | "ArgMin" | "TopK" => {
            "a choice of classes cannot be said: end the network in front of it"
        }
        "QuantizeLinear" | "DequantizeLinear" | "QLinearConv" | "ConvInteger" | "QLinearMatMul"
        | "MatMulInteger" => "quantized networks cannot be imported",
        _ => return None,
    })
}

impl<'a> Lowering<'_, 'a> {
    /// Lowers `Resize` and `Upsample`: only those that keep the size.
    pub(super) fn resize_result(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let scales_at = match site.file.operator {
            "Upsample" => 1,
            _ if self.opset < 11 => 1,
            _ => 2,
        };
        let sizes = tensor.view.sizes();
        let wanted = match scales_at {
            2 => self.wholes(site, 3)?,
            _ => None,
        };
        let same = match wanted {
            Some(list) => {
                list.len() == sizes.len() && list.iter().zip(&sizes).all(|(a, b)| *a == *b as i64)
            }
            None => {
                let scales = match site.reals("scales")? {
                    Some(scales) => Some(scales.to_vec()),
                    None => match self.maybe_constant(site, scales_at)? {
                        Some(scales) => self.store.reals(&scales),
                        None => None,
                    },
                };
                scales.is_some_and(|scales| {
                    scales.len() == sizes.len() && scales.iter().all(|scale| *scale == 1.0)
                })
            }
        };
        match same {
            true => Ok(Value::Tensor(tensor)),
            false => refuse("a change of a map's size cannot be said"),
        }
    }

    /// Lowers `Expand` of a result: only one that keeps the sizes.
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
        match keeps {
            true => Ok(Value::Tensor(Tensor {
                before: None,
                ..tensor
            })),
            false => refuse("copies of a result cannot be said"),
        }
    }
}
