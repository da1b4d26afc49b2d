//! Every page has one place, and every place an address in each language. No path is typed
//! anywhere else.

use contract::{
    EnrolmentKey, FeedId, ImportId, InvitationKey, ItemId, LicenceId, Locale, PilotId, ReleaseId, SessionId,
};
use std::fmt::Write as _;

/// The words of an address after its language; a segment that begins with a colon stands for
/// an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// Under `/fr`.
    pub fr: &'static str,
    /// Under `/en`.
    pub en: &'static str,
}

impl Words {
    /// The words in one language.
    pub fn of(self, locale: Locale) -> &'static str {
        match locale {
            Locale::Fr => self.fr,
            Locale::En => self.en,
        }
    }

    /// The id in a path that follows these words: an empty text for words without one.
    fn id_in(self, locale: Locale, path: &str) -> Option<&str> {
        let mut id = "";
        let mut given = path.split('/').filter(|segment| !segment.is_empty());
        for word in self.of(locale).split('/').filter(|segment| !segment.is_empty()) {
            let segment = given.next()?;
            if word.starts_with(':') {
                id = segment;
            } else if word != segment {
                return None;
            }
        }
        given.next().is_none().then_some(id)
    }
}

macro_rules! places {
    ($($(#[$doc:meta])* $name:ident $(($id:ident: $Id:ty))? = $at:ident $fr:literal $en:literal;)+) => {
        /// A page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Place {
            $($(#[$doc])* $name $(($Id))?,)+
        }

        /// What the route table matches, one constant per place.
        pub mod at {
            use super::Words;
            $($(#[$doc])* pub const $at: Words = Words { fr: $fr, en: $en };)+
        }

        impl Place {
            fn parts(self) -> (Words, Option<String>) {
                match self {
                    $(Self::$name $(($id))? => (at::$at, None $(.or_else(|| Some($id.to_string())))?),)+
                }
            }

            fn find_in(locale: Locale, path: &str) -> Option<Self> {
                $(if let Some(_id) = at::$at.id_in(locale, path) {
                    // What is no id may still be a word of another place: `nouveau`.
                    $(let $id = _id.parse::<$Id>();)?
                    if true $(&& $id.is_ok())? {
                        return Some(Self::$name $(($id.ok()?))?);
                    }
                })+
                None
            }
        }
    };
}

places! {
    /// The first page.
    Home = HOME "" "";
    /// Everything that can be attended.
    Catalogue = CATALOGUE "catalogue" "catalogue";
    /// One session.
    Session(id: SessionId) = SESSION "seances/:id" "sessions/:id";
    /// One live session on the telephone, while the picture is on another screen.
    Companion(id: SessionId) = COMPANION "seances/:id/telephone" "sessions/:id/phone";
    /// What is broadcast, and when.
    Schedule = SCHEDULE "horaire" "schedule";
    /// Where one signs in.
    SignIn = SIGN_IN "connexion" "sign-in";
    /// Where one says that one has forgotten one's password.
    ForgottenPassword = FORGOTTEN_PASSWORD "connexion/mot-de-passe-oublie" "sign-in/forgotten-password";
    /// Where one sets a new one.
    NewPassword = NEW_PASSWORD "connexion/nouveau-mot-de-passe" "sign-in/new-password";
    /// Where a member asks for what is not there.
    AskContent = ASK_CONTENT "demander" "ask";
    /// What the member watched.
    History = HISTORY "mon-espace/historique" "my-space/history";
    /// What the member's data may be used for.
    MyData = MY_DATA "mon-espace/mes-donnees" "my-space/my-data";
    /// What is kept of people, and why.
    Privacy = PRIVACY "confidentialite" "privacy";
    /// The inventory.
    Inventory = INVENTORY "inventaire" "inventory";
    /// A new item.
    NewItem = NEW_ITEM "inventaire/nouveau" "inventory/new";
    /// A table of items to be read.
    ImportItems = IMPORT_ITEMS "inventaire/importer" "inventory/import";
    /// Labels to be printed.
    Labels = LABELS "inventaire/autocollants" "inventory/labels";
    /// The vocabulary of tags.
    Vocabulary = VOCABULARY "inventaire/vocabulaire" "inventory/vocabulary";
    /// The fields of the organisation's own.
    OwnFields = OWN_FIELDS "inventaire/champs" "inventory/fields";
    /// One change to many items.
    Bulk = BULK "inventaire/en-lot" "inventory/bulk";
    /// What an import did.
    Import(id: ImportId) = IMPORT "inventaire/importations/:id" "inventory/imports/:id";
    /// Which of a file's columns is which.
    ImportColumns(id: ImportId) = IMPORT_COLUMNS "inventaire/importations/:id/colonnes" "inventory/imports/:id/columns";
    /// One item.
    Item(id: ItemId) = ITEM "inventaire/:id" "inventory/:id";
    /// One item's form.
    EditItem(id: ItemId) = EDIT_ITEM "inventaire/:id/modifier" "inventory/:id/edit";
    /// Items that may be the same one.
    Duplicates = DUPLICATES "inventaire/doublons" "inventory/duplicates";
    /// Where one item is made of two.
    MergeItem(id: ItemId) = MERGE_ITEM "inventaire/:id/fusionner" "inventory/:id/merge";
    /// What is worth digitising.
    Backlog = BACKLOG "a-numeriser" "backlog";
    /// What members ask for.
    Demand = DEMAND "a-numeriser/demandes" "backlog/demand";
    /// How much each part of a score counts.
    Weights = WEIGHTS "a-numeriser/ponderation" "backlog/weights";
    /// The steps that somebody has, and those that they could claim.
    MyTasks = MY_TASKS "mes-taches" "my-tasks";
    /// All work that is under way.
    Board = BOARD "tableau" "board";
    /// The steps of each kind of item.
    Steps = STEPS "tableau/etapes" "board/steps";
    /// The live sessions, for those who give them.
    Lives = LIVES "directs" "lives";
    /// Where one live session is sent from and looked after.
    Studio(id: SessionId) = STUDIO "directs/:id" "lives/:id";
    /// The rights that end soon.
    RightsToWatch = RIGHTS_TO_WATCH "droits" "rights";
    /// What is asked for before anything is published.
    RightDemands = RIGHT_DEMANDS "droits/exigences" "rights/requirements";
    /// What one filmed person agreed to.
    Release(id: ReleaseId) = RELEASE "autorisations/:id" "releases/:id";
    /// The right to use one work.
    Licence(id: LicenceId) = LICENCE "licences/:id" "licences/:id";
    /// Where what is said in one live session is written down.
    CaptionDesk(id: SessionId) = CAPTION_DESK "directs/:id/sous-titres" "lives/:id/captions";
    /// The pilots.
    Pilots = PILOTS "pilotes" "pilots";
    /// A new pilot.
    NewPilot = NEW_PILOT "pilotes/nouveau" "pilots/new";
    /// One pilot and its uptake.
    Pilot(id: PilotId) = PILOT "pilotes/:id" "pilots/:id";
    /// One pilot's form.
    EditPilot(id: PilotId) = EDIT_PILOT "pilotes/:id/modifier" "pilots/:id/edit";
    /// What came of one pilot, in detail.
    PilotUptake(id: PilotId) = PILOT_UPTAKE "pilotes/:id/adoption" "pilots/:id/uptake";
    /// What each figure counts.
    Definitions = DEFINITIONS "definitions" "definitions";
    /// One pilot's sheet.
    PilotSheet(id: PilotId) = PILOT_SHEET "pilotes/:id/fiche" "pilots/:id/sheet";
    /// The form of one pilot's sheet.
    EditSheet(id: PilotId) = EDIT_SHEET "pilotes/:id/fiche/modifier" "pilots/:id/sheet/edit";
    /// What one pilot's sheet was before.
    PilotVersions(id: PilotId) = PILOT_VERSIONS "pilotes/:id/versions" "pilots/:id/versions";
    /// The people of one pilot.
    PilotCohort(id: PilotId) = PILOT_COHORT "pilotes/:id/cohorte" "pilots/:id/cohort";
    /// What one pilot costs.
    PilotCosts(id: PilotId) = PILOT_COSTS "pilotes/:id/couts" "pilots/:id/costs";
    /// What things cost.
    Prices = PRICES "pilotes/tarifs" "pilots/prices";
    /// What was decided of every pilot.
    Decisions = DECISIONS "pilotes/decisions" "pilots/decisions";
    /// Where somebody answers an invitation.
    Invitation(key: InvitationKey) = INVITATION "invitation/:key" "invitation/:key";
    /// Where the code of an invitation is typed.
    InvitationCode = INVITATION_CODE "invitation" "invitation";
    /// Where somebody asks to take part in a pilot.
    Enrolment(key: EnrolmentKey) = ENROLMENT "inscription/:key" "enrolment/:key";
    /// Everyone with an account.
    Members = MEMBERS "administration/membres" "administration/members";
    /// Where profile events go.
    Feeds = FEEDS "administration/destinations" "administration/feeds";
    /// What was sent to one destination.
    Feed(id: FeedId) = FEED "administration/destinations/:id" "administration/feeds/:id";
}

impl Place {
    /// The path of this page in a language, without a slash at the end.
    pub fn path(self, locale: Locale) -> String {
        let (words, id) = self.parts();
        let mut path = format!("/{locale}");
        for word in words.of(locale).split('/').filter(|segment| !segment.is_empty()) {
            path.push('/');
            match &id {
                Some(id) if word.starts_with(':') => path.push_str(id),
                _ => path.push_str(word),
            }
        }
        path
    }

    /// The path with a query; pairs without a value are left out.
    pub fn with(self, locale: Locale, pairs: &[(&str, &str)]) -> String {
        self.path(locale) + &query(pairs)
    }

    /// The id in the address, where there is one.
    pub fn id(self) -> Option<String> {
        self.parts().1
    }

    /// The page at a path, and the language it is in.
    pub fn find(path: &str) -> Option<(Locale, Self)> {
        let locale = language_of(path)?;
        let rest = path.get(3..).unwrap_or_default();
        Self::find_in(locale, rest).map(|place| (locale, place))
    }
}

/// The language of a path: `/fr/...` and `/en/...`.
pub fn language_of(path: &str) -> Option<Locale> {
    let first = path.strip_prefix('/')?.split(['/', '?']).next()?;
    first.parse().ok()
}

/// `?q=dos&level=all`: the pairs that have a value, or nothing at all.
pub fn query(pairs: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        text.push(if text.is_empty() { '?' } else { '&' });
        escape(&mut text, name);
        text.push('=');
        escape(&mut text, value);
    }
    text
}

/// Form encoding (WHATWG URL, 5.2).
fn escape(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => out.push(byte.into()),
            b' ' => out.push('+'),
            // Writing into a String cannot fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
}

/// A path that someone may be sent to after signing in: of this site, and nothing else. What
/// begins with `//` or holds a backslash is another site to some browsers.
pub fn same_site(path: &str) -> Option<&str> {
    let plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (path.starts_with('/') && !path.starts_with("//") && plain).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_at_its_own_address_in_both_languages() {
        let id = "0193a5e4-7b1c-7000-8000-000000000001";
        let places = [
            Place::Home,
            Place::Catalogue,
            Place::Session(id.parse().unwrap()),
            Place::Schedule,
            Place::SignIn,
            Place::ForgottenPassword,
            Place::NewPassword,
            Place::Lives,
            Place::Studio(id.parse().unwrap()),
            Place::CaptionDesk(id.parse().unwrap()),
            Place::Companion(id.parse().unwrap()),
            Place::History,
            Place::MyData,
            Place::Privacy,
            Place::Inventory,
            Place::NewItem,
            Place::ImportItems,
            Place::Bulk,
            Place::Vocabulary,
            Place::OwnFields,
            Place::Import(id.parse().unwrap()),
            Place::Item(id.parse().unwrap()),
            Place::EditItem(id.parse().unwrap()),
            Place::RightsToWatch,
            Place::RightDemands,
            Place::Release(id.parse().unwrap()),
            Place::Licence(id.parse().unwrap()),
            Place::AskContent,
            Place::Duplicates,
            Place::MergeItem(id.parse().unwrap()),
            Place::Backlog,
            Place::Demand,
            Place::Weights,
            Place::MyTasks,
            Place::Board,
            Place::Steps,
            Place::Pilots,
            Place::NewPilot,
            Place::Pilot(id.parse().unwrap()),
            Place::EditPilot(id.parse().unwrap()),
            Place::PilotUptake(id.parse().unwrap()),
            Place::Definitions,
            Place::PilotSheet(id.parse().unwrap()),
            Place::EditSheet(id.parse().unwrap()),
            Place::PilotVersions(id.parse().unwrap()),
            Place::PilotCohort(id.parse().unwrap()),
            Place::PilotCosts(id.parse().unwrap()),
            Place::Prices,
            Place::Decisions,
            Place::Invitation(id.parse().unwrap()),
            Place::InvitationCode,
            Place::Enrolment(id.parse().unwrap()),
            Place::Members,
            Place::Feeds,
            Place::Feed(id.parse().unwrap()),
        ];
        for place in places {
            for locale in Locale::ALL {
                assert_eq!(Place::find(&place.path(locale)), Some((locale, place)));
            }
        }
        assert_eq!(Place::Session(id.parse().unwrap()).path(Locale::Fr), format!("/fr/seances/{id}"));
        assert_eq!(Place::Home.path(Locale::En), "/en");
    }

    #[test]
    fn what_is_no_page_is_not_found() {
        for path in ["", "/", "/de", "/fr/sessions", "/fr/seances/12", "/en/inventory/new/old", "/frx"] {
            assert_eq!(Place::find(path), None, "{path}");
        }
    }

    #[test]
    fn a_query_is_escaped_and_leaves_out_what_is_empty() {
        assert_eq!(
            query(&[("q", "dos & épaules"), ("level", ""), ("sort", "new")]),
            "?q=dos+%26+%C3%A9paules&sort=new"
        );
        assert_eq!(query(&[("q", "")]), "");
    }

    #[test]
    fn one_is_only_sent_back_to_this_site() {
        assert_eq!(same_site("/fr/seances/1?t=12"), Some("/fr/seances/1?t=12"));
        for bad in ["https://example.org", "//example.org", "/\\example.org", "fr", "", "/fr\n", "/ fr"] {
            assert_eq!(same_site(bad), None, "{bad}");
        }
    }
}
