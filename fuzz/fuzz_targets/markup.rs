//! No text may panic, nest without bound, or mean something else when it arrives in pieces.
//! `cargo +nightly fuzz run markup -- -dict=fuzz/markup.dict -max_total_time=1800 -rss_limit_mb=2048`
#![no_main]

use libfuzzer_sys::fuzz_target;
use markup::{Block, Dialect, Inline, Stream};

/// Deepest nesting of quotes and lists, of tags that make blocks, and of marks.
const DEEPEST: usize = 24 + 12 + 16;

// The first two bytes say where the pieces end.
fuzz_target!(|data: &[u8]| {
    let [first, second, text @ ..] = data else { return };
    let text = String::from_utf8_lossy(text);
    let _ = markup::plain(&text);
    let _ = markup::safe_link(&text);
    let _ = markup::safe_image(&text);
    for dialect in [Dialect::Kore, Dialect::CommonMark] {
        let whole = markup::parse(&text, dialect);
        assert!(depth(&whole) <= DEEPEST);
        let _ = markup::text::of(&whole);

        let mut stream = Stream::new(dialect);
        let mut stable = 0;
        for piece in pieces(&text, usize::from(*first) + 1, usize::from(*second) + 1) {
            stream.push(piece);
            assert!(stream.stable() >= stable && stream.stable() <= stream.blocks().len());
            stable = stream.stable();
        }
        assert_eq!(stream.finish(), whole);
    }
});

/// Pieces of one length and of another by turns, cut between characters.
fn pieces(text: &str, first: usize, second: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let length = if pieces.len() % 2 == 0 { first } else { second };
        let end = (length..rest.len()).find(|end| rest.is_char_boundary(*end)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

fn depth(blocks: &[Block]) -> usize {
    let of = |block: &Block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => depth_of_inlines(text),
        Block::List { items, .. } => 1 + items.iter().map(|item| depth(&item.blocks)).max().unwrap_or(0),
        Block::Quote(inner) => 1 + depth(inner),
        Block::Table { head, rows, .. } => {
            1 + head.iter().chain(rows.iter().flatten()).map(|cell| depth_of_inlines(cell)).max().unwrap_or(0)
        }
        _ => 0,
    };
    blocks.iter().map(of).max().unwrap_or(0)
}

fn depth_of_inlines(inlines: &[Inline]) -> usize {
    let of = |inline: &Inline| match inline {
        Inline::Styled(_, inner) | Inline::Link { text: inner, .. } => 1 + depth_of_inlines(inner),
        _ => 0,
    };
    inlines.iter().map(of).max().unwrap_or(0)
}
