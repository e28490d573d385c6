//! Names of people as one meets them in the province: Kinh, Thái, H'Mông, Dao, Hà Nhì. Nobody in particular is meant.

use super::chance::pick;

const PEOPLES: &[(&[&str], &[&str], &[&str])] = &[
    (
        &["Nguyễn", "Trần", "Phạm", "Lê", "Hoàng", "Đỗ", "Bùi", "Vũ"],
        &["Văn", "Thị", "Đức", "Minh", "Thị Thu", "Quang", "Thị Hồng", "Mạnh"],
        &[
            "Hải", "Hương", "Tuấn", "Lan", "Dũng", "Hà", "Sơn", "Thảo", "Long", "Yến",
        ],
    ),
    (
        &["Lò", "Lường", "Quàng", "Tòng", "Cà", "Điêu", "Hoàng", "Vàng"],
        &["Văn", "Thị", "Văn", "Thị", "Thanh"],
        &[
            "Ban", "Xương", "Pản", "Hặc", "Thoan", "Ín", "Biên", "Phương", "Chựa", "Ơn",
        ],
    ),
    (
        &["Giàng", "Sùng", "Thào", "Hạng", "Mùa", "Vàng", "Lý", "Má"],
        &["A", "Thị", "A", "A", "Thị"],
        &["Chu", "Dế", "Páo", "Sính", "Mỷ", "Dơ", "Lử", "Sùng", "Tủa", "Chía"],
    ),
    (
        &["Tẩn", "Phàn", "Chẻo", "Lý", "Tẩn", "Lù"],
        &["A", "Thị", "Văn", "Sử", "Mùi"],
        &["Phẩu", "Chiêu", "Mẩy", "Sài", "Dất", "Lở", "Pao", "Nái"],
    ),
    (
        &["Pờ", "Chu", "Lỳ", "Khoàng", "Toán", "Ly"],
        &["Xuân", "Thị", "Xè", "Hừ", "Phí"],
        &["Lòng", "Xá", "Chừ", "Po", "Cà", "Hừ", "Xó", "Mé"],
    ),
];

/// A name that follows from `of`.
pub fn name(of: &str) -> String {
    let part = |what: &str, from: &[&'static str]| pick(&format!("{of}/{what}"), from).copied().unwrap_or_default();
    pick(&format!("{of}/people"), PEOPLES)
        .map(|(families, middles, givens)| {
            let (family, middle, given) = (part("family", families), part("middle", middles), part("given", givens));
            format!("{family} {middle} {given}")
        })
        .unwrap_or_default()
}
