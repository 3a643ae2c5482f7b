//! A group with everything below it.

use super::attributes::Attributes;
use super::dataset::Dataset;
use super::limits::{MAX_DEPTH, MAX_OBJECTS};
use super::shared::{Shared, damaged};
use std::collections::HashSet;
use std::sync::Arc;

/// A group with everything below it. Links to other files and by paths are left out.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    pub(crate) attributes: Attributes,
    /// Groups by name, in the order of the file.
    pub(crate) groups: Vec<(String, Group<'a>)>,
    /// Datasets by name, in the order of the file.
    pub(crate) datasets: Vec<(String, Dataset<'a>)>,
}

impl<'a> Group<'a> {
    pub(super) fn root(
        root: &hdf5_pure::Group,
        shared: Arc<Shared<'a>>,
    ) -> Result<Group<'a>, String> {
        let mut walk = Walk {
            shared,
            objects: 0,
            path: Vec::new(),
        };
        walk.group(root)
    }

    /// Returns the group of this name.
    pub(crate) fn group(&self, name: &str) -> Option<&Group<'a>> {
        let mut groups = self.groups.iter();
        groups.find_map(|(known, group)| (known == name).then_some(group))
    }

    /// Returns the dataset at a path below this group, names with `/` between them.
    pub(crate) fn dataset(&self, path: &str) -> Option<&Dataset<'a>> {
        match path.split_once('/') {
            Some((name, rest)) => self.group(name)?.dataset(rest),
            None => {
                let mut datasets = self.datasets.iter();
                datasets.find_map(|(known, dataset)| (known == path).then_some(dataset))
            }
        }
    }
}

struct Walk<'a> {
    shared: Arc<Shared<'a>>,
    objects: usize,
    path: Vec<String>,
}

impl<'a> Walk<'a> {
    fn group(&mut self, group: &hdf5_pure::Group) -> Result<Group<'a>, String> {
        if self.path.len() > MAX_DEPTH {
            return Err(format!(
                "it is damaged: groups in each other more than {MAX_DEPTH} deep, or a group in itself: `{}/…`",
                self.path[..4].join("/")
            ));
        }
        let fault = |path: &[String], error: &hdf5_pure::Error| match path {
            [] => damaged(error),
            path => format!("the group `{}`: {}", path.join("/"), damaged(error)),
        };
        let values = group.attrs().map_err(|error| fault(&self.path, &error))?;
        let types = group.attr_datatypes();
        let types = types.map_err(|error| fault(&self.path, &error))?;
        let attributes = Attributes::new(values, &types);
        let mut names = HashSet::new();
        let mut datasets = Vec::new();
        let found = group.iter_datasets();
        for (name, dataset) in found.map_err(|error| fault(&self.path, &error))? {
            self.count()?;
            if names.insert(name.clone()) {
                datasets.push((name, Dataset::new(dataset, self.shared.clone())));
            }
        }
        let mut groups = Vec::new();
        let found = group.iter_groups();
        for (name, inner) in found.map_err(|error| fault(&self.path, &error))? {
            self.count()?;
            if !names.insert(name.clone()) {
                continue;
            }
            self.path.push(name.clone());
            let inner = self.group(&inner);
            self.path.pop();
            groups.push((name, inner?));
        }
        Ok(Group {
            attributes,
            groups,
            datasets,
        })
    }

    fn count(&mut self) -> Result<(), String> {
        self.objects += 1;
        match self.objects > MAX_OBJECTS {
            true => Err(format!(
                "it holds more than {MAX_OBJECTS} groups and datasets"
            )),
            false => Ok(()),
        }
    }
}
