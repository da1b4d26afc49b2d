//! The binary's commands, as an operator calls them.

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

fn estrade(data: &Path, args: &[&str], typed: &str) -> Output {
    let mut process = Command::new(env!("CARGO_BIN_EXE_estrade"))
        .args(args)
        .env("ESTRADE_DATA_DIR", data.join("data"))
        .current_dir(data)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a process");
    process.stdin.take().expect("a pipe").write_all(typed.as_bytes()).expect("typed");
    process.wait_with_output().expect("an end")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn complained(output: &Output) -> String {
    assert!(!output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}

fn create<'a>(email: &'a str, role: &'a str) -> [&'a str; 9] {
    ["user", "create", "--email", email, "--name", "Sam", "--role", role, "--password-stdin"]
}

#[test]
fn an_account_and_its_token_are_made_and_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    let made = estrade(data, &create("sam@example.org", "staff"), "un mot de passe\n");
    assert_eq!(said(&made).len(), 36, "{made:?}");
    assert!(
        complained(&estrade(data, &create("sam@example.org", "staff"), "un mot de passe\n")).contains("email: taken")
    );
    assert!(complained(&estrade(data, &create("x@example.org", "staff"), "court\n")).contains("password: too_short"));
    assert!(complained(&estrade(data, &create("x@example.org", "chef"), "")).contains("chef"));
    let token = estrade(data, &["token", "create", "--email", "sam@example.org", "--name", "test"], "");
    assert!(said(&token).starts_with("est_") && said(&token).len() == 47, "{token:?}");
    let missing = estrade(data, &["token", "create", "--email", "nobody@example.org", "--name", "test"], "");
    assert!(complained(&missing).contains("nobody@example.org"));
}

#[test]
fn an_account_is_given_another_password() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    assert!(estrade(data, &create("sam@example.org", "staff"), "un mot de passe\n").status.success());
    let password = |email: &str, typed: &str| estrade(data, &["user", "password", "--email", email], typed);
    assert!(password(" SAM@example.org", "un tout autre\n").status.success());
    assert!(complained(&password("sam@example.org", "court\n")).contains("password: too_short"));
    assert!(complained(&password("nobody@example.org", "un tout autre\n")).contains("nobody@example.org"));
}

#[test]
fn a_report_that_is_none_of_ours_changes_nothing_and_fails_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    for garbage in ["", "Subject: hello\n\nbody", "Content-Type: multipart/report\n\n"] {
        let output = estrade(data, &["bounce"], garbage);
        assert!(output.status.success(), "{output:?}");
        assert!(said(&output).contains("no report on a delivery"), "{output:?}");
    }
    let report = format!(
        "To: bounces+{}@example.org\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n\
         --b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed\nStatus: 5.1.1\n--b--\n",
        "0".repeat(48)
    );
    let output = estrade(data, &["bounce"], &report);
    assert!(output.status.success() && said(&output).contains("no invitation sent from here"), "{output:?}");
}

#[test]
fn a_backup_is_put_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path();
    estrade(data, &create("before@example.org", "member"), "un mot de passe");
    assert_eq!(said(&estrade(data, &["backup", "--to", "copy.db"], "")), "copy.db");
    assert!(complained(&estrade(data, &["backup", "--to", "copy.db"], "")).contains("exists"));
    estrade(data, &create("after@example.org", "member"), "un mot de passe");
    std::fs::write(data.join("broken.db"), "not a database").expect("written");
    complained(&estrade(data, &["restore", "--from", "broken.db"], ""));
    assert!(!data.join("data/estrade.db.restoring").exists());
    let restored = estrade(data, &["restore", "--from", "copy.db"], "");
    assert!(restored.status.success(), "{restored:?}");
    let token = |email| estrade(data, &["token", "create", "--email", email, "--name", "test"], "");
    assert!(token("before@example.org").status.success());
    assert!(!token("after@example.org").status.success(), "it came after the copy");
}

#[test]
fn a_wrong_setting_and_a_public_demo_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = |name: &str, value: &str, command: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_estrade"))
            .arg(command)
            .env(name, value)
            .current_dir(folder.path())
            .output()
            .expect("a process");
        complained(&output)
    };
    assert_eq!(refused("ESTRADE_LISSTEN", "x", "serve"), "estrade: ESTRADE_LISSTEN: there is no such setting");
    assert!(refused("ESTRADE_PUBLIC_URL", "https://estrade.example.org", "seed-demo").contains("--allow-public"));
}
