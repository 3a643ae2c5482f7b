//! Blocks of pixels that become channels, and back.

use super::super::context::{Lower, Lowering, Value, refuse};
use super::super::site::{Site, size};
use googlenet_dsl::op::{ChannelOrder, DepthToSpace, SpaceToDepth};

impl Lowering<'_, '_> {
    pub(super) fn blocks(&mut self, site: &Site<'_, '_>, to_depth: bool) -> Lower<Value> {
        let value = self.first(site)?;
        let block = site
            .plain(1, &["block_size"])
            .and_then(|block| size(block, 1));
        let Some(block) = block else {
            return refuse("its `block_size` is no whole number");
        };
        if value.is_first {
            return refuse("blocks of pixels of a map with its channels first cannot be said");
        }
        let input = self.map_of(site, &value)?;
        let order = ChannelOrder::Dcr;
        let item = match to_depth {
            true => self.push(site, SpaceToDepth { block, order }, vec![input])?,
            false => self.push(site, DepthToSpace { block, order }, vec![input])?,
        };
        Ok(self.usual(item, false))
    }
}
