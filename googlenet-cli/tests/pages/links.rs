//! Tests of links: the files, images and headings to which pages link exist. Links to web sites are not followed.

use super::Page;
use super::common::root;
use std::path::Path;

/// Reads all pages whose links are checked: README, guide, and further Markdown files of the repository.
fn linked() -> Vec<Page> {
    let mut pages = super::pages();
    for name in [
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "PERFORMANCE.md",
        "assets/README.md",
        "examples/data/README.md",
        "specs/README.md",
    ] {
        pages.push(Page::read(name));
    }
    pages
}

/// Returns the text with the same lines, without fenced code blocks and without code in backquotes.
fn prose(text: &str) -> String {
    let mut inside = false;
    let mut prose = String::new();
    for line in text.lines() {
        if line.starts_with("```") {
            inside = !inside;
        } else if !inside {
            let plain = line.split('`').enumerate().filter(|(at, _)| at % 2 == 0);
            prose.extend(plain.map(|(_, part)| part));
        }
        prose.push('\n');
    }
    prose
}

/// Returns the targets of all links and images of a page, each with its line, from 1.
fn targets(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, line) in prose(text).lines().enumerate() {
        for (mark, end) in [("](", ')'), ("src=\"", '"'), ("href=\"", '"')] {
            for part in line.split(mark).skip(1) {
                let target = part.split(end).next().unwrap_or_default();
                found.push((at + 1, target.to_owned()));
            }
        }
    }
    found
}

/// Returns the anchors of a page's headings, as GitHub and mdBook derive them from the texts. Equal headings have equal
/// anchors here, without the numbers that both append.
fn anchors(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut anchors = Vec::new();
    for line in text.lines() {
        inside ^= line.starts_with("```");
        let heading = line.trim_start_matches('#');
        if inside || heading.len() == line.len() || !heading.starts_with(' ') {
            continue;
        }
        let words = heading.trim().to_lowercase();
        let kept = words
            .chars()
            .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        anchors.push(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
    }
    anchors
}

/// Returns the reason why the link `target` on the page with the path `page` and the text `text` leads nowhere; `None`
/// if the target exists or is a web address.
fn broken(page: &Path, text: &str, target: &str) -> Option<String> {
    if target.starts_with("https://") || target.starts_with("http://") {
        return None;
    }
    let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
    let path = match file {
        "" => page.to_owned(),
        file => page.parent().expect("a folder").join(file),
    };
    if !path.exists() {
        return Some(format!("there is no `{file}`"));
    }
    let known = match file {
        "" => anchors(text),
        _ if anchor.is_empty() => return None,
        _ => anchors(&std::fs::read_to_string(&path).unwrap_or_default()),
    };
    let there = known.iter().any(|known| known == anchor);
    (!there).then(|| format!("there is no heading `{anchor}`; there are {known:?}"))
}

#[test]
fn links_lead_somewhere() {
    let mut wrong = String::new();
    let mut followed = 0;
    for page in linked() {
        for (line, target) in targets(&page.text) {
            followed += 1;
            if let Some(reason) = broken(&page.path, &page.text, &target) {
                wrong += &format!("{}:{line}: `{target}`: {reason}\n", page.name);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(followed > 60, "{followed} links");
}

#[test]
fn the_summary_lists_every_page() {
    let summary = Page::read("guide/src/SUMMARY.md");
    let listed: Vec<String> = targets(&summary.text)
        .into_iter()
        .map(|(_, to)| to)
        .collect();
    for page in super::pages() {
        let Some(name) = page.name.strip_prefix("guide/src/") else {
            continue;
        };
        let expected = usize::from(name != "SUMMARY.md");
        let times = listed.iter().filter(|known| *known == name).count();
        assert_eq!(times, expected, "{name} in SUMMARY.md");
    }
}

#[test]
fn broken_links_are_found() {
    let text = "# A `word`, two\n[a](b.md) `[no](link)`\n```\n[no](link)\n```\n<img src=\"c.svg\"> [d](#a-word-two)\n";
    let page = root().join("README.md");
    let found = targets(text);
    assert_eq!(
        found,
        [
            (2, "b.md".into()),
            (6, "#a-word-two".into()),
            (6, "c.svg".into())
        ]
    );
    let said: Vec<bool> = found
        .iter()
        .map(|(_, to)| broken(&page, text, to).is_some())
        .collect();
    assert_eq!(said, [true, false, true]);
    assert!(broken(&page, text, "#elsewhere").is_some());
    assert!(broken(&page, text, "ARCHITECTURE.md#glossary").is_none());
    assert!(broken(&page, text, "ARCHITECTURE.md#no-such-heading").is_some());
}
