//! Files of facts about results, such as checksums and sampled values, which tests compare line by line.

use crate::{root, update};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::str::FromStr;

/// Maximum difference between a number and that of a file, relative to the scale of the fact or to the number of the
/// file, whichever is larger.
const TOLERANCE: f64 = 1e-6;

/// Value of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Text that must be equal to that of the file.
    Exact(String),
    /// Numbers that may differ from those of the file by `1e-6` of `scale`, or of the number if that is larger.
    Near {
        /// Size that differences are compared with, such as the root mean square of the tensor that the numbers come
        /// from.
        scale: f64,
        /// Numbers to compare.
        values: Vec<f64>,
    },
}

/// List of named facts, in the order of their file.
#[derive(Debug, Default)]
pub struct Facts(Vec<(String, Fact)>);

impl Facts {
    /// Adds a fact with the name `about`. Name and fact must each fit on one line, and the name must not contain ` = `.
    pub fn add(&mut self, about: impl Into<String>, fact: Fact) {
        self.0.push((about.into(), fact));
    }

    /// Returns the facts as text, one line `ABOUT = FACT` for each.
    pub fn lines(&self) -> String {
        let mut text = String::new();
        for (about, fact) in &self.0 {
            let _ = writeln!(text, "{about} = {}", fact.text());
        }
        text
    }

    /// Parses the text that [`Facts::lines`] returns. Lines that begin with `#` are ignored.
    ///
    /// # Panics
    /// Panics if a line is not of the form `ABOUT = FACT`, or if a number of a fact cannot be parsed.
    pub fn read(text: &str) -> Facts {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let fact = |line: &str| {
            let (about, fact) = line.split_once(" = ").expect("a line is `ABOUT = FACT`");
            (about.to_owned(), Fact::read(fact))
        };
        Facts(lines.map(fact).collect())
    }

    /// Returns a message for each fact whose value differs from that in `kept`. Facts that are in only one of the two
    /// lists are ignored.
    pub fn changed(&self, kept: &Facts) -> Vec<String> {
        let known = kept.by_name();
        let pairs = self.0.iter().filter_map(|(about, made)| {
            let kept = known.get(about.as_str())?;
            Some((about, *kept, made)).filter(|(_, kept, made)| !made.agrees(kept))
        });
        pairs
            .map(|(about, kept, made)| {
                format!("{about}: expected {}, got {}", kept.text(), made.text())
            })
            .collect()
    }

    /// Returns a message for each fact whose value differs from that in `kept`, and for each fact that is in only one
    /// of the two lists.
    pub fn differences(&self, kept: &Facts) -> Vec<String> {
        let mut differences = self.changed(kept);
        let known = kept.by_name();
        let new = self.0.iter();
        for (about, made) in new.filter(|(about, _)| !known.contains_key(about.as_str())) {
            differences.push(format!("{about}: expected nothing, got {}", made.text()));
        }
        let made = self.by_name();
        let gone = kept.0.iter();
        for (about, kept) in gone.filter(|(about, _)| !made.contains_key(about.as_str())) {
            differences.push(format!("{about}: expected {}, got nothing", kept.text()));
        }
        differences
    }

    /// Compares the facts with those of the file `path`, relative to the root of the workspace. With
    /// `GOOGLENET_UPDATE=1` in the environment the file is written instead, with `head` as a comment in the first line.
    /// Facts that agree with those of the file within the tolerance then keep the numbers of the file.
    ///
    /// # Panics
    /// Panics if the facts differ from those of the file, or if the file cannot be written.
    pub fn checked_in(&self, path: &str, head: &str) {
        let file = root().join(path);
        let kept = Facts::read(&std::fs::read_to_string(&file).unwrap_or_default());
        if update() {
            let known = kept.by_name();
            let fact = |(about, made): &(String, Fact)| match known.get(about.as_str()) {
                Some(kept) if made.agrees(kept) => (about.clone(), (*kept).clone()),
                _ => (about.clone(), made.clone()),
            };
            let text = Facts(self.0.iter().map(fact).collect()).lines();
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(&file, format!("# {head}\n{text}")).expect("the file can be written");
            return;
        }
        let differences = self.differences(&kept);
        const SHOWN: usize = 12;
        if let Some(more) = differences.len().checked_sub(1) {
            let mut text = format!("{path}: {} of {} facts differ:\n", more + 1, self.0.len());
            for difference in differences.iter().take(SHOWN) {
                let _ = writeln!(text, "  {difference}");
            }
            if more >= SHOWN {
                let _ = writeln!(text, "  and {} more", differences.len() - SHOWN);
            }
            panic!(
                "{text}help: where they are meant to change, this test with GOOGLENET_UPDATE=1 writes them anew, for a \
                 commit of their own that says why"
            );
        }
    }

    fn by_name(&self) -> BTreeMap<&str, &Fact> {
        let pairs = self.0.iter().map(|(about, fact)| (about.as_str(), fact));
        let names: BTreeMap<&str, &Fact> = pairs.collect();
        assert_eq!(names.len(), self.0.len(), "one fact about each");
        names
    }
}

impl Fact {
    fn text(&self) -> String {
        match self {
            Fact::Exact(text) => text.clone(),
            Fact::Near { scale, values } => {
                let values: Vec<String> =
                    values.iter().map(|value| format!("{value:.9e}")).collect();
                format!("about {scale:.9e}: {}", values.join(" "))
            }
        }
    }

    fn read(text: &str) -> Fact {
        let number = |text: &str| f64::from_str(text).expect("a number");
        match text
            .strip_prefix("about ")
            .and_then(|text| text.split_once(": "))
        {
            Some((scale, values)) => Fact::Near {
                scale: number(scale),
                values: values.split(' ').map(number).collect(),
            },
            None => Fact::Exact(text.to_owned()),
        }
    }

    fn agrees(&self, kept: &Fact) -> bool {
        match (self, kept) {
            (Fact::Exact(made), Fact::Exact(kept)) => made == kept,
            (
                Fact::Near {
                    scale: made_scale,
                    values: made,
                },
                Fact::Near { scale, values },
            ) => {
                let near = |a: f64, b: f64| (a - b).abs() <= TOLERANCE * scale.max(b.abs());
                near(*made_scale, *scale)
                    && made.len() == values.len()
                    && made.iter().zip(values).all(|(a, b)| near(*a, *b))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(scale: f64, values: &[f64]) -> Fact {
        let values = values.to_vec();
        Fact::Near { scale, values }
    }

    fn facts(list: &[(&str, Fact)]) -> Facts {
        let pairs = list
            .iter()
            .map(|(about, fact)| (String::from(*about), fact.clone()));
        Facts(pairs.collect())
    }

    #[test]
    fn what_is_written_is_read() {
        let written = facts(&[
            ("a", Fact::Exact("bits 1".to_owned())),
            ("b, c", near(0.1, &[1.0 / 3.0, -2e-9])),
        ]);
        assert_eq!(
            written.lines(),
            "a = bits 1\nb, c = about 1.000000000e-1: 3.333333333e-1 -2.000000000e-9\n"
        );
        let read = Facts::read(&format!("# a head\n{}", written.lines()));
        assert_eq!(written.differences(&read), Vec::<String>::new());
        assert_eq!(read.lines(), written.lines());
    }

    #[test]
    fn every_difference_is_told() {
        let kept = facts(&[
            ("same", near(1.0, &[0.5, 2.0])),
            ("far", near(1.0, &[0.5])),
            ("scale", near(1.0, &[0.5])),
            ("fewer", near(1.0, &[0.5, 0.5])),
            ("none", near(1.0, &[0.5])),
            ("text", Fact::Exact("a".to_owned())),
            ("kind", Fact::Exact("a".to_owned())),
            ("gone", Fact::Exact("a".to_owned())),
        ]);
        let made = facts(&[
            ("same", near(1.0 + 5e-7, &[0.5 - 9e-7, 2.0 + 1.9e-6])),
            ("far", near(1.0, &[0.5 + 2e-6])),
            ("scale", near(1.1, &[0.5])),
            ("fewer", near(1.0, &[0.5])),
            ("none", near(1.0, &[f64::NAN])),
            ("text", Fact::Exact("b".to_owned())),
            ("kind", near(1.0, &[0.5])),
            ("new", Fact::Exact("b".to_owned())),
        ]);
        let differences = made.differences(&kept);
        let about: Vec<&str> = differences
            .iter()
            .filter_map(|line| Some(line.split_once(':')?.0))
            .collect();
        let expected = [
            "far", "scale", "fewer", "none", "text", "kind", "new", "gone",
        ];
        assert_eq!(about, expected);
        assert_eq!(differences[4], "text: expected a, got b");
        assert_eq!(differences[7], "gone: expected a, got nothing");
    }
}
