//! Tests of the decoding of scalars, and of the ways in which the text format allows a field to be written.

use super::{Prototxt, scalar};

#[test]
fn numbers_are_read_as_protobuf_reads_them() {
    let wholes = [
        ("0", Some(0)),
        ("224", Some(224)),
        ("-1", Some(-1)),
        ("- 7", Some(-7)),
        ("0x1F", Some(31)),
        ("011", Some(9)),
        ("9223372036854775807", Some(i64::MAX)),
        ("-9223372036854775808", Some(i64::MIN)),
        ("9223372036854775808", None),
        ("08", None),
        ("1.0", None),
        ("0x", None),
        ("--1", None),
        ("+1", None),
    ];
    for (text, value) in wholes {
        assert_eq!(scalar::whole(text), value, "{text}");
    }
    let reals = [
        ("1", Some(1.0)),
        (".5", Some(0.5)),
        ("5.", Some(5.0)),
        ("1e-4", Some(1e-4)),
        ("-2.5E+1", Some(-25.0)),
        ("0.1f", Some(0.1)),
        ("0x10", Some(16.0)),
        ("nan", None),
        ("inf", None),
        ("1e99", None),
        ("1.2.3", None),
    ];
    for (text, value) in reals {
        assert_eq!(scalar::real(text), value, "{text}");
    }
}

#[test]
fn strings_have_escapes() {
    assert_eq!(scalar::text(r#""a\\b\"c\'""#), "a\\b\"c'");
    assert_eq!(scalar::text(r#""\x41\102\n\t""#), "AB\n\t");
    assert_eq!(scalar::text("'one' # a remark\n \"two\""), "onetwo");
    assert_eq!(scalar::text(r#""\xc3\xa9 \377""#), "\u{e9} \u{fffd}");
    assert_eq!(scalar::text("\"\""), "");
}

#[test]
fn fields_are_found_by_name_in_all_their_forms() {
    let text = "# remark\ninput: 'x', input: [\"y\", \"z\"]; input_shape: < dim: 1, dim: 2 > input_shape { dim: [3] }";
    let text = Prototxt::read("net.prototxt", text.as_bytes()).expect("in order");
    let root = text.root();
    let names: Vec<String> = root.texts("input").into_iter().map(|name| name.0).collect();
    assert_eq!(names, ["x", "y", "z"]);
    let dims = |shape: super::View<'_>| -> Vec<i64> {
        shape.wholes("dim").iter().map(|dim| dim.0).collect()
    };
    let shapes: Vec<Vec<i64>> = root
        .messages("input_shape")
        .map(|(shape, _)| dims(shape))
        .collect();
    assert_eq!(shapes, [vec![1, 2], vec![3]]);
    let span = root.texts("input")[1].1;
    assert_eq!(text.source().position(span.start).column, 21);
}
