//! What is to be seen to about a pilot that runs. Pure.

use super::pieces::day;
use crate::texts::{t, t_with};
use contract::pilots::{PilotDetails, PilotState, Uptake};
use jiff::civil::Date;

/// Days that a pilot may run before somebody has to have come.
const NO_UPTAKE_DAYS: i32 = 7;
/// Days before the end from which it is announced.
const ENDS_SOON_DAYS: i32 = 14;

/// Something to be seen to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Alert {
    /// It has run for a week, and nobody has begun a session.
    NoUptake,
    /// It costs more than was planned.
    AbovePlan,
    /// It ends within two weeks, on this day.
    EndsSoon(String),
}

impl Alert {
    /// The same in words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::NoUptake => t("alert-no-uptake"),
            Self::AbovePlan => t("alert-above-plan"),
            Self::EndsSoon(last) => t_with("alert-ends-soon", &[("date", day(last).into())]),
        }
    }
}

/// What is to be seen to on a day (`YYYY-MM-DD`). A figure that is hidden is not nought, and raises nothing.
pub(super) fn alerts(pilot: &PilotDetails, uptake: &Uptake, above_plan: bool, today: &str) -> Vec<Alert> {
    let mut alerts = Vec::new();
    if pilot.state != PilotState::Running {
        return alerts;
    }
    let read = |text: Option<&str>| text.and_then(|text| text.parse::<Date>().ok());
    let days = |from: Date, to: Date| from.until((jiff::Unit::Day, to)).map_or(0, |span| span.get_days());
    let Some(today) = read(Some(today)) else { return alerts };
    let begun = read(pilot.fields.starts_on.as_deref());
    if begun.is_some_and(|first| days(first, today) >= NO_UPTAKE_DAYS) && uptake.funnel.started.shown() == Some(0) {
        alerts.push(Alert::NoUptake);
    }
    if above_plan {
        alerts.push(Alert::AbovePlan);
    }
    if let Some(last) = read(pilot.fields.ends_on.as_deref())
        && (0..=ENDS_SOON_DAYS).contains(&days(today, last))
    {
        alerts.push(Alert::EndsSoon(last.to_string()));
    }
    alerts
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{
        LangMap,
        pilots::{Figure, Funnel, PilotFields, Targets},
    };

    fn told(started: Figure, above_plan: bool, today: &str) -> Vec<Alert> {
        let pilot = PilotDetails {
            id: "0193a5e4-7b1c-7000-8000-000000000001".parse().unwrap(),
            state: PilotState::Running,
            fields: PilotFields {
                title: LangMap::both("Le dos", "The back"),
                hypothesis: LangMap::default(),
                item_ids: Vec::new(),
                starts_on: Some("2026-11-01".into()),
                ends_on: Some("2026-12-31".into()),
                targets: Targets::default(),
            },
            version: 1,
            created_at: "2026-10-01T12:00:00Z".parse().unwrap(),
        };
        let funnel = Funnel {
            invited: Figure::Shown(20),
            accepted: started,
            signed_in: started,
            started,
            half: started,
            completed: started,
            returned_7d: started,
            returned_30d: started,
        };
        alerts(&pilot, &Uptake { funnel, watched_s: started, suppressed: Vec::new() }, above_plan, today)
    }

    #[test]
    fn what_is_to_be_seen_to_is_told() {
        let nobody = Figure::Shown(0);
        assert_eq!(told(nobody, false, "2026-11-07"), []);
        assert_eq!(told(nobody, false, "2026-11-08"), [Alert::NoUptake]);
        assert_eq!(told(Figure::TooFew, false, "2026-11-20"), []);
        assert_eq!(told(Figure::Shown(6), true, "2026-11-20"), [Alert::AbovePlan]);
        assert_eq!(told(Figure::Shown(6), false, "2026-12-17"), [Alert::EndsSoon("2026-12-31".into())]);
        assert_eq!(told(Figure::Shown(6), false, "2027-01-01"), []);
    }
}
