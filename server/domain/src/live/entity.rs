//! The tables `live`, `live_track` and `live_segment`.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "live")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: Uuid,
    pub starts_at: i64,
    pub ends_at: i64,
    /// `scheduled`, `live`, `interrupted`, `ended` or `cancelled`; the rest follows from the clock and
    /// the recording.
    pub state: String,
    pub replay: bool,
    /// Whether members see what is sent although it is early.
    pub on_air: bool,
    pub substitute: Option<String>,
    pub series_id: Option<Uuid>,
    pub key_prefix: Option<String>,
    pub key_sha256: Option<String>,
    /// Counts the comings of the encoder.
    pub epoch: i32,
    /// The process that takes in what is sent, and until when that holds.
    pub owner: Option<String>,
    pub lease_until: i64,
    pub target_ms: Option<i32>,
    pub part_ms: Option<i32>,
    /// How many segments each rendition has, once it is over.
    pub segments: Option<i32>,
    pub started_at: Option<i64>,
    pub heard_at: Option<i64>,
    pub ended_at: Option<i64>,
    /// How often what is announced was changed.
    pub changes: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How a decoder is set up.
pub mod track {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "live_track")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub session_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub codecs: String,
        pub width: Option<i32>,
        pub height: Option<i32>,
        pub frame_rate: Option<f64>,
        pub timescale: i32,
        pub init: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A segment that lies in the store.
pub mod segment {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "live_segment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub session_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i32,
        pub epoch: i32,
        pub track: i32,
        pub begins: i64,
        pub ticks: i64,
        pub at: i64,
        pub discontinuity: bool,
        pub size: i64,
        pub object_key: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
