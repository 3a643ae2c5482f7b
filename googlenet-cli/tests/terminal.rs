//! Tests of tables on a terminal of a certain width.

use crate::common::{SPEC, Workspace};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::File;
use std::io::Read;

/// Returns what a command writes to a terminal with `columns` characters in a line.
fn on_terminal(place: &Workspace, words: &[&str], columns: u16) -> String {
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&terminal).expect("a terminal of one's own");
    unlockpt(&terminal).expect("a terminal that can be opened");
    let size = Winsize {
        ws_row: 50,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(&terminal, size).expect("a size");
    let name = ptsname(&terminal, Vec::new()).expect("a name");
    let name = name.into_string().expect("UTF-8");
    let other = File::options().read(true).write(true).open(name);
    let mut command = place.command(words);
    let mut child = command
        .stdout(other.expect("the other end"))
        .spawn()
        .expect("the binary starts");
    // The command holds the only other end, without which reading fails.
    drop(command);
    let (mut bytes, mut part) = (Vec::new(), [0; 4096]);
    let mut terminal = File::from(terminal);
    while let Ok(len @ 1..) = terminal.read(&mut part) {
        bytes.extend_from_slice(&part[..len]);
    }
    assert!(child.wait().expect("an end").success());
    String::from_utf8(bytes)
        .expect("UTF-8")
        .replace("\r\n", "\n")
}

#[test]
fn compare_puts_networks_in_rows_where_columns_do_not_fit() {
    let place = Workspace::new();
    let names: Vec<String> = (1..=6).map(|at| format!("variant{at}.yaml")).collect();
    for name in &names {
        place.put(name, SPEC);
    }
    let mut words = vec!["compare"];
    words.extend(names.iter().map(String::as_str));
    let columns = place.run(&words).good();
    let width = |text: &str| {
        let table = text.lines().take_while(|line| !line.is_empty());
        table.map(|line| line.chars().count()).max().unwrap_or(0)
    };
    let rows = place.run(&[&words[..], &["--rows"]].concat()).good();
    assert!(width(&rows) < width(&columns), "{rows}\n{columns}");
    let room = u16::try_from(width(&columns)).expect("a width");
    assert_eq!(on_terminal(&place, &words, room), columns);
    assert_eq!(on_terminal(&place, &words, room - 1), rows);
    // A file has no width, whatever the terminal is.
    let to_file = [&words[..], &["-o", "out.txt"]].concat();
    assert_eq!(on_terminal(&place, &to_file, 20), "");
    assert_eq!(place.get("out.txt"), columns.into_bytes());
    let csv = [&words[..], &["--format", "csv"]].concat();
    assert_eq!(on_terminal(&place, &csv, 20), place.run(&csv).good());
}
