//! What a commune's committee decides on a village convention, filled from its record: Forms 03, 04 and 05 of Decree 61/2023/NĐ-CP.

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::ColumnTrait;

use super::{
    basis,
    decision::OfficialDecision,
    page::{Frame, dated},
    signature,
};
use crate::{
    access::{Caller, ConventionId, Look, OrganisationKind, ReadConvention},
    calendar::holds,
    document::{
        convention::{
            ConventionKind, ConventionState,
            course::{Decision, VoteOutcome},
            entity::{Entity, Model},
            objection::{Annulment, AnnulmentGround, Suspension, SuspensionGround},
        },
        number::DocumentNumber,
    },
    exchange::download::{Download, FileKind},
    http::{Code, Path, Problem, ProblemDocument, Result},
    organisation::{line, name::Names},
    reporting::official::SigningCapacity,
    territory::{unit, village, village_rules::full_name},
};

/// Get the decision of recognition
///
/// Quyết định công nhận (Decree 61/2023, Form 03): DOCX, laid out as Decree 30/2020/NĐ-CP says. Once the dossier is there, with room for number, day and
/// signer; once recognised, as it was signed.
#[utoipa::path(tag = "Documents", operation_id = "get_convention_recognition_document", params(ConventionId),
    security(("bearer" = ["convention:read"])),
    responses((status = 200, description = "The document.", content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = Vec<u8>),
        (status = 409, description = "Its dossier was not sent, or it is older than the decree.", body = ProblemDocument)))]
#[get("/village-conventions/{id}/recognition/document")]
async fn get_convention_recognition_document(
    caller: Caller<ReadConvention>,
    id: Path<ConventionId>,
) -> Result<Download> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    let signed_on = row.course.recognition.as_ref().map(|decision| decision.made.on);
    let ground = Ground::lay(&caller, &row, signed_on).await?;
    download(format!("cong-nhan-{}.docx", row.id), &ground.recognition(&row)?)
}

/// Get a decision of suspension
///
/// Quyết định tạm ngừng thực hiện (Decree 61/2023, Form 04), counted from 1: DOCX, laid out as Decree 30/2020/NĐ-CP says.
#[utoipa::path(tag = "Documents", operation_id = "get_convention_suspension_document",
    params(("id" = ConventionId, Path, description = "Id of the convention."), ("number" = i64, Path, description = "Which suspension.", example = 1)),
    security(("bearer" = ["convention:read"])),
    responses((status = 200, description = "The document.", content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = Vec<u8>)))]
#[get("/village-conventions/{id}/suspensions/{number}/document")]
async fn get_convention_suspension_document(
    caller: Caller<ReadConvention>,
    path: Path<(ConventionId, i64)>,
) -> Result<Download> {
    let (id, number) = path.0;
    let row = caller.find::<Entity>().by_id(id).await?;
    let suspension = nth(&row.course.suspensions, number)?;
    let ground = Ground::lay(&caller, &row, Some(suspension.on)).await?;
    let decision = ground.suspension(&row, suspension);
    download(format!("tam-ngung-{id}-{number}.docx"), &decision)
}

/// Get a decision of annulment
///
/// Quyết định bãi bỏ (Decree 61/2023, Form 05), counted from 1: DOCX, laid out as Decree 30/2020/NĐ-CP says.
#[utoipa::path(tag = "Documents", operation_id = "get_convention_annulment_document",
    params(("id" = ConventionId, Path, description = "Id of the convention."), ("number" = i64, Path, description = "Which annulment.", example = 1)),
    security(("bearer" = ["convention:read"])),
    responses((status = 200, description = "The document.", content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = Vec<u8>)))]
#[get("/village-conventions/{id}/annulments/{number}/document")]
async fn get_convention_annulment_document(
    caller: Caller<ReadConvention>,
    path: Path<(ConventionId, i64)>,
) -> Result<Download> {
    let (id, number) = path.0;
    let row = caller.find::<Entity>().by_id(id).await?;
    let annulment = nth(&row.course.annulments, number)?;
    let ground = Ground::lay(&caller, &row, Some(annulment.on)).await?;
    let decision = ground.annulment(&row, annulment);
    download(format!("bai-bo-{id}-{number}.docx"), &decision)
}

fn download(name: String, decision: &OfficialDecision) -> Result<Download> {
    Ok(Download::new(FileKind::Docx, name, decision.docx()?))
}

/// What each decision on a convention says alike.
struct Ground {
    issuer: line::Model,
    /// As it is called.
    name: String,
    /// `phường Đoàn Kết`.
    commune: String,
    /// `Đoàn Kết`.
    place: String,
    /// `Bản Nà Khằm`.
    village: String,
    today: NaiveDate,
}

/// How a decision was signed, as far as it was.
struct Signed {
    number: Option<DocumentNumber>,
    on: Option<NaiveDate>,
    signer: String,
    by_deputy: bool,
}

impl Signed {
    fn as_recorded(
        (number, on): (&DocumentNumber, NaiveDate),
        (signer, capacities): (Option<&String>, &[SigningCapacity]),
    ) -> Self {
        Self {
            number: Some(number.clone()),
            on: Some(on),
            signer: signer.cloned().unwrap_or_default(),
            by_deputy: capacities.contains(&SigningCapacity::Kt),
        }
    }
}

impl Ground {
    async fn lay(look: &impl Look, row: &Model, signed_on: Option<NaiveDate>) -> Result<Self> {
        let today = look.clocks().legal.today();
        let issuer = committee(look, row, signed_on.unwrap_or(today)).await?;
        let village = look.find::<village::Entity>().by_id(row.village_id).await?;
        let name = Names::of(look, [issuer.id]).await?.named(issuer.id).name;
        Ok(Self {
            commune: name.strip_prefix("Ủy ban nhân dân ").unwrap_or(&name).to_owned(),
            name,
            place: look.find::<unit::Entity>().by_id(issuer.unit_id).await?.name,
            village: full_name(village.kind, &village.name),
            today,
            issuer,
        })
    }

    fn recognition(&self, row: &Model) -> Result<OfficialDecision> {
        let signed = match (&row.course.recognition, row.state) {
            (Some(decision), _) if row.course.dossier.is_some() => recognised(decision),
            (None, ConventionState::Submitted) => Signed {
                number: None,
                on: None,
                signer: String::new(),
                by_deputy: false,
            },
            _ => return Err(Problem::new(Code::StateForbids)),
        };
        let vote = row
            .course
            .votes
            .iter()
            .rfind(|vote| vote.outcome == VoteOutcome::Adopted);
        let adopted = vote.map(|vote| {
            format!(
                ", được cộng đồng dân cư thông qua {} với {} trên tổng số {} đại diện hộ gia đình tán thành",
                dated(vote.on),
                vote.in_favour,
                vote.households
            )
        });
        let instead = match row.replaces_id {
            Some(_) => " và thay thế văn bản đã được công nhận trước đây của cộng đồng dân cư",
            None => "",
        };
        let articles = [
            format!(
                "Công nhận {} của cộng đồng dân cư {}, {}{}",
                self.called(row),
                self.in_village(),
                self.commune,
                adopted.unwrap_or_default()
            ),
            format!("Quyết định này có hiệu lực thi hành kể từ ngày ký{instead}"),
            self.carried_out(),
        ];
        Ok(self.decision(signed, format!("công nhận {}", self.called(row)), articles.to_vec()))
    }

    fn suspension(&self, row: &Model, suspension: &Suspension) -> OfficialDecision {
        let whole = suspension.ground == SuspensionGround::Procedure;
        let extent = extent(suspension.parts.as_deref());
        let mending = match whole {
            true => "hoàn tất các thủ tục soạn thảo, lấy ý kiến, thông qua để đề nghị công nhận",
            false => "soạn thảo, lấy ý kiến, thông qua nội dung sửa đổi, bổ sung, thay thế để đề nghị công nhận",
        };
        let articles = [
            format!(
                "Tạm ngừng thực hiện {extent} {} của cộng đồng dân cư {}, {}. Lý do: {}",
                self.called(row),
                self.in_village(),
                self.commune,
                unmarked(&suspension.reason)
            ),
            format!(
                "Cộng đồng dân cư {} {mending} trước hết {}",
                self.in_village(),
                dated(suspension.remedy_by)
            ),
            "Quyết định này có hiệu lực thi hành kể từ ngày ký và hết hiệu lực khi quyết định công nhận mới có hiệu lực".to_owned(),
            self.carried_out(),
        ];
        let about = format!("tạm ngừng thực hiện {extent} {}", self.called(row));
        let signed = Signed::as_recorded(
            (&suspension.number, suspension.on),
            (suspension.signer.as_ref(), &suspension.capacities),
        );
        self.decision(signed, about, articles.to_vec())
    }

    fn annulment(&self, row: &Model, annulment: &Annulment) -> OfficialDecision {
        let extent = extent(annulment.parts.as_deref());
        let point = match annulment.ground {
            AnnulmentGround::UnlawfulContent => "điểm a khoản 1",
            AnnulmentGround::ProcedureNotRemedied => "điểm b khoản 1",
            AnnulmentGround::ThresholdNotMet => "điểm c khoản 1",
            AnnulmentGround::ContentNotRemedied => "khoản 2",
        };
        let articles = [
            format!(
                "Bãi bỏ {extent} {} của cộng đồng dân cư {}, {} theo {point} Điều 14 Nghị định số 61/2023/NĐ-CP. Lý do: {}",
                self.called(row),
                self.in_village(),
                self.commune,
                unmarked(&annulment.reason)
            ),
            "Quyết định này có hiệu lực thi hành kể từ ngày ký".to_owned(),
            self.carried_out(),
        ];
        let about = format!("bãi bỏ {extent} {}", self.called(row));
        let signed = Signed::as_recorded(
            (&annulment.number, annulment.on),
            (annulment.signer.as_ref(), &annulment.capacities),
        );
        self.decision(signed, about, articles.to_vec())
    }

    fn decision(&self, signed: Signed, about: String, articles: Vec<String>) -> OfficialDecision {
        let bases = [
            basis::local_government(signed.on.unwrap_or(self.today)),
            Some(basis::GRASSROOTS_DEMOCRACY),
            Some(basis::VILLAGE_CONVENTIONS),
        ];
        let asked = format!(
            "Theo đề nghị của {} và công chức chuyên môn của {}",
            self.head(),
            self.name
        );
        let bases = bases.into_iter().flatten().map(str::to_owned).chain([asked]);
        let office = if signed.by_deputy {
            "Phó Chủ tịch"
        } else {
            "Chủ tịch"
        };
        let symbol = signed.number.as_ref().map(|number| number.symbol.clone());
        let last = articles.len();
        OfficialDecision {
            frame: Frame {
                parent: None,
                issuer: self.name.clone(),
                symbol: symbol.unwrap_or_else(|| "QĐ-UBND".to_owned()),
                number: signed.number.map(|number| number.number),
                place: self.place.clone(),
                date: signed.on,
                copies: vec![
                    format!("- Như Điều {last};"),
                    format!("- Ủy ban MTTQ Việt Nam {};", self.commune),
                    "- Lưu: VT.".to_owned(),
                ],
                signing: signature::lines(self.issuer.kind, office, None),
                signer: signed.signer,
                properties: Vec::new(),
            },
            about,
            authority: self.name.clone(),
            bases: bases.collect(),
            articles,
        }
    }

    /// Its name, with what it is where the name does not say it.
    fn called(&self, row: &Model) -> String {
        let kind = match row.kind {
            ConventionKind::HuongUoc => "Hương ước",
            ConventionKind::QuyUoc => "Quy ước",
        };
        match row.title.to_lowercase().starts_with(&kind.to_lowercase()) {
            true => row.title.clone(),
            false => format!("{kind} \"{}\"", row.title),
        }
    }

    /// `bản Nà Khằm`.
    fn in_village(&self) -> String {
        let mut letters = self.village.chars();
        let first = letters.next().into_iter().flat_map(char::to_lowercase);
        first.chain(letters).collect()
    }

    /// Whoever heads the village.
    fn head(&self) -> String {
        let village = self.in_village();
        match village.starts_with("tổ ") || village.starts_with("khu ") {
            true => format!("Tổ trưởng {village}"),
            false => format!("Trưởng {village}"),
        }
    }

    fn carried_out(&self) -> String {
        format!(
            "{}, {}, hộ gia đình, công dân cư trú tại {} và các cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này",
            self.name,
            self.head(),
            self.in_village()
        )
    }
}

/// The committee that decided on a day: whoever keeps the convention now, or else that of the commune it arose in.
async fn committee(look: &impl Look, row: &Model, on: NaiveDate) -> Result<line::Model> {
    let keeper = look.find::<line::Entity>().by_id(row.organisation_id).await?;
    if keeper.valid_from <= on {
        return Ok(keeper);
    }
    let of_the_origin = look
        .find::<line::Entity>()
        .filter(line::Column::UnitId.eq(row.origin_unit_id));
    let committees = of_the_origin.filter(line::Column::Kind.eq(OrganisationKind::PeopleCommittee));
    let committees = committees.all().await?.into_iter();
    let mut then = committees.filter(|body| holds(on, body.valid_from, body.valid_to));
    Ok(then.next().unwrap_or(keeper))
}

fn recognised(decision: &Decision) -> Signed {
    let by = (Some(&decision.signer), decision.capacities.as_slice());
    Signed::as_recorded((&decision.number, decision.made.on), by)
}

/// One of a list, counted from 1; 404 beyond.
fn nth<T>(list: &[T], number: i64) -> Result<&T> {
    let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    at.and_then(|at| list.get(at))
        .ok_or_else(|| Problem::new(Code::NotFound))
}

/// The whole, or which parts.
fn extent(parts: Option<&str>) -> String {
    parts.map_or_else(|| "toàn bộ".to_owned(), |parts| format!("một phần ({parts})"))
}

/// A text of several lines as one, without its last mark.
fn unmarked(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ").trim_end_matches(['.', ';']).to_owned()
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(get_convention_recognition_document)
        .service(get_convention_suspension_document)
        .service(get_convention_annulment_document);
}
