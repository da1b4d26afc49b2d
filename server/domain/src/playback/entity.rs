//! The tables `watch` and `watch_batch`.

/// One viewing of one session by one member.
pub mod watch {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "watch")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub member_id: Uuid,
        pub session_id: Uuid,
        /// Watched by someone who works for the organisation; no uptake counts it.
        pub internal: bool,
        /// Media time that was believed so far, replays included.
        pub credited_ms: i64,
        pub started_at: i64,
        pub last_at: i64,
        /// A code of [`contract::devices::Device`]; of watches from before that was asked, none.
        pub device: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was reported in one piece, as it was reported.
pub mod batch {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "watch_batch")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub watch_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i32,
        pub intervals: Json,
        pub received_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
