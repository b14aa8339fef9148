//! Arguments in, exit status out; everything else is the library's.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    ExitCode::from(airt::cli::run(airt::cli::Arguments::parse()))
}
