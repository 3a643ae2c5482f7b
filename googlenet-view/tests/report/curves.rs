use crate::samples::{EVIL, training};
use crate::svg::{attribute, check, words};
use googlenet_view::Theme;
use googlenet_view::report::{Curves, Epoch};

fn texts(svg: &str) -> Vec<String> {
    words(svg).into_iter().map(|word| word.text).collect()
}

/// Returns the points of each line of an SVG, of those with a colour.
fn lines(svg: &str, color: &str) -> Vec<Vec<[f64; 2]>> {
    let tags = svg.split("<polyline").skip(1);
    let tags = tags.map(|rest| rest.split_once('>').expect("a tag ends").0);
    let tags = tags.filter(|tag| attribute(tag, "stroke") == Some(color));
    tags.map(|tag| {
        let points = attribute(tag, "points").expect("points");
        let point = |text: &str| {
            let (x, y) = text.split_once(',').expect("a point");
            [x, y].map(|number| number.parse().expect("a number"))
        };
        points.split(' ').map(point).collect()
    })
    // Those of two points are of the legend.
    .filter(|points: &Vec<[f64; 2]>| points.len() > 2)
    .collect()
}

const TRAINING: &str = "#2563eb";
const VALIDATION: &str = "#d9480f";

#[test]
fn small_ones_look_as_they_did() {
    let curves = training(4);
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("report_curves.svg", curves.svg(Theme::Light));
        let page = curves.html();
        let (_, body) = page.split_once("<body>").expect("a body");
        let (body, rest) = body.split_once("<script type").expect("data");
        let (data, _) = rest.split_once("</script>").expect("the end of the data");
        insta::assert_snapshot!("report_curves.html", format!("{body}{data}"));
    });
}

#[test]
fn texts_are_in_their_places() {
    for count in [0, 1, 2, 30, 401, 10_000] {
        let curves = training(count);
        check(&format!("{count} epochs"), &curves.svg(Theme::Light));
    }
    let sizes = [-1e300, -3.0, 0.0, 1e-12, 0.1234, 4e5, 1e90];
    for (at, a) in sizes.into_iter().enumerate() {
        for b in &sizes[at..] {
            let mut curves = training(3);
            (curves.epochs[0].loss, curves.epochs[1].loss) = (a, *b);
            (curves.epochs[0].accuracy, curves.epochs[1].accuracy) = (a, *b);
            check(&format!("{a} and {b}"), &curves.svg(Theme::Light));
        }
    }
    let mut curves = training(3);
    curves.epochs[0].epoch = u64::MAX;
    curves.epochs[1].epoch = u64::MAX - 1;
    curves.title = "long ".repeat(500);
    check("great numbers", &curves.svg(Theme::Light));
}

#[test]
fn axes_have_round_ticks() {
    let mut curves = training(30);
    for epoch in &mut curves.epochs {
        epoch.loss = 2.0 / (epoch.epoch * epoch.epoch) as f64;
        epoch.validation_loss = None;
    }
    let svg = curves.svg(Theme::Light);
    let texts = texts(&svg);
    assert!(texts.contains(&"logarithmic".to_owned()), "{texts:?}");
    for tick in ["2", "0.2", "0.02", "0.002", "5", "30", "20%", "100%"] {
        assert!(texts.iter().any(|text| text == tick), "{tick}: {texts:?}");
    }
    // A line on a logarithmic axis: losses that fall as the square of the epoch.
    let line = &lines(&svg, TRAINING)[0];
    assert_eq!(line.len(), 30);
    let falls = [(0, 1), (1, 3), (3, 7)].map(|(a, b)| line[b][1] - line[a][1]);
    assert!(
        (falls[0] - falls[1]).abs() < 0.05 && (falls[1] - falls[2]).abs() < 0.05,
        "{falls:?}"
    );
}

#[test]
fn gaps_are_left_and_what_was_not_measured_is_passed_over() {
    let mut curves = training(20);
    curves.epochs[9].loss = f64::NAN;
    curves.epochs[9].accuracy = f64::INFINITY;
    for epoch in curves
        .epochs
        .iter_mut()
        .filter(|epoch| epoch.epoch % 4 != 0)
    {
        (epoch.validation_loss, epoch.validation_accuracy) = (None, None);
    }
    let svg = curves.svg(Theme::Light);
    let counts = |color: &str| -> Vec<usize> { lines(&svg, color).iter().map(Vec::len).collect() };
    assert_eq!(counts(TRAINING), [9, 10, 9, 10]);
    assert_eq!(counts(VALIDATION), [5, 5]);
    // A measured gap breaks the line, a value alone is a dot.
    curves.epochs[7].validation_loss = Some(f64::NAN);
    let svg = curves.svg(Theme::Light);
    let counts: Vec<usize> = lines(&svg, VALIDATION).iter().map(Vec::len).collect();
    assert_eq!(counts, [3, 5], "the part of one point has no line");
}

#[test]
fn the_best_epoch_is_marked() {
    let mut curves = training(20);
    let worth = |epoch: &mut Epoch, accuracy: f64, loss: f64| {
        (epoch.validation_accuracy, epoch.validation_loss) = (Some(accuracy), Some(loss));
    };
    for epoch in &mut curves.epochs {
        worth(epoch, 0.5, 1.0);
    }
    worth(&mut curves.epochs[6], 0.75, 2.0);
    worth(&mut curves.epochs[8], 0.75, 0.5);
    worth(&mut curves.epochs[9], f64::NAN, 0.25);
    assert_eq!(
        curves.best().map(|best| best.epoch),
        Some(7),
        "the first of equal ones"
    );
    assert!(texts(&curves.svg(Theme::Light)).contains(&"best: epoch 7".to_owned()));
    for epoch in &mut curves.epochs {
        epoch.validation_accuracy = None;
    }
    assert_eq!(
        curves.best().map(|best| best.epoch),
        Some(10),
        "the least loss"
    );
    for epoch in &mut curves.epochs {
        epoch.validation_loss = None;
    }
    curves.epochs[3].accuracy = 1.5;
    assert_eq!(
        curves.best().map(|best| best.epoch),
        Some(4),
        "of the training"
    );
    for epoch in &mut curves.epochs {
        epoch.accuracy = f64::NAN;
    }
    curves.epochs[4].loss = -1.0;
    assert_eq!(curves.best().map(|best| best.epoch), Some(5), "its loss");
    curves.best = Some(12);
    assert!(texts(&curves.svg(Theme::Light)).contains(&"best: epoch 12".to_owned()));
    curves.best = Some(99);
    assert_eq!(curves.best(), None);
    check("an unknown best", &curves.svg(Theme::Light));
}

#[test]
fn the_last_of_equal_epochs_counts_in_any_order() {
    let curves = training(9);
    let mut mixed = curves.clone();
    mixed.epochs.reverse();
    mixed.epochs.insert(
        0,
        Epoch {
            epoch: 4,
            loss: 100.0,
            ..Epoch::default()
        },
    );
    assert_eq!(mixed.svg(Theme::Light), curves.svg(Theme::Light));
    assert_eq!(mixed.html(), curves.html());
}

#[test]
fn long_trainings_are_thinned() {
    let mut curves = training(10_000);
    curves.epochs[5_000].loss = 77.0;
    curves.epochs[6_000].loss = f64::NAN;
    let svg = curves.svg(Theme::Light);
    assert!(svg.len() < 200_000, "{} bytes", svg.len());
    // The highest value is drawn, at the top but for the room up to the next tick.
    let highest = |color: &str| {
        let points = lines(&svg, color).into_iter().flatten();
        let of_loss = points.filter(|[x, _]| *x < 555.0);
        of_loss.map(|[_, y]| y).fold(f64::INFINITY, f64::min)
    };
    let pale = "#a8c1f7";
    assert!(highest(pale) > 100.0 && highest(pale) < highest(TRAINING) - 20.0);
    let means: Vec<usize> = lines(&svg, TRAINING).iter().map(Vec::len).collect();
    assert_eq!(means, [100, 100]);
    assert!(lines(&svg, pale).len() > 2, "the gap is seen");
    let page = curves.html();
    let rows = page.matches("<tr").count() - 1;
    assert!((400..=2_500).contains(&rows), "{rows} rows");
    assert!(page.contains("<td class=\"number\" data-order=\"77\">77.00</td>"));
    assert!(page.contains("of 10,000 epochs"));
}

#[test]
fn pages_tell_everything() {
    let mut curves = training(30);
    curves.title = EVIL.to_owned();
    curves.about = vec![(EVIL.to_owned(), EVIL.to_owned())];
    let page = curves.html();
    let escaped = "&lt;/script&gt;&lt;b a=&quot;&#39;&quot;&gt;&amp;amp;\u{fffd}{{dark}}";
    assert_eq!(
        page.matches(escaped).count(),
        4,
        "title, heading, name and value"
    );
    assert!(!page.contains("<b a="));
    assert_eq!(page.matches("</script>").count(), 2);
    assert_eq!(page.matches("<tr").count(), 31);
    for name in ["learning rate", "validation accuracy", "images/s"] {
        assert!(page.contains(&format!(">{name}</button>")), "{name}");
    }
    for theme in [Theme::Light, Theme::Dark] {
        check("escapes", &curves.svg(theme));
    }
    for epoch in &mut curves.epochs {
        (epoch.validation_loss, epoch.validation_accuracy) = (None, None);
    }
    assert!(!curves.html().contains("validation accuracy</button>"));
}

#[test]
fn without_epochs_there_is_a_report() {
    let curves = Curves::default();
    assert_eq!(curves.best(), None);
    let svg = curves.svg(Theme::Dark);
    check("none", &svg);
    assert_eq!(
        texts(&svg)
            .iter()
            .filter(|text| *text == "no values")
            .count(),
        2
    );
    let page = curves.html();
    assert!(page.contains("<p>no epochs</p>") && !page.contains("<table"));
    // Epochs without any finite value.
    let nothing = Epoch {
        loss: f64::NAN,
        accuracy: f64::NAN,
        learning_rate: f64::NAN,
        images_per_second: f64::INFINITY,
        seconds: f64::NAN,
        ..Epoch::default()
    };
    let curves = Curves {
        epochs: vec![nothing],
        ..Curves::default()
    };
    assert_eq!(curves.best(), None);
    check("NaN", &curves.svg(Theme::Light));
    assert!(curves.html().contains("NaN"));
}
