use super::*;

fn read(file: &str, environment: &[(&str, &str)]) -> Result<Config, String> {
    let environment: Vec<_> =
        environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Config::read(Some((Path::new("estrade.toml"), file)), &environment).map_err(|failure| failure.0)
}

#[test]
fn the_defaults_are_what_the_surface_promises() {
    let config = read("", &[]).unwrap();
    assert_eq!(config.public_url, "http://127.0.0.1:3000");
    assert_eq!(config.database_url.reveal(), "sqlite://./data/estrade.db?mode=rwc");
    assert!(matches!(config.store, Store::Folder(path) if path == Path::new("./data/store")));
    assert_eq!(config.rtmp_listen.port(), 1935);
    assert!(config.workers >= 1);
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
    let config = read(
        "listen = \"127.0.0.1:4000\"\nworkers = 3",
        &[("ESTRADE_WORKERS", "5"), ("HOME", "/root"), ("ESTRADE_TEST_X", "1")],
    )
    .unwrap();
    assert_eq!(config.listen.port(), 4000);
    assert_eq!(config.public_url, "http://127.0.0.1:4000");
    assert_eq!(config.workers, 5);
}

#[test]
fn what_is_wrong_says_where_it_stands() {
    for (file, environment, expected) in [
        ("lissten = \"x\"", ("A", ""), "estrade.toml, lissten: there is no such setting"),
        ("", ("ESTRADE_LISSTEN", "x"), "ESTRADE_LISSTEN: there is no such setting"),
        ("workers = \"two\"", ("A", ""), "estrade.toml, workers: expected a whole number"),
        ("", ("ESTRADE_WORKERS", "two"), "ESTRADE_WORKERS: expected a whole number"),
        ("workers = 65", ("A", ""), "estrade.toml, workers: expected a number from 0 to 64"),
        ("", ("ESTRADE_LISTEN", "3000"), "ESTRADE_LISTEN: expected an address and a port, like 127.0.0.1:3000"),
        ("", ("ESTRADE_SECRET_KEY", "short"), "ESTRADE_SECRET_KEY: must have at least 32 characters"),
        (
            "",
            ("ESTRADE_PUBLIC_URL", "https://a.org/b"),
            "ESTRADE_PUBLIC_URL: expected http:// or https:// and a host, without a path",
        ),
        (
            "",
            ("ESTRADE_STORAGE_PRICE", "3 cents"),
            "ESTRADE_STORAGE_PRICE: must be an amount and a currency, like 0.03 CAD",
        ),
        (
            "media_from_store = true",
            ("A", ""),
            "estrade.toml, media_from_store: needs a bucket that holds everything as store_url",
        ),
        ("", ("ESTRADE_AV1_NIGHT", "1-5"), "ESTRADE_AV1_NIGHT: expected hours, like 01:00-05:00"),
        ("", ("ESTRADE_STORE_URL", "ftp://x"), "ESTRADE_STORE_URL: must begin with file://, s3://, az:// or gs://"),
        ("", ("ESTRADE_DATABASE_URL", "mysql://x"), "ESTRADE_DATABASE_URL: must begin with sqlite: or postgres:"),
        ("", ("ESTRADE_SMTP_URL", "http://x"), "ESTRADE_SMTP_URL: must begin with smtp:// or smtps://"),
        (
            "",
            ("ESTRADE_SMTP_URL", "smtp://a:b@mail.example.org?tls=opportunistic"),
            "ESTRADE_SMTP_URL: would send its password in the clear: use smtps://, or add ?tls=required",
        ),
        (
            "mail_from = \"Estrade\"",
            ("A", ""),
            "estrade.toml, mail_from: expected a name and an address, like Estrade <estrade@example.org>",
        ),
        (
            "sign_in_longest_days = 7",
            ("A", ""),
            "estrade.toml, sign_in_longest_days: must not be less than sign_in_idle_days",
        ),
    ] {
        assert_eq!(read(file, &[environment]).unwrap_err(), expected);
    }
}

#[test]
fn secrets_are_not_printed() {
    let config = read(
        "",
        &[
            ("ESTRADE_SECRET_KEY", "0123456789abcdef0123456789abcdef"),
            ("ESTRADE_DATABASE_URL", "postgres://u:hunter2@db/estrade"),
            ("ESTRADE_STORE_URL", "s3://bucket/some/prefix/"),
            ("AWS_SECRET_ACCESS_KEY", "aws-secret"),
            ("ESTRADE_METRICS_TOKEN", "metrics-secret"),
            ("ESTRADE_SMTP_URL", "smtps://estrade:smtp-secret@mail.example.org"),
        ],
    )
    .unwrap();
    let printed = format!("{config:?}");
    for secret in ["0123456789", "hunter2", "aws-secret", "metrics-secret", "smtp-secret"] {
        assert!(!printed.contains(secret), "{printed}");
    }
    assert!(matches!(config.store, Store::Bucket { name, prefix, .. } if name == "bucket" && prefix == "some/prefix"));
}

#[test]
fn a_mail_server_is_reached_over_tls_or_without_a_password() {
    for url in [
        "smtps://a:b@mail.example.org",
        "smtp://a:b@mail.example.org:587?tls=required",
        "smtp://mail.example.org",
        "smtp://mail.example.org?tls=opportunistic",
        "smtp://a:b@127.0.0.1:2525",
        "smtp://a:b@[::1]:2525",
    ] {
        let config = read("", &[("ESTRADE_SMTP_URL", url)]).unwrap();
        assert_eq!(config.smtp_url.map(|url| url.reveal().to_owned()).as_deref(), Some(url));
    }
    let config = read("", &[]).unwrap();
    assert_eq!((config.smtp_url, config.mail_from.to_string().as_str()), (None, "Estrade <estrade@localhost>"));
}

#[test]
fn it_knows_whether_it_is_alone_on_this_machine() {
    for (url, loopback, tls) in [
        ("http://127.0.0.1:3000", true, false),
        ("http://localhost", true, false),
        ("http://[::1]:80", true, false),
        ("https://estrade.example.org", false, true),
        ("http://127.0.0.1.example.org", false, false),
    ] {
        let config = read("", &[("ESTRADE_PUBLIC_URL", url)]).unwrap();
        assert_eq!((config.is_loopback(), config.over_tls()), (loopback, tls), "{url}");
    }
}
