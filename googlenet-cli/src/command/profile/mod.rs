//! The command `googlenet profile`, which measures the time of each step of a network, that is of an operation with the
//! layers that are fused to it, or with `--check` compares its result with double precision.

mod check;

use super::loading::{Integers, Weights, packed};
use super::network::Given;
use crate::args::{Profile as Args, ReportFormat};
use crate::failure::Failure;
use crate::json;
use googlenet_dsl::number::bytes;
use googlenet_runtime::profile::{Peak, Profile, ProfiledStep};

use googlenet_runtime::weights::formula;
use std::fmt::Write;

/// Number of the sequence of pseudo-random numbers (first argument of [`formula`]) from which the values of the input
/// are taken.
const INPUT: u64 = 7;

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let format = args.written.format()?;
    let given = Given::read(&args.spec.spec, &args.spec.size, args.weights.file())?;
    let network = given.compile(true)?;
    network.warn();
    if args.check {
        return check::run(args, &network, format);
    }
    let compiled = &network.compiled;
    let len = compiled.graph.shape(0).len() * args.batch.images();
    let algorithms = args.choice.over(compiled.algorithms());
    let integers = Integers::Taken(args.choice.dtype());
    let weights = Weights::or_seeded(&args.weights, &network);
    let network = packed(compiled.graph.clone(), weights, algorithms, integers)?;
    let input = seeded(len);
    let mut session = network.dyn_session(args.threads.count());
    let profile = session.profile(&input, args.runs as usize);
    let profile = profile.map_err(Failure::message)?;
    let text = match format {
        ReportFormat::Json => json::measurements(&profile).map_err(Failure::message)?,
        ReportFormat::Text => table(&profile),
    };
    args.written.to().text(&text)
}

/// Returns `len` pseudo-random values of an input.
fn seeded(len: usize) -> Vec<f32> {
    (0..len as u64).map(|i| formula(INPUT, i) as f32).collect()
}

fn table(profile: &Profile) -> String {
    let name = |step: &ProfiledStep| step.layers.join(" + ");
    let longest = profile.steps.iter().map(|step| name(step).len());
    let names = longest.max().unwrap_or(0).max("step".len());
    let algorithms = profile.steps.iter().map(|step| step.algorithm.len());
    let algorithms = algorithms.max().unwrap_or(0).max("algorithm".len());
    // The instructions of each step are told where there are others than those of `f32`.
    let units = profile.peaks.iter().map(|peak| peak.unit.len());
    let units = units.max().unwrap_or(0);
    let unit = |unit: &str| match profile.peaks.iter().all(|peak| peak.unit == "f32") {
        true => String::new(),
        false => format!("  {unit:units$}"),
    };
    let mut text = format!(
        "{:names$}  {:algorithms$}{}  {:>9}  {:>8}  {:>9}  {:>6}  {:>10}  {:>6}  {:>6}  {:>6}\n",
        "step",
        "algorithm",
        unit("in"),
        "ms",
        "MMAC",
        "GFLOP/s",
        "peak",
        "share",
        "moved",
        "GB/s",
        "B/MAC"
    );
    for step in &profile.steps {
        let _ = write!(
            text,
            "{:names$}  {:algorithms$}{}  {:>9.4}  ",
            name(step),
            step.algorithm,
            unit(if step.macs > 0 { step.unit } else { "" }),
            step.ms
        );
        let _ = match step.macs {
            0 => write!(text, "{:>8}  {:>9}  {:>6}", "", "", ""),
            macs => write!(
                text,
                "{:>8.2}  {:>9.1}  {:>5.1}%",
                macs as f64 / 1e6,
                step.gflops,
                100.0 * step.peak_share
            ),
        };
        let _ = write!(
            text,
            "  {:>5.1}%  {:>10}  {:>6.1}",
            100.0 * step.largest_share,
            bytes(step.bytes),
            step.gbytes_per_s
        );
        let _ = match step.bytes_per_mac {
            None => writeln!(text),
            Some(each) => writeln!(text, "  {each:>6.3}"),
        };
    }
    let macs: u64 = profile.steps.iter().map(|step| step.macs).sum();
    let rate = 2.0 * macs as f64 / (profile.whole_ms * 1e6);
    let plural = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    };
    let _ = write!(
        text,
        "\n{}, {}, {}, {}: {:.3} ms a run, the steps {:.3} ms one by one\n\
         {:.1} GFLOP/s, {:.1}% of the {}; weights {}\n\
         moved {} a run, {} by each thread; {} a run; balance {:.1}%\n",
        profile.isa,
        profile.dtype,
        plural(profile.threads, "thread"),
        plural(profile.batch, "image"),
        profile.whole_ms,
        profile.steps_ms,
        rate,
        100.0 * profile.peak_share,
        peaks(profile),
        bytes(profile.weight_bytes),
        bytes(profile.bytes),
        bytes(profile.worker_bytes),
        plural(profile.barriers, "barrier"),
        100.0 * profile.balance,
    );
    if let Some(reason) = &profile.no_tiles {
        let _ = writeln!(text, "without tiles: AMX is {reason}");
    }
    text
}

/// Returns a text such as `peak of 242.4 in f32` or `peaks of 2350.1 in amx bf16 and 170.2 in f32`.
fn peaks(profile: &Profile) -> String {
    let each = |peak: &Peak| format!("{:.1} in {}", peak.gflops, peak.unit);
    match &profile.peaks[..] {
        [] => format!("peak of {:.1} in f32", profile.peak_gflops),
        [peak] => format!("peak of {}", each(peak)),
        peaks => {
            let all: Vec<String> = peaks.iter().map(each).collect();
            format!("peaks of {}", all.join(" and "))
        }
    }
}
