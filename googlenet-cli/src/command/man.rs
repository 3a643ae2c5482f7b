//! The command `googlenet man`, which prints or writes the manual pages.

use crate::args::{self, Man as Args};
use crate::failure::Failure;
use crate::output::Destination;
use crate::output::make_folder;
use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io;

pub(crate) fn run(options: &Args) -> Result<(), Failure> {
    let program = args::command().disable_help_subcommand(true);
    let words = options.command.join(" ");
    let groups = program.get_subcommands();
    let groups = groups.filter(|command| command.has_subcommands());
    let groups = groups.map(|command| (command.get_name().to_owned(), command));
    let commands = args::leaves(&program).into_iter().chain(groups);
    let mut commands = commands.map(|(words, command)| (page_of(&program, &words, command), words));
    let pages: Vec<Command> = match words.as_str() {
        "" if options.output.is_none() => vec![program.clone()],
        "" => [program.clone()]
            .into_iter()
            .chain(commands.map(|(page, _)| page))
            .collect(),
        _ => {
            let page = commands.find(|(_, command)| *command == words);
            let (page, _) = page.ok_or_else(|| unknown(&program, &words))?;
            vec![page]
        }
    };
    let Some(folder) = &options.output else {
        return pages
            .iter()
            .try_for_each(|page| Destination::Stdout.bytes(&bytes(page)?));
    };
    make_folder(folder)?;
    pages.iter().try_for_each(|page| {
        let file = folder.join(format!("{}.1", page.get_name()));
        Destination::File(&file).bytes(&bytes(page)?)
    })
}

fn unknown(program: &Command, name: &str) -> Failure {
    let names = args::leaves(program).into_iter().map(|(name, _)| name);
    let names = names.collect::<Vec<_>>().join("`, `");
    Failure::Usage(format!(
        "there is no command `{name}`; help: the commands are `{names}`"
    ))
}

/// Returns a command, whose words are `words`, under the name of its page.
fn page_of(program: &Command, words: &str, command: &Command) -> Command {
    let name = format!("{}-{}", program.get_name(), words.replace(' ', "-"));
    let usage = format!("{} {words}", program.get_name());
    let version = program.get_version().unwrap_or_default().to_owned();
    let page = command
        .clone()
        .name(name.clone())
        .bin_name(usage)
        .display_name(name);
    page.version(version).disable_version_flag(true)
}

fn bytes(page: &Command) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    write(page, &mut bytes).map_err(Failure::message)?;
    Ok(bytes)
}

/// Writes a page. What the help says behind the options has sections of its own.
fn write(command: &Command, to: &mut Vec<u8>) -> io::Result<()> {
    let after = command
        .get_after_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    let page = Man::new(command.clone());
    page.render_title(to)?;
    page.render_name_section(to)?;
    page.render_synopsis_section(to)?;
    page.render_description_section(to)?;
    if command
        .get_arguments()
        .any(|argument| !argument.is_hide_set())
    {
        page.render_options_section(to)?;
    }
    if command.has_subcommands() {
        page.render_subcommands_section(to)?;
    }
    let mut rest = Roff::new();
    let mut notes = false;
    for paragraph in after.split("\n\n") {
        if let Some(status) = paragraph.strip_prefix("Exit status: ") {
            rest.control("SH", ["EXIT STATUS"]).text([roman(status)]);
        } else if let Some(examples) = paragraph.strip_prefix("Examples:\n") {
            rest.control("SH", ["EXAMPLES"]).control("nf", []);
            examples.lines().for_each(|line| {
                rest.text([roman(line)]);
            });
            rest.control("fi", []);
        } else {
            rest.control(
                if notes { "PP" } else { "SH" },
                if notes { vec![] } else { vec!["NOTES"] },
            );
            rest.text([roman(paragraph)]);
            notes = true;
        }
    }
    if command.get_name().contains('-') {
        rest.control("SH", ["SEE ALSO"])
            .text([bold("googlenet"), roman("(1)")]);
    }
    rest.to_writer(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_that_a_page_refers_to_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let all = Args {
            command: Vec::new(),
            output: Some(folder.path().to_owned()),
        };
        assert!(run(&all).is_ok());
        let program = args::command().disable_help_subcommand(true);
        for command in program.get_subcommands() {
            let page = folder
                .path()
                .join(format!("googlenet-{}.1", command.get_name()));
            assert!(page.is_file(), "{}", page.display());
        }
        assert!(folder.path().join("googlenet-weights-list.1").is_file());
    }
}
