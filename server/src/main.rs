//! `estrade`: every command, by name.

use clap::{Args, Parser, Subcommand};
use contract::accounts::Role;
use server::{Failure, commands, config::Config};
use std::{ffi::OsString, path::PathBuf, process::ExitCode};

#[derive(Parser)]
#[command(name = "estrade", about = "Inventory, digitisation, pilots and streaming for membership organisations")]
struct Estrade {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve pages and work through jobs.
    Serve {
        /// What this process does.
        #[arg(long, value_enum, default_value = "all")]
        role: commands::serve::Part,
    },
    /// Bring the database's schema up to date.
    Migrate,
    /// Create the demo organisation, once.
    SeedDemo {
        /// Even where others than this machine reach it: its passwords are known to everyone.
        #[arg(long)]
        allow_public: bool,
    },
    /// Check the settings and what they point at.
    CheckConfig,
    /// Copy the database to a file, while serving.
    Backup {
        /// The file to write; must not exist.
        #[arg(long)]
        to: PathBuf,
    },
    /// Put a copied database back, while nothing is serving.
    Restore {
        /// The file that `backup` wrote.
        #[arg(long)]
        from: PathBuf,
    },
    /// Accounts.
    #[command(subcommand)]
    User(User),
    /// Bearer tokens.
    #[command(subcommand)]
    Token(Token),
    /// Restrict this process and become another program.
    #[command(hide = true, disable_help_flag = true)]
    Cage {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

#[derive(Subcommand)]
enum User {
    /// Create an account and print its id.
    Create(NewUser),
}

#[derive(Args)]
struct NewUser {
    /// The address that signs in.
    #[arg(long)]
    email: String,
    /// The name shown.
    #[arg(long)]
    name: String,
    /// member, staff, manager or admin.
    #[arg(long)]
    role: Role,
    /// Read the password from standard input; without it the account cannot sign in by itself.
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Subcommand)]
enum Token {
    /// Create a token that acts for an account, and print it this once.
    Create {
        /// The account's address.
        #[arg(long)]
        email: String,
        /// What the token is for.
        #[arg(long)]
        name: String,
        /// What it may be used for; can be repeated.
        #[arg(long)]
        scope: Vec<String>,
    },
}

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
            Command::User(User::Create(new)) => {
                commands::user::create(&config, new.email, new.name, new.role, new.password_stdin).await
            }
            Command::Token(Token::Create { email, name, scope }) => {
                commands::token::create(&config, &email, &name, &scope).await
            }
            Command::Cage { .. } => Ok(()),
        }
    })
}
