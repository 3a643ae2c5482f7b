//! The fenced blocks of a Markdown page. Shared by the doctests of the guide and the tests of all pages.

/// A fenced block.
#[derive(Debug)]
pub(crate) struct Block {
    /// The language: the first word behind the fence.
    pub(crate) language: String,
    /// The words behind the language, as `ignore` in `console,ignore`.
    pub(crate) flags: Vec<String>,
    /// The comments directly above the block, which say how it is tested.
    pub(crate) notes: Vec<String>,
    /// The line of the page on which the text begins, from 1.
    pub(crate) line: usize,
    /// The lines between the fences, each with its end.
    pub(crate) text: String,
}

impl Block {
    /// Whether the block is marked with a word, as `ignore`.
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|known| known == flag)
    }

    /// What the comment `<!-- KEY: … -->`, or `<!-- KEY -->`, above the block says.
    pub(crate) fn note(&self, key: &str) -> Option<&str> {
        let rest = |note: &'_ String| note.strip_prefix(key).map(str::len);
        let note = self.notes.iter().find(|note| rest(note).is_some())?;
        Some(note[key.len()..].trim_start_matches(':').trim())
    }
}

/// All blocks of a page, in order.
pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let mut words = info.split(',').map(|word| word.trim().to_owned());
            let body = lines.by_ref().map(|(_, line)| line);
            let body = body.take_while(|line| !line.starts_with("```"));
            found.push(Block {
                language: words.next().unwrap_or_default(),
                flags: words.collect(),
                notes: std::mem::take(&mut notes),
                line: at + 2,
                text: body.fold(String::new(), |text, line| text + line + "\n"),
            });
        } else if let Some(first) = line.strip_prefix("<!--") {
            let mut note = first.to_owned();
            while !note.contains("-->") {
                let Some((_, next)) = lines.next() else { break };
                note = note + "\n" + next;
            }
            let note = note.split("-->").next().unwrap_or_default();
            notes.push(note.trim().to_owned());
        } else {
            notes.clear();
        }
    }
    found
}
