//! What the demo bot says, and to which words.

use std::time::Duration;

use axum::extract::ws::Utf8Bytes;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::Turn;
use crate::frame::{self, Item};

/// Most messages of one `burst`.
const MAX_BURST: usize = 10_000;

/// Text that must be shown as text (fault switch `hostile`).
pub(super) const HOSTILE: &str = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script> \
[click](javascript:window.hacked=1) [data](data:text/html,<script>window.hacked=1</script>) \
![x](javascript:window.hacked=1) <iframe src=\"javascript:window.hacked=1\"></iframe> \
<a href=\"vbscript:x\">a</a> <svg onload=\"window.hacked=1\"></svg> \u{202e}right to left\u{202c} {{constructor}} ${7*7}";

/// The streamed answer.
const STREAMED: &str = "Here is an answer that arrives *word by word*.\n\n\
## What streaming is for\n\n\
A long answer can be read while it is still being written:\n\n\
- the first words are there at once,\n\
- nothing jumps while the rest arrives,\n\
- **bold**, _italic_ and `code` are marked up as soon as they are complete.\n\n\
1. A numbered list\n2. works as well.\n\n\
See [the documentation](https://docs.kore.ai/) for more.";

impl Turn<'_> {
    pub(super) async fn greet(&self) {
        self.answer(vec![choices(
            "Hello! I am the demo bot. What would you like to see?",
            &[
                ("What can you do?", "help"),
                ("Buttons", "show button"),
                ("A long answer", "stream"),
                ("A person, please", "agent"),
            ],
        )])
        .await;
        self.wait_for_input();
    }

    pub(super) async fn bot_hears(&mut self, text: &str, files: usize) {
        let text = text.trim();
        let command = text.to_lowercase();
        let (verb, rest) =
            command.split_once(char::is_whitespace).map_or((command.as_str(), ""), |(verb, rest)| (verb, rest.trim()));
        if std::mem::take(self.form_open) {
            self.form_answered(&command).await;
        } else {
            match (verb, rest) {
                ("", _) => self.answer_text(&format!("Thank you. I received {files} file(s).")).await,
                ("help", "") => self.help().await,
                ("typing", "") => self.type_for_a_while().await,
                ("stream", "") => self.stream(STREAMED, 20).await,
                ("agent", "") => return self.hand_over().await,
                ("form", "") => {
                    self.deliver_form().await;
                    *self.form_open = true;
                }
                ("end", "") => {
                    self.answer_text("Goodbye. This session ends now; write again to start a new one.").await;
                    return self.conversation.end_session();
                }
                ("error", "") => {
                    self.think().await;
                    let bot_info = self.conversation.bot_info();
                    return self.conversation.send_all(&frame::bot_kit_unreachable(&bot_info));
                }
                ("wait", "") => self.make_wait().await,
                ("burst", count) if !count.is_empty() => self.burst(count).await,
                ("show", "") => self.list_templates().await,
                ("show", name) => self.show(name).await,
                _ => self.answer_text(&format!("You said: {text}")).await,
            }
        }
        self.wait_for_input();
    }

    async fn help(&self) {
        let text = "I understand:\n\
            * *help*: this list\n\
            * *show*: the names of all templates; *show button* shows one\n\
            * *stream*: an answer that arrives in pieces\n\
            * *typing*: the typing indicator\n\
            * *wait*: an answer that takes a while\n\
            * *burst 20*: twenty messages at once\n\
            * *form*: a form is delivered\n\
            * *agent*: a person takes over; *bye* ends that\n\
            * *error*: the bot cannot be reached\n\
            * *end*: the session ends\n\
            Anything else I repeat.";
        self.answer_text(text).await;
    }

    async fn type_for_a_while(&self) {
        self.typing(true);
        self.pause(Duration::from_secs(2)).await;
        self.typing(false);
        self.say(vec![Item::text("That was two seconds of typing.")]);
    }

    /// `wait_for_response`: nothing is drawn, the indicator stays until the next frame (`kore-protocol.md` section 7.1).
    async fn make_wait(&self) {
        self.say(vec![Item::template(json!({"template_type": "wait_for_response"}))]);
        self.pause(Duration::from_secs(3)).await;
        self.say(vec![Item::text("Thank you for waiting.")]);
    }

    async fn burst(&self, count: &str) {
        let Some(count) = count.parse::<usize>().ok().filter(|count| (1..=MAX_BURST).contains(count)) else {
            return self.answer_text(&format!("Burst takes a number from 1 to {MAX_BURST}.")).await;
        };
        for n in 1..=count {
            self.say(vec![Item::text(format!("Message {n} of {count}"))]);
        }
    }

    async fn deliver_form(&self) {
        self.answer(vec![Item::template(json!({
            "template_type": "form_template",
            "heading": "How can we reach you?",
            "formFields": [
                {"type": "text", "label": "Your name", "placeholder": "Name", "fieldButton": {"title": "Send"}},
            ],
        }))])
        .await;
        self.conversation.notify("form_delivered");
    }

    async fn form_answered(&self, said: &str) {
        if said == "cancel" {
            self.conversation.notify("form_failure");
            self.answer_text("The form was cancelled.").await;
        } else {
            self.conversation.notify("form_submitted");
            self.answer_text("Thank you, the form has arrived.").await;
        }
    }

    async fn list_templates(&self) {
        let names = self.platform.payloads.names();
        if names.is_empty() {
            return self.answer_text("There are no templates to show: the folder of payloads is empty.").await;
        }
        let lines: Vec<String> = names.iter().map(|name| format!("* show {name}")).collect();
        self.answer_text(&format!("I can show:\n{}", lines.join("\n"))).await;
    }

    /// Sends the frames of a payload file with fresh ids and times. A frame that is no `bot_response` goes out as it is.
    async fn show(&self, name: &str) {
        let Some(frames) = self.platform.payloads.frames(name, &self.conversation.bot_info()) else {
            return self.answer_text(&format!("I know no template called {name}. Write *show* for the list.")).await;
        };
        self.typing(true);
        self.think().await;
        self.typing(false);
        for frame in frames {
            if frame::logged(&frame).is_none() {
                self.conversation.send_all(&frame);
            } else if frame::is_chunk(&frame) {
                if let Some(message) = frame::logged(&frame) {
                    self.conversation.log(message, true);
                }
                self.conversation.push(&[Utf8Bytes::from(frame.to_string())]);
                sleep(Duration::from_millis(20)).await;
            } else {
                self.conversation.say(self.platform, frame);
            }
        }
    }
}

/// A text with quick replies: their titles and what they stand for.
fn choices(text: &str, replies: &[(&str, &str)]) -> Item {
    let replies: Vec<Value> = replies
        .iter()
        .map(|(title, payload)| json!({"content_type": "text", "title": title, "payload": payload}))
        .collect();
    Item::template(json!({"template_type": "quick_replies", "text": text, "quick_replies": replies}))
}

/// Cuts a text into about `count` pieces of equal length.
pub(super) fn split(text: &str, count: usize) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(letters.len().div_ceil(count.max(1)).max(1)).map(|piece| piece.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_a_stream_make_up_the_text() {
        let pieces = split(STREAMED, 20);
        assert!((18..=20).contains(&pieces.len()), "{}", pieces.len());
        assert_eq!(pieces.concat(), STREAMED);
        assert_eq!(split("ab", 20), ["a", "b"]);
    }
}
