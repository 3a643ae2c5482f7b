//! Reading of the fenced code blocks of a Markdown page. The doctests of the guide (`guide/build.rs`) and the tests of
//! all pages (`googlenet-cli/tests/pages`) share this file.

/// A fenced code block of a page.
#[derive(Debug)]
pub(crate) struct Block {
    /// Language of the block: the first of the words behind the fence, which commas separate; empty if there is none.
    pub(crate) language: String,
    /// Further words behind the fence, such as `ignore` in `console,ignore`.
    pub(crate) flags: Vec<String>,
    /// Texts of the HTML comments directly above the block, in order, without `<!--` and `-->`. They say how the block
    /// is tested.
    pub(crate) notes: Vec<String>,
    /// Line of the page, from 1, on which `text` begins: the one behind the fence.
    pub(crate) line: usize,
    /// The lines between the fences, each with a line break at its end.
    pub(crate) text: String,
}

impl Block {
    /// Returns `true` if `flag` is one of the words behind the language, such as `ignore`.
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|known| known == flag)
    }

    /// Returns the text of the first comment above the block that begins with `key`, without the key and a colon behind
    /// it: empty if the comment is just the key. `None` if there is no such comment.
    pub(crate) fn note(&self, key: &str) -> Option<&str> {
        let rest = |note: &'_ String| note.strip_prefix(key).map(str::len);
        let note = self.notes.iter().find(|note| rest(note).is_some())?;
        Some(note[key.len()..].trim_start_matches(':').trim())
    }
}

/// Returns all code blocks of a page, in order. Fences must begin at the beginning of a line; a comment belongs to the
/// block below it if only comments are in between.
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
