//! What may be shown of tables whose numbers hang together.
//!
//! A number of one to four people is not shown. Of tables that is not enough: where three of a total of
//! forty stand in a line that is hidden, the total and the other lines tell it. So every number knows the
//! sums and unions it is part of, whoever reads the tables is followed in what they can work out from what
//! is shown, and as long as that leaves a hidden number only one value, one more number is withheld: the
//! smallest of those that betray it.
//!
//! What is worked out is bounds: the most and the least that each number can be, as far as any chain of
//! sums, unions and parts tells, over all tables of a pilot at once. There are no filters beside the tables,
//! and files, report and API hold the same cells. What it does not stop is said in [`super::super::rules`].

use contract::{limits::SUPPRESSED_BELOW, uptake::Cell};

/// How many numbers are tried before the nearest is withheld in any case.
const TRIED: usize = 16;

/// A number in the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number(usize);

/// How numbers hang together.
#[derive(Debug, Clone)]
enum Tie {
    /// The whole is the sum of its parts: everybody is in exactly one.
    Sum(Number, Vec<Number>),
    /// Everybody of the whole is in at least one part, and nobody else is in any.
    Union(Number, Vec<Number>),
    /// The first is some of the second.
    Part(Number, Number),
}

impl Tie {
    fn numbers(&self) -> Vec<Number> {
        match self {
            Self::Sum(whole, parts) | Self::Union(whole, parts) => {
                std::iter::once(*whole).chain(parts.iter().copied()).collect()
            }
            Self::Part(part, whole) => vec![*part, *whole],
        }
    }
}

/// The least and the most that a number can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bounds {
    least: u64,
    most: u64,
}

/// Numbers on their way to being shown.
#[derive(Debug, Clone, Default)]
pub(super) struct Veil {
    people: Vec<u64>,
    cells: Vec<Cell>,
    /// Shown elsewhere in any case.
    fixed: Vec<bool>,
    ties: Vec<Tie>,
}

impl Veil {
    /// A number of a table.
    pub(super) fn number(&mut self, people: u64) -> Number {
        self.add(people, false)
    }

    /// A number that is shown elsewhere as well, so that withholding it here would hide nothing.
    pub(super) fn fixed(&mut self, people: u64) -> Number {
        self.add(people, true)
    }

    fn add(&mut self, people: u64, fixed: bool) -> Number {
        let shown = people == 0 || people >= SUPPRESSED_BELOW;
        self.people.push(people);
        self.cells.push(if shown { Cell::Shown(people) } else { Cell::TooFew });
        self.fixed.push(fixed);
        Number(self.people.len() - 1)
    }

    /// Everybody of the whole is in exactly one part.
    pub(super) fn sum(&mut self, whole: Number, parts: Vec<Number>) {
        self.ties.push(Tie::Sum(whole, parts));
    }

    /// Everybody of the whole is in at least one part, and nobody else is.
    pub(super) fn union(&mut self, whole: Number, parts: Vec<Number>) {
        self.ties.push(Tie::Union(whole, parts));
    }

    /// The first are some of the second.
    pub(super) fn part(&mut self, part: Number, whole: Number) {
        self.ties.push(Tie::Part(part, whole));
    }

    /// What of a number is shown.
    pub(super) fn cell(&self, number: Number) -> Cell {
        self.cells.get(number.0).copied().unwrap_or(Cell::Withheld)
    }

    /// Withholds until nothing hidden can be worked out.
    pub(super) fn settle(&mut self) {
        let mut of: Vec<Vec<usize>> = vec![Vec::new(); self.cells.len()];
        for (place, tie) in self.ties.iter().enumerate() {
            for number in tie.numbers() {
                of[number.0].push(place);
            }
        }
        // Each round withholds one more number, or gives a mark up.
        loop {
            let bounds = self.bounds();
            // That nobody is somewhere is no secret in itself: only marks are, given up or not.
            let told = |at: &usize| {
                let hidden = self.cells[*at].shown().is_none() && (1..SUPPRESSED_BELOW).contains(&self.people[*at]);
                hidden && bounds[*at].least >= bounds[*at].most
            };
            let next = (0..self.cells.len()).filter(told).find_map(|at| match self.betrayer(at, &of) {
                None if self.cells[at] == Cell::Withheld => None,
                betrayer => Some((at, betrayer)),
            });
            match next {
                Some((_, Some(other))) => self.cells[other] = Cell::Withheld,
                Some((at, None)) => self.give_up(at, &of[at]),
                None => break,
            }
        }
    }

    /// Nothing else is shown that a number hangs on: that it is one to four, and which others of its sum are
    /// nobody, was already too much.
    fn give_up(&mut self, at: usize, ties: &[usize]) {
        self.cells[at] = Cell::Withheld;
        for place in ties {
            if let Tie::Sum(_, parts) = &self.ties[*place] {
                for part in parts.iter().filter(|part| self.people[part.0] == 0) {
                    self.cells[part.0] = Cell::Withheld;
                }
            }
        }
    }

    /// The shown number near a hidden one without which it is not told any more. Where no single one does, the
    /// nearest and smallest: with others it will. None for a mark that would be told without all of them: four marks
    /// of one to four say of a mark above them that it is four, whatever else is shown.
    fn betrayer(&self, at: usize, of: &[Vec<usize>]) -> Option<usize> {
        let near = self.near(at, of);
        let is_open = |veil: &Self| {
            let bounds = veil.bounds()[at];
            bounds.least < bounds.most
        };
        let helps = |other: &&usize| {
            let mut without = self.clone();
            without.cells[**other] = Cell::Withheld;
            is_open(&without)
        };
        near.iter().take(TRIED).find(helps).copied().or_else(|| {
            // It is no mark any more, and still told: then nothing near it stays.
            if self.cells[at] == Cell::Withheld {
                return near.first().copied();
            }
            let mut without = self.clone();
            for (place, cell) in without.cells.iter_mut().enumerate() {
                if cell.shown().is_some() && !self.fixed[place] && self.people[place] > 0 {
                    *cell = Cell::Withheld;
                }
            }
            near.first().copied().filter(|_| is_open(&without))
        })
    }

    /// The shown numbers that a hidden one hangs on, the nearest first, and of those the smallest.
    fn near(&self, at: usize, of: &[Vec<usize>]) -> Vec<usize> {
        let mut near = Vec::new();
        let mut reached = vec![at];
        let mut known = vec![false; self.cells.len()];
        known[at] = true;
        while !reached.is_empty() && near.len() < TRIED {
            let mut next: Vec<usize> = Vec::new();
            for place in reached.iter().flat_map(|at| &of[*at]) {
                for Number(number) in self.ties[*place].numbers() {
                    if !known[number] {
                        known[number] = true;
                        next.push(number);
                    }
                }
            }
            let shown = next.iter().copied().filter(|at| !self.fixed[*at] && self.people[*at] > 0);
            let mut shown: Vec<usize> = shown.filter(|at| self.cells[*at].shown().is_some()).collect();
            shown.sort_by_key(|at| (self.people[*at], *at));
            near.extend(shown);
            reached = next;
        }
        near
    }

    /// What whoever reads the tables can work out of each number.
    fn bounds(&self) -> Vec<Bounds> {
        let most = self.people.iter().copied().max().unwrap_or_default().max(SUPPRESSED_BELOW);
        let given = self.cells.iter().zip(&self.people).map(|(cell, people)| match cell {
            Cell::Shown(people) => Bounds { least: *people, most: *people },
            Cell::TooFew => Bounds { least: 1, most: SUPPRESSED_BELOW - 1 },
            // Most of what is withheld is not few, and whoever knows the rule knows that.
            Cell::Withheld if *people >= SUPPRESSED_BELOW => Bounds { least: SUPPRESSED_BELOW, most },
            Cell::Withheld => Bounds { least: 0, most },
        });
        let mut bounds: Vec<Bounds> = given.collect();
        // Long chains are short: tables hang on one total, and sessions on who gives them.
        for _ in 0..64 {
            let before = bounds.clone();
            for tie in &self.ties {
                tighten(tie, &mut bounds);
            }
            if bounds == before {
                break;
            }
        }
        bounds
    }
}

fn tighten(tie: &Tie, bounds: &mut [Bounds]) {
    let (whole, parts, exact) = match tie {
        Tie::Part(part, whole) => {
            bounds[part.0].most = bounds[part.0].most.min(bounds[whole.0].most);
            bounds[whole.0].least = bounds[whole.0].least.max(bounds[part.0].least);
            return;
        }
        Tie::Sum(whole, parts) => (whole.0, parts, true),
        Tie::Union(whole, parts) => (whole.0, parts, false),
    };
    let least: u64 = parts.iter().map(|part| bounds[part.0].least).sum();
    let largest = parts.iter().map(|part| bounds[part.0].least).max().unwrap_or_default();
    let most: u64 = parts.iter().map(|part| bounds[part.0].most).sum();
    bounds[whole].least = bounds[whole].least.max(if exact { least } else { largest });
    bounds[whole].most = bounds[whole].most.min(most);
    let of_whole = bounds[whole];
    for part in parts {
        let one = &mut bounds[part.0];
        let (others_least, others_most) = (least.saturating_sub(one.least), most.saturating_sub(one.most));
        let room = if exact { of_whole.most.saturating_sub(others_least) } else { of_whole.most };
        let narrowed =
            Bounds { least: one.least.max(of_whole.least.saturating_sub(others_most)), most: one.most.min(room) };
        *one = narrowed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(total: Option<u64>, parts: &[u64]) -> Vec<Cell> {
        let mut veil = Veil::default();
        let whole = veil.fixed(total.unwrap_or_else(|| parts.iter().sum()));
        let parts: Vec<Number> = parts.iter().map(|people| veil.number(*people)).collect();
        if total.is_some() {
            veil.union(whole, parts.clone());
        } else {
            veil.sum(whole, parts.clone());
        }
        veil.settle();
        parts.into_iter().map(|part| veil.cell(part)).collect()
    }

    #[test]
    fn one_hidden_line_of_a_sum_takes_the_next_smallest_with_it() {
        let shown = Cell::Shown;
        assert_eq!(table(None, &[30, 9, 3, 0]), [shown(30), Cell::Withheld, Cell::TooFew, shown(0)]);
        assert_eq!(table(None, &[30, 9]), [shown(30), shown(9)]);
        // Two that are few hide one another, unless their sum says what both are.
        assert_eq!(table(None, &[30, 2, 3]), [shown(30), Cell::TooFew, Cell::TooFew]);
        assert_eq!(table(None, &[30, 1, 1]), [Cell::Withheld, Cell::TooFew, Cell::TooFew]);
        assert_eq!(table(None, &[30, 20, 4, 4]), [shown(30), Cell::Withheld, Cell::TooFew, Cell::TooFew]);
        // Without the five it would be told all the same: what is withheld is known not to be few.
        assert_eq!(table(None, &[30, 5, 1]), [Cell::Withheld, shown(5), Cell::TooFew]);
        // There is nothing left to withhold but the mark itself.
        assert_eq!(table(None, &[4, 4]), [Cell::Withheld, Cell::TooFew]);
        let few = Cell::TooFew;
        assert_eq!(table(None, &[1; 5]), [Cell::Withheld, few, few, few, few]);
    }

    #[test]
    fn a_union_tells_only_where_its_other_parts_are_too_small() {
        let shown = Cell::Shown;
        assert_eq!(table(Some(30), &[30, 9, 3]), [shown(30), shown(9), Cell::TooFew]);
        assert_eq!(table(Some(30), &[17, 9, 4]), [shown(17), Cell::Withheld, Cell::TooFew]);
    }

    #[test]
    fn marks_that_tell_of_one_another_take_nothing_else_with_them() {
        // In a week in which hardly anybody came, one of each of four groups did.
        let mut veil = Veil::default();
        let week = veil.number(4);
        let groups: Vec<Number> = (0..4).map(|_| veil.number(1)).collect();
        let sizes: Vec<Number> = (0..4).map(|group| veil.number(300 + group)).collect();
        let all = veil.fixed(1206);
        // And of a fifth, that nobody came is known: nobody is in it.
        let (nobody, nobody_came) = (veil.number(0), veil.number(0));
        veil.sum(week, [groups.clone(), vec![nobody_came]].concat());
        veil.sum(all, [sizes.clone(), vec![nobody]].concat());
        veil.part(nobody_came, nobody);
        for (group, size) in groups.iter().zip(&sizes) {
            veil.part(*group, *size);
        }
        veil.settle();
        assert_eq!(veil.cell(week), Cell::Withheld);
        let sizes: Vec<Cell> = sizes.into_iter().map(|size| veil.cell(size)).collect();
        assert_eq!(sizes, [300, 301, 302, 303].map(Cell::Shown));
    }

    #[test]
    fn another_table_does_not_tell_what_this_one_hides() {
        // Somebody gives one session only: both lines are the same people.
        let mut veil = Veil::default();
        let all = veil.fixed(40);
        let (session, other) = (veil.number(3), veil.number(37));
        let (teacher, colleague) = (veil.number(3), veil.number(37));
        veil.sum(all, vec![session, other]);
        veil.union(all, vec![teacher, colleague]);
        veil.union(teacher, vec![session]);
        veil.union(colleague, vec![other]);
        veil.settle();
        for number in [other, colleague] {
            assert_eq!(veil.cell(number), Cell::Withheld);
        }
    }

    /// Every way to fill in what is hidden of sums that lie in one another, `parts[table][line]`, all of the
    /// same total: whoever tries them all, rather than working out bounds.
    fn possible(total: u64, tables: &[Vec<Cell>], least_withheld: u64) -> Vec<Vec<std::collections::BTreeSet<u64>>> {
        tables
            .iter()
            .map(|cells| {
                let mut found = vec![std::collections::BTreeSet::new(); cells.len()];
                let mut filled = Vec::new();
                fill(total, cells, least_withheld, &mut filled, &mut found);
                found
            })
            .collect()
    }

    fn fill(
        left: u64,
        cells: &[Cell],
        least: u64,
        filled: &mut Vec<u64>,
        found: &mut [std::collections::BTreeSet<u64>],
    ) {
        let Some(cell) = cells.get(filled.len()) else {
            if left == 0 {
                filled.iter().zip(found).for_each(|(value, values)| {
                    let _ = values.insert(*value);
                });
            }
            return;
        };
        let range = match cell {
            Cell::Shown(people) => *people..=*people,
            Cell::TooFew => 1..=4,
            Cell::Withheld => least..=left,
        };
        for value in range.filter(|value| *value <= left) {
            filled.push(value);
            fill(left - value, cells, least, filled, found);
            filled.pop();
        }
    }

    proptest! {
        #[test]
        fn what_is_hidden_of_a_sum_may_always_be_something_else(parts in prop::collection::vec(0_u64..14, 2..6)) {
            let total: u64 = parts.iter().sum();
            prop_assume!(total >= 5);
            let cells = table(None, &parts);
            // Only what may be withheld for its own sake is less than five and not marked as such.
            let demoted = cells.iter().zip(&parts).any(|(cell, people)| *cell == Cell::Withheld && *people < 5);
            let possible = possible(total, std::slice::from_ref(&cells), if demoted { 0 } else { 5 });
            for ((cell, people), values) in cells.iter().zip(&parts).zip(&possible[0]) {
                prop_assert!(values.contains(people), "the truth is possible");
                if (1..5).contains(people) && cell.shown().is_none() {
                    prop_assert!(values.len() > 1, "{cells:?} of {parts:?} tells {people}");
                }
                match cell {
                    Cell::Shown(shown) => prop_assert_eq!(shown, people),
                    Cell::TooFew => prop_assert!((1..5).contains(people)),
                    Cell::Withheld => {}
                }
            }
        }

        #[test]
        fn what_is_worked_out_is_true(parts in prop::collection::vec(0_u64..14, 2..8), again in 1_usize..4) {
            let mut veil = Veil::default();
            let whole = veil.fixed(parts.iter().sum());
            let numbers: Vec<Number> = parts.iter().map(|people| veil.number(*people)).collect();
            veil.sum(whole, numbers.clone());
            for chunk in numbers.chunks(again) {
                let people = chunk.iter().map(|number| parts[number.0 - 1]).sum();
                let group = veil.number(people);
                veil.sum(group, chunk.to_vec());
                veil.part(group, whole);
            }
            veil.settle();
            for (at, bounds) in veil.bounds().iter().enumerate() {
                prop_assert!(bounds.least <= veil.people[at] && veil.people[at] <= bounds.most);
                let few = (1..5).contains(&veil.people[at]);
                prop_assert!(!few || bounds.least < bounds.most, "{veil:?} tells number {at}");
                prop_assert!(!few || veil.cells[at].shown().is_none());
            }
        }
    }
}
