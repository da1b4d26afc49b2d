//! The tables `reminder` and `reminder_choice`.

/// A member who wants to be reminded of a session.
pub mod reminder {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reminder")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub session_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: Uuid,
        pub created_at: i64,
        /// The beginning for which the letter of the day before was last sent; and so on.
        pub day_for: Option<i64>,
        pub hour_for: Option<i64>,
        pub minutes_for: Option<i64>,
        pub cancelled_for: Option<i64>,
        /// The beginning that the session had when the member asked.
        pub asked_for: Option<i64>,
        /// The beginning that the last letter about a move told of.
        pub moved_for: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which reminders a member wants.
pub mod choice {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reminder_choice")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: Uuid,
        pub day: bool,
        pub hour: bool,
        pub minutes: bool,
        /// Whether they come by mail.
        pub mail: bool,
        /// In minutes after midnight, by the clocks of the centres.
        pub quiet_from: Option<i32>,
        pub quiet_until: Option<i32>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
