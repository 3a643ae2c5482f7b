//! The machine that a pickle is a program of: a stack and a memory of values.

mod call;
mod stack;
mod storage;
mod tensor;

pub(in crate::pytorch) use storage::MAX_KEY;

use super::globals::{Global, refused};
use super::opcodes::{Codes, Op};
use super::values::{Id, Value, Values};
use std::collections::HashMap;

/// Number of bytes of a pickle in which names of classes are looked for.
const SEARCHED: usize = 1 << 24;

/// The value for `None`, and that for values of which no tensor is made, which are made once.
const NONE: Id = 0;
const OTHER: Id = 1;

pub(super) struct Machine<'a> {
    bytes: &'a [u8],
    codes: Codes<'a>,
    stack: Vec<Id>,
    marks: Vec<usize>,
    memo: HashMap<u32, Id>,
    pushes: usize,
    values: Values<'a>,
    is_script: bool,
}

impl<'a> Machine<'a> {
    pub(super) fn new(bytes: &'a [u8], is_script: bool) -> Machine<'a> {
        Machine {
            bytes,
            codes: Codes::new(bytes),
            stack: Vec::new(),
            marks: Vec::new(),
            memo: HashMap::new(),
            pushes: 0,
            values: Values {
                values: vec![Value::None, Value::Other],
                storages: Vec::new(),
                tensors: Vec::new(),
            },
            is_script,
        }
    }

    /// Runs the program to its end, and returns the values, the one that it ends with, and the number of bytes of the
    /// program.
    pub(super) fn run(mut self) -> Result<(Values<'a>, Id, usize), String> {
        loop {
            let at = self.codes.at();
            let placed = |reason: String| match reason.contains("; help: ") {
                true => reason,
                false => format!("its pickle is cut off or damaged at byte {at}: {reason}"),
            };
            match self.codes.next().map_err(placed)? {
                Op::Stop => {
                    let root = self.pop().map_err(placed)?;
                    return Ok((self.values, root, self.codes.at()));
                }
                op => self.step(op).map_err(placed)?,
            }
        }
    }

    fn step(&mut self, op: Op<'a>) -> Result<(), String> {
        match op {
            Op::Skip | Op::Stop => {}
            Op::Mark => {
                self.count()?;
                self.marks.push(self.stack.len());
            }
            Op::Pop => {
                // Python takes a mark away where it is on top.
                if self.marks.last() == Some(&self.stack.len()) {
                    self.marks.pop();
                } else {
                    self.pop()?;
                }
            }
            Op::PopMark => drop(self.marked()?),
            Op::Dup => {
                let top = self.top()?;
                self.push(top)?;
            }
            Op::None => self.push(NONE)?,
            Op::Other | Op::Buffer => self.push(OTHER)?,
            Op::Int(number) => self.make(Value::Int(number))?,
            Op::Text(text) => self.make(Value::Text(text))?,
            Op::EmptyList => self.make(Value::List(Vec::new()))?,
            Op::EmptyDict => self.make(Value::Dict(Vec::new()))?,
            Op::Append => {
                let item = self.pop()?;
                self.extend(vec![item])?;
            }
            Op::Appends => {
                let items = self.marked()?;
                self.extend(items)?;
            }
            Op::List => {
                let items = self.marked()?;
                self.make(Value::List(items))?;
            }
            Op::Tuple(count) => {
                let from = self.stack.len().checked_sub(count);
                let from = from
                    .filter(|from| *from >= self.floor())
                    .ok_or_else(missing)?;
                let items = self.stack.split_off(from);
                self.make(Value::Tuple(items))?;
            }
            Op::MarkedTuple => {
                let items = self.marked()?;
                self.make(Value::Tuple(items))?;
            }
            Op::Dict => {
                let items = self.marked()?;
                let pairs = pairs(&items)?;
                self.make(Value::Dict(pairs))?;
            }
            Op::SetItem => {
                let (value, key) = (self.pop()?, self.pop()?);
                self.set(vec![(key, value)])?;
            }
            Op::SetItems => {
                let items = self.marked()?;
                self.set(pairs(&items)?)?;
            }
            Op::Put(index) => self.remember(index)?,
            Op::Memoize => self.remember(self.memo.len() as u32)?,
            Op::Get(index) => {
                let id = self.memo.get(&index).copied();
                self.push(id.ok_or_else(|| format!("nothing was kept as {index}"))?)?;
            }
            Op::Global(module, name) => self.global(module, name)?,
            Op::StackGlobal => {
                let (name, module) = (self.pop()?, self.pop()?);
                match (self.values.get(module), self.values.get(name)) {
                    (Value::Text(module), Value::Text(name)) => {
                        let (module, name) = (module.clone(), name.clone());
                        self.global(&module, &name)?;
                    }
                    _ => return Err("the name of a class is no text".into()),
                }
            }
            Op::Reduce | Op::NewObj => {
                let (arguments, callee) = (self.pop()?, self.pop()?);
                self.call(callee, arguments)?;
            }
            Op::NewObjEx => {
                let (_, arguments, callee) = (self.pop()?, self.pop()?, self.pop()?);
                self.call(callee, arguments)?;
            }
            Op::Inst(module, name) => {
                let items = self.marked()?;
                self.global(module, name)?;
                let callee = self.pop()?;
                self.make(Value::Tuple(items))?;
                let arguments = self.pop()?;
                self.call(callee, arguments)?;
            }
            Op::Obj => {
                let mut items = self.marked()?;
                if items.is_empty() {
                    return Err(missing());
                }
                let callee = items.remove(0);
                self.make(Value::Tuple(items))?;
                let arguments = self.pop()?;
                self.call(callee, arguments)?;
            }
            Op::Build => {
                let state = self.pop()?;
                let top = self.top()?;
                if let Value::Object(attributes) = &mut self.values.values[top as usize] {
                    *attributes = Some(state);
                }
            }
            Op::Persistent => {
                let id = self.pop()?;
                self.storage(id)?;
            }
            Op::PersistentText => return Err("it refers to a value outside of it as text".into()),
            Op::Extension => {
                return Err(
                    "the file asks Python for a function of its registry of extensions, which no weights need: it is not \
                     read; help: take the weights from another source"
                        .into(),
                );
            }
        }
        Ok(())
    }

    fn global(&mut self, module: &str, name: &str) -> Result<(), String> {
        let is_script =
            self.is_script && (module == "__torch__" || module.starts_with("__torch__."));
        let global = match is_script {
            true => Some(Global::Script),
            false => Global::of(module, name),
        };
        let searched = &self.bytes[..self.bytes.len().min(SEARCHED)];
        let global = global.ok_or_else(|| refused(module, name, searched))?;
        self.make(Value::Global(global))
    }
}

fn missing() -> String {
    "a value is missing".to_owned()
}

fn pairs(items: &[Id]) -> Result<Vec<(Id, Id)>, String> {
    match items.as_chunks::<2>() {
        (pairs, []) => Ok(pairs.iter().map(|[key, value]| (*key, *value)).collect()),
        _ => Err("a key has no value".into()),
    }
}
