//! Which addresses a visitor may follow, and which pictures are loaded.

mod notation;

use markup::{Dialect, parse, safe_image, safe_link};
use proptest::prelude::*;
use url::Url;

#[test]
fn addresses_that_may_be_followed() {
    for (address, expected) in [
        ("https://example.com", "https://example.com"),
        ("http://example.com/a b?c=d#e", "http://example.com/a b?c=d#e"),
        ("HTTPS://Example.com/A", "https://Example.com/A"),
        (" \u{1}https://example.com\u{0} ", "https://example.com"),
        ("ht\ntps://exam\tple.com", "https://example.com"),
        ("\u{3000}https://example.com", "https://example.com"),
        ("https://user:pass@example.com:8443/x", "https://user:pass@example.com:8443/x"),
        ("//example.com/x", "https://example.com/x"),
        ("\\\\example.com\\x", "https://example.com/x"),
        ("/\\example.com", "https://example.com"),
        ("https:\\\\example.com\\a?b=\\c", "https://example.com/a?b=\\c"),
        ("https:example.com", "https://example.com"),
        ("http:////example.com", "http://example.com"),
        ("example.com", "https://example.com"),
        ("example.com/x?y=javascript:z", "https://example.com/x?y=javascript:z"),
        ("www.example.com:8080/x", "https://www.example.com:8080/x"),
        ("bücher.example", "https://bücher.example"),
        ("https://[::1]:4010/x", "https://[::1]:4010/x"),
        ("http://localhost:4010", "http://localhost:4010"),
        ("mailto:a@example.com?subject=x", "mailto:a@example.com?subject=x"),
        ("MAILTO:a@example.com", "mailto:a@example.com"),
        ("tel:+41 44 000 00 00", "tel:+41 44 000 00 00"),
    ] {
        assert_eq!(safe_link(address).as_deref(), Some(expected), "address: {address:?}");
    }
}

/// Schemes that run or reveal something, and the ways to hide them (after OWASP's filter evasion list).
const ATTACKS: [&str; 65] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\u{1}javascript:alert(1)",
    "\u{1f}\u{1f}javascript:alert(1)",
    "\u{0}javascript:alert(1)",
    "java\u{0}script:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\rscript:alert(1)",
    "j\na\nv\na\ns\nc\nr\ni\np\nt\n:alert(1)",
    "javascript\t:alert(1)",
    "javascript :alert(1)",
    "\u{a0}javascript:alert(1)",
    "\u{2028}javascript:alert(1)",
    "\u{3000}javascript:alert(1)",
    "\u{feff}javascript:alert(1)",
    "\u{200b}javascript:alert(1)",
    "javascript://example.com/%0aalert(1)",
    "javascript://www.example.com?%0aalert(1)",
    "javascript:https://example.com",
    "javascript:80",
    "\u{feff}https://example.com",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61&#x76&#x61script:alert(1)",
    "jav&#x09;ascript:alert(1)",
    "jav&Tab;ascript:alert(1)",
    "javascript%3Aalert(1)",
    "%6aavascript:alert(1)",
    "ｊavascript:alert(1)",
    "javaſcript:alert(1)",
    "java\u{ad}script:alert(1)",
    "java\u{200d}script:alert(1)",
    "java\\script:alert(1)",
    "\"javascript:alert(1)",
    "(javascript:alert(1))",
    "`javascript:alert(1)`",
    "vbscript:msgbox(1)",
    "VBScript:msgbox(1)",
    "livescript:x",
    "mocha:x",
    "jar:https://example.com!/x",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:text/html,x",
    "da\tta:text/html,x",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "data:,x",
    "blob:https://example.com/uuid",
    "filesystem:https://example.com/x",
    "file:///etc/passwd",
    "about:blank",
    "view-source:https://example.com",
    "intent://example.com#Intent;end",
    "ws://example.com",
    "feed:javascript:alert(1)",
    "https://",
    "https://?x",
    "https://@",
    "https://a\"onmouseover=alert(1)",
    "https://<script>",
    "mailto:",
];

const RELATIVE: [&str; 14] = [
    "",
    " ",
    "/",
    "//",
    "/path",
    "path",
    "path/x.y/z",
    "./x",
    "../x",
    "#fragment",
    "?query",
    "1.5",
    "a@example.com",
    ".com",
];

#[test]
fn addresses_that_are_refused() {
    for address in ATTACKS.iter().chain(&RELATIVE) {
        assert_eq!(safe_link(address), None, "address: {address:?}");
        assert_eq!(safe_image(address), None, "address: {address:?}");
    }
}

#[test]
fn no_notation_brings_a_refused_address_into_the_tree() {
    for attack in ATTACKS {
        for text in [
            format!("[x]({attack})"),
            format!("[x](<{attack}>)"),
            format!("![x]({attack})"),
            format!("<a href=\"{attack}\">x</a>"),
            format!("<a href='{attack}'>x</a>"),
            format!("<a href={attack}>x</a>"),
            format!("<img src=\"{attack}\">"),
            format!("<{attack}>"),
            format!("[x]: {attack}\n\n[x] ![x]"),
            format!("[x]: <{attack}>\n\n[x] ![x]"),
        ] {
            let trees = [Dialect::Kore, Dialect::CommonMark].map(|dialect| parse(&text, dialect));
            for address in notation::addresses(&trees.concat()) {
                // A web address inside the attack may become a link of its own, and some of a mended one is left.
                assert!(address.starts_with("https://") || address.starts_with("http://"), "{text:?} gave {address:?}");
            }
        }
    }
}

#[test]
fn pictures_that_are_loaded() {
    for address in [
        "https://example.com/a.png",
        "http://example.com/a.svg",
        "data:image/png;base64,AA==",
        "data:image/jpeg,x",
        "data:image/gif;base64,AA==",
        "data:image/webp;base64,AA==",
        "data:image/avif;base64,AA==",
    ] {
        assert_eq!(safe_image(address).as_deref(), Some(address));
    }
    assert_eq!(safe_image(" DATA:IMAGE/PNG;base64,A\nA==").as_deref(), Some("data:IMAGE/PNG;base64,AA=="));
    assert_eq!(safe_image("//example.com/a.png").as_deref(), Some("https://example.com/a.png"));
}

#[test]
fn pictures_that_are_refused() {
    for address in [
        "data:image/svg+xml,<svg/>",
        "data:image/SVG+XML;base64,AA==",
        "data:image/svg+xml;image/png,x",
        "data:image/png",
        "data:image/pngx,x",
        "data:image/ png,x",
        "data:text/html,x",
        "data:text/html;image/png,x",
        "data:,image/png",
        "data: image/png,x",
        "javascript:image/png,x",
        "mailto:a@example.com",
        "tel:1",
    ] {
        assert_eq!(safe_image(address), None, "address: {address:?}");
    }
}

/// Pieces that addresses, and attacks on them, are made of.
fn address() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "https",
        "http",
        "HtTp",
        "javascript",
        "JAVA",
        "script",
        "data",
        "vbscript",
        "mailto",
        "tel",
        "file",
        "blob",
        ":",
        ":",
        "/",
        "//",
        "\\",
        "?",
        "#",
        "@",
        ".",
        "..",
        "%2f",
        "%09",
        "&#58;",
        "&colon;",
        "\t",
        "\n",
        "\r",
        "\0",
        "\u{1}",
        " ",
        "\u{a0}",
        "\u{3000}",
        "\u{feff}",
        "\u{ad}",
        "\u{200b}",
        "\u{202e}",
        "example.com",
        "host",
        "a",
        "1",
        "8080",
        "127.0.0.1",
        "[::1]",
        "image/png",
        ",",
        ";",
        "<",
        ">",
        "\"",
        "'",
        "(",
        ")",
        "é",
        "ⅸ",
        "。",
        "|",
        "^",
        "{",
        "alert(1)",
    ]);
    prop::collection::vec(pieces, 0..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_browser_reads_an_accepted_address_as_it_was_judged(address in prop_oneof![address(), any::<String>()]) {
        let page = Url::parse("https://page.example/dir/").unwrap();
        for accepted in [safe_link(&address), safe_image(&address)].into_iter().flatten() {
            let Ok(read) = page.join(&accepted) else { continue };
            let scheme = read.scheme();
            prop_assert_eq!(scheme, accepted.split(':').next().unwrap(), "{:?}", accepted);
            prop_assert!(matches!(scheme, "https" | "http" | "mailto" | "tel" | "data"));
            prop_assert!(scheme != "data" || read.path().to_ascii_lowercase().starts_with("image/"));
            prop_assert!(read.host_str() != Some("page.example"), "{:?} is relative", accepted);
            // A web address that was accepted leads where the original leads; white space of any kind around it is dropped.
            let around = |character: char| character <= ' ' || character.is_whitespace();
            if let Ok(original) = Url::parse(address.trim_matches(around))
                && matches!(original.scheme(), "https" | "http")
            {
                prop_assert_eq!(original, read);
            }
        }
    }
}
