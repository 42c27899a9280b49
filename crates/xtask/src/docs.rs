//! The documents as pages, for the demo site: Markdown in, plain HTML out.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::workspace::{self, Workspace};

/// The folder of the pages on the site.
pub const FOLDER: &str = "docs";

/// Documents outside of `docs` that have a page, and its name.
const OTHERS: [(&str, &str); 5] = [
    ("README.md", "overview.html"),
    ("ARCHITECTURE.md", "architecture.html"),
    ("CHANGELOG.md", "changelog.html"),
    ("SECURITY.md", "security.html"),
    ("crates/emulator/README.md", "emulator-reference.html"),
];

/// The links at the top of each page, in order.
const MENU: [(&str, &str); 10] = [
    ("quick-start.html", "Quick start"),
    ("server.html", "Tokens"),
    ("overview.html", "Options and events"),
    ("theming.html", "Theming"),
    ("hooks.html", "Hooks"),
    ("content-security-policy.html", "CSP"),
    ("accessibility.html", "Accessibility"),
    ("emulator.html", "Emulator"),
    ("migrating.html", "Migrating"),
    ("troubleshooting.html", "Troubleshooting"),
];

/// Files that the pages show besides those of `docs`.
const ASSETS: [(&str, &str); 2] = [("www/docs.css", "docs.css"), ("www/site/logo.svg", "logo.svg")];

/// The command: writes the pages into `target/docs`, to be delivered from any folder.
pub fn run(workspace: &Workspace) -> Result<()> {
    let dir = workspace.output("docs");
    write(workspace, &dir)?;
    println!("the documents are in {}", dir.display());
    Ok(())
}

/// Writes every document as a page into `dir`, which is emptied, and what they show beside them.
pub fn write(workspace: &Workspace, dir: &Path) -> Result<()> {
    workspace::empty_dir(dir)?;
    let mut pages: BTreeMap<String, String> =
        OTHERS.iter().map(|(path, page)| ((*path).to_owned(), (*page).to_owned())).collect();
    for path in workspace::entries(&workspace.path("docs"))? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match name.strip_suffix(".md") {
            Some("README") => _ = pages.insert("docs/README.md".to_owned(), "index.html".to_owned()),
            Some(stem) => _ = pages.insert(format!("docs/{name}"), format!("{stem}.html")),
            None => workspace::copy(&path, &dir.join(&name))?,
        }
    }
    for (path, name) in ASSETS {
        workspace::copy(&workspace.path(path), &dir.join(name))?;
    }
    for (path, page) in &pages {
        let text = workspace::read(&workspace.path(path))?;
        let html = render(&text, path, &pages).with_context(|| format!("could not make a page of {path}"))?;
        workspace::write(&dir.join(page), html)?;
    }
    Ok(())
}

/// A document as a page. Links to other documents lead to their pages.
fn render(text: &str, path: &str, pages: &BTreeMap<String, String>) -> Result<String> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut events: Vec<Event> = Parser::new_ext(text, options).collect();
    let title = headings(&mut events);
    for event in &mut events {
        if let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event {
            *dest_url = CowStr::from(link(dest_url, path, pages));
        }
    }
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    let menu: String = MENU.iter().map(|(page, name)| format!("<a href=\"{page}\">{name}</a>\n")).collect();
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>{title} – rtm-chat</title>\n\
         <link rel=\"icon\" href=\"logo.svg\" type=\"image/svg+xml\" />\n\
         <link rel=\"stylesheet\" href=\"docs.css\" />\n</head>\n<body>\n\
         <nav aria-label=\"Documentation\">\n<a href=\"index.html\"><strong>rtm-chat</strong></a>\n{menu}</nav>\n\
         <main>\n{body}</main>\n</body>\n</html>\n"
    ))
}

/// Gives every heading an id, as code hosts do, and answers the first one's text.
fn headings(events: &mut [Event]) -> String {
    let mut title = String::new();
    let mut open: Option<(usize, String)> = None;
    for index in 0..events.len() {
        match &events[index] {
            Event::Start(Tag::Heading { .. }) => open = Some((index, String::new())),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, heading)) = &mut open {
                    heading.push_str(text);
                }
            }
            Event::End(TagEnd::Heading(level)) => {
                let is_first = *level == HeadingLevel::H1 && title.is_empty();
                let Some((start, text)) = open.take() else { continue };
                if is_first {
                    title.clone_from(&text);
                }
                if let Event::Start(Tag::Heading { id, .. }) = &mut events[start] {
                    *id = Some(CowStr::from(slug(&text)));
                }
            }
            _ => {}
        }
    }
    title
}

fn slug(heading: &str) -> String {
    let kept = heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>();
    kept.replace(' ', "-")
}

/// Where a link of a document leads on the site.
fn link(target: &str, path: &str, pages: &BTreeMap<String, String>) -> String {
    let (file, anchor) = target.split_once('#').map_or((target, ""), |(file, anchor)| (file, anchor));
    if file.is_empty() || file.contains(':') {
        return target.to_owned();
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    let file = parts.join("/");
    let page = pages.get(&file).cloned().unwrap_or_else(|| file.strip_prefix("docs/").unwrap_or(&file).to_owned());
    if anchor.is_empty() { page } else { format!("{page}#{anchor}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages() -> BTreeMap<String, String> {
        [("README.md", "overview.html"), ("docs/server.md", "server.html"), ("docs/quick-start.md", "quick-start.html")]
            .map(|(path, page)| (path.to_owned(), page.to_owned()))
            .into()
    }

    #[test]
    fn links_between_documents_lead_to_their_pages() {
        let of = |target, path| link(target, path, &pages());
        assert_eq!(of("server.md", "docs/quick-start.md"), "server.html");
        assert_eq!(of("../README.md#options", "docs/quick-start.md"), "overview.html#options");
        assert_eq!(of("docs/quick-start.md", "README.md"), "quick-start.html");
        assert_eq!(of("docs/screenshot.png", "README.md"), "screenshot.png");
        assert_eq!(of("#npm", "docs/quick-start.md"), "#npm");
        assert_eq!(of("https://leptos.dev", "README.md"), "https://leptos.dev");
    }

    #[test]
    fn headings_have_ids_and_the_first_is_the_title() {
        let page =
            render("# Quick `start`\n\n## 2. A token\n\n```html page\n<b>\n```\n", "docs/quick-start.md", &pages())
                .unwrap();
        for part in ["<title>Quick start – rtm-chat</title>", "<h2 id=\"2-a-token\">", "&lt;b&gt;"] {
            assert!(page.contains(part), "{part} is not in {page}");
        }
    }
}
