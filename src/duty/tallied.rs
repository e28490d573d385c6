//! What anybody may know how much there is of: how far duties are fulfilled is public, as numbers (Resolution 75 Art. 4.5b).

use crate::{
    access::Tallied,
    board::entity as board,
    organisation::organisation,
    person::appointment,
    reorganisation::entity as reorganisation,
    territory::{former_place, unit, unit_reach, village},
};

impl Tallied for appointment::Entity {}
impl Tallied for board::Entity {}
impl Tallied for organisation::Entity {}
impl Tallied for village::Entity {}

// Reference data that the counting goes by.
impl Tallied for reorganisation::Entity {}
impl Tallied for unit::Entity {}
impl Tallied for unit_reach::Entity {}
impl Tallied for former_place::Entity {}
