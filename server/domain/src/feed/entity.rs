//! The `feed` and `delivery` tables.

/// A destination.
pub mod feed {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "feed")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub url: String,
        /// To which a member must have agreed.
        pub purpose: String,
        /// Two capital letters.
        pub country: String,
        pub assessment: String,
        /// With the organisation's key it makes the secret, which is stored nowhere.
        #[sea_orm(column_type = "Text")]
        pub secret_salt: String,
        pub active: bool,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One event on its way to one destination: the outbox, and afterwards the ledger of what left.
pub mod delivery {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "delivery")]
    pub struct Model {
        /// Follows from destination, member, session and event, so that one completion has one.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub feed_id: Uuid,
        pub member_id: Uuid,
        pub event: String,
        /// What is sent; `{}` once it was sent or dropped, since the ledger needs only ids.
        pub body: Json,
        pub state: String,
        pub attempts: i32,
        /// A code, see `deliver`.
        pub last_problem: Option<String>,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
