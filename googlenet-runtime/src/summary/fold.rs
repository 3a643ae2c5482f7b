//! Folding of modules: rows of layers that lie deeper than wanted become one row of their module.

use super::layers::{Row, Summary};
use super::options::Windows;
use super::order;
use super::tensors::WeightTensor;
use googlenet_dsl::tree::{Form, Item};
use std::collections::HashMap;
use std::ops::Range;

/// What the file says of a group: the name of its block, or `head`, and its line.
struct Module<'a> {
    kind: Option<&'a str>,
    block: bool,
    line: u32,
}

impl Summary {
    /// Returns the summary in which each module `depth` levels below the network is one row: at 1 each step of the
    /// description, at 2 also the steps of blocks and branches in it, and so on. A module's row has the path, the
    /// result and the readers of the module, and the sums of its layers' parameters, multiply-accumulates and
    /// activations. The totals stay. A `depth` of 0 counts as 1.
    ///
    /// `items` is the tree of the network's layers, which names the blocks; it may be empty.
    #[must_use]
    pub fn fold(&self, depth: usize, items: &[Item]) -> Summary {
        let mut modules = HashMap::new();
        collect(items, "", &mut modules);
        let path = |at: usize| prefix(&self.layers[at].name, depth.max(1));
        let mut row_of = Vec::with_capacity(self.layers.len());
        let mut layers: Vec<Row> = Vec::new();
        let mut start = 0;
        while start < self.layers.len() {
            let same = (start..self.layers.len()).take_while(|at| path(*at) == path(start));
            let run = start..start + same.count();
            start = run.end;
            row_of.extend(run.clone().map(|_| layers.len()));
            let mut row = match &self.layers[run.clone()] {
                [layer] if layer.name == path(run.start) => layer.clone(),
                _ => self.module(path(run.start), run.clone(), &modules),
            };
            let here = layers.len();
            let sources = self.layers[run.clone()].iter().flat_map(|row| &row.sources);
            row.sources = Vec::new();
            for source in sources.map(|source| row_of[*source]) {
                // A layer may read a result twice; a module's row names each of its inputs once.
                if source != here && !(row.module && row.sources.contains(&source)) {
                    row.sources.push(source);
                }
            }
            let inputs = row
                .sources
                .iter()
                .map(|source| layers[*source].name.clone());
            row.inputs = inputs.collect();
            layers.push(row);
        }
        let results: Vec<usize> = self
            .outputs
            .iter()
            .filter_map(|output| self.layers.iter().position(|row| row.name == *output))
            .map(|at| row_of[at])
            .collect();
        let sources: Vec<&[usize]> = layers.iter().map(|row| &row.sources[..]).collect();
        let (keras_order, chain) = order::keras_order(&sources, &results);
        let outputs = results.iter().map(|at| layers[*at].name.clone());
        Summary {
            outputs: outputs.collect(),
            layers,
            keras_order,
            chain,
            ..self.clone()
        }
    }

    /// Returns the row of the module with this path, which consists of the layers `run`.
    fn module(&self, path: &str, run: Range<usize>, modules: &HashMap<String, Module<'_>>) -> Row {
        let rows = &self.layers[run];
        let named = modules.get(path);
        let step = rows.iter().find(|row| row.name == path);
        let block = named.filter(|module| module.block);
        let kind = named
            .and_then(|module| module.kind)
            .or(step.map(|row| row.kind.as_str()));
        let last = &rows[rows.len() - 1];
        let sum = |of: fn(&Row) -> u64| rows.iter().map(of).sum();
        let line = named.map(|module| module.line);
        Row {
            name: path.to_owned(),
            keras_name: path.to_owned(),
            class: block
                .and_then(|block| block.kind)
                .map_or("Functional".to_owned(), camel_case),
            kind: kind.unwrap_or("module").to_owned(),
            module: true,
            layer_count: rows.iter().map(|row| row.layer_count).sum(),
            output: last.output.clone(),
            is_output: rows.iter().any(|row| row.is_output),
            params: sum(|row| row.params),
            trainable_params: sum(|row| row.trainable_params),
            macs: sum(|row| row.macs),
            bytes: sum(|row| row.bytes),
            results: rows.iter().flat_map(|row| row.results.clone()).collect(),
            receptive_field: last.receptive_field,
            receptive_field_stride: last.receptive_field_stride,
            receptive_field_offset: last.receptive_field_offset,
            weights: rows.iter().flat_map(|row| tensors(path, row)).collect(),
            line: line.or(step.map(|row| row.line)).unwrap_or(rows[0].line),
            ..Row::of(Windows::default())
        }
    }
}

/// Returns a row's tensors with their names in the module `path`.
fn tensors<'r>(path: &str, row: &'r Row) -> impl Iterator<Item = WeightTensor> + use<'r> {
    let inner = row.name[path.len()..].trim_start_matches('.').to_owned();
    row.weights.iter().map(move |tensor| WeightTensor {
        name: match inner.as_str() {
            "" => tensor.name.clone(),
            inner => format!("{inner}.{}", tensor.name),
        },
        ..tensor.clone()
    })
}

/// Returns the first `depth` names of a path.
fn prefix(path: &str, depth: usize) -> &str {
    let end = path.match_indices('.').nth(depth - 1);
    end.map_or(path, |(at, _)| &path[..at])
}

fn collect<'a>(items: &'a [Item], outer: &str, modules: &mut HashMap<String, Module<'a>>) {
    for item in items {
        let Item::Group(group) = item else { continue };
        let path = match outer {
            "" => group.field.clone(),
            outer => format!("{outer}.{}", group.field),
        };
        let (kind, block) = match &group.form {
            Form::Block(name) => (Some(name.as_str()), true),
            Form::Head(_) => (Some("head"), false),
            _ => (None, false),
        };
        collect(&group.items, &path, modules);
        let line = group.line;
        modules.insert(path, Module { kind, block, line });
    }
}

/// Returns a name in snake case as the name of a type: `mixed_block` is `MixedBlock`.
fn camel_case(name: &str) -> String {
    let words = name.split('_').filter(|word| !word.is_empty());
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    words.map(word).collect()
}
