//! Expansion of chains, steps and joins.

use super::scope::{Called, Path, Scope, Scopes, resolve};
use super::{Expander, FlatLayer, Outer};
use crate::diagnostic::Span;
use crate::graph::LayerId;
use crate::spec::{Body, Call, Chain, Join, LayerSpec, OperandSource, StepSpec};
use crate::tree::{Form, Group, Item};

/// An expanded join: the tree of the layers of all branches, the id of the joining layer, the layers that options
/// append to that, and the id of the layer whose result is the join's.
struct Joined {
    items: Vec<Item>,
    join: LayerId,
    after: Vec<Item>,
    output: LayerId,
}

impl Joined {
    fn group(self, name: &str, line: u32, form: Form, input: LayerId) -> Group {
        let Joined {
            items,
            join,
            after,
            output,
        } = self;
        Group {
            field: name.to_owned(),
            line,
            form,
            items,
            join: Some(join),
            after,
            input,
            output,
        }
    }
}

impl<'s> Expander<'s> {
    /// Expands a chain whose first step reads layer `input`. Returns its layers and groups in order, and the layer with
    /// the last step's result.
    pub(super) fn chain(
        &mut self,
        chain: &'s Chain,
        scopes: &mut Scopes<'s>,
        outer: &Outer<'s>,
        path: &Path,
        input: LayerId,
    ) -> (Vec<Item>, LayerId) {
        let (items, last, _) = self.named_chain(chain, scopes, outer, path, input);
        (items, last)
    }

    /// Expands a chain like [`Expander::chain`], and also returns the layer with the result of each step, by the step's
    /// name.
    pub(super) fn named_chain(
        &mut self,
        chain: &'s Chain,
        scopes: &mut Scopes<'s>,
        outer: &Outer<'s>,
        path: &Path,
        input: LayerId,
    ) -> (Vec<Item>, LayerId, Scope<'s>) {
        scopes.push(Scope::new());
        let mut items = Vec::with_capacity(chain.len());
        let mut last = input;
        for step in chain {
            if path.depth == 0 {
                self.row = step.span;
            }
            let reads = step
                .from
                .as_ref()
                .map_or(last, |from| resolve(from, scopes, outer));
            last = reads;
            for time in 1..=step.repeat.unwrap_or(1) {
                let called = Called {
                    name: match step.repeat {
                        Some(_) => format!("{}_{time}", step.name),
                        None => step.name.clone(),
                    },
                    source: step.source.as_deref(),
                    time: step.repeat.map(|_| time),
                };
                let Some((item, result)) = self.step(step, &called, scopes, outer, path, last)
                else {
                    break;
                };
                items.push(item);
                last = result;
            }
            if self.stopped {
                break;
            }
            if let Some(scope) = scopes.last_mut() {
                scope.insert(&step.name, last);
            }
        }
        (items, last, scopes.pop().unwrap_or_default())
    }

    fn step(
        &mut self,
        step: &'s StepSpec,
        called: &Called<'_>,
        scopes: &mut Scopes<'s>,
        outer: &Outer<'s>,
        path: &Path,
        reads: LayerId,
    ) -> Option<(Item, LayerId)> {
        let name = called.name.as_str();
        self.check_limits(step, name, path)?;
        let line = self.source.line(step.span.start);
        let inner_path = path.enter(called);
        self.check_source(name, &inner_path)?;
        match &step.call {
            Call::Layer(layer) => {
                let mut id = self.layer(
                    inner_path.layer(None, layer.source.as_deref(), called.time),
                    step.span,
                    layer,
                    outer,
                    vec![reads],
                    &[],
                );
                if layer.behind.is_empty() {
                    return Some((
                        Item::Layer {
                            field: name.to_owned(),
                            id,
                        },
                        id,
                    ));
                }
                let mut items = vec![Item::Layer {
                    field: layer.kind.name.to_owned(),
                    id,
                }];
                let (behind, output) =
                    self.behind(layer, &inner_path, called.time, step.span, outer, id);
                items.extend(behind);
                id = output;
                let group = Group {
                    field: name.to_owned(),
                    line,
                    form: Form::Step,
                    items,
                    join: None,
                    after: Vec::new(),
                    input: reads,
                    output: id,
                };
                Some((Item::Group(Box::new(group)), id))
            }
            Call::Join(join) => {
                let joined = self.join(join, &inner_path, step.span, scopes, outer, reads);
                if joined.items.is_empty() && joined.after.is_empty() {
                    let (field, id) = (name.to_owned(), joined.join);
                    return Some((Item::Layer { field, id }, id));
                }
                let output = joined.output;
                let group = joined.group(name, line, Form::Branches, reads);
                Some((Item::Group(Box::new(group)), output))
            }
            Call::Block { block, row, .. } => {
                let inner = self.instantiate(step, *block, row, outer, reads);
                let block = &self.spec.blocks[*block];
                let group = match &block.body {
                    Body::Chain(chain) => {
                        let (items, output) =
                            self.chain(chain, &mut Vec::new(), &inner, &inner_path, reads);
                        Group {
                            field: name.to_owned(),
                            line,
                            form: Form::Block(block.name.clone()),
                            items,
                            join: None,
                            after: Vec::new(),
                            input: reads,
                            output,
                        }
                    }
                    Body::Join(join) => {
                        let joined =
                            self.join(join, &inner_path, step.span, &mut Vec::new(), &inner, reads);
                        joined.group(name, line, Form::Block(block.name.clone()), reads)
                    }
                };
                let output = group.output;
                Some((Item::Group(Box::new(group)), output))
            }
        }
    }

    /// Expands the branches of a join and the joining layer. `path` is the path of the join's own group, `reads` the
    /// layer that the first steps of branches read.
    fn join(
        &mut self,
        join: &'s Join,
        path: &Path,
        span: Span,
        scopes: &mut Scopes<'s>,
        outer: &Outer<'s>,
        reads: LayerId,
    ) -> Joined {
        let mut items = Vec::new();
        let mut inputs = Vec::new();
        for operand in &join.operands {
            inputs.push(match &operand.source {
                OperandSource::Reference(reference) => resolve(reference, scopes, outer),
                OperandSource::Chain(chain) => {
                    let (branch, result) = self.chain(chain, scopes, outer, path, reads);
                    items.extend(branch);
                    result
                }
            });
        }
        let own = path.layer(None, None, None);
        let id = self.layer(own, span, &join.layer, outer, inputs, &join.operands);
        let (after, output) = self.behind(&join.layer, path, None, span, outer, id);
        Joined {
            items,
            join: id,
            after,
            output,
        }
    }

    /// Expands the layers that options append to layer `id` (batch normalisation, activation). Returns the appended
    /// layers, and the id of the last one, or `id` if there are none. An activation that a block's column sets to
    /// `none` is left out. `path` is the path of the layer's step, `time` the number of the copy of a repeated one.
    fn behind(
        &mut self,
        layer: &'s LayerSpec,
        path: &Path,
        time: Option<u32>,
        span: Span,
        outer: &Outer<'s>,
        id: LayerId,
    ) -> (Vec<Item>, LayerId) {
        let mut items = Vec::new();
        let mut last = id;
        for layer in &layer.behind {
            let field = layer.name_behind().to_owned();
            let id = self.layer(
                path.layer(Some(&field), layer.source.as_deref(), time),
                span,
                layer,
                outer,
                vec![last],
                &[],
            );
            if self.layers.last().is_some_and(FlatLayer::is_no_activation) {
                self.layers.pop();
                continue;
            }
            last = id;
            items.push(Item::Layer { field, id: last });
        }
        (items, last)
    }
}
