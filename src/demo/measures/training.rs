//! Who was trained in a commune (Resolution 75 Art. 3.1): most of those whom it asks for.

use super::{commune::Here, everybody::held_activity};
use crate::{
    access::PersonId,
    demo::{chance::draw, holders},
    measure::activity::{
        ActivityKind, Audience, TrainingTopic,
        entity::{self as activity, ActivityCourse, ActivityHeld, Attendance},
    },
    organisation::organisation,
    person::Position,
};

/// Whoever holds a post in a village and is to know how conventions are made.
const IN_VILLAGES: [Position; 4] = [
    Position::VillageHead,
    Position::VillageFrontHead,
    Position::DraftingTeamHead,
    Position::DraftingTeamMember,
];

impl Here<'_> {
    /// In conventions: those of most villages.
    pub fn in_conventions(&self) -> activity::Model {
        let there = self
            .villages
            .iter()
            .filter(|village| draw(&format!("trained/{}", village.id), 10) < 8);
        let persons = there.flat_map(|village| {
            let posts = IN_VILLAGES
                .into_iter()
                .filter(|position| holders::has(*position, village));
            posts.map(|position| holders::ids(position, village.id).0)
        });
        activity::Model {
            id: self.id("training"),
            title: "Tập huấn xây dựng và thực hiện hương ước, quy ước".to_owned(),
            on_conventions: true,
            ..self.trained(self.body, TrainingTopic::Conventions, persons.collect())
        }
    }

    /// In the practice of democracy, by the province: most of those in charge and of the members of boards.
    pub fn in_practice(&self) -> activity::Model {
        let there = self.to_be_trained.iter().copied();
        let there = there.filter(|person| draw(&format!("practised/{person}"), 10) < 9);
        activity::Model {
            id: self.id("practice"),
            title: format!("Bồi dưỡng nghiệp vụ thực hiện dân chủ ở cơ sở ({})", self.body.name),
            on_practice: true,
            ..self.trained(self.province, TrainingTopic::Practice, there.collect())
        }
    }

    fn trained(&self, by: &organisation::Model, topic: TrainingTopic, persons: Vec<PersonId>) -> activity::Model {
        let people = u32::try_from(persons.len()).unwrap_or(u32::MAX).saturating_add(4);
        let held = ActivityHeld {
            on: self.ago(90),
            attendance: vec![Attendance {
                who: Audience::VillageHeads,
                people,
            }],
            summoned: None,
            opinions: 0,
            answered: 0,
            cost: Some(8_000_000),
            content: None,
            files: Vec::new(),
            persons,
        };
        let held = held_activity(by, ActivityKind::Training, held);
        activity::Model {
            course: ActivityCourse {
                topics: vec![topic],
                ..held.course
            },
            ..held
        }
    }
}
