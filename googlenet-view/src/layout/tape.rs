//! Arithmetic expressions for positions and sizes, which are recorded once and evaluated for every set of collapsed
//! modules.
//!
//! The layout records expressions on a tape instead of computing numbers. Evaluated by this crate, they are the static
//! drawings; the HTML page contains the tape and evaluates it again whenever a module is collapsed or expanded.

use crate::outline::GroupId;
use std::collections::HashMap;

/// Expression, as its index among the instructions of a tape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Expr(pub(crate) u32);

/// Operation of one expression, whose operands are earlier expressions of the same tape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Instruction {
    Const(f64),
    Add(Expr, Expr),
    Sub(Expr, Expr),
    Max(Expr, Expr),
    Min(Expr, Expr),
    /// Mean of the values of two expressions, rounded down to a whole number.
    Mean(Expr, Expr),
    /// Value of the first expression if the module is collapsed, otherwise of the second.
    Select(GroupId, Expr, Expr),
    /// Value of the third expression if the first is less than the second, otherwise 0.
    IfLess(Expr, Expr, Expr),
}

/// List of expressions, each after its operands, so that they can be evaluated in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tape {
    ops: Vec<Instruction>,
    /// Value of each expression with all modules expanded. Choices that must be the same for every set of collapsed
    /// modules, such as orders, are based on it.
    expanded: Vec<f64>,
    /// Expression of each constant, by the bits of its value.
    consts: HashMap<u64, Expr>,
}

impl Tape {
    pub(crate) fn constant(&mut self, value: f64) -> Expr {
        if let Some(known) = self.consts.get(&value.to_bits()) {
            return *known;
        }
        let expr = self.push(Instruction::Const(value));
        self.consts.insert(value.to_bits(), expr);
        expr
    }

    pub(crate) fn add(&mut self, a: Expr, b: Expr) -> Expr {
        match (self.known(a), self.known(b)) {
            (Some(a), Some(b)) => self.constant(a + b),
            (Some(0.0), None) => b,
            (None, Some(0.0)) => a,
            _ => self.push(Instruction::Add(a, b)),
        }
    }

    /// Returns the sum of an expression and a constant.
    pub(crate) fn plus(&mut self, a: Expr, b: f64) -> Expr {
        let b = self.constant(b);
        self.add(a, b)
    }

    pub(crate) fn sub(&mut self, a: Expr, b: Expr) -> Expr {
        match (self.known(a), self.known(b)) {
            (Some(a), Some(b)) => self.constant(a - b),
            (None, Some(0.0)) => a,
            _ => self.push(Instruction::Sub(a, b)),
        }
    }

    pub(crate) fn max(&mut self, a: Expr, b: Expr) -> Expr {
        match (self.known(a), self.known(b)) {
            _ if a == b => a,
            (Some(a), Some(b)) => self.constant(a.max(b)),
            _ => self.push(Instruction::Max(a, b)),
        }
    }

    pub(crate) fn min(&mut self, a: Expr, b: Expr) -> Expr {
        match (self.known(a), self.known(b)) {
            _ if a == b => a,
            (Some(a), Some(b)) => self.constant(a.min(b)),
            _ => self.push(Instruction::Min(a, b)),
        }
    }

    pub(crate) fn mean(&mut self, a: Expr, b: Expr) -> Expr {
        match (self.known(a), self.known(b)) {
            (Some(a), Some(b)) => self.constant(mean(a, b)),
            _ => self.push(Instruction::Mean(a, b)),
        }
    }

    pub(crate) fn select(&mut self, group: GroupId, collapsed: Expr, expanded: Expr) -> Expr {
        match collapsed == expanded {
            true => expanded,
            false => self.push(Instruction::Select(group, collapsed, expanded)),
        }
    }

    /// Returns `value` where `a` is less than `b`, and 0 elsewhere.
    pub(crate) fn if_less(&mut self, a: Expr, b: Expr, value: Expr) -> Expr {
        match (self.known(a), self.known(b)) {
            (Some(a), Some(b)) if a < b => value,
            (Some(_), Some(_)) => self.constant(0.0),
            _ => self.push(Instruction::IfLess(a, b, value)),
        }
    }

    /// Returns the largest of several expressions; the constant 0 if there are none.
    pub(crate) fn largest(&mut self, exprs: impl IntoIterator<Item = Expr>) -> Expr {
        let mut largest = None;
        for expr in exprs {
            largest = Some(match largest {
                Some(so_far) => self.max(so_far, expr),
                None => expr,
            });
        }
        largest.unwrap_or_else(|| self.constant(0.0))
    }

    /// Returns the value of an expression with all modules expanded.
    pub(crate) fn expanded(&self, expr: Expr) -> f64 {
        self.expanded[expr.0 as usize]
    }

    /// Returns the values of all expressions, indexed by expression, for the set of modules for which `collapsed` is
    /// `true`.
    pub(crate) fn evaluate(&self, collapsed: impl Fn(GroupId) -> bool) -> Vec<f64> {
        let mut values = Vec::with_capacity(self.ops.len());
        for op in &self.ops {
            let value = apply(*op, &values, &collapsed);
            values.push(value);
        }
        values
    }

    /// Returns the operations of all expressions, indexed by expression.
    pub(crate) fn ops(&self) -> &[Instruction] {
        &self.ops
    }

    /// Returns the value of a constant; `None` for other expressions.
    fn known(&self, expr: Expr) -> Option<f64> {
        match self.ops[expr.0 as usize] {
            Instruction::Const(value) => Some(value),
            _ => None,
        }
    }

    fn push(&mut self, op: Instruction) -> Expr {
        let expr = Expr(u32::try_from(self.ops.len()).expect("drawings are bounded"));
        let value = apply(op, &self.expanded, &|_| false);
        self.ops.push(op);
        self.expanded.push(value);
        expr
    }
}

fn apply(op: Instruction, values: &[f64], collapsed: &impl Fn(GroupId) -> bool) -> f64 {
    let at = |expr: Expr| values[expr.0 as usize];
    match op {
        Instruction::Const(value) => value,
        Instruction::Add(a, b) => at(a) + at(b),
        Instruction::Sub(a, b) => at(a) - at(b),
        Instruction::Max(a, b) => at(a).max(at(b)),
        Instruction::Min(a, b) => at(a).min(at(b)),
        Instruction::Mean(a, b) => mean(at(a), at(b)),
        Instruction::IfLess(a, b, value) => {
            if at(a) < at(b) {
                at(value)
            } else {
                0.0
            }
        }
        Instruction::Select(group, yes, no) => at(if collapsed(group) { yes } else { no }),
    }
}

fn mean(a: f64, b: f64) -> f64 {
    ((a + b) / 2.0).floor()
}
