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
    let digits = digits.trim().replace([',', '_', ' '], "");
    plain(&digits)?;
    let unit = unit.trim().to_ascii_lowercase();
    let bytes = units.iter().any(|(name, _)| name.ends_with('B'));
    let stem = |ends: &[&str]| ends.iter().find_map(|end| unit.strip_suffix(end));
    if bytes {
        let prefix = match unit.as_str() {
            "" | "b" | "byte" | "bytes" => return Some(format!("write `{digits}`")),
            "k" | "kb" | "kib" | "kbyte" | "kbytes" => "KiB",
            "m" | "mb" | "mib" | "mbyte" | "mbytes" => "MiB",
            "g" | "gb" | "gib" | "gbyte" | "gbytes" => "GiB",
            _ => return None,
        };
        return Some(format!("write `{digits} {prefix}`"));
    }
    let flops = stem(&["flops", "flop"]);
    let ends = [
        "params",
        "param",
        "parameters",
        "macs",
        "mac",
        "mults",
        "madds",
        "ops",
    ];
    let prefix = flops.or_else(|| stem(&ends)).unwrap_or(&unit);
    let prefix = match prefix.trim() {
        "" => "",
        "k" | "thousand" => "k",
        "m" | "mio" | "mn" | "million" | "millions" => "M",
        "g" | "b" | "bn" | "billion" | "billions" => "G",
        "kb" | "kib" | "mb" | "mib" | "gb" | "gib" => {
            return Some("this is a number without bytes, such as `7M`".into());
        }
        _ => return None,
    };
    let half = digits.parse::<f64>().ok()? / 2.0;
    Some(match flops {
        Some(_) => format!(
            "write `{digits}{prefix}`, or `{half}{prefix}` if a multiply-accumulate counts as two FLOPs there"
        ),
        None => format!("write `{digits}{prefix}`"),
    })
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
}
