//! The tables `pilot`, `pilot_item` and `pilot_invitation`.

/// An experiment.
pub mod pilot {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pilot")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub title: Json,
        #[sea_orm(column_type = "Text")]
        pub hypothesis: String,
        pub state: String,
        /// `YYYY-MM-DD`, as is `ends_on`.
        pub starts_on: Option<String>,
        pub ends_on: Option<String>,
        pub targets: Json,
        /// Counts every change of what is written of it; inviting people is none.
        pub version: i64,
        pub created_by: Uuid,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An item whose sessions belong to a pilot.
pub mod item {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pilot_item")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub pilot_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub item_id: Uuid,
        pub position: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An address that was invited. Whose it is shows when the figures are read: people may join
/// after they were invited.
pub mod invitation {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pilot_invitation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub pilot_id: Uuid,
        /// As `member.email` is stored: trimmed and in lower case. Unique in a pilot.
        pub email: String,
        pub invited_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
