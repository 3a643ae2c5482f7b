//! Tests of the kernels that move elements without computing, with elements of every type.

use super::*;
use crate::kernel::element::{Element, with_element};
use googlenet_dsl::plan::{ALIGN, Channels, Layout, Place, Region};
use googlenet_dsl::value::DType;

const SIZE: [usize; 2] = [3, 4];
const CHANNELS: [usize; 2] = [19, 5];

/// Returns regions with the given shapes and layouts, one behind the other in an arena, and the size of the arena in
/// bytes.
fn regions<const N: usize>(layouts: [(Shape, Layout); N]) -> ([Region; N], usize) {
    let mut next = 0;
    let regions = layouts.map(|(shape, layout)| {
        let offset = next + layout.origin_bytes();
        let region = Region::new(Place::Arena, offset, shape, layout);
        next += region.layout.bytes().next_multiple_of(ALIGN);
        region
    });
    (regions, next)
}

/// Concatenates two maps, pads the result with zero elements, flattens it to a vector, and compares the bytes of all
/// elements with the expected ones.
fn moved<T: Element>(zero_point: i16) {
    let map = |channels: usize, border| {
        let shape = Shape::map(SIZE[0], SIZE[1], channels);
        let layout = Layout::new(T::DTYPE, SIZE, border, Channels::blocked(channels));
        (shape, layout.with_zero_point(zero_point))
    };
    let all = CHANNELS.iter().sum::<usize>();
    let padded = Shape::map(SIZE[0] + 2, SIZE[1] + 3, all);
    let of_padded = Layout::new(T::DTYPE, padded.spatial(), [0; 4], Channels::blocked(all));
    let flat = Shape::vector(padded.len());
    let of_flat = Layout::new(T::DTYPE, [1, 1], [0; 4], Channels::blocked(flat.len()));
    let ([first, second, both, padded, flat], bytes) = regions([
        map(CHANNELS[0], [0; 4]),
        map(CHANNELS[1], [1, 0, 0, 2]),
        map(all, [1, 2, 0, 1]),
        (padded, of_padded.with_zero_point(zero_point)),
        (flat, of_flat.with_zero_point(zero_point)),
    ]);
    let mut arena = Arena::new(bytes);
    arena.values_mut::<u8>().fill(0xAB);
    let value = |slot: usize, y: usize, x: usize, channel: usize, byte: usize| {
        (1 + 97 * slot + 31 * y + 17 * x + 7 * channel + 3 * byte) as u8
    };
    let size = T::DTYPE.size();
    for (slot, region) in [&first, &second].into_iter().enumerate() {
        for channel in 0..CHANNELS[slot] {
            for (y, x) in (0..SIZE[0]).flat_map(|y| (0..SIZE[1]).map(move |x| (y, x))) {
                let layout = &region.layout;
                let block = layout.channels.holding(channel);
                let at = layout.block_offset(block.block)
                    + y * layout.row_stride
                    + x * layout.pixel_stride
                    + channel
                    - block.first;
                for byte in 0..size {
                    arena.values_mut::<u8>()[region.offset + at * size + byte] =
                        value(slot, y, x, channel, byte);
                }
            }
        }
    }
    let run = RunContext::new(&mut arena, bytes, &[], 0, 1);
    let worker = run.worker(Isa::Portable, 0, 1);
    clear_border(&worker, &both);
    concat(&worker, &[first, second], &both, None);
    zero_pad(
        &worker,
        &both,
        &padded,
        [1, 2, 1, 1],
        googlenet_dsl::op::PadMode::Zero,
    );
    copy(&worker, &padded, &flat);
    let bytes = arena.values::<u8>();
    let zero = T::zero(zero_point);
    // SAFETY: an element has `size` initialised bytes and no padding.
    let zero = unsafe { std::slice::from_raw_parts((&raw const zero).cast::<u8>(), size) };
    let [height, width] = padded.layout.size;
    for at in 0..height * width * all {
        let (y, x, channel) = (at / all / width, at / all % width, at % all);
        let (row, column) = (y.wrapping_sub(1), x.wrapping_sub(2));
        for byte in 0..size {
            let expected = match row < SIZE[0] && column < SIZE[1] {
                true => {
                    let slot = usize::from(channel >= CHANNELS[0]);
                    value(slot, row, column, channel - slot * CHANNELS[0], byte)
                }
                false => zero[byte],
            };
            let got = bytes[flat.offset + at * size + byte];
            assert_eq!(got, expected, "{}: element {at}, byte {byte}", T::DTYPE);
        }
    }
    let border = both.offset - both.layout.origin_bytes();
    assert_eq!(&bytes[border..][..size], zero, "{}: the border", T::DTYPE);
}

#[test]
fn elements_of_every_type_are_moved_as_they_are() {
    for &dtype in DType::ALL {
        let zero_points: &[i16] = match dtype {
            DType::U8 => &[0, 7, 255],
            DType::I8 => &[0, -128, 127],
            _ => &[0],
        };
        for zero_point in zero_points {
            with_element!(dtype, T => moved::<T>(*zero_point));
        }
    }
}

#[test]
#[should_panic(expected = "a kernel that computes was called on a region of f16")]
fn a_kernel_of_another_type_is_refused() {
    let shape = Shape::vector(5);
    let layout = Layout::new(DType::F16, [1, 1], [0; 4], Channels::blocked(5));
    let ([region], bytes) = regions([(shape, layout)]);
    let mut arena = Arena::new(bytes);
    let run = RunContext::new(&mut arena, bytes, &[], 0, 1);
    softmax(&run.worker(Isa::Portable, 0, 1), &region);
}
