//! Expansion: blocks and branches written out as a flat list of layers.

mod flat;

pub use flat::{Expanded, FlatArg, FlatLayer, FlatValue, Instance};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span};
use crate::grammar::Field;
use crate::graph::LayerId;
use crate::lower::check_value;
use crate::read::Node;
use crate::spec::{
    ArgValue, Body, Call, Cell, Chain, Join, Layer, Operand, OperandSource, Reference, Spec, Step,
};
use crate::tree::{Group, Item};
use std::collections::HashMap;

/// The most layers of a network.
pub const MAX_LAYERS: usize = 65_536;
/// The most blocks and branches inside one another.
const MAX_DEPTH: usize = 64;
/// The longest path of a layer, in characters.
const MAX_PATH: usize = 200;

/// Writes out all blocks.
///
/// # Errors
/// A row's value does not suit the option it fills, or the result would be too large.
pub fn expand<'s>(spec: &'s Spec, source: &'s Source) -> Result<Expanded<'s>, Diagnostics> {
    let mut expander = Expander {
        spec,
        source,
        layers: Vec::new(),
        instances: Vec::new(),
        errors: Diagnostics::default(),
        stopped: false,
        row: spec.input_span,
    };
    let outer = Outer {
        input: 0,
        cells: Vec::new(),
        instance: None,
    };
    let (items, output) =
        expander.chain(&spec.layers, &mut Vec::new(), &outer, &Path::default(), 0);
    let expanded = Expanded {
        layers: expander.layers,
        instances: expander.instances,
        items,
        output,
    };
    expander.errors.into_result(expanded)
}

struct Expander<'s> {
    spec: &'s Spec,
    source: &'s Source,
    layers: Vec<FlatLayer<'s>>,
    instances: Vec<Instance>,
    errors: Diagnostics,
    /// Set when the network has become too large to go on.
    stopped: bool,
    /// The network's own step that is being written out.
    row: Span,
}

/// The block around a step.
struct Outer<'s> {
    input: LayerId,
    cells: Vec<FilledCell<'s>>,
    instance: Option<usize>,
}

#[derive(Clone, Copy)]
struct FilledCell<'s> {
    column: &'s str,
    node: Option<&'s Node>,
}

/// The names of the groups around a step.
#[derive(Default)]
struct Path {
    text: String,
    depth: usize,
}

impl Path {
    fn join(&self, name: &str) -> String {
        if self.text.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.text)
        }
    }

    fn enter(&self, name: &str) -> Path {
        Path {
            text: self.join(name),
            depth: self.depth + 1,
        }
    }
}

/// The results of the steps so far, innermost chain last.
type Scopes<'s> = Vec<HashMap<&'s str, LayerId>>;

/// A join written out.
struct Joined {
    items: Vec<Item>,
    join: LayerId,
    after: Vec<Item>,
    output: LayerId,
}

impl Joined {
    fn group(self, name: &str, line: u32, block: Option<String>, input: LayerId) -> Group {
        let Joined {
            items,
            join,
            after,
            output,
        } = self;
        Group {
            field: name.to_owned(),
            line,
            block,
            items,
            join: Some(join),
            after,
            input,
            output,
        }
    }
}

impl<'s> Expander<'s> {
    fn chain(
        &mut self,
        chain: &'s Chain,
        scopes: &mut Scopes<'s>,
        outer: &Outer<'s>,
        path: &Path,
        input: LayerId,
    ) -> (Vec<Item>, LayerId) {
        scopes.push(HashMap::new());
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
                let name = match step.repeat {
                    Some(_) => format!("{}_{time}", step.name),
                    None => step.name.clone(),
                };
                let Some((item, result)) = self.step(step, &name, scopes, outer, path, last) else {
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
        scopes.pop();
        (items, last)
    }

    fn step(
        &mut self,
        step: &'s Step,
        name: &str,
        scopes: &mut Scopes<'s>,
        outer: &Outer<'s>,
        path: &Path,
        reads: LayerId,
    ) -> Option<(Item, LayerId)> {
        self.check_limits(step, name, path)?;
        let line = self.source.line(step.span.start);
        match &step.call {
            Call::Layer(layer) => {
                let mut id = self.layer(path.join(name), step.span, layer, outer, vec![reads], &[]);
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
                let (behind, output) = self.behind(layer, &path.enter(name), step.span, outer, id);
                items.extend(behind);
                id = output;
                let group = Group {
                    field: name.to_owned(),
                    line,
                    block: None,
                    items,
                    join: None,
                    after: Vec::new(),
                    input: reads,
                    output: id,
                };
                Some((Item::Group(Box::new(group)), id))
            }
            Call::Join(join) => {
                let joined = self.join(join, path.enter(name), step.span, scopes, outer, reads);
                if joined.items.is_empty() && joined.after.is_empty() {
                    let (field, id) = (name.to_owned(), joined.join);
                    return Some((Item::Layer { field, id }, id));
                }
                let output = joined.output;
                let group = joined.group(name, line, None, reads);
                Some((Item::Group(Box::new(group)), output))
            }
            Call::Block { block, row, .. } => {
                let inner = self.instantiate(step, *block, row, outer, reads);
                let block = &self.spec.blocks[*block];
                let enter = path.enter(name);
                let group = match &block.body {
                    Body::Chain(chain) => {
                        let (items, output) =
                            self.chain(chain, &mut Vec::new(), &inner, &enter, reads);
                        Group {
                            field: name.to_owned(),
                            line,
                            block: Some(block.name.clone()),
                            items,
                            join: None,
                            after: Vec::new(),
                            input: reads,
                            output,
                        }
                    }
                    Body::Join(join) => {
                        let joined =
                            self.join(join, enter, step.span, &mut Vec::new(), &inner, reads);
                        joined.group(name, line, Some(block.name.clone()), reads)
                    }
                };
                let output = group.output;
                Some((Item::Group(Box::new(group)), output))
            }
        }
    }

    /// Branches and the layer that joins them. `path` is the group's own.
    fn join(
        &mut self,
        join: &'s Join,
        path: Path,
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
                    let (branch, result) = self.chain(chain, scopes, outer, &path, reads);
                    items.extend(branch);
                    result
                }
            });
        }
        let name = path.text.clone();
        let id = self.layer(name, span, &join.layer, outer, inputs, &join.operands);
        let (after, output) = self.behind(&join.layer, &path, span, outer, id);
        Joined {
            items,
            join: id,
            after,
            output,
        }
    }

    /// The layers that stand behind one. `path` is the group's own.
    fn behind(
        &mut self,
        layer: &'s Layer,
        path: &Path,
        span: Span,
        outer: &Outer<'s>,
        id: LayerId,
    ) -> (Vec<Item>, LayerId) {
        let mut items = Vec::new();
        let mut last = id;
        for layer in &layer.behind {
            let field = layer.kind.name.to_owned();
            last = self.layer(path.join(&field), span, layer, outer, vec![last], &[]);
            items.push(Item::Layer { field, id: last });
        }
        (items, last)
    }

    fn instantiate(
        &mut self,
        step: &Step,
        block: usize,
        row: &'s [Cell],
        outer: &Outer<'s>,
        input: LayerId,
    ) -> Outer<'s> {
        let columns = &self.spec.blocks[block].columns;
        let cells = row.iter().zip(columns).map(|(cell, column)| FilledCell {
            column: &column.name,
            node: match cell {
                Cell::Literal(node) => Some(node),
                Cell::Column(at, _) => outer.cells.get(*at).and_then(|cell| cell.node),
            },
        });
        self.instances.push(Instance {
            block,
            span: step.span,
            parent: outer.instance,
        });
        Outer {
            input,
            cells: cells.collect(),
            instance: Some(self.instances.len() - 1),
        }
    }

    fn layer(
        &mut self,
        name: String,
        span: Span,
        template: &'s Layer,
        outer: &Outer<'s>,
        inputs: Vec<LayerId>,
        operands: &'s [Operand],
    ) -> LayerId {
        let mut filled = Vec::new();
        let fields = template
            .kind
            .fields()
            .chain(std::iter::repeat(&Field::FACTOR));
        for (place, (field, arg)) in fields.zip(&template.args).enumerate() {
            let (value, span) = match arg.value {
                ArgValue::Setting(_) => continue,
                ArgValue::InputChannels => (FlatValue::ChannelsOf(outer.input), arg.span),
                ArgValue::Column(at) => {
                    let Some(cell) = outer.cells.get(at) else {
                        continue;
                    };
                    let Some(node) = cell.node else { continue };
                    match check_value(&field.ty, node, &format!("`{}`", cell.column)) {
                        Ok(setting) => (FlatValue::Setting(setting), node.span),
                        Err(error) => {
                            let label = format!("used as `{}` here", field.name);
                            self.errors.push_once(error.also(arg.span, label));
                            continue;
                        }
                    }
                }
            };
            filled.push((
                place,
                FlatArg {
                    value,
                    span,
                    given: arg.given,
                },
            ));
        }
        let instance = outer.instance;
        self.layers.push(FlatLayer {
            name,
            template,
            filled,
            inputs,
            operands,
            span,
            instance,
        });
        self.layers.len()
    }

    fn check_limits(&mut self, step: &Step, name: &str, path: &Path) -> Option<()> {
        let behind = match &step.call {
            Call::Layer(layer) | Call::Join(Join { layer, .. }) => layer
                .behind
                .iter()
                .map(|layer| layer.kind.name.len() + 1)
                .max()
                .unwrap_or(0),
            _ => 0,
        };
        let mut stop = |code, title: String, span, label: &str| {
            if !self.stopped {
                self.errors.push(Diagnostic::new(code, title, span, label));
            }
            self.stopped = true;
        };
        if self.layers.len() + 3 > MAX_LAYERS {
            let title = format!("the network has more than {MAX_LAYERS} layers");
            stop(
                Code::TOO_MANY_LAYERS,
                title,
                self.row,
                "the limit is passed in this step",
            );
        } else if path.depth > MAX_DEPTH {
            let title = format!("blocks and branches nest more than {MAX_DEPTH} deep");
            stop(Code::EXPANSION_DEPTH, title, self.row, "in this step");
        } else if path.text.len() + name.len() + 1 + behind > MAX_PATH {
            let title = format!("the path of `{name}` is longer than {MAX_PATH} characters");
            stop(
                Code::PATH_TOO_LONG,
                title,
                self.row,
                "written out from this step",
            );
        }
        (!self.stopped).then_some(())
    }
}

fn resolve(reference: &Reference, scopes: &Scopes<'_>, outer: &Outer<'_>) -> LayerId {
    let Some(name) = &reference.name else {
        return outer.input;
    };
    let found = scopes
        .iter()
        .rev()
        .find_map(|scope| scope.get(name.as_str()));
    // Lowering has checked every reference; after a stop the missing ones do not matter.
    found.copied().unwrap_or(outer.input)
}
