//! A component of type `image`, `audio`, `video`, `link` or `document`.

use protocol::{
    Media,
    template::{AttachmentKind, AttachmentTemplate},
};

use super::{choice, media, picture::picture};
use crate::window::{
    context::Context,
    icon::icon,
    node::{El, Node, text_in},
};

const FILE: &str = "M14 3H7a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V7zM14 3v4h4";
const DOWNLOAD: &str = "M12 4v11M7 11l5 5 5-5M5 20h14";

/// The picture or player with a link to the file below it, or the link alone.
pub(super) fn view(ctx: &Context, template: &AttachmentTemplate) -> Node {
    let AttachmentTemplate { kind, url, name } = template;
    let shown = match kind {
        AttachmentKind::Image => {
            let words = if name.is_empty() { ctx.strings.media_picture } else { name };
            picture("class=attachment-picture", url, words).map(|picture| {
                match choice::link(ctx, url, "attachment-open") {
                    Some(link) => link.child(picture),
                    None => picture,
                }
            })
        }
        AttachmentKind::Audio => media::view(ctx, &Media::Audio(url.clone())),
        AttachmentKind::Video => media::view(ctx, &Media::Video(url.clone())),
        AttachmentKind::Link | AttachmentKind::Document => None,
    };
    match (shown, file(ctx, template)) {
        (None, None) => text_in("div", "class=bubble other", ctx.strings.media_refused).into(),
        (shown, file) => Node::Many(vec![shown.into(), file.into()]),
    }
}

/// A link that opens the file, or loads it where the file is of the same site.
fn file(ctx: &Context, template: &AttachmentTemplate) -> Option<El> {
    let AttachmentTemplate { kind, url, name } = template;
    let link = choice::link(ctx, url, "attachment")?;
    let (path, instead) = match kind {
        AttachmentKind::Link => (FILE, url.as_str()),
        AttachmentKind::Document => (FILE, ctx.strings.media_document),
        _ => (DOWNLOAD, ctx.strings.media_download),
    };
    let words = if name.is_empty() { instead } else { name };
    Some(link.attr("download", name).child(icon(path)).child(text_in("span", "dir=auto", words)))
}
