//! CommonMark's official examples, those outside the sections on raw HTML.

mod html;

use markup::conformance::commonmark;

/// In these sections every example is about raw HTML, of which only a list of tags has any effect here.
const RAW_HTML: [&str; 2] = ["HTML blocks", "Raw HTML"];

/// Examples whose HTML differs, with what is expected here and why.
const DIFFERENT: [(usize, &str, &str); 18] = [
    (21, "<p>&lt;a href=&quot;/bar\\/)&quot;&gt;</p>\n", UNCLOSED),
    (31, "<p>&lt;a href=&quot;&amp;ouml;&amp;ouml;.html&quot;&gt;</p>\n", UNCLOSED),
    (201, "<p>[foo]: &lt;bar&gt;(baz)</p>\n<p>[foo]</p>\n", UNLISTED),
    (
        308,
        "<ul>\n<li>foo</li>\n<li>bar</li>\n</ul>\n<p>&lt;!-- --&gt;</p>\n<ul>\n<li>baz</li>\n<li>bim</li>\n</ul>\n",
        UNLISTED,
    ),
    (
        309,
        "<ul>\n<li>\n<p>foo</p>\n<p>notcode</p>\n</li>\n<li>\n<p>foo</p>\n</li>\n</ul>\n<p>&lt;!-- --&gt;</p>\n\
         <pre><code>code\n</code></pre>\n",
        UNLISTED,
    ),
    (344, "<p>&lt;a href=&quot;`&quot;&gt;`</p>\n", UNCLOSED),
    (475, "<p>*<img src=\"foo\" alt=\"\" title=\"*\" /></p>\n", "a listed tag: a picture, as the test writes it"),
    (476, "<p>**&lt;a href=&quot;**&quot;&gt;</p>\n", UNCLOSED),
    (477, "<p>__&lt;a href=&quot;__&quot;&gt;</p>\n", UNCLOSED),
    (491, "<p>[link](&lt;foo\nbar&gt;)</p>\n", UNLISTED),
    (494, "<p>[a](&lt;b)c\n[a](&lt;b)c&gt;\n[a](&lt;b&gt;c)</p>\n", UNCLOSED),
    (524, "<p>[foo &lt;bar attr=&quot;](baz)&quot;&gt;</p>\n", UNLISTED),
    (536, "<p>[foo &lt;bar attr=&quot;][ref]&quot;&gt;</p>\n", UNLISTED),
    (608, "<p>&lt; <a href=\"https://foo.bar\">https://foo.bar</a> &gt;</p>\n", BARE),
    (611, "<p><a href=\"https://example.com\">https://example.com</a></p>\n", BARE),
    (612, "<p><a href=\"mailto:foo@bar.example.com\">foo@bar.example.com</a></p>\n", BARE),
    (642, "<p>&lt;a href=&quot;foo  \nbar&quot;&gt;</p>\n", UNCLOSED),
    (643, "<p>&lt;a href=&quot;foo\\\nbar&quot;&gt;</p>\n", UNCLOSED),
];

const UNLISTED: &str = "raw HTML that is not on the list of tags is shown as text";
const UNCLOSED: &str = "a tag on the list that is never closed is shown as text";
const BARE: &str = "GitHub's bare links";

struct Example {
    number: usize,
    section: &'static str,
    source: String,
    html: String,
}

fn examples() -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut section = "";
    let mut lines = include_str!("fixtures/commonmark.txt").split_inclusive('\n');
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            section = name.trim();
        } else if line.trim() == fence {
            let source: String = lines.by_ref().take_while(|line| *line != ".\n").collect();
            let html: String = lines.by_ref().take_while(|line| line.trim() != fence).collect();
            let text = |text: String| text.replace('→', "\t");
            examples.push(Example { number: examples.len() + 1, section, source: text(source), html: text(html) });
        }
    }
    examples
}

#[test]
fn every_example_outside_raw_html_is_met() {
    let examples = examples();
    assert_eq!(examples.len(), 652);
    let mut failed = 0;
    for example in examples.iter().filter(|example| !RAW_HTML.contains(&example.section)) {
        let html = html::document(&commonmark(&example.source));
        let different = DIFFERENT.iter().find(|(number, ..)| *number == example.number);
        let expected = different.map_or(&*example.html, |different| different.1);
        if html != expected {
            failed += 1;
            let reason = different.map_or("", |different| different.2);
            println!(
                "example {} ({}) {reason}\n{:?}\nexpected {expected:?}\ngot      {html:?}\n",
                example.number, example.section, example.source
            );
        }
    }
    assert_eq!(failed, 0);
}

#[test]
fn no_example_is_called_different_that_is_not() {
    for (number, expected, _) in DIFFERENT {
        assert!(examples().iter().any(|example| example.number == number && example.html != expected), "{number}");
    }
}
