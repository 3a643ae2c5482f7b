//! Tests of the scanner on small sources.

use crate::arrows::{arrows, faults, knots};
use crate::names::Crate;

fn read(files: &[(&str, &str)]) -> Crate {
    let own = |(file, text): &(&str, &str)| (file.to_string(), text.to_string());
    Crate::read(&files.iter().map(own).collect::<Vec<_>>()).unwrap()
}

/// Returns the arrows of a folder, as `from -> to`, in a crate of these files. If they have no `lib.rs`, one is added
/// that declares the modules `a` to `d`.
fn found_in(folder: &[&str], files: &[(&str, &str)]) -> Vec<String> {
    let mut all = vec![("lib.rs", "mod a; pub mod b; pub(crate) mod c; mod d;")];
    all.retain(|(name, _)| files.iter().all(|(file, _)| file != name));
    all.extend(files);
    let folder: Vec<String> = folder.iter().map(ToString::to_string).collect();
    let found = arrows(&read(&all), &folder).unwrap();
    found
        .keys()
        .map(|(from, to)| format!("{from} -> {to}"))
        .collect()
}

fn found(files: &[(&str, &str)]) -> Vec<String> {
    found_in(&[], files)
}

#[test]
fn paths_are_found_wherever_they_stand() {
    for text in [
        "use crate::b::X;",
        "use super::b::X;",
        "use self::super::b::X;",
        "pub(crate) use crate::b::*;",
        "use {std::fmt, crate::b::X as Y};",
        "fn f() { let x = crate::b::x::<u32>(); }",
        "fn f() { if true { use super::b; } }",
        "fn f(x: &crate::b::X) {}",
        "impl From<super::b::X> for Y {}",
        "#[derive(crate::b::Derive)] struct Y;",
        "#[cfg(any(test, feature = \"reference\"))] use crate::b::X;",
        "#[cfg(not(test))] use crate::b::X;",
        "macro_rules! m { () => { $crate::b::X }; }",
        "macro_rules! m { () => { use $crate::b::X; }; }",
        "fn f<A>() -> impl Sized + use<A> { crate::b::x() }",
        "fn f() { println!(\"{}\", [crate::b::X]); }",
        "pub(in crate::b) struct X;",
    ] {
        assert_eq!(found(&[("a.rs", text)]), ["a -> b"], "{text}");
    }
    for text in [
        "/// Like [`crate::b::X`].\nstruct Y;",
        "// crate::b::X",
        "const X: &str = \"crate::b::X\";",
        "use b::X;",
        "use std::b::X;",
        "pub(crate) fn f() {}",
        "fn f() -> impl Fn() + use<> {}",
        "use super::a::X;",
        "use crate::a::X;",
        "macro_rules! m { () => { $crate; } }",
    ] {
        assert_eq!(found(&[("a.rs", text)]), [""; 0], "{text}");
    }
}

#[test]
fn every_leaf_of_a_use_tree_is_an_arrow() {
    let text = "use crate::{b::{self, X, Y as Z}, c::{inner::{deep::W}}, d};";
    assert_eq!(found(&[("a.rs", text)]), ["a -> b", "a -> c", "a -> d"]);
    assert_eq!(
        found(&[
            ("a.rs", "use super::{b, super_::X};"),
            ("lib.rs", "mod a; mod b; mod super_;")
        ]),
        ["a -> b", "a -> super_"]
    );
}

#[test]
fn super_goes_up_from_where_it_stands() {
    let inline = "mod inner { use super::X; fn f() { super::super::b::x() } }";
    assert_eq!(found(&[("a.rs", inline)]), ["a -> b"]);
    let twice = "mod one { mod two { use super::super::super::c::X; } } use super::b::X;";
    assert_eq!(found(&[("a.rs", twice)]), ["a -> b", "a -> c"]);
    let files = [
        ("a/mod.rs", "mod x; mod y; use super::b::X;"),
        ("a/x.rs", "use super::y::X; use super::super::c::X;"),
        ("a/y/mod.rs", "fn f() { super::super::d::x() }"),
    ];
    assert_eq!(found(&files), ["a -> b", "a -> c", "a -> d"]);
    assert_eq!(found_in(&["a"], &files), ["x -> y"]);
    let beyond = [("lib.rs".to_string(), "use super::X;".to_string())];
    let error = Crate::read(&beyond).unwrap_err();
    assert_eq!(error, "lib.rs: `super::X` leaves the crate");
}

#[test]
fn reexports_lead_to_the_module_of_the_item() {
    let root = "mod a; mod b; mod c; mod d; pub use c::{X, Y as Z, self as seas}; pub use b::W;
        pub use serde::Serialize; pub mod hidden { pub use crate::d::V; pub use quote::quote; }";
    let folder = "mod w; pub use self::w::W; pub use super::d::U;";
    let of = |text| {
        let mut found = found(&[("lib.rs", root), ("b/mod.rs", folder), ("a.rs", text)]);
        found.retain(|arrow| arrow.starts_with("a "));
        found
    };
    assert_eq!(of("use crate::X;"), ["a -> c"]);
    assert_eq!(of("use crate::Z;"), ["a -> c"]);
    assert_eq!(of("use crate::seas::X;"), ["a -> c"]);
    assert_eq!(of("fn f() { super::W::new() }"), ["a -> b"]);
    assert_eq!(of("use crate::b::U;"), ["a -> d"]);
    assert_eq!(of("use crate::hidden::V;"), ["a -> d"]);
    assert_eq!(of("use crate::hidden::quote;"), [""; 0]);
    assert_eq!(of("use crate::Serialize;"), [""; 0]);
    let renamed = "mod a; mod b; mod c; use crate::c as seas; pub use seas::X;";
    let files = [("lib.rs", renamed), ("a.rs", "use crate::X;")];
    assert_eq!(found(&files), ["a -> c"]);
    let leaf = [
        ("a.rs", "use crate::b::X;"),
        ("b.rs", "pub use crate::c::X;"),
    ];
    assert_eq!(
        found(&leaf),
        ["a -> b", "b -> c"],
        "only folders are followed"
    );
}

#[test]
fn a_name_of_a_module_and_of_an_item_is_both() {
    let root = "mod a; mod b; mod c; pub use c::b;";
    assert_eq!(
        found(&[("lib.rs", root), ("a.rs", "use crate::b;")]),
        ["a -> b", "a -> c"]
    );
    assert_eq!(
        found(&[("lib.rs", root), ("a.rs", "use crate::b::X;")]),
        ["a -> b"]
    );
    let same = "mod a; mod b; pub use b::b;";
    assert_eq!(
        found(&[("lib.rs", same), ("a.rs", "fn f() { crate::b() }")]),
        ["a -> b"]
    );
}

#[test]
fn the_root_is_above_all_but_its_macros() {
    let text = "use crate::X;";
    assert_eq!(found(&[("a.rs", text)]), ["a -> (root)"]);
    let defined = "#[macro_export]\nmacro_rules! network { () => {}; }";
    let used = "fn f() { crate::network!(); }";
    assert_eq!(found(&[("a.rs", used), ("b.rs", defined)]), ["a -> b"]);
    assert_eq!(
        found(&[("a.rs", used), ("b.rs", &defined[15..])]),
        ["a -> (root)"]
    );
    let root = format!("mod a; {defined}");
    assert_eq!(found(&[("a.rs", used), ("lib.rs", &root)]), [""; 0]);
}

#[test]
fn what_a_folder_defines_is_free_to_its_modules() {
    let files = [
        (
            "a/mod.rs",
            "mod x; mod y; pub struct Own; use y::Theirs; use crate::c::Far;",
        ),
        ("a/x.rs", "use super::{Own, Theirs, Far};"),
        ("a/y.rs", ""),
    ];
    assert_eq!(found_in(&["a"], &files), ["x -> y"]);
    assert_eq!(found(&files), ["a -> c"]);
}

#[test]
fn globs_of_folders_are_no_way_to_an_item() {
    let files = [
        ("lib.rs", "mod a; mod b; pub use b::*;"),
        ("a.rs", "use crate::X;"),
    ];
    let error = arrows(&read(&files), &[]).unwrap_err();
    assert_eq!(
        error,
        "a.rs:1: `X` may come out of a glob in `crate`: name what it exports"
    );
    let circle = [
        ("lib.rs", "mod a; use crate::Y as X; use crate::X as Y;"),
        ("a.rs", "use crate::X;"),
    ];
    let error = arrows(&read(&circle), &[]).unwrap_err();
    assert!(error.ends_with("leads back to itself"), "{error}");
}

#[test]
fn code_of_tests_is_left_out() {
    let inline = "#[cfg(test)]\n#[allow(unused)]\nmod tests { use crate::b::X; } use crate::c::X;";
    assert_eq!(found(&[("a.rs", inline)]), ["a -> c"]);
    for item in [
        "use crate::{b::X};",
        "use super::{b, c}; fn f() {}",
        "pub(super) fn f(x: crate::b::X) { crate::c::x() }",
        "mod tests;",
        "struct X(crate::b::X);",
        "fn f<A, B>(x: crate::b::X) {}",
        "impl From<(X, crate::b::X)> for Y { fn f() {} }",
    ] {
        let text = format!("#[cfg(test)] {item} use crate::d::X;");
        assert_eq!(found(&[("a.rs", &text)]), ["a -> d"], "{item}");
    }
    let field = "struct X { #[cfg(test)] x: crate::b::X, y: crate::c::X }";
    assert_eq!(found(&[("a.rs", field)]), ["a -> c"]);
    let files = [
        ("a/mod.rs", "#[cfg(test)] mod tests; mod x;"),
        ("a/tests/mod.rs", "mod deep; use crate::b::X;"),
        ("a/tests/deep.rs", "use crate::c::X;"),
        ("a/x.rs", "use crate::d::X;"),
    ];
    assert_eq!(found(&files), ["a -> d"]);
    let read = read(&files);
    let children = read.children(&["a".to_string()]).unwrap();
    assert_eq!(children.iter().collect::<Vec<_>>(), ["x"]);
}

const SMALL: [(&str, &str); 4] = [
    ("lib.rs", "mod a; mod b; mod c;"),
    ("a.rs", ""),
    ("b.rs", "use crate::a::X;"),
    ("c.rs", "use crate::{a::X, b::Y};\nfn f() { crate::b::y() }"),
];

fn faults_of(files: &[(&str, &str)], rows: &[&str], known: &[(&str, &str)]) -> Vec<String> {
    faults(&read(files), "small/src", &[], rows, known).unwrap()
}

#[test]
fn an_arrow_that_goes_up_is_a_fault() {
    assert_eq!(faults_of(&SMALL, &["a", "b", "c"], &[]), [""; 0]);
    let mut planted = SMALL;
    planted[1].1 = "struct X;\nimpl crate::c::Literal for X {\n    fn f() { super::c::f() }\n}";
    let up = [
        "small/src: a -> c goes up, 2 times",
        "    small/src/a.rs:2: a -> c (Literal)",
        "    small/src/a.rs:3: a -> c (f)",
    ];
    assert_eq!(faults_of(&planted, &["a", "b", "c"], &[]), up);
    assert_eq!(
        faults_of(&planted, &["a", "b", "c"], &[("a", "c")]),
        [""; 0]
    );
    let gone = "small/src: a -> c goes up no more: take it out of KNOWN";
    assert_eq!(faults_of(&SMALL, &["a", "b", "c"], &[("a", "c")]), [gone]);
    planted[1].1 = "use crate::X;";
    let root = [
        "small/src: a -> (root) goes up, once",
        "    small/src/a.rs:1: a -> (root) (X)",
    ];
    assert_eq!(faults_of(&planted, &["a", "b", "c"], &[]), root);
}

#[test]
fn modules_of_one_row_do_not_use_each_other() {
    assert_eq!(
        faults_of(&SMALL, &["a b", "c"], &[])[0],
        "small/src: b -> a goes up, once"
    );
    let mut planted = SMALL;
    planted[2].1 = "";
    assert_eq!(faults_of(&planted, &["a b", "c"], &[]), [""; 0]);
}

#[test]
fn table_and_disk_have_the_same_modules() {
    let missing = "small/src: `b` is not in the table";
    assert_eq!(faults_of(&SMALL, &["a", "c"], &[])[0], missing);
    let gone = ["small/src: `z` is in the table, and not there"];
    assert_eq!(faults_of(&SMALL, &["a", "b", "c", "z"], &[]), gone);
    let twice = ["small/src: `a` is in the table twice"];
    assert_eq!(faults_of(&SMALL, &["a", "a", "b", "c"], &[]), twice);
    let folder = faults(&read(&SMALL), "small/src", &["a".into()], &[], &[]).unwrap_err();
    assert_eq!(
        folder,
        "small/src/a: in the table, and no folder of modules"
    );
}

#[test]
fn knots_are_printed_lowest_first() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::X;"),
        ("b.rs", "use crate::c::{X, Y}; use crate::d::X;"),
        ("c.rs", "use crate::b::Z;"),
        ("d.rs", ""),
    ];
    let text = knots(&read(&files), "small/src", &[]).unwrap();
    let expected = "small/src\n  d\n  [b c] 2 in a knot\n    b -> c: 2 times (X, Y), b.rs:1\n    \
        c -> b: once (Z), c.rs:1\n  a\n";
    assert_eq!(text, expected);
}
