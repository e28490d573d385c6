//! The bodies of the province itself: departments, hospitals, upper-secondary schools, enterprises and others. Some departments
//! were merged on 2025-03-01.

use chrono::NaiveDate;

use super::{Body, Places, id_of, local, places::said};
use crate::{
    access::{OrganisationId, OrganisationKind},
    demo::{Tier, day::day},
    http::Result,
    organisation::sector::Sector,
};

use OrganisationKind::{
    CentralAgency, NonStateEmployer, PartyBody, ProvincialDepartment as Department, PublicServiceUnit as Service,
    StateOwnedEnterprise as Enterprise,
};

/// How long a body is there.
enum Life {
    Always,
    Since2025,
    /// Merged into another in 2025.
    MergedInto(&'static str),
}

use Life::{Always, MergedInto, Since2025};

const MERGER: &str = "Nghị quyết về sắp xếp cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh, thực hiện từ ngày 01/3/2025";
/// Asked although the law does not oblige them.
const INVITED: [&str; 3] = ["van-phong-tinh-uy", "toa-an", "che-tam-duong"];

/// Login, name, kind, sector, who manages it, how long.
type Row = (
    &'static str,
    &'static str,
    OrganisationKind,
    Option<Sector>,
    Option<&'static str>,
    Life,
);

const BODIES: &[Row] = &[
    ("van-phong", "Văn phòng Ủy ban nhân dân", Department, None, None, Always),
    ("so-noi-vu", "Sở Nội vụ", Department, None, None, Always),
    ("so-tu-phap", "Sở Tư pháp", Department, None, None, Always),
    ("so-tai-chinh", "Sở Tài chính", Department, None, None, Always),
    ("so-cong-thuong", "Sở Công Thương", Department, None, None, Always),
    ("so-xay-dung", "Sở Xây dựng", Department, None, None, Always),
    (
        "so-vhttdl",
        "Sở Văn hóa, Thể thao và Du lịch",
        Department,
        None,
        None,
        Always,
    ),
    ("so-khcn", "Sở Khoa học và Công nghệ", Department, None, None, Always),
    ("so-gddt", "Sở Giáo dục và Đào tạo", Department, None, None, Always),
    ("so-y-te", "Sở Y tế", Department, None, None, Always),
    ("so-ngoai-vu", "Sở Ngoại vụ", Department, None, None, Always),
    ("thanh-tra", "Thanh tra", Department, None, None, Always),
    (
        "ban-quan-ly-kkt",
        "Ban Quản lý Khu kinh tế cửa khẩu",
        Department,
        None,
        None,
        Always,
    ),
    (
        "so-nnmt",
        "Sở Nông nghiệp và Môi trường",
        Department,
        None,
        None,
        Since2025,
    ),
    ("so-dttg", "Sở Dân tộc và Tôn giáo", Department, None, None, Since2025),
    (
        "so-khdt",
        "Sở Kế hoạch và Đầu tư",
        Department,
        None,
        None,
        MergedInto("so-tai-chinh"),
    ),
    (
        "so-gtvt",
        "Sở Giao thông vận tải",
        Department,
        None,
        None,
        MergedInto("so-xay-dung"),
    ),
    (
        "so-ldtbxh",
        "Sở Lao động – Thương binh và Xã hội",
        Department,
        None,
        None,
        MergedInto("so-noi-vu"),
    ),
    (
        "so-tttt",
        "Sở Thông tin và Truyền thông",
        Department,
        None,
        None,
        MergedInto("so-khcn"),
    ),
    (
        "so-nnptnt",
        "Sở Nông nghiệp và Phát triển nông thôn",
        Department,
        None,
        None,
        MergedInto("so-nnmt"),
    ),
    (
        "so-tnmt",
        "Sở Tài nguyên và Môi trường",
        Department,
        None,
        None,
        MergedInto("so-nnmt"),
    ),
    (
        "ban-dan-toc",
        "Ban Dân tộc",
        Department,
        None,
        None,
        MergedInto("so-dttg"),
    ),
    (
        "thpt-chuyen",
        "Trường THPT Chuyên Lê Quý Đôn",
        Service,
        Some(Sector::Education),
        Some("so-gddt"),
        Always,
    ),
    (
        "thpt-thanh-pho",
        "Trường THPT Thành phố",
        Service,
        Some(Sector::Education),
        Some("so-gddt"),
        Always,
    ),
    (
        "thpt-binh-lu",
        "Trường THPT Bình Lư",
        Service,
        Some(Sector::Education),
        Some("so-gddt"),
        Always,
    ),
    (
        "thpt-phong-tho",
        "Trường THPT Phong Thổ",
        Service,
        Some(Sector::Education),
        Some("so-gddt"),
        Always,
    ),
    (
        "thpt-than-uyen",
        "Trường THPT Than Uyên",
        Service,
        Some(Sector::Education),
        Some("so-gddt"),
        Always,
    ),
    (
        "benh-vien-da-khoa",
        "Bệnh viện Đa khoa tỉnh",
        Service,
        Some(Sector::Health),
        Some("so-y-te"),
        Always,
    ),
    (
        "benh-vien-yhct",
        "Bệnh viện Y học cổ truyền tỉnh",
        Service,
        Some(Sector::Health),
        Some("so-y-te"),
        Always,
    ),
    (
        "kiem-soat-benh-tat",
        "Trung tâm Kiểm soát bệnh tật tỉnh",
        Service,
        Some(Sector::Health),
        Some("so-y-te"),
        Always,
    ),
    (
        "ttyt-tam-duong",
        "Trung tâm Y tế Tam Đường",
        Service,
        Some(Sector::Health),
        Some("so-y-te"),
        Always,
    ),
    (
        "cao-dang",
        "Trường Cao đẳng Lai Châu",
        Service,
        Some(Sector::VocationalTraining),
        None,
        Always,
    ),
    (
        "phat-thanh",
        "Đài Phát thanh – Truyền hình tỉnh",
        Service,
        Some(Sector::Information),
        None,
        Always,
    ),
    (
        "xo-so",
        "Công ty TNHH một thành viên Xổ số kiến thiết Lai Châu",
        Enterprise,
        None,
        None,
        Always,
    ),
    (
        "thuy-nong",
        "Công ty TNHH một thành viên Quản lý thủy nông Lai Châu",
        Enterprise,
        None,
        None,
        Always,
    ),
    (
        "moi-truong",
        "Công ty TNHH một thành viên Môi trường đô thị Lai Châu",
        Enterprise,
        None,
        None,
        Always,
    ),
    (
        "che-tam-duong",
        "Công ty Cổ phần Đầu tư phát triển Chè Tam Đường",
        NonStateEmployer,
        None,
        None,
        Always,
    ),
    (
        "van-phong-tinh-uy",
        "Văn phòng Tỉnh ủy Lai Châu",
        PartyBody,
        None,
        None,
        Always,
    ),
    (
        "toa-an",
        "Tòa án nhân dân tỉnh Lai Châu",
        CentralAgency,
        None,
        None,
        Always,
    ),
];

/// The organisations whose unit is the province, as they stand on the demonstration's day or have ended before it.
pub fn province(places: &Places, tier: Tier) -> Result<Vec<Body>> {
    let unit = places.province()?;
    let committee = local::committee_of(unit);
    let mut bodies = local::of_province(unit);
    for ((login, name, kind, sector, manager, life), number) in BODIES.iter().zip(1..) {
        let name = match kind {
            Department => format!("{name} {}", said(unit)),
            _ => (*name).to_owned(),
        };
        let mut body = Body::new(login, name, *kind, unit.id)
            .login(*login)
            .code(format!("H35.{number}"));
        if let Some(sector) = sector {
            body = body.sector(*sector);
        }
        if let Some(manager) = manager {
            body = body.managed_by(id_of(manager));
        }
        if *login == "so-noi-vu" {
            body = body.mandated(committee, day(2023, 7, 1), "Quyết định số 12/QĐ-UBND");
        }
        bodies.extend(alive(body, life, tier));
    }
    Ok(bodies)
}

/// Organisations to ask by name when a round is opened.
pub fn invited() -> impl Iterator<Item = OrganisationId> {
    INVITED.into_iter().map(id_of)
}

fn alive(body: Body, life: &Life, tier: Tier) -> Option<Body> {
    match (life, tier) {
        (Always, _) | (MergedInto(_), Tier::ThreeTier) => Some(body),
        (Since2025, Tier::TwoTier) => Some(body.since(merged(), MERGER)),
        (Since2025, Tier::ThreeTier) => None,
        (MergedInto(heir), Tier::TwoTier) => Some(body.until(merged(), MERGER).left_to(id_of(heir))),
    }
}

fn merged() -> NaiveDate {
    day(2025, 3, 1)
}
