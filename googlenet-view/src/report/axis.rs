//! Axes with round ticks.

use googlenet_dsl::number::grouped;

/// Values beyond this count as infinite, so that their differences are finite.
const LARGEST: f64 = 1e100;
/// Ratio of the largest to the smallest value from which an axis is logarithmic.
const RATIO: f64 = 50.0;

/// Range of values with its ticks, from the lowest to the highest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    pub(super) is_logarithmic: bool,
    pub(super) ticks: Vec<(f64, String)>,
}

/// Returns `true` if a value can be drawn.
pub(super) fn is_drawn(value: f64) -> bool {
    value.abs() <= LARGEST
}

impl Axis {
    /// Returns the axis of losses: logarithmic if all are positive and the largest is [`RATIO`] times the smallest.
    pub(super) fn losses(values: impl Iterator<Item = f64> + Clone) -> Axis {
        let (low, high) = range(values);
        match low > 1.0 / LARGEST && high / low >= RATIO {
            true => logarithmic(low, high),
            false => linear(low, high, [f64::NEG_INFINITY, f64::INFINITY], plain),
        }
    }

    /// Returns the axis of shares from 0 to 1, with ticks in percent.
    pub(super) fn shares(values: impl Iterator<Item = f64> + Clone) -> Axis {
        let (low, high) = range(values.map(|share| share * 100.0));
        let limits = [low.min(0.0), high.max(100.0)];
        let axis = linear(low, high, limits, |value, step| plain(value, step) + "%");
        let ticks = axis.ticks.into_iter().map(|(at, text)| (at / 100.0, text));
        Axis {
            low: axis.low / 100.0,
            high: axis.high / 100.0,
            is_logarithmic: false,
            ticks: ticks.collect(),
        }
    }

    /// Returns the axis of whole numbers that begins and ends with the first and the last one, with `most` ticks or fewer.
    pub(super) fn whole(first: u64, last: u64, most: usize) -> Axis {
        let (low, high) = (first as f64, last as f64);
        let mut ticks = Vec::new();
        if first == last {
            ticks.push((low, grouped(first)));
        } else {
            let mut step = step((high - low) / most.max(1) as f64).max(1.0);
            // A step below which ticks would be equal.
            step = step.max(high * f64::EPSILON * 2.0);
            let mut at = (low / step).ceil() * step;
            while at <= high {
                ticks.push((at, grouped(at as u64)));
                at += step;
            }
        }
        Axis {
            low,
            high,
            is_logarithmic: false,
            ticks,
        }
    }

    /// Returns the place of a value, 0 for the lowest and 1 for the highest; one half if there is but one.
    pub(super) fn place(&self, value: f64) -> f64 {
        if self.low == self.high {
            return 0.5;
        }
        match self.is_logarithmic {
            true => (value / self.low).ln() / (self.high / self.low).ln(),
            false => (value - self.low) / (self.high - self.low),
        }
    }
}

/// Returns the lowest and the highest value that can be drawn; 0 and 1 if there is none.
fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values
        .filter(|value| is_drawn(*value))
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    match low <= high {
        true => (low, high),
        false => (0.0, 1.0),
    }
}

/// Returns the smallest of 1, 2 and 5 times a power of ten that is at least `least`.
fn step(least: f64) -> f64 {
    let power = 10f64.powf(least.log10().floor());
    let factors = [1.0, 2.0, 5.0, 10.0];
    let fits = |factor: &&f64| **factor * power >= least * (1.0 - 1e-9);
    factors.iter().find(fits).unwrap_or(&10.0) * power
}

fn linear(low: f64, high: f64, limits: [f64; 2], word: fn(f64, f64) -> String) -> Axis {
    let size = low.abs().max(high.abs());
    let (mut low, mut high) = (low, high);
    if high - low <= size * 1e-9 {
        let pad = if size > 1e-100 { size * 0.05 } else { 1.0 };
        (low, high) = ((low - pad).max(limits[0]), (high + pad).min(limits[1]));
    }
    let step = step((high - low) / 5.0);
    let first = (low / step + 1e-6).floor();
    let last = (high / step - 1e-6).ceil();
    let count = (last - first).clamp(1.0, 20.0) as usize;
    let ticks: Vec<(f64, String)> = (0..=count)
        .map(|at| (first + at as f64) * step)
        .map(|value| (value, word(value, step)))
        .collect();
    Axis {
        low: ticks[0].0,
        high: ticks[count].0,
        is_logarithmic: false,
        ticks,
    }
}

fn logarithmic(low: f64, high: f64) -> Axis {
    let decades = (high / low).log10();
    let factors: &[f64] = if decades <= 3.0 {
        &[1.0, 2.0, 5.0]
    } else {
        &[1.0]
    };
    let stride = (decades / 6.0).ceil().max(1.0) as i32;
    let first = low.log10().floor() as i32;
    let mut ticks: Vec<f64> = Vec::new();
    for power in (first..).step_by(stride as usize) {
        for factor in factors {
            // Read as text, so that ticks are the numbers nearest to what they say.
            let tick: f64 = format!("{factor}e{power}").parse().unwrap_or(f64::MAX);
            // The first tick is the last one that is not above the lowest value.
            if tick <= low * (1.0 + 1e-9) {
                ticks.clear();
            }
            ticks.push(tick);
            if tick >= high * (1.0 - 1e-9) {
                let ends = [ticks[0], tick];
                return Axis {
                    low: ends[0],
                    high: ends[1],
                    is_logarithmic: true,
                    ticks: ticks
                        .into_iter()
                        .map(|tick| (tick, power_text(tick)))
                        .collect(),
                };
            }
        }
    }
    unreachable!("a power of ten is above every number")
}

fn power_text(value: f64) -> String {
    match (1e-4..1e6).contains(&value) {
        true => format!("{value}"),
        false => format!("{value:e}"),
    }
}

/// Returns a value of a linear axis with the decimal places that its step has.
fn plain(value: f64, step: f64) -> String {
    let places = -(step * 1.000_001).log10().floor();
    let text = match value.abs() >= 1e6 || places > 6.0 {
        true => {
            let digits = (value.abs().max(step) / step)
                .log10()
                .ceil()
                .clamp(0.0, 9.0);
            let text = format!("{value:.*e}", digits as usize);
            let (number, power) = text.split_once('e').unwrap_or((&text, "0"));
            let number = match number.contains('.') {
                true => number.trim_end_matches('0').trim_end_matches('.'),
                false => number,
            };
            match number {
                "0" | "-0" => "0".to_owned(),
                number => format!("{number}e{power}"),
            }
        }
        false => format!("{value:.*}", places.max(0.0) as usize),
    };
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) => {
            format!("−{rest}")
        }
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(axis: &Axis) -> Vec<&str> {
        axis.ticks.iter().map(|(_, text)| &text[..]).collect()
    }

    fn losses(values: &[f64]) -> Axis {
        Axis::losses(values.iter().copied())
    }

    #[test]
    fn ticks_are_round() {
        let cases: [(&[f64], &[&str]); 8] = [
            (&[0.13, 0.97], &["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            (&[0.5, 2.3], &["0.5", "1.0", "1.5", "2.0", "2.5"]),
            (
                &[0.01, 2.3],
                &["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5"],
            ),
            (
                &[1e-7, 30.0],
                &["1e-7", "1e-5", "0.001", "0.1", "10", "1000"],
            ),
            (&[0.0, 2.3], &["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"]),
            (
                &[-3.0, 2e6],
                &["−500000", "0", "500000", "1e6", "1.5e6", "2e6"],
            ),
            (&[], &["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            (&[0.0, 0.0], &["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
        ];
        for (values, ticks) in cases {
            assert_eq!(words(&losses(values)), ticks, "{values:?}");
        }
    }

    #[test]
    fn shares_stay_below_all() {
        let axis = |values: &[f64]| Axis::shares(values.iter().copied());
        assert_eq!(
            words(&axis(&[0.1, 0.98])),
            ["0%", "20%", "40%", "60%", "80%", "100%"]
        );
        assert_eq!(
            words(&axis(&[1.0])),
            ["95%", "96%", "97%", "98%", "99%", "100%"]
        );
        assert_eq!(
            words(&axis(&[0.981, 0.989])),
            ["98.0%", "98.2%", "98.4%", "98.6%", "98.8%", "99.0%"]
        );
        assert_eq!(words(&axis(&[f64::NAN]))[0], "0.0%");
    }

    #[test]
    fn epochs_are_whole() {
        assert_eq!(
            words(&Axis::whole(1, 30, 6)),
            ["5", "10", "15", "20", "25", "30"]
        );
        assert_eq!(words(&Axis::whole(7, 7, 6)), ["7"]);
        assert_eq!(words(&Axis::whole(1, 3, 6)), ["1", "2", "3"]);
        assert_eq!(
            words(&Axis::whole(0, 10_000, 5)),
            ["0", "2,000", "4,000", "6,000", "8,000", "10,000"]
        );
        assert!(Axis::whole(u64::MAX - 9, u64::MAX, 6).ticks.len() <= 7);
        assert!(Axis::whole(0, u64::MAX, 6).ticks.len() <= 7);
    }

    /// All values lie between the first and the last tick, which are few, whatever the values are.
    #[test]
    fn axes_hold_their_values() {
        let sizes = [
            -1e300,
            -1e97,
            -1e9,
            -1.0,
            -1e-30,
            0.0,
            1e-300,
            1e-9,
            1.0,
            1.000_000_001,
            7.7,
            1e5,
            1e97,
            1e101,
            f64::NAN,
        ];
        for a in sizes {
            for b in sizes {
                for axis in [losses(&[a, b]), Axis::shares([a, b].into_iter())] {
                    let count = axis.ticks.len();
                    assert!((2..=21).contains(&count), "{a} {b}: {count}");
                    for value in [a, b].into_iter().filter(|value| is_drawn(*value)) {
                        let place = axis.place(value);
                        assert!(
                            (-1e-6..=1.0 + 1e-6).contains(&place),
                            "{a} {b}: {place} {axis:?}"
                        );
                    }
                }
            }
        }
    }
}
