//! Scripts of the tests that drive pages in Chromium.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns the path of a program with one of the names in the folders of `PATH`; `None` if there is none.
fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let places = std::env::split_paths(&path);
    let all = places.flat_map(|place| names.iter().map(move |name| place.join(name)));
    all.into_iter().find(|program| program.is_file())
}

/// Writes files, given by their names and contents, and runs a script with their paths as arguments behind Chromium's; says
/// so and returns if Chromium, Node or playwright-core is not there.
///
/// # Panics
/// Panics if the script fails.
pub(crate) fn run(script: &str, files: impl FnOnce() -> Vec<(&'static str, String)>) {
    let browser = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let chromium = program(&["chromium", "chromium-browser", "google-chrome"]);
    let node = program(&["node"]);
    let driver = browser.join("node_modules/playwright-core");
    let (Some(chromium), Some(node), true) = (chromium, node, driver.is_dir()) else {
        // `println!` would be captured by the test harness.
        let _ = writeln!(
            std::io::stderr(),
            "skipped: {script} needs Chromium, Node, and `npm ci --prefix googlenet-view/tests/browser`"
        );
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(script);
    std::fs::create_dir_all(&folder).expect("a folder");
    let paths = files().into_iter().map(|(name, content)| {
        let path = folder.join(name);
        std::fs::write(&path, content).expect("written");
        path
    });
    let output = Command::new(node)
        .arg(browser.join(script))
        .arg(chromium)
        .args(paths)
        .output()
        .expect("node starts");
    let (out, err) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    println!("{out}");
    assert!(output.status.success(), "{out}{err}");
}
