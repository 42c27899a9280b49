//! Any text whatever: no panic, nothing lost, bounded nesting, linear time.

mod notation;
use std::time::{Duration, Instant};

use markup::{Block, Dialect, kore, parse, plain};
use proptest::prelude::*;

/// Deepest nesting of quotes and lists, plus that of tags that make blocks, plus that of marks.
const DEEPEST: usize = 24 + 12 + 16;

/// Parses in both dialects; the tree of the first.
fn check(text: &str) -> Vec<Block> {
    check_as(text, Dialect::CommonMark);
    check_as(text, Dialect::Kore)
}

fn check_as(text: &str, dialect: Dialect) -> Vec<Block> {
    let tree = parse(text, dialect);
    assert!(notation::depth(&tree) <= DEEPEST);
    for address in notation::addresses(&tree) {
        let allowed = ["https://", "http://", "mailto:", "tel:", "data:image/"];
        assert!(allowed.iter().any(|start| address.starts_with(start)), "{address:?}");
    }
    markup::text::of(&tree);
    tree
}

fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_gives_a_tree(text in any::<String>()) {
        check(&text);
        plain(&text);
    }

    #[test]
    fn any_pile_of_marks_gives_a_tree(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "*", "**", "***", "****", "_", "~", "`", "```", "'''", "[", "]", "(", ")", "![", "](", "https://e.com", "www.", "http://", "<b>",
                "</b>", "<i>", "</i>", "<a href=\"https://e.com\">", "</a>", "<a href=", "<br>", "<", ">", ">>", "&gt;&gt;", "&", ";", "&amp;", "&#",
                "#h1", "# ", "---", "___", "* ", "- ", "1. ", "2) ", "  ", "    ", "\t", "\n", "\n\n", "\r\n", " ", "a", "b c", "é", "好", "\u{1f600}", "\"",
                "\\", "\\\n", "+ ", "===", "~~", "~~~", "|", "|-|", ":-:|", "[ ] ", "[x] ", "[a]: /b\n", "[a]", "<https://e.com>", "<ul>", "<li>", "</ul>",
                "<pre>", "</pre>", "<code>", "<table>", "<tr>", "<td>", "<th>", "<p>", "<h1>", ":smile:", "\\d(1)", "a@b.c", "data:image/png,", "javascript:", "\0", "\u{202e}",
            ]),
            0..60,
        )
    ) {
        let text = parts.concat();
        check(&text);
        plain(&text);
    }

    #[test]
    fn plain_words_are_never_lost(text in "[a-zA-Z0-9éß好م ,.;:!?()'\"/\n-]{0,200}") {
        // `:x:` would be an emoji.
        let text = text.replace(':', ": ");
        let shown = notation::visible(&kore(&text));
        // A list's numbers are shown by the list.
        let numbered = |line: &str| line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')']);
        if !text.lines().any(|line| numbered(line.trim_start_matches([' ', '-']))) {
            prop_assert_eq!(letters(&shown), letters(&text));
        }
    }

    #[test]
    fn a_visitors_text_is_shown_to_the_letter(text in any::<String>()) {
        let shown = notation::visible(&plain(&text));
        // The notation ends a paragraph with a line end; empty text has none.
        prop_assert_eq!(shown.strip_suffix('\n').unwrap_or_default(), text.replace("\r\n", "\n"));
    }

    #[test]
    fn marks_around_words_lose_no_letter(text in "[a-z *_~\\[\\]()<>`'\n]{0,120}") {
        // Names of tags and addresses of links are not shown; without `<` and `](` every letter is.
        if !text.contains('<') && !text.contains("](") && !text.contains("] (") && !text.contains("```") && !text.contains("'''") {
            prop_assert_eq!(letters(&notation::visible(&kore(&text))), letters(&text));
        }
    }
}

#[test]
fn time_is_linear_in_the_length_of_the_text() {
    let parts = [
        "*",
        "**",
        "*a",
        "*a ",
        "*a* ",
        "_",
        "_a ",
        "~",
        "`",
        "``a",
        "`a``b```c",
        "```\n",
        "```a\n",
        "'",
        "'''",
        "'''a\n",
        "[",
        "]",
        "(",
        ")",
        "[a](",
        "[](x)",
        "![",
        "![a](",
        "](",
        "[a] (",
        "<",
        "<a ",
        "<a href=",
        "<a href=\"",
        "<b>",
        "</b>",
        "<b>\n",
        "<b><i>",
        "<br",
        ">",
        ">>",
        ">>\n",
        ">>*a\n",
        "&",
        "&#",
        "&amp",
        "&amp;",
        "&gt;",
        "#",
        "# ",
        "#h1",
        "-",
        "- ",
        "- a\n",
        "* a\n",
        "* * ",
        "1. ",
        "1. a\n",
        "1. a\n\n",
        "- a\n\n\n",
        "---\n",
        "\n",
        " ",
        "\t",
        " \n",
        "  - ",
        "http",
        "http://",
        "https://{",
        "https://x(",
        "https://x) ",
        "www.",
        "www.a",
        "www.a.b ",
        "wwww",
        "!",
        "a",
        "é",
        "好",
        "*é* ",
        "[*",
        "*[",
        "[<b>",
        "*a**b***c",
        "*_~",
        "_a*b~c ",
        "> ",
        "> - ",
        "> a\n",
        ">\n",
        "- - - a",
        "+ ",
        "+\n",
        "~~",
        "~~a~~",
        "a**b",
        "a**b ",
        "**a *b ",
        "*a_ ",
        "_a*b_*",
        "\\",
        "\\\n",
        "\\[",
        "[a]",
        "[a][",
        "[a]()",
        "[a]: b\n",
        "[a]: <b\n",
        "[a]: b 'c\n",
        "[\n",
        "![a]",
        "![[]()",
        "[a](<b",
        "[a](b \"",
        "[a](b (",
        "[a](b'c ",
        "|",
        "|a\n|-\n",
        "a|b\n",
        "|-|\n",
        "a\n-\n",
        "a\n=\n",
        "    a\n",
        "    \n",
        "~~~\n",
        "```a\n",
        "<ul>",
        "<li>",
        "<ul><li>",
        "<table><tr><td>",
        "<p>",
        "</p>",
        "<pre>",
        "<pre>\n",
        "<code>",
        "<code",
        "<span>",
        "<x y='",
        "<x y=\"<",
        "<a:b",
        "<a@b",
        "a@",
        "a@b.c ",
        "@a.",
        ":a",
        ":smile",
        ":smile:",
        "\\d(1",
        "\\d(1)",
        "\r",
        "\0",
    ];
    for part in parts {
        let text = part.repeat(100_000 / part.len());
        // A staircase of indented lines makes lists as deep as they get.
        let begun = Instant::now();
        check(&text);
        plain(&text);
        let spent = begun.elapsed();
        // Generous for an unoptimised build on a busy machine; what is quadratic takes minutes.
        assert!(spent < Duration::from_secs(3), "{part:?} took {spent:?}");
    }
}

/// Texts that are not one part repeated.
#[test]
fn time_is_linear_in_the_length_of_crafted_texts() {
    let labels: String = (0..8_000).map(|at| format!("[l{at}]: /u\n")).collect();
    let texts = [
        // Code marks of every length, none of which is closed.
        (1..440).map(|length| format!("{}a", "`".repeat(length))).collect::<String>(),
        // The same among many that could close another.
        (2..300).map(|length| format!("{}a", "`".repeat(length))).collect::<String>() + &" ` a".repeat(10_000),
        // Many labels, each used.
        labels.clone() + "\n" + &(0..8_000).map(|at| format!("[l{at}] ")).collect::<String>(),
        // A long address that is repeated.
        format!("[a]: https://e.com/{}\n\n{}", "x".repeat(50_000), "[a] ".repeat(12_000)),
        format!("{}{}", "[".repeat(50_000), "[a](b) ".repeat(7_000)),
        format!("{}a{}", "![".repeat(25_000), "](https://e.com)".repeat(4_000)),
        format!("{}a{}", "*".repeat(50_000), "*".repeat(50_000)),
        format!("{}a{}", "*a **a ".repeat(8_000), "a* a** ".repeat(6_000)),
        format!("{}a{}", "<b><i>".repeat(8_000), "</b></i>".repeat(6_000)),
        // A table of many columns whose rows are short.
        format!("{}\n{}\n{}", "|a".repeat(10_000), "|-".repeat(10_000), "|\n".repeat(30_000)),
        (0..400).map(|step| format!("{}- a\n", " ".repeat(step))).collect(),
        (0..400).map(|step| format!("{}a\n", ">".repeat(step))).collect(),
        format!("{}\n", "> ".repeat(50_000)).repeat(2),
        "- ".repeat(30) + &"\n".repeat(90_000),
        "[a]: b\n".repeat(50) + &"[a]".repeat(30_000),
        format!("[{}]: b\n\n{}", "a".repeat(900), format!("[{}b]", "a".repeat(898)).repeat(100)),
    ];
    for text in texts {
        let begun = Instant::now();
        check(&text);
        let spent = begun.elapsed();
        assert!(spent < Duration::from_secs(3), "{:?}… took {spent:?}", &text[..40]);
    }
}

#[test]
fn a_defined_address_is_not_repeated_without_end() {
    let text = format!("[a]: https://e.com/{}\n\n{}", "x".repeat(50_000), "[a] ".repeat(12_000));
    let length: usize = notation::addresses(&check_as(&text, Dialect::CommonMark)).iter().map(String::len).sum();
    assert!((50_000..=200_000).contains(&length), "{length}");
}

#[test]
fn a_staircase_of_lists_is_flat_below_the_deepest_level() {
    let text: String = (0..400).map(|step| format!("{}- step {step}\n", " ".repeat(2 * step))).collect();
    let tree = check(&text);
    assert!((0..400).all(|step| notation::visible(&tree).contains(&format!("step {step}\n"))));
}

#[test]
fn deep_marks_are_characters_below_the_deepest_level() {
    let text = ["<b>".repeat(50), "x".into(), "</b>".repeat(50)].concat();
    let tree = check(&text);
    assert_eq!(notation::visible(&tree).trim(), ["<b>".repeat(34), "x".into(), "</b>".repeat(34)].concat());
    let text = ["[".repeat(500), "x".into(), "](https://e.com)".repeat(500)].concat();
    check(&text);
}
