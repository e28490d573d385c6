//! One record of every kind in a commune.

use chrono::{Datelike, Days, NaiveDate};
use uuid::Uuid;

use super::everybody::held_activity;
use crate::{
    access::{PersonId, derived},
    calendar::Holidays,
    demo::chance::draw,
    document::{number::DocumentNumber, regulation::ConsultationForm, step::Timed},
    measure::{
        MeasureSetting,
        activity::{
            ActivityKind, ActivityState, Audience,
            entity::{self as activity, ActivityCourse, ActivityHeld, Attendance},
        },
        commendation::entity::{self as commendation, CommendationContent, CommendationKind},
        compliance::{
            ComplianceState,
            entity::{self as compliance, ComplianceAnswer, ComplianceCourse, ComplianceKind, Conclusion},
        },
        consultation::{
            ConsultationMatter,
            entity::{self as consultation, ConsultationCourse, Outcome},
        },
        decision::entity::{
            self as decision, DecisionCount, DecisionCourse, DecisionForm, DecisionMatter, DecisionProposal,
        },
        directive::{
            DirectiveKind,
            entity::{self as directive, DirectiveContent},
        },
        disclosure::{
            DisclosureForm, DisclosureGroup,
            entity::{self as disclosure, DisclosureCourse, Shown},
        },
        evaluation::{
            Rating,
            entity::{self as evaluation, Criterion, EvaluationCourse, EvaluationSubject},
        },
        funding::entity::{self as funding, FundingContent, FundingSource},
        service_figure::entity::{self as service_figure, InformationRequests, Satisfaction, ServiceFigures},
        violation::entity::{self as violation, Handling, HandlingMeasure, ViolationAct, ViolationContent, Violator},
    },
    organisation::organisation,
    territory::village,
};

/// A commune's committee, its villages and today.
pub struct Here<'h> {
    pub body: &'h organisation::Model,
    pub code: &'h str,
    pub villages: Vec<&'h village::Model>,
    /// Who is in charge in the committee, and who serves on the commune's boards.
    pub to_be_trained: Vec<PersonId>,
    pub province: &'h organisation::Model,
    pub today: NaiveDate,
    pub off: &'h Holidays,
}

impl Here<'_> {
    pub fn id<T: From<Uuid>>(&self, kind: &str) -> T {
        derived(&format!("demo/measure/{kind}/{}", self.code))
    }

    pub fn ago(&self, days: u64) -> NaiveDate {
        self.today - Days::new(days)
    }

    /// One of some, the same each time.
    fn one_of(&self, of: u64, what: &str) -> bool {
        draw(&format!("{what}/{}", self.code), of) == 0
    }

    pub fn directive(&self) -> directive::Model {
        directive::Model {
            id: self.id("directive"),
            organisation_id: self.body.id,
            unit_id: self.body.unit_id,
            origin_unit_id: self.body.unit_id,
            kind: DirectiveKind::Plan,
            title: format!("Kế hoạch thực hiện dân chủ ở cơ sở năm {}", self.today.year()),
            issued_on: self.ago(110),
            on_disclosure: true,
            on_decisions: !self.one_of(7, "plan-of-decisions"),
            on_consultation: true,
            sent_on: (!self.one_of(5, "plan-to-front")).then(|| self.ago(108)),
            content: DirectiveContent {
                number: DocumentNumber {
                    number: 12,
                    symbol: "KH-UBND".to_owned(),
                },
                summary: Some("Tập huấn, đối thoại, công khai, tự kiểm tra.".to_owned()),
                area: None,
                files: Vec::new(),
            },
            version: 1,
        }
    }

    pub fn dialogue(&self) -> activity::Model {
        let planned = self.one_of(6, "dialogue");
        let held = ActivityHeld {
            on: self.ago(70),
            attendance: vec![Attendance {
                who: Audience::People,
                people: 118,
            }],
            summoned: None,
            opinions: 14,
            answered: 12,
            cost: Some(12_000_000),
            content: Some("Trao đổi về thu quỹ, đường bản và nước sinh hoạt.".to_owned()),
            files: Vec::new(),
            persons: Vec::new(),
        };
        let whole = activity::Model {
            id: self.id("activity"),
            title: format!("Hội nghị đối thoại với Nhân dân năm {}", self.today.year()),
            ..held_activity(self.body, ActivityKind::Dialogue, held)
        };
        match planned {
            false => whole,
            true => activity::Model {
                state: ActivityState::Planned,
                planned_on: self.today + Days::new(6),
                held_on: None,
                people: 0,
                opinions: 0,
                answered: 0,
                course: ActivityCourse {
                    held: None,
                    ..whole.course
                },
                ..whole
            },
        }
    }

    pub fn budget(&self) -> disclosure::Model {
        let late = self.one_of(5, "late");
        let arisen_on = self.ago(100);
        let from = arisen_on + Days::new(if late { 12 } else { 3 });
        let posted = |form, place: Option<&str>| Shown {
            form,
            place: place.map(str::to_owned),
            from,
            to: None,
        };
        disclosure::Model {
            id: self.id("disclosure"),
            organisation_id: self.body.id,
            unit_id: self.body.unit_id,
            origin_unit_id: self.body.unit_id,
            setting: MeasureSetting::Commune,
            content_group: DisclosureGroup::Budget,
            title: "Dự toán ngân sách cấp xã 6 tháng cuối năm".to_owned(),
            arisen_on,
            due_on: MeasureSetting::Commune.due_on(arisen_on, self.off),
            disclosed_on: Some(from),
            posted: true,
            on_portal: true,
            on_loudspeaker: false,
            by_village_heads: false,
            otherwise: false,
            course: DisclosureCourse {
                document: Some("Quyết định số 45/QĐ-UBND".to_owned()),
                other_law: None,
                forms: vec![
                    posted(DisclosureForm::Posting, Some("Trụ sở Ủy ban nhân dân")),
                    posted(DisclosureForm::Portal, None),
                ],
                files: Vec::new(),
            },
            recorded_at: None,
            version: 1,
        }
    }

    /// Not yet made known, and in time.
    pub fn fees(&self) -> disclosure::Model {
        let arisen_on = self.ago(3);
        disclosure::Model {
            id: self.id("disclosure-due"),
            content_group: DisclosureGroup::Fees,
            title: "Mức thu phí, lệ phí do xã trực tiếp thu".to_owned(),
            arisen_on,
            due_on: MeasureSetting::Commune.due_on(arisen_on, self.off),
            disclosed_on: None,
            posted: false,
            on_portal: false,
            course: DisclosureCourse {
                document: None,
                other_law: None,
                forms: Vec::new(),
                files: Vec::new(),
            },
            ..self.budget()
        }
    }

    pub fn decision(&self) -> Option<decision::Model> {
        let village = self.villages.first()?;
        Some(decision::Model {
            id: self.id("decision"),
            organisation_id: self.body.id,
            unit_id: self.body.unit_id,
            origin_unit_id: self.body.unit_id,
            village_id: Some(village.id),
            matter: DecisionMatter::Contributions,
            form: DecisionForm::Meeting,
            title: "Góp làm đường nội bản".to_owned(),
            decided_on: self.ago(80),
            passed: true,
            is_of_a_work: true,
            total_value: 350_000_000,
            people_money: 90_000_000,
            state_money: 200_000_000,
            labour_days: 240,
            sent_on: Some(self.ago(78)),
            undone_on: None,
            course: DecisionCourse {
                proposal: DecisionProposal::VillageHead,
                initiative: None,
                send_by: Some(self.off.add_working_days(self.ago(80), 5)),
                count: DecisionCount {
                    all: 96,
                    present: Some(84),
                    in_favour: 80,
                },
                files: Vec::new(),
                undone: None,
            },
            recorded_at: None,
            version: 1,
        })
    }

    pub fn consultation(&self) -> consultation::Model {
        let opened_on = self.ago(105);
        let outcome = Outcome {
            closed_on: opened_on + Days::new(24),
            opinions: 46,
            accepted: 31,
            explanation: Some("Tiếp thu 31 ý kiến; 15 ý kiến về nguồn vốn trình Hội đồng nhân dân.".to_owned()),
            explained_on: Some(opened_on + Days::new(30)),
        };
        consultation::Model {
            id: self.id("consultation"),
            organisation_id: self.body.id,
            unit_id: self.body.unit_id,
            origin_unit_id: self.body.unit_id,
            setting: MeasureSetting::Commune,
            matter: ConsultationMatter::EconomicPlan,
            title: format!(
                "Dự thảo kế hoạch phát triển kinh tế - xã hội năm {}",
                self.today.year() + 1
            ),
            opened_on,
            closed_on: Some(outcome.closed_on),
            explained_on: outcome.explained_on,
            opinions: outcome.opinions.into(),
            accepted: outcome.accepted.into(),
            course: ConsultationCourse {
                forms: vec![ConsultationForm::CommunityMeeting, ConsultationForm::Portal],
                plan: Some("Kế hoạch số 31/KH-UBND".to_owned()),
                other_time: None,
                open_until: Some(opened_on + Days::new(20)),
                result: Some(outcome),
                files: Vec::new(),
            },
            recorded_at: None,
            version: 1,
        }
    }

    /// By the province: concluded and waiting for an answer, or answered.
    pub fn inspected(&self) -> compliance::Model {
        let answered = self.one_of(3, "replied");
        let (visited_on, concluded_on) = (self.ago(34), self.ago(32));
        let by = self.today + Days::new(8);
        let answer = ComplianceAnswer {
            given: Timed::by(self.ago(10), by),
            explanation: "Đã niêm yết lại; danh sách quý III đã lập.".to_owned(),
            files: Vec::new(),
        };
        compliance::Model {
            id: self.id("compliance"),
            organisation_id: self.province.id,
            unit_id: self.province.unit_id,
            origin_unit_id: self.province.unit_id,
            kind: ComplianceKind::Inspection,
            subject_id: self.body.id,
            subject_unit_id: self.body.unit_id,
            title: "Kiểm tra việc công khai và hội nghị đối thoại".to_owned(),
            programme_id: None,
            planned_on: visited_on,
            visited_on: Some(visited_on),
            state: match answered {
                true => ComplianceState::Answered,
                false => ComplianceState::Concluded,
            },
            answer_by: Some(by),
            answered_on: answered.then_some(answer.given.on),
            course: ComplianceCourse {
                conclusion: Some(Conclusion {
                    on: concluded_on,
                    findings: "Bản niêm yết dự toán gỡ sớm; chưa có danh sách quý III.".to_owned(),
                    shortcomings: 2,
                    remedy: Some("Niêm yết lại đủ 30 ngày; lập danh sách quý III.".to_owned()),
                    answer_by: Some(by),
                    files: Vec::new(),
                }),
                answer: answered.then_some(answer),
                closing: None,
            },
            version: 1,
        }
    }

    pub fn evaluation(&self) -> evaluation::Model {
        evaluation::Model {
            id: self.id("evaluation"),
            organisation_id: self.body.id,
            unit_id: self.body.unit_id,
            origin_unit_id: self.body.unit_id,
            year: i64::from(self.today.year()),
            subject: EvaluationSubject::Organisation,
            office: None,
            assessed_on: self.ago(12),
            self_rating: Rating::Good,
            rating: None,
            decided_on: None,
            course: EvaluationCourse {
                criteria: vec![Criterion {
                    name: "Công khai thông tin".to_owned(),
                    most: 20,
                    points: 18,
                }],
                remark: None,
                files: Vec::new(),
                decision: None,
            },
            version: 1,
        }
    }

    pub fn commendation(&self) -> commendation::Model {
        commendation::Model {
            id: self.id("commendation"),
            organisation_id: self.body.id,
            unit_id: self.body.unit_id,
            origin_unit_id: self.body.unit_id,
            kind: CommendationKind::CertificateOfMerit,
            title: format!("Khen thưởng thực hiện tốt dân chủ ở cơ sở năm {}", self.today.year()),
            given_on: self.ago(30),
            collectives: 2,
            individuals: 5,
            content: CommendationContent {
                number: Some(DocumentNumber {
                    number: 318,
                    symbol: "QĐ-UBND".to_owned(),
                }),
                merits: Some("Vận động Nhân dân hiến đất làm đường.".to_owned()),
                files: Vec::new(),
            },
            version: 1,
        }
    }

    pub fn violation(&self) -> violation::Model {
        let handling = Handling {
            on: self.ago(40),
            measure: HandlingMeasure::Reprimand,
            result: "Rút kinh nghiệm; hoàn trả 4.200.000 đồng.".to_owned(),
        };
        violation::Model {
            id: self.id("violation"),
            organisation_id: self.body.id,
            unit_id: self.body.unit_id,
            origin_unit_id: self.body.unit_id,
            act: ViolationAct::Fraud,
            found_on: self.ago(75),
            handled_on: Some(handling.on),
            content: ViolationContent {
                by: Violator::Official,
                description: "Thu quỹ ngoài mức đã được cộng đồng dân cư quyết định.".to_owned(),
                handling: Some(handling),
                files: Vec::new(),
            },
            informant_key: None,
            informant: None,
            version: 1,
        }
    }

    pub fn funding(&self) -> funding::Model {
        funding::Model {
            id: self.id("funding"),
            organisation_id: self.body.id,
            unit_id: self.body.unit_id,
            origin_unit_id: self.body.unit_id,
            year: i64::from(self.today.year()),
            source: FundingSource::StateBudget,
            counted_on: self.ago(22),
            planned: 60_000_000,
            spent: 48_500_000,
            content: FundingContent {
                document: Some("Quyết định giao dự toán số 512/QĐ-UBND".to_owned()),
                purposes: Some("Tập huấn, hội nghị đối thoại, hoạt động của Ban Thanh tra nhân dân.".to_owned()),
            },
            version: 1,
        }
    }

    pub fn service(&self) -> service_figure::Model {
        service_figure::Model {
            id: self.id("service-figure"),
            organisation_id: self.body.id,
            unit_id: self.body.unit_id,
            origin_unit_id: self.body.unit_id,
            year: i64::from(self.today.year()),
            counted_on: self.ago(22),
            content: ServiceFigures {
                satisfaction: Some(Satisfaction {
                    asked: 400,
                    satisfied: 352,
                    source: "Khảo sát mức độ hài lòng của tỉnh".to_owned(),
                }),
                information_requests: Some(InformationRequests {
                    received: 12,
                    answered: 11,
                    source: "Sổ theo dõi cung cấp thông tin".to_owned(),
                }),
            },
            version: 1,
        }
    }
}
