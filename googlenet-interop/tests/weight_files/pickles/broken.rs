//! Programs that are cut off, or whose values are not those that they ask for.

use super::*;

#[test]
fn broken_pickles_are_refused() {
    let many = |begin: &[u8], one: &[u8], count: usize| [begin, &one.repeat(count)].concat();
    let huge = |code: &[u8]| [b"\x80\x02", code].concat();
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (Vec::new(), "it ends early"),
        (b"\x80\x02".to_vec(), "it ends early"),
        (b"\x80\x02.".to_vec(), "a value is missing"),
        (b"\x80\x09}.".to_vec(), "protocol 9 is not known"),
        (b"\x80\x02\xff.".to_vec(), "0xff is no opcode"),
        (huge(b"X\xff\xff\xff\xffa"), "it ends early"),
        (
            huge(b"\x8d\xff\xff\xff\xff\xff\xff\xff\x7fa"),
            "it ends early",
        ),
        (huge(b"\x8b\xff\xff\xff\xffa"), "it ends early"),
        (huge(b"\x8a\xffa"), "it ends early"),
        (huge(b"B\xff\xff\xff\x7fa"), "it ends early"),
        (
            huge(b"\x8e\xff\xff\xff\xff\xff\xff\xff\xff"),
            "it ends early",
        ),
        (
            huge(b"\x96\xff\xff\xff\xff\xff\xff\xff\xff"),
            "it ends early",
        ),
        (huge(b"I12x\n."), "`12x` is no integer"),
        (huge(b"Snone\n."), "`none` is no string"),
        (huge(b"cos"), "it ends early"),
        (huge(b"c\xff\n\xff\n."), "is no UTF-8"),
        (huge(b"K\x01K\x02\x93."), "the name of a class is no text"),
        (huge(b"\x87."), "a value is missing"),
        (huge(b"K\x01(0\x85."), "it holds no weights"),
        (huge(b"K\x01(\x85."), "a value is missing"),
        (huge(b"t."), "a mark is missing"),
        (huge(b"}(K\x01u."), "a key has no value"),
        (
            huge(b"K\x01K\x02a."),
            "items are appended to what is no list",
        ),
        (
            huge(b"]K\x01K\x02s."),
            "entries are set in what is no dictionary",
        ),
        (huge(b"h\x05."), "nothing was kept as 5"),
        (huge(b"g99999999999\n."), "is no index"),
        (huge(b"K\x01Q."), "it refers to what is no storage"),
        (huge(b"P0\n."), "outside of it as text"),
        (
            many(b"\x80\x02]", b"2", 1_200_000),
            "has more than 1000000 steps",
        ),
        (
            many(b"\x80\x02", b"(", 1_200_000),
            "has more than 1000000 steps",
        ),
        (
            many(b"\x80\x02", b"]", 600_000),
            "has more than 500000 values",
        ),
        (
            (0..600_000_u32).fold(b"\x80\x02]".to_vec(), |mut all, at| {
                all.push(b'r');
                all.extend(at.to_le_bytes());
                all
            }),
            "keeps more than 500000 values",
        ),
        (b"\x80\x02K\x01.".to_vec(), "it holds no weights"),
        (b"\x80\x02}.".to_vec(), "it holds no weights"),
    ];
    assert!(cases.len() >= 25);
    for (at, (pickle, words)) in cases.iter().enumerate() {
        let message = refused(&zipped(pickle));
        assert!(message.contains(words), "{at}: {message}");
    }
    // Cut off anywhere, a pickle is broken.
    let whole = dict(&good());
    for end in 0..whole.len() {
        refused(&zipped(&whole[..end]));
        refused(&old(&whole[..end], &storages(4)));
    }
}
