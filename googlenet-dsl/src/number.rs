//! Formatting of numbers for messages and tables, and reading of amounts.

/// Units of counts, such as parameters, with their factors.
pub const COUNT_UNITS: &[(&str, f64)] = &[("k", 1e3), ("M", 1e6), ("G", 1e9)];

/// Units of bytes, with their factors.
pub const BYTE_UNITS: &[(&str, f64)] =
    &[("KiB", 1024.0), ("MiB", 1048576.0), ("GiB", 1073741824.0)];

/// Reads an amount with a unit, such as `1.5G` or `8 KiB`; `None` for other texts, and without a unit.
pub fn amount(text: &str, units: &[(&str, f64)]) -> Option<f64> {
    let (name, factor) = units.iter().find(|(name, _)| text.ends_with(name))?;
    plain(text[..text.len() - name.len()].trim_end()).map(|amount| amount * factor)
}

/// Reads a count, with one of [`COUNT_UNITS`] or without, such as `4M` or `250000`, and rounds it down; `None` for other
/// texts, and above 2^53, up to which 64-bit floats are exact.
pub fn count(text: &str) -> Option<u64> {
    let count = amount(text, COUNT_UNITS).or_else(|| plain(text))?;
    (count <= 9007199254740992.0).then_some(count as u64)
}

/// Returns the help for a text that is no amount: how it is written with `units`, which are [`COUNT_UNITS`] or
/// [`BYTE_UNITS`], or without; `None` if the text is none that tools write.
pub fn hint(text: &str, units: &[(&str, f64)]) -> Option<String> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || ['.', ',', '_', ' '].contains(&c)));
    let (digits, unit) = text.split_at(end.unwrap_or(text.len()));
    let digits = without_commas(&digits.trim().replace(['_', ' '], ""))?;
    plain(&digits)?;
    let unit = unit.trim().to_ascii_lowercase();
    let bytes = units.iter().any(|(name, _)| name.ends_with('B'));
    let unit = unit.trim_end_matches('s');
    let stem = |ends: &[&str]| ends.iter().find_map(|end| unit.strip_suffix(end));
    let in_bytes = match unit {
        "kb" | "kib" | "kbyte" => Some("k"),
        "mb" | "mib" | "mbyte" => Some("M"),
        "gb" | "gib" | "gbyte" => Some("G"),
        _ => None,
    };
    if bytes {
        return match (in_bytes, unit) {
            (Some(prefix), _) => Some(format!("write `{digits} {}iB`", prefix.to_uppercase())),
            (None, "k" | "m" | "g") => Some(format!("write `{digits} {}iB`", unit.to_uppercase())),
            (None, "" | "b" | "byte") => Some(format!("write `{digits}`")),
            _ => None,
        };
    }
    let number: f64 = digits.parse().ok()?;
    if let Some(prefix) = in_bytes {
        let count = number / 4.0;
        return Some(format!(
            "write a count: `{text}` are `{count}{prefix}` values of 4 bytes"
        ));
    }
    let flops = stem(&["flop"]);
    let rest = flops.or_else(|| stem(&["param", "parameter", "mac", "mult", "madd", "op"]));
    let prefix = match rest.unwrap_or(unit).trim() {
        "" => "",
        "k" | "thousand" => "k",
        "m" | "mio" | "mn" | "million" => "M",
        "g" | "b" | "bn" | "billion" => "G",
        _ => return None,
    };
    let half = number / 2.0;
    Some(match flops {
        Some(_) => format!(
            "write `{digits}{prefix}`, or `{half}{prefix}` if a multiply-accumulate counts as two FLOPs there"
        ),
        None => format!("write `{digits}{prefix}`"),
    })
}

/// Returns a number without the commas between groups of three digits; a single other comma is the decimal point.
/// `None` if neither explains all commas.
fn without_commas(digits: &str) -> Option<String> {
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let mut groups = whole.split(',');
    let first = groups.next()?.len();
    let grouped = groups.clone().all(|group| group.len() == 3);
    match (groups.count(), fraction) {
        (0, _) => Some(digits.to_owned()),
        (_, fraction) if grouped && (1..=3).contains(&first) && whole != "0" => {
            let fraction = fraction.map_or(String::new(), |fraction| format!(".{fraction}"));
            Some(whole.replace(',', "") + &fraction)
        }
        (1, None) => Some(digits.replace(',', ".")),
        _ => None,
    }
}

fn plain(digits: &str) -> Option<f64> {
    let is_plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    digits.parse().ok().filter(|_| is_plain)
}

/// Formats a number with commas between groups of three digits: `6,998,552`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Formats a number of bytes: below 1024 as it is (`512 B`), otherwise with one decimal and the largest fitting binary
/// unit up to TiB (`784.0 KiB`, `3.8 MiB`).
pub fn bytes(bytes: u64) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB"];
    let mut size = bytes as f64 / 1024.0;
    if size < 1.0 {
        return format!("{bytes} B");
    }
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < units.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.1} {}", units[unit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_units_or_none() {
        let counts = [
            ("4M", 4_000_000),
            ("1.5k", 1500),
            ("2 G", 2_000_000_000),
            ("250000", 250_000),
            ("0", 0),
            ("1.9", 1),
        ];
        for (text, expected) in counts {
            assert_eq!(count(text), Some(expected), "{text}");
        }
        for text in [
            "", "M", "4K", "4 MiB", "-1", "1e6", "inf", "NaN", "9999999G", "4,000",
        ] {
            assert_eq!(count(text), None, "{text}");
        }
        assert_eq!(amount("8 KiB", BYTE_UNITS), Some(8192.0));
        assert_eq!(amount("8", BYTE_UNITS), None);
    }

    #[test]
    fn amounts_of_other_tools_have_a_hint_that_can_be_read() {
        let counts = [
            ("300K", "300k"),
            ("250_000", "250000"),
            ("1,000,000", "1000000"),
            ("7m", "7M"),
            ("7 million", "7M"),
            ("1.5B", "1.5G"),
            ("1.5 GMACs", "1.5G"),
            ("25.6 M params", "25.6M"),
            ("1,5M", "1.5M"),
            ("0,25 GMACs", "0.25G"),
            ("25,6", "25.6"),
            ("1,234.5k", "1234.5k"),
            ("1,500M", "1500M"),
        ];
        for (text, expected) in counts {
            assert_eq!(count(text), None, "{text}");
            assert_eq!(hint(text, COUNT_UNITS), Some(format!("write `{expected}`")));
            assert!(count(expected).is_some(), "{expected}");
        }
        let bytes = [
            ("1MB", "1 MiB"),
            ("5mb", "5 MiB"),
            ("512 KB", "512 KiB"),
            ("64k", "64 KiB"),
            ("2 gib", "2 GiB"),
            ("5 MiBs", "5 MiB"),
        ];
        for (text, expected) in bytes {
            assert_eq!(amount(text, BYTE_UNITS), None, "{text}");
            assert_eq!(hint(text, BYTE_UNITS), Some(format!("write `{expected}`")));
            assert!(amount(expected, BYTE_UNITS).is_some(), "{expected}");
        }
        let flops = hint("1.5GFLOPs", COUNT_UNITS).unwrap();
        assert!(
            flops.contains("`1.5G`") && flops.contains("`0.75G`"),
            "{flops}"
        );
        let megabytes = hint("28MB", COUNT_UNITS).unwrap();
        assert!(megabytes.contains("`7M`"), "{megabytes}");
        for text in [
            "lots",
            "",
            "-1",
            "1.2.3",
            "4 parsecs",
            "KB",
            "1,2,3",
            "1.2,3",
        ] {
            assert_eq!(hint(text, COUNT_UNITS), None, "{text}");
            assert_eq!(hint(text, BYTE_UNITS), None, "{text}");
        }
    }
}
