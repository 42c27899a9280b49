//! The program itself: its ready line, its errors, its end.

use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::support::{Chat, End, PATIENCE};

fn emulator(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_emulator"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

/// Starts it and waits for the ready line; answers its address.
async fn started(arguments: &[&str]) -> (Child, String) {
    let mut child = emulator(arguments).spawn().unwrap();
    let line = BufReader::new(child.stdout.take().unwrap()).lines().next_line().await.unwrap().unwrap();
    let address = line.strip_prefix("emulator listening on ").expect(&line).to_owned();
    (child, address)
}

#[tokio::test]
async fn it_says_where_it_listens_and_ends_at_once_when_told() {
    for signal in ["-TERM", "-INT"] {
        let (mut child, base) = started(&["--listen", "127.0.0.1:0", "--pace", "fast", "--token-ttl", "5"]).await;
        let http = reqwest::Client::new();
        let grant: Value = http.post(format!("{base}/site/token")).send().await.unwrap().json().await.unwrap();
        let token = grant["authorization"]["accessToken"].as_str().unwrap();
        let start = http.post(format!("{base}/api/rtm/start")).header("Authorization", format!("bearer {token}"));
        let start: Value =
            start.body(r#"{"botInfo":{"taskBotId":"st-1"}}"#).send().await.unwrap().json().await.unwrap();
        let mut chat = Chat::connect(start["url"].as_str().unwrap(), None).await.unwrap();
        chat.next_of("waiting_for_user_input").await;

        let told = Instant::now();
        let id = child.id().unwrap().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().await.unwrap().success());
        assert!(matches!(chat.end().await, End::Code(1001, _)), "{signal}");
        let status = tokio::time::timeout(PATIENCE, child.wait()).await.expect("it ends").unwrap();
        assert!(status.success(), "{signal}: {status}");
        assert!(told.elapsed() < Duration::from_secs(3), "{:?}", told.elapsed());
    }
}

#[tokio::test]
async fn what_keeps_it_from_starting_is_said() {
    let (_first, base) = started(&["--listen", "127.0.0.1:0"]).await;
    let address = base.trim_start_matches("http://").to_owned();
    for (arguments, names) in [
        (vec!["--listen", address.as_str()], address.as_str()),
        (vec!["--listen", "127.0.0.1:0", "--site", "/no/such/folder"], "/no/such/folder"),
        (vec!["--listen", "127.0.0.1:0", "--payloads", "/no/such/payloads"], "/no/such/payloads"),
        (vec!["--listen", "127.0.0.1:0", "--public-key", "/no/such/key"], "/no/such/key"),
        (vec!["--listen", "nowhere"], "nowhere"),
        (vec!["--idle-timeout", "-1"], "-1"),
    ] {
        let output = tokio::time::timeout(PATIENCE, emulator(&arguments).output()).await.expect("it ends").unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains(names), "{arguments:?}: {message}");
        assert!(output.stdout.is_empty());
    }
}
