//! Expansion of single layers, and filling of their fields with the values of a block's columns.

use super::scope::Named;
use super::{Expander, FilledCell, FlatArg, FlatLayer, FlatValue, Instance, Outer};
use crate::diagnostic::Span;
use crate::grammar::{self, Field};
use crate::graph::LayerId;
use crate::spec::{ArgValue, Cell, LayerSpec, Operand, StepSpec};

impl<'s> Expander<'s> {
    /// Records that `step` uses the block with index `block`, and returns the environment of the block's body: the
    /// layer `input`, and the values of `row` by column. Values of `row` that name a column of the enclosing block are
    /// looked up in `outer`.
    pub(super) fn instantiate(
        &mut self,
        step: &StepSpec,
        block: usize,
        row: &'s [Cell],
        outer: &Outer<'s>,
        input: LayerId,
    ) -> Outer<'s> {
        let columns = &self.spec.blocks[block].columns;
        let cells = row.iter().zip(columns).map(|(cell, column)| FilledCell {
            column: &column.name,
            literal: match cell {
                Cell::Literal(literal) => Some(literal),
                Cell::Column(at) => outer.cells.get(*at).and_then(|cell| cell.literal),
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

    /// Appends a layer to the flat list and returns its id. Columns are replaced by their values, which are checked
    /// against the types of the fields; one that does not fit is reported and left out.
    pub(super) fn layer(
        &mut self,
        name: Named,
        span: Span,
        template: &'s LayerSpec,
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
                    let Some(literal) = cell.literal else {
                        continue;
                    };
                    match grammar::check(&field.ty, literal, &format!("`{}`", cell.column)) {
                        Ok(setting) => (FlatValue::Setting(setting), literal.span),
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
            name: name.path,
            source: name.source,
            numbered: name.numbered,
            template,
            filled,
            inputs,
            operands,
            span,
            instance,
        });
        self.layers.len()
    }
}
