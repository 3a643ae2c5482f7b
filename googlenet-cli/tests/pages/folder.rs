//! The folder in which the commands of a page run, and the conditions under which a block is run.

use super::blocks::Block;
use super::common::root;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Returns the folder with the trained GoogLeNet of Caffe; `None` if the weight file is not there.
pub(crate) fn trained() -> Option<PathBuf> {
    let folder = root().join("../shared/data/bvlc_googlenet");
    let there = folder.join("bvlc_googlenet.caffemodel").is_file();
    there.then_some(folder)
}

/// Returns `true` if the processor has AVX-512 and the environment does not select another instruction set.
fn avx512() -> bool {
    #[cfg(target_arch = "x86_64")]
    let there = std::is_x86_feature_detected!("avx512f");
    #[cfg(not(target_arch = "x86_64"))]
    let there = false;
    there && std::env::var_os("GOOGLENET_ISA").is_none()
}

/// Returns `true` if the block's comment `needs`, if there is one, is fulfilled here; otherwise prints that the block
/// at `place` is skipped.
///
/// # Panics
/// The comment has an unknown word.
pub(crate) fn can_run(block: &Block, place: &str) -> bool {
    match block.note("needs") {
        None => true,
        Some("trained") if trained().is_some() => true,
        Some("trained") => {
            println!("skipped: {place} needs ../shared/data/bvlc_googlenet");
            false
        }
        Some("avx512") if avx512() => true,
        Some("avx512") => {
            println!("skipped: {place} needs a processor with AVX-512");
            false
        }
        Some(other) => panic!("{place}: unknown word `{other}` in the comment `needs`"),
    }
}

/// A temporary folder in which commands run, with the files that pages mention: those of `specs`, `assets` and
/// `examples/data`, files of the guide, and links to the trained network where that is there.
pub(crate) struct Folder {
    /// The folder in which commands run.
    folder: TempDir,
    /// A folder of the search path for programs, with a link to the tested `googlenet`.
    tools: TempDir,
}

impl Folder {
    /// Creates the folder with its files.
    pub(crate) fn new() -> Folder {
        let folder = TempDir::new().expect("a temporary folder");
        let tools = TempDir::new().expect("a temporary folder");
        let binary = Path::new(env!("CARGO_BIN_EXE_googlenet"));
        std::os::unix::fs::symlink(binary, tools.path().join("googlenet")).expect("a link");
        for name in [
            "specs",
            "assets",
            "examples/data",
            "examples/data/uci_digits",
        ] {
            let to = folder.path().join(name);
            std::fs::create_dir_all(&to).expect("a folder");
            for entry in std::fs::read_dir(root().join(name)).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_file() {
                    let name = path.file_name().expect("a name");
                    std::fs::copy(&path, to.join(name)).expect("copied");
                }
            }
        }
        for name in ["leaves.yaml", "leaves.txt", "features.yaml"] {
            let from = root().join("guide").join(name);
            std::fs::copy(from, folder.path().join(name)).expect("copied");
        }
        if let Some(data) = trained() {
            for name in [
                "deploy.prototxt",
                "bvlc_googlenet.caffemodel",
                "synset_words.txt",
            ] {
                let data = data.canonicalize().expect("the trained network");
                std::os::unix::fs::symlink(data.join(name), folder.path().join(name))
                    .expect("a link");
            }
        }
        Folder { folder, tools }
    }

    /// Returns the path of a file in the folder, which need not exist.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file to the folder, and creates the folders of its path.
    pub(crate) fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).expect("a folder");
        }
        std::fs::write(path, text).expect("written");
    }

    /// Returns a command that runs `program` in the folder, without input and colours; the program finds `googlenet` in
    /// its `PATH`.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let paths =
            std::iter::once(self.tools.path().to_owned()).chain(std::env::split_paths(&paths));
        let paths = std::env::join_paths(paths).expect("paths");
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .env("PATH", paths)
            .env("LC_ALL", "C");
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command
    }

    /// Runs a line with `sh` and returns what it prints to standard output and standard error together. The exit status
    /// is not checked.
    pub(crate) fn shell(&self, line: &str) -> String {
        let script = format!("exec 2>&1\n{line}\n");
        let output = self.command("sh").arg("-c").arg(script).output();
        String::from_utf8(output.expect("a shell").stdout).expect("UTF-8")
    }
}
