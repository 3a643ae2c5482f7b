//! The pages in Chromium; skipped if Chromium, Node or playwright-core is not there.

use crate::browser;
use crate::samples::{matrix, names, training};
use googlenet_view::report::{Evaluation, Mistake};

fn evaluation(classes: usize) -> String {
    // A PNG of one white pixel.
    let png = [
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
        0, 0, 0, 58, 126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 248, 15, 0, 1, 1, 1,
        0, 27, 182, 238, 86, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
    ];
    let mistake = |at: usize| Mistake {
        name: format!("{at}.png"),
        png: png.to_vec(),
        label: at,
        prediction: at + 1,
        probability: 0.75,
        label_probability: Some(0.125),
    };
    let page = Evaluation {
        title: "Digits".to_owned(),
        about: vec![("weights".to_owned(), "best.safetensors".to_owned())],
        confusion: matrix(names(classes), classes * 20),
        top_5: Some(0.9975),
        loss: Some(0.0834),
        mistakes: (0..5).map(mistake).collect(),
    };
    page.html()
}

#[test]
fn people_can_use_them() {
    browser::run("report.mjs", || {
        vec![
            ("curves.html", training(30).html()),
            ("long.html", training(5_000).html()),
            ("small.html", evaluation(10)),
            ("large.html", evaluation(1000)),
        ]
    });
}
