//! The stub customer backend and the static site.

use serde_json::{Value, json};

use crate::support::Local;

#[tokio::test]
async fn the_backend_does_jwt_and_grant_for_the_page() {
    let local = Local::start().await;
    let response = local.http.post(format!("{}/site/token", local.base)).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let grant: Value = response.json().await.unwrap();
    assert!(grant["userInfo"]["identity"].as_str().unwrap().ends_with("/visitor"));
    assert!(grant.get("jwt").is_none());
    let token = grant["authorization"]["accessToken"].as_str().unwrap();
    assert_eq!(local.start_rtm(token).await.0, 200);
    let (_, again) = local.post("/site/token", json!({"identity": "ada"})).await;
    assert!(again["userInfo"]["identity"].as_str().unwrap().ends_with("/ada"));
    assert_ne!(again["userInfo"]["userId"], grant["userInfo"]["userId"]);
    let (status, _) = local.post("/site/token", json!([1])).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn the_backend_takes_the_vendor_form() {
    let local = Local::start().await;
    let request = local.http.post(format!("{}/site/jwt", local.base));
    let request = request
        .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
        .body("clientId=cs-1&clientSecret=s&identity=ada%2Btest%40example.org&aud=&isAnonymous=false");
    let answer: Value = request.send().await.unwrap().json().await.unwrap();
    let (status, grant) = local.post("/api/oAuth/token/jwtgrant", json!({"assertion": answer["jwt"]})).await;
    assert_eq!(status, 200, "{grant}");
    assert!(grant["userInfo"]["identity"].as_str().unwrap().ends_with("/ada+test@example.org"));
}

#[tokio::test]
async fn a_site_is_served_with_types_encodings_and_caching() {
    let folder = std::env::temp_dir().join(format!("emulator-site-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("sub")).unwrap();
    for (name, content) in [
        ("index.html", "<title>home</title>"),
        ("sub/index.html", "<title>sub</title>"),
        ("rtm-chat.js", "entry"),
        ("rtm-chat-0123456789abcdef.js", "plain"),
        ("rtm-chat-0123456789abcdef.js.br", "brotli"),
        ("rtm-chat-0123456789abcdef.js.gz", "gzip"),
        ("rtm-chat-0123456789abcdef_bg.wasm", "wasm"),
        ("style.css", "css"),
    ] {
        std::fs::write(folder.join(name), content).unwrap();
    }
    let local = Local::start_with(|config| config.site = Some(folder.clone())).await;
    let get = async |path: &str, encoding: &str| {
        let request = local.http.get(format!("{}{path}", local.base)).header("Accept-Encoding", encoding);
        let response = request.send().await.unwrap();
        let header = |name: &str| {
            response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
        };
        let seen =
            (response.status().as_u16(), header("content-type"), header("cache-control"), header("content-encoding"));
        (seen, response.text().await.unwrap())
    };
    let immutable = "public, max-age=31536000, immutable";
    for (path, kind, caching) in [
        ("/", "text/html", "no-cache"),
        ("/sub/", "text/html", "no-cache"),
        ("/rtm-chat.js", "text/javascript", "no-cache"),
        ("/style.css", "text/css", "no-cache"),
        ("/rtm-chat-0123456789abcdef.js", "text/javascript", immutable),
        ("/rtm-chat-0123456789abcdef_bg.wasm", "application/wasm", immutable),
    ] {
        let ((status, content_type, cache, _), _) = get(path, "identity").await;
        assert_eq!(status, 200, "{path}");
        assert!(content_type.starts_with(kind), "{path}: {content_type}");
        assert_eq!(cache, caching, "{path}");
    }
    for (accepted, encoding, content) in
        [("br, gzip", "br", "brotli"), ("gzip", "gzip", "gzip"), ("identity", "", "plain")]
    {
        let ((status, content_type, _, encoded), text) = get("/rtm-chat-0123456789abcdef.js", accepted).await;
        assert_eq!((status, encoded.as_str(), text.as_str()), (200, encoding, content));
        assert!(content_type.starts_with("text/javascript"));
    }
    let ((status, _, cache, _), _) = get("/missing-0123456789abcdef.js", "identity").await;
    assert_eq!((status, cache.as_str()), (404, "no-cache"));
    assert_eq!(get("/..%2f..%2fetc/passwd", "identity").await.0.0, 404);
    // The platform is still there beside the site.
    assert_eq!(local.get("/api/nothing").await.status(), 404);
    assert_eq!(local.start_rtm(&local.token("ada").await).await.0, 200);
    std::fs::remove_dir_all(&folder).unwrap();
}
