//! Starts and ends the emulator.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderName, Method, header};
use axum::routing::get;
use axum::serve::ListenerExt;
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tower_http::cors::{Any, CorsLayer};

use crate::config::Config;
use crate::jwt::Verifier;
use crate::payloads::{PayloadError, Payloads};
use crate::platform::Platform;
use crate::{api, control, site, static_site, upgrade};

/// Connections that are still busy this long after the end was asked for are cut.
const GRACE: Duration = Duration::from_millis(500);

/// Why the emulator could not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The port is taken or may not be used.
    #[error("cannot listen on {address}: {source}. Is another emulator running? Choose another port with --listen")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The folder of `--site` is not there.
    #[error("the folder {0} of --site does not exist; build the site first")]
    NoSite(String),
    /// The folder of `--payloads` cannot be used.
    #[error(transparent)]
    Payloads(#[from] PayloadError),
    /// The key of `--public-key` cannot be used.
    #[error("the key of --public-key is not an RSA public key in PEM: {0}")]
    PublicKey(#[from] jsonwebtoken::errors::Error),
}

/// A running emulator. Dropping it ends it without ceremony; [`Emulator::stop`] closes sockets with 1001.
pub struct Emulator {
    address: SocketAddr,
    platform: Arc<Platform>,
    stop: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
    sweeper: JoinHandle<()>,
}

impl Emulator {
    /// Starts listening. Must be called within a Tokio runtime.
    ///
    /// # Errors
    /// When the port is taken, a folder is missing or a key cannot be used.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        if let Some(folder) = config.site.as_ref().filter(|folder| !folder.is_dir()) {
            return Err(StartError::NoSite(folder.display().to_string()));
        }
        let payloads = Payloads::load(config.payloads.as_deref())?;
        let verifier = Verifier::new(&config)?;
        let asked = config.listen;
        let refused = |source| StartError::Listen { address: asked, source };
        let listener = TcpListener::bind(asked).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let platform = Arc::new(Platform::new(Config { listen: address, ..config }, verifier, payloads));

        let (stop, stopped) = oneshot::channel::<()>();
        // Small frames must not wait for one another.
        let listener = listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        let serve = axum::serve(listener, router(&platform)).with_graceful_shutdown(async {
            let _ = stopped.await;
        });
        let server = tokio::spawn(async move {
            let _ = serve.await;
        });
        let sweeper = tokio::spawn(sweep(Arc::clone(&platform)));
        Ok(Self { address, platform, stop: Some(stop), server, sweeper })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Closes every socket with 1001, lets requests that hang go, and ends.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        self.platform.close_all("the emulator ends").await;
        let _ = tokio::time::timeout(GRACE, &mut self.server).await;
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.server.abort();
        self.sweeper.abort();
    }
}

fn router(platform: &Arc<Platform>) -> axum::Router {
    let cors = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::PUT])
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, HeaderName::from_static("x-rtm-v")])
        .expose_headers([header::RETRY_AFTER])
        .max_age(Duration::from_secs(600));
    let mut router = axum::Router::new()
        .nest("/api", api::routes())
        .nest("/api/1.1", api::routes())
        .nest("/site", site::routes())
        .nest("/_emulator", control::routes())
        .route("/rtm/bot", get(upgrade::upgrade));
    if let Some(folder) = &platform.config.site {
        router = static_site::mount(router, folder);
    }
    router
        .layer(cors)
        .layer(axum::middleware::from_fn_with_state(Arc::clone(platform), api::note_request))
        .with_state(Arc::clone(platform))
}

/// Ends idle sessions; looks ten times within the idle timeout.
async fn sweep(platform: Arc<Platform>) {
    let every = (platform.config.idle_timeout / 10).clamp(Duration::from_millis(10), Duration::from_secs(5));
    let mut ticks = tokio::time::interval(every);
    loop {
        ticks.tick().await;
        platform.end_idle_sessions();
    }
}
