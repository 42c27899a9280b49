//! First in, first out.

use session::Input;

/// Two stacks: what arrives is turned over when the other side has run empty. A ring buffer would be 1 kB more wasm.
#[derive(Default)]
pub(super) struct Queue {
    arrived: Vec<Input>,
    leaving: Vec<Input>,
}

impl Queue {
    pub(super) fn push(&mut self, input: Input) {
        self.arrived.push(input);
    }

    pub(super) fn pop(&mut self) -> Option<Input> {
        if self.leaving.is_empty() {
            std::mem::swap(&mut self.arrived, &mut self.leaving);
            self.leaving.reverse();
        }
        self.leaving.pop()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.arrived.is_empty() && self.leaving.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_leave_in_the_order_in_which_they_came() {
        let mut queue = Queue::default();
        queue.push(Input::Online(false));
        queue.push(Input::Visible(false));
        assert!(matches!(queue.pop(), Some(Input::Online(false))));
        queue.push(Input::PageHide);
        queue.push(Input::PageShow);
        assert!(!queue.is_empty());
        assert!(matches!(queue.pop(), Some(Input::Visible(false))));
        assert!(matches!(queue.pop(), Some(Input::PageHide)));
        assert!(!queue.is_empty());
        assert!(matches!(queue.pop(), Some(Input::PageShow)));
        assert!(queue.is_empty());
        assert!(queue.pop().is_none());
    }
}
