//! Where the platform's REST endpoints are.

/// The address that REST paths are joined to; ends in `/api` or `/api/1.1` (`kore-protocol.md` 2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiUrl(String);

impl ApiUrl {
    /// Takes an absolute `http` or `https` address or a path of the page's own origin, with or without `/api`. None for
    /// anything else, and for an address with a query, a fragment or a password.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_path = text.starts_with('/') && !text.starts_with("//");
        let text = text.trim_end_matches('/');
        if text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '@' | '\\')) {
            return None;
        }
        match text.split_once(':').and_then(|(scheme, rest)| Some((scheme, rest.strip_prefix("//")?))) {
            Some((scheme, rest)) => {
                let known = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
                if !known || rest.is_empty() || rest.starts_with(['/', ':']) {
                    return None;
                }
            }
            None if is_path => {}
            None => return None,
        }
        Some(if text.ends_with("/api") || text.ends_with("/api/1.1") {
            Self(text.to_owned())
        } else {
            Self([text, "/api"].concat())
        })
    }

    /// The address of an endpoint, given as a path such as `rtm/start`.
    pub fn join(&self, path: &str) -> String {
        [self.0.as_str(), "/", path.trim_start_matches('/')].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(text: &str) -> Option<String> {
        ApiUrl::parse(text).map(|url| url.join("rtm/start"))
    }

    #[test]
    fn an_address_works_with_and_without_the_api_path() {
        for text in ["https://platform.kore.ai", "https://platform.kore.ai/", "https://platform.kore.ai/api/ "] {
            assert_eq!(start(text).as_deref(), Some("https://platform.kore.ai/api/rtm/start"), "{text}");
        }
        assert_eq!(start("http://127.0.0.1:4010/api/1.1/").as_deref(), Some("http://127.0.0.1:4010/api/1.1/rtm/start"));
        assert_eq!(start("https://proxy.example/kore").as_deref(), Some("https://proxy.example/kore/api/rtm/start"));
    }

    #[test]
    fn a_path_of_the_same_origin_is_accepted() {
        assert_eq!(start("/kore").as_deref(), Some("/kore/api/rtm/start"));
        assert_eq!(start("/").as_deref(), Some("/api/rtm/start"));
        assert_eq!(start("/api").as_deref(), Some("/api/rtm/start"));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "//",
            "platform.kore.ai",
            "ftp://platform.kore.ai",
            "javascript://platform.kore.ai",
            "https://",
            "https:///api",
            "//platform.kore.ai",
            "https://user:secret@platform.kore.ai",
            "https://platform.kore.ai/api?x=1",
            "https://platform.kore.ai/#x",
            "https://platform kore.ai",
        ] {
            assert_eq!(start(text), None, "{text}");
        }
    }
}
