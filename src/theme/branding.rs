//! The platform's branding, version 3, as a style sheet over the theme's own values. What is missing or broken leaves them
//! as they are; what could not be read is made readable.

use protocol::value;
use serde_json::Value;

use super::{Theme, color::Color};

/// A style sheet, and what was odd about its source, in sentences for the page's developer.
#[derive(Debug, Default)]
pub(crate) struct Branding {
    pub css: String,
    pub warnings: Vec<String>,
}

/// A background, where the theme says which, and the text on it: our names, the theme's places.
type Pair = [&'static str; 4];

/// What the palette says, and all it says that counts unless the theme tells otherwise.
const PALETTE: [Pair; 2] = [
    ["accent", "general.colors.primary", "on-accent", "general.colors.secondary_text"],
    ["bot-surface", "general.colors.secondary", "bot-text", "general.colors.primary_text"],
];
/// What stands in place of the palette's second pair.
const PARTS: [Pair; 7] = [
    ["bot-surface", "body.bot_message.bg_color", "bot-text", "body.bot_message.color"],
    ["visitor-surface", "body.user_message.bg_color", "visitor-text", "body.user_message.color"],
    ["agent-surface", "body.agent_message.bg_color", "agent-text", "body.agent_message.color"],
    ["button-surface", "body.buttons.bg_color", "button-text", "body.buttons.color"],
    ["header-surface", "header.bg_color", "header-text", "header.title.color"],
    ["header-surface", "header.bg_color", "header-text-muted", "header.sub_title.color"],
    ["launcher-surface", "chat_bubble.primary_color", "launcher-text", "chat_bubble.secondary_color"],
];

/// What follows from the colours. What stands in a bubble has the bubble's.
const RULES: &str = "[data-theme]{--accent-soft:var(--rtm-accent-soft,color-mix(in srgb,var(--accent) 12%,var(--surface)))}\
    .bubble{--accent-text:currentColor;--text-muted:currentColor;--surface:#0000;--surface-hover:#0000}";
/// What follows from a background.
const ON_SURFACE: &str = "--rtm-surface-soft:color-mix(in srgb,var(--rtm-text) 6%,var(--rtm-surface));\
    --rtm-surface-hover:color-mix(in srgb,var(--rtm-text) 10%,var(--rtm-surface));\
    --rtm-border:color-mix(in srgb,var(--rtm-text) 18%,var(--rtm-surface));\
    --rtm-border-control:color-mix(in srgb,var(--rtm-text) 55%,var(--rtm-surface));";

/// The theme's own background and text, in light and in dark.
const OWN: [[Color; 2]; 2] =
    [[Color::WHITE, Color([0x14, 0x18, 0x1f])], [Color([0x16, 0x18, 0x1d]), Color([0xec, 0xee, 0xf2])]];

/// Reads the answer of `activetheme`, or what it has under `v3`. The theme is the page's choice: it decides between light and
/// dark unless the branding has a background, and with high contrast the branding's colours do not count.
pub(crate) fn read(json: &Value, theme: Theme) -> Branding {
    let root = value::field(json, "v3").filter(|v3| v3.is_object()).unwrap_or(json);
    let mut reader = Reader { root, host: String::new(), warnings: Vec::new() };
    let mut rules = String::new();
    if theme != Theme::Contrast {
        reader.colors(theme, &mut rules);
    }
    reader.shapes();
    if reader.host.is_empty() && reader.text("general.themeType").is_empty() {
        reader.warnings.push("The theme has nothing in it that the chat could use.".to_owned());
    }
    Branding { css: [":host{", &reader.host, "}", &rules].concat(), warnings: reader.warnings }
}

struct Reader<'a> {
    root: &'a Value,
    /// Declarations of the public properties.
    host: String,
    warnings: Vec<String>,
}

impl Reader<'_> {
    fn colors(&mut self, theme: Theme, rules: &mut String) {
        let is_picture = self.text("body.background.type").eq_ignore_ascii_case("image");
        let surface = if is_picture { None } else { self.color("body.background.color") };
        let is_dark = match (surface, theme) {
            (Some(surface), _) => Some(surface.ink() == Color::WHITE),
            (None, Theme::Light) => Some(false),
            (None, Theme::Dark) => Some(true),
            _ => match self.text("general.themeType").as_str() {
                "light" => Some(false),
                "dark" => Some(true),
                _ => None,
            },
        };
        if let Some(is_dark) = is_dark {
            rules.push_str(if is_dark {
                "[data-theme]{color-scheme:dark}"
            } else {
                "[data-theme]{color-scheme:light}"
            });
        }
        let mut own = OWN;
        if let Some(surface) = surface {
            let path = "general.colors.primary_text";
            let ink = self.color(path).unwrap_or(OWN[usize::from(is_dark == Some(true))][1]);
            // As read on what has some of it in it.
            let text = self.readable(path, ink, surface).readable_on(&[surface, surface.mixed(ink, 2)]);
            own = [[surface, text]; 2];
            self.set("surface", surface);
            self.set("text", text);
            self.set("text-muted", text.mixed(surface, 4).readable_on(&soft(surface, text)));
            self.host.push_str(ON_SURFACE);
        }
        let is_palette_all = !self.text("general.colors.useColorPaletteOnly").eq_ignore_ascii_case("false");
        let (general, rest) = PALETTE.split_at(1);
        let mut has_colors = self.pairs(general);
        if let Some(primary) = self.color(PALETTE[0][1]) {
            let [light, dark] = own.map(|[surface, text]| {
                let [_, soft, hover] = soft(surface, text);
                primary.readable_on(&[surface, soft, hover, surface.mixed(primary, 2)]).hex()
            });
            // For light and dark, or for the one that it is.
            let text = match is_dark {
                Some(true) => dark,
                Some(false) => light,
                None => ["light-dark(", &light, ",", &dark, ")"].concat(),
            };
            self.declare("accent-text", &text);
            self.declare("focus", &text);
        }
        has_colors |= self.pairs(if is_palette_all { rest } else { &PARTS });
        if has_colors {
            rules.push_str(RULES);
        }
    }

    /// Whether any of them is there.
    fn pairs(&mut self, pairs: &[Pair]) -> bool {
        let mut is_any = false;
        for [paper_name, paper_path, ink_name, ink_path] in pairs {
            if let Some(paper) = self.color(paper_path) {
                let ink = self.color(ink_path).unwrap_or(paper.ink());
                let ink = self.readable(ink_path, ink, paper);
                self.set(paper_name, paper);
                self.set(ink_name, ink);
                is_any = true;
            }
        }
        is_any
    }

    /// Fonts and corners.
    fn shapes(&mut self) {
        let family = self.text("body.font.family");
        let mut fonts = String::new();
        for name in family.split(',').map(|name| name.trim_matches([' ', '"', '\''])) {
            if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ' || c == '-') {
                fonts.push_str(&["\"", name, "\","].concat());
            }
        }
        if !fonts.is_empty() {
            fonts.push_str("system-ui,sans-serif");
            self.declare("font", &fonts);
        }
        match self.text("body.font.size").as_str() {
            "small" => self.declare("font-size", "14px"),
            "large" => self.declare("font-size", "17px"),
            _ => {}
        }
        match self.text("body.bubble_style").as_str() {
            "rectangle" => self.declare("radius-bubble", "4px"),
            "rounded" => self.declare("radius-bubble", "12px"),
            _ => {}
        }
    }

    fn set(&mut self, name: &str, color: Color) {
        self.declare(name, &color.hex());
    }

    #[inline(never)]
    fn declare(&mut self, name: &str, value: &str) {
        for part in ["--rtm-", name, ":", value, ";"] {
            self.host.push_str(part);
        }
    }

    /// A text, or what stands for a flag; empty when there is none.
    fn text(&self, path: &str) -> String {
        let mut found = Some(self.root);
        for key in path.split('.') {
            found = found.and_then(|value| value::field(value, key));
        }
        match found {
            Some(Value::Bool(flag)) => flag.to_string(),
            found => found.and_then(value::as_str).unwrap_or_default().trim().to_owned(),
        }
    }

    #[inline(never)]
    fn color(&mut self, path: &str) -> Option<Color> {
        let text = self.text(path);
        let color = Color::parse(&text);
        if color.is_none() && !text.is_empty() {
            self.warn(path, "is not of the form #rrggbb, #rgb or rgb(…), and is left out");
        }
        color
    }

    #[inline(never)]
    fn readable(&mut self, path: &str, ink: Color, paper: Color) -> Color {
        let readable = ink.readable_on(&[paper]);
        if readable != ink {
            let (ink, paper, readable) = (ink.hex(), paper.hex(), readable.hex());
            self.warn(path, &["has too little contrast, ", &ink, " on ", &paper, ": it becomes ", &readable].concat());
        }
        readable
    }

    fn warn(&mut self, path: &str, what: &str) {
        let warning = ["The theme's colour ", path, " ", what, "."].concat();
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}

/// A background, and the two that are mixed of it.
fn soft(surface: Color, text: Color) -> [Color; 3] {
    [surface, surface.mixed(text, 1), surface.mixed(text, 2)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn value_of<'a>(branding: &'a Branding, name: &str) -> Option<&'a str> {
        let (_, rest) = branding.css.split_once(&format!("--rtm-{name}:"))?;
        rest.split(';').next()
    }

    fn color_of(branding: &Branding, name: &str) -> Color {
        let found = value_of(branding, name).and_then(Color::parse);
        found.unwrap_or_else(|| panic!("no colour {name} in {}", branding.css))
    }

    fn palette(primary: &str, secondary: &str, primary_text: &str, secondary_text: &str) -> Value {
        json!({ "general": { "themeType": "light", "colors": {
            "primary": primary, "secondary": secondary, "primary_text": primary_text, "secondary_text": secondary_text,
        } } })
    }

    #[test]
    fn the_palette_drives_everything_unless_the_theme_says_otherwise() {
        let mut theme = palette("#7b1fa2", "#eeeeee", "#101010", "#ffffff");
        theme["body"] = json!({ "bot_message": { "bg_color": "#00ff00", "color": "#000000" } });
        for json in [theme.clone(), json!({ "activeTheme": true, "v3": theme })] {
            let branding = read(&json, Theme::Auto);
            assert_eq!(value_of(&branding, "accent"), Some("#7b1fa2"));
            assert_eq!(value_of(&branding, "bot-surface"), Some("#eeeeee"));
            assert!(branding.css.contains("[data-theme]{color-scheme:light}"));
            assert_eq!(branding.warnings, [] as [&str; 0]);
        }
        theme["general"]["colors"]["useColorPaletteOnly"] = json!(false);
        let branding = read(&theme, Theme::Auto);
        assert_eq!(value_of(&branding, "bot-surface"), Some("#00ff00"));
    }

    #[test]
    fn what_cannot_be_read_is_made_readable_and_told() {
        let branding = read(&palette("#ffeb3b", "#222222", "#333333", "#ffffff"), Theme::Auto);
        for (ink, paper) in [("on-accent", "accent"), ("bot-text", "bot-surface")] {
            let contrast = color_of(&branding, ink).contrast(color_of(&branding, paper));
            assert!(contrast >= crate::theme::color::ENOUGH, "{ink}: {contrast}");
        }
        // Links are read on the window's own white.
        assert!(color_of(&branding, "accent-text").contrast(Color::WHITE) >= crate::theme::color::ENOUGH);
        assert_eq!(branding.warnings.len(), 2, "{:?}", branding.warnings);
        assert!(branding.warnings[0].contains("secondary_text"), "{:?}", branding.warnings);
    }

    #[test]
    fn a_background_decides_between_light_and_dark_and_the_rest_follows_it() {
        let theme = json!({ "general": { "themeType": "light" }, "body": { "background": { "color": "#102030" } } });
        let branding = read(&theme, Theme::Light);
        assert!(branding.css.contains("[data-theme]{color-scheme:dark}"));
        let surface = color_of(&branding, "surface");
        for name in ["text", "text-muted"] {
            assert!(color_of(&branding, name).contrast(surface) >= crate::theme::color::ENOUGH, "{name}");
        }
        let pictured = json!({ "body": { "background": { "type": "image", "color": "#102030" } } });
        assert_eq!(value_of(&read(&pictured, Theme::Auto), "surface"), None);
    }

    #[test]
    fn a_theme_without_light_or_dark_has_a_readable_accent_in_both() {
        let branding = read(&json!({ "general": { "colors": { "primary": "#0d6efd" } } }), Theme::Auto);
        assert!(value_of(&branding, "accent-text").is_some_and(|value| value.starts_with("light-dark(#")));
    }

    #[test]
    fn broken_and_hostile_values_are_left_out() {
        for evil in ["red;} *{display:none", "url(https://evil.example/x)", "var(--x)", "#12", "{}", "expression(1)"] {
            let mut theme = palette(evil, evil, evil, evil);
            theme["body"] = json!({ "font": { "family": evil, "size": evil }, "background": { "color": evil },
                "bubble_style": evil, "user_message": 7, "buttons": [evil] });
            theme["header"] = json!(null);
            theme["chat_bubble"] = json!("x");
            let branding = read(&theme, Theme::Auto);
            assert_eq!(branding.css, ":host{}[data-theme]{color-scheme:light}", "{evil}");
            assert!(!branding.warnings.is_empty());
        }
        for nothing in [json!(null), json!([]), json!({}), json!("x"), json!({ "v3": 7 })] {
            let branding = read(&nothing, Theme::Auto);
            assert_eq!((branding.css.as_str(), branding.warnings.len()), (":host{}", 1), "{nothing}");
        }
    }

    #[test]
    fn fonts_are_names_and_nothing_else() {
        let font = |family: &str| {
            let branding = read(&json!({ "body": { "font": { "family": family, "size": "large" } } }), Theme::Auto);
            value_of(&branding, "font").map(str::to_owned)
        };
        assert_eq!(font("Inter").as_deref(), Some("\"Inter\",system-ui,sans-serif"));
        assert_eq!(font("'Open Sans', Arial").as_deref(), Some("\"Open Sans\",\"Arial\",system-ui,sans-serif"));
        assert_eq!(font("Inter\\"), None);
        assert_eq!(font("a\"b"), None);
    }

    #[test]
    fn high_contrast_keeps_its_colours() {
        let mut theme = palette("#7b1fa2", "#eeeeee", "#101010", "#ffffff");
        theme["body"] = json!({ "font": { "family": "Inter" } });
        let branding = read(&theme, Theme::Contrast);
        assert_eq!(branding.css, ":host{--rtm-font:\"Inter\",system-ui,sans-serif;}");
    }
}
