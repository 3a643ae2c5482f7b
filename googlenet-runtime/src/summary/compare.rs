//! Tables that compare networks by their totals.

use super::column::grouped;
use super::heading::{headings, printable};
use super::style::Style;
use super::total::{Total, short};
use super::totals::Totals;
use super::{grid, totals_csv};

/// A table that compares networks. Below the values for which a paper gives figures of a network
/// ([`Totals::published`]), or beside them, stand these figures and the difference from them in percent.
///
/// Networks are headed by their names, or, if two have the same one, by the ends of their paths that tell them apart
/// ([`Totals::file`]).
#[derive(Debug, Clone)]
#[must_use]
pub struct Comparison<'a> {
    networks: &'a [Totals],
    rows: bool,
    columns: &'a [Total],
}

impl<'a> Comparison<'a> {
    /// Compares networks, in this order, in a table with a column for each network and a row for each value.
    pub fn new(networks: &'a [Totals]) -> Comparison<'a> {
        Comparison {
            networks,
            rows: false,
            columns: &[],
        }
    }

    /// Sets whether the table has a row for each network, and a column for each value. If the values are not chosen,
    /// such a table has those alone that fit into a line of usual width.
    pub fn rows(self, rows: bool) -> Comparison<'a> {
        Comparison { rows, ..self }
    }

    /// Sets the values that the table shows, in this order; with none of them it shows the usual ones.
    pub fn columns(self, columns: &'a [Total]) -> Comparison<'a> {
        Comparison { columns, ..self }
    }

    /// Returns the table: as Markdown, as comma-separated values, or, in the other styles, as aligned text.
    ///
    /// Comma-separated values are a line of titles, then a line for each network with exact numbers; they have all
    /// values, whatever was chosen.
    #[must_use]
    pub fn table(&self, style: Style) -> String {
        if style == Style::Csv {
            return totals_csv::networks(self.networks);
        }
        let headings = headings(self.networks);
        let mut cells = self.cells(&headings);
        if self.rows {
            cells = transposed(&cells);
        }
        let mut table = match style {
            Style::Markdown => grid::markdown(&escaped(cells), 1),
            _ => grid::aligned(&cells, &[], 1),
        };
        for (at, source) in self.sources(&headings).iter().enumerate() {
            // In Markdown each source is a paragraph of its own.
            let before = if at == 0 || style == Style::Markdown {
                "\n"
            } else {
                ""
            };
            table += &format!("{before}{source}\n");
        }
        table
    }

    /// Returns the cells of a table with a column for each network.
    fn cells(&self, headings: &[String]) -> Vec<Vec<String>> {
        let chosen = match (self.columns, self.rows) {
            ([], true) => Total::FEW,
            // Names and files are what networks are headed with.
            ([], false) => &Total::ALL[2..],
            (chosen, _) => chosen,
        };
        let row = |title: &str, value: &dyn Fn(&Totals) -> String| {
            let values = self.networks.iter().map(|of| printable(&value(of)));
            std::iter::once(title.to_owned()).chain(values).collect()
        };
        let first = std::iter::once(String::new());
        let mut cells: Vec<Vec<String>> = vec![first.chain(headings.iter().cloned()).collect()];
        for total in chosen {
            let title = if self.rows {
                total.head()
            } else {
                total.title()
            };
            cells.push(row(title, &|of| total.value(of)));
            if self.networks.iter().all(|of| total.published(of).is_none()) {
                continue;
            }
            let difference = |of: &Totals| total.difference(of).unwrap_or_else(|| "-".to_owned());
            let or_none = |figure: Option<String>| figure.unwrap_or_else(|| "-".to_owned());
            if self.rows {
                let figure = |of: &Totals| {
                    let figure = total.published(of).map(short);
                    or_none(figure.map(|figure| format!("{figure} {}", difference(of))))
                };
                cells.push(row("published", &figure));
            } else {
                let figure = |of: &Totals| or_none(total.published(of).map(grouped));
                cells.push(row("  published", &figure));
                cells.push(row("  difference", &difference));
            }
        }
        cells
    }

    /// Returns a line for each source of published figures, with the networks that it is about if there are several
    /// sources.
    fn sources(&self, headings: &[String]) -> Vec<String> {
        let mut sources: Vec<(&str, Vec<&str>)> = Vec::new();
        for (of, heading) in self.networks.iter().zip(headings) {
            let published = of.published.as_ref();
            let Some(source) = published.and_then(|published| published.source.as_deref()) else {
                continue;
            };
            match sources.iter_mut().find(|(known, _)| *known == source) {
                Some((_, of)) => of.push(heading),
                None => sources.push((source, vec![heading])),
            }
        }
        let line = |(source, of): &(&str, Vec<&str>)| match sources.len() {
            1 => format!("published: {}", printable(source)),
            _ => format!("published of {}: {}", of.join(", "), printable(source)),
        };
        sources.iter().map(line).collect()
    }
}

/// Returns the table of networks that [`Comparison`] makes if nothing is chosen.
#[must_use]
pub fn compare(networks: &[Totals], style: Style) -> String {
    Comparison::new(networks).table(style)
}

fn transposed(cells: &[Vec<String>]) -> Vec<Vec<String>> {
    let width = cells.first().map_or(0, Vec::len);
    (0..width)
        .map(|at| cells.iter().map(|row| row[at].clone()).collect())
        .collect()
}

/// Escapes what would end a cell of a Markdown table.
fn escaped(mut cells: Vec<Vec<String>>) -> Vec<Vec<String>> {
    for cell in cells.iter_mut().flatten().filter(|cell| cell.contains('|')) {
        *cell = cell.replace('|', "\\|");
    }
    cells
}
