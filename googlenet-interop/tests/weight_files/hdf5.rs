//! HDF5 files of every kind of storage, and broken ones.

use crate::kit::{assert_bits, fixture, opened, values};
use googlenet_interop::Element;

#[test]
fn every_kind_of_storage() {
    let expected: [(&str, &[usize], Element); 14] = [
        ("a_plain", &[5, 6], Element::F32),
        ("b_chunked", &[5, 6], Element::F32),
        ("c_gzip", &[5, 6], Element::F32),
        ("d_shuffled", &[5, 6], Element::F32),
        ("e_growing", &[5, 6], Element::F32),
        ("f_big_endian", &[5, 6], Element::F32),
        ("g_double", &[5, 6], Element::F64),
        ("h_half", &[5, 6], Element::F16),
        ("i_big_double", &[5, 6], Element::F64),
        ("j_scalar", &[], Element::F32),
        ("k_lzf", &[5, 6], Element::F32),
        ("l_empty", &[0, 3], Element::F32),
        ("m/n/o/deep", &[2], Element::F32),
        ("p_compact", &[4], Element::F32),
    ];
    for file in ["kinds_earliest.h5", "kinds_latest.h5"] {
        let bytes = fixture(file);
        let read = opened(&bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
        let found: Vec<_> = read.tensors().collect();
        assert_eq!(found.len(), expected.len() + 12, "{file}: {found:?}");
        for (n, (name, dims, element)) in expected.iter().enumerate() {
            let known = found.iter().find(|(found, ..)| found == name);
            assert_eq!(known, Some(&(*name, dims.to_vec(), *element)), "{file}");
            assert_bits(&read, name, &values(n, dims, false));
        }
        for n in 0..12 {
            assert_bits(&read, &format!("r_many/d{n:02}"), &values(n, &[1], false));
        }
        assert_eq!(
            read.warnings(),
            ["`q_whole` (int64) is no weight, and is passed over"]
        );
    }
}

#[test]
fn a_block_of_the_user_in_front() {
    let bytes = fixture("user_block.h5");
    let read = opened(&bytes).expect("read");
    assert_bits(&read, "x", &values(0, &[2, 3], false));
}
