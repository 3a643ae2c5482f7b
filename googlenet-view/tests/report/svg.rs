//! Reading of the SVG files that the tests check: whether elements are closed, and where texts are.

/// Text with the four corners of what it covers, in order.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) corners: [[f64; 2]; 4],
}

/// Returns the value of an attribute of a tag.
pub(crate) fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}

fn number(tag: &str, name: &str) -> f64 {
    let value = attribute(tag, name).unwrap_or_else(|| panic!("{name} of {tag}"));
    value.parse().expect("a number")
}

/// Returns the width and the height of an SVG.
pub(crate) fn size(svg: &str) -> [f64; 2] {
    let tag = &svg[..svg.find('>').expect("a tag")];
    ["width", "height"].map(|name| number(tag, name))
}

/// Checks that each element is closed, and that nothing but elements and plain text is there.
pub(crate) fn check_elements(svg: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = svg;
    while let Some((text, after)) = rest.split_once('<') {
        assert!(!text.contains('>'), "{text}");
        let (tag, after) = after.split_once('>').expect("a tag ends");
        rest = after;
        let name = |tag: &str| tag.find([' ', '/']).unwrap_or(tag.len());
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{tag}"),
            None if tag.ends_with('/') => {}
            None => open.push(&tag[..name(tag)]),
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
    }
    assert!(open.is_empty(), "{open:?} are open");
}

/// Returns the texts of an SVG, each once.
pub(crate) fn words(svg: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for part in svg.split("<text").skip(1) {
        let (tag, rest) = part.split_once('>').expect("a tag ends");
        let text = rest.split_once("</text>").expect("a text ends").0;
        let text = text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
        let [x, y, size] = ["x", "y", "font-size"].map(|name| number(tag, name));
        let weight = match attribute(tag, "font-weight") {
            Some(_) => googlenet_view::text::Weight::SemiBold,
            None => googlenet_view::text::Weight::Regular,
        };
        let width = googlenet_view::text::width(&text, size, weight);
        let turn = match attribute(tag, "transform") {
            Some(turn) => {
                let numbers = turn.trim_start_matches("rotate(").trim_end_matches(')');
                let turn = numbers.split(' ').next().expect("an angle");
                turn.parse::<f64>().expect("an angle").to_radians()
            }
            None => 0.0,
        };
        let (sin, cos) = turn.sin_cos();
        // Letters reach three quarters of their size above the baseline, and a fifth below.
        let at = |dx: f64, dy: f64| [x + dx * cos - dy * sin, y + dx * sin + dy * cos];
        let (up, down) = (-0.74 * size, 0.2 * size);
        let corners = [at(0.0, up), at(width, up), at(width, down), at(0.0, down)];
        words.push(Word { text, corners });
    }
    words
}

/// Returns `true` if two convex shapes of four corners have more in common than their border.
fn overlap(a: &Word, b: &Word) -> bool {
    let is_apart = |of: &Word| {
        (0..4).any(|side| {
            let [from, to] = [of.corners[side], of.corners[(side + 1) % 4]];
            let axis = [from[1] - to[1], to[0] - from[0]];
            let span = |word: &Word| {
                let along = word.corners.map(|[x, y]| x * axis[0] + y * axis[1]);
                let least = along.iter().copied().fold(f64::INFINITY, f64::min);
                (least, along.into_iter().fold(f64::NEG_INFINITY, f64::max))
            };
            let ((a, b), (c, d)) = (span(a), span(b));
            b <= c + 1e-9 || d <= a + 1e-9
        })
    };
    let is_far = (0..2).any(|part| {
        let [a, b] = [a, b].map(|word| word.corners.map(|corner| corner[part]));
        let below = |a: [f64; 4], b: [f64; 4]| a.iter().all(|a| b.iter().all(|b| a <= b));
        below(a, b) || below(b, a)
    });
    !is_far && !is_apart(a) && !is_apart(b)
}

/// Checks what holds for every picture: elements are closed, all texts are inside, and none covers another.
pub(crate) fn check(name: &str, svg: &str) {
    check_elements(svg);
    assert!(!svg.contains("NaN") || name.contains("NaN"), "{name}");
    let [width, height] = size(svg);
    let words = words(svg);
    for (at, word) in words.iter().enumerate() {
        for [x, y] in word.corners {
            let inside = (0.0..=width).contains(&x) && (0.0..=height).contains(&y);
            assert!(inside, "{name}: {word:?} leaves {width}x{height}");
        }
        for other in &words[at + 1..] {
            assert!(!overlap(word, other), "{name}: {word:?} covers {other:?}");
        }
    }
}
