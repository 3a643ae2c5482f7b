//! The list of the tensors that a weight file must hold.

use super::column::{bytes, grouped, sizes};
use super::heading::printable;
use super::style::Style;
use super::{csv, grid, kinds, tensors};
use crate::weights::Misfit;
use googlenet_dsl::graph::{Graph, When};
use googlenet_dsl::value::DType;

/// The tensors that a file with the weights of a network must hold, which is also what
/// [`save_weights`](crate::Network::save_weights) writes.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct WeightList {
    /// Name of the network.
    pub name: String,
    /// All tensors, in the order of the layers.
    pub tensors: Vec<ListedTensor>,
    /// Number of values of all tensors.
    pub values: u64,
    /// Number of values of those tensors that training changes.
    pub trainable_values: u64,
    /// Size of all values in the file, in bytes.
    pub bytes: u64,
    /// Tensors of a file that the network does not have; `None` before [`WeightList::compared`].
    pub unknown: Option<Vec<UnknownTensor>>,
}

/// A tensor of a weight file that the network does not have.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct UnknownTensor {
    /// Name of the tensor in the file.
    pub name: String,
    /// Most similar name among the tensors that the file lacks; `None` if none is similar.
    pub nearest: Option<String>,
}

/// A tensor that a weight file must hold.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct ListedTensor {
    /// Name of the tensor in the file: the path of its layer and the name of the weight, such as `stem.kernel`.
    pub name: String,
    /// Sizes of the axes, outermost first.
    pub shape: Vec<usize>,
    /// What each axis counts, such as `height`, `width`, `in` and `out`.
    pub axes: &'static [&'static str],
    /// Type of the values, as safetensors names it: `F32`.
    pub dtype: &'static str,
    /// Number of values.
    pub values: u64,
    /// Whether training changes the values, which holds for all but moving means and variances.
    pub trainable: bool,
    /// Path of the layer in the description.
    pub layer: String,
    /// Kind of the layer in the description, such as `conv`.
    pub kind: String,
    /// Line of the description, from 1, that the layer comes from; 0 for a layer that comes from no description.
    pub line: u32,
    /// Path of the layer in the file that the description was made of, from `source`; `None` if it has none.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub source: Option<String>,
    /// Name of the head to which the layer belongs, if that exists in training only: a file may lack all tensors of
    /// such a head together.
    pub head: Option<String>,
    /// `ok` if a file has the tensor as it must be, otherwise `missing`, `left out` (with its head), `shape`, `type` or
    /// `not finite`; `None` before [`WeightList::compared`].
    pub status: Option<&'static str>,
    /// What the file has instead, such as another shape; `None` if there is nothing to say.
    pub finding: Option<String>,
}

impl WeightList {
    /// Lists the tensors of a network in inference; of a network of training
    /// ([`Graph::training`](crate::graph::Graph::training)) also those of heads that exist in training only.
    pub fn new(graph: &Graph) -> WeightList {
        let mut listed = Vec::new();
        for id in graph.ids() {
            let layer = graph.layer(id);
            let mut heads = graph.heads().iter();
            let head =
                heads.find(|head| head.when == When::Training && head.layers().contains(&id));
            listed.extend(
                tensors::of_layer(graph, id)
                    .into_iter()
                    .map(|tensor| ListedTensor {
                        name: format!("{}.{}", layer.name, tensor.name),
                        shape: tensor.shape,
                        axes: tensor.axes,
                        dtype: "F32",
                        values: tensor.values,
                        trainable: tensor.trainable,
                        layer: layer.name.to_string(),
                        kind: kinds::kind(graph, id).to_owned(),
                        line: layer.line,
                        source: layer.source.as_ref().map(ToString::to_string),
                        head: head.map(|head| head.name.to_string()),
                        status: None,
                        finding: None,
                    }),
            );
        }
        WeightList {
            name: graph.name().to_owned(),
            values: graph.total_params(),
            trainable_values: graph.trainable_params(),
            bytes: graph.total_params() * DType::F32.size() as u64,
            tensors: listed,
            unknown: None,
        }
    }

    /// Adds how a weight file compares: `misfits` are those of [`Error::Weights`](crate::Error::Weights), none if the
    /// file was loaded, and `left_out` the names of tensors that the file lacks together with their head
    /// ([`LoadReport::kept`](crate::weights::LoadReport::kept)).
    #[must_use]
    pub fn compared(mut self, misfits: &[Misfit], left_out: &[String]) -> WeightList {
        for tensor in &mut self.tensors {
            let misfit = misfits.iter().find(|misfit| misfit.name() == tensor.name);
            let (status, finding) = match misfit {
                Some(misfit) => misfit.finding(),
                None if left_out.contains(&tensor.name) => ("left out", String::new()),
                None => ("ok", String::new()),
            };
            tensor.status = Some(status);
            tensor.finding = Some(finding).filter(|finding| !finding.is_empty());
        }
        let unknown = misfits.iter().filter_map(|misfit| match misfit {
            Misfit::Unknown { name, nearest } => Some(UnknownTensor {
                name: name.clone(),
                nearest: nearest.clone(),
            }),
            _ => None,
        });
        self.unknown = Some(unknown.collect());
        self
    }

    /// Returns the list as a table. [`Style::Csv`] gives a line of titles, then a line for each tensor;
    /// [`Style::Markdown`] a Markdown table; the other styles aligned text. Both texts have lines of totals below.
    pub fn table(&self, style: Style) -> String {
        let right = RIGHT.iter().enumerate().filter(|(at, _)| self.shows(*at));
        let right: Vec<bool> = right.map(|(_, right)| *right).collect();
        let right = right.as_slice();
        let (table, gap) = match style {
            Style::Csv => return self.csv(),
            Style::Markdown => (grid::markdown_by(&self.cells(), right), "\n"),
            _ => (grid::aligned_by(&self.cells(), &[], right) + "\n", ""),
        };
        let notes = self.notes();
        let notes = notes.iter().map(|note| format!("{gap}{note}\n"));
        table + &notes.collect::<String>()
    }

    /// Returns `true` if tables have the column with this index of [`TITLES`]: sources if there are any, and the last
    /// one after a comparison.
    fn shows(&self, column: usize) -> bool {
        match column {
            SOURCE => self.has_sources(),
            column if column + 1 == TITLES.len() => self.unknown.is_some(),
            _ => true,
        }
    }

    fn has_sources(&self) -> bool {
        self.tensors.iter().any(|tensor| tensor.source.is_some())
    }

    fn cells(&self) -> Vec<Vec<String>> {
        let head = TITLES.map(str::to_owned).to_vec();
        let tensors = self.tensors.iter().map(ListedTensor::cells);
        let mut rows: Vec<Vec<String>> = std::iter::once(head).chain(tensors).collect();
        for tensor in self.unknown.iter().flatten() {
            let mut row = vec![String::new(); TITLES.len()];
            row[0].clone_from(&tensor.name);
            row[TITLES.len() - 1] = match &tensor.nearest {
                Some(nearest) => format!("unknown: is it `{nearest}`?"),
                None => "unknown".to_owned(),
            };
            rows.push(row);
        }
        for row in &mut rows {
            let mut column = 0;
            row.retain(|_| {
                column += 1;
                self.shows(column - 1)
            });
            // Names of a file's tensors may have control characters.
            row.iter_mut().for_each(|cell| *cell = printable(cell));
        }
        rows
    }

    /// Returns the lines below the table.
    fn notes(&self) -> Vec<String> {
        let s = if self.tensors.len() == 1 { "" } else { "s" };
        let mut notes = vec![format!(
            "{}: {} tensor{s} of 32-bit floats (F32), {} values, {} of them trainable, {}",
            self.name,
            grouped(self.tensors.len() as u64),
            grouped(self.values),
            grouped(self.trainable_values),
            bytes(self.bytes)
        )];
        let heads = self.tensors.iter();
        let mut heads: Vec<&str> = heads.filter_map(|tensor| tensor.head.as_deref()).collect();
        heads.dedup();
        if !heads.is_empty() {
            let heads = heads.join(", ");
            notes.push(format!(
                "heads of training, each of which a file may lack as a whole: {heads}"
            ));
        }
        if let Some(unknown) = &self.unknown {
            let count = |word: &str| {
                let tensors = self.tensors.iter();
                tensors.filter(|tensor| tensor.status == Some(word)).count()
            };
            let counts = STATUSES.iter().map(|word| (*word, count(word)));
            let counts = counts.chain([("unknown", unknown.len())]);
            let counts = counts.filter(|(_, count)| *count > 0);
            let counts: Vec<String> = counts
                .map(|(word, count)| format!("{count} {word}"))
                .collect();
            notes.push(format!("in the file: {}", counts.join(", ")));
        }
        notes
    }

    fn csv(&self) -> String {
        const CSV: &str = "name,shape,axes,dtype,values,trainable,layer,kind,line,head";
        let compared = self.unknown.is_some();
        let sources = self.has_sources();
        let titles = format!(
            "{CSV}{}{}\n",
            if sources { ",source" } else { "" },
            if compared { ",status,finding" } else { "" }
        );
        let rows = self.tensors.iter().map(|tensor| {
            let mut fields = vec![
                tensor.name.clone(),
                sizes(&tensor.shape),
                tensor.axes.join(" "),
                tensor.dtype.to_owned(),
                tensor.values.to_string(),
                tensor.trainable.to_string(),
                tensor.layer.clone(),
                tensor.kind.clone(),
                tensor.line.to_string(),
                tensor.head.clone().unwrap_or_default(),
            ];
            if sources {
                fields.push(tensor.source.clone().unwrap_or_default());
            }
            if let Some(status) = tensor.status {
                fields.extend([
                    status.to_owned(),
                    tensor.finding.clone().unwrap_or_default(),
                ]);
            }
            csv::line(fields)
        });
        let fixed = CSV.split(',').count() + usize::from(sources);
        let unknown = self.unknown.iter().flatten().map(|tensor| {
            let mut fields = vec![String::new(); fixed];
            fields[0].clone_from(&tensor.name);
            fields.extend([
                "unknown".to_owned(),
                tensor.nearest.clone().unwrap_or_default(),
            ]);
            csv::line(fields)
        });
        titles + &rows.chain(unknown).collect::<String>()
    }
}

impl ListedTensor {
    /// Returns the cells of the tensor's row.
    fn cells(&self) -> Vec<String> {
        let status = self.status.unwrap_or_default();
        let line = (self.line > 0).then(|| self.line.to_string());
        vec![
            self.name.clone(),
            sizes(&self.shape),
            self.axes.join(" x "),
            grouped(self.values),
            (if self.trainable { "yes" } else { "no" }).to_owned(),
            self.kind.clone(),
            line.unwrap_or_default(),
            self.source.clone().unwrap_or_default(),
            match &self.finding {
                Some(finding) => format!("{status}: {finding}"),
                None => status.to_owned(),
            },
        ]
    }
}

/// The values of [`ListedTensor::status`].
const STATUSES: [&str; 6] = ["ok", "left out", "missing", "shape", "type", "not finite"];

const TITLES: [&str; 9] = [
    "Tensor",
    "Shape",
    "Axes",
    "Values",
    "Trainable",
    "Kind",
    "Line",
    "Source",
    "In the file",
];

/// Index of the column of sources.
const SOURCE: usize = 7;

/// For each column of the table, whether it is aligned to the right.
const RIGHT: [bool; TITLES.len()] = [false, false, false, true, false, false, true, false, false];
