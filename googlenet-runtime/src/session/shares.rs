//! Which part of each step each thread of a session computes. It depends on plan, algorithms and the number of threads,
//! changes who computes what, and no result.

use super::steps::PackedStep;
use crate::kernel::{MANY, Share};
use googlenet_dsl::op::{Op, Window};
use googlenet_dsl::plan::Region;
use std::ops::Range;

/// Shares of the threads of a session in each step.
pub(super) struct Shares {
    threads: usize,
    /// Shares of the first step, by thread, then those of the next; empty if the threads divide each step evenly.
    unequal: Box<[Share]>,
}

impl Shares {
    /// Returns the shares of `threads` threads in the steps of `list`, of which those with the indices of an entry of
    /// `phases` do not depend on each other.
    ///
    /// Many threads compute the steps of a phase side by side: laid one behind the other on a line, as long as their
    /// work, of which each thread gets an equal part. So a thread has few steps, and large parts of them.
    pub(super) fn new(list: &[PackedStep], phases: &[Range<usize>], threads: usize) -> Shares {
        let mut unequal = Vec::new();
        if threads >= MANY {
            let even = (0..list.len()).flat_map(|_| 0..threads);
            unequal.extend(even.map(|thread| Share::even(thread, threads)));
            for phase in phases {
                let shares = &mut unequal[phase.start * threads..phase.end * threads];
                side_by_side(&list[phase.clone()], threads, shares);
            }
        }
        Shares {
            threads,
            unequal: unequal.into(),
        }
    }

    /// Returns the share of a thread in the step with the index `at`.
    pub(super) fn of(&self, at: usize, thread: usize) -> Share {
        match self.unequal.is_empty() {
            true => Share::even(thread, self.threads),
            false => self.unequal[at * self.threads + thread],
        }
    }

    /// Returns the work of a step for `images` images that each thread does.
    pub(super) fn works<'s>(
        &'s self,
        (at, step): (usize, &'s PackedStep),
        images: usize,
    ) -> impl Iterator<Item = u64> + 's {
        (0..self.threads).map(move |thread| work(step, images, self.of(at, thread)))
    }
}

/// Sets the shares in the steps of a phase: of the first step by thread, then of the next.
fn side_by_side(steps: &[PackedStep], threads: usize, shares: &mut [Share]) {
    // Threads that wait for each other within a step divide it evenly; the other steps fill up what they leave.
    let mut loads = vec![0; threads];
    let mut others = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let all = work(step, 1, Share::all());
        if all == 0 {
            continue;
        }
        if step.may_wait() {
            for (thread, load) in loads.iter_mut().enumerate() {
                *load += work(step, 1, Share::even(thread, threads));
            }
            continue;
        }
        others.push((at, all));
    }
    if others.len() < 2 && loads.iter().all(|load| *load == 0) {
        return;
    }
    let line: u64 = others.iter().map(|(_, work)| work).sum();
    let level = (line + loads.iter().sum::<u64>()).div_ceil(threads as u64);
    let gaps = || loads.iter().map(|load| level.saturating_sub(*load));
    let room: u64 = gaps().sum();
    let mut ends = vec![0];
    let mut filled = 0;
    for gap in gaps() {
        filled += gap;
        ends.push((u128::from(filled) * u128::from(line) / u128::from(room.max(1))) as u64);
    }
    let mut begin = 0;
    for (at, work) in others {
        let end = begin + work;
        let on = |place: u64| place.clamp(begin, end) - begin;
        let of_step = (u128::from(work) * threads as u128).div_ceil(u128::from(line)) as usize;
        for thread in 0..threads {
            let range = on(ends[thread])..on(ends[thread + 1]);
            shares[at * threads + thread] = Share::of(range, work, of_step);
        }
        begin = end;
    }
}

/// Returns the work of a share of a step for `images` images: its multiply-accumulates, those with unused lanes
/// included, or the values under the windows of a pooling, or the values that another step reads and writes.
pub(super) fn work(step: &PackedStep, images: usize, share: Share) -> u64 {
    if let Some(primitive) = step.primitive() {
        return primitive.work(images, share) as u64;
    }
    let output = step.plan.output();
    let values = |region: &Region| region.shape.len();
    let all: usize = match &step.plan.op {
        Op::MaxPool(pool) => values(output) * taps(pool.window),
        Op::AvgPool(pool) => values(output) * taps(pool.window),
        _ => step.plan.inputs.iter().map(values).sum::<usize>() + values(output),
    };
    let rows = output.layout.size[0] * output.layout.groups() * images;
    (share.part(rows).len() as u64) * (all * images) as u64 / rows as u64
}

fn taps(window: Window) -> usize {
    let [height, width] = window.kernel.map(|taps| taps as usize);
    height * width
}

#[cfg(all(test, feature = "dynamic"))]
mod tests {
    use super::super::planned::steps;
    use super::super::steps::Steps;
    use super::super::traffic::RunPart;
    use super::*;
    use crate::kernel::{Isa, Target};
    use googlenet_dsl::compile_text;
    use googlenet_dsl::plan::{Plan, PlanOptions};
    use googlenet_dsl::value::Algorithms;

    /// Returns the steps of a network and its phases.
    fn planned(name: &str, isa: Isa) -> (Steps, Vec<Range<usize>>) {
        let path = format!("{}/../specs/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("the description is there");
        let compiled = compile_text(name, text).unwrap_or_else(|mistakes| panic!("{mistakes}"));
        let plan = Plan::for_inference(&compiled.graph, &PlanOptions::default());
        let target = Target::new(isa, Algorithms::default());
        let steps = steps(&compiled.graph, &plan, target);
        (steps, plan.phases.to_vec())
    }

    /// Returns the balance of a network on some threads, and the one that even division into coarse units has.
    fn balances(name: &str, isa: Isa, threads: usize) -> [f64; 2] {
        let (steps, phases) = planned(name, isa);
        let coarse = (0..steps.list().len()).flat_map(|_| 0..threads);
        let coarse = Shares {
            threads,
            unequal: coarse
                .map(|thread| Share::coarse(thread, threads))
                .collect(),
        };
        let part = RunPart {
            images: 1,
            threads,
            alone: false,
            late: 0,
        };
        [Shares::new(steps.list(), &phases, threads), coarse].map(|shares| {
            let path = part.critical_path(steps.list(), &phases, &shares);
            path[0] / path[1]
        })
    }

    /// The table of ARCHITECTURE.md: `cargo test -p googlenet-runtime --features dynamic table -- --nocapture`.
    #[test]
    fn the_table_of_balances_holds() {
        let names = [
            ("GoogLeNet V1", "inception_v1", 93),
            ("Inception V3", "inception_v3", 92),
            ("ResNet-50", "torchvision/resnet50", 97),
            ("MobileNet v2", "torchvision/mobilenet_v2", 94),
        ];
        for (title, name, least) in names {
            for isa in [Isa::Avx2, Isa::Avx512] {
                let each = [4, 8, 16].map(|threads| {
                    let [now, before] = balances(name, isa, threads).map(|share| 100.0 * share);
                    assert!(now >= f64::from(least), "{name}, {threads} threads: {now}");
                    assert!(now >= before - 0.1, "{name}, {threads} threads: {before}");
                    format!("{before:.1}, {now:.1}")
                });
                println!("| {title}, {} | {} |", isa.as_str(), each.join(" | "));
            }
        }
    }

    #[test]
    fn few_threads_divide_evenly() {
        let list: Vec<PackedStep> = Vec::new();
        for threads in 1..MANY {
            let shares = Shares::new(&list, &[], threads);
            for thread in 0..threads {
                assert_eq!(shares.of(7, thread), Share::even(thread, threads));
                assert_eq!(shares.of(7, thread), Share::coarse(thread, threads));
            }
        }
    }

    #[test]
    fn shares_of_a_step_are_the_whole_step() {
        for threads in [4, 7, 16, 40] {
            let (steps, phases) = planned("inception_v1", Isa::Avx512);
            let shares = Shares::new(steps.list(), &phases, threads);
            for (at, step) in steps.list().iter().enumerate() {
                for len in [1, 13, 1000] {
                    let mut next = 0;
                    for thread in 0..threads {
                        let part = shares.of(at, thread).part(len);
                        assert_eq!(part.start.max(next), next);
                        next = part.end.max(next);
                    }
                    assert_eq!(next, len, "{}, {threads} threads", step.algorithm());
                }
                for images in [1, 3] {
                    let works: u64 = shares.works((at, step), images).sum();
                    let all = work(step, images, Share::all());
                    let off = all.abs_diff(works);
                    assert!(
                        off <= threads as u64,
                        "{}: {works} of {all}",
                        step.algorithm()
                    );
                }
            }
        }
    }
}
