//! The machine that a pickle is a program of: a stack and a memory of values.

use super::globals::{Global, refused};
use super::opcodes::{Codes, Op};
use super::values::{Id, StorageRef, TensorRef, Value, Values};
use std::collections::HashMap;

/// Largest number of values.
const MAX_VALUES: usize = 500_000;
/// Largest number of times that a value is put on the stack.
const MAX_PUSHES: usize = 1_000_000;
/// Largest length of the name of a storage in bytes.
pub(in crate::pytorch) const MAX_KEY: usize = 256;
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

    /// Returns the number of values on the stack that the current mark hides.
    fn floor(&self) -> usize {
        self.marks.last().copied().unwrap_or(0)
    }

    fn pop(&mut self) -> Result<Id, String> {
        match self.stack.len() > self.floor() {
            true => self.stack.pop().ok_or_else(missing),
            false => Err(missing()),
        }
    }

    fn top(&self) -> Result<Id, String> {
        let top = self.stack.last().copied();
        top.filter(|_| self.stack.len() > self.floor())
            .ok_or_else(missing)
    }

    /// Takes what is behind the last mark.
    fn marked(&mut self) -> Result<Vec<Id>, String> {
        let from = self.marks.pop().ok_or("a mark is missing")?;
        Ok(self.stack.split_off(from))
    }

    fn count(&mut self) -> Result<(), String> {
        self.pushes += 1;
        match self.pushes > MAX_PUSHES {
            true => Err(format!("it has more than {MAX_PUSHES} steps")),
            false => Ok(()),
        }
    }

    fn push(&mut self, id: Id) -> Result<(), String> {
        self.count()?;
        self.stack.push(id);
        Ok(())
    }

    fn make(&mut self, value: Value<'a>) -> Result<(), String> {
        if self.values.len() >= MAX_VALUES {
            return Err(format!("it has more than {MAX_VALUES} values"));
        }
        let id = self.values.len() as Id;
        self.values.values.push(value);
        self.push(id)
    }

    fn remember(&mut self, index: u32) -> Result<(), String> {
        let top = self.top()?;
        if self.memo.len() >= MAX_VALUES {
            return Err(format!("it keeps more than {MAX_VALUES} values"));
        }
        self.memo.insert(index, top);
        Ok(())
    }

    fn extend(&mut self, items: Vec<Id>) -> Result<(), String> {
        let top = self.top()?;
        match &mut self.values.values[top as usize] {
            Value::List(list) => list.extend(items),
            Value::Other => {}
            _ => return Err("items are appended to what is no list".into()),
        }
        Ok(())
    }

    fn set(&mut self, pairs: Vec<(Id, Id)>) -> Result<(), String> {
        let top = self.top()?;
        match &mut self.values.values[top as usize] {
            Value::Dict(dict) => dict.extend(pairs),
            Value::Other => {}
            _ => return Err("entries are set in what is no dictionary".into()),
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

    /// Makes what a call of `callee` would make.
    fn call(&mut self, callee: Id, arguments: Id) -> Result<(), String> {
        let Value::Global(callee) = *self.values.get(callee) else {
            return Err("it calls what is no function".into());
        };
        let items = self
            .values
            .items(arguments)
            .ok_or("the arguments of a call are no tuple")?;
        let argument = |at: usize| {
            let item = items.get(at).copied();
            item.ok_or_else(|| format!("a call has {} arguments, expected more", items.len()))
        };
        match callee {
            Global::Dict => {
                // `OrderedDict([(key, value), …])`, as Python 2 wrote it.
                let pairs = items.first().and_then(|list| self.values.items(*list));
                let pairs =
                    pairs
                        .unwrap_or_default()
                        .iter()
                        .map(|pair| match self.values.items(*pair) {
                            Some([key, value]) => Ok((*key, *value)),
                            _ => Err("a dictionary is made of what are no pairs".to_owned()),
                        });
                let pairs = pairs.collect::<Result<Vec<_>, _>>()?;
                // The pairs of one list may be asked for again and again.
                for _ in &pairs {
                    self.count()?;
                }
                self.make(Value::Dict(pairs))
            }
            Global::First => match items.first() {
                Some(first) => self.push(*first),
                None => self.push(OTHER),
            },
            Global::Subclass => {
                let (function, arguments) = (argument(0)?, argument(2)?);
                match self.values.get(function) {
                    Value::Global(
                        Global::Tensor | Global::TypedTensor | Global::First | Global::Foreign(..),
                    ) => self.call(function, arguments),
                    _ => Err("a tensor is made by what makes none".into()),
                }
            }
            Global::Tensor => {
                let parts = [argument(0)?, argument(1)?, argument(2)?, argument(3)?];
                self.tensor(parts, None)
            }
            Global::TypedTensor => {
                let parts = [argument(0)?, argument(1)?, argument(2)?, argument(3)?];
                let ty = argument(6)?;
                self.tensor(parts, Some(ty))
            }
            Global::Foreign(word, sizes) => {
                let sizes = sizes.and_then(|at| items.get(usize::from(at)).copied());
                self.tensor_of(TensorRef::Foreign { word, sizes })
            }
            Global::Script => self.make(Value::Object(None)),
            Global::Plain => self.push(OTHER),
            Global::Storage(_) | Global::Bytes | Global::Type(_) => {
                Err("it calls a type of elements".into())
            }
        }
    }

    fn tensor(
        &mut self,
        [storage, offset, sizes, strides]: [Id; 4],
        ty: Option<Id>,
    ) -> Result<(), String> {
        let Value::Storage(storage) = *self.values.get(storage) else {
            return Err("a tensor has no storage".into());
        };
        let kind = match ty.map(|ty| self.values.get(ty)) {
            None => self.values.storages[storage as usize].kind,
            Some(Value::Global(Global::Type(kind))) => *kind,
            Some(_) => return Err("the type of a tensor's elements is none".into()),
        };
        let offset = self
            .values
            .int(offset)
            .ok_or("the offset of a tensor is no integer")?;
        self.tensor_of(TensorRef::View {
            storage,
            kind,
            offset,
            sizes,
            strides,
        })
    }

    fn tensor_of(&mut self, tensor: TensorRef) -> Result<(), String> {
        let index = self.values.tensors.len() as u32;
        self.make(Value::Tensor(index))?;
        self.values.tensors.push(tensor);
        Ok(())
    }

    /// Makes the storage that a persistent name stands for: `("storage", type, key, device, length)`, in the form before
    /// PyTorch 1.6 with the storage that it is a part of.
    fn storage(&mut self, id: Id) -> Result<(), String> {
        const UNKNOWN: &str = "it refers to what is no storage";
        let items = self.values.items(id).ok_or(UNKNOWN)?;
        match items
            .first()
            .and_then(|first| self.values.key(*first))
            .as_deref()
        {
            Some("storage") => {}
            Some("module") => {
                return Err("the file is a whole module as Python objects, which only Python with the code of its classes \
                            can load; expected its weights; help: load it there, and save them with \
                            `torch.save(model.state_dict(), \"weights.pt\")`"
                    .into());
            }
            _ => return Err(UNKNOWN.into()),
        }
        let [_, ty, key, _, len, rest @ ..] = items else {
            return Err(UNKNOWN.into());
        };
        let kind = match *self.values.get(*ty) {
            Value::Global(Global::Storage(kind)) => kind,
            Value::Global(Global::Bytes) => super::globals::BYTES,
            _ => return Err("a storage has no type".into()),
        };
        let name = self.values.key(*key).ok_or("a storage has no name")?;
        if name.len() > MAX_KEY {
            return Err(format!(
                "the name of a storage has {} bytes, expected at most {MAX_KEY}",
                name.len()
            ));
        }
        let size = |id: Id| {
            self.values
                .int(id)
                .and_then(|number| u64::try_from(number).ok())
        };
        let len = size(*len).ok_or("a storage has no length")?;
        let part = rest
            .first()
            .filter(|part| !matches!(self.values.get(**part), Value::None));
        let part = match part.map(|part| self.values.items(*part)) {
            None => None,
            Some(Some([_, offset, len])) => size(*offset).zip(size(*len)),
            Some(_) => return Err("a part of a storage is not described".into()),
        };
        let (key, ty) = (*key, kind);
        let index = self.values.storages.len() as u32;
        self.make(Value::Storage(index))?;
        self.values.storages.push(StorageRef {
            key,
            kind: ty,
            len,
            part,
        });
        Ok(())
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
