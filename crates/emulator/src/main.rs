//! The `emulator` program: reads options, runs until Ctrl-C or SIGTERM.
#![forbid(unsafe_code)]

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use emulator::{CLIENT_ID, CLIENT_SECRET, Config, Emulator, Pace};

/// A local Kore.ai XO Platform for development and tests.
#[derive(Parser)]
#[command(name = "emulator", version)]
struct Options {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4010")]
    listen: SocketAddr,
    /// Folder to serve as a web site.
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Folder of *.json frames for `show`, instead of those built in.
    #[arg(long, value_name = "DIR")]
    payloads: Option<PathBuf>,
    /// Life of an access token.
    #[arg(long, value_name = "SECONDS", default_value = "3600", value_parser = seconds)]
    token_ttl: Duration,
    /// A session ends after this long without a message.
    #[arg(long, value_name = "SECONDS", default_value = "900", value_parser = seconds)]
    idle_timeout: Duration,
    /// How long the demo bot takes over things.
    #[arg(long, value_enum, default_value = "human")]
    pace: PaceOption,
    /// Issue a nonce with rtm/start and ask for the secure RTM sub-protocols.
    #[arg(long)]
    secure_rtm: bool,
    /// The client id that JWTs must name.
    #[arg(long, value_name = "ID", default_value = CLIENT_ID)]
    client_id: String,
    /// The secret that HS256 and HS512 JWTs are signed with.
    #[arg(long, value_name = "SECRET", default_value = CLIENT_SECRET, hide_default_value = true)]
    client_secret: String,
    /// PEM file of the RSA public key that RS256 JWTs are checked with.
    #[arg(long, value_name = "FILE")]
    public_key: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum PaceOption {
    /// No waiting.
    Fast,
    /// 300 to 900 ms of typing before each answer.
    Human,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| format!("{text} is not a number of seconds"))?;
    Duration::try_from_secs_f64(seconds).map_err(|_| format!("{text} is not a number of seconds from 0 on"))
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    match run(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("emulator: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> Result<(), String> {
    let public_key = match &options.public_key {
        Some(path) => {
            Some(std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?)
        }
        None => None,
    };
    let config = Config {
        listen: options.listen,
        site: options.site,
        payloads: options.payloads,
        token_ttl: options.token_ttl,
        idle_timeout: options.idle_timeout,
        pace: match options.pace {
            PaceOption::Fast => Pace::Fast,
            PaceOption::Human => Pace::Human,
        },
        secure_rtm: options.secure_rtm,
        client_id: options.client_id,
        client_secret: options.client_secret,
        public_key,
        ..Config::default()
    };
    // Before the ready line, so that whoever waits for it may signal at once.
    let end = end_signal()?;
    let emulator = Emulator::start(config).await.map_err(|error| error.to_string())?;
    println!("emulator listening on http://{}", emulator.address());
    end.await;
    emulator.stop().await;
    Ok(())
}

/// Resolves at Ctrl-C or SIGTERM.
#[cfg(unix)]
fn end_signal() -> Result<impl Future<Output = ()>, String> {
    use tokio::signal::unix::{SignalKind, signal};
    let explain = |error| format!("cannot listen for signals: {error}");
    let mut interrupt = signal(SignalKind::interrupt()).map_err(explain)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(explain)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Resolves at Ctrl-C.
#[cfg(not(unix))]
fn end_signal() -> Result<impl Future<Output = ()>, String> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
