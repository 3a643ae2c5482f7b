//! Memory of one run of a network over some images ([`RunContext`]), and one thread's share of the run ([`Worker`]).

use super::element::Element;
use super::number::{Number, with_number};
use super::share::Share;
use super::view::View;
use super::{Arena, Barrier, Isa};
use googlenet_dsl::plan::{ALIGN, Layout, Place, Region};
use std::cell::Cell;
use std::marker::PhantomData;
use std::ops::Range;

/// Addresses and sizes of the memory that one run over a number of images uses beside the weights: the input, the arena
/// of results, and optional memory for taps (results recomputed in tap scratch), for each thread, and for each boundary
/// between threads.
pub(crate) struct RunContext<'a> {
    /// Number of images of the run.
    images: usize,
    /// Index of the first of them among the images of the run of which this one is a part.
    first: usize,
    /// Memory of the results, one part for each image.
    arena: Memory,
    /// Memory of results that are recomputed for taps, one part for each image; empty by default.
    tap_scratch: Memory,
    /// Caller's input values, one part for each image; never written.
    input: Memory,
    /// Private scratch memory, one part for each thread; empty by default.
    scratch: Memory,
    /// Number of threads that have a part of `scratch`.
    threads: usize,
    /// Memory that two threads with adjacent numbers share, one part for each boundary between two such threads; empty
    /// by default.
    halos: Memory,
    /// Number of boundaries between two threads that have a part of `halos`.
    boundaries: usize,
    /// Borrow that keeps the arenas and the input alive while the context exists.
    borrowed: PhantomData<&'a mut Arena>,
}

/// Contiguous memory divided into parts of equal size: one for each image, thread, or boundary between threads.
#[derive(Clone, Copy)]
struct Memory {
    /// Address of the first part.
    start: *mut u8,
    /// Size of one part in bytes.
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

// SAFETY: a run context only holds addresses. Kernels ensure that no two threads write the same value and that no
// thread reads a value while another one writes to that value; the plan ensures the same for steps of one phase.
unsafe impl Sync for RunContext<'_> {}

/// One thread's part in a run: the run's memory, the thread's number, and the thread's share of each step.
pub(crate) struct Worker<'r> {
    pub(super) run: &'r RunContext<'r>,
    /// Instruction set of the kernels that the thread runs; the processor must have it.
    pub(super) isa: Isa,
    /// Number of this thread, from 0 to one less than `threads`.
    pub(super) thread: usize,
    pub(super) threads: usize,
    /// Part of a step that the thread computes.
    share: Share,
    /// Barrier at which the threads wait for each other; `None` until [`Worker::with_barrier`] sets one.
    barrier: Option<&'r Barrier>,
    /// Number of times that this thread has waited at the barrier.
    barrier_waits: Cell<usize>,
}

impl<'a> RunContext<'a> {
    /// Creates the context of a run over `images` images of `input_len` values each, stored consecutively in `input`.
    /// The results of image `p` (from 0) lie in the `arena_bytes` bytes from byte `p * arena_bytes` of the arena on.
    /// The context has no memory for taps, threads or boundaries yet.
    ///
    /// # Panics
    /// Panics if the input or the arena is too short, or if `arena_bytes` is no multiple of [`ALIGN`].
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
            first: 0,
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

    /// Sets the memory that threads share at the boundaries between them: `bytes` bytes for each of `boundaries`
    /// boundaries (one less than the number of threads).
    ///
    /// # Panics
    /// Panics if `halos` is too short, or if `bytes` is no multiple of [`ALIGN`].
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

    /// Sets the memory for results that are recomputed for taps: `bytes` bytes for each image.
    ///
    /// # Panics
    /// Panics if `tap_scratch` is too short, or if `bytes` is no multiple of [`ALIGN`].
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

    /// Sets the private scratch memory of the threads: `bytes` bytes for each of `threads` threads.
    ///
    /// # Panics
    /// Panics if `scratch` is too short, or if `bytes` is no multiple of [`ALIGN`].
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

    /// Returns a context over the range `images` of this run's images, for a single worker (number 0 of 1) that uses
    /// the scratch memory of thread `thread` of this run. The new context counts its images from 0 and has no
    /// boundaries. Contexts that are used at the same time must not share an image or a thread.
    ///
    /// # Panics
    /// Panics if the range does not lie inside the run's images.
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
            first: self.first + images.start,
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

    /// Returns the number of images of the run.
    pub(crate) fn images(&self) -> usize {
        self.images
    }

    /// Returns the index of the run's first image among the images of the run of which this one is a part: 0 unless
    /// [`RunContext::part`] made it.
    #[cfg(feature = "train")]
    pub(crate) fn first(&self) -> usize {
        self.first
    }

    /// Returns the worker with number `thread` of `threads` workers, which divide each step evenly, without a barrier. Kernels in which several
    /// threads wait for each other need one: see [`Worker::with_barrier`].
    pub(crate) fn worker(&self, isa: Isa, thread: usize, threads: usize) -> Worker<'_> {
        Worker {
            run: self,
            isa,
            thread,
            threads,
            share: Share::even(thread, threads),
            barrier: None,
            barrier_waits: Cell::new(0),
        }
    }

    /// Copies the values of a region of image `image` into `out`, in the order height, width, channels, without border
    /// and unused lanes. No kernel may write to the region at the same time.
    ///
    /// # Panics
    /// Panics if `out` does not have the region's number of values, if kernels do not compute with elements of the region's
    /// type, or where [`RunContext::view`] panics.
    pub(crate) fn read(&self, region: &Region, image: usize, out: &mut [f32]) {
        with_number!(region.layout.dtype, T => self.read_of::<T>(region, image, out));
    }

    fn read_of<T: Number>(&self, region: &Region, image: usize, out: &mut [f32]) {
        let view = self.view::<T>(region, image);
        let scaling = T::scaling(view.layout);
        let channels = view.layout.channels.count();
        let [height, width] = view.layout.size;
        assert_eq!(
            out.len(),
            height * width * channels,
            "the output has the region's size"
        );
        for block in view.layout.channels.iter() {
            for y in 0..height {
                let to = out[y * width * channels..].chunks_mut(channels);
                for (x, to) in to.enumerate().take(width) {
                    let from = view.pixel(block.block, y, x);
                    let to = &mut to[block.first..][..block.len];
                    for (to, from) in to.iter_mut().zip(from) {
                        *to = from.value(scaling);
                    }
                }
            }
        }
    }

    /// Returns a view of a region of image `image`, an index from 0, after checking that the region with its border
    /// lies in the memory of one image. To write to a region, call [`RunContext::output`] instead.
    ///
    /// # Panics
    /// Panics if the run has no such image, if the region lies outside the memory of one image, if its offset is no
    /// multiple of the element size, or if the element type is not `T`.
    pub(super) fn view<'r, T: Element>(&self, region: &'r Region, image: usize) -> View<'r, T> {
        assert!(
            region.layout.dtype == T::DTYPE,
            "a kernel for elements of {} was called on a region of {}",
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
        // SAFETY: the region's offset lies inside the part of one image, and that part lies inside the memory; both
        // were checked above. Kernels use views while the run lasts, for which the memory is borrowed.
        unsafe {
            let start = memory.start.add(image * memory.bytes + region.offset);
            View::new(start.cast(), &region.layout)
        }
    }

    /// Returns a view of a region of image `image` that a kernel writes while it reads the regions `inputs` of that
    /// image.
    ///
    /// # Panics
    /// Panics if the region shares a byte with one of `inputs` or lies in the caller's input, or where
    /// [`RunContext::view`] panics.
    pub(super) fn output<'r, T: Element>(
        &self,
        region: &'r Region,
        image: usize,
        inputs: &[Region],
    ) -> View<'r, T> {
        assert!(
            region.place != Place::Input,
            "the input region is read-only"
        );
        for input in inputs {
            assert!(
                region.is_disjoint(input),
                "a kernel does not write what it reads"
            );
        }
        self.view(region, image)
    }

    /// Returns the number of elements, of the region's type, from one image to the next in the memory that holds the
    /// region.
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
    /// Sets the barrier at which this thread waits for the others. All workers of the run need the same barrier, and
    /// must take part from its first round on.
    pub(crate) fn with_barrier(self, barrier: &'r Barrier) -> Worker<'r> {
        Worker {
            barrier: Some(barrier),
            ..self
        }
    }
}

impl Worker<'_> {
    /// Returns the instruction set of the kernels that the thread runs.
    pub(crate) fn isa(&self) -> Isa {
        self.isa
    }

    /// Returns the number of this thread, from 0.
    pub(crate) fn thread(&self) -> usize {
        self.thread
    }

    /// Returns the thread's share of a step.
    pub(crate) fn share(&self) -> Share {
        self.share
    }

    /// Returns a worker of the same thread with another share, for a step without a barrier.
    pub(crate) fn sharing(&self, share: Share) -> Worker<'_> {
        Worker {
            run: self.run,
            isa: self.isa,
            thread: self.thread,
            threads: self.threads,
            share,
            barrier: None,
            barrier_waits: Cell::new(0),
        }
    }

    /// Blocks until every thread has called this function as often as this one; returns at once if there is only one
    /// thread. Returns `false` if a thread has panicked; the caller must then stop working.
    ///
    /// # Panics
    /// Panics if there are several threads and no barrier.
    #[must_use]
    pub(crate) fn barrier_wait(&self) -> bool {
        if self.threads == 1 {
            return true;
        }
        let barrier = self.barrier.expect("several threads need a barrier");
        self.barrier_waits.set(self.barrier_waits.get() + 1);
        barrier.wait(self.barrier_waits.get(), self.threads)
    }

    /// Returns the address of element `part.start` in the memory that the threads `boundary` and `boundary + 1` share;
    /// `part` counts elements of type `T`.
    ///
    /// # Panics
    /// Panics if there is no such boundary, or if `part` ends beyond the boundary's memory.
    pub(super) fn halo<T: Element>(&self, boundary: usize, part: Range<usize>) -> *mut T {
        let Memory { start, bytes } = self.run.halos;
        assert!(
            part.end <= bytes / size_of::<T>() && boundary < self.run.boundaries,
            "the boundary has memory"
        );
        // SAFETY: the boundary and the range were checked against the memory above.
        unsafe { start.add(boundary * bytes).cast::<T>().add(part.start) }
    }

    /// Returns the address of this thread's private scratch memory, after checking that it has room for `len` elements.
    /// The contents are those of earlier use.
    ///
    /// # Panics
    /// Panics if the thread has no scratch memory, or if that memory is shorter than `len` elements.
    pub(super) fn scratch<T: Element>(&self, len: usize) -> *mut T {
        let Memory { start, bytes } = self.run.scratch;
        assert!(
            len <= bytes / size_of::<T>() && self.thread < self.run.threads,
            "the thread has memory of its own"
        );
        // SAFETY: the thread is one of those for which the memory was checked to be large enough.
        unsafe { start.add(self.thread * bytes).cast() }
    }

    /// Divides `len` work items among the threads in order, and returns the range of the indices of this thread's items;
    /// empty if there are too few items.
    pub(crate) fn part(&self, len: usize) -> Range<usize> {
        self.share.part(len)
    }

    /// Calls `work` with the indices of image, channel block and row, for each row of a map of that layout that belongs
    /// to this thread. The rows of all groups of blocks of all images are divided among the threads; each thread gets
    /// consecutive rows, ordered by image, then group, then row, and the blocks of a group one after the other.
    pub(super) fn for_rows(&self, layout: &Layout, mut work: impl FnMut(usize, usize, usize)) {
        self.for_row_ranges(layout, |image, block, rows| {
            for y in rows {
                work(image, block, y);
            }
        });
    }

    /// Calls `work` as [`Worker::for_rows`] does, with the range of the thread's rows of each block, or, where groups have
    /// several blocks, with one row after the other.
    pub(super) fn for_row_ranges(
        &self,
        layout: &Layout,
        mut work: impl FnMut(usize, usize, Range<usize>),
    ) {
        let (rows, groups) = (layout.size[0], layout.groups());
        let mine = self.part(self.run.images * groups * rows);
        let mut at = mine.start;
        while at < mine.end {
            let first = at % rows;
            let end = rows.min(first + mine.end - at);
            let (image, group) = (at / rows / groups, at / rows % groups);
            at += end - first;
            if layout.side == 1 {
                work(image, group, first..end);
                continue;
            }
            for y in first..end {
                for block in layout.blocks_of_group(group) {
                    work(image, block, y..y + 1);
                }
            }
        }
    }
}
