//! Views of the inventory.

use crate::world::{World, on_both_databases};
use contract::{
    LangMap,
    inventory::{ItemFields, ItemSearch, Kind},
    sessions::Audience,
    views::{ItemView, NewSavedView},
};
use domain::{Error, inventory, inventory::saved, jobs};

const DAY: u64 = 24 * 3600;

impl World {
    async fn shown(&self, view: ItemView) -> Vec<String> {
        let search = ItemSearch { view: Some(view), ..ItemSearch::default() };
        let found = inventory::search(&self.env, &self.staff().await, &search).await.expect("found");
        let counts = inventory::counts(&self.env, &self.staff().await).await.expect("counted");
        let count = counts.into_iter().find(|(known, _)| *known == view).map(|(_, count)| count);
        assert_eq!(count, found.total, "{view:?}");
        found.items.into_iter().map(|item| item.fields.title.pick(contract::Locale::Fr).to_owned()).collect()
    }

    async fn written(&self, title: LangMap, change: impl FnOnce(&mut ItemFields)) {
        let mut fields = ItemFields::new(Kind::Class, title);
        change(&mut fields);
        inventory::create(&self.env, &self.staff().await, fields).await.expect("created");
    }
}

on_both_databases!(every_inventory_has_its_views, |world| {
    let complete = |fields: &mut ItemFields| {
        fields.description = LangMap::both("Doux", "Gentle");
        fields.duration_minutes = Some(20);
        fields.language = Some("fr".into());
        fields.centre = Some("Hochelaga".into());
    };
    world.written(LangMap::both("Complet", "Complete"), complete).await;
    world.written(LangMap::both("Sans anglais", ""), complete).await;
    world
        .written(LangMap::both("Description à moitié", "Half"), |fields| {
            complete(fields);
            fields.description = LangMap::both("Doux", "");
        })
        .await;
    world
        .written(LangMap::both("Sans durée", "No duration"), |fields| {
            complete(fields);
            fields.duration_minutes = None;
        })
        .await;
    assert_eq!(world.shown(ItemView::MissingTranslation).await, ["Description à moitié", "Sans anglais"]);
    assert_eq!(world.shown(ItemView::MissingFields).await, ["Sans durée"]);
    assert!(world.shown(ItemView::Stale).await.is_empty());

    let digital = world.item("Numérisé").await;
    world.uploaded(digital, 10).await;
    let offered = world.item("Offert").await;
    world.published(offered, 10, Audience::Members).await;
    jobs::run_pending(&world.env).await.expect("jobs");
    assert_eq!(world.shown(ItemView::DigitalUnpublished).await, ["Numérisé"]);
    world.pass(366 * DAY);
    assert_eq!(world.shown(ItemView::Stale).await.len(), 6);
});

on_both_databases!(a_view_is_ones_own_or_everyones, |world| {
    let (env, staff, manager) = (&world.env, &world.staff().await, &world.manager().await);
    let colleague = &manager.staff().expect("staff");
    let new = |name: &str, shared| NewSavedView { name: name.into(), query: "?kind=class&q=yoga".into(), shared };
    let own = saved::keep(env, staff, &new("À moi", false)).await.expect("kept");
    let shared = saved::keep(env, staff, &new("À tous", true)).await.expect("kept");
    let mine = saved::list(env, staff).await.expect("listed");
    assert_eq!(mine.iter().map(|view| view.id).collect::<Vec<_>>(), [own, shared]);
    assert_eq!(mine[0].query, "kind=class&q=yoga");
    let theirs = saved::list(env, colleague).await.expect("listed");
    assert_eq!(theirs.iter().map(|view| (view.id, view.own)).collect::<Vec<_>>(), [(shared, false)]);
    assert!(matches!(saved::remove(env, colleague, shared).await, Err(Error::NotFound)));
    saved::remove(env, staff, shared).await.expect("removed");
    for wrong in
        [new("", false), NewSavedView { query: "q=a b".into(), ..new("x", false) }, new(&"x".repeat(61), false)]
    {
        assert!(matches!(saved::keep(env, staff, &wrong).await, Err(Error::Invalid(_))), "{wrong:?}");
    }
    for number in 0..49 {
        saved::keep(env, staff, &new(&format!("Vue {number}"), false)).await.expect("kept");
    }
    assert!(matches!(saved::keep(env, staff, &new("Trop", false)).await, Err(Error::Conflict("views_full"))));
});
