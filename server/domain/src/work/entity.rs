//! The tables that rows are written to by the hundred when work is started.

pub mod work {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "work")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub item_id: Uuid,
        pub started_by: Option<Uuid>,
        pub started_at: i64,
        pub finished_at: Option<i64>,
        /// With which others it was started.
        pub start_id: Option<Uuid>,
        /// Where the item stood before, where it was started with others.
        pub status_before: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod work_start {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "work_start")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub member_id: Uuid,
        /// On how many items work was started.
        pub items: i64,
        pub at: i64,
        pub undone_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod task {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "task")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub work_id: Uuid,
        pub item_id: Uuid,
        pub position: i64,
        pub step: String,
        pub name: Json,
        pub who: String,
        pub due_days: Option<i64>,
        pub state: String,
        pub claimed_by: Option<Uuid>,
        pub since: i64,
        pub opened_at: Option<i64>,
        pub due_at: Option<i64>,
        #[sea_orm(column_type = "Text", nullable)]
        pub handed_back_for: Option<String>,
        #[sea_orm(column_type = "Text", nullable)]
        pub blocked_for: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod task_move {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "task_move")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub task_id: Uuid,
        pub work_id: Uuid,
        pub member_id: Option<Uuid>,
        pub moved_at: i64,
        pub from_state: String,
        pub to_state: String,
        #[sea_orm(column_type = "Text", nullable)]
        pub reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
