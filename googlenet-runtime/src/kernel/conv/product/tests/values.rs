//! Elements in memory: where they lie, and what numbers they are.

use googlenet_dsl::plan::Region;
use googlenet_dsl::value::DType;

pub(in super::super::super) fn value(at: usize) -> f32 {
    crate::weights::formula(7, at as u64) as f32
}

pub(super) fn rounded(value: f32) -> u16 {
    let bits = value.to_bits();
    match value.is_nan() {
        true => (bits >> 16) as u16 | 0x40,
        false => ((bits + 0x7fff + (bits >> 16 & 1)) >> 16) as u16,
    }
}

pub(super) fn widened(bits: u16) -> f32 {
    f32::from_bits(u32::from(bits) << 16)
}

pub(in super::super::super) fn put(bytes: &mut [u8], dtype: DType, value: f32) {
    match dtype {
        DType::F32 => bytes[..4].copy_from_slice(&value.to_ne_bytes()),
        DType::U8 => bytes[0] = value as u8,
        _ => bytes[..2].copy_from_slice(&rounded(value).to_ne_bytes()),
    }
}

pub(in super::super::super) fn get(bytes: &[u8], dtype: DType) -> f32 {
    match dtype {
        DType::F32 => f32::from_ne_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]),
        DType::U8 => f32::from(bytes[0]),
        _ => widened(u16::from_ne_bytes([bytes[0], bytes[1]])),
    }
}

/// Returns the byte at which a channel of a pixel lies.
pub(in super::super::super) fn place(region: &Region, channel: usize, y: usize, x: usize) -> usize {
    let layout = &region.layout;
    let block = layout.channels.holding(channel);
    let lane = channel - block.first;
    let value = layout.block_offset(block.block) + y * layout.row_stride + x * layout.pixel_stride;
    region.offset + (value + lane) * layout.dtype.size()
}

pub(in super::super::super) fn pixels(size: [usize; 2]) -> impl Iterator<Item = (usize, usize)> {
    (0..size[0]).flat_map(move |y| (0..size[1]).map(move |x| (y, x)))
}
