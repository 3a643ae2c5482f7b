//! Which register tiles of a direct convolution a thread computes.

use super::super::descriptor::ConvDescriptor;
use super::super::partition::Partition;
use super::super::tile::full;
use super::{Direct, PanelGroup};
use crate::kernel::share::{GridPart, Share};
use googlenet_dsl::plan::LANES;
use std::ops::Range;

/// One thread's share of the register tiles of a convolution. Tiles divide the output pixels of all images, in order,
/// and are numbered from 0.
pub(super) struct TileShare {
    tiles: Tiles,
    /// Number of tiles that cover the pixels of all images once.
    all: usize,
}

enum Tiles {
    /// The same tiles of every panel group.
    Pixels(Range<usize>),
    /// All panels of some tiles, and some panels of the first and the last one.
    Grid(GridPart),
    /// Some tiles of some panels: a range of (panel, tile) pairs, numbered panel by panel.
    Pairs(Range<usize>),
}

impl TileShare {
    pub(super) fn new(
        direct: &Direct,
        descriptor: &ConvDescriptor,
        images: usize,
        share: Share,
    ) -> TileShare {
        let all = (descriptor.pixels() * images).div_ceil(full(descriptor.isa)[0]);
        let panels: usize = direct.panel_groups.iter().map(|group| group.panels).sum();
        let tiles = match direct.config.partition {
            Partition::Pixels if share.is_fine() => Tiles::Grid(share.grid(all, panels)),
            Partition::Pixels => Tiles::Pixels(share.part(all)),
            Partition::Channels => Tiles::Pairs(share.part(all * panels)),
        };
        TileShare { tiles, all }
    }

    /// Returns the range of the numbers of the tiles that this thread computes for the panel group with index `group`;
    /// may be empty.
    pub(super) fn tiles(&self, direct: &Direct, group: usize) -> Range<usize> {
        let PanelGroup { panel, panels, .. } = direct.panel_groups[group];
        match &self.tiles {
            Tiles::Pixels(range) => range.clone(),
            Tiles::Grid(part) => part.rows(panel),
            Tiles::Pairs(pairs) => {
                let tile =
                    |bound: usize| (bound.saturating_sub(panel * self.all) / panels).min(self.all);
                tile(pairs.start)..tile(pairs.end)
            }
        }
    }
}

impl Direct {
    /// Returns the number of multiply-accumulates of a thread's share, those with unused lanes included.
    pub(in super::super) fn work(
        &self,
        descriptor: &ConvDescriptor,
        images: usize,
        share: Share,
    ) -> usize {
        let mine = TileShare::new(self, descriptor, images, share);
        let size = full(descriptor.isa)[0];
        let pixels = descriptor.pixels() * images;
        let of_group = |(at, group): (usize, &PanelGroup)| {
            let tiles = mine.tiles(self, at);
            let pixels = (tiles.end * size)
                .min(pixels)
                .saturating_sub(tiles.start * size);
            pixels * group.panels * LANES * group.depth()
        };
        self.panel_groups.iter().enumerate().map(of_group).sum()
    }

    /// Returns the number of multiply-accumulates of one row of one image's map.
    pub(in super::super) fn work_of_row(&self, descriptor: &ConvDescriptor) -> usize {
        let of_group = |group: &PanelGroup| group.panels * LANES * group.depth();
        let of_pixel: usize = self.panel_groups.iter().map(of_group).sum();
        of_pixel * descriptor.output.size[1]
    }
}
