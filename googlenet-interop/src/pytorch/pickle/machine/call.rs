//! Calls: what a known name of Python makes of its arguments.

use super::super::globals::Global;
use super::super::values::{Id, TensorRef, Value};
use super::{Machine, OTHER};

impl Machine<'_> {
    /// Makes what a call of `callee` would make.
    pub(super) fn call(&mut self, callee: Id, arguments: Id) -> Result<(), String> {
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
}
