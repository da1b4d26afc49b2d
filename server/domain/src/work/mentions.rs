//! Whom a comment mentions: `@` and a name, whole, or the first name where only one colleague has it.

use contract::{MemberId, text::folded, work::Colleague};

/// The colleagues whom a text mentions, each once.
pub(super) fn mentioned(text: &str, colleagues: &[Colleague]) -> Vec<MemberId> {
    let names: Vec<(String, MemberId)> = names(colleagues);
    let text = folded(text);
    let mut found = Vec::new();
    for (place, _) in text.match_indices('@') {
        // In an address, somebody's name comes before it.
        if text[..place].ends_with(|c: char| c.is_alphanumeric()) {
            continue;
        }
        let rest = &text[place + 1..];
        let named = |(name, _): &&(String, MemberId)| {
            rest.strip_prefix(name.as_str()).is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
        };
        // The longest: of Ana and Ana Roy, `@Ana Roy` is the latter.
        let longest = names.iter().filter(named).max_by_key(|(name, _)| name.len());
        if let Some((_, id)) = longest
            && !found.contains(id)
        {
            found.push(*id);
        }
    }
    found
}

/// What each can be called by.
fn names(colleagues: &[Colleague]) -> Vec<(String, MemberId)> {
    let whole: Vec<(String, MemberId)> =
        colleagues.iter().map(|colleague| (folded(colleague.name.trim()), colleague.id)).collect();
    let first = |name: &str| name.split_whitespace().next().unwrap_or_default().to_owned();
    let mut names: Vec<(String, MemberId)> = whole
        .iter()
        .map(|(name, id)| (first(name), *id))
        .filter(|(name, _)| whole.iter().filter(|(other, _)| first(other) == *name).count() == 1)
        .collect();
    // Two of the same whole name cannot be told apart: neither is called by it.
    names
        .extend(whole.iter().filter(|(name, _)| whole.iter().filter(|(other, _)| other == name).count() == 1).cloned());
    names.retain(|(name, _)| !name.is_empty());
    names
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
            |text: &str| -> Vec<u128> { mentioned(text, &colleagues()).into_iter().map(|id| id.0.as_u128()).collect() };
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
}
