//! A file whose parts are found and changed.

use crate::kit::fixture;

/// A file of the older form, of which parts are found and changed.
pub(super) struct File(pub(super) Vec<u8>);

/// Place of the address of the root's header in the superblock.
pub(super) const ROOT: usize = 64;
pub(super) const FAR: u64 = 1 << 40;

impl File {
    pub(super) fn open(name: &str) -> File {
        File(fixture(name))
    }

    pub(super) fn number(&self, at: usize, bytes: usize) -> usize {
        let bytes = &self.0[at..at + bytes];
        bytes
            .iter()
            .rev()
            .fold(0, |number, byte| number << 8 | usize::from(*byte))
    }

    pub(super) fn set(&mut self, at: usize, bytes: usize, value: u64) {
        self.0[at..at + bytes].copy_from_slice(&value.to_le_bytes()[..bytes]);
    }

    /// Returns the header of the object that a path names.
    pub(super) fn object(&self, path: &[&str]) -> usize {
        path.iter().fold(self.number(ROOT, 8), |header, name| {
            self.number(self.entry(header, name) + 8, 8)
        })
    }

    /// Returns the entry of a name in the group of a header.
    pub(super) fn entry(&self, header: usize, name: &str) -> usize {
        let names = self.number(self.heap(header) + 24, 8);
        let nodes = self.nodes(self.tree(header));
        let mut entries = nodes.iter().flat_map(|node| {
            let count = self.number(node + 6, 2);
            (0..count).map(move |at| node + 8 + 40 * at)
        });
        let found = entries.find(|entry| {
            let text = &self.0[names + self.number(*entry, 8)..];
            text.starts_with(name.as_bytes()) && text[name.len()] == 0
        });
        found.unwrap_or_else(|| panic!("no {name}"))
    }

    /// Returns the symbol table nodes below a node of a B-tree.
    pub(super) fn nodes(&self, tree: usize) -> Vec<usize> {
        assert_eq!(&self.0[tree..tree + 4], b"TREE");
        let children = (0..self.number(tree + 6, 2)).map(|at| self.number(tree + 32 + 16 * at, 8));
        match self.0[tree + 5] {
            0 => children.collect(),
            _ => children.flat_map(|child| self.nodes(child)).collect(),
        }
    }

    pub(super) fn tree(&self, header: usize) -> usize {
        self.number(self.message(header, 0x11), 8)
    }

    pub(super) fn heap(&self, header: usize) -> usize {
        self.number(self.message(header, 0x11) + 8, 8)
    }

    /// Returns the data of the first message of a type.
    pub(super) fn message(&self, header: usize, ty: usize) -> usize {
        let count = self.number(header + 2, 2);
        let mut blocks = vec![(header + 16, self.number(header + 8, 4))];
        let mut seen = 0;
        while let Some((start, size)) = blocks.pop() {
            let mut at = start;
            while at + 8 <= start + size && seen < count {
                let (found, len) = (self.number(at, 2), self.number(at + 2, 2));
                if found == ty {
                    return at + 8;
                }
                if found == 0x10 {
                    blocks.insert(0, (self.number(at + 8, 8), self.number(at + 16, 8)));
                }
                at += 8 + len;
                seen += 1;
            }
        }
        panic!("no message {ty:#x}")
    }

    pub(super) fn find(&self, text: &[u8]) -> usize {
        let found = self.0.windows(text.len()).position(|part| part == text);
        found.expect("it is there")
    }
}
