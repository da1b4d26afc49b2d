//! When a right holds, and what is missing.

use contract::{
    rights::{
        Demand, KindDemands, Lack, Lacking, Licence, LicenceFields, LicenceState, LicenceSubject, Release,
        ReleaseFields, ReleaseState, Statement, THRESHOLDS,
    },
    sessions::Audience,
};
use jiff::civil::Date;

/// How an item is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Showing {
    /// Who may know of it.
    pub audience: Audience,
    /// Whether it is broadcast.
    pub live: bool,
    /// Whether it can be watched at any time, now or after the broadcast.
    pub replay: bool,
}

/// What is known of an item's rights.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub demands: KindDemands,
    pub statement: Statement,
    pub releases: Vec<Release>,
    pub licences: Vec<Licence>,
}

/// Whether a release can be relied on. It holds to the end of its last day.
pub(super) fn release_state(fields: &ReleaseFields, withdrawn: bool, today: &str) -> ReleaseState {
    if !fields.seen {
        ReleaseState::NotSeen
    } else if withdrawn {
        ReleaseState::Withdrawn
    } else if fields.signed_on.is_none() {
        ReleaseState::Unsigned
    } else if is_over(fields.expires_on.as_deref(), today) {
        ReleaseState::Ended
    } else {
        ReleaseState::Holds
    }
}

/// Whether a licence can be relied on.
pub(super) fn licence_state(fields: &LicenceFields, today: &str) -> LicenceState {
    if is_over(fields.ends_on.as_deref(), today) {
        LicenceState::Ended
    } else if fields.licence.is_none() {
        LicenceState::Missing
    } else {
        LicenceState::Holds
    }
}

/// Whether a last day is over. Days are written so that they compare as texts.
pub(super) fn is_over(last: Option<&str>, today: &str) -> bool {
    last.is_some_and(|last| last < today)
}

/// How many days are left after today; nothing once it is over, or where either is no day.
pub(super) fn days_left(last: &str, today: &str) -> Option<u32> {
    let (last, today): (Date, Date) = (last.parse().ok()?, today.parse().ok()?);
    u32::try_from(today.until(last).ok()?.get_days()).ok()
}

/// The threshold whose letter is due with so many days left: the last one that was passed, so that what is
/// written down late is told of once.
pub(super) fn threshold(days_left: u32) -> Option<u32> {
    THRESHOLDS.into_iter().filter(|days| days_left <= *days).min()
}

impl Known {
    /// What is missing for it to be shown so, what stops it first.
    pub fn lacks(&self, showing: Showing) -> Vec<Lack> {
        let mut lacks: Vec<Lack> = self.releases.iter().filter_map(|release| of_release(release, showing)).collect();
        lacks.extend(self.licences.iter().flat_map(|licence| self.of_licence(licence, showing)));
        let demands = &self.demands;
        if self.releases.iter().all(|release| !release.fields.seen) && !self.statement.nobody_recognisable {
            lacks.extend(asked(demands.releases, Lacking::NoRelease));
        }
        let is_music = |licence: &Licence| licence.fields.subject == LicenceSubject::Music;
        if !self.licences.iter().any(is_music) && !self.statement.no_music {
            lacks.extend(asked(demands.music, Lacking::NoMusic));
        }
        let holds = |licence: &Licence| licence.state == LicenceState::Holds && !is_music(licence);
        if self.statement.licence.is_none() && !self.licences.iter().any(holds) {
            lacks.extend(asked(demands.statement, Lacking::NoStatement));
        }
        lacks.sort_by_key(|lack| !lack.blocks);
        lacks
    }

    /// What is written down and does not hold always stops it; a work without a licence does where the
    /// organisation insists.
    fn of_licence(&self, licence: &Licence, showing: Showing) -> Vec<Lack> {
        let named =
            |lack: Lack| Lack { licence_id: Some(licence.id), name: Some(licence.fields.title.clone()), ..lack };
        let mut lacks = Vec::new();
        match licence.state {
            LicenceState::Ended => lacks.push(lack(Lacking::LicenceEnded)),
            LicenceState::Missing => lacks.extend(asked(self.demands.music, Lacking::Unlicensed)),
            LicenceState::Holds => {}
        }
        if showing.live && !licence.fields.covers_live {
            lacks.push(lack(Lacking::NotLive));
        }
        if showing.replay && !licence.fields.covers_replay {
            lacks.push(lack(Lacking::NotReplay));
        }
        lacks.into_iter().map(named).collect()
    }
}

fn of_release(release: &Release, showing: Showing) -> Option<Lack> {
    let what = match release.state {
        ReleaseState::NotSeen => return None,
        ReleaseState::Withdrawn => Lacking::Withdrawn,
        ReleaseState::Unsigned => Lacking::Unsigned,
        ReleaseState::Ended => Lacking::ReleaseEnded,
        ReleaseState::Holds if release.fields.allows.covers(showing.audience) => return None,
        ReleaseState::Holds => Lacking::TooNarrow,
    };
    Some(Lack { release_id: Some(release.id), name: Some(release.fields.name.clone()), ..lack(what) })
}

fn lack(what: Lacking) -> Lack {
    Lack { what, blocks: true, release_id: None, licence_id: None, name: None }
}

fn asked(demand: Demand, what: Lacking) -> Option<Lack> {
    (demand != Demand::Off).then(|| Lack { blocks: demand == Demand::Require, ..lack(what) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{
        ItemId, LicenceId, ReleaseId,
        inventory::Kind,
        rights::{LicenceKind, ReleaseUse},
    };
    use uuid::Uuid;

    const TODAY: &str = "2026-11-21";

    fn release(fields: ReleaseFields, withdrawn: bool) -> Release {
        Release {
            id: ReleaseId(Uuid::nil()),
            item_id: ItemId(Uuid::nil()),
            state: release_state(&fields, withdrawn, TODAY),
            fields,
            withdrawn_on: None,
            withdrawn_reason: None,
            version: 1,
        }
    }

    fn signed() -> ReleaseFields {
        ReleaseFields { signed_on: Some("2026-01-01".into()), ..ReleaseFields::of("Ana") }
    }

    fn licence(fields: LicenceFields) -> Licence {
        let state = licence_state(&fields, TODAY);
        Licence { id: LicenceId(Uuid::nil()), item_id: ItemId(Uuid::nil()), fields, state, version: 1 }
    }

    fn licensed() -> LicenceFields {
        LicenceFields { licence: Some("SOCAN 12".into()), kind: LicenceKind::Society, ..LicenceFields::of("Boléro") }
    }

    fn known(kind: Kind) -> Known {
        Known {
            demands: KindDemands::usual(kind),
            statement: Statement::default(),
            releases: Vec::new(),
            licences: Vec::new(),
        }
    }

    const RECORDED: Showing = Showing { audience: Audience::Members, live: false, replay: true };

    fn said(known: &Known, showing: Showing) -> Vec<(Lacking, bool)> {
        known.lacks(showing).into_iter().map(|lack| (lack.what, lack.blocks)).collect()
    }

    #[test]
    fn a_right_holds_to_the_end_of_its_last_day() {
        for (last, over, left) in
            [("2026-11-20", true, None), ("2026-11-21", false, Some(0)), ("2026-11-22", false, Some(1))]
        {
            assert_eq!((is_over(Some(last), TODAY), days_left(last, TODAY)), (over, left), "{last}");
        }
        assert_eq!(days_left("2027-11-21", TODAY), Some(365));
    }

    #[test]
    fn one_hears_of_an_end_at_the_last_threshold_that_was_passed() {
        for (left, due) in
            [(61, None), (60, Some(60)), (31, Some(60)), (30, Some(30)), (8, Some(30)), (7, Some(7)), (0, Some(7))]
        {
            assert_eq!(threshold(left), due, "{left}");
        }
    }

    #[test]
    fn nothing_written_down_is_a_warning_until_the_organisation_insists() {
        let mut class = known(Kind::Class);
        assert_eq!(said(&class, RECORDED), [(Lacking::NoRelease, false), (Lacking::NoMusic, false)]);
        class.demands.releases = Demand::Require;
        assert_eq!(said(&class, RECORDED), [(Lacking::NoRelease, true), (Lacking::NoMusic, false)]);
        class.statement = Statement { nobody_recognisable: true, no_music: true, licence: None };
        assert_eq!(said(&class, RECORDED), []);
        assert_eq!(said(&known(Kind::Recipe), RECORDED), [(Lacking::NoStatement, false)]);
        assert_eq!(said(&known(Kind::Service), RECORDED), []);
    }

    #[test]
    fn a_release_that_does_not_hold_stops_it_whatever_is_asked() {
        for (fields, withdrawn, what) in [
            (signed(), false, None),
            (ReleaseFields::of("Ana"), false, Some(Lacking::Unsigned)),
            (ReleaseFields { expires_on: Some("2026-11-20".into()), ..signed() }, false, Some(Lacking::ReleaseEnded)),
            (ReleaseFields { expires_on: Some(TODAY.into()), ..signed() }, false, None),
            (signed(), true, Some(Lacking::Withdrawn)),
            (ReleaseFields { seen: false, ..signed() }, true, None),
            (ReleaseFields { allows: ReleaseUse::Internal, ..signed() }, false, Some(Lacking::TooNarrow)),
        ] {
            let mut service = known(Kind::Service);
            service.releases.push(release(fields.clone(), withdrawn));
            let expected: Vec<_> = what.into_iter().map(|what| (what, true)).collect();
            assert_eq!(said(&service, RECORDED), expected, "{fields:?}");
        }
        let mut open = known(Kind::Service);
        open.releases.push(release(signed(), false));
        let public = Showing { audience: Audience::Public, ..RECORDED };
        assert_eq!(said(&open, public), [(Lacking::TooNarrow, true)]);
    }

    #[test]
    fn a_licence_has_an_end_and_a_reach() {
        let mut class = known(Kind::Class);
        class.statement.nobody_recognisable = true;
        class.licences.push(licence(LicenceFields { covers_live: false, ..licensed() }));
        assert_eq!(said(&class, RECORDED), []);
        let live = Showing { live: true, ..RECORDED };
        assert_eq!(said(&class, live), [(Lacking::NotLive, true)]);
        class.licences[0] = licence(LicenceFields { covers_replay: false, ..licensed() });
        assert_eq!(said(&class, live), [(Lacking::NotReplay, true)]);
        assert_eq!(said(&class, Showing { replay: false, ..live }), []);
        class.licences[0] = licence(LicenceFields { ends_on: Some("2026-11-20".into()), ..licensed() });
        assert_eq!(said(&class, RECORDED), [(Lacking::LicenceEnded, true)]);
        class.licences[0] = licence(LicenceFields::of("Boléro"));
        assert_eq!(said(&class, RECORDED), [(Lacking::Unlicensed, false)]);
        class.demands.music = Demand::Require;
        assert_eq!(said(&class, RECORDED), [(Lacking::Unlicensed, true)]);
    }
}
