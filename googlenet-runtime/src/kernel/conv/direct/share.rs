//! Which register tiles of a direct convolution a thread computes.

use super::super::descriptor::ConvDescriptor;
use super::super::partition::UnitShare;
use super::super::tile::full;
use super::{Direct, PanelGroup};
use crate::kernel::share::Share;
use googlenet_dsl::plan::LANES;

impl Direct {
    /// Returns a thread's share of the register tiles, which divide the output pixels of all images, in order.
    pub(super) fn share(
        &self,
        descriptor: &ConvDescriptor,
        images: usize,
        share: Share,
    ) -> UnitShare {
        let tiles = (descriptor.pixels() * images).div_ceil(full(descriptor.isa)[0]);
        let panels = self.panel_groups.iter().map(|group| group.panels).sum();
        UnitShare::new(self.config.partition, share, tiles, panels)
    }

    /// Returns the number of multiply-accumulates of a thread's share, those with unused lanes included.
    pub(in super::super) fn work(
        &self,
        descriptor: &ConvDescriptor,
        images: usize,
        share: Share,
    ) -> usize {
        let mine = self.share(descriptor, images, share);
        let size = full(descriptor.isa)[0];
        let pixels = descriptor.pixels() * images;
        let of_group = |group: &PanelGroup| {
            let tiles = mine.units(group.panel, group.panels);
            let pixels = (tiles.end * size)
                .min(pixels)
                .saturating_sub(tiles.start * size);
            pixels * group.panels * LANES * group.depth()
        };
        self.panel_groups.iter().map(of_group).sum()
    }

    /// Returns the number of multiply-accumulates of one row of one image's map.
    pub(in super::super) fn work_of_row(&self, descriptor: &ConvDescriptor) -> usize {
        let of_group = |group: &PanelGroup| group.panels * LANES * group.depth();
        let of_pixel: usize = self.panel_groups.iter().map(of_group).sum();
        of_pixel * descriptor.output.size[1]
    }
}
