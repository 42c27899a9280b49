//! Deliberate faults that show whether the simulation would find them. Without the feature `mutations` there are none:
//! `mutated!` is `false`.

/// Whether a deliberate fault is in force.
macro_rules! mutated {
    ($name:ident) => {{
        #[cfg(feature = "mutations")]
        let is_mutated = crate::mutation::is_chosen(crate::mutation::Mutation::$name);
        #[cfg(not(feature = "mutations"))]
        let is_mutated = false;
        is_mutated
    }};
}

#[cfg(feature = "mutations")]
pub use chosen::{Mutation, choose};

#[cfg(feature = "mutations")]
pub(crate) use chosen::is_chosen;

#[cfg(feature = "mutations")]
mod chosen {
    use std::cell::Cell;

    macro_rules! mutations {
        ($($(#[$doc:meta])* $name:ident,)*) => {
            /// A deliberate fault.
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum Mutation {
                $($(#[$doc])* $name,)*
            }

            impl Mutation {
                /// Each of them.
                pub const ALL: &[Self] = &[$(Self::$name,)*];
            }
        };
    }

    mutations! {
        /// What a lost socket left unacknowledged is sent again without a look at the log.
        ResendUnchecked,
        /// Frames and ends of old sockets count for the new one.
        NoGenerationCheck,
        /// A message of the log is not known again.
        NoDedupe,
        /// What waited in the outbox stays there when the connection is live.
        NoFlush,
        /// The back-off does not grow.
        FlatBackoff,
        /// A connection need not live for the back-off to start anew.
        BackoffForgotten,
        /// The platform's wish not to be asked for a while is ignored.
        RetryAfterIgnored,
        /// Acknowledgements are ignored.
        AckIgnored,
        /// Refused tokens are replaced without end.
        EndlessRefusals,
        /// A token is asked for although one is under way.
        TokensAtOnce,
        /// Messages of the log are put at the end instead of in their place.
        MergeWithoutOrder,
        /// The newest message of the outbox goes first.
        OutboxReversed,
        /// What storage held is not looked at.
        RestoreDropped,
        /// Storage is not told what is sent.
        StoreDropped,
        /// Gaps are not marked.
        GapUnmarked,
        /// A sync ends at the first page, whether that meets what is known or not.
        SyncTooShort,
        /// A stream that was cut off is not completed.
        CutOffKept,
        /// A ping that is not answered means nothing.
        SilenceIgnored,
        /// Texts from outside are told with the tokens in them.
        SecretTold,
    }

    thread_local! {
        static CHOSEN: Cell<Option<Mutation>> = const { Cell::new(None) };
    }

    /// Puts a fault in force on this thread, or none.
    pub fn choose(mutation: Option<Mutation>) {
        CHOSEN.set(mutation);
    }

    pub(crate) fn is_chosen(mutation: Mutation) -> bool {
        CHOSEN.get() == Some(mutation)
    }
}
