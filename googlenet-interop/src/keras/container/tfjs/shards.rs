//! Files with weights, read one behind the other.

use crate::wire::Folder;
use std::fs::{self, File};
use std::io::Read;
use std::path::PathBuf;

/// The shards of a group of weights. They are opened when their bytes are asked for.
pub(super) struct Shards {
    /// Name and path of each shard that is not open yet, the next one last.
    later: Vec<(String, PathBuf)>,
    /// The open shard.
    now: Option<(String, File)>,
}

impl Shards {
    /// Finds the shards, and compares their sizes with the number of bytes of the weights.
    ///
    /// # Errors
    /// A reason in words that follow the file's name.
    pub(super) fn open(paths: &[String], folder: &Folder, expected: u64) -> Result<Shards, String> {
        let mut later = Vec::with_capacity(paths.len());
        let mut size = 0u64;
        for name in paths {
            let path = folder.path(name);
            let path = path.map_err(|why| {
                format!(
                    "its weights are in {name:?}{why}; help: all files of the model lie beside `model.json`"
                )
            })?;
            let data = fs::metadata(&path).map_err(|error| unreadable(name, &error))?;
            size = size.saturating_add(data.len());
            later.push((name.clone(), path));
        }
        if size != expected {
            let names = match paths {
                [] => "no file".to_owned(),
                [one] => format!("{one:?}"),
                [first, .., last] => format!("{first:?} to {last:?}"),
            };
            return Err(format!(
                "its weights are in {names}, of {size} bytes; expected {expected} by their sizes; help: fetch or copy \
                 these files again"
            ));
        }
        later.reverse();
        Ok(Shards { later, now: None })
    }

    /// Reads the next `count` bytes.
    pub(super) fn take(&mut self, count: u64) -> Result<Vec<u8>, String> {
        let memory = || format!("no memory for {count} bytes");
        let size = usize::try_from(count).map_err(|_| memory())?;
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(size).map_err(|_| memory())?;
        while bytes.len() < size {
            let Some((name, file)) = &mut self.now else {
                let (name, path) = self.later.pop().ok_or("its weights are cut off")?;
                let file = File::open(&path).map_err(|error| unreadable(&name, &error))?;
                self.now = Some((name, file));
                continue;
            };
            let rest = (size - bytes.len()) as u64;
            let read = file.take(rest).read_to_end(&mut bytes);
            if read.map_err(|error| unreadable(name, &error))? == 0 {
                self.now = None;
            }
        }
        Ok(bytes)
    }
}

fn unreadable(name: &str, error: &std::io::Error) -> String {
    format!("its weights are in {name:?}: {error}")
}
