//! Whom a comment mentions: `@` and a name, whole, or the first name where only one colleague has it.

use contract::{
    MemberId,
    text::folded,
    work::{Colleague, NotCalled},
};

/// Whom a text calls.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Called {
    /// The colleagues, each once.
    pub members: Vec<MemberId>,
    /// The names that lead to none, each once.
    pub not_called: Vec<NotCalled>,
}

/// The colleagues whom a text mentions, and the names in it that could be anybody's or nobody's.
pub(super) fn called(text: &str, colleagues: &[Colleague]) -> Called {
    let names = names(colleagues);
    let mut found = Called::default();
    for (place, _) in text.match_indices('@') {
        // In an address, somebody's name comes before it.
        if text[..place].ends_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        let written = &text[place + 1..];
        let rest = folded(written);
        let named = |name: &Name| {
            let after = rest.strip_prefix(name.folded.as_str());
            after.is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
        };
        // The longest that is somebody's alone: of Ana and Ana Roy, `@Ana Roy` is the latter.
        let fitting = || names.iter().filter(|name| named(name));
        match fitting().filter(|name| name.is_alone).max_by_key(|name| name.folded.len()) {
            Some(name) if found.members.contains(&name.id) => {}
            Some(name) => found.members.push(name.id),
            None => found.note(written, fitting().next().is_some()),
        }
    }
    found
}

impl Called {
    /// Notes the word behind an `@` that leads to nobody.
    fn note(&mut self, written: &str, several: bool) {
        let end =
            written.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '’' | '\''))).unwrap_or(written.len());
        let name = written[..end].trim_end_matches(['-', '’', '\'']);
        let known = |one: &NotCalled| folded(&one.name) == folded(name);
        if !name.is_empty() && !self.not_called.iter().any(known) {
            self.not_called.push(NotCalled { name: name.to_owned(), several });
        }
    }
}

/// What a colleague can be called by.
#[derive(Clone)]
struct Name {
    folded: String,
    id: MemberId,
    /// Whether nobody else is called by it.
    is_alone: bool,
}

/// What each can be called by: the whole name or the first. Two of the same whole name, or of the same first
/// one, cannot be told apart by it.
fn names(colleagues: &[Colleague]) -> Vec<Name> {
    let whole: Vec<(String, MemberId)> =
        colleagues.iter().map(|colleague| (folded(colleague.name.trim()), colleague.id)).collect();
    let first: Vec<(String, MemberId)> =
        whole.iter().map(|(name, id)| (name.split_whitespace().next().unwrap_or_default().to_owned(), *id)).collect();
    let alone = |names: Vec<(String, MemberId)>| {
        let count = |name: &str| names.iter().filter(|(other, _)| other == name).count();
        let told = names.iter().map(|(name, id)| Name { folded: name.clone(), id: *id, is_alone: count(name) == 1 });
        told.filter(|name| !name.folded.is_empty()).collect::<Vec<_>>()
    };
    [alone(first), alone(whole)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn colleagues() -> Vec<Colleague> {
        ["Samuel Okafor", "Geneviève Roy", "Ana Roy", "Ana Roy-Tremblay", "staff"]
            .iter()
            .zip(1_u128..)
            .map(|(name, id)| Colleague { id: MemberId(Uuid::from_u128(id)), name: (*name).to_owned() })
            .collect()
    }

    #[test]
    fn a_colleague_is_called_by_name() {
        let found =
            |text: &str| -> Vec<u128> { called(text, &colleagues()).members.iter().map(|id| id.0.as_u128()).collect() };
        for (text, ids) in [
            ("", vec![]),
            ("Bonjour", vec![]),
            ("@Samuel, peux-tu voir ?", vec![1]),
            ("Pour @genevieve roy et @SAMUEL OKAFOR.", vec![2, 1]),
            ("@Samuel @samuel", vec![1]),
            ("@Ana", vec![]),
            ("@Ana Roy", vec![3]),
            ("@Ana Roy-Tremblay", vec![4]),
            ("@Samuelle", vec![]),
            ("écrire à okafor@staff.ca", vec![]),
            ("(@staff)", vec![5]),
            ("@ staff", vec![]),
        ] {
            assert_eq!(found(text), ids, "{text}");
        }
    }

    #[test]
    fn a_name_that_leads_to_nobody_is_told() {
        let told = |text: &str| -> Vec<(String, bool)> {
            called(text, &colleagues()).not_called.into_iter().map(|one| (one.name, one.several)).collect()
        };
        let nobody = |name: &str| (name.to_owned(), false);
        for (text, names) in [
            ("@Samuel et @staff", vec![]),
            ("écrire à okafor@staff.ca, @ demain", vec![]),
            ("@Zoé, @Samuelle ? @zoe", vec![nobody("Zoé"), nobody("Samuelle")]),
            ("@Marie-Ève- @d’Arcy…", vec![nobody("Marie-Ève"), nobody("d’Arcy")]),
            ("@Ana, lequel ? @Ana Roy", vec![("Ana".to_owned(), true)]),
        ] {
            assert_eq!(told(text), names, "{text}");
        }
    }
}
