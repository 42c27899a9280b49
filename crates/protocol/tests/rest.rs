//! Bodies of `jwtgrant` and `rtm/start` (`rtm-channel.txt` "Initializing", `kore-protocol.md` 3.1 to 3.6).

use protocol::{
    outbound::encode,
    rest::{
        BotInfo, Grant, JwtGrantRequest, Refusal, RtmStart, RtmStartRequest, decode_grant, decode_refusal,
        decode_rtm_start,
    },
};
use serde_json::json;

fn bot() -> BotInfo {
    BotInfo { chat_bot: "News".to_owned(), task_bot_id: "st-1".to_owned(), ..BotInfo::default() }
}

/// The page's sample with its comments removed.
const GRANT: &str = r#"{
  "authorization": {
        "accessToken": "AbV2OL_UZ_MvHog-rs8k9KJFNWBICvquSc3jpeaRDE_-", 
        "token_type": "bearer",
        "expiresDate": "2019-06-28T06:52:23.160Z",       
        "issuedDate": "2019-02-28T06:52:23.160Z"        
    },
    "userInfo": {
        "userId": "u-00000000-551a-5dd9-a33a-1af3dc9cadcd",        
        "accountId": "5c66514d09ab3565deb2e30b",        
        "orgId": "o-00000000-0d32-5765-93d7-f40c80402115",        
        "identity": "cs-00000000-5fa7-5aaa-9c21-28bf8c90b73a/visitor@example.com",        
        "enrollType": "free",        
        "managedBy": "5c66514d09ab3565deb2e30b",        
        "fName": "",        
        "lName": ""        
    }
}"#;

#[test]
fn a_grant_gives_token_times_and_user() {
    let expected = Grant {
        access_token: "AbV2OL_UZ_MvHog-rs8k9KJFNWBICvquSc3jpeaRDE_-".to_owned(),
        expires: Some(1_561_704_743_160),
        issued: Some(1_551_336_743_160),
        user_id: Some("u-00000000-551a-5dd9-a33a-1af3dc9cadcd".to_owned()),
    };
    assert_eq!(decode_grant(GRANT), Some(expected));
}

#[test]
fn a_grant_needs_its_token_and_nothing_else() {
    let minimal = Grant { access_token: "t".to_owned(), ..Grant::default() };
    assert_eq!(
        decode_grant(r#"{"authorization":{"accessToken":"t","expiresDate":"soon"},"userInfo":null}"#),
        Some(minimal.clone())
    );
    assert_eq!(decode_grant(r#"{"accessToken":"t"}"#), Some(minimal));
    for body in
        ["", "{}", "[]", "null", r#"{"authorization":{"accessToken":""}}"#, r#"{"authorization":"t"}"#, "<html>"]
    {
        assert_eq!(decode_grant(body), None, "{body}");
    }
}

#[test]
fn rtm_start_gives_the_address_and_perhaps_a_nonce() {
    let start =
        |url: &str, nonce: Option<&str>| Some(RtmStart { url: url.to_owned(), nonce: nonce.map(str::to_owned) });
    let printed = "{\n  \"url\":\"wss://xxx.example.com:443/rtm/bot?sid=GhKrt\"\n}";
    assert_eq!(decode_rtm_start(printed), start("wss://xxx.example.com:443/rtm/bot?sid=GhKrt", None));
    assert_eq!(decode_rtm_start(r#"{"url":"wss://h/rtm","nonce":"n-1"}"#), start("wss://h/rtm", Some("n-1")));
    for body in ["{}", r#"{"url":""}"#, r#"{"url":null}"#, "[]", "wss://h", r#"{"errors":[{"msg":"no"}]}"#] {
        assert_eq!(decode_rtm_start(body), None, "{body}");
    }
}

#[test]
fn a_refusal_carries_the_platforms_words() {
    let refusal = |message: &str, code: &str| Refusal { message: message.to_owned(), code: code.to_owned() };
    let replay = r#"{"errors":[{"msg":"error verifying the jwt: possibly a replay","code":401}]}"#;
    assert_eq!(decode_refusal(replay), refusal("error verifying the jwt: possibly a replay", "401"));
    let lifetime =
        r#"{"errors":[{"msg":"error verifying the jwt: if \"jti\" claim \"exp\" must be <= 1 hour(s)","code":401}]}"#;
    assert_eq!(
        decode_refusal(lifetime),
        refusal("error verifying the jwt: if \"jti\" claim \"exp\" must be <= 1 hour(s)", "401")
    );
    assert_eq!(decode_refusal(r#"{"errors":[{"code":"TOKEN_EXPIRED"}]}"#), refusal("", "TOKEN_EXPIRED"));
    assert_eq!(decode_refusal(r#"{"errors":{"msg":"no","code":"401"}}"#), refusal("no", "401"));
    assert_eq!(decode_refusal(r#"{"errors":["no"]}"#), refusal("no", ""));
    assert_eq!(decode_refusal(r#"{"msg":"no"}"#), refusal("no", ""));
    for body in ["", "{}", "[]", "null", "Bad gateway", r#"{"errors":[]}"#, r#"{"errors":[null]}"#] {
        assert_eq!(decode_refusal(body), Refusal::default(), "{body}");
    }
}

#[test]
fn a_rejected_token_is_told_from_other_refusals() {
    for body in [
        r#"{"errors":[{"msg":"token expired"}]}"#,
        r#"{"errors":[{"code":"TOKEN_EXPIRED"}]}"#,
        r#"{"errors":[{"code":401}]}"#,
        r#"{"errors":[{"code":"401"}]}"#,
    ] {
        assert!(decode_refusal(body).is_token_rejected(), "{body}");
    }
    assert!(!decode_refusal(r#"{"errors":[{"msg":"bot not found","code":404}]}"#).is_token_rejected());
    assert!(!decode_refusal("").is_token_rejected());
}

#[test]
fn secrets_do_not_appear_in_debug_output() {
    let shown =
        format!("{:?} {:?}", decode_grant(GRANT), decode_rtm_start(r#"{"url":"wss://h/?sid=S3","nonce":"N4"}"#));
    for secret in ["AbV2OL", "S3", "N4"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn requests_are_written_as_documented() {
    let bot = bot();
    assert_eq!(
        encode(&JwtGrantRequest { assertion: "a.b.c", bot_info: &bot }),
        r#"{"assertion":"a.b.c","botInfo":{"chatBot":"News","taskBotId":"st-1"}}"#
    );
    assert_eq!(
        encode(&RtmStartRequest { bot_info: &bot, language: "en" }),
        r#"{"botInfo":{"chatBot":"News","taskBotId":"st-1"},"language":"en"}"#
    );
    let bot = BotInfo { custom_data: Some(json!({"plan": 1.50, "id": 7})), meta_tags: Some(json!(["a"])), ..bot };
    assert_eq!(
        encode(&RtmStartRequest { bot_info: &bot, language: "de" }),
        r#"{"botInfo":{"chatBot":"News","taskBotId":"st-1","customData":{"id":7,"plan":1.5},"metaTags":["a"]},"language":"de"}"#
    );
}
