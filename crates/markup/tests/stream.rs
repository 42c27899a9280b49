//! A text that arrives in pieces gives the same tree as the whole, and little of it is parsed again.

use markup::{Dialect, Stream, parse};
use proptest::prelude::*;

const DIALECTS: [Dialect; 2] = [Dialect::Kore, Dialect::CommonMark];

/// An answer as models write them: about 500 bytes in each of its parts.
fn answer(bytes: usize) -> String {
    let part = "## Opening an account\n\nYou need **two things**: an *identity card* and `a phone`. See [the list]\
                (https://e.com/list \"All\") for more, or call.\n\n1. First step\n2. Second step, with a longer text\n   - an inner \
                point\n   - and another\n\n> A note that is quoted,\n> over two lines.\n\n| Fee | Amount |\n|:----|-----:|\n| one | 1.00 |\n\
                | two | 2.00 |\n\n```rust\nfn main() {\n\n    println!(\"x\");\n}\n```\n\n- [x] done\n- [ ] open\n\n---\n\n";
    let mut text = part.repeat(bytes / part.len() + 1);
    text.truncate(bytes);
    text
}

/// Cuts a text into about so many pieces.
fn pieces(text: &str, count: usize) -> Vec<&str> {
    let length = text.len().div_ceil(count);
    let cuts: Vec<usize> = (0..count).map(|at| (at * length).min(text.len())).chain([text.len()]).collect();
    cuts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
}

#[test]
fn an_answer_in_2000_pieces_gives_the_tree_of_the_whole() {
    let text = answer(50_000);
    for dialect in DIALECTS {
        let mut stream = Stream::new(dialect);
        for piece in pieces(&text, 2_000) {
            stream.push(piece);
        }
        assert_eq!(stream.finish(), parse(&text, dialect));
    }
}

#[test]
fn only_the_last_block_is_parsed_again() {
    let text = answer(50_000);
    for dialect in DIALECTS {
        let mut stream = Stream::new(dialect);
        let mut most = 0;
        for piece in pieces(&text, 2_000) {
            let before = stream.parsed();
            stream.push(piece);
            most = most.max(stream.parsed() - before);
        }
        // Twice the longest block of the answer, and no more however long the answer is.
        assert!(most <= 400, "{dialect:?}: {most} bytes for one piece");
        assert!(stream.parsed() < 10 * text.len(), "{dialect:?}: {} bytes", stream.parsed());
    }
}

#[test]
fn a_block_that_never_ends_is_parsed_at_most_twice_for_each_piece() {
    let text = format!("- item\n{}", "  more of *the* item\n".repeat(250));
    let mut stream = Stream::new(Dialect::CommonMark);
    for piece in pieces(&text, 200) {
        let before = stream.parsed();
        stream.push(piece);
        assert!(stream.parsed() - before <= 2 * text.len());
    }
    assert_eq!(stream.finish(), parse(&text, Dialect::CommonMark));
}

#[test]
fn stable_blocks_stay_as_they_are() {
    let text = answer(4_000);
    for dialect in DIALECTS {
        let whole = parse(&text, dialect);
        let mut stream = Stream::new(dialect);
        let mut stable = 0;
        for piece in pieces(&text, 1_000) {
            stream.push(piece);
            assert!(stream.stable() >= stable);
            stable = stream.stable();
            assert_eq!(stream.blocks()[..stable], whole[..stable]);
        }
        // All but the last block are stable in the end.
        assert!(stable + 2 >= whole.len(), "{dialect:?}: {stable} of {}", whole.len());
    }
}

#[test]
fn what_a_later_line_changes_is_not_stable() {
    for (dialect, lines) in [
        (Dialect::CommonMark, &["title\n", "===\n"][..]),
        (Dialect::CommonMark, &["text\n", "a | b\n", "- | -\n", "c | d\n"]),
        (Dialect::CommonMark, &["text\n", "a | b\n", "- | - x\n", "\n"]),
        (Dialect::CommonMark, &["- a\n", "\n", "- b\n", "\n", "text\n"]),
        (Dialect::CommonMark, &["> a\n", "lazy\n", "\n"]),
        (Dialect::CommonMark, &["a\r", "\n\r", "\nb\r", "\n"]),
        (Dialect::CommonMark, &["a\n", "-", " b\n"]),
        (Dialect::Kore, &["text\n", "```\n", "# a\n", "\n", "b\n", "```\n", "c\n"]),
        (Dialect::Kore, &["- a\n", "\n", "- b\n", "c\n"]),
        (Dialect::Kore, &["'''\n", "- a\n", "b\n", "```\n", "c\n", "'''\n"]),
    ] {
        let mut stream = Stream::new(dialect);
        let whole = parse(&lines.concat(), dialect);
        for line in lines {
            stream.push(line);
            assert_eq!(stream.blocks()[..stream.stable()], whole[..stream.stable()], "{lines:?} at {line:?}");
        }
        assert_eq!(stream.finish(), whole, "{lines:?}");
    }
}

#[test]
fn a_label_that_is_defined_late_is_known_in_the_end() {
    let text = "See [it].\n\nMore.\n\n[it]: https://e.com\n\n[it]\n\n";
    let mut stream = Stream::new(Dialect::CommonMark);
    for piece in pieces(text, 10) {
        stream.push(piece);
    }
    // Below the definition it is known at once, above it only in the end.
    let whole = parse(text, Dialect::CommonMark);
    assert_eq!(stream.blocks().last(), whole.last());
    assert_ne!(stream.blocks().first(), whole.first());
    assert_eq!(stream.finish(), whole);
}

#[test]
fn a_text_that_was_rewritten_begins_anew() {
    let mut stream = Stream::new(Dialect::CommonMark);
    for text in ["a\n\n", "a\n\nb", "a\n\nb\n\nc", "other", ""] {
        stream.update(text);
        assert_eq!(stream.blocks(), parse(text, Dialect::CommonMark));
    }
}

/// Pieces of text that mean something to one dialect or the other.
fn marked_text() -> impl Strategy<Value = Vec<String>> {
    let pieces = prop::sample::select(vec![
        "*",
        "**",
        "_",
        "~",
        "`",
        "```",
        "~~~",
        "'''",
        "[",
        "]",
        "(",
        ")",
        "![",
        "[a]",
        "[a]: /b",
        "[b]: <c> 'd'",
        "<ul>",
        "<li>",
        "</ul>",
        "<pre>",
        "</pre>",
        "<b>",
        ">",
        ">>",
        "# ",
        "#h1",
        "---",
        "===",
        "* ",
        "- ",
        "1. ",
        "2) ",
        "|",
        "-|-",
        " ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "a",
        "b c",
        "é",
        "\\",
        "&amp;",
        "https://e.com",
        ":smile:",
    ]);
    prop::collection::vec(prop::collection::vec(pieces, 0..4).prop_map(|pieces| pieces.concat()), 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_pieces_gives_the_tree_of_the_whole(pieces in marked_text()) {
        for dialect in DIALECTS {
            let mut stream = Stream::new(dialect);
            for piece in &pieces {
                stream.push(piece);
            }
            prop_assert_eq!(stream.finish(), parse(&pieces.concat(), dialect));
        }
    }
}
