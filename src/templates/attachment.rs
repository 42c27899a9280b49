//! A component of type `image`, `audio`, `video`, `link` or `document`.

use protocol::{
    Media,
    template::{AttachmentKind, AttachmentTemplate},
};

use super::{media, picture::picture};
use crate::window::{
    context::Context,
    icon::icon,
    node::{El, Node, el, text_in},
};

const FILE: &str = "M14 3H7a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V7zM14 3v4h4";
const DOWNLOAD: &str = "M12 4v11M7 11l5 5 5-5M5 20h14";

/// The picture or player with a link to the file below it, or the link alone.
pub(super) fn view(ctx: &Context, template: &AttachmentTemplate) -> Node {
    let AttachmentTemplate { kind, url, name } = template;
    let strings = ctx.strings;
    let link = ::markup::safe_link(url);
    let shown = match kind {
        AttachmentKind::Image => {
            let words = if name.is_empty() { strings.media_picture } else { name };
            picture("class=attachment-picture", url, words).map(|picture| match &link {
                Some(address) => {
                    anchor("class=attachment-open;target=_blank;rel=noopener noreferrer", address).child(picture)
                }
                None => picture,
            })
        }
        AttachmentKind::Audio => media::view(ctx, &Media::Audio(url.clone())),
        AttachmentKind::Video => media::view(ctx, &Media::Video(url.clone())),
        AttachmentKind::Link | AttachmentKind::Document => None,
    };
    let file = link.map(|address| file(ctx, *kind, &address, name));
    match (shown, file) {
        (None, None) => text_in("div", "class=bubble other", strings.media_refused).into(),
        (shown, file) => Node::Many(vec![shown.into(), file.into()]),
    }
}

/// A link that opens the file, or loads it where the file is of the same site.
fn file(ctx: &Context, kind: AttachmentKind, address: &str, name: &str) -> El {
    let is_alone = matches!(kind, AttachmentKind::Link | AttachmentKind::Document);
    let kind_in_words = if kind == AttachmentKind::Document { ctx.strings.media_document } else { "" };
    let words = [name, kind_in_words, if is_alone { address } else { "" }, ctx.strings.media_download];
    let words = words.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
    anchor("class=attachment;target=_blank;rel=noopener noreferrer", address)
        .attr("download", name)
        .attr("title", ctx.strings.action_opens)
        .child(icon(if is_alone { FILE } else { DOWNLOAD }))
        .child(text_in("span", "dir=auto", words))
}

fn anchor(fixed: &'static str, address: &str) -> El {
    el("a", fixed).attr("href", address)
}
