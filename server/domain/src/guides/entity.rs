//! The tables `guide_page` and `guide_words`.

/// What one page says.
pub mod page {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "guide_page")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub recording_id: Uuid,
        /// From 1.
        #[sea_orm(primary_key, auto_increment = false)]
        pub page: i32,
        #[sea_orm(column_type = "Text")]
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The words of all pages, folded, each once: what the catalogue keeps in memory of a guide.
pub mod words {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "guide_words")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub recording_id: Uuid,
        /// Parted by spaces.
        #[sea_orm(column_type = "Text")]
        pub words: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
