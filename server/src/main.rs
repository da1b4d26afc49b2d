//! `estrade`: every command, by name.

use clap::Parser;
use server::{
    Failure,
    commands::{
        self,
        arguments::{Command, Estrade, Token, User},
    },
    config::Config,
};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run(Estrade::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("estrade: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    // Before threads exist, and before any setting is read: a cage knows only its arguments.
    if let Command::Cage { arguments } = command {
        return commands::cage::run(arguments);
    }
    let config = Config::load()?;
    commands::start(async move {
        match command {
            Command::Serve { role } => commands::serve::run(config, role).await,
            Command::Migrate => commands::migrate::run(&config).await,
            Command::SeedDemo { allow_public } => commands::seed_demo::run(&config, allow_public).await,
            Command::CheckConfig => commands::check_config::run(&config).await,
            Command::Backup { to } => commands::backup::backup(&config, &to).await,
            Command::Restore { from } => commands::backup::restore(&config, &from).await,
            Command::MoveStore => commands::move_store::run(&config).await,
            Command::Bounce => commands::bounce::run(&config).await,
            Command::User(User::Create(new)) => {
                commands::user::create(&config, new.email, new.name, new.role, new.password_stdin).await
            }
            Command::User(User::Password { email }) => commands::user::password(&config, &email).await,
            Command::Token(Token::Create { email, name, scope }) => {
                commands::token::create(&config, &email, &name, &scope).await
            }
            Command::Cage { .. } => Ok(()),
        }
    })
}
