//! Checks the JWT that a customer's server signs, and signs those of the stub backend.
//! Claims: `kore-protocol.md` section 3.1.

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, errors::ErrorKind};
use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::clock::now_ms;
use crate::config::Config;

/// The only audience the platform takes.
const AUDIENCE: &str = "https://idproxy.kore.ai/authorize";
/// Longest life, in seconds, of a JWT that carries a `jti`.
const JTI_MAX_LIFE: i64 = 3600;
/// Clock difference that is forgiven, in seconds.
const LEEWAY: u64 = 5;

/// Why a JWT was refused. The sentences are the platform's where `kore-protocol.md` records them.
#[derive(Debug, Error)]
pub(crate) enum JwtError {
    #[error("error verifying the jwt: {0}")]
    Invalid(String),
    #[error("error verifying the jwt: if \"jti\" claim \"exp\" must be <= 1 hour(s)")]
    JtiTooLong,
    #[error("error verifying the jwt: possibly a replay")]
    Replay,
}

/// What a valid JWT says.
#[derive(Debug, Clone)]
pub(crate) struct Claims {
    /// The user, from `sub` or `kore_sub`.
    pub identity: String,
    /// One-time id and the time, in seconds since the epoch, until which it must be remembered.
    pub jti: Option<(String, i64)>,
}

/// Holds the keys that JWTs are checked with.
pub(crate) struct Verifier {
    client_id: String,
    secret: String,
    hmac: DecodingKey,
    rsa: Option<DecodingKey>,
}

impl Verifier {
    /// Fails when the configured public key is not an RSA key in PEM.
    pub(crate) fn new(config: &Config) -> Result<Self, jsonwebtoken::errors::Error> {
        let rsa = config.public_key.as_ref().map(|pem| DecodingKey::from_rsa_pem(pem.as_bytes())).transpose()?;
        Ok(Self {
            client_id: config.client_id.clone(),
            secret: config.client_secret.clone(),
            hmac: DecodingKey::from_secret(config.client_secret.as_bytes()),
            rsa,
        })
    }

    /// Checks signature, `exp`, `aud`, issuer and subject. Remembering a `jti` is up to the caller.
    pub(crate) fn verify(&self, jwt: &str) -> Result<Claims, JwtError> {
        let header = jsonwebtoken::decode_header(jwt).map_err(invalid)?;
        let key = match header.alg {
            Algorithm::HS256 | Algorithm::HS512 => &self.hmac,
            Algorithm::RS256 => self.rsa.as_ref().ok_or_else(|| {
                JwtError::Invalid("no public key is registered for RS256; start the emulator with --public-key".into())
            })?,
            other => return Err(JwtError::Invalid(format!("algorithm {other:?} is not accepted"))),
        };
        let mut validation = Validation::new(header.alg);
        validation.leeway = LEEWAY;
        validation.validate_nbf = true;
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "aud"]);
        let claims = jsonwebtoken::decode::<Map<String, Value>>(jwt, key, &validation).map_err(invalid)?.claims;

        let issuer = claim(&claims, "iss").or_else(|| claim(&claims, "kore_iss"));
        if issuer != Some(self.client_id.as_str()) {
            return Err(JwtError::Invalid("\"iss\" or \"kore_iss\" must be the id of a known client app".into()));
        }
        let identity = claim(&claims, "sub")
            .or_else(|| claim(&claims, "kore_sub"))
            .ok_or_else(|| JwtError::Invalid("\"sub\" or \"kore_sub\" must name the user".into()))?;
        let expires = claims.get("exp").and_then(Value::as_f64).unwrap_or_default() as i64;
        let jti = claim(&claims, "jti").or_else(|| claim(&claims, "kore_jti"));
        if jti.is_some() {
            let now = now_ms() / 1000;
            let issued = claims.get("iat").and_then(Value::as_f64).map_or(now, |iat| (iat as i64).min(now));
            if expires - issued > JTI_MAX_LIFE {
                return Err(JwtError::JtiTooLong);
            }
        }
        Ok(Claims { identity: identity.to_owned(), jti: jti.map(|jti| (jti.to_owned(), expires)) })
    }

    /// Signs a JWT as a customer's server would (HS256, five minutes).
    pub(crate) fn sign(&self, identity: &str, anonymous: bool) -> Result<String, jsonwebtoken::errors::Error> {
        let now = now_ms() / 1000;
        let claims = json!({
            "iat": now, "exp": now + 300, "aud": AUDIENCE, "iss": self.client_id, "sub": identity, "isAnonymous": anonymous,
        });
        jsonwebtoken::encode(&Header::default(), &claims, &EncodingKey::from_secret(self.secret.as_bytes()))
    }
}

fn claim<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

fn invalid(error: jsonwebtoken::errors::Error) -> JwtError {
    JwtError::Invalid(match error.kind() {
        ErrorKind::ExpiredSignature => "jwt expired".into(),
        ErrorKind::InvalidAudience => format!("jwt audience invalid, expected {AUDIENCE}"),
        ErrorKind::InvalidSignature => "invalid signature".into(),
        ErrorKind::MissingRequiredClaim(name) => format!("the claim \"{name}\" is missing"),
        ErrorKind::ImmatureSignature => "jwt not active yet".into(),
        _ => "jwt malformed".into(),
    })
}
