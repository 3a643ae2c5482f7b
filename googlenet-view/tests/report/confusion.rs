use crate::samples::{EVIL, matrix, names};
use crate::svg::{attribute, check, size, words};
use googlenet_view::Theme;
use googlenet_view::report::{ClassScore, Confusion, Error, Evaluation, Mistake};

fn texts(svg: &str) -> Vec<String> {
    words(svg).into_iter().map(|word| word.text).collect()
}

fn evaluation(confusion: Confusion) -> Evaluation {
    Evaluation {
        title: "Digits".to_owned(),
        about: vec![("weights".to_owned(), "best.safetensors".to_owned())],
        confusion,
        top_5: Some(0.9975),
        loss: Some(0.0834),
        mistakes: Vec::new(),
    }
}

/// Three classes, of which nothing is taken for the last one.
fn pets() -> Confusion {
    let names = ["cat", "dog", "fish"].map(str::to_owned).to_vec();
    Confusion::from_counts(names, vec![6, 2, 0, 1, 7, 0, 3, 1, 0]).expect("a matrix")
}

#[test]
fn small_ones_look_as_they_did() {
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("report_confusion.svg", pets().svg("Pets", Theme::Light));
        let mut evaluation = evaluation(pets());
        evaluation.mistakes = vec![mistake()];
        let page = evaluation.html();
        let (_, body) = page.split_once("<body>").expect("a body");
        let (body, rest) = body.split_once("<script type").expect("data");
        let (data, _) = rest.split_once("</script>").expect("the end of the data");
        insta::assert_snapshot!("report_evaluation.html", format!("{body}{data}"));
    });
}

fn mistake() -> Mistake {
    Mistake {
        name: "cat/7.png".to_owned(),
        png: Vec::new(),
        label: 0,
        prediction: 1,
        probability: 0.987,
        label_probability: Some(0.011),
    }
}

#[test]
fn scores_are_those_of_the_counts() {
    let matrix = pets();
    assert_eq!((matrix.images(), matrix.correct()), (20, 13));
    assert_eq!(matrix.accuracy(), Some(0.65));
    assert_eq!(matrix.count(2, 0), 3);
    let scores = matrix.scores();
    let of = |score: &ClassScore| {
        let ClassScore {
            images,
            predicted,
            correct,
            precision,
            recall,
            f1,
            ..
        } = *score;
        ((images, predicted, correct), (precision, recall, f1))
    };
    assert_eq!(
        of(&scores[0]),
        ((8, 10, 6), (Some(0.6), Some(0.75), Some(12.0 / 18.0)))
    );
    assert_eq!(
        of(&scores[1]),
        ((8, 10, 7), (Some(0.7), Some(0.875), Some(14.0 / 18.0)))
    );
    assert_eq!(of(&scores[2]), ((4, 0, 0), (None, Some(0.0), Some(0.0))));
    let confused: Vec<_> = scores.iter().map(|score| score.confused_with).collect();
    assert_eq!(confused, [Some((1, 2)), Some((0, 1)), Some((0, 3))]);
    let pairs = matrix.worst_pairs(3);
    let pairs: Vec<_> = pairs
        .iter()
        .map(|pair| (pair.label, pair.prediction, pair.images, pair.share))
        .collect();
    assert_eq!(pairs, [(2, 0, 3, 0.75), (0, 1, 2, 0.25), (2, 1, 1, 0.25)]);
}

#[test]
fn counts_have_the_size_of_the_matrix() {
    let error = Confusion::from_counts(names(3), vec![0; 8]).expect_err("too few");
    assert_eq!(error.to_string(), "counts: expected 3x3 values, got 8");
    assert!(matches!(error, Error::Length { got: 8, .. }));
    // Sums beyond 64 bits are the greatest number.
    let matrix = Confusion::from_counts(names(2), vec![u64::MAX; 4]).expect("a matrix");
    assert_eq!(matrix.images(), u64::MAX);
    check("great counts", &matrix.svg("Great", Theme::Light));
    evaluation(matrix).html();
}

#[test]
#[should_panic(expected = "expected classes below 2, got 0 and 2")]
fn classes_are_checked() {
    Confusion::new(names(2)).add(0, 2);
}

#[test]
fn texts_are_in_their_places() {
    for classes in [0, 1, 2, 3, 12, 13, 20, 40, 41, 601] {
        let empty = Confusion::new(names(classes));
        let svg = empty.svg("Empty", Theme::Light);
        check(&format!("{classes} classes without images"), &svg);
        if classes > 0 {
            let matrix = matrix(names(classes), 20 * classes);
            let svg = matrix.svg(if classes % 2 == 0 { "" } else { "A matrix" }, Theme::Dark);
            check(&format!("{classes} classes"), &svg);
        }
    }
    for classes in [1, 5, 41] {
        let long: Vec<String> = (0..classes)
            .map(|class| format!("{class} {}", "long name ".repeat(30)))
            .collect();
        let matrix = matrix(long, 5_000 * classes);
        check(
            &format!("{classes} long names"),
            &matrix.svg(&"title ".repeat(90), Theme::Light),
        );
    }
}

#[test]
fn all_names_and_counts_are_there() {
    let matrix = matrix(names(40), 4_000);
    let svg = matrix.svg("", Theme::Light);
    let texts = texts(&svg);
    for class in 0..40 {
        let name = format!("class {class}");
        assert_eq!(
            texts.iter().filter(|text| **text == name).count(),
            2,
            "{name}"
        );
    }
    let cells: usize = (0..40)
        .map(|label| {
            (0..40)
                .filter(|other| matrix.count(label, *other) > 0)
                .count()
        })
        .sum();
    let counts = texts
        .iter()
        .filter(|text| text.bytes().all(|digit| digit.is_ascii_digit()));
    // The scale has a 0.
    assert_eq!(counts.count(), cells + 1);
    // Cells that are too narrow for a count have it in thousands.
    let large = Confusion::from_counts(names(2), vec![1_234_567, 12_345, 0, 8]).expect("a matrix");
    let texts = self::texts(&large.svg("", Theme::Light));
    for count in ["1.2M", "12,345", "8"] {
        assert!(texts.contains(&count.to_owned()), "{count}: {texts:?}");
    }
}

#[test]
fn cells_are_shaded_by_their_share_of_the_row() {
    let fills = |svg: &str| -> Vec<String> {
        let tags = svg.split("<rect").skip(2).take(9);
        tags.map(|tag| attribute(tag, "fill").expect("a fill").to_owned())
            .collect()
    };
    let svg = pets().svg("", Theme::Light);
    let tenfold =
        Confusion::from_counts(pets().classes().to_vec(), vec![60, 20, 0, 1, 7, 0, 3, 1, 0])
            .expect("a matrix");
    assert_eq!(fills(&svg), fills(&tenfold.svg("", Theme::Light)));
    let fills = fills(&svg);
    assert_eq!(fills[2], "#f4f6f9", "nothing");
    assert_eq!(fills[5], fills[8], "nothing right");
    assert_ne!(fills[0], fills[4]);
    assert_ne!(fills[1], fills[3]);
    assert_eq!(fills[1], fills[7], "a quarter each");
}

/// The squares of a map, as row, column and colour.
fn squares(svg: &str) -> Vec<(i64, i64, String)> {
    let mut squares = Vec::new();
    for part in svg.split("<path transform=\"matrix").skip(1) {
        let tag = part.split_once('>').expect("a tag ends").0;
        let color = attribute(tag, "fill").expect("a fill");
        let [mut x, mut y] = [0, 0];
        for run in attribute(tag, "d").expect("data").split('m').skip(1) {
            let (place, run) = run.split_once('h').expect("a run");
            let (dx, dy) = place.split_once(' ').expect("a place");
            x += dx.parse::<i64>().expect("a number");
            y += dy.parse::<i64>().expect("a number");
            let count: i64 = run
                .split_once('v')
                .expect("a side")
                .0
                .parse()
                .expect("a number");
            squares.extend((0..count).map(|column| (y, x + column, color.to_owned())));
        }
    }
    squares.sort();
    squares
}

#[test]
fn a_large_matrix_is_a_map_beside_its_worst_pairs() {
    let mut large = Confusion::new(names(1000));
    for class in (0..1000).filter(|class| *class != 8) {
        large.add(class, class);
    }
    for _ in 0..3 {
        large.add(8, 777);
    }
    large.add(20, 21);
    let svg = large.svg("", Theme::Light);
    let [width, height] = size(&svg);
    assert!(width < 1200.0 && height < 800.0, "{width}x{height}");
    let found = squares(&svg);
    // A cell stands for two classes: the diagonal, and the one pair that is beside it.
    assert_eq!(found.len(), 501);
    let [right, wrong] = ["#1d4ed8", "#c2410c"].map(str::to_owned);
    assert!((0..500).all(|at| found.contains(&(at, at, right.clone())) || at == 10));
    assert!(found.contains(&(4, 388, wrong)));
    let texts = texts(&svg);
    let at = texts
        .iter()
        .position(|text| text == "class 777")
        .expect("the pair");
    assert_eq!(texts[at - 1..at + 3], ["class 8", "class 777", "3", "100%"]);
    assert_eq!(texts[at + 3..at + 7], ["class 20", "class 21", "1", "50%"]);
    let none = texts_of_pairs(&Confusion::new(names(50)));
    assert!(none.contains(&"no wrong predictions".to_owned()));
    // A map without classes of which several share a cell.
    let found = squares(&matrix(names(600), 600 * 20).svg("", Theme::Dark));
    assert!(found.iter().any(|(_, column, _)| *column == 599));
    let dense = Confusion::from_counts(names(1000), vec![1; 1_000_000]).expect("a matrix");
    let bytes = dense.svg("", Theme::Light).len();
    assert!(bytes < 200_000, "{bytes} bytes");
}

fn texts_of_pairs(matrix: &Confusion) -> Vec<String> {
    texts(&matrix.svg("", Theme::Light))
}

#[test]
fn pages_tell_everything() {
    let mut confusion = Confusion::new(vec![EVIL.to_owned(), "dog".to_owned()]);
    confusion.add(0, 1);
    confusion.add(1, 1);
    let mut evaluation = evaluation(confusion);
    evaluation.title = EVIL.to_owned();
    evaluation.mistakes = vec![
        Mistake {
            name: EVIL.to_owned(),
            png: b"no PNG".to_vec(),
            ..mistake()
        },
        Mistake {
            label: 7,
            prediction: usize::MAX,
            probability: f64::NAN,
            label_probability: None,
            ..mistake()
        },
    ];
    let page = evaluation.html();
    assert!(!page.contains("<b a="));
    assert_eq!(page.matches("</script>").count(), 2);
    for part in [
        "<dt>top-1</dt><dd>50.00%</dd>",
        "<dt>top-5</dt><dd>99.75%</dd>",
        "<dt>loss</dt><dd>0.08340</dd>",
        "<dt>images</dt><dd>2</dd>",
        "<p>1 of 2 images are right, 1 wrong</p>",
        "src=\"data:image/png;base64,bm8gUE5H\"",
        "<i>98.70%</i>",
        "<i>1.10%</i>",
        "class 7",
        "mean of the classes",
    ] {
        assert!(page.contains(part), "{part}");
    }
    check("escapes", &evaluation.confusion.svg(EVIL, Theme::Light));
    (evaluation.top_5, evaluation.loss) = (None, None);
    let page = evaluation.html();
    assert!(!page.contains("top-5") && !page.contains(">loss<"));
    let nothing = self::evaluation(Confusion::new(Vec::new())).html();
    assert!(nothing.contains("<p>no images</p>") && !nothing.contains("<table"));
}

#[test]
fn small_thumbnails_are_enlarged() {
    let mut evaluation = evaluation(pets());
    let png = |width: u32| {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend(width.to_be_bytes());
        png.extend(8u32.to_be_bytes());
        png
    };
    for (bytes, is_small) in [
        (png(8), true),
        (png(63), true),
        (png(64), false),
        (vec![1], false),
    ] {
        evaluation.mistakes = vec![Mistake {
            png: bytes,
            ..mistake()
        }];
        assert_eq!(evaluation.html().contains("<img class=\"small\""), is_small);
    }
}
