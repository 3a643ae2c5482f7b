//! Channels in the other order.

use super::super::context::{Lower, Lowering, Value, refuse};
use super::super::site::{Site, wholes};

impl Lowering<'_, '_> {
    pub(super) fn flipped(&mut self, site: &Site<'_, '_>) -> Lower<Value> {
        let value = self.first(site)?;
        let axis = site
            .plain(1, &["axis"])
            .and_then(wholes)
            .unwrap_or_default();
        match axis[..] {
            [axis] => self.check_channels(&value, axis, "the other order")?,
            _ => return refuse("the other order of several axes cannot be said"),
        }
        self.reversed(site, &value)
    }

    /// Returns the channels of images in the other order: parts that are joined.
    pub(super) fn reversed(&mut self, site: &Site<'_, '_>, value: &Value) -> Lower<Value> {
        let place = if value.is_first {
            0
        } else {
            value.sizes.len() - 1
        };
        let count = value.sizes[place];
        if count != 3 {
            return refuse(format!(
                "the other order of {count} channels cannot be said, but that of an image"
            ));
        }
        let mut parts = Vec::new();
        for at in [2, 1, 0] {
            parts.push(self.sliced(site, value, [at, at + 1])?);
        }
        self.concat(site, parts, if value.is_first { 1 } else { -1 })
    }
}
