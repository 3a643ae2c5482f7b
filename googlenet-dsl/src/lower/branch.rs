//! Lowering of the branches of joins, and of references to earlier steps.

use super::context::Context;
use super::{form, layer, step, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::grammar::{Field, OptionType};
use crate::read::{Node, Value};
use crate::spec::{Arg, LayerSpec, Operand, OperandSource, Reference, StepSpec};

/// The largest number of branches of a join.
const MAX_BRANCHES: usize = 64;

/// Lowers the branches of a join of kind `kind`, the list `node`. Reports a number of branches outside of 2 to 64.
/// Branches that are neither a map of steps nor a name are reported and left out.
pub(super) fn operands(
    kind: &str,
    node: &Node,
    context: &mut Context<'_>,
    errors: &mut Diagnostics,
) -> Vec<Operand> {
    let branches = match &node.value {
        Value::List(branches) => branches.as_slice(),
        Value::Null => &[],
        _ => {
            let mut error = wrong_type(&format!("`{kind}`"), "a list of branches", node);
            error.help = form::branches(kind, node);
            errors.push(error);
            return Vec::new();
        }
    };
    if branches.len() < 2 {
        let label = format!("got {}", branches.len());
        let title = format!("`{kind}` joins at least two branches");
        errors.push(Diagnostic::new(Code::FEW_BRANCHES, title, node.span, label));
    } else if branches.len() > MAX_BRANCHES {
        let label = format!("got {}", branches.len());
        let title = format!("`{kind}` joins at most {MAX_BRANCHES} branches");
        errors.push(Diagnostic::new(
            Code::TOO_MANY_BRANCHES,
            title,
            node.span,
            label,
        ));
    }
    let mut operands = Vec::new();
    for branch in branches {
        let source = match &branch.value {
            Value::Map(_) | Value::Null => OperandSource::Chain(step::chain(
                branch,
                &format!("a branch of `{kind}`"),
                context,
                errors,
            )),
            Value::Text(_) => match reference(branch, errors) {
                Some(reference) => OperandSource::Reference(reference),
                None => continue,
            },
            _ => {
                errors.push(wrong_type(
                    "a branch",
                    "steps, or the name of an earlier step",
                    branch,
                ));
                continue;
            }
        };
        operands.push(Operand {
            span: branch.span,
            source,
        });
    }
    check_siblings(&operands, errors);
    operands
}

/// Reports steps with the same name in different branches of a join, as the steps of all branches become fields of one
/// generated struct.
fn check_siblings(operands: &[Operand], errors: &mut Diagnostics) {
    let chains = operands.iter().filter_map(|operand| match &operand.source {
        OperandSource::Chain(chain) => Some(chain),
        OperandSource::Reference(_) => None,
    });
    check_repeated(chains.clone().flatten(), errors);
    let mut seen = std::collections::HashMap::new();
    for step in chains.flatten() {
        if let Some(first) = seen.insert(step.name.as_str(), step.span) {
            let title = format!("two layers are named `{}`", step.name);
            let error = Diagnostic::new(Code::DUPLICATE_KEY, title, step.span, "again here");
            errors.push(
                error
                    .also(first, "first here")
                    .help("layers of sibling branches need names of their own"),
            );
        }
    }
}

/// Lowers a reference: `$input`, or the name of an earlier step. Reports a value that is no text and returns `None`.
/// That the step exists is checked later, in [`super::scope`].
pub(super) fn reference(node: &Node, errors: &mut Diagnostics) -> Option<Reference> {
    match &node.value {
        Value::Text(text) if text == "$input" => Some(Reference {
            name: None,
            span: node.span,
        }),
        Value::Text(text) => Some(Reference {
            name: Some(text.clone()),
            span: node.span,
        }),
        _ => {
            errors.push(wrong_type(
                "a reference",
                "`$input` or the name of an earlier step",
                node,
            ));
            None
        }
    }
}

/// Reports steps whose name is also that of a copy of a repeated step: `name_3` beside `name` with `repeat: 4`.
pub(super) fn check_repeated<'s>(
    steps: impl Iterator<Item = &'s StepSpec> + Clone,
    errors: &mut Diagnostics,
) {
    for repeated in steps.clone() {
        let Some(count) = repeated.repeat else {
            continue;
        };
        for step in steps.clone() {
            if stands_for(repeated, &step.name) {
                let title = format!("two layers are named `{}`", step.name);
                let error = Diagnostic::new(Code::DUPLICATE_KEY, title, step.span, "again here");
                let label = format!("repeated {count} times, as `{}_1`, …", repeated.name);
                errors.push(
                    error
                        .also(repeated.span, label)
                        .help("give one of them another name"),
                );
            }
        }
    }
}

/// Returns `true` if `name` is that of a copy of a repeated step: for `conv` with `repeat: 3` one of `conv_1`, `conv_2`
/// and `conv_3`. `false` for a step without `repeat`.
pub(super) fn stands_for(repeated: &StepSpec, name: &str) -> bool {
    let number = name
        .strip_prefix(&repeated.name)
        .and_then(|rest| rest.strip_prefix('_'))
        .filter(|number| !number.starts_with('0'))
        .and_then(|number| number.parse::<u32>().ok());
    number
        .zip(repeated.repeat)
        .is_some_and(|(number, count)| number <= count)
}

/// Lowers the option `scale` of a join, a list with a factor for each branch. An element is `None` if its factor was
/// invalid and has been reported; so is the only element if `node` is no list. The number of factors is checked later,
/// by [`check_factors`].
pub(super) fn factors(
    node: &Node,
    context: &Context<'_>,
    errors: &mut Diagnostics,
) -> Vec<Option<Arg>> {
    match &node.value {
        Value::List(factors) => factors
            .iter()
            .map(|factor| layer::arg(&Field::FACTOR, factor, context, errors))
            .collect(),
        _ => {
            errors.push(wrong_type("`scale`", &OptionType::Factors.describe(), node));
            vec![None]
        }
    }
}

/// Reports an option `scale` of a join whose number of factors is not the number of branches.
pub(super) fn check_factors(
    layer: Option<&LayerSpec>,
    operands: &[Operand],
    errors: &mut Diagnostics,
) {
    let Some(layer) = layer else { return };
    let factors = &layer.args[layer.kind.fields().count()..];
    let given = layer
        .args
        .iter()
        .zip(layer.kind.fields())
        .any(|(arg, field)| field.ty == OptionType::Factors && arg.given);
    if given && factors.len() != operands.len() {
        let title = format!("`scale` of `{}` does not fit its branches", layer.kind.name);
        let label = format!(
            "expected {} factors, one for each branch, got {}",
            operands.len(),
            factors.len()
        );
        let span = factors.first().map_or(layer.span, |first| first.span);
        errors.push(Diagnostic::new(Code::FACTOR_COUNT, title, span, label));
    }
}
