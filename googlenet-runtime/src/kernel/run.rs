//! The memory and threads of one run.

use super::{Arena, Isa, Pool};
use googlenet_dsl::plan::{Place, Region};

/// The memory and threads of one run over some pictures.
pub(crate) struct Run<'a> {
    pub(super) pool: &'a mut Pool,
    pub(super) isa: Isa,
    pub(super) pictures: usize,
    arena: *mut f32,
    arena_len: usize,
    input: &'a [f32],
    input_len: usize,
    /// The arena is borrowed for as long as the run lives.
    _arena: std::marker::PhantomData<&'a mut Arena>,
}

/// A checked region of one picture.
#[derive(Clone, Copy)]
pub(super) struct View {
    /// The first value.
    pub(super) start: *mut f32,
    /// Values from one pixel to the next.
    pub(super) stride: usize,
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) channels: usize,
}

// SAFETY: a view is an address; those who use it see to it that no two threads write one value, and that nobody reads
// what another writes.
unsafe impl Send for View {}
// SAFETY: as above.
unsafe impl Sync for View {}

impl<'a> Run<'a> {
    /// A run over `pictures` pictures of `input_len` values, one behind the other in `input`. Picture `p` of the arena
    /// begins at `p * arena_len`.
    ///
    /// # Panics
    /// The input or the arena is too short.
    pub(crate) fn new(
        pool: &'a mut Pool,
        arena: &'a mut Arena,
        arena_len: usize,
        input: &'a [f32],
        input_len: usize,
        pictures: usize,
    ) -> Run<'a> {
        assert!(
            arena.len() >= arena_len * pictures,
            "the arena holds all pictures"
        );
        assert!(
            input.len() >= input_len * pictures,
            "the input holds all pictures"
        );
        let isa = Isa::chosen();
        let arena = arena.as_mut_ptr();
        Run {
            pool,
            isa,
            pictures,
            arena,
            arena_len,
            input,
            input_len,
            _arena: std::marker::PhantomData,
        }
    }

    /// Copies what lies in a region, pixel behind pixel.
    pub(crate) fn read(&self, region: &Region, picture: usize, out: &mut [f32]) {
        let view = self.view(region, picture);
        assert_eq!(
            out.len(),
            view.pixels() * view.channels,
            "the output has the region's size"
        );
        for (pixel, out) in out.chunks_exact_mut(view.channels.max(1)).enumerate() {
            // SAFETY: the run borrows the arena, and no kernel runs meanwhile.
            out.copy_from_slice(unsafe { view.pixel(pixel) });
        }
    }

    /// A region that is only read.
    pub(super) fn view(&self, region: &Region, picture: usize) -> View {
        assert!(picture < self.pictures, "the picture is one of the run's");
        let (base, len) = match region.place {
            Place::Input => (self.input.as_ptr().cast_mut(), self.input_len),
            Place::Arena => (self.arena, self.arena_len),
        };
        let [height, width] = region.shape.spatial();
        let channels = region.shape.channels();
        assert!(
            region.shape.pixels() == 1 || channels <= region.pixel_stride,
            "pixels do not overlap"
        );
        assert!(region.end() <= len, "the region lies inside its memory");
        // SAFETY: the offset is inside the picture, and the picture inside the memory.
        let start = unsafe { base.add(picture * len + region.offset) };
        View {
            start,
            stride: region.pixel_stride,
            height,
            width,
            channels,
        }
    }

    /// A region that is written while others are read.
    pub(super) fn output(&self, region: &Region, picture: usize, inputs: &[Region]) -> View {
        assert!(
            region.place == Place::Arena,
            "the caller's picture is not written"
        );
        for input in inputs {
            assert!(
                disjoint(region, input),
                "a kernel does not write what it reads"
            );
        }
        self.view(region, picture)
    }
}

/// Whether two regions share no value: they lie apart, or are different channels of the same pixels.
pub(super) fn disjoint(a: &Region, b: &Region) -> bool {
    if a.place != b.place || a.end() <= b.offset || b.end() <= a.offset {
        return true;
    }
    // How far `b` lies behind `a` within a pixel, wherever the pixels of their buffer begin.
    let stride = a.pixel_stride;
    let apart = (b.offset + stride - a.offset % stride) % stride;
    stride == b.pixel_stride && apart >= a.shape.channels() && apart + b.shape.channels() <= stride
}

impl View {
    pub(super) fn pixels(&self) -> usize {
        self.height * self.width
    }

    /// The address of a pixel's first channel.
    #[inline(always)]
    pub(super) fn address(&self, pixel: usize) -> *mut f32 {
        debug_assert!(pixel < self.pixels());
        self.start.wrapping_add(pixel * self.stride)
    }

    /// The channels of a pixel.
    ///
    /// # Safety
    /// Nobody writes them as long as the slice lives.
    #[inline(always)]
    pub(super) unsafe fn pixel<'v>(&self, pixel: usize) -> &'v [f32] {
        assert!(pixel < self.pixels());
        // SAFETY: the view was checked against its memory; the caller answers for the rest.
        unsafe { std::slice::from_raw_parts(self.address(pixel), self.channels) }
    }

    /// The channels of a pixel, to write.
    ///
    /// # Safety
    /// Nobody else reads or writes them as long as the slice lives.
    #[inline(always)]
    pub(super) unsafe fn pixel_mut<'v>(&self, pixel: usize) -> &'v mut [f32] {
        assert!(pixel < self.pixels());
        // SAFETY: the view was checked against its memory; the caller answers for the rest.
        unsafe { std::slice::from_raw_parts_mut(self.address(pixel), self.channels) }
    }
}
