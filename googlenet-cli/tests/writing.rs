//! Tests of where results are written: files, links and devices, pipes that are closed, and disks that are full.

use crate::common::{self, BROKEN, Workspace};
use std::process::Stdio;

#[test]
fn a_file_that_cannot_be_written_is_the_users_mistake() {
    let place = Workspace::new();
    let err = place
        .run(&["expand", "tiny.yaml", "-o", "no/where.rs"])
        .bad(1);
    assert!(
        err.starts_with("error: cannot write `no/where.rs`: "),
        "{err}"
    );
    std::fs::create_dir(place.path("folder")).expect("a folder");
    let err = place.run(&["expand", "tiny.yaml", "-o", "folder"]).bad(1);
    assert_eq!(err, "error: cannot write `folder`: it is a folder\n");
    assert_eq!(place.names(), ["folder", "tiny.yaml"]);
}

#[test]
fn a_mistake_leaves_the_old_file() {
    let place = Workspace::new();
    place.put("broken.yaml", BROKEN);
    place.put("out.rs", "before");
    place.run(&["expand", "broken.yaml", "-o", "out.rs"]).bad(1);
    assert_eq!(place.get("out.rs"), b"before");
}

#[cfg(unix)]
#[test]
fn links_permissions_and_devices_stay_what_they_are() {
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    let place = Workspace::new();
    place.put("real.rs", "before");
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(place.path("real.rs"), private).expect("permissions");
    symlink("real.rs", place.path("link.rs")).expect("a link");
    place.run(&["expand", "tiny.yaml", "-o", "link.rs"]).good();
    assert!(place.path("link.rs").is_symlink());
    assert!(
        place.get("real.rs").starts_with(b"//"),
        "the file behind the link is written"
    );
    let there = std::fs::metadata(place.path("real.rs")).expect("the file");
    assert_eq!(there.permissions().mode() & 0o777, 0o600);

    let weights = "export tiny.yaml --seed 1 --format safetensors -o link.rs";
    let weights: Vec<&str> = weights.split_whitespace().collect();
    place.run(&weights).good();
    assert!(place.path("link.rs").is_symlink());
    let there = std::fs::metadata(place.path("real.rs")).expect("the file");
    assert_eq!(there.permissions().mode() & 0o777, 0o600);
    assert!(!place.get("real.rs").starts_with(b"//"));
    assert_eq!(place.names(), ["link.rs", "real.rs", "tiny.yaml"]);

    place
        .run(&["expand", "tiny.yaml", "-o", "/dev/null"])
        .good();
    let device = std::fs::metadata("/dev/null").expect("the device");
    assert!(device.file_type().is_char_device());
    let out = place
        .run(&["expand", "tiny.yaml", "-o", "/dev/stdout"])
        .good();
    assert!(out.contains("pub struct Tiny"), "{out}");
}

/// Returns the writing end of a pipe whose reading end is closed.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let place = Workspace::new();
    place.put("x.npy", common::array(&common::values(24), "(4, 3, 2)"));
    for words in [
        "check tiny.yaml tiny.yaml",
        "summary tiny.yaml",
        "summary tiny.yaml --format json",
        "expand tiny.yaml",
        "schema",
        "completions zsh",
        "run tiny.yaml --seed 1 --input x.npy --threads 1",
    ] {
        let args: Vec<&str> = words.split_whitespace().collect();
        let output = place
            .command(&args)
            .stdout(closed())
            .output()
            .expect("the binary starts");
        assert_eq!(common::Finished::of(output).good(), "", "{words}");
    }
}

#[test]
fn the_status_does_not_need_a_reader() {
    let place = Workspace::new();
    place.put("broken.yaml", BROKEN);
    let mut command = place.command(&["check", "tiny.yaml", "broken.yaml"]);
    let status = command
        .stdout(closed())
        .stderr(closed())
        .status()
        .expect("the binary starts");
    assert_eq!(status.code(), Some(1));
    let mut command = place.command(&["expand", "nowhere.yaml", "-o", "x"]);
    let status = command
        .stderr(closed())
        .status()
        .expect("the binary starts");
    assert_eq!(status.code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("the device");
    let place = Workspace::new();
    let mut command = place.command(&["summary", "tiny.yaml"]);
    let output = command.stdout(full).output().expect("the binary starts");
    let err = common::Finished::of(output).bad(1);
    assert!(
        err.starts_with("error: cannot write to standard output: "),
        "{err}"
    );
}
