//! The frame of a JPEG file: the size, the kind of its coding, and the sampling of its components.

use super::damaged;
use crate::error::ImageError;

/// Most rows or columns that are decoded, as of libjpeg.
const MAX_SIZE: u16 = 65_500;

/// Most blocks of 8 x 8 values in a unit of a scan of several components.
const MAX_BLOCKS: usize = 10;

/// A frame, as its segment (`SOF`) describes it.
#[derive(Clone)]
pub(super) struct Frame {
    marker: u8,
    bits: u8,
    pub(super) width: u16,
    pub(super) height: u16,
    pub(super) components: Vec<Component>,
}

/// A component of the colours.
#[derive(Clone, Copy)]
pub(super) struct Component {
    pub(super) id: u8,
    /// How often the component is sampled, across and down, beside the others.
    sampling: [u8; 2],
}

impl Frame {
    /// Returns `true` for the markers of frames; the others of these markers are tables.
    pub(super) fn is_marker(marker: u8) -> bool {
        matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
    }

    pub(super) fn read(marker: u8, data: &[u8]) -> Result<Frame, ImageError> {
        let [bits, a, b, c, d, count, components @ ..] = data else {
            return Err(damaged("its frame has no size"));
        };
        let [height, width] = [[*a, *b], [*c, *d]].map(u16::from_be_bytes);
        let components: Vec<Component> = components
            .chunks_exact(3)
            .take(usize::from(*count))
            .map(|component| Component {
                id: component[0],
                sampling: [component[1] >> 4, component[1] & 15],
            })
            .collect();
        match components.len() == usize::from(*count) && *count > 0 {
            true => Ok(Frame {
                marker,
                bits: *bits,
                width,
                height,
                components,
            }),
            false => Err(damaged("its frame does not describe its channels")),
        }
    }

    pub(super) fn is_progressive(&self) -> bool {
        matches!(self.marker, 0xc2 | 0xc6 | 0xca | 0xce)
    }

    /// Returns the largest sampling across and down.
    fn most(&self) -> [u64; 2] {
        [0, 1].map(|axis| {
            let all = self.components.iter().map(|of| of.sampling[axis]);
            u64::from(all.max().unwrap_or(1).max(1))
        })
    }

    /// Returns the number of blocks of a component across and down, in whole units of all components.
    fn blocks(&self, component: &Component) -> [u64; 2] {
        let (size, most) = (self.size(), self.most());
        [0, 1].map(|axis| size[axis].div_ceil(8 * most[axis]) * u64::from(component.sampling[axis]))
    }

    /// Returns the number of blocks of the component with an index, in whole units of all components.
    pub(super) fn blocks_of(&self, index: usize) -> u64 {
        let blocks = self.components.get(index).map(|of| self.blocks(of));
        blocks.map_or(0, |[across, down]| across * down)
    }

    fn size(&self) -> [u64; 2] {
        [self.width, self.height].map(u64::from)
    }

    /// Returns the largest number of bytes that the decoder takes for the frame, its result included.
    pub(super) fn memory(&self) -> u64 {
        let [width, height] = self.size();
        let (mut samples, mut rows) = (0, 0);
        for component in &self.components {
            let [across, down] = self.blocks(component);
            samples += 64 * across * down;
            // Coefficients of a row of units: those that are read, and a copy that is handed on.
            rows += 2 * 64 * 2 * across * u64::from(component.sampling[1]);
        }
        let channels = self.components.len() as u64;
        let [across, down] = self.most();
        // A row of every component, as wide as the widest can become.
        let lines = channels * (8 * width.div_ceil(8) + 8 * across) * across * down.min(2);
        // Coefficients of two bytes: those of all scans if there are several, and those that wait for their threads.
        let coefficients = if self.is_progressive() { 4 } else { 2 } * samples;
        let result = channels * width * height
            + if self.is_progressive() {
                2 * samples
            } else {
                0
            };
        samples + coefficients.max(result) + rows + lines
    }

    /// Checks that the frame is of a kind that is decoded to the right values.
    pub(super) fn check(&self) -> Result<(), ImageError> {
        let unsupported = |what: &str| {
            Err(damaged(format!(
                "the JPEG is {what}, which is not supported"
            )))
        };
        match self.marker {
            0xc0..=0xc2 => {}
            0xc3 => return unsupported("lossless"),
            0xc9..=0xcb => return unsupported("arithmetic-coded"),
            _ => return unsupported("hierarchical"),
        }
        if self.bits != 8 {
            return Err(damaged(format!(
                "the JPEG has {} bits a channel, of which 8 are supported",
                self.bits
            )));
        }
        let channels = self.components.len();
        if !matches!(channels, 1 | 3 | 4) {
            return Err(damaged(format!(
                "the JPEG has {channels} channels, of which 1, 3 and 4 are supported"
            )));
        }
        if self.width.max(self.height) > MAX_SIZE {
            return Err(damaged(format!(
                "{} x {} has a side of more than {MAX_SIZE} pixels, which is not supported in a JPEG",
                self.width, self.height
            )));
        }
        let most = self.most();
        for Component { sampling, .. } in &self.components {
            let [across, down] = sampling;
            if sampling.iter().any(|times| !(1..=4).contains(times)) {
                return Err(damaged(format!(
                    "a channel is sampled {across} x {down}, expected 1 to 4 each way"
                )));
            }
            if (0..2).any(|axis| !most[axis].is_multiple_of(u64::from(sampling[axis]))) {
                return unsupported(&format!(
                    "sampled {} x {} and {across} x {down}",
                    most[0], most[1]
                ));
            }
        }
        Ok(())
    }

    /// Checks that a scan of these components is decoded to the right values.
    pub(super) fn check_scan(&self, scan: &[usize]) -> Result<(), ImageError> {
        let components = scan.iter().map(|index| &self.components[*index]);
        let blocks = components.map(|of| usize::from(of.sampling[0]) * usize::from(of.sampling[1]));
        let [alone] = scan else {
            return match blocks.sum::<usize>() <= MAX_BLOCKS {
                true => Ok(()),
                false => Err(damaged("a scan has more than 10 blocks in a unit")),
            };
        };
        // A scan of one component has the blocks that its values need. The decoder reads those that the whole image
        // would need, as far as there are any.
        let component = &self.components[*alone];
        let (most, size, padded) = (self.most(), self.size(), self.blocks(component));
        for axis in 0..2 {
            let times = u64::from(component.sampling[axis]);
            let needed = (size[axis] * times).div_ceil(8 * most[axis]);
            if needed != padded[axis].min(size[axis].div_ceil(8)) {
                return Err(damaged(
                    "the JPEG has a scan for a channel of this sampling, which is not supported",
                ));
            }
        }
        Ok(())
    }
}
