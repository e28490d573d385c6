//! A small register: two provinces, a commune with a past, and the bodies and people in them. Logins are
//! `<role>.<organisation>`; the password is the same for all.

use chrono::NaiveDate;
use danchu::{
    access::{
        AccountId, Claims, Feature, Level, OrganisationId, OrganisationKind, Role, SessionId, SystemTx, Task, UnitId,
        derived, fresh_personal, identity_of,
    },
    account::{account, post, session},
    organisation::{mandate, organisation, organisation_reach},
    territory::{lineage, unit, unit_reach},
    text,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::replica::Replica;

pub const PASSWORD: &str = "Danchu-2026-demo";

/// Code, name, level, parent, first day, the first day no longer.
type UnitRow = (&'static str, &'static str, Level, &'static str, Day, Option<Day>);
type Day = (i32, u32, u32);

const MERGED: Day = (2025, 7, 1);

const UNITS: &[UnitRow] = &[
    ("00", "Việt Nam", Level::Nation, "", (1976, 7, 2), None),
    ("12", "Lai Châu", Level::Province, "00", (2004, 1, 1), None),
    ("11", "Điện Biên", Level::Province, "00", (2004, 1, 1), None),
    ("03388", "Đoàn Kết", Level::Commune, "12", MERGED, None),
    ("03390", "Bình Lư", Level::Commune, "12", MERGED, None),
    ("03127", "Điện Biên Phủ", Level::Commune, "11", MERGED, None),
    // What became Đoàn Kết.
    ("03386", "Quyết Thắng", Level::Commune, "12", (2004, 1, 1), Some(MERGED)),
];

/// Each unit with all it reaches besides itself.
const REACH: &[(&str, &[&str])] = &[
    ("00", &["11", "12", "03388", "03390", "03127", "03386"]),
    ("12", &["03388", "03390", "03386"]),
    ("11", &["03127"]),
    ("03388", &["03386"]),
    ("03390", &[]),
    ("03127", &[]),
    ("03386", &[]),
];

/// Key, name, kind, unit, and the organisation that manages it.
type OrganisationRow = (
    &'static str,
    &'static str,
    OrganisationKind,
    &'static str,
    Option<&'static str>,
);

const ORGANISATIONS: &[OrganisationRow] = {
    use OrganisationKind::{
        Community, FatherlandFront, InspectionBoard, PeopleCommittee, PeopleCouncil, ProvincialDepartment,
        PublicServiceUnit, TradeUnion,
    };
    &[
        ("12", "Ủy ban nhân dân tỉnh Lai Châu", PeopleCommittee, "12", None),
        (
            "council.12",
            "Hội đồng nhân dân tỉnh Lai Châu",
            PeopleCouncil,
            "12",
            None,
        ),
        (
            "so-noi-vu",
            "Sở Nội vụ tỉnh Lai Châu",
            ProvincialDepartment,
            "12",
            Some("12"),
        ),
        (
            "so-gddt",
            "Sở Giáo dục và Đào tạo tỉnh Lai Châu",
            ProvincialDepartment,
            "12",
            Some("12"),
        ),
        (
            "03388",
            "Ủy ban nhân dân phường Đoàn Kết",
            PeopleCommittee,
            "03388",
            None,
        ),
        (
            "council.03388",
            "Hội đồng nhân dân phường Đoàn Kết",
            PeopleCouncil,
            "03388",
            None,
        ),
        (
            "front.03388",
            "Ủy ban MTTQ Việt Nam phường Đoàn Kết",
            FatherlandFront,
            "03388",
            None,
        ),
        (
            "thpt-lai-chau",
            "Trường THPT Chuyên Lê Quý Đôn",
            PublicServiceUnit,
            "03388",
            Some("so-gddt"),
        ),
        (
            "board.03388",
            "Ban Thanh tra nhân dân phường Đoàn Kết",
            InspectionBoard,
            "03388",
            None,
        ),
        ("village.03388", "Tổ dân phố Phan Đình Giót", Community, "03388", None),
        (
            "union",
            "Công đoàn ngành Giáo dục tỉnh Lai Châu",
            TradeUnion,
            "12",
            None,
        ),
        (
            "board.so-gddt",
            "Ban Thanh tra nhân dân Sở Giáo dục và Đào tạo",
            InspectionBoard,
            "12",
            Some("union"),
        ),
        ("03390", "Ủy ban nhân dân xã Bình Lư", PeopleCommittee, "03390", None),
        (
            "03386",
            "Ủy ban nhân dân phường Quyết Thắng",
            PeopleCommittee,
            "03386",
            None,
        ),
        ("11", "Ủy ban nhân dân tỉnh Điện Biên", PeopleCommittee, "11", None),
        (
            "03127",
            "Ủy ban nhân dân phường Điện Biên Phủ",
            PeopleCommittee,
            "03127",
            None,
        ),
    ]
};

/// Organisation and the roles somebody has there.
const PEOPLE: &[(&str, &[Role])] = &[
    ("12", &[Role::Administrator, Role::Officer, Role::Leader]),
    ("council.12", &[Role::Overseer]),
    ("so-noi-vu", &[Role::Officer, Role::Leader]),
    ("so-gddt", &[Role::Officer, Role::Leader]),
    ("03388", &[Role::Administrator, Role::Officer, Role::Leader]),
    ("council.03388", &[Role::Overseer, Role::Officer, Role::Leader]),
    ("front.03388", &[Role::Overseer, Role::Officer, Role::Leader]),
    ("board.03388", &[Role::Officer, Role::Leader]),
    ("village.03388", &[Role::Officer, Role::Leader]),
    ("union", &[Role::Officer, Role::Leader]),
    ("board.so-gddt", &[Role::Officer, Role::Leader]),
    ("thpt-lai-chau", &[Role::Officer, Role::Leader]),
    ("03390", &[Role::Officer, Role::Leader]),
    ("03386", &[Role::Officer]),
    ("11", &[Role::Administrator, Role::Officer, Role::Leader]),
    ("03127", &[Role::Officer, Role::Leader]),
];

/// The id of a unit of the register.
pub fn unit_id(code: &str) -> UnitId {
    let row = UNITS.iter().find(|row| row.0 == code).expect("a unit of the register");
    unit::id_of(code, day(row.4))
}

/// The id of an organisation of the register, by its key.
pub fn organisation_id(key: &str) -> OrganisationId {
    derived(&format!("test/organisation/{key}"))
}

/// The id of the account with a login of the register.
pub fn account_id(login: &str) -> AccountId {
    derived(&format!("test/account/{login}"))
}

/// Puts all of it into an empty database.
pub async fn fill(kernel: &Replica) {
    let system = kernel.system(Task::LoadBuiltIns);
    let change = system.begin().await.expect("a change");
    units(&change).await;
    organisations(&change).await;
    people(&change, kernel).await;
    let event = danchu::access::Event::about("register", derived::<uuid::Uuid>("test/register"));
    change
        .commit(event, kernel.clocks.real.now())
        .await
        .expect("the register is kept");
}

/// A token for somebody of the register, in a session of its own.
pub async fn token(kernel: &Replica, login: &str) -> String {
    let claims = claims(kernel, login).await;
    claims.sign(&kernel.keys().expect("keys")).expect("a token")
}

/// What such a token says.
pub async fn claims(kernel: &Replica, login: &str) -> Claims {
    let now = kernel.clocks.real.now();
    let change = kernel.system(Task::SignIn).begin().await.expect("a change");
    let connection = change.connection();
    let account = account::Entity::find_by_id(account_id(login)).one(connection).await;
    let account = account
        .expect("an answer")
        .unwrap_or_else(|| panic!("nobody is called {login}"));
    let post = post::Entity::find().filter(post::Column::AccountId.eq(account.id));
    let post = post.one(connection).await.expect("an answer").expect("a post");
    let session = session::Model {
        id: fresh_personal(),
        account_id: account.id,
        post_id: post.id,
        user_agent: "test".to_owned(),
        created_at: now,
        last_used_at: now,
        expires_at: now + chrono::TimeDelta::days(30),
        ended_at: None,
        end_reason: None,
    };
    let (id, version): (SessionId, i64) = (session.id, account.token_version);
    keep(&change, session).await;
    let identity = identity_of(connection, id, account, post, kernel.clocks.legal.today()).await;
    let identity = identity.expect("an answer").expect("an identity");
    let event = danchu::access::Event::about("session", id);
    change.commit(event, now).await.expect("the session is kept");
    Claims::new(&identity, version, &kernel.issuer, now)
}

async fn keep<M, A>(change: &SystemTx, row: M)
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait + Send,
{
    let row = row.into_active_model().reset_all();
    let kept = <A::Entity as EntityTrait>::insert(row)
        .exec_without_returning(change.connection())
        .await;
    kept.expect("a row of the register is kept");
}

async fn units(change: &SystemTx) {
    for &(code, name, level, parent, from, to) in UNITS {
        let row = unit::Model {
            id: unit_id(code),
            code: code.to_owned(),
            name: name.to_owned(),
            name_fold: text::fold(name),
            name_sort: text::sort_key(name),
            kind: if level == Level::Commune { "Phường" } else { "Tỉnh" }.to_owned(),
            level,
            parent_id: Some(parent).filter(|parent| !parent.is_empty()).map(unit_id),
            valid_from: day(from),
            valid_to: to.map(day),
            legal_basis: None,
            version: 1,
        };
        keep(change, row).await;
    }
    for &(root, below) in REACH {
        for code in below.iter().copied().chain([root]) {
            let inherited = code == "03386" && root != code;
            let (root_id, unit_id) = (unit_id(root), unit_id(code));
            keep(
                change,
                unit_reach::Model {
                    root_id,
                    unit_id,
                    inherited,
                },
            )
            .await;
        }
    }
    let line = lineage::Model {
        predecessor_id: unit_id("03386"),
        successor_id: unit_id("03388"),
        heir: true,
        effective_on: day(MERGED),
        legal_basis: Some("1670/NQ-UBTVQH15".to_owned()),
    };
    keep(change, line).await;
}

async fn organisations(change: &SystemTx) {
    for &(key, name, kind, unit, manager) in ORGANISATIONS {
        let ended = UNITS.iter().find(|row| row.0 == unit).and_then(|row| row.5);
        let row = organisation::Model {
            id: organisation_id(key),
            code: None,
            name: name.to_owned(),
            name_fold: text::fold(name),
            name_sort: text::sort_key(name),
            kind,
            sector: None,
            unit_id: unit_id(unit),
            origin_unit_id: unit_id(unit),
            managed_by: manager.map(organisation_id),
            follows_parent: false,
            work_year_start: if kind == OrganisationKind::PublicServiceUnit {
                9
            } else {
                1
            },
            valid_from: day((2004, 1, 1)),
            valid_to: ended.map(day),
            legal_basis: None,
            close_reason: None,
            created_at: day((2026, 1, 1)).and_time(chrono::NaiveTime::MIN).and_utc(),
            version: 1,
        };
        keep(change, row).await;
    }
    for &(key, ..) in ORGANISATIONS {
        for root in managers(key) {
            let (root_id, organisation_id) = (organisation_id(root), organisation_id(key));
            keep(
                change,
                organisation_reach::Model {
                    root_id,
                    organisation_id,
                },
            )
            .await;
        }
    }
    let mandate = mandate::Model {
        id: derived("test/mandate/so-noi-vu"),
        committee_id: organisation_id("12"),
        organisation_id: organisation_id("so-noi-vu"),
        unit_id: unit_id("12"),
        feature: Feature::Reporting,
        valid_from: day(MERGED),
        valid_to: None,
        document: "Quyết định số 01/2025/QĐ-UBND".to_owned(),
        end_reason: None,
        version: 1,
    };
    keep(change, mandate).await;
}

/// An organisation and all that manage it, one above the other.
fn managers(key: &'static str) -> impl Iterator<Item = &'static str> {
    let manager = |key: &&str| ORGANISATIONS.iter().find(|row| row.0 == *key).and_then(|row| row.4);
    std::iter::successors(Some(key), manager)
}

async fn people(change: &SystemTx, kernel: &Replica) {
    let now = kernel.clocks.real.now();
    let hash = danchu_hash();
    for &(key, roles) in PEOPLE {
        let unit = ORGANISATIONS.iter().find(|row| row.0 == key).map(|row| unit_id(row.3));
        let unit = unit.expect("an organisation of the register");
        for role in roles {
            let login = format!("{}.{key}", role_name(*role));
            let row = account::Model {
                id: account_id(&login),
                login: login.clone(),
                name: login.clone(),
                name_fold: text::fold(&login),
                name_sort: text::sort_key(&login),
                password_hash: hash.clone(),
                password_changed_at: now,
                must_change_password: false,
                suspended_at: None,
                suspend_reason: None,
                failed_attempts: 0,
                locked_until: None,
                token_version: 1,
                organisation_id: organisation_id(key),
                unit_id: unit,
                created_at: now,
                version: 1,
            };
            keep(change, row).await;
            let row = post::Model {
                id: derived(&format!("test/post/{login}")),
                account_id: account_id(&login),
                organisation_id: organisation_id(key),
                unit_id: unit,
                title: "Chuyên viên".to_owned(),
                roles: post::Roles(vec![*role]),
                valid_from: day((2004, 1, 1)),
                valid_to: None,
                document: None,
                end_reason: None,
                version: 1,
            };
            keep(change, row).await;
        }
    }
}

fn danchu_hash() -> String {
    use argon2::{Argon2, PasswordHasher};
    let hash = Argon2::default().hash_password(PASSWORD.as_bytes());
    hash.expect("a hash").to_string()
}

fn role_name(role: Role) -> String {
    let name = serde_json::to_value(role).expect("a role has a name");
    name.as_str().expect("a name").to_owned()
}

fn day((year, month, day): Day) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}
