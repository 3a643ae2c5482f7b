//! Arrows between the modules of a folder: which of them lead up, and which of them form cycles (knots).

use crate::names::Crate;
use crate::scan::Module;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Target of arrows to items that the root file of the crate defines (`lib.rs` or `main.rs`).
const ROOT: &str = "(root)";

/// Use of a module by another module of the same folder, at one place of the source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrow {
    pub(crate) from: String,
    pub(crate) to: String,
    /// Path of the file that contains the use, relative to `src`.
    file: String,
    line: usize,
    /// Last name of the path, normally the used item.
    item: String,
}

/// Uses by pair of modules, the using and the used one.
pub(crate) type Arrows = BTreeMap<(String, String), BTreeSet<Arrow>>;

/// Returns all arrows between the modules of a folder. Uses of items that the folder's own file defines are left out,
/// unless the folder is the root of the crate.
///
/// # Errors
/// Returns an error with the place of a path that cannot be resolved, see [`Crate::homes`].
pub(crate) fn arrows(read: &Crate, folder: &[String]) -> Result<Arrows, String> {
    let mut arrows = Arrows::new();
    for (file, written) in &read.paths {
        let Some(from) = below(&written.from, folder) else {
            continue;
        };
        let place = |e| format!("{file}:{}: {e}", written.line);
        for home in read.homes(&written.path).map_err(place)? {
            let to = match below(&home, folder) {
                Some(to) => to,
                None if home.is_empty() && folder.is_empty() => ROOT,
                None => continue,
            };
            if from != to {
                let arrow = Arrow {
                    from: from.into(),
                    to: to.into(),
                    file: file.clone(),
                    line: written.line,
                    item: written.path.last().cloned().unwrap_or_default(),
                };
                let ends = (from.to_string(), to.to_string());
                arrows.entry(ends).or_default().insert(arrow);
            }
        }
    }
    Ok(arrows)
}

/// Returns the name of the direct child of `folder` that is or contains `module`, or `None` if `module` is not inside
/// `folder`.
fn below<'m>(module: &'m Module, folder: &[String]) -> Option<&'m str> {
    let inside = module.starts_with(folder) && module.len() > folder.len();
    inside.then(|| module[folder.len()].as_str())
}

/// Returns the faults of a folder, one a line: modules that are missing in the table, on disk, or listed twice, and
/// arrows that lead up, with their places.
///
/// `rows` are the modules, lowest first. `known` are tolerated arrows that lead up; one that no longer exists is a
/// fault.
///
/// # Errors
/// Returns an error if the folder has no modules, or if a path cannot be resolved.
pub(crate) fn faults(
    read: &Crate,
    src: &str,
    folder: &[String],
    rows: &[&str],
    known: &[(&str, &str)],
) -> Result<Vec<String>, String> {
    let name = folder_name(src, folder);
    let mut faults = Vec::new();
    let mut floors = BTreeMap::new();
    for (floor, row) in rows.iter().enumerate() {
        for module in row.split_whitespace() {
            if floors.insert(module, floor).is_some() {
                faults.push(format!("{name}: `{module}` is in the table twice"));
            }
        }
    }
    let Some(children) = read.children(folder) else {
        return Err(format!("{name}: in the table, and no folder of modules"));
    };
    for module in children.iter().filter(|c| !floors.contains_key(c.as_str())) {
        faults.push(format!("{name}: `{module}` is not in the table"));
    }
    for module in floors.keys().filter(|module| !children.contains(**module)) {
        faults.push(format!("{name}: `{module}` is in the table, and not there"));
    }

    let mut held: BTreeSet<(&str, &str)> = known.iter().copied().collect();
    let arrows = arrows(read, folder)?;
    for ((from, to), places) in &arrows {
        let (from, to) = (from.as_str(), to.as_str());
        let goes_up = match (floors.get(from), floors.get(to)) {
            (Some(from), Some(to)) => to >= from,
            _ => to == ROOT,
        };
        if goes_up && !held.remove(&(from, to)) {
            faults.push(format!("{name}: {from} -> {to} goes up, {}", times(places)));
            faults.extend(places.iter().map(|arrow| format!("    {src}/{arrow}")));
        }
    }
    faults.extend(
        held.iter().map(|(from, to)| {
            format!("{name}: {from} -> {to} goes up no more: take it out of KNOWN")
        }),
    );
    Ok(faults)
}

/// Returns a list of a folder's modules as text, lowest first, with the modules of a knot on one line. The arrows of a
/// knot follow, each with its number of uses, the used items, and the place of the first use.
///
/// # Errors
/// Returns an error if a path cannot be resolved.
pub(crate) fn knots(read: &Crate, src: &str, folder: &[String]) -> Result<String, String> {
    let arrows = arrows(read, folder)?;
    let mut reach: BTreeMap<&str, BTreeSet<&str>> = (read.children(folder).into_iter().flatten())
        .map(|module| (module.as_str(), BTreeSet::from([module.as_str()])))
        .collect();
    for (from, to) in arrows.keys() {
        reach.entry(from).or_default().insert(to);
        reach.entry(to).or_default().insert(to);
    }
    let modules: Vec<&str> = reach.keys().copied().collect();
    for middle in &modules {
        let further = reach[middle].clone();
        let through = reach
            .values_mut()
            .filter(|reached| reached.contains(middle));
        through.for_each(|reached| reached.extend(&further));
    }
    let mut knots: Vec<Vec<&str>> = Vec::new();
    for module in &modules {
        let tied = |other: &str| reach[module].contains(other) && reach[other].contains(module);
        match knots.iter_mut().find(|knot| tied(knot[0])) {
            Some(knot) => knot.push(module),
            None => knots.push(vec![module]),
        }
    }
    // A module reaches more modules than any module that it uses, unless both are in one knot, so this order is lowest
    // first.
    knots.sort_by_key(|knot| reach[knot[0]].len());

    let mut text = format!("{}\n", folder_name(src, folder));
    for knot in knots {
        if knot.len() == 1 {
            writeln!(text, "  {}", knot[0]).unwrap();
            continue;
        }
        writeln!(text, "  [{}] {} in a knot", knot.join(" "), knot.len()).unwrap();
        let inside = |end: &String| knot.contains(&end.as_str());
        for ((from, to), places) in arrows.iter().filter(|((f, t), _)| inside(f) && inside(t)) {
            let items: BTreeSet<&str> = places.iter().map(|arrow| arrow.item.as_str()).collect();
            let items = items.into_iter().collect::<Vec<_>>().join(", ");
            let first = places.first().expect("an arrow has a place");
            writeln!(
                text,
                "    {from} -> {to}: {} ({items}), {}:{}",
                times(places),
                first.file,
                first.line
            )
            .unwrap();
        }
    }
    Ok(text)
}

pub(crate) fn folder_name(src: &str, folder: &[String]) -> String {
    [&[src.to_string()], folder].concat().join("/")
}

fn times(places: &BTreeSet<Arrow>) -> String {
    match places.len() {
        1 => "once".into(),
        count => format!("{count} times"),
    }
}

impl std::fmt::Display for Arrow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Arrow {
            from,
            to,
            file,
            line,
            item,
        } = self;
        write!(f, "{file}:{line}: {from} -> {to} ({item})")
    }
}
