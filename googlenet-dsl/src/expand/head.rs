//! Expansion of a whole network: the main chain `layers`, the outputs and the heads.

use super::scope::{Called, Path, Scope};
use super::{Expander, Outer};
use crate::graph::{Head, Output};
use crate::spec;
use crate::tree::{Form, Group, Item};
use crate::value::When;

impl<'s> Expander<'s> {
    /// Expands the steps of `layers` and then the heads (auxiliary classifiers), those of training only last, so that
    /// the layers for inference are a prefix of the list. Returns the tree of layers, the outputs in inference, and the
    /// heads.
    pub(super) fn network(&mut self) -> (Vec<Item>, Vec<Output>, Vec<Head>) {
        let spec = self.spec;
        let outer = Outer {
            input: 0,
            cells: Vec::new(),
            instance: None,
        };
        let path = Path::of_network(spec.names);
        let (mut items, last, scope) =
            self.named_chain(&spec.layers, &mut Vec::new(), &outer, &path, 0);
        let mut outputs: Vec<Output> = spec
            .outputs
            .iter()
            .filter_map(|output| output.name.as_deref())
            .filter_map(|name| {
                let layer = *scope.get(name)?;
                let name = name.to_owned().into();
                Some(Output { name, layer })
            })
            .collect();
        if let (true, Some(step)) = (outputs.is_empty(), spec.layers.last()) {
            outputs.push(Output {
                name: step.name.clone().into(),
                layer: last,
            });
        }
        let mut heads = Vec::new();
        for when in [When::Always, When::Training] {
            for head in spec.heads.iter().filter(|head| head.when == when) {
                if self.stopped {
                    break;
                }
                let (item, head) = self.head(head, &scope);
                if when == When::Always {
                    outputs.push(Output {
                        name: head.name.clone(),
                        layer: head.output,
                    });
                }
                items.push(item);
                heads.push(head);
            }
        }
        (items, outputs, heads)
    }

    fn head(&mut self, head: &'s spec::HeadSpec, scope: &Scope<'s>) -> (Item, Head) {
        let named = head.from.name.as_deref().and_then(|name| scope.get(name));
        let input = named.copied().unwrap_or(0);
        let outer = Outer {
            input,
            cells: Vec::new(),
            instance: None,
        };
        self.row = head.span;
        let first = self.layers.len() + 1;
        let called = Called {
            name: head.name.clone(),
            source: head.source.as_deref(),
            time: None,
        };
        let path = Path::of_network(self.spec.names).enter(&called);
        let (items, output) = self.chain(&head.layers, &mut Vec::new(), &outer, &path, input);
        let group = Group {
            field: head.name.clone(),
            line: self.source.line(head.span.start),
            form: Form::Head(head.when),
            items,
            join: None,
            after: Vec::new(),
            input,
            output,
        };
        let head = Head {
            name: head.name.clone().into(),
            when: head.when,
            weight: head.weight,
            input,
            first,
            output,
        };
        (Item::Group(Box::new(group)), head)
    }
}
