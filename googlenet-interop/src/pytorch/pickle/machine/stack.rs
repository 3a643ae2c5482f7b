//! The stack and the memory, whose sizes are limited.

use super::super::values::{Id, Value};
use super::{Machine, missing};

/// Largest number of values.
const MAX_VALUES: usize = 500_000;
/// Largest number of times that a value is put on the stack.
const MAX_PUSHES: usize = 1_000_000;

impl<'a> Machine<'a> {
    /// Returns the number of values on the stack that the current mark hides.
    pub(super) fn floor(&self) -> usize {
        self.marks.last().copied().unwrap_or(0)
    }

    pub(super) fn pop(&mut self) -> Result<Id, String> {
        match self.stack.len() > self.floor() {
            true => self.stack.pop().ok_or_else(missing),
            false => Err(missing()),
        }
    }

    pub(super) fn top(&self) -> Result<Id, String> {
        let top = self.stack.last().copied();
        top.filter(|_| self.stack.len() > self.floor())
            .ok_or_else(missing)
    }

    /// Takes what is behind the last mark.
    pub(super) fn marked(&mut self) -> Result<Vec<Id>, String> {
        let from = self.marks.pop().ok_or("a mark is missing")?;
        Ok(self.stack.split_off(from))
    }

    pub(super) fn count(&mut self) -> Result<(), String> {
        self.pushes += 1;
        match self.pushes > MAX_PUSHES {
            true => Err(format!("it has more than {MAX_PUSHES} steps")),
            false => Ok(()),
        }
    }

    pub(super) fn push(&mut self, id: Id) -> Result<(), String> {
        self.count()?;
        self.stack.push(id);
        Ok(())
    }

    pub(super) fn make(&mut self, value: Value<'a>) -> Result<(), String> {
        if self.values.len() >= MAX_VALUES {
            return Err(format!("it has more than {MAX_VALUES} values"));
        }
        let id = self.values.len() as Id;
        self.values.values.push(value);
        self.push(id)
    }

    pub(super) fn remember(&mut self, index: u32) -> Result<(), String> {
        let top = self.top()?;
        if self.memo.len() >= MAX_VALUES {
            return Err(format!("it keeps more than {MAX_VALUES} values"));
        }
        self.memo.insert(index, top);
        Ok(())
    }

    pub(super) fn extend(&mut self, items: Vec<Id>) -> Result<(), String> {
        let top = self.top()?;
        match &mut self.values.values[top as usize] {
            Value::List(list) => list.extend(items),
            Value::Other => {}
            _ => return Err("items are appended to what is no list".into()),
        }
        Ok(())
    }

    pub(super) fn set(&mut self, pairs: Vec<(Id, Id)>) -> Result<(), String> {
        let top = self.top()?;
        match &mut self.values.values[top as usize] {
            Value::Dict(dict) => dict.extend(pairs),
            Value::Other => {}
            _ => return Err("entries are set in what is no dictionary".into()),
        }
        Ok(())
    }
}
