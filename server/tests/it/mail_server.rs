//! A real mail server, and what arrived there.

use crate::world::python;
use serde_json::Value;
use std::{
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Where nobody listens yet.
pub fn free_address() -> SocketAddr {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    free.local_addr().expect("an address")
}

/// What a second program makes of the letters in a folder.
const READ: &str = "
import email, email.policy, json, pathlib, sys
letters = []
for path in sorted(pathlib.Path(sys.argv[1], 'new').glob('*')):
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = lambda kind: letter.get_body((kind,)).get_content()
    fields = {name: str(letter[name]) for name in ('From', 'To', 'Subject', 'Auto-Submitted', 'Message-ID', 'Date')}
    letters.append(fields | {'plain': body('plain'), 'html': body('html'), 'defects': len(letter.defects)})
print(json.dumps(letters))
";

/// A mail server that keeps what it is given in a folder.
pub struct MailServer(Child);

impl MailServer {
    pub fn at(address: SocketAddr, folder: &Path) -> Self {
        let mut command = Command::new(python());
        command.args(["-m", "aiosmtpd", "-n", "-l", &address.to_string(), "-c", "aiosmtpd.handlers.Mailbox"]);
        let server = Self(command.arg(folder).stdin(Stdio::null()).spawn().expect("aiosmtpd"));
        let begun = Instant::now();
        while std::net::TcpStream::connect(address).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "aiosmtpd does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        server
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The letters in a mailbox, as another program reads them.
pub fn letters(folder: &Path) -> Vec<Value> {
    let read = Command::new(python()).args(["-c", READ]).arg(folder).output().expect("Python");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    serde_json::from_slice(&read.stdout).expect("letters")
}
