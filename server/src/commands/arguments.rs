//! What may stand on the command line.

use super::serve;
use clap::{Args, Parser, Subcommand};
use contract::accounts::Role;
use std::{ffi::OsString, path::PathBuf};

/// The command line.
#[derive(Parser)]
#[command(name = "estrade", about = "Inventory, digitisation, pilots and streaming for membership organisations")]
pub struct Estrade {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Serve pages and work through jobs.
    Serve {
        /// What this process does.
        #[arg(long, value_enum, default_value = "all")]
        role: serve::Part,
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
    /// Move the bytes of store_from_url to store_url, while serving.
    MoveStore,
    /// Read a mail server's report on a letter from standard input, and mark the invitation that came back.
    Bounce,
    /// Accounts.
    #[command(subcommand)]
    User(User),
    /// Bearer tokens.
    #[command(subcommand)]
    Token(Token),
    /// Restrict this process and become another program.
    #[command(hide = true, disable_help_flag = true)]
    Cage {
        /// Its rights, then the program.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

/// What can be done with accounts.
#[derive(Subcommand)]
pub enum User {
    /// Create an account and print its id.
    Create(NewUser),
    /// Give an account the password that is read from standard input, and sign it out everywhere.
    Password {
        /// The address that signs in.
        #[arg(long)]
        email: String,
    },
}

/// A new account.
#[derive(Args)]
pub struct NewUser {
    /// The address that signs in.
    #[arg(long)]
    pub email: String,
    /// The name shown.
    #[arg(long)]
    pub name: String,
    /// member, staff, manager or admin.
    #[arg(long)]
    pub role: Role,
    /// Read the password from standard input; without it the account cannot sign in by itself.
    #[arg(long)]
    pub password_stdin: bool,
}

/// What can be done with tokens.
#[derive(Subcommand)]
pub enum Token {
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
