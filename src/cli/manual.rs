//! Manual pages and completions, made from the arguments.

use clap::{Args, Command};
use std::io::{self, Write};
use std::path::PathBuf;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Shell to complete in.
    shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Folder to write into.
    folder: PathBuf,
}

/// Writes the completions for a shell.
pub fn completions(mut command: Command, arguments: &CompletionsArgs, out: &mut dyn Write) -> io::Result<()> {
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    out.write_all(&script)
}

/// Writes a manual page for the program and one for each of its commands; the folder is made if it is missing.
pub fn pages(command: Command, arguments: &ManArgs) -> io::Result<()> {
    std::fs::create_dir_all(&arguments.folder)?;
    clap_mangen::generate_to(command.disable_help_subcommand(true), &arguments.folder)
}
