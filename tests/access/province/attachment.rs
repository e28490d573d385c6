//! One file that every organisation who calls has uploaded, and that goes with every draft, version and consolidation.

use danchu::{
    access::{AttachmentId, derived},
    attachment::{
        attached::{Attached, AttachedFile},
        entity as attachment,
    },
    board::recommendation::{
        course::{Course as Answered, Outcome, RecommendationAnswer},
        entity as recommendation,
    },
    document::{
        convention::{
            course::{Course, Posting},
            entity as convention,
            objection::{Annulment, AnnulmentGround, Suspension, SuspensionGround},
        },
        number::DocumentNumber,
        regulation::entity::{self as regulation, Consultation},
        resolution::entity::{self as resolution, Proposal},
    },
    reporting::{
        consolidation::entity as consolidation,
        official::OfficialIssue,
        submission::{draft, version},
    },
};
use futures_util::stream;
use sea_orm::{EntityTrait, sea_query::Expr};

use super::fixture::Fixture;
use crate::support::replica::files;

const PDF: &[u8] = b"%PDF-1.7\n%%EOF\n";

/// The file that goes with everything.
pub fn everywhere() -> AttachmentId {
    derived("test/attachment")
}

impl Fixture<'_> {
    pub async fn attachments(&self) {
        let pieces = stream::iter([Ok(PDF.into())]);
        let mut arrived = files().receive(pieces, 1024).await.expect("it arrives");
        let hash = arrived.hash.to_vec();
        files().keep(&mut arrived).await.expect("it is kept");
        for login in [
            "officer.12",
            "officer.03388",
            "officer.so-gddt",
            "officer.thpt-chuyen",
            "officer.11",
        ] {
            let body = self.body_of(login).await;
            self.keep(attachment::Model {
                id: derived(&format!("test/attachment/{login}")),
                organisation_id: body.id,
                unit_id: body.unit_id,
                name: "bien-ban.pdf".to_owned(),
                media_type: "application/pdf".to_owned(),
                bytes: i64::try_from(PDF.len()).expect("a number"),
                sha256: hash.clone(),
                uploaded_at: chrono::DateTime::UNIX_EPOCH,
                uploaded_by: derived("test/nobody"),
                version: 1,
            })
            .await;
        }
        let file = AttachedFile {
            id: everywhere(),
            name: "bien-ban.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: i64::try_from(PDF.len()).expect("a number"),
            sha256: hex(&hash),
        };
        self.files_of_measures(&file).await;
        let attached = Attached([("minutes".to_owned(), vec![file.clone()])].into());
        let issue = OfficialIssue {
            number: 215,
            symbol: "BC-UBND".to_owned(),
            issued_on: "2024-12-16".parse().expect("a day"),
            signer: "Lò Văn Inh".to_owned(),
            capacities: Vec::new(),
            signed_file: Some(file.clone()),
        };
        let connection = self.change.connection();
        let number = || DocumentNumber::read("130/QĐ-UBND").expect("a number");
        let suspension = Suspension {
            ground: SuspensionGround::Content,
            on: "2024-12-01".parse().expect("a day"),
            number: number(),
            reason: "Trái nguyên tắc".to_owned(),
            parts: Some("Điều 9".to_owned()),
            remedy_by: "2024-12-10".parse().expect("a day"),
            signer: None,
            capacities: Vec::new(),
        };
        let annulment = Annulment {
            ground: AnnulmentGround::ContentNotRemedied,
            on: "2024-12-11".parse().expect("a day"),
            number: number(),
            reason: "Không sửa đổi".to_owned(),
            parts: Some("Điều 9".to_owned()),
            signer: None,
            capacities: Vec::new(),
        };
        let posted = Course {
            posting: Some(Posting {
                on: "2024-12-01".parse().expect("a day"),
                place: "Nhà văn hóa".to_owned(),
                forms: Vec::new(),
                open_until: "2024-12-31".parse().expect("a day"),
                draft_file: Some(file.clone()),
            }),
            suspensions: vec![suspension],
            annulments: vec![annulment],
            ..Course::beginning(None)
        };
        let conventions = convention::Entity::update_many().col_expr(convention::Column::Course, Expr::value(posted));
        conventions.exec(connection).await.expect("the conventions are kept");
        let answered = Answered {
            answer: Some(RecommendationAnswer {
                outcome: Outcome::Accepted,
                explanation: "Đã khắc phục".to_owned(),
                number: None,
                on: "2024-12-11".parse().expect("a day"),
                late: None,
                by_addressee: true,
                file: Some(file.clone()),
            }),
            ..Answered::default()
        };
        let recommendations =
            recommendation::Entity::update_many().col_expr(recommendation::Column::Course, Expr::value(answered));
        recommendations
            .exec(connection)
            .await
            .expect("the recommendations are kept");
        let asked = Consultation {
            opened_on: "2024-12-01".parse().expect("a day"),
            forms: Vec::new(),
            plan: None,
            draft_file: Some(file.clone()),
            open_until: None,
            result: None,
        };
        let course = regulation::Course {
            consultation: Some(asked),
            ..regulation::Course::default()
        };
        let regulations = regulation::Entity::update_many().col_expr(regulation::Column::Course, Expr::value(course));
        regulations.exec(connection).await.expect("the regulations are kept");
        let proposed = Proposal {
            proposer: "Ủy ban nhân dân".to_owned(),
            number: DocumentNumber::read("9/TTr-UBND").expect("a number"),
            signed_on: "2024-11-01".parse().expect("a day"),
            file: Some(file.clone()),
        };
        let resolutions =
            resolution::Entity::update_many().col_expr(resolution::Column::Proposal, Expr::value(proposed));
        resolutions.exec(connection).await.expect("the resolutions are kept");
        let drafts = draft::Entity::update_many().col_expr(draft::Column::Attachments, Expr::value(attached.clone()));
        drafts.exec(connection).await.expect("the drafts are kept");
        let versions = version::Entity::update_many().col_expr(version::Column::Attachments, Expr::value(attached));
        versions.exec(connection).await.expect("the versions are kept");
        let issued =
            consolidation::Entity::update_many().col_expr(consolidation::Column::OfficialIssue, Expr::value(issue));
        issued.exec(connection).await.expect("the consolidations are kept");
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
