//! Layers of types that cannot be imported: each type is told once.

use crate::caffe::net::Layer;
use crate::caffe::types;
use crate::import::mistake::{Mistake, Mistakes};
use googlenet_dsl::diagnostic::Span;
use googlenet_dsl::nearest::nearest;

/// The types that cannot be imported, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct UnknownTypes(Vec<UnknownType>);

#[derive(Debug)]
struct UnknownType {
    name: String,
    /// Place of the type in its first layer.
    place: Span,
    /// Number of layers of the type.
    layers: usize,
}

impl UnknownTypes {
    pub(super) fn add(&mut self, layer: &Layer<'_>) {
        let known = self.0.iter_mut().find(|known| known.name == layer.ty);
        match known {
            Some(known) => known.layers += 1,
            None => self.0.push(UnknownType {
                name: layer.ty.clone(),
                place: layer.type_span,
                layers: 1,
            }),
        }
    }

    /// Reports each type as a mistake at the place of its first layer.
    pub(super) fn tell(self, mistakes: &mut Mistakes) {
        for (at, ty) in self.0.into_iter().enumerate() {
            let title = format!("layers of type {:?} cannot be imported", ty.name);
            let label = match ty.layers {
                1 => "the only one".to_owned(),
                layers => format!("the first of {layers}"),
            };
            // `PReLU` is a type, not a misspelling of `ReLU`, so only types of the same length are suggested.
            let near = nearest(&ty.name, types::all()).filter(|near| near.len() == ty.name.len());
            let all = || {
                let all: Vec<&str> = types::all().collect();
                format!("known are {}, and those of data and losses", all.join(", "))
            };
            let help = match near {
                Some(near) => Some(format!("did you mean `{near}`?")),
                None => (at == 0).then(all),
            };
            mistakes.push(Mistake::new(title, ty.place, label).maybe_help(help));
        }
    }
}
