//! JWTs are verified for real (`kore-protocol.md` section 3.1).

use std::time::{SystemTime, UNIX_EPOCH};

use emulator::{CLIENT_ID, CLIENT_SECRET};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use crate::support::Local;

const PRIVATE: &str = include_str!("keys/test-private.pem");
const PUBLIC: &str = include_str!("keys/test-public.pem");

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn claims() -> Value {
    json!({"iat": now(), "exp": now() + 300, "aud": "https://idproxy.kore.ai/authorize", "iss": CLIENT_ID, "sub": "ada"})
}

fn with(changes: Value) -> Value {
    let mut claims = claims();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(name);
        } else {
            claims[name] = value.clone();
        }
    }
    claims
}

fn sign(algorithm: Algorithm, secret: &str, claims: &Value) -> String {
    jsonwebtoken::encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(secret.as_bytes())).unwrap()
}

async fn grant(local: &Local, jwt: &str) -> (u16, Value) {
    let body = json!({"assertion": jwt, "botInfo": {"chatBot": "Support", "taskBotId": "st-1"}, "token": {}});
    local.post("/api/1.1/oAuth/token/jwtgrant", body).await
}

#[tokio::test]
async fn hs256_and_hs512_get_the_documented_grant() {
    let local = Local::start().await;
    for algorithm in [Algorithm::HS256, Algorithm::HS512] {
        let (status, body) = grant(&local, &sign(algorithm, CLIENT_SECRET, &claims())).await;
        assert_eq!(status, 200, "{body}");
        assert_eq!(body["authorization"]["token_type"], "bearer");
        for member in ["accessToken", "expiresDate", "issuedDate"] {
            assert!(body["authorization"][member].is_string(), "{member}: {body}");
        }
        assert_eq!(body["userInfo"]["identity"], format!("{CLIENT_ID}/ada"));
        for member in ["userId", "accountId", "orgId", "enrollType", "managedBy", "fName", "lName"] {
            assert!(body["userInfo"][member].is_string(), "{member}: {body}");
        }
        let token = body["authorization"]["accessToken"].as_str().unwrap();
        assert_eq!(local.start_rtm(token).await.0, 200);
    }
}

#[tokio::test]
async fn rs256_is_checked_with_the_registered_public_key() {
    let key = EncodingKey::from_rsa_pem(PRIVATE.as_bytes()).unwrap();
    let jwt = jsonwebtoken::encode(&Header::new(Algorithm::RS256), &claims(), &key).unwrap();
    let local = Local::start_with(|config| config.public_key = Some(PUBLIC.into())).await;
    let (status, body) = grant(&local, &jwt).await;
    assert_eq!(status, 200, "{body}");

    let mut forged = jwt.clone();
    let at = forged.rfind('.').unwrap() + 10;
    forged.replace_range(at..=at, if &forged[at..=at] == "A" { "B" } else { "A" });
    assert_eq!(grant(&local, &forged).await.0, 401);
    // The public key used as an HMAC secret must not pass.
    assert_eq!(grant(&local, &sign(Algorithm::HS256, PUBLIC, &claims())).await.0, 401);

    let without_key = Local::start().await;
    let (status, body) = grant(&without_key, &jwt).await;
    assert_eq!(status, 401);
    assert!(body["errors"][0]["msg"].as_str().unwrap().contains("--public-key"), "{body}");
}

#[tokio::test]
async fn the_kore_spellings_of_issuer_and_subject_count() {
    let local = Local::start().await;
    let claims = with(json!({"iss": null, "sub": null, "kore_iss": CLIENT_ID, "kore_sub": "grace"}));
    let (status, body) = grant(&local, &sign(Algorithm::HS256, CLIENT_SECRET, &claims)).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(body["userInfo"]["identity"], format!("{CLIENT_ID}/grace"));
}

#[tokio::test]
async fn what_is_wrong_with_a_jwt_is_said() {
    let local = Local::start().await;
    let cases = [
        (with(json!({"exp": now() - 60})), "expired"),
        (with(json!({"exp": null})), "exp"),
        (with(json!({"aud": "https://example.org"})), "audience"),
        (with(json!({"aud": null})), "aud"),
        (with(json!({"iss": "cs-unknown"})), "iss"),
        (with(json!({"sub": null})), "sub"),
        (with(json!({"sub": ""})), "sub"),
    ];
    for (claims, names) in cases {
        let (status, body) = grant(&local, &sign(Algorithm::HS256, CLIENT_SECRET, &claims)).await;
        assert_eq!(status, 401, "{names}: {body}");
        assert_eq!(body["errors"][0]["code"], 401);
        let msg = body["errors"][0]["msg"].as_str().unwrap();
        assert!(msg.contains(names), "{msg} should name {names}");
    }
    for jwt in [
        "",
        "not.a.jwt",
        &sign(Algorithm::HS256, "another secret", &claims()),
        &sign(Algorithm::HS384, CLIENT_SECRET, &claims()),
    ] {
        assert_eq!(grant(&local, jwt).await.0, 401, "{jwt}");
    }
}

#[tokio::test]
async fn a_jti_is_good_once_and_for_an_hour_at_most() {
    let local = Local::start().await;
    let once = sign(Algorithm::HS256, CLIENT_SECRET, &with(json!({"jti": "one"})));
    assert_eq!(grant(&local, &once).await.0, 200);
    let (status, body) = grant(&local, &once).await;
    let replay = json!({"errors": [{"msg": "error verifying the jwt: possibly a replay", "code": 401}]});
    assert_eq!((status, body), (401, replay));

    let long = sign(Algorithm::HS256, CLIENT_SECRET, &with(json!({"kore_jti": "two", "exp": now() + 3700})));
    let (status, body) = grant(&local, &long).await;
    let too_long = json!({"errors": [{"msg": "error verifying the jwt: if \"jti\" claim \"exp\" must be <= 1 hour(s)", "code": 401}]});
    assert_eq!((status, body), (401, too_long));

    let no_jti = sign(Algorithm::HS256, CLIENT_SECRET, &with(json!({"exp": now() + 86_400})));
    assert_eq!(grant(&local, &no_jti).await.0, 200);
    assert_eq!(grant(&local, &no_jti).await.0, 200);
}
