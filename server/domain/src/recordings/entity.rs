//! The tables `recording`, `upload_part`, `partial_upload`, `partial_part`, `rendition` and
//! `stored_object`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "recording")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub item_id: Uuid,
    pub filename: String,
    /// 0 while it is not known: a recording is still being made.
    pub size: i64,
    /// Bytes that are kept; the next part begins here.
    pub received: i64,
    pub state: String,
    pub progress: f64,
    /// Why it failed, as a code.
    pub problem: Option<String>,
    pub duration_ms: Option<i64>,
    pub poster_key: Option<String>,
    pub poster_small_key: Option<String>,
    /// Where the file as it was uploaded is kept, once its parts are joined.
    pub original_key: Option<String>,
    /// Under which the page images of a guide lie.
    pub media_prefix: Option<String>,
    pub pages: i32,
    /// Pages of the document that were not made pictures of.
    pub pages_left_out: i32,
    /// Pages that are pictures whose words could not be read.
    pub pages_unread: i32,
    /// Whether members may take the document along.
    pub may_download: bool,
    /// Raised whenever other renditions are offered.
    pub media_version: i64,
    /// How the sheets of small pictures are laid out, where there are any.
    pub storyboard: Option<Json>,
    pub created_by: Uuid,
    pub created_at: i64,
    pub updated_at: i64,
    /// Since when it is taken away; it can be brought back for a while.
    pub deleted_at: Option<i64>,
    /// The recording that this one goes with, as what, and in which language.
    pub companion_of: Option<Uuid>,
    pub companion_role: Option<String>,
    pub companion_language: Option<String>,
    /// What is shown of the file, where some of it was cut away.
    pub cut: Option<Json>,
    /// How many cuts and undoings were asked for: only the last one counts.
    pub cuts: i32,
    /// When the pages of a guide were last read to the end, whatever was found.
    pub read_at: Option<i64>,
    /// How much of a guide is read, 0 to 1, while that is asked for or under way.
    pub reading: Option<f64>,
    /// What is shown of a guide in which order, where that is not what it came with.
    pub leaves: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What arrived in one piece.
pub mod part {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "upload_part")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub recording_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub offset: i64,
        pub size: i64,
        pub object_key: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One encoded version.
pub mod rendition {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "rendition")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub recording_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        /// `video` or `audio`.
        pub kind: String,
        pub width: Option<i32>,
        pub height: Option<i32>,
        pub frame_rate: Option<f64>,
        pub codecs: String,
        pub bandwidth: i32,
        pub average_bandwidth: i32,
        pub object_key: String,
        /// Which bytes of the object are which seconds.
        pub segments: Json,
        /// Since when it is not offered any more. It is kept for those who play it already.
        pub retired_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One strand of a file that is sent over several connections at once.
pub mod partial {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "partial_upload")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub size: i64,
        pub received: i64,
        pub created_by: Uuid,
        pub updated_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What arrived of a strand in one piece.
pub mod partial_part {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "partial_part")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub upload_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub offset: i64,
        pub size: i64,
        pub object_key: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An object in the store.
pub mod object {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "stored_object")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub object_key: String,
        pub recording_id: Uuid,
        pub size: i64,
        /// In hexadecimal, as it was when the object was written.
        pub sha256: String,
        /// When it was last read and compared.
        pub checked_at: i64,
        /// What was wrong with it then: `missing` or `changed`.
        pub fault: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
