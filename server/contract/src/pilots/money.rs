//! What a pilot costs and what it is worth: amounts as people type them, the organisation's prices, and
//! the sum of it all. Pure.
//!
//! Amounts carry no currency: the price table names the one in which all of them are meant.

use serde::{Deserialize, Deserializer, Serialize};

/// Millionths of the currency: a gigabyte costs less than a hundredth.
pub type Micros = i64;

/// One of the currency.
pub const ONE: Micros = 1_000_000;
/// The largest amount, in whole units.
pub const AMOUNT_MAX: i64 = 1_000_000_000;

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAmount {
    /// It cannot be read.
    Unread,
    /// It is below nought.
    Negative,
    /// It is beyond [`AMOUNT_MAX`].
    TooLarge,
}

impl NoAmount {
    /// The code of the problem.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unread => "not_an_amount",
            Self::Negative => "negative",
            Self::TooLarge => "amount_too_large",
        }
    }
}

/// Reads `1 200,50`, `1,200.50`, `1200.5` or `12,5 $`. The last of two kinds of marks is the decimal
/// mark; so is a single one, but for a comma before exactly three digits: `1,200` is twelve hundred, while
/// `0,023` begins with nought and is a fraction.
///
/// # Errors
/// See [`NoAmount`].
pub fn amount(text: &str) -> Result<Micros, NoAmount> {
    let bare: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '$' | '€' | '\'')).collect();
    let (negative, digits) = match bare.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, bare.as_str()),
    };
    let marks: Vec<usize> = digits.match_indices([',', '.']).map(|(place, _)| place).collect();
    let decimal = match marks.as_slice() {
        [] => None,
        [only] => {
            let thousands = digits.len() - only == 4 && digits.as_bytes().get(*only) == Some(&b',') && *only <= 3;
            (!(thousands && *only > 0 && !digits.starts_with('0'))).then_some(*only)
        }
        [.., last] => {
            // Of two kinds the last is the decimal mark; of one kind, all of them part thousands.
            let kinds = digits.contains(',') && digits.contains('.');
            kinds.then_some(*last)
        }
    };
    let whole_part = decimal.map_or(digits, |place| &digits[..place]);
    let parts = decimal.map_or("", |place| &digits[place + 1..]);
    let whole: String = whole_part.chars().filter(|c| !matches!(c, ',' | '.')).collect();
    let readable = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && parts.is_empty()) || !readable(&whole) || !readable(parts) || parts.len() > 6 {
        return Err(NoAmount::Unread);
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| NoAmount::TooLarge)? };
    let small: i64 = format!("{parts:0<6}").parse().map_err(|_| NoAmount::Unread)?;
    if negative && (whole > 0 || small > 0) {
        return Err(NoAmount::Negative);
    }
    if whole > AMOUNT_MAX {
        return Err(NoAmount::TooLarge);
    }
    Ok(whole * ONE + small)
}

/// The amount as it is stored: a point, at least two and at most six decimals.
pub fn written(amount: Micros) -> String {
    let (whole, small) = (amount / ONE, (amount % ONE).abs());
    let digits = format!("{small:06}");
    let kept = digits.trim_end_matches('0').len().max(2);
    format!("{whole}.{}", &digits[..kept])
}

/// A text field that a program may also send as a number.
pub(crate) fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct Either;
    impl serde::de::Visitor<'_> for Either {
        type Value = String;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a text or a number")
        }
        fn visit_str<E>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }
        fn visit_i64<E>(self, number: i64) -> Result<String, E> {
            Ok(number.to_string())
        }
        fn visit_u64<E>(self, number: u64) -> Result<String, E> {
            Ok(number.to_string())
        }
        fn visit_f64<E>(self, number: f64) -> Result<String, E> {
            Ok(number.to_string())
        }
        fn visit_unit<E>(self) -> Result<String, E> {
            Ok(String::new())
        }
    }
    deserializer.deserialize_any(Either)
}

/// What things cost the organisation. Amounts as texts: see [`amount`]; an empty one costs nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Prices {
    /// The currency in which every amount is meant, as its three letters.
    pub currency: String,
    /// Keeping a gigabyte (10^9 bytes) for a month.
    #[serde(deserialize_with = "text_or_number")]
    pub storage_gb_month: String,
    /// Sending a gigabyte to members.
    #[serde(deserialize_with = "text_or_number")]
    pub egress_gb: String,
    /// An hour of somebody's work.
    #[serde(deserialize_with = "text_or_number")]
    pub staff_hour: String,
    /// An hour of a room in a centre.
    #[serde(deserialize_with = "text_or_number")]
    pub room_hour: String,
}

/// The table of prices, as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PriceTable {
    /// The prices.
    pub prices: Prices,
    /// Counts every change; 0 before the first.
    pub version: i64,
    /// Who changed it last.
    pub changed_by: Option<String>,
}

/// What the sum is made of. People and hours are nothing where too few came for a figure about them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Inputs {
    /// Spent once, whoever comes.
    pub setup: f64,
    /// Spent once for each person reached.
    pub setup_per_person: f64,
    /// Spent every month, whoever comes.
    pub monthly: f64,
    /// Spent every month for each person reached.
    pub monthly_per_person: f64,
    /// Gigabytes kept.
    pub stored_gb: f64,
    /// Gigabytes sent so far.
    pub sent_gb: Option<f64>,
    /// The price of a gigabyte kept for a month.
    pub storage_price: f64,
    /// The price of a gigabyte sent.
    pub egress_price: f64,
    /// Months since the first day.
    pub months: f64,
    /// People reached.
    pub people: Option<u64>,
    /// Hours watched.
    pub hours: Option<f64>,
    /// What a person pays, or is worth, once.
    pub per_person: f64,
    /// What an hour watched is worth.
    pub per_hour: f64,
    /// What one in-person class costs in all.
    pub class_cost: f64,
    /// How many people come to it.
    pub class_people: f64,
    /// How many hours it lasts.
    pub class_hours: f64,
}

/// When what it is worth reaches what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", tag = "when")]
pub enum BreakEven {
    /// It has.
    Met,
    /// In so many months, at the rate so far.
    In {
        /// Whole months from now.
        months: u32,
    },
    /// Never at the rate so far: each month costs as much as it brings.
    Never,
    /// It cannot be said: nothing is worth anything yet, or too few came.
    Unknown,
}

/// What a pilot costs, and what that means. Amounts in the currency of the price table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reckoning {
    /// Spent once.
    pub setup: f64,
    /// Spent by the month, so far.
    pub running: f64,
    /// Keeping the recordings, so far.
    pub storage: f64,
    /// Sending them to members, so far; nothing where too few came.
    pub egress: Option<f64>,
    /// All of it; without what depends on people where too few came.
    pub total: f64,
    /// The cost of one hour watched.
    pub per_hour: Option<f64>,
    /// The cost of one person reached.
    pub per_person: Option<f64>,
    /// What one hour of one participant costs in a centre.
    pub class_per_hour: Option<f64>,
    /// People reached for each who comes to the class in a centre.
    pub reach: Option<f64>,
    /// When what it is worth reaches what it costs.
    pub break_even: BreakEven,
}

/// The longest that is foreseen, in months.
const FORESEEN: f64 = 600.0;

/// The sum.
pub fn reckon(inputs: &Inputs) -> Reckoning {
    let people = inputs.people.map(|people| people as f64);
    let months = inputs.months.max(0.0);
    let setup = inputs.setup + inputs.setup_per_person * people.unwrap_or_default();
    let a_month = inputs.monthly + inputs.monthly_per_person * people.unwrap_or_default();
    let running = a_month * months;
    let storage = inputs.stored_gb * inputs.storage_price * months;
    let egress = inputs.sent_gb.map(|gigabytes| gigabytes * inputs.egress_price);
    let total = setup + running + storage + egress.unwrap_or_default();
    let class = inputs.class_people * inputs.class_hours;
    Reckoning {
        setup,
        running,
        storage,
        egress,
        total,
        per_hour: inputs.hours.filter(|hours| *hours > 0.0).map(|hours| total / hours),
        per_person: people.filter(|people| *people > 0.0).map(|people| total / people),
        class_per_hour: (class > 0.0 && inputs.class_cost > 0.0).then(|| inputs.class_cost / class),
        reach: people.filter(|_| inputs.class_people > 0.0).map(|people| people / inputs.class_people),
        break_even: break_even(inputs, total, a_month),
    }
}

fn break_even(inputs: &Inputs, total: f64, a_month: f64) -> BreakEven {
    let (Some(people), Some(hours)) = (inputs.people, inputs.hours) else { return BreakEven::Unknown };
    if inputs.per_person <= 0.0 && inputs.per_hour <= 0.0 {
        return BreakEven::Unknown;
    }
    let worth = people as f64 * inputs.per_person + hours * inputs.per_hour;
    if worth >= total {
        return BreakEven::Met;
    }
    if inputs.months <= 0.0 {
        return BreakEven::Unknown;
    }
    let sent = inputs.sent_gb.unwrap_or_default() * inputs.egress_price / inputs.months;
    let kept = inputs.stored_gb * inputs.storage_price;
    let left_each_month = worth / inputs.months - a_month - kept - sent;
    if left_each_month <= 0.0 {
        return BreakEven::Never;
    }
    let months = ((total - worth) / left_each_month).ceil();
    if months > FORESEEN { BreakEven::Never } else { BreakEven::In { months: months as u32 } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_people_type_it() {
        for (text, expected) in [
            ("12", "12.00"),
            ("12,5", "12.50"),
            ("12.50", "12.50"),
            ("1 200,50", "1200.50"),
            ("1\u{a0}200,50\u{a0}$", "1200.50"),
            ("1\u{202f}200", "1200.00"),
            ("1,200.50", "1200.50"),
            ("1.200,50", "1200.50"),
            ("1,200", "1200.00"),
            ("1,200,000", "1200000.00"),
            ("0,023", "0.023"),
            ("0.0231", "0.0231"),
            (",5", "0.50"),
            ("$3", "3.00"),
            ("-0", "0.00"),
        ] {
            assert_eq!(amount(text).map(written).as_deref(), Ok(expected), "{text}");
            assert_eq!(amount(expected).map(written).as_deref(), Ok(expected), "once more {expected}");
        }
        for (text, expected) in [
            ("", NoAmount::Unread),
            ("douze", NoAmount::Unread),
            ("1e3", NoAmount::Unread),
            ("1,2,3.4.5x", NoAmount::Unread),
            ("12 CAD", NoAmount::Unread),
            ("-12", NoAmount::Negative),
            ("\u{2212}0,5", NoAmount::Negative),
            ("9999999999", NoAmount::TooLarge),
            ("99999999999999999999", NoAmount::TooLarge),
        ] {
            assert_eq!(amount(text), Err(expected), "{text}");
        }
    }

    fn inputs() -> Inputs {
        Inputs {
            setup: 1_000.0,
            monthly: 100.0,
            stored_gb: 10.0,
            sent_gb: Some(50.0),
            storage_price: 1.0,
            egress_price: 0.1,
            months: 2.0,
            people: Some(20),
            hours: Some(50.0),
            per_hour: 10.0,
            class_cost: 120.0,
            class_people: 12.0,
            class_hours: 1.0,
            ..Inputs::default()
        }
    }

    #[test]
    fn the_sum_is_what_was_spent() {
        let sum = reckon(&inputs());
        assert_eq!((sum.setup, sum.running, sum.storage, sum.egress), (1_000.0, 200.0, 20.0, Some(5.0)));
        assert_eq!(sum.total, 1_225.0);
        assert_eq!((sum.per_hour, sum.per_person, sum.class_per_hour), (Some(24.5), Some(61.25), Some(10.0)));
        assert_eq!(sum.reach, Some(20.0 / inputs().class_people));
        assert_eq!(reckon(&Inputs { people: None, ..inputs() }).reach, None, "too few for a figure about them");
        assert_eq!(reckon(&Inputs { class_people: 0.0, ..inputs() }).reach, None);
        // 500 of 1225 are back; 250 come each month, and 112.5 go.
        assert_eq!(sum.break_even, BreakEven::In { months: 6 });
    }

    #[test]
    fn what_cannot_be_said_is_not() {
        for (changed, expected) in [
            (Inputs { per_hour: 0.0, ..inputs() }, BreakEven::Unknown),
            (Inputs { people: None, hours: None, sent_gb: None, ..inputs() }, BreakEven::Unknown),
            (Inputs { per_person: 100.0, ..inputs() }, BreakEven::Met),
            (Inputs { monthly: 1_000.0, ..inputs() }, BreakEven::Never),
            (Inputs { months: 0.0, ..inputs() }, BreakEven::Unknown),
            (Inputs { setup: 1e9, ..inputs() }, BreakEven::Never),
        ] {
            assert_eq!(reckon(&changed).break_even, expected, "{changed:?}");
        }
        let few = reckon(&Inputs { people: None, hours: None, sent_gb: None, ..inputs() });
        assert_eq!((few.per_hour, few.per_person, few.egress, few.total), (None, None, None, 1_220.0));
        let nobody = reckon(&Inputs { people: Some(0), hours: Some(0.0), ..inputs() });
        assert_eq!((nobody.per_hour, nobody.per_person), (None, None));
    }
}
