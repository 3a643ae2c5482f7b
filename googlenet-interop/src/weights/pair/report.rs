//! What a pairing did, as text and by fields.

use crate::names::Convention;
use crate::tensors::Element;
use crate::weights::file::{WeightFile, WeightFormat};
use std::fmt;

/// The rule that paired a weight with a tensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PairRule {
    /// The name is that of this project's weight files.
    OwnName,
    /// The name is that of the layer in another program.
    Name,
    /// No other module of the file has these sizes.
    Shape,
    /// Modules of these sizes are taken in the order of the file.
    Order,
}

impl PairRule {
    /// Returns the rule in a word: `order`.
    pub fn as_str(self) -> &'static str {
        match self {
            PairRule::OwnName => "own name",
            PairRule::Name => "name",
            PairRule::Shape => "shape",
            PairRule::Order => "order",
        }
    }
}

/// Tensors of a file that no weight takes, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassedOver {
    /// The reason, in words: `that only training reads`.
    pub reason: &'static str,
    /// Number of tensors.
    pub count: usize,
    /// Name of the first of them.
    pub first: String,
    /// Whether inference reads no such tensor of any network.
    pub is_usual: bool,
}

/// What a pairing did: as text, some lines.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PairReport {
    /// Format of the file.
    pub format: WeightFormat,
    /// Convention whose names or layout the file has; `None` if no rule needed one.
    pub convention: Option<Convention>,
    /// Network that the file is of, by its names: `torchvision/resnet50`.
    pub recognised: Option<String>,
    /// What stands before all names of the file, dots for any separator; empty if nothing does.
    pub prefix: String,
    /// Number of tensors by rule, without the rules that paired none.
    pub rules: Vec<(PairRule, usize)>,
    /// Tensors that no weight takes.
    pub passed_over: Vec<PassedOver>,
    /// Heads of training of which the file has nothing.
    pub left_out: Vec<String>,
    /// Number of tensors of 16-bit floats, which are widened exactly.
    pub widened: usize,
    /// Number of tensors of 64-bit floats, which are rounded to 32 bits.
    pub rounded: usize,
    /// Warnings of the file's reader, one line each.
    pub warnings: Vec<String>,
}

impl PairReport {
    pub(super) fn new(file: &WeightFile<'_>) -> PairReport {
        PairReport {
            format: file.format,
            convention: None,
            recognised: None,
            prefix: String::new(),
            rules: Vec::new(),
            passed_over: Vec::new(),
            left_out: Vec::new(),
            widened: 0,
            rounded: 0,
            warnings: file.warnings.clone(),
        }
    }

    pub(super) fn count(&mut self, rule: PairRule, element: Element) {
        match self.rules.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, count)) => *count += 1,
            None => self.rules.push((rule, 1)),
        }
        match element {
            Element::F16 | Element::BF16 => self.widened += 1,
            Element::F64 => self.rounded += 1,
            _ => {}
        }
    }

    /// Returns the notes that are no matter of course: not those about what no inference reads.
    pub fn important(&self) -> Vec<String> {
        let usual = self.passed_over.iter().filter(|passed| passed.is_usual);
        let usual: Vec<String> = usual.map(ToString::to_string).collect();
        let mut notes = self.notes();
        notes.retain(|note| !usual.contains(note));
        notes
    }

    /// Returns the lines of what one should know before the weights are used: what was passed over or left out, and
    /// pairs that no name confirms.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.warnings.clone();
        notes.extend(self.passed_over.iter().map(ToString::to_string));
        notes.extend(self.left_out.iter().map(|head| {
            format!("the weight file lacks the head of training {head:?}; its weights are left out")
        }));
        if self.rounded > 0 {
            let tensors = counted(self.rounded);
            notes.push(format!(
                "{tensors} of float64: values are rounded to float32"
            ));
        }
        let by_order = self.rules.iter().find(|(rule, _)| *rule == PairRule::Order);
        if let Some((_, count)) = by_order {
            let tensors = counted(*count);
            notes.push(format!(
                "{tensors} paired by their order in the file, which no name confirms"
            ));
        }
        notes
    }
}

impl fmt::Display for PassedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PassedOver {
            reason,
            count,
            first,
            ..
        } = self;
        let more = if *count > 1 { " and others" } else { "" };
        write!(
            f,
            "passed over {} {reason}: {first:?}{more}",
            counted(*count)
        )
    }
}

pub(super) fn counted(tensors: usize) -> String {
    match tensors {
        1 => "1 tensor".to_owned(),
        more => format!("{more} tensors"),
    }
}

impl fmt::Display for PairReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.rules.iter().map(|(_, count)| count).sum();
        let rules = self.rules.iter().map(|(rule, count)| {
            let words = match (rule, self.convention) {
                (PairRule::OwnName, _) => "by the names of this project".to_owned(),
                (PairRule::Name, Some(convention)) => {
                    format!("by the names of {}", convention.words())
                }
                (PairRule::Name, None) => "by name".to_owned(),
                (PairRule::Shape, _) => "by shape".to_owned(),
                (PairRule::Order, _) => "by order".to_owned(),
            };
            format!("{count} {words}")
        });
        let rules: Vec<String> = rules.collect();
        write!(
            f,
            "{} from {}: {}",
            counted(total),
            self.format,
            rules.join(", ")
        )?;
        if let Some(network) = &self.recognised {
            write!(f, "; the names and shapes are those of {network}")?;
        }
        writeln!(f)?;
        if !self.prefix.is_empty() {
            writeln!(f, "  names begin with {:?}", self.prefix)?;
        }
        if self.widened > 0 {
            writeln!(
                f,
                "  {} of 16-bit floats, widened exactly",
                counted(self.widened)
            )?;
        }
        Ok(())
    }
}
