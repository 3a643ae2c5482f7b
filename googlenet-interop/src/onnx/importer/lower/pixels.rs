//! Lowering of `DepthToSpace` and `SpaceToDepth`.

use super::context::{Lower, Lowering, Value, refuse};
use super::site::{Site, size_of};
use googlenet_dsl::op::{ChannelOrder, DepthToSpace, SpaceToDepth};

fn block(site: &Site<'_, '_>) -> Lower<u32> {
    match site.maybe_whole("blocksize")? {
        Some(block) => match size_of(block, 1) {
            Some(block) => Ok(block),
            None => refuse(format!("`blocksize` is {block}, which is out of range")),
        },
        None => refuse("it has no `blocksize`"),
    }
}

impl<'a> Lowering<'_, 'a> {
    pub(super) fn depth_to_space(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let order = match site.text("mode", "DCR")?.as_str() {
            "DCR" => ChannelOrder::Dcr,
            "CRD" => ChannelOrder::Crd,
            other => return refuse(format!("`mode` is {other:?}")),
        };
        let tensor = self.tensor(site, 0)?;
        let block = block(site)?;
        let input = self.map_of(site, &tensor)?;
        let item = self.push(site, DepthToSpace { block, order }, vec![input], Vec::new())?;
        Ok(self.usual(item))
    }

    pub(super) fn space_to_depth(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let block = block(site)?;
        let order = ChannelOrder::Dcr;
        let input = self.map_of(site, &tensor)?;
        let item = self.push(site, SpaceToDepth { block, order }, vec![input], Vec::new())?;
        Ok(self.usual(item))
    }
}
