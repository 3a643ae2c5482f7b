//! The transcript of the README is what the program prints.

use crate::common::Workspace;

/// The text of the first block of that language.
fn block<'a>(page: &'a str, language: &str, holds: &str) -> &'a str {
    let mut blocks = page.split("```").skip(1).step_by(2);
    let found = blocks.find_map(|block| {
        let text = block.strip_prefix(language)?.strip_prefix('\n')?;
        text.contains(holds).then_some(text)
    });
    found.expect("the block is there")
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let page = include_str!("../README.md");
    let place = Workspace::new();
    place.put("small.yaml", block(page, "yaml", "format: 1"));
    let transcript = block(page, "console", "$ googlenet ");
    let mut made = String::new();
    for command in transcript
        .lines()
        .filter_map(|line| line.strip_prefix("$ "))
    {
        let args: Vec<&str> = command.split(' ').skip(1).collect();
        made += &format!("$ {command}\n{}", place.run(&args).good());
    }
    assert_eq!(made, transcript);
}
