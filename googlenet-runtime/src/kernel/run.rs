//! The memory of one run, and each thread's share in it.

use super::element::Element;
use super::view::View;
use super::{Arena, Barrier, Isa};
use googlenet_dsl::plan::{ALIGN, Layout, Place, Region};
use std::cell::Cell;
use std::marker::PhantomData;
use std::ops::Range;

/// The memory of one run over some images.
pub(crate) struct RunContext<'a> {
    images: usize,
    arena: Memory,
    tap_scratch: Memory,
    input: Memory,
    /// Of each thread in turn.
    scratch: Memory,
    threads: usize,
    /// Of each boundary between threads in turn.
    halos: Memory,
    boundaries: usize,
    /// The memory is borrowed for as long as the run lives.
    borrowed: PhantomData<&'a mut Arena>,
}

/// Equal parts of a memory, one behind the other: of images, of threads, or of boundaries between them.
#[derive(Clone, Copy)]
struct Memory {
    start: *mut u8,
    /// Bytes of one part.
    bytes: usize,
}

impl Memory {
    fn none() -> Memory {
        Memory {
            start: std::ptr::null_mut(),
            bytes: 0,
        }
    }
}

// SAFETY: a run is addresses; the kernels see to it that no two threads write one value, and that nobody reads what
// another writes, and the plan that steps of one phase do not.
unsafe impl Sync for RunContext<'_> {}

/// One thread's share of a run.
pub(crate) struct Worker<'r> {
    pub(super) run: &'r RunContext<'r>,
    pub(super) isa: Isa,
    pub(super) thread: usize,
    pub(super) threads: usize,
    /// Where the threads meet, and how often this one has been there.
    barrier: Option<&'r Barrier>,
    met: Cell<usize>,
}

impl<'a> RunContext<'a> {
    /// A run over `images` images of `input_len` values, one behind the other in `input`. Image `p` of the arena
    /// begins at byte `p * arena_bytes`.
    ///
    /// # Panics
    /// The input or the arena is too short, or the bytes of an image are no multiple of [`ALIGN`].
    pub(crate) fn new(
        arena: &'a mut Arena,
        arena_bytes: usize,
        input: &'a [f32],
        input_len: usize,
        images: usize,
    ) -> RunContext<'a> {
        assert!(
            arena.bytes() >= arena_bytes * images && arena_bytes.is_multiple_of(ALIGN),
            "the arena holds all images"
        );
        assert!(
            input.len() >= input_len * images,
            "the input holds all images"
        );
        RunContext {
            images,
            arena: Memory {
                start: arena.as_mut_ptr(),
                bytes: arena_bytes,
            },
            tap_scratch: Memory::none(),
            input: Memory {
                start: input.as_ptr().cast_mut().cast(),
                bytes: size_of::<f32>() * input_len,
            },
            scratch: Memory::none(),
            threads: 0,
            halos: Memory::none(),
            boundaries: 0,
            borrowed: PhantomData,
        }
    }

    /// The same run with so many bytes of memory for each boundary between threads, which all of them read.
    ///
    /// # Panics
    /// The memory is too short, or its parts are no multiple of [`ALIGN`].
    pub(crate) fn with_halos(
        mut self,
        halos: &'a mut Arena,
        bytes: usize,
        boundaries: usize,
    ) -> RunContext<'a> {
        assert!(
            halos.bytes() >= bytes * boundaries && bytes.is_multiple_of(ALIGN),
            "each boundary has memory"
        );
        self.halos = Memory {
            start: halos.as_mut_ptr(),
            bytes,
        };
        self.boundaries = boundaries;
        self
    }

    /// The same run with so many bytes of memory an image for further results.
    ///
    /// # Panics
    /// The memory is too short, or its parts are no multiple of [`ALIGN`].
    pub(crate) fn with_tap_scratch(
        mut self,
        tap_scratch: &'a mut Arena,
        bytes: usize,
    ) -> RunContext<'a> {
        assert!(
            tap_scratch.bytes() >= bytes * self.images && bytes.is_multiple_of(ALIGN),
            "the memory holds all images"
        );
        self.tap_scratch = Memory {
            start: tap_scratch.as_mut_ptr(),
            bytes,
        };
        self
    }

    /// The same run with so many bytes of memory for each thread, which nobody else reads.
    ///
    /// # Panics
    /// The memory is too short, or its parts are no multiple of [`ALIGN`].
    pub(crate) fn with_scratch(
        mut self,
        scratch: &'a mut Arena,
        bytes: usize,
        threads: usize,
    ) -> RunContext<'a> {
        assert!(
            scratch.bytes() >= bytes * threads && bytes.is_multiple_of(ALIGN),
            "each thread has memory"
        );
        self.scratch = Memory {
            start: scratch.as_mut_ptr(),
            bytes,
        };
        self.threads = threads;
        self
    }

    /// A run over some of the images for one thread alone, which has the memory of `thread`. No other part that is at
    /// work has one of the images.
    ///
    /// # Panics
    /// There are not as many images.
    pub(crate) fn part(&self, images: Range<usize>, thread: usize) -> RunContext<'_> {
        assert!(
            images.start <= images.end && images.end <= self.images,
            "the images are the run's"
        );
        let behind = |memory: Memory, at: usize| Memory {
            start: memory.start.wrapping_add(at * memory.bytes),
            bytes: memory.bytes,
        };
        RunContext {
            images: images.len(),
            arena: behind(self.arena, images.start),
            tap_scratch: behind(self.tap_scratch, images.start),
            input: behind(self.input, images.start),
            scratch: behind(self.scratch, thread),
            threads: usize::from(thread < self.threads),
            halos: self.halos,
            boundaries: 0,
            borrowed: PhantomData,
        }
    }

    /// Number of images.
    pub(crate) fn images(&self) -> usize {
        self.images
    }

    /// The share of one of `threads` threads. Several of them need a barrier to meet at.
    pub(crate) fn worker(&self, isa: Isa, thread: usize, threads: usize) -> Worker<'_> {
        Worker {
            run: self,
            isa,
            thread,
            threads,
            barrier: None,
            met: Cell::new(0),
        }
    }

    /// Copies what lies in a region in the order height, width, channels. No kernel may be at work on it.
    pub(crate) fn read(&self, region: &Region, image: usize, out: &mut [f32]) {
        let view = self.view::<f32>(region, image);
        let channels = view.layout.channels.count();
        let [height, width] = view.layout.size;
        assert_eq!(
            out.len(),
            height * width * channels,
            "the output has the region's size"
        );
        for block in view.layout.channels.iter() {
            for y in 0..height {
                let row = view.row(block.block, y);
                let to = out[y * width * channels..].chunks_mut(channels);
                for (from, to) in row.chunks_exact(view.layout.pixel_stride).zip(to) {
                    to[block.first..][..block.len].copy_from_slice(&from[..block.len]);
                }
            }
        }
    }

    /// A region, checked. Who writes to it asks for it by [`RunContext::output`] first.
    ///
    /// # Panics
    /// It lies outside its memory, or its elements have another type.
    pub(super) fn view<'r, T: Element>(&self, region: &'r Region, image: usize) -> View<'r, T> {
        assert!(
            region.layout.dtype == T::DTYPE,
            "a kernel of {} over elements of {}",
            T::DTYPE,
            region.layout.dtype
        );
        assert!(image < self.images, "the image is one of the run's");
        let memory = self.memory(region.place);
        let span = region.span();
        assert!(
            span.start <= region.offset && region.offset < span.end && span.end <= memory.bytes,
            "the region lies inside its memory"
        );
        assert!(
            region.offset.is_multiple_of(T::DTYPE.size()),
            "elements are aligned"
        );
        // SAFETY: the offset is inside the image, and the image inside the memory.
        let start = unsafe { memory.start.add(image * memory.bytes + region.offset) };
        View::new(start.cast(), &region.layout)
    }

    /// A region that is written while others are read.
    pub(super) fn output<'r, T: Element>(
        &self,
        region: &'r Region,
        image: usize,
        inputs: &[Region],
    ) -> View<'r, T> {
        assert!(
            region.place != Place::Input,
            "the caller's image is not written"
        );
        for input in inputs {
            assert!(
                region.is_disjoint(input),
                "a kernel does not write what it reads"
            );
        }
        self.view(region, image)
    }

    /// Elements from one image to the next where the region lies.
    pub(super) fn image_stride(&self, region: &Region) -> usize {
        self.memory(region.place).bytes / region.layout.dtype.size()
    }

    fn memory(&self, place: Place) -> Memory {
        match place {
            Place::Input => self.input,
            Place::Arena => self.arena,
            Place::TapScratch => self.tap_scratch,
            _ => googlenet_dsl::no_other_variant!(Place, 3),
        }
    }
}

impl<'r> Worker<'r> {
    /// The same share, whose thread meets the others at a barrier where nobody has been yet.
    pub(crate) fn with_barrier(self, barrier: &'r Barrier) -> Worker<'r> {
        Worker {
            barrier: Some(barrier),
            ..self
        }
    }
}

impl Worker<'_> {
    /// Waits until all threads have come; each comes equally often. Whether they did: if not, one has panicked, and there
    /// is nothing left to do.
    ///
    /// # Panics
    /// There are several threads, and no barrier.
    #[must_use]
    pub(crate) fn barrier_wait(&self) -> bool {
        if self.threads == 1 {
            return true;
        }
        let barrier = self.barrier.expect("threads that meet have a barrier");
        self.met.set(self.met.get() + 1);
        barrier.wait(self.met.get(), self.threads)
    }

    /// Some elements of the memory of a boundary between threads.
    ///
    /// # Panics
    /// It has no such part.
    pub(super) fn halo<T: Element>(&self, boundary: usize, part: Range<usize>) -> *mut T {
        let Memory { start, bytes } = self.run.halos;
        assert!(
            part.end <= bytes / size_of::<T>() && boundary < self.run.boundaries,
            "the boundary has memory"
        );
        // SAFETY: the boundary is one of those that the memory was checked to be enough for.
        unsafe { start.add(boundary * bytes).cast::<T>().add(part.start) }
    }

    /// The thread's own memory, at least so many elements.
    ///
    /// # Panics
    /// There are not as many.
    pub(super) fn scratch<T: Element>(&self, len: usize) -> *mut T {
        let Memory { start, bytes } = self.run.scratch;
        assert!(
            len <= bytes / size_of::<T>() && self.thread < self.run.threads,
            "the thread has memory of its own"
        );
        // SAFETY: the thread is one of those that the memory was checked to be enough for.
        unsafe { start.add(self.thread * bytes).cast() }
    }

    /// Where the part of a thread begins of so many equal pieces of work; behind the last thread's, their end.
    pub(super) fn bound(&self, len: usize, thread: usize) -> usize {
        len * thread / self.threads
    }

    /// This thread's part of so many equal pieces of work.
    pub(super) fn part(&self, len: usize) -> Range<usize> {
        self.bound(len, self.thread)..self.bound(len, self.thread + 1)
    }

    /// Calls `work` for this thread's part of the rows of a region: with image, block and row.
    pub(super) fn for_rows(&self, layout: &Layout, mut work: impl FnMut(usize, usize, usize)) {
        let (rows, blocks) = (layout.size[0], layout.channels.blocks());
        for at in self.part(self.run.images * blocks * rows) {
            work(at / rows / blocks, at / rows % blocks, at % rows);
        }
    }
}
