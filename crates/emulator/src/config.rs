//! What can be set when the emulator starts.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// Client id that the stub customer backend signs with, and that `jwtgrant` knows.
pub const CLIENT_ID: &str = "cs-emulator";
/// Secret of [`CLIENT_ID`]. Published on purpose: it protects nothing but this emulator.
pub const CLIENT_SECRET: &str = "emulator-secret-of-at-least-sixty-four-bytes-for-hs512-signatures";

/// How long the demo bot takes over things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// No waiting: for tests.
    Fast,
    /// Thinks and types 300 to 900 ms, as a person would.
    Human,
}

/// Settings of one emulator.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address to listen on; port 0 lets the system choose.
    pub listen: SocketAddr,
    /// Folder served as a web site under `/`.
    pub site: Option<PathBuf>,
    /// Folder of `*.json` frames that `show` offers instead of those built in.
    pub payloads: Option<PathBuf>,
    /// Life of an access token.
    pub token_ttl: Duration,
    /// Life of the URL that rtm/start answers (`rtm-channel.txt`, step 3: 30 seconds).
    pub rtm_url_ttl: Duration,
    /// A session ends after this long without a message (`rtm-channel.txt`: 15 minutes).
    pub idle_timeout: Duration,
    /// Speed of the demo bot.
    pub pace: Pace,
    /// Whether rtm/start issues a nonce and the socket asks for the three sub-protocols
    /// (`kore-protocol.md` section 4.2).
    pub secure_rtm: bool,
    /// The client id that a JWT's `iss` or `kore_iss` must name.
    pub client_id: String,
    /// The secret that HS256 and HS512 signatures are checked with.
    pub client_secret: String,
    /// PEM of the RSA public key that RS256 signatures are checked with; without it RS256 is refused.
    pub public_key: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 4010)),
            site: None,
            payloads: None,
            token_ttl: Duration::from_secs(3600),
            rtm_url_ttl: Duration::from_secs(30),
            idle_timeout: Duration::from_secs(15 * 60),
            pace: Pace::Human,
            secure_rtm: false,
            client_id: CLIENT_ID.to_owned(),
            client_secret: CLIENT_SECRET.to_owned(),
            public_key: None,
        }
    }
}
