//! The files of measures, for whoever reads the measure.

use actix_web::{HttpRequest, get};

use super::{
    activity::entity as activity, commendation::entity as commendation, compliance::entity as compliance,
    consultation::entity as consultation, decision::entity as decision, directive::entity as directive,
    disclosure::entity as disclosure, evaluation::entity as evaluation, kept::Measure, violation::entity as violation,
};
use crate::{
    access::{
        ActivityId, AttachmentId, Caller, CommendationId, ComplianceInspectionId, ConsultationId, DirectiveId,
        DisclosureId, EvaluationId, PeopleDecisionId, Permission, ReadCompliance, ReadEvaluation, ReadMeasure,
        ViolationId,
    },
    attachment::{Content, content},
    http::{Code, Path, Problem, ProblemDocument, Result},
};

macro_rules! downloads {
    ($($handler:ident $path:literal $operation:literal $title:literal $permission:literal $may:ident $id:ident $entity:ident;)*) => {
        $(
            #[doc = $title]
            ///
            /// Whole, or the part a `Range` asks for.
            #[utoipa::path(tag = "Attachments", operation_id = $operation,
                params(("id" = $id, Path, description = "Id of the record."), ("attachment" = AttachmentId, Path, description = "Id of the file.")),
                security(("bearer" = [$permission])),
                responses((status = 200, description = "The file.", content_type = "application/octet-stream", body = Vec<u8>),
                    (status = 206, description = "The part asked for.", content_type = "application/octet-stream", body = Vec<u8>),
                    (status = 416, description = "The file has no such part.", body = ProblemDocument)))]
            #[get($path)]
            async fn $handler(caller: Caller<$may>, path: Path<($id, AttachmentId)>, request: HttpRequest) -> Result<Content> {
                file::<_, $entity::Entity>(&caller, path.0, &request).await
            }
        )*

        pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
            $(config.service($handler);)*
        }
    };
}

downloads! {
    get_activity_attachment_content "/activities/{id}/attachments/{attachment}/content"
        "get_activity_attachment_content" "Download a file of an activity" "measure:read" ReadMeasure ActivityId activity;
    get_directive_attachment_content "/directives/{id}/attachments/{attachment}/content"
        "get_directive_attachment_content" "Download a file of a directive" "measure:read" ReadMeasure DirectiveId directive;
    get_disclosure_attachment_content "/disclosures/{id}/attachments/{attachment}/content"
        "get_disclosure_attachment_content" "Download a file of a disclosure" "measure:read" ReadMeasure DisclosureId disclosure;
    get_decision_attachment_content "/people-decisions/{id}/attachments/{attachment}/content"
        "get_decision_attachment_content" "Download a file of a decision of the people" "measure:read" ReadMeasure PeopleDecisionId decision;
    get_consultation_attachment_content "/consultations/{id}/attachments/{attachment}/content"
        "get_consultation_attachment_content" "Download a file of a consultation" "measure:read" ReadMeasure ConsultationId consultation;
    get_compliance_attachment_content "/compliance-inspections/{id}/attachments/{attachment}/content"
        "get_compliance_attachment_content" "Download a file of an inspection" "compliance:read" ReadCompliance ComplianceInspectionId compliance;
    get_evaluation_attachment_content "/evaluations/{id}/attachments/{attachment}/content"
        "get_evaluation_attachment_content" "Download a file of an evaluation" "evaluation:read" ReadEvaluation EvaluationId evaluation;
    get_commendation_attachment_content "/commendations/{id}/attachments/{attachment}/content"
        "get_commendation_attachment_content" "Download a file of a commendation" "measure:read" ReadMeasure CommendationId commendation;
    get_violation_attachment_content "/violations/{id}/attachments/{attachment}/content"
        "get_violation_attachment_content" "Download a file of a violation" "measure:read" ReadMeasure ViolationId violation;
}

async fn file<P: Permission, E: Measure>(
    caller: &Caller<P>,
    (id, attachment): (E::Id, AttachmentId),
    request: &HttpRequest,
) -> Result<Content> {
    let row = caller.find::<E>().by_id(id).await?;
    let files = E::files(&row);
    let file = files.iter().find(|file| file.id == attachment);
    let file = file.ok_or_else(|| Problem::new(Code::NotFound))?;
    content(&caller.kernel().files, file, request).await
}
