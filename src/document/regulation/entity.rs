//! A democracy regulation as it is kept.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::law::ConsultationForm;
use crate::{
    access::{AttachmentId, Columns, DocumentId, OrganisationId, RegulationId, Scope, Scoped, UnitId},
    attachment::attached::AttachedFile,
    document::{
        number::DocumentNumber,
        register::{self, DocumentKind, Documented, Entry, Stage},
        repeal::Repeal,
    },
    reporting::official::SigningCapacity,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "democracy_regulation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RegulationId,
    /// Who issues it.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub setting: Setting,
    /// Lĩnh vực, of a regulation for one field.
    pub field: Option<String>,
    pub title: String,
    pub title_fold: String,
    pub summary: Option<String>,
    pub state: RegulationState,
    /// The day the draft was begun.
    pub begun_on: NaiveDate,
    pub number: Option<i64>,
    pub symbol: Option<String>,
    pub signed_on: Option<NaiveDate>,
    pub in_force_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    pub expires_on: Option<NaiveDate>,
    pub course: Course,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Nơi thực hiện: whose regulation it is. A commune's committee has two hats, and owes one as local authority and one as agency.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// Ở xã, phường, thị trấn (Law Art. 35.2c).
    Commune,
    /// Trong từng lĩnh vực, nội dung hoạt động ở xã, phường, thị trấn (Law Art. 35.2c).
    Field,
    /// Trong cơ quan, đơn vị (Law Art. 59.1a).
    Agency,
    /// Ở doanh nghiệp nhà nước (Law Art. 81.1a).
    StateEnterprise,
    /// Tại nơi làm việc ngoài khu vực nhà nước (Law Art. 82; Decree 145/2020 Art. 48).
    Workplace,
    /// Nội quy, quy chế nội bộ khác (Law Art. 53.9, 53.10, 71.1a): no democracy regulation, reviewed beside it (Resolution 75 Art. 4.3a).
    Internal,
}

/// Trạng thái quy chế: how far it has come. Whether it is in force is `force`.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum RegulationState {
    /// Đang soạn.
    Draft,
    /// Đang lấy ý kiến.
    Consultation,
    /// Đã lấy ý kiến, chưa ban hành.
    Consulted,
    /// Đã ban hành.
    Issued,
    /// Đang rà soát.
    UnderReview,
    /// Đã bãi bỏ.
    Repealed,
    /// Đã rút: given up before it was issued.
    Withdrawn,
}

/// Quá trình: what was done, step by step.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Course {
    /// Those before the latest, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_consultations: Vec<Consultation>,
    /// The latest.
    pub consultation: Option<Consultation>,
    pub issue: Option<Issue>,
    /// The latest.
    pub review: Option<Review>,
    pub repeal: Option<Repeal>,
    /// Why it was given up.
    pub withdrawn: Option<String>,
}

impl Course {
    /// All consultations, the latest last.
    pub fn consultations(&self) -> impl Iterator<Item = &Consultation> {
        self.earlier_consultations.iter().chain(&self.consultation)
    }
}

/// Lấy ý kiến dự thảo.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RegulationConsultation)]
pub struct Consultation {
    /// The day the draft was made known.
    #[schema(example = "2025-09-01")]
    pub opened_on: NaiveDate,
    /// How those concerned could speak.
    pub forms: Vec<ConsultationForm>,
    /// Kế hoạch lấy ý kiến (Law Art. 28.1, 55.1).
    #[schema(nullable = false, example = "Kế hoạch số 15/KH-UBND ngày 25/8/2025")]
    pub plan: Option<String>,
    /// Dự thảo.
    #[schema(nullable = false)]
    pub draft_file: Option<AttachedFile>,
    /// The first day on which it may end, where the law asks for a time (Law Art. 28.2).
    #[schema(nullable = false, example = "2025-09-22")]
    pub open_until: Option<NaiveDate>,
    /// What came of it, once it has ended.
    #[schema(nullable = false)]
    pub result: Option<ConsultationResult>,
}

/// Kết quả lấy ý kiến.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ConsultationResult {
    /// The last day.
    #[schema(example = "2025-09-22")]
    pub closed_on: NaiveDate,
    /// Số ý kiến nhận được.
    #[schema(example = 34)]
    pub opinions: u32,
    /// Số ý kiến tiếp thu.
    #[schema(example = 21)]
    pub accepted: u32,
    /// Giải trình, tiếp thu.
    #[schema(example = "Tiếp thu 21 ý kiến về thời gian niêm yết; 13 ý kiến còn lại đã có trong Luật.")]
    pub explanation: String,
    /// The day the explanation was made known (Law Art. 28.3, 55.1, 74.1).
    #[schema(example = "2025-09-25")]
    pub explained_on: NaiveDate,
}

/// Ban hành.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RegulationIssue)]
pub struct Issue {
    /// Người ký.
    #[schema(example = "Lò Văn Inh")]
    pub signer: String,
    /// Thẩm quyền ký.
    pub capacities: Vec<SigningCapacity>,
    /// Who took part in drawing it up, as the law asks: the Front of the commune, or the union.
    #[schema(nullable = false)]
    pub partner: Option<Partner>,
    /// Why nobody did.
    #[schema(nullable = false, example = "Cơ quan không còn tổ chức công đoàn.")]
    pub no_partner_reason: Option<String>,
    /// Bản PDF đã ký.
    #[schema(nullable = false)]
    pub signed_file: Option<AttachedFile>,
}

/// Phối hợp: the body that took part, and by which paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RegulationPartner)]
pub struct Partner {
    /// Its name.
    #[schema(example = "Ủy ban Mặt trận Tổ quốc Việt Nam phường Đoàn Kết")]
    pub name: String,
    /// Văn bản tham gia ý kiến.
    #[schema(example = "Công văn số 12/MTTQ-BTT ngày 26/9/2025")]
    pub document: String,
}

/// Rà soát.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RegulationReview)]
pub struct Review {
    /// When it began.
    #[schema(example = "2026-10-01")]
    pub begun_on: NaiveDate,
    /// Why.
    #[schema(example = "Luật số 97/2025/QH15 sửa đổi, bổ sung Luật Thực hiện dân chủ ở cơ sở.")]
    pub reason: String,
    /// When it ended.
    #[schema(nullable = false, example = "2026-10-20")]
    pub ended_on: Option<NaiveDate>,
    /// What it found.
    #[schema(nullable = false, example = "Giữ nguyên.")]
    pub findings: Option<String>,
}

impl Setting {
    /// Whether the people of a commune are asked about such a regulation; about the others, whoever works there is.
    pub fn is_of_the_people(self) -> bool {
        OF_THE_PEOPLE.contains(&self)
    }
}

impl Model {
    /// Số, ký hiệu, once issued.
    pub fn document_number(&self) -> Option<DocumentNumber> {
        DocumentNumber::kept(self.number, self.symbol.as_ref())
    }

    /// Whether the people of a commune are being asked, or were, before it is issued.
    fn is_before_the_people(&self) -> bool {
        self.setting.is_of_the_people() && ASKED.contains(&self.state)
    }

    /// The file of this id, if it goes with it.
    pub fn file(&self, id: AttachmentId) -> Option<&AttachedFile> {
        let asked = self.course.consultations();
        let drafts = asked.filter_map(|consultation| consultation.draft_file.as_ref());
        let signed = self.course.issue.as_ref().and_then(|issue| issue.signed_file.as_ref());
        drafts.chain(signed).find(|file| file.id == id)
    }
}

impl Scoped for Entity {
    /// Its own organisation and those above see it from the beginning; overseers once it was issued, that of a commune once its people
    /// are asked; whoever goes on with the work of its organisation too.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        let near = match scope.oversees() {
            true => here.add(open_to_overseers()),
            false => here,
        };
        scope
            .own_and_left_rows(Column::OrganisationId, Column::SignedOn.is_not_null())
            .add(near)
    }
}

/// Settings in which the people are asked.
const OF_THE_PEOPLE: [Setting; 2] = [Setting::Commune, Setting::Field];
/// Once they are.
const ASKED: [RegulationState; 2] = [RegulationState::Consultation, RegulationState::Consulted];

fn open_to_overseers() -> Condition {
    let of_the_people = Condition::all()
        .add(Column::Setting.is_in(OF_THE_PEOPLE))
        .add(Column::State.is_in(ASKED));
    Condition::any().add(Column::SignedOn.is_not_null()).add(of_the_people)
}

impl Documented for Entity {
    fn entry(row: &Model) -> Entry {
        Entry {
            id: DocumentId(row.id.0),
            kind: DocumentKind::DemocracyRegulation,
            organisation_id: row.organisation_id,
            unit_id: row.unit_id,
            village_id: None,
            open: row.signed_on.is_some() || row.is_before_the_people(),
            stage: match row.state {
                RegulationState::Draft | RegulationState::Consultation | RegulationState::Consulted => {
                    Stage::InPreparation
                }
                RegulationState::Issued | RegulationState::UnderReview => Stage::Issued,
                RegulationState::Repealed => Stage::Ended,
                RegulationState::Withdrawn => Stage::Refused,
            },
            title: row.title.clone(),
            summary: row.summary.clone(),
            number: row.document_number(),
            begun_on: row.begun_on,
            signed_on: row.signed_on,
            in_force_on: row.in_force_on,
            expires_on: row.expires_on,
            over_on: row.expires_on.filter(|_| row.state == RegulationState::Repealed),
        }
    }

    /// The day on which a draft was begun is that of its recording; those it is for may have been asked before.
    fn known_since(row: &Model) -> NaiveDate {
        let asked = row.course.consultations().map(|consultation| consultation.opened_on);
        asked.chain(row.signed_on).fold(row.begun_on, Ord::min)
    }

    fn read(columns: &mut Columns<'_>) -> Result<Model, DbErr> {
        Ok(Model {
            id: columns.read()?,
            organisation_id: columns.read()?,
            unit_id: columns.read()?,
            origin_unit_id: columns.read()?,
            setting: columns.read()?,
            field: columns.some()?,
            title: columns.read()?,
            title_fold: columns.read()?,
            summary: columns.some()?,
            state: columns.read()?,
            begun_on: columns.read()?,
            number: columns.some()?,
            symbol: columns.some()?,
            signed_on: columns.some()?,
            in_force_on: columns.some()?,
            expires_on: columns.some()?,
            course: columns.read()?,
            version: columns.read()?,
        })
    }

    fn pass(row: &mut Model, organisation: OrganisationId, unit: UnitId) {
        row.organisation_id = organisation;
        row.unit_id = unit;
    }
}

crate::record!(Entity, RegulationId, "democracy_regulation", beside: register::keep::<Entity>);
