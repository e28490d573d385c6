//! Danh sách nội dung đã công khai: what an organisation has made known in a period, how and when, to be posted (Law 10/2022 Art. 13.2).

use actix_web::get;
use chrono::NaiveDate;
use docx_rs::{Paragraph, Run, Table, TableCell, TableLayoutType, TableRow, WidthType};
use sea_orm::{ColumnTrait, Condition};

use super::{
    page::{Frame, TEXT_WIDTH, body, centred, points, rule},
    report::names_its_parent,
    signature,
};
use crate::{
    access::{Caller, OrganisationId, OrganisationKind, ReadMeasure},
    calendar::{Calendar, PeriodKey},
    exchange::{
        download::{Download, FileKind},
        tables::workbook,
        workbook::{self, Cell},
    },
    http::{Path, Problem, Result},
    measure::disclosure::entity::{Column, Entity, Model, Shown},
    organisation::{name::Names, organisation},
    territory::unit,
};

/// Number, content, forms with their times.
const COLUMNS: [usize; 3] = [700, 4154, 4500];

/// Get an organisation's list of disclosures
///
/// Thông báo danh sách nội dung đã công khai (Law Art. 13.2): DOCX, laid out as Decree 30/2020/NĐ-CP says, of what was first made known in the months of the
/// period, with forms and times; with room for number, day and signer. A commune posts that of each quarter.
#[utoipa::path(tag = "Documents", operation_id = "get_disclosure_list_document",
    params(("id" = OrganisationId, Path, description = "Id of the organisation.", example = "6875dddc-5d4c-52cb-97b2-d45e77092fa0"),
        ("period" = PeriodKey, Path, description = "The period; of calendar months.", example = "2025-Q3")),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The document.", content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = Vec<u8>)))]
#[get("/organisations/{id}/disclosure-lists/{period}/document")]
async fn get_disclosure_list_document(
    caller: Caller<ReadMeasure>,
    path: Path<(OrganisationId, PeriodKey)>,
) -> Result<Download> {
    let list = DisclosureList::drawn_up(&caller, path.0).await?;
    let name = list.file("docx");
    // A long list takes its time, which is not the server's own.
    let bytes = actix_web::web::block(move || list.docx())
        .await
        .map_err(Problem::internal)??;
    Ok(Download::new(FileKind::Docx, name, bytes))
}

/// Get an organisation's list of disclosures as XLSX
///
/// The same list as a workbook, a row for each form.
#[utoipa::path(tag = "Documents", operation_id = "export_disclosure_list",
    params(("id" = OrganisationId, Path, description = "Id of the organisation.", example = "6875dddc-5d4c-52cb-97b2-d45e77092fa0"),
        ("period" = PeriodKey, Path, description = "The period; of calendar months.", example = "2025-Q3")),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The workbook.", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
#[get("/organisations/{id}/disclosure-lists/{period}/workbook")]
async fn export_disclosure_list(
    caller: Caller<ReadMeasure>,
    path: Path<(OrganisationId, PeriodKey)>,
) -> Result<Download> {
    let list = DisclosureList::drawn_up(&caller, path.0).await?;
    workbook(list.file("xlsx"), list.table()).await
}

struct DisclosureList {
    issuer: organisation::Model,
    name: String,
    parent: Option<String>,
    /// `Đoàn Kết`.
    place: String,
    period: PeriodKey,
    /// In the order in which they were made known.
    rows: Vec<Model>,
}

impl DisclosureList {
    async fn drawn_up(caller: &Caller<ReadMeasure>, (issuer, period): (OrganisationId, PeriodKey)) -> Result<Self> {
        let issuer = caller.find::<organisation::Entity>().by_id(issuer).await?;
        let months = period.window(Calendar::Civil);
        let known = Condition::all()
            .add(Column::OrganisationId.eq(issuer.id))
            .add(Column::DisclosedOn.between(months.from, months.to));
        let mut rows = caller.find::<Entity>().filter(known).all().await?;
        rows.sort_by_key(|row| (row.disclosed_on, row.arisen_on, row.id));
        let parent = issuer.managed_by.filter(|_| names_its_parent(issuer.kind));
        let names = Names::of(caller, [Some(issuer.id), parent].into_iter().flatten()).await?;
        Ok(Self {
            name: names.named(issuer.id).name,
            parent: parent.map(|parent| names.named(parent).name),
            place: caller.find::<unit::Entity>().by_id(issuer.unit_id).await?.name,
            issuer,
            period,
            rows,
        })
    }

    fn file(&self, ending: &str) -> String {
        format!("danh-sach-cong-khai-{}-{}.{ending}", self.period, self.issuer.id)
    }

    fn about(&self) -> String {
        format!("Danh sách nội dung đã công khai {}", self.period.said())
    }

    fn docx(&self) -> Result<Vec<u8>> {
        let frame = self.frame();
        let title = [
            centred(Run::new().add_text("THÔNG BÁO").bold()),
            centred(Run::new().add_text(self.about()).bold()),
            rule(TEXT_WIDTH, 4),
            body(Run::new().add_text(self.opening())),
        ];
        let page = title.into_iter().fold(frame.page(), docx_rs::Docx::add_paragraph);
        let page = match self.rows.is_empty() {
            true => page,
            false => page.add_table(self.printed()),
        };
        frame.signed(page)
    }

    fn opening(&self) -> String {
        let law = match self.issuer.kind {
            OrganisationKind::PeopleCommittee => "khoản 2 Điều 13 Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15",
            _ => "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15",
        };
        let (name, period) = (&self.name, self.period.said());
        match self.rows.is_empty() {
            true => format!("Thực hiện {law}, {name} thông báo: {period} không có nội dung mới được công khai."),
            false => format!("Thực hiện {law}, {name} thông báo danh sách các nội dung đã công khai {period} như sau:"),
        }
    }

    fn printed(&self) -> Table {
        let header = ["TT", "Nội dung", "Hình thức, thời gian"].map(|name| vec![Run::new().add_text(name).bold()]);
        let rows = self.rows.iter().zip(1_usize..).map(|(row, number)| {
            let forms = row.course.forms.iter();
            let forms = forms.map(|shown| Run::new().add_text(of_form(row, shown)));
            row_of([
                vec![Run::new().add_text(number.to_string())],
                vec![Run::new().add_text(content(row))],
                forms.collect(),
            ])
        });
        Table::new(std::iter::once(row_of(header)).chain(rows).collect())
            .set_grid(COLUMNS.to_vec())
            .layout(TableLayoutType::Fixed)
            .width(TEXT_WIDTH, WidthType::Dxa)
    }

    fn frame(&self) -> Frame {
        let symbol = match self.issuer.kind {
            OrganisationKind::PeopleCommittee => "TB-UBND",
            _ => "TB-……",
        };
        Frame {
            parent: self.parent.clone(),
            issuer: self.name.clone(),
            symbol: symbol.to_owned(),
            number: None,
            place: self.place.clone(),
            date: None,
            copies: vec!["- Niêm yết công khai;".to_owned(), "- Lưu: VT.".to_owned()],
            signing: signature::lines(self.issuer.kind, signature::head(self.issuer.kind), None),
            signer: String::new(),
            properties: Vec::new(),
        }
    }

    fn table(&self) -> workbook::Table {
        const HEADER: [&str; 8] = [
            "Khoản, điểm",
            "Nội dung",
            "Văn bản",
            "Ngày văn bản",
            "Hình thức",
            "Địa điểm",
            "Từ ngày",
            "Đến ngày",
        ];
        let rows = self
            .rows
            .iter()
            .flat_map(|row| row.course.forms.iter().map(move |shown| cells(row, shown)));
        workbook::Table {
            title: self.about(),
            subtitle: self.name.clone(),
            header: HEADER.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }
    }
}

fn cells(row: &Model, shown: &Shown) -> Vec<Cell> {
    let some = |text: Option<String>| text.map_or(Cell::Empty, Cell::Text);
    vec![
        Cell::Text(row.content_group.article().to_owned()),
        Cell::Text(row.title.clone()),
        some(document(row).map(str::to_owned)),
        Cell::Text(written(row.arisen_on)),
        Cell::Text(shown.form.said().to_owned()),
        some(place(row, shown).map(str::to_owned)),
        Cell::Text(written(shown.from)),
        some(shown.to.map(written)),
    ]
}

/// What is posted says no more of what may name people than title, form and dates.
fn document(row: &Model) -> Option<&str> {
    row.course
        .document
        .as_deref()
        .filter(|_| !row.content_group.names_people())
}

fn place<'s>(row: &Model, shown: &'s Shown) -> Option<&'s str> {
    shown.place.as_deref().filter(|_| !row.content_group.names_people())
}

/// `Dự toán ngân sách (Quyết định số 45/QĐ-UBND)`.
fn content(row: &Model) -> String {
    match document(row) {
        Some(document) => format!("{} ({document})", row.title),
        None => row.title.clone(),
    }
}

/// `Niêm yết (Trụ sở Ủy ban nhân dân phường): 08/09/2025–08/10/2025`.
fn of_form(row: &Model, shown: &Shown) -> String {
    let place = place(row, shown).map(|place| format!(" ({place})"));
    let (form, place, from) = (shown.form.said(), place.unwrap_or_default(), written(shown.from));
    match shown.to {
        Some(to) if to == shown.from => format!("{form}{place}: ngày {from}"),
        Some(to) => format!("{form}{place}: {from}–{}", written(to)),
        None => format!("{form}{place}: từ {from}"),
    }
}

fn written(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

fn row_of(cells: [Vec<Run>; 3]) -> TableRow {
    let cells = cells.into_iter().zip(COLUMNS).map(|(lines, width)| {
        let lines = lines
            .into_iter()
            .map(|run| Paragraph::new().add_run(run.size(points(12))));
        lines.fold(TableCell::new().width(width, WidthType::Dxa), TableCell::add_paragraph)
    });
    TableRow::new(cells.collect()).cant_split()
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(get_disclosure_list_document)
        .service(export_disclosure_list);
}
