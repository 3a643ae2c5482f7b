//! Tensors: views of storages, and those of other kinds.

use super::super::globals::Global;
use super::super::values::{Id, TensorRef, Value};
use super::Machine;

impl Machine<'_> {
    pub(super) fn tensor(
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

    pub(super) fn tensor_of(&mut self, tensor: TensorRef) -> Result<(), String> {
        let index = self.values.tensors.len() as u32;
        self.make(Value::Tensor(index))?;
        self.values.tensors.push(tensor);
        Ok(())
    }
}
