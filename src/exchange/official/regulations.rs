//! The decision that issues a regulation, filled from its record.

use actix_web::get;
use chrono::NaiveDate;

use super::{
    basis,
    decision::OfficialDecision,
    page::{Frame, dated},
    report::names_its_parent,
    signature,
};
use crate::{
    access::{Caller, DocumentId, Look, OrganisationKind, ReadRegulation, RegulationId},
    document::{
        force::LinkKind,
        register::Links,
        regulation::{
            RegulationAction, RegulationState, Setting,
            entity::{Entity, Model},
        },
    },
    exchange::download::{Download, FileKind},
    http::{Code, Path, Problem, ProblemDocument, Result},
    organisation::{line, name::Names},
    reporting::official::SigningCapacity,
    territory::unit,
};

/// Get the decision that issues a regulation
///
/// Quyết định ban hành: DOCX, laid out as Decree 30/2020/NĐ-CP says. Once it was consulted on, with room for number, day and signer; once issued, as it
/// was signed.
#[utoipa::path(tag = "Documents", operation_id = "get_regulation_document", params(RegulationId),
    security(("bearer" = ["regulation:read"])),
    responses((status = 200, description = "The document.", content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = Vec<u8>),
        (status = 409, description = "It was not consulted on to the end, or was withdrawn.", body = ProblemDocument)))]
#[get("/democracy-regulations/{id}/document")]
async fn get_regulation_document(caller: Caller<ReadRegulation>, id: Path<RegulationId>) -> Result<Download> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    fit_to_sign(&row)?;
    let decision = decision(&caller, &row).await?;
    let name = format!("ban-hanh-{}.docx", row.id);
    Ok(Download::new(FileKind::Docx, name, decision.docx()?))
}

/// 409 for what was not consulted on to the end, and for what was given up: nobody signs that.
fn fit_to_sign(row: &Model) -> Result<()> {
    match row.state {
        RegulationState::Withdrawn => RegulationAction::Issue.require(row),
        RegulationState::Draft | RegulationState::Consultation => Err(Problem::new(Code::StateForbids)),
        _ => Ok(()),
    }
}

async fn decision(look: &impl Look, row: &Model) -> Result<OfficialDecision> {
    let issuer = look.find::<line::Entity>().by_id(row.organisation_id).await?;
    let names = Names::of(look, [Some(issuer.id), issuer.managed_by].into_iter().flatten()).await?;
    let name = names.named(issuer.id).name;
    let place = look.find::<unit::Entity>().by_id(row.unit_id).await?.name;
    let links = Links::of(look, [DocumentId(row.id.0)].into_iter()).await?;
    let parent = issuer.managed_by.filter(|_| names_its_parent(issuer.kind));
    let issue = row.course.issue.as_ref();
    let deputy = issue.is_some_and(|issue| issue.capacities.contains(&SigningCapacity::Kt));
    let number = row.document_number();
    let mut bases = bases(row, issuer.kind, look.clocks().legal.today());
    bases.extend(grounds(row));
    let articles = vec![
        format!("Ban hành kèm theo Quyết định này {}", row.title),
        takes_effect(row, &links),
        format!(
            "Các bộ phận, đơn vị, cá nhân thuộc {name} và tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này"
        ),
    ];
    let symbol = match issuer.kind {
        OrganisationKind::PeopleCommittee => "QĐ-UBND",
        _ => "QĐ-……",
    };
    let office = office(issuer.kind, deputy);
    Ok(OfficialDecision {
        frame: Frame {
            parent: parent.map(|parent| names.named(parent).name),
            issuer: name.clone(),
            symbol: number
                .as_ref()
                .map_or_else(|| symbol.to_owned(), |number| number.symbol.clone()),
            number: number.map(|number| number.number),
            place,
            date: row.signed_on,
            copies: vec!["- Như Điều 3;".to_owned(), "- Lưu: VT.".to_owned()],
            signing: signature::lines(issuer.kind, &office, None),
            signer: issue.map(|issue| issue.signer.clone()).unwrap_or_default(),
            properties: Vec::new(),
        },
        about: format!("ban hành {}", row.title),
        authority: authority(issuer.kind, &office, &name),
        bases,
        articles,
    })
}

/// The office of whoever signs for such a body.
fn office(kind: OrganisationKind, deputy: bool) -> String {
    let head = signature::head(kind);
    match deputy {
        true => format!("Phó {head}"),
        false => head.to_owned(),
    }
}

/// Who decides: the body where it decides as a whole, else its head.
fn authority(kind: OrganisationKind, office: &str, name: &str) -> String {
    let head = office.strip_prefix("Phó ").unwrap_or(office);
    match kind {
        OrganisationKind::PeopleCommittee | OrganisationKind::PeopleCouncil | OrganisationKind::FatherlandFront => {
            name.to_owned()
        }
        _ => format!("{head} {name}"),
    }
}

fn bases(row: &Model, kind: OrganisationKind, today: NaiveDate) -> Vec<String> {
    let signed_on = row.signed_on.unwrap_or(today);
    let government = basis::local_government(signed_on).filter(|_| kind == OrganisationKind::PeopleCommittee);
    let special = match row.setting {
        Setting::Workplace => basis::LABOUR.to_vec(),
        _ => Vec::new(),
    };
    let all = government
        .into_iter()
        .chain([basis::GRASSROOTS_DEMOCRACY])
        .chain(special);
    all.map(str::to_owned).collect()
}

/// How it came about: who was asked, and who took part.
fn grounds(row: &Model) -> Vec<String> {
    let asked = row.course.consultations().filter_map(|consultation| {
        let result = consultation.result.as_ref()?;
        Some(format!(
            "Trên cơ sở kết quả lấy ý kiến từ {} đến {} ({} ý kiến, tiếp thu {} ý kiến)",
            dated(consultation.opened_on),
            dated(result.closed_on),
            result.opinions,
            result.accepted
        ))
    });
    let partner = row.course.issue.as_ref().and_then(|issue| issue.partner.as_ref());
    let partner = partner.map(|partner| format!("Sau khi thống nhất với {} tại {}", partner.name, partner.document));
    asked.chain(partner).collect()
}

/// When it begins to hold, for how long, and what it takes the place of.
fn takes_effect(row: &Model, links: &Links) -> String {
    let begins = match row.in_force_on {
        Some(day) => format!("từ {}", dated(day)),
        None => "kể từ ngày ký".to_owned(),
    };
    let ends = row.expires_on.map(|day| format!(" đến trước {}", dated(day)));
    let does = links.does(DocumentId(row.id.0)).into_iter().map(|link| {
        let what = match link.relation {
            LinkKind::Replaces => "thay thế",
            LinkKind::Repeals => "bãi bỏ",
            LinkKind::Amends => "sửa đổi, bổ sung",
        };
        let number = link.number.map(|number| format!("văn bản số {number}"));
        format!(
            ", {what} {}",
            number.or(link.title).unwrap_or_else(|| "văn bản trước".to_owned())
        )
    });
    format!(
        "Quyết định này có hiệu lực thi hành {begins}{}{}",
        ends.unwrap_or_default(),
        does.collect::<String>()
    )
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_regulation_document);
}
