//! Notes about layers whose reading is nearly exact: which operator, how often, and what differs.

/// What differs in a pooling of which a last window would begin behind the map.
pub(crate) const LEFT_OUT: &str = "a last window that would begin behind the map is left out, so that the result has a \
                                   row or column less";

/// What is told of layers that are read in a way that differs a little from what their file says.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    list: Vec<Note>,
}

#[derive(Debug)]
struct Note {
    operator: String,
    node: String,
    what: String,
    count: usize,
}

impl Notes {
    /// Notes what differs in the layer `node`. Layers of one operator in which the same differs are one note.
    pub(crate) fn tell(&mut self, operator: &str, node: &str, what: impl Into<String>) {
        let what = what.into();
        let known = self
            .list
            .iter_mut()
            .find(|note| note.operator == operator && note.what == what);
        match known {
            Some(note) => note.count += 1,
            None => self.list.push(Note {
                operator: operator.to_owned(),
                node: node.to_owned(),
                what,
                count: 1,
            }),
        }
    }

    /// Notes what differs in `count` layers, of which `node` is the first.
    pub(crate) fn tell_of(&mut self, operator: &str, node: &str, what: String, count: usize) {
        self.list.push(Note {
            operator: operator.to_owned(),
            node: node.to_owned(),
            what,
            count,
        });
    }

    /// Returns one line for each note.
    pub(crate) fn into_warnings(self) -> impl Iterator<Item = String> {
        self.list.into_iter().map(|note| {
            let layers = counted(&note.operator, &note.node, note.count);
            format!("{layers}: {}", note.what)
        })
    }
}

/// Returns the words for `count` layers of an operator, of which `node` is the first.
pub(crate) fn counted(operator: &str, node: &str, count: usize) -> String {
    match count {
        1 => format!("{operator} {node:?}"),
        2 => format!("{operator} {node:?} and one more"),
        _ => format!("{operator} {node:?} and {} more", count - 1),
    }
}
