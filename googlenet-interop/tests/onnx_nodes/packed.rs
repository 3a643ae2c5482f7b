//! The files that `pack.py` packed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// All packed files, by their names.
pub(super) struct Packed(BTreeMap<String, Vec<u8>>);

impl Packed {
    pub(super) fn read(folder: &Path) -> Packed {
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(folder).expect("the fixtures") {
            let path = entry.expect("a file").path();
            if path.extension().is_none_or(|extension| extension != "bin") {
                continue;
            }
            let bytes = std::fs::read(&path).expect("a packed file");
            let mut rest = bytes.as_slice();
            while !rest.is_empty() {
                let name = part(&mut rest);
                let name = String::from_utf8(name.to_vec()).expect("a name");
                let contents = part(&mut rest).to_vec();
                assert!(files.insert(name, contents).is_none(), "{path:?}");
            }
        }
        Packed(files)
    }

    /// Returns the names of all tests.
    pub(super) fn tests(&self) -> BTreeSet<&str> {
        let names = self.0.keys().filter_map(|name| name.split_once('/'));
        names.map(|(test, _)| test).collect()
    }

    pub(super) fn get(&self, test: &str, file: &str) -> &[u8] {
        &self.0[&format!("{test}/{file}")]
    }

    /// Returns the tensors `what_0.pb`, `what_1.pb` and so on of a test.
    pub(super) fn all(&self, test: &str, what: &str) -> Vec<&[u8]> {
        let names = (0..).map(|at| format!("{test}/{what}_{at}.pb"));
        let files = names.map_while(|name| self.0.get(&name));
        files.map(Vec::as_slice).collect()
    }
}

/// Takes a length and as many bytes off the front.
fn part<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let (len, behind) = rest.split_first_chunk::<4>().expect("a length");
    let (part, behind) = behind.split_at(u32::from_le_bytes(*len) as usize);
    *rest = behind;
    part
}
