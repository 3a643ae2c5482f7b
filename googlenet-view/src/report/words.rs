//! Numbers as words, rounded for readers.

use googlenet_dsl::number::grouped;

/// Returns a number with four significant digits, such as `0.01234`, `12.34` and `1.234e-5`.
pub(super) fn figure(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "−inf" }.to_owned();
    }
    let scientific = format!("{value:.3e}");
    let exponent: i32 = scientific
        .split_once('e')
        .and_then(|(_, exponent)| exponent.parse().ok())
        .unwrap_or_default();
    let text = match exponent {
        _ if value == 0.0 => "0".to_owned(),
        -4..=5 => format!("{value:.*}", (3 - exponent).max(0) as usize),
        _ => scientific,
    };
    text.replacen('-', "−", usize::from(value < 0.0))
}

/// Returns a share from 0 to 1 in percent with two decimal places.
pub(super) fn percent(share: f64) -> String {
    match share.is_finite() {
        true => format!("{:.2}%", share * 100.0),
        false => figure(share),
    }
}

/// Returns a share from 0 to 1 in percent, with as many digits as a small place has room for.
pub(super) fn short_percent(share: f64) -> String {
    match share * 100.0 {
        percent if percent > 0.0 && percent < 0.1 => "< 0.1%".to_owned(),
        percent => {
            let text = format!("{percent:.1}");
            // What is not all is not shown as all.
            match text == "100.0" && share < 1.0 {
                true => "> 99.9%".to_owned(),
                false => format!("{}%", text.trim_end_matches(".0")),
            }
        }
    }
}

/// Returns a rate, such as images a second: whole above 100, with one decimal place below.
pub(super) fn rate(value: f64) -> String {
    match value {
        value if !value.is_finite() => figure(value),
        value if (99.95..1e15).contains(&value) => grouped(value.round() as u64),
        value if value.abs() < 99.95 => format!("{value:.1}"),
        value => figure(value),
    }
}

/// Returns a time in seconds as `4.2 s`, `3 min 5 s` or `2 h 7 min`.
pub(super) fn duration(seconds: f64) -> String {
    if !(0.0..1e12).contains(&seconds) {
        return format!("{} s", figure(seconds));
    }
    if seconds < 59.95 {
        return format!("{seconds:.1} s");
    }
    let whole = seconds.round() as u64;
    match whole {
        0..3600 => format!("{} min {} s", whole / 60, whole % 60),
        _ => format!("{} h {} min", grouped(whole / 3600), whole % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (0.012345, "0.01235"),
            (12.3456, "12.35"),
            (0.99999, "1.000"),
            (-2.5, "−2.500"),
            (1.5e-7, "1.500e-7"),
            (123456.0, "123456"),
            (2e9, "2.000e9"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "−inf"),
        ];
        for (value, text) in cases {
            assert_eq!(figure(value), text);
        }
    }

    #[test]
    fn shares() {
        assert_eq!(percent(0.97222), "97.22%");
        assert_eq!(percent(f64::NAN), "NaN");
        assert_eq!(short_percent(0.0), "0%");
        assert_eq!(short_percent(0.0001), "< 0.1%");
        assert_eq!(short_percent(0.5), "50%");
        assert_eq!(short_percent(0.99999), "> 99.9%");
        assert_eq!(short_percent(1.0), "100%");
    }

    #[test]
    fn times_and_rates() {
        assert_eq!(duration(4.25), "4.2 s");
        assert_eq!(duration(59.97), "1 min 0 s");
        assert_eq!(duration(3599.0), "59 min 59 s");
        assert_eq!(duration(7620.0), "2 h 7 min");
        assert_eq!(duration(f64::NAN), "NaN s");
        assert_eq!(rate(8.34), "8.3");
        assert_eq!(rate(1893.4), "1,893");
        assert_eq!(rate(f64::INFINITY), "inf");
    }
}
