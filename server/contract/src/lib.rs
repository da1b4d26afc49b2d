//! The words that Estrade's server and browser share.
//!
//! # Glossary: one word, one meaning
//!
//! | word | meaning |
//! | --- | --- |
//! | **Item** | an inventory record, with or without media: a class, guide, talk, recipe, audio or service step |
//! | **Tag** | a word of the vocabulary: a name in each language, synonyms, and perhaps a tag that it stands under |
//! | **Field of the organisation's own** | a text, number, day, choice or yes-no that it writes on its items beside what everybody does |
//! | **Change** | who wrote what on an item, when, and what stood there before |
//! | **Attachment** | a photograph of an item's carrier, or a file that came with it; it is never played |
//! | **Work** | the steps from the shelf to the catalogue that people take with an item |
//! | **Task** | one step of the work on one item: locked, open, claimed, blocked, handed back or done |
//! | **Template** | the steps that items of a kind go through, in order |
//! | **Board** | all work that is under way, a column per step |
//! | **Recording** | the digitised bytes of an item, and how far the work on them has come |
//! | **Rendition** | one encoded version of a recording: a height of picture, or the sound |
//! | **Captions** | what is said in a recording, to be read while it plays or as a transcript |
//! | **Session** | what a member attends, recorded or live, at one address before, during and after |
//! | **Live session** | a session that is broadcast while it is given; its recording is what was sent |
//! | **Reminder** | a letter or a notice before a live session begins, for a member who asked for it |
//! | **Notice** | what a browser shows of a reminder, on a device that the member chose, also while no page is open |
//! | **Live captions** | what is said in a live session, written down while it is said; captions of its recording afterwards |
//! | **Chat** | what is written beside a live session while it lasts; it is gone soon after |
//! | **Backlog** | the items that are not offered yet, in the order in which they are worth digitising |
//! | **Demand** | what members asked for, or looked for without finding it |
//! | **Company** | who of one's own centre watches at the same time, named where all have agreed |
//! | **Programme** | sessions put in an order, over weeks |
//! | **Pilot** | an experiment: digitise a few items, invite people, watch what comes of it |
//! | **Sheet** | what a pilot is: for whom, with whom, with what money; kept with every former version |
//! | **Cohort** | who was invited to a pilot or enrolled; whom it is compared with is never invited |
//! | **Uptake** | who was invited, came, watched and came back |
//! | **Watch** | one viewing of one session by one member |
//! | **History** | a member's watches, which are the member's own |
//! | **Profile** | what is known of a member, assembled, with what each purpose allows |
//! | **Consent** | purpose x version of its text x moment x source |
//! | **Release** | the consent of a person who is filmed |
//! | **Licence** | a right to use music or material, with an end |
//! | **Feed** | a destination to which a profile's events go, for the members who agreed |
//! | **Sign-in** | an authenticated browser; never called a session |
//!
//! Everything here is plain data and pure rules: it compiles for the browser and knows neither
//! database, HTTP nor pages.

pub mod accounts;
pub mod attachments;
pub mod backlog;
pub mod captions;
pub mod catalogue;
pub mod changes;
pub mod chat;
pub mod company;
pub mod demand;
pub mod devices;
pub mod duplicates;
pub mod extra_fields;
pub mod feed;
pub mod ids;
pub mod imports;
pub mod inventory;
pub mod kept;
pub mod limits;
pub mod links;
pub mod listening;
pub mod live_captions;
pub mod lives;
pub mod particulars;
pub mod pilots;
pub mod playback;
pub mod problem;
pub mod profile;
pub mod push;
pub mod recordings;
pub mod reminders;
pub mod rights;
pub mod sessions;
pub mod text;
pub mod uptake;
pub mod views;
pub mod vocabulary;
pub mod work;

pub use ids::{
    AttachmentId, BulkId, ChangeId, ChatLineId, CommentId, DeliveryId, DemandId, EnrolmentKey, ExtraFieldId, FeedId,
    ImportId, InvitationId, InvitationKey, ItemId, JobId, LicenceId, LinkId, LiveCaptionId, MemberId, PilotId,
    PushDeviceId, RecordingId, ReleaseId, SavedViewId, SessionId, TagId, TaskId, WatchId, WorkId,
};
pub use jiff::{Timestamp, civil::Date};
pub use text::{LangMap, Locale};

/// One page of a list: what it holds and where the next page begins.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The entries of this page, in the list's order.
    pub items: Vec<T>,
    /// Opaque mark to pass as `cursor` for the following page; absent on the last one.
    pub next: Option<String>,
    /// How many entries the whole list holds, where counting is cheap.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub total: Option<u64>,
}

impl<T> Page<T> {
    /// A list that fits one page.
    pub fn whole(items: Vec<T>) -> Self {
        let total = Some(items.len() as u64);
        Self { items, next: None, total }
    }
}
