//! The tables `pilot`, `pilot_item`, `pilot_invitation` and what is kept around them: former versions,
//! steps, comments, and whom the cohort is compared with.

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
        pub sheet: Option<Json>,
        pub cloned_from: Option<Uuid>,
        /// The secret of its open enrolment, while that is open.
        pub enrol_key: Option<Uuid>,
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
        /// The secret of the link, from when a letter or an answer first needed one.
        pub secret: Option<Uuid>,
        /// `due`, `sent` or `bounced`; nothing where no letter is sent from here.
        pub letter: Option<String>,
        pub letter_at: Option<i64>,
        /// `accepted` or `declined`.
        pub answer: Option<String>,
        pub answered_at: Option<i64>,
        pub locale: Option<String>,
        /// Whether they came by the open enrolment.
        pub enrolled: bool,
        /// With what status the letter came back after it was sent.
        pub bounce: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What stood in a pilot and its sheet before a change.
pub mod version {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "pilot_version")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub pilot_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub version: i64,
        pub fields: Json,
        pub sheet: Json,
        /// Who wrote the version after this one, and when.
        pub replaced_by: String,
        pub replaced_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A step from one state to another.
pub mod step {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pilot_step")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub pilot_id: Uuid,
        pub from_state: String,
        pub to_state: String,
        pub decision: Option<String>,
        #[sea_orm(column_type = "Text")]
        pub reason: String,
        pub by_name: String,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Something said about a pilot.
pub mod comment {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pilot_comment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub pilot_id: Uuid,
        #[sea_orm(column_type = "Text")]
        pub text: String,
        pub by_name: String,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Somebody the cohort is compared with: never invited.
pub mod comparison {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "pilot_comparison")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub pilot_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub email: String,
        pub added_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What things cost: one row.
pub mod price {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "price_table")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i32,
        pub prices: Json,
        pub version: i64,
        pub changed_by: String,
        pub changed_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
