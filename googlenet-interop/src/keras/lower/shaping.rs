//! Lowering of layers that change the sizes of a result, and no value.

use super::context::{Lower, Lowering, Value, refuse};
use super::site::Site;
use googlenet_dsl::op::{ChannelShuffle, Slice};
use googlenet_dsl::shape::Shape;

impl Lowering<'_, '_> {
    pub(super) fn flatten(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let mut value = self.one(site)?;
        let is_first = site
            .settings()
            .word("data_format", &["channels_last", "channels_first"])?
            == "channels_first";
        // With the channels first Keras brings them behind the pixels.
        if is_first && value.sizes.len() > 1 {
            match value.is_first {
                true => value.is_first = false,
                false => {
                    return refuse(
                        "`data_format` is \"channels_first\", and it reads a map in the other order",
                    );
                }
            }
        }
        let len = self.shape(value.item).len();
        let item = match self.shape(value.item) {
            Shape::Vector { .. } => value.item,
            _ => self.flattened(site, &value)?,
        };
        Ok(Value {
            item,
            sizes: vec![len],
            is_first: false,
        })
    }

    /// Gives a result other sizes, of which one may be -1.
    pub(super) fn reshape(
        &mut self,
        site: &Site<'_, '_>,
        value: Value,
        sizes: &[i64],
    ) -> Lower<Value> {
        let len = self.shape(value.item).len();
        let known = sizes.iter().filter(|size| **size != -1);
        let product = known
            .map(|size| usize::try_from(*size).ok())
            .try_fold(1usize, |all, size| all.checked_mul(size?));
        let open = sizes.iter().filter(|size| **size == -1).count();
        let made: Option<Vec<usize>> = match (product, open) {
            (Some(product), 0) if product == len => {
                Some(sizes.iter().map(|size| *size as usize).collect())
            }
            (Some(product), 1) if product > 0 && len.is_multiple_of(product) => {
                let rest = len / product;
                Some(
                    sizes
                        .iter()
                        .map(|size| usize::try_from(*size).unwrap_or(rest))
                        .collect(),
                )
            }
            _ => None,
        };
        let Some(sizes) = made else {
            return refuse(format!("{len} values do not fit the sizes {sizes:?}"));
        };
        if sizes.is_empty() {
            return refuse("it makes a single number of an image, which cannot be said");
        }
        if sizes == value.sizes {
            return Ok(value);
        }
        if value.is_first
            && self.shape(value.item).pixels() > 1
            && self.shape(value.item).channels() > 1
            && sizes.len() != 1
        {
            return refuse(
                "it gives a map with its channels first other sizes, which cannot be said",
            );
        }
        let item = match sizes[..] {
            [_] => match self.shape(value.item) {
                Shape::Vector { .. } => value.item,
                _ => self.flattened(site, &value)?,
            },
            [height, width, channels]
                if self.shape(value.item) != Shape::map(height, width, channels) =>
            {
                if !self.order(value.item).is_natural() {
                    return refuse(
                        "it reads a map that was flattened channels first, value by value",
                    );
                }
                let sizes = [height, width, channels];
                let item = self.reshaped(site, value.item, sizes)?;
                if self.items[item - 1].name == crate::import::step::PIXEL {
                    self.items[item - 1].name = site.path().to_owned();
                }
                item
            }
            _ => value.item,
        };
        Ok(Value {
            item,
            sizes,
            is_first: false,
        })
    }

    /// Exchanges the axes of a result; `axes` are numbers from 0, without the axis of the images.
    pub(super) fn permuted(
        &mut self,
        site: &Site<'_, '_>,
        value: Value,
        axes: &[usize],
    ) -> Lower<Value> {
        let mut sorted = axes.to_vec();
        sorted.sort_unstable();
        if !sorted.iter().copied().eq(0..value.sizes.len()) {
            return refuse(format!(
                "the axes {axes:?} are not those of sizes {:?}, each once",
                value.sizes
            ));
        }
        let sizes: Vec<usize> = axes.iter().map(|axis| value.sizes[*axis]).collect();
        let moved = axes.iter().filter(|axis| value.sizes[**axis] != 1);
        let stays = moved.clone().zip(moved.skip(1)).all(|(a, b)| a < b);
        if stays && !value.is_first {
            return Ok(Value { sizes, ..value });
        }
        match (axes, value.is_first) {
            // To channels, height, width and back.
            ([2, 0, 1], false) => {
                let item = self.map_of(site, &value)?;
                Ok(self.usual(item, true))
            }
            ([1, 2, 0], true) => Ok(self.usual(value.item, false)),
            // Groups of channels, dealt out in turn.
            ([0, 1, 3, 2], false) => {
                let shape = self.shape(value.item);
                let (groups, all) = (value.sizes[2], value.sizes[2] * value.sizes[3]);
                let item = match shape.channels() == all && matches!(shape, Shape::Map { .. }) {
                    true => value.item,
                    false => {
                        self.reshaped(site, value.item, [value.sizes[0], value.sizes[1], all])?
                    }
                };
                let Ok(groups) = u32::try_from(groups) else {
                    return refuse("its groups are out of range");
                };
                let item = self.push(site, ChannelShuffle { groups }, vec![item])?;
                Ok(Value {
                    item,
                    sizes,
                    is_first: false,
                })
            }
            _ => refuse(format!(
                "the order {axes:?} of the axes of sizes {:?} cannot be said",
                value.sizes
            )),
        }
    }

    /// Takes some of the channels.
    pub(super) fn sliced(
        &mut self,
        site: &Site<'_, '_>,
        value: &Value,
        span: [usize; 2],
    ) -> Lower<Value> {
        let input = match value.is_first {
            true => value.item,
            false => self.channels_last(site, value)?,
        };
        let channels = span.map(|at| u32::try_from(at).unwrap_or(u32::MAX));
        let item = self.push(site, Slice { channels }, vec![input])?;
        let mut sizes = value.sizes.clone();
        let place = if value.is_first { 0 } else { sizes.len() - 1 };
        sizes[place] = span[1] - span[0];
        Ok(Value {
            item,
            sizes,
            is_first: value.is_first,
        })
    }
}
