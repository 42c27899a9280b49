//! The hand-over to a person: agent session, events, receipts (`kore-protocol.md` sections 6.6 and 7.2).

use serde_json::{Value, json};

use super::Turn;
use crate::frame::{self, Item};
use crate::message::new_id;

impl Turn<'_> {
    /// Brings an agent in, who stays until the visitor says `bye` or `end agent`.
    pub(super) async fn hand_over(&self) {
        self.answer_text("I am handing you over to a person.").await;
        self.conversation.start_agent();
        self.agent_event(json!({"type": "agent_connected"}));
        self.agent_says("Hello, this is Ada. How can I help you? Say *bye* when we are done.").await;
    }

    /// The agent reads what the visitor wrote, and answers.
    pub(super) async fn agent_hears(&self, text: &str, id: Option<Value>) {
        for receipt in ["message_delivered", "message_read"] {
            self.agent_event(json!({"type": receipt, "clientMessageId": id}));
        }
        if matches!(text.trim().to_lowercase().as_str(), "bye" | "end agent") {
            self.agent_says("Thank you for talking to me. Goodbye!").await;
            self.conversation.end_agent();
            self.answer_text("This is the bot again.").await;
            self.wait_for_input();
        } else {
            self.agent_says(&format!("I see: {}", text.trim())).await;
        }
    }

    async fn agent_says(&self, text: &str) {
        self.agent_event(json!({"type": "typing", "author": author()}));
        self.think().await;
        self.agent_event(json!({"type": "stoptyping", "author": author()}));
        let template = json!({"template_type": "live_agent", "text": text});
        let mut message = frame::bot_response(&self.conversation.bot_info(), vec![Item::template(template)]);
        if let Value::Object(members) = &mut message {
            members.insert("author".into(), author());
            members.insert("fromAgent".into(), json!(true));
            members.insert("enableLiveChatMetaData".into(), json!(true));
            members.insert("agent_MessageId".into(), json!(new_id("am")));
        }
        self.conversation.say(self.platform, message);
    }

    fn agent_event(&self, message: Value) {
        self.conversation.send_all(&frame::event(&self.conversation.bot_info(), message));
    }
}

fn author() -> Value {
    json!({"id": "u-agent-1", "firstName": "Ada", "lastName": "Byron", "type": "AGENT"})
}
