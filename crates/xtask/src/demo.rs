//! `demo`: a local platform with a site on it that has the chat.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    process::{self, Running},
    setup, site, tools,
    workspace::Workspace,
};

const DEFAULT_PORT: u16 = 8080;
const STARTUP_LIMIT: Duration = Duration::from_secs(30);

/// The command. Returns when the platform ends by itself; Ctrl-C ends both.
pub fn run(workspace: &Workspace, args: &[String]) -> Result<()> {
    let port = port(args)?;
    // Before minutes of building, not after.
    require_free(port)?;
    setup::run(workspace, setup::Need::DEMO)?;
    println!("demo: building the local platform (up to 3 minutes the first time) ...");
    process::run(tools::cargo(workspace).args(["build", "-p", "emulator"]))?;
    println!("demo: building the widget and its site (up to 5 minutes the first time) ...");
    let site = site::build_demo(workspace)?;

    let mut command = tools::command(workspace, workspace.binary("debug", "emulator"));
    command.args(["--listen", &format!("127.0.0.1:{port}"), "--site"]).arg(&site);
    let mut emulator = Running::start(&mut command)?;
    let started = Instant::now();
    while !answers(port) {
        if let Some(status) = emulator.ended()? {
            bail!("the local platform ended before it answered ({status})");
        }
        if started.elapsed() > STARTUP_LIMIT {
            bail!("the local platform does not answer on port {port}");
        }
        thread::sleep(Duration::from_millis(50));
    }
    println!(
        "\n  The chat is on  http://127.0.0.1:{port}\n\n  \
         Open it, press the round button, and write `help` to see what the bot can do:\n  \
         `show <template>`, `stream`, `agent`, `form`, `error` ...\n\n  \
         Every template, with its JSON to try out: http://127.0.0.1:{port}/gallery.html\n  \
         The documents: http://127.0.0.1:{port}/docs/\n\n  \
         Every colour and shape, to change: http://127.0.0.1:{port}/theme.html\n\n  \
         Ctrl-C ends it.\n"
    );
    let status = emulator.wait()?;
    drop(emulator);
    bail!("the local platform ended ({status})");
}

fn port(args: &[String]) -> Result<u16> {
    match args {
        [] => Ok(DEFAULT_PORT),
        [flag, port] if flag == "--port" => port.parse().with_context(|| format!("`{port}` is not a port number")),
        _ => bail!("`demo` takes `--port N` and nothing else"),
    }
}

fn require_free(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!(
                "port {port} is taken by another program: end that, or choose another with `cargo xtask demo --port {}`",
                port.wrapping_add(1).max(1024)
            )
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on port {port}")),
    }
}

/// Whether the demo page is served.
fn answers(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else { return false };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
    let request = format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    let mut answer = [0; 12];
    stream.write_all(request.as_bytes()).is_ok() && stream.read_exact(&mut answer).is_ok() && answer.ends_with(b" 200")
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener};

    use super::{port, require_free};

    #[test]
    fn the_port_can_be_chosen() {
        let args = |args: &[&str]| port(&args.iter().map(|arg| (*arg).to_owned()).collect::<Vec<_>>()).ok();
        assert_eq!(args(&[]), Some(8080));
        assert_eq!(args(&["--port", "9000"]), Some(9000));
        assert_eq!(args(&["--port", "many"]), None);
        assert_eq!(args(&["9000"]), None);
    }

    #[test]
    fn a_taken_port_is_named_in_a_sentence() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        let message = require_free(port).unwrap_err().to_string();
        assert!(message.starts_with(&format!("port {port} is taken")), "{message}");
    }
}
