//! The demo bot: greets, echoes and shows what a platform bot can do. One task plays the bot of one conversation.

mod agent;
mod script;

use std::sync::{Arc, Weak};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::sleep;

use crate::config::Pace;
use crate::conversation::Conversation;
use crate::frame::{self, Item};
use crate::platform::Platform;
use crate::socket::Order;

/// What the bot reacts to.
#[derive(Clone, Debug)]
pub(crate) enum Cue {
    /// A socket for which On-Connect fires.
    Connected,
    /// The visitor said something.
    Said {
        /// The body, empty when there are only files.
        text: String,
        /// Number of files.
        files: usize,
        /// `clientMessageId` of the frame.
        id: Option<Value>,
    },
    /// An `event` of the client (`kore-protocol.md` section 6.6).
    Event(String),
    /// `/bot.closeConversationSession`.
    Closed,
}

/// Starts the task; it ends when the conversation does.
pub(crate) fn spawn(
    platform: Arc<Platform>,
    conversation: Weak<Conversation>,
    mut cues: mpsc::Receiver<Cue>,
) -> AbortHandle {
    let play = async move {
        let mut form_open = false;
        while let Some(cue) = cues.recv().await {
            let Some(conversation) = conversation.upgrade() else { return };
            let mut turn = Turn { platform: &platform, conversation: &conversation, form_open: &mut form_open };
            turn.play(cue).await;
        }
    };
    tokio::spawn(play).abort_handle()
}

/// One reaction of the bot.
struct Turn<'a> {
    platform: &'a Arc<Platform>,
    conversation: &'a Arc<Conversation>,
    /// Whether the next thing the visitor says is the content of a form.
    form_open: &'a mut bool,
}

impl Turn<'_> {
    async fn play(&mut self, cue: Cue) {
        match cue {
            Cue::Connected => {
                if let Some(delay) = self.platform.with_faults(|faults| faults.greet_delay_ms) {
                    sleep(Duration::from_millis(delay)).await;
                }
                self.greet().await;
            }
            Cue::Said { text, files, id } => {
                if self.conversation.has_agent() {
                    self.agent_hears(&text, id).await;
                } else {
                    self.bot_hears(&text, files).await;
                }
            }
            Cue::Event(name) => {
                if name == "close_agent_chat" && self.conversation.has_agent() {
                    self.conversation.end_agent();
                }
            }
            Cue::Closed => self.conversation.end_session(),
        }
    }

    /// Shows typing for as long as a person would take, then says it.
    async fn answer(&self, items: Vec<Item>) {
        self.typing(true);
        self.think().await;
        self.typing(false);
        self.say(items);
    }

    async fn answer_text(&self, text: &str) {
        self.answer(vec![Item::text(text)]).await;
    }

    /// Says it at once. The switches `hostile` and `multiItem` change what is said, and so also what is logged.
    fn say(&self, mut items: Vec<Item>) {
        let (hostile, multi_item) =
            self.platform.with_faults(|faults| (faults.messages.hostile, faults.messages.multi_item));
        if hostile {
            items = vec![Item::text(script::HOSTILE)];
        }
        if multi_item {
            items.extend([
                Item::text("A second item of the same message"),
                Item::text("A third item of the same message"),
            ]);
        }
        self.conversation.say(self.platform, frame::bot_response(&self.conversation.bot_info(), items));
    }

    fn typing(&self, on: bool) {
        let kind = if on { "typing" } else { "stoptyping" };
        let bot_info = self.conversation.bot_info();
        let name = bot_info.get("chatBot").cloned().unwrap_or_default();
        let message = json!({"type": kind, "author": {"type": "BOT", "firstName": name, "lastName": ""}});
        self.conversation.send_all(&frame::event(&bot_info, message));
    }

    fn wait_for_input(&self) {
        self.conversation.notify("waiting_for_user_input");
    }

    /// 300 to 900 ms at a person's pace.
    async fn think(&self) {
        if self.platform.config.pace == Pace::Human {
            let dice = u64::from(uuid::Uuid::new_v4().as_bytes()[0]);
            sleep(Duration::from_millis(300 + dice * 600 / 255)).await;
        }
    }

    /// A pause that is there to be seen; short, but not nothing, when the pace is fast.
    async fn pause(&self, human: Duration) {
        sleep(if self.platform.config.pace == Pace::Human { human } else { human / 50 }).await;
    }

    /// Streams a text in deltas of one `messageId`, then logs it as one message.
    async fn stream(&self, text: &str, chunks: usize) {
        let (late_chunk, drop_mid_stream) =
            self.platform.with_faults(|faults| (faults.messages.late_chunk, faults.socket.drop_mid_stream));
        let bot_info = self.conversation.bot_info();
        let whole = frame::bot_response(&bot_info, vec![Item::text(text)]);
        let id = whole.get("messageId").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.typing(true);
        self.think().await;
        self.typing(false);
        let deltas = script::split(text, chunks);
        let mut cut = false;
        for (n, delta) in deltas.iter().enumerate() {
            if let Some(code) = drop_mid_stream.filter(|_| n == deltas.len() / 2) {
                // The rest is never sent; the log has the whole answer.
                self.conversation.order_all(&Order::Close(code, "dropped mid-stream by a fault switch".into()));
                cut = true;
                break;
            }
            self.conversation.send_all(&frame::chunk(&bot_info, &id, delta, n + 1 == deltas.len()));
            self.pause(Duration::from_millis(60)).await;
        }
        if let Some(message) = frame::logged(&whole) {
            self.conversation.log(message, false);
        }
        if late_chunk && !cut {
            self.conversation.send_all(&frame::chunk(&bot_info, &id, " (a chunk that came late)", false));
        }
    }
}
