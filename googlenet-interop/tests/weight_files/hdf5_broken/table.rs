//! What can be broken.

use super::file::{FAR, File, ROOT};

type Change = fn(&mut File);

/// What is broken, in which file and how, and what the message says of it.
pub(super) const BROKEN: [(&str, &str, Change, &str); 36] = [
    (
        "cut off in the middle",
        "keras2.h5",
        |f| f.0.truncate(f.0.len() / 2),
        "it is cut off: it says that it has 21168 bytes, and has 10584; help: fetch or copy the file again",
    ),
    (
        "cut off in the superblock",
        "keras2.h5",
        |f| f.0.truncate(20),
        "it is cut off, or damaged",
    ),
    (
        "version of the superblock",
        "keras2.h5",
        |f| f.0[8] = 9,
        "it is cut off, or damaged",
    ),
    (
        "size of addresses",
        "keras2.h5",
        |f| f.0[13] = 3,
        "it is cut off, or damaged",
    ),
    (
        "size of lengths",
        "keras2.h5",
        |f| f.0[14] = 77,
        "it is cut off, or damaged",
    ),
    (
        "base address outside",
        "keras2.h5",
        |f| f.set(24, 8, FAR),
        "it is cut off, or damaged",
    ),
    (
        "root outside",
        "keras2.h5",
        |f| f.set(ROOT, 8, FAR),
        "it is cut off, or damaged",
    ),
    (
        "root is no header",
        "keras2.h5",
        |f| f.set(ROOT, 8, 8),
        "it is cut off, or damaged",
    ),
    (
        "size of a message",
        "keras2.h5",
        |f| {
            let header = f.object(&[]);
            f.set(header + 16 + 2, 2, 0xffff);
        },
        "it is cut off, or damaged",
    ),
    (
        "continuation of a header in itself",
        "keras2.h5",
        |f| {
            let header = f.object(&[]);
            let at = f.message(header, 0x10);
            f.set(header + 2, 2, 0xffff);
            // The block behind begins with a message that leads to its own beginning.
            let (start, size) = (f.number(at, 8), f.number(at + 8, 8));
            f.set(start, 2, 0x10);
            f.set(start + 2, 2, 16);
            f.set(start + 8, 8, start as u64);
            f.set(start + 16, 8, size as u64);
        },
        "it is cut off, or damaged",
    ),
    (
        "continuation outside",
        "keras2.h5",
        |f| {
            let at = f.message(f.object(&[]), 0x10);
            f.set(at, 8, FAR);
        },
        "it is cut off, or damaged",
    ),
    (
        "tree of a group outside",
        "keras2.h5",
        |f| {
            let at = f.message(f.object(&["model_weights"]), 0x11);
            f.set(at, 8, FAR);
        },
        "the group `model_weights`: it is cut off, or damaged",
    ),
    (
        "tree of a group is none",
        "keras2.h5",
        |f| {
            let tree = f.tree(f.object(&["model_weights"]));
            f.0[tree] = b'X';
        },
        "the group `model_weights`: it is cut off, or damaged",
    ),
    (
        "tree of a group in itself",
        "keras2.h5",
        |f| {
            let tree = f.tree(f.object(&["model_weights"]));
            f.0[tree + 5] = 1;
            f.set(tree + 6, 2, 16);
            for child in 0..16 {
                f.set(tree + 32 + 16 * child, 8, tree as u64);
            }
        },
        "maximum nesting/continuation depth exceeded",
    ),
    (
        "number of entries of a tree",
        "keras2.h5",
        |f| {
            let tree = f.tree(f.object(&["model_weights"]));
            f.set(tree + 6, 2, 0xffff);
        },
        "the group `model_weights`: it is cut off, or damaged",
    ),
    (
        "number of members",
        "keras2.h5",
        |f| {
            let node = f.nodes(f.tree(f.object(&["model_weights"])))[0];
            f.set(node + 6, 2, 0xffff);
        },
        "the group `model_weights`: it is cut off, or damaged",
    ),
    (
        "node of members is none",
        "keras2.h5",
        |f| {
            let node = f.nodes(f.tree(f.object(&["model_weights"])))[0];
            f.0[node] = b'X';
        },
        "the group `model_weights`: it is cut off, or damaged",
    ),
    (
        "group in itself",
        "keras2.h5",
        |f| {
            let weights = f.object(&["model_weights"]);
            let entry = f.entry(weights, "conv");
            f.set(entry + 8, 8, weights as u64);
        },
        "groups in each other more than 64 deep, or a group in itself: `model_weights/conv/conv/conv/…`",
    ),
    (
        "group in itself many times",
        "keras2.h5",
        |f| {
            let weights = f.object(&["model_weights"]);
            for name in ["conv", "norm", "fc"] {
                let entry = f.entry(weights, name);
                f.set(entry + 8, 8, weights as u64);
            }
        },
        "in itself",
    ),
    (
        "member outside",
        "keras2.h5",
        |f| {
            let entry = f.entry(f.object(&["model_weights"]), "conv");
            f.set(entry + 8, 8, FAR);
        },
        "the group `model_weights`: it is cut off, or damaged",
    ),
    (
        "name of a member outside",
        "keras2.h5",
        |f| {
            let entry = f.entry(f.object(&["model_weights"]), "conv");
            f.set(entry, 8, FAR);
        },
        "the group `model_weights`: it is cut off, or damaged",
    ),
    (
        "heap of names outside",
        "keras2.h5",
        |f| {
            let heap = f.heap(f.object(&["model_weights"]));
            f.set(heap + 24, 8, FAR);
        },
        "the group `model_weights`: it is cut off, or damaged",
    ),
    (
        "heap of texts is none",
        "keras2.h5",
        |f| {
            while let Some(at) = f.0.windows(4).position(|part| part == b"GCOL") {
                f.0[at] = b'X';
            }
        },
        "it is damaged: its attribute `model_config` cannot be read",
    ),
    (
        "text outside of its heap",
        "keras2.h5",
        |f| {
            // A text of a list is its length, the address of the heap and its number there.
            let heap = |at: &usize| f.number(*at, 8);
            let found = (4..f.0.len() - 12).filter(|at| {
                f.number(at - 4, 4) == 4
                    && f.0.get(heap(at)..heap(at).saturating_add(4)) == Some(b"GCOL")
            });
            for at in found.collect::<Vec<_>>() {
                f.set(at + 8, 4, 0x7fff);
            }
        },
        "cannot be read",
    ),
    (
        "layer without a group",
        "keras2.h5",
        |f| {
            let at = f.find(b"\x04\0\0\0\0\0\0\0conv\0\0\0\0");
            f.0[at + 8] = b'k';
        },
        "it is damaged: it lists the layer `konv`, and has no group of that name",
    ),
    (
        "sizes of a tensor",
        "kinds_earliest.h5",
        |f| {
            let space = f.message(f.object(&["a_plain"]), 1);
            f.set(space + 8, 8, FAR);
        },
        "the weight `a_plain`: it is damaged: its values have 120 bytes; expected 26388279066624 by its sizes",
    ),
    (
        "sizes beyond all numbers",
        "kinds_earliest.h5",
        |f| {
            let space = f.message(f.object(&["a_plain"]), 1);
            f.set(space + 8, 8, u64::MAX);
        },
        "the weight `a_plain`: its sizes [18446744073709551615, 6] are out of range",
    ),
    (
        "values outside",
        "kinds_earliest.h5",
        |f| {
            let layout = f.message(f.object(&["a_plain"]), 8);
            f.set(layout + 2, 8, FAR);
        },
        "the weight `a_plain`: it is cut off, or damaged: its values are 120 bytes from byte 1099511627776 on",
    ),
    (
        "number of bytes of values",
        "kinds_earliest.h5",
        |f| {
            let layout = f.message(f.object(&["a_plain"]), 8);
            f.set(layout + 10, 8, 7);
        },
        "the weight `a_plain`: it is damaged: its values have 7 bytes; expected 120 by its sizes",
    ),
    (
        "chunks of great size",
        "kinds_earliest.h5",
        |f| {
            let layout = f.message(f.object(&["c_gzip"]), 8);
            f.set(layout + 11, 4, 0x7fff_ffff);
        },
        "the weight `c_gzip`: it is damaged: chunks of [2147483647, 4] for sizes [5, 6]",
    ),
    (
        "chunks of no size",
        "kinds_earliest.h5",
        |f| {
            let layout = f.message(f.object(&["c_gzip"]), 8);
            f.set(layout + 11, 4, 0);
        },
        "the weight `c_gzip`: it is damaged: chunks of [0, 4] for sizes [5, 6]",
    ),
    (
        "sizes of a tensor in chunks",
        "kinds_earliest.h5",
        |f| {
            let space = f.message(f.object(&["c_gzip"]), 1);
            f.set(space + 8, 8, FAR);
        },
        "the weight `c_gzip`: it is damaged: it has 6 chunks; expected 1099511627776",
    ),
    (
        "tree of chunks in itself",
        "kinds_earliest.h5",
        |f| {
            let layout = f.message(f.object(&["c_gzip"]), 8);
            let tree = f.number(layout + 3, 8);
            f.0[tree + 5] = 1;
            // A key of a size, a mask, and three places in front of each child.
            for child in 0..6 {
                f.set(tree + 24 + 32 + 40 * child, 8, tree as u64);
            }
        },
        "chunk B-tree nested too deeply",
    ),
    (
        "size of a chunk",
        "kinds_earliest.h5",
        |f| {
            let layout = f.message(f.object(&["c_gzip"]), 8);
            let tree = f.number(layout + 3, 8);
            f.set(tree + 24, 4, 0x7fff_ffff);
        },
        "the weight `c_gzip`: it is damaged: a chunk of 2147483647 bytes",
    ),
    (
        "two chunks in the same bytes",
        "kinds_earliest.h5",
        |f| {
            let layout = f.message(f.object(&["c_gzip"]), 8);
            let tree = f.number(layout + 3, 8);
            let first = f.number(tree + 24 + 32, 8);
            f.set(tree + 24 + 32 + 40, 8, first as u64);
        },
        "the weight `c_gzip`: it is damaged: two chunks lie in the same bytes",
    ),
    (
        "compressed values",
        "kinds_earliest.h5",
        |f| {
            let layout = f.message(f.object(&["c_gzip"]), 8);
            let tree = f.number(layout + 3, 8);
            let first = f.number(tree + 24 + 32, 8);
            f.set(first, 8, u64::MAX);
        },
        "the weight `c_gzip`: it is cut off, or damaged",
    ),
];
