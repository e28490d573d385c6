//! One file that goes with every measure.

use danchu::{
    attachment::attached::AttachedFile,
    measure::{
        activity::entity::{self as activity, ActivityReport},
        commendation::entity as commendation,
        compliance::entity as compliance,
        consultation::entity as consultation,
        decision::entity as decision,
        directive::entity as directive,
        disclosure::entity as disclosure,
        evaluation::entity as evaluation,
        violation::entity as violation,
    },
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::fixture::Fixture;

impl Fixture<'_> {
    pub async fn files_of_measures(&self, file: &AttachedFile) {
        let connection = self.change.connection();
        macro_rules! with {
            ($($entity:ident $column:ident |$row:ident| $add:expr;)*) => {
                $(for mut $row in $entity::Entity::find().all(connection).await.expect("the rows") {
                    $add;
                    let mut changed = $row.clone().into_active_model();
                    changed.reset($entity::Column::$column);
                    changed.update(connection).await.expect("it is kept");
                })*
            };
        }
        with! {
            activity Course |row| row.course.report = Some(ActivityReport {
                on: row.planned_on,
                summary: "Đã tổ chức".to_owned(),
                file: Some(file.clone()),
            });
            commendation Content |row| row.content.files.push(file.clone());
            compliance Course |row| row.course.conclusion.iter_mut().for_each(|conclusion| conclusion.files.push(file.clone()));
            consultation Course |row| row.course.files.push(file.clone());
            decision Course |row| row.course.files.push(file.clone());
            directive Content |row| row.content.files.push(file.clone());
            disclosure Course |row| row.course.files.push(file.clone());
            evaluation Course |row| row.course.files.push(file.clone());
            violation Content |row| row.content.files.push(file.clone());
        }
    }
}
