//! Lowering of layers that combine several results.

use super::context::{Lower, Lowering, Value, refuse};
use super::site::{Site, number};
use crate::items::{Binary, ItemId, ItemKind};
use crate::keras::graph::Operand;
use googlenet_dsl::op::{Add, Concat, Maximum, Multiply, Op};
use googlenet_dsl::shape::Shape;

/// How several results become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    Sum,
    Difference,
    Mean,
    Product,
    Quotient,
    Largest,
    Smallest,
}

impl Lowering<'_, '_> {
    /// Lowers a layer that combines its inputs element by element.
    pub(super) fn joining(&mut self, site: &Site<'_, '_>, join: Join) -> Lower<Value> {
        let is_number =
            |operand: &Operand<'_>| matches!(operand, Operand::Plain(value) if !value.is_null());
        let listed = site.node.operands.iter().flat_map(|operand| match operand {
            Operand::List(list) => &list[..],
            one => std::slice::from_ref(one),
        });
        if listed.into_iter().any(is_number) {
            return refuse("it combines a result with numbers, which a layer does not");
        }
        let values = self.all(site)?;
        self.joined(site, values, join)
    }

    /// Combines results element by element.
    pub(super) fn joined(
        &mut self,
        site: &Site<'_, '_>,
        values: Vec<Value>,
        join: Join,
    ) -> Lower<Value> {
        if join == Join::Smallest {
            let values = values
                .iter()
                .map(|value| self.affine(site, -1.0, 0.0, value));
            let negative: Vec<Value> = values.collect();
            let largest = self.joined(site, negative, Join::Largest)?;
            return Ok(self.affine(site, -1.0, 0.0, &largest));
        }
        let [first, rest @ ..] = &values[..] else {
            return refuse("it combines no results");
        };
        if rest.is_empty() {
            return Ok(first.clone());
        }
        let items = self.alike(site, &values)?;
        let scale = match join {
            Join::Difference => {
                if items.len() != 2 {
                    return refuse(format!(
                        "a difference of {} results, expected two",
                        items.len()
                    ));
                }
                vec![1.0, -1.0]
            }
            Join::Mean => vec![1.0 / items.len() as f32; items.len()],
            _ => Vec::new(),
        };
        let is_pair = items.len() == 2;
        let op: Op = match join {
            Join::Sum | Join::Difference | Join::Mean => Add {
                scale: scale.into(),
            }
            .into(),
            Join::Product | Join::Quotient => Multiply {}.into(),
            Join::Largest | Join::Smallest => Maximum {}.into(),
        };
        let item = self.push(site, op, items)?;
        let binary = match join {
            Join::Product => Some(Binary::Product),
            Join::Quotient => Some(Binary::Quotient),
            Join::Largest => Some(Binary::Maximum),
            _ => None,
        };
        // Of two results it may be part of a function that is spelled out.
        if let Some(binary) = binary.filter(|_| is_pair) {
            self.items[item - 1].kind = ItemKind::Binary(binary);
        }
        let widest = values
            .iter()
            .max_by_key(|value| (value.sizes.len(), value.sizes.iter().product::<usize>()));
        let own =
            widest.filter(|value| value.sizes.iter().product::<usize>() == self.shape(item).len());
        Ok(match own {
            Some(value) => Value {
                item,
                ..value.clone()
            },
            None => self.usual(item, first.is_first),
        })
    }

    /// Returns the items of results that are combined element by element, all maps or all vectors.
    fn alike(&mut self, site: &Site<'_, '_>, values: &[Value]) -> Lower<Vec<ItemId>> {
        let is_first = values.iter().any(|value| value.is_first);
        if values.iter().any(|value| value.is_first != is_first) {
            return refuse(
                "it combines maps with their channels first and last, which cannot be said",
            );
        }
        let sizes = &values[0].sizes;
        let shape = self.shape(values[0].item);
        if values
            .iter()
            .all(|value| value.sizes == *sizes && self.shape(value.item) == shape)
        {
            return Ok(values.iter().map(|value| value.item).collect());
        }
        let rank = values
            .iter()
            .map(|value| value.sizes.len())
            .max()
            .unwrap_or(0);
        let mut items = Vec::with_capacity(values.len());
        for value in values {
            let item = match (rank, value.sizes[..].len()) {
                (1, _) => self.vector_of(site, value)?,
                (3, 3) => self.map_of(site, value)?,
                // NumPy repeats a vector at each pixel.
                (3, 1) if !is_first => {
                    let features = value.sizes[0];
                    self.reshaped(site, value.item, [1, 1, features])?
                }
                _ => {
                    let all: Vec<&Vec<usize>> = values.iter().map(|value| &value.sizes).collect();
                    return refuse(format!(
                        "it combines values of sizes {all:?}, which cannot be said"
                    ));
                }
            };
            items.push(item);
        }
        Ok(items)
    }

    pub(super) fn concat(
        &mut self,
        site: &Site<'_, '_>,
        values: Vec<Value>,
        axis: i64,
    ) -> Lower<Value> {
        let [first, rest @ ..] = &values[..] else {
            return refuse("it joins no results");
        };
        self.check_channels(first, axis, "a concatenation")?;
        if rest.is_empty() {
            return Ok(first.clone());
        }
        let is_first = first.is_first;
        if values.iter().any(|value| value.is_first != is_first) {
            return refuse(
                "it joins maps with their channels first and last, which cannot be said",
            );
        }
        let mut items = Vec::with_capacity(values.len());
        for value in &values {
            if value.sizes.len() != first.sizes.len() {
                return refuse(format!(
                    "it joins values of sizes {:?} and {:?}",
                    first.sizes, value.sizes
                ));
            }
            items.push(match is_first {
                true => value.item,
                false => self.channels_last(site, value)?,
            });
        }
        let item = self.push(site, Concat {}, items)?;
        let mut sizes = first.sizes.clone();
        let place = if is_first { 0 } else { sizes.len() - 1 };
        sizes[place] = self.shape(item).channels();
        if let Shape::Map { .. } = self.shape(item)
            && sizes.len() == 3
        {
            return Ok(self.usual(item, is_first));
        }
        Ok(Value {
            item,
            sizes,
            is_first,
        })
    }

    /// Lowers `CustomScaleLayer` of InceptionResNetV2: the sum of its first operand and its second one times a factor.
    pub(super) fn scaled_sum(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let values = self.all(site)?;
        let Some(scale) = site.settings().get("scale").and_then(number) else {
            return site.settings().wrong("scale", "a number");
        };
        if values.len() != 2 {
            return refuse(format!("it reads {} results, expected two", values.len()));
        }
        let items = self.alike(site, &values)?;
        let op = Add {
            scale: vec![1.0, scale as f32].into(),
        };
        let item = self.push(site, op, items)?;
        Ok(Value {
            item,
            ..values[0].clone()
        })
    }
}
