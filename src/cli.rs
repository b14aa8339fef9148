//! The subcommands, each a few lines that call the library.

mod ask;
mod chat;
mod check;
mod crisis_page;
mod eval;
mod eval_safety;
mod poster;
mod redact;
mod screen;
mod serve;
mod staff;
mod unanswered;

use clap::{Parser, Subcommand};

use crate::config::{Config, Environment};

/// Airt points a young person, in their own words, to the right service.
#[derive(Debug, Parser)]
#[command(name = "airt", version, about)]
pub struct Arguments {
    /// What to do; without it, `serve`.
    #[command(subcommand)]
    command: Option<Command>,
    /// `--log json` writes one JSON object a line.
    #[arg(long, global = true, value_parser = ["text", "json"])]
    log: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer one message, or each line of standard input.
    Ask(ask::Ask),
    /// Talk in the terminal.
    Chat(chat::Chat),
    /// Check the knowledge base and the settings beside it.
    Check(check::Check),
    /// A page with the crisis contacts, for a web server to show while Airt is down.
    CrisisPage(crisis_page::CrisisPage),
    /// How well question sets are answered.
    Eval(eval::Eval),
    /// A poster for schools with a code to scan, as SVG.
    Poster(poster::Poster),
    /// Each line of standard input as it would be kept.
    Redact(redact::Redact),
    /// Start the web page, and Telegram where there is a token.
    Serve(serve::Serve),
    /// Each line of standard input to its concerns.
    Screen(screen::ScreenLines),
    /// Accounts for the staff pages.
    Staff(staff::Staff),
    /// The questions without an answer, grouped.
    Unanswered(unanswered::Unanswered),
}

/// Runs what was asked for; the code is the process's exit status.
pub fn run(arguments: Arguments) -> u8 {
    let environment = Environment::of_process();
    let mut config = match Config::load(&environment) {
        Ok(config) => config,
        Err(error) => return fail(&error.to_string()),
    };
    config.log.json |= arguments.log.as_deref() == Some("json");
    let command = arguments.command.unwrap_or(Command::Serve(serve::Serve::default()));
    // Only `serve` runs for long; elsewhere the answer matters and not what led to it.
    let filter = if matches!(command, Command::Serve(_)) { config.log.filter.as_str() } else { "warn" };
    let _log = match crate::app::telemetry::start(filter, config.log.json) {
        Ok(log) => log,
        Err(error) => return fail(&error.to_string()),
    };
    match command {
        Command::Ask(ask) => ask.run(&config),
        Command::Chat(chat) => chat.run(&config),
        Command::Check(check) => check.run(&config),
        Command::CrisisPage(page) => page.run(&config),
        Command::Eval(eval) => eval.run(&config),
        Command::Poster(poster) => poster.run(&config),
        Command::Redact(redact) => redact.run(&config),
        Command::Screen(screen) => screen.run(&config),
        Command::Serve(serve) => serve.run(config),
        Command::Staff(staff) => staff.run(&config),
        Command::Unanswered(unanswered) => unanswered.run(&config),
    }
}

/// The exit status once all is printed. Whoever reads may have had enough
/// (`airt ask | head`), which is no fault.
fn written(printed: std::io::Result<()>) -> u8 {
    match printed {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => fail(&error.to_string()),
        _ => 0,
    }
}

/// Says what is wrong on standard error.
#[expect(clippy::print_stderr, reason = "the terminal is where this is read")]
fn fail(what: &str) -> u8 {
    eprintln!("airt: {what}");
    1
}
