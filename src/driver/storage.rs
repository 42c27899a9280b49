//! The tab's storage, where messages that are not confirmed outlive a reload of the page. The browser may deny it.

use web_sys::Storage;

/// One value in the tab's storage.
pub(super) struct Store {
    key: String,
    storage: Option<Storage>,
}

impl Store {
    /// The messages for one bot. `www/loader/page.js` knows the key, too: who signs out takes them along.
    pub(super) fn of_bot(id: &str) -> Self {
        // Asking for it throws where the visitor or a sandbox denies it.
        let storage = web_sys::window().and_then(|window| window.session_storage().ok().flatten());
        Self { key: "rtm-chat:outbox:".to_owned() + id, storage }
    }

    pub(super) fn read(&self) -> Option<String> {
        self.storage.as_ref()?.get_item(&self.key).ok().flatten()
    }

    /// False when it cannot be kept. Then nothing is: what was there before is out of date, and would be sent twice.
    pub(super) fn write(&self, value: Option<&str>) -> bool {
        match (&self.storage, value) {
            (Some(storage), Some(value)) => {
                let is_kept = storage.set_item(&self.key, value).is_ok();
                if !is_kept {
                    let _ = storage.remove_item(&self.key);
                }
                is_kept
            }
            (Some(storage), None) => storage.remove_item(&self.key).is_ok(),
            (None, _) => false,
        }
    }
}
