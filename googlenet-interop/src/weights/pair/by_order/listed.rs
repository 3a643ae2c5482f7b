//! Tensors without names, which are a list.

use super::super::modules::{Forms, Module, Part, numbered};
use super::{Failed, Search};

impl Search<'_> {
    /// Divides tensors that are a list into the modules of the network.
    pub(super) fn listed(&self, network: &[Module], forms: &Forms) -> Result<Vec<Module>, Failed> {
        let mut order: Vec<usize> = (0..self.candidates.len()).collect();
        order.sort_by_key(|at| numbered(&self.candidates[*at].name).1);
        let mut left = order.into_iter();
        let mut modules = Vec::new();
        for module in network {
            let mut found = Module {
                name: format!("the tensors of `{}`", module.name),
                ..module.clone()
            };
            found.parts.clear();
            // A list has the parts of a layer in the order of the weights.
            let mut parts: Vec<&Part> = module.parts.iter().collect();
            parts.sort_by_key(|part| part.at);
            for part in parts {
                let at = left.next();
                let dims = at.map(|at| self.candidates[at].dims.clone());
                let (Some(at), Some(dims)) = (at, dims) else {
                    let line = format!("the file ends before `{}` {:?}", module.name, part.dims);
                    return Err(Failed::Misfit(modules.len(), network.len(), vec![line]));
                };
                let (single, wanted) = (
                    Part {
                        dims,
                        role: part.role.clone(),
                        at,
                    },
                    part,
                );
                let alone = |part: &Part| Module {
                    name: String::new(),
                    layer: 0,
                    parts: vec![part.clone()],
                };
                if alone(&single).key(forms) != alone(wanted).key(forms) {
                    let line = format!(
                        "`{}`: expected {:?} for `{}`, got {:?}",
                        self.candidates[at].name, wanted.dims, module.name, single.dims
                    );
                    return Err(Failed::Misfit(modules.len(), network.len(), vec![line]));
                }
                found.parts.push(single);
            }
            found.parts.sort_by(|a, b| a.role.cmp(&b.role));
            modules.push(found);
        }
        match left.next() {
            None => Ok(modules),
            Some(at) => {
                let name = &self.candidates[at].name;
                let line = format!("the network ends before `{name}`");
                Err(Failed::Misfit(modules.len(), network.len() + 1, vec![line]))
            }
        }
    }
}
