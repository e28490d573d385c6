//! Every kind of problem danchu can answer with: code, status, title and advice in both languages. The same table is
//! the page at `/problems/{code}`.

use actix_web::http::StatusCode;

use super::Said;

macro_rules! problems {
    ($($variant:ident $code:literal $status:ident: $title_vi:literal, $title_en:literal; $advice_vi:literal, $advice_en:literal.)*) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $($variant),* }

        impl Code {
            /// All of them, in the order of this table.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name programs compare.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status),* }
            }

            /// What kind of problem it is.
            pub const fn title(self) -> Said {
                match self { $(Self::$variant => Said { vi: std::borrow::Cow::Borrowed($title_vi), en: std::borrow::Cow::Borrowed($title_en) }),* }
            }

            /// What to do about it.
            pub const fn advice(self) -> Said {
                match self { $(Self::$variant => Said { vi: std::borrow::Cow::Borrowed($advice_vi), en: std::borrow::Cow::Borrowed($advice_en) }),* }
            }
        }
    };
}

problems! {
    MalformedBody "malformed_body" BAD_REQUEST: "Nội dung gửi lên không đọc được", "The body cannot be read"; "Gửi JSON hợp lệ, mã hóa UTF-8, lồng không quá 128 mức.", "Send valid JSON in UTF-8, nested at most 128 deep.".
    MalformedRequest "malformed_request" BAD_REQUEST: "Yêu cầu không đọc được", "The request cannot be read"; "Kiểm tra lại địa chỉ, tiêu đề và cách mã hóa.", "Check the address, the headers and the encoding.".
    Unauthenticated "unauthenticated" UNAUTHORIZED: "Chưa đăng nhập", "Not signed in"; "Đăng nhập rồi gửi kèm access token còn hạn trong tiêu đề Authorization.", "Sign in and send a valid access token in the Authorization header.".
    WrongCredentials "wrong_credentials" UNAUTHORIZED: "Sai tên đăng nhập hoặc mật khẩu", "Wrong login or password"; "Kiểm tra lại; sau nhiều lần sai, tài khoản tạm khóa một thời gian.", "Check both; after several failures the account is locked for a while.".
    InvalidRefreshToken "invalid_refresh_token" UNAUTHORIZED: "Refresh token không còn giá trị", "The refresh token is no longer valid"; "Đăng nhập lại.", "Sign in again.".
    Forbidden "forbidden" FORBIDDEN: "Không có quyền", "Not allowed"; "Chức danh đang dùng không có quyền làm việc này.", "The post you act in may not do this.".
    NotYours "not_yours" FORBIDDEN: "Hồ sơ của cơ quan khác", "Another organisation's record"; "Cơ quan của bạn được xem nhưng không được thay đổi hồ sơ này.", "Your organisation may see this record but not change it.".
    ReadOnlyHistory "read_only_history" FORBIDDEN: "Hồ sơ lịch sử chỉ đọc", "Read-only history"; "Hồ sơ thuộc đơn vị đã kết thúc; chỉ được xem.", "The record belongs to a unit that has ended; it can only be read.".
    FourEyes "four_eyes" FORBIDDEN: "Không được tự duyệt việc mình đã ký", "Nobody decides on what they signed themselves"; "Người khác phải xem xét báo cáo này.", "Somebody else must decide on this report.".
    NotFound "not_found" NOT_FOUND: "Không tìm thấy", "Not found"; "Không có, hoặc nằm ngoài phạm vi của bạn.", "It does not exist or lies outside your scope.".
    MethodNotAllowed "method_not_allowed" METHOD_NOT_ALLOWED: "Phương thức không được hỗ trợ", "Method not allowed"; "Dùng một phương thức nêu trong tiêu đề Allow.", "Use a method named in the Allow header.".
    RequestTimeout "request_timeout" REQUEST_TIMEOUT: "Yêu cầu gửi quá chậm", "The request took too long to arrive"; "Gửi lại toàn bộ yêu cầu.", "Send the whole request again.".
    AlreadyExists "already_exists" CONFLICT: "Đã tồn tại", "It already exists"; "Dùng bản ghi đã có hoặc đổi giá trị phải là duy nhất.", "Use the existing record or change the value that must be unique.".
    StateForbids "state_forbids" CONFLICT: "Trạng thái không cho phép", "The state forbids it"; "Xem allowed_actions để biết việc có thể làm tiếp.", "See allowed_actions for what may be done next.".
    RoundClosed "round_closed" CONFLICT: "Đợt báo cáo đã đóng", "The reporting round is closed"; "Liên hệ cơ quan mở đợt báo cáo.", "Ask the organisation that opened the round.".
    DeadlinePassed "deadline_passed" CONFLICT: "Đã quá hạn gửi", "The deadline has passed"; "Đợt báo cáo này không nhận báo cáo muộn; đề nghị cơ quan nhận gia hạn.", "This round takes no late reports; ask the receiver for an extension.".
    IdempotencyInProgress "idempotency_in_progress" CONFLICT: "Yêu cầu cùng khóa đang được xử lý", "A request with this key is still running"; "Đợi rồi gửi lại với cùng Idempotency-Key.", "Wait, then send it again with the same Idempotency-Key.".
    LastAdministrator "last_administrator" CONFLICT: "Quản trị viên cuối cùng", "The last administrator"; "Phải còn ít nhất một quản trị viên hoạt động.", "At least one active administrator must remain.".
    AnswerErased "answer_erased" GONE: "Câu trả lời đã được xóa", "The answer was erased"; "Yêu cầu này đã được thực hiện; dữ liệu cá nhân trong câu trả lời đã xóa. Đọc lại bản ghi, không gửi lại với khóa mới.", "The request was carried out, and what was personal in its answer has been erased. Read the record; do not send it again under a new key.".
    PreconditionFailed "precondition_failed" PRECONDITION_FAILED: "Bản ghi đã thay đổi", "The record has changed"; "Tải lại, xem thay đổi rồi gửi lại với ETag mới.", "Read it again, look at the change and send again with the new ETag.".
    BodyTooLarge "body_too_large" PAYLOAD_TOO_LARGE: "Nội dung quá lớn", "The body is too large"; "Giảm dung lượng nội dung gửi lên.", "Send a smaller body.".
    RangeNotSatisfiable "range_not_satisfiable" RANGE_NOT_SATISFIABLE: "Tệp không có phần này", "The file has no such part"; "Yêu cầu một phần nằm trong tệp.", "Ask for a part that lies within the file.".
    UnsupportedMediaType "unsupported_media_type" UNSUPPORTED_MEDIA_TYPE: "Kiểu nội dung không được hỗ trợ", "Unsupported media type"; "Gửi Content-Type: application/json.", "Send Content-Type: application/json.".
    InvalidContent "invalid_content" UNPROCESSABLE_ENTITY: "Nội dung không hợp lệ", "Invalid content"; "Sửa các điểm nêu trong errors rồi gửi lại.", "Correct what errors lists and send again.".
    InvalidParameter "invalid_parameter" UNPROCESSABLE_ENTITY: "Tham số không hợp lệ", "Invalid parameter"; "Sửa các tham số nêu trong errors.", "Correct the parameters errors lists.".
    UnknownReference "unknown_reference" UNPROCESSABLE_ENTITY: "Tham chiếu không tồn tại", "Unknown reference"; "Một mã định danh trong yêu cầu không tồn tại hoặc ngoài phạm vi.", "An id in the request does not exist or lies outside your scope.".
    UnitNotInBasis "unit_not_in_basis" UNPROCESSABLE_ENTITY: "Đơn vị không thuộc cây đã chọn", "The unit is not in the chosen tree"; "Chọn basis hoặc as_of khác.", "Choose another basis or as_of.".
    IdempotencyKeyReused "idempotency_key_reused" UNPROCESSABLE_ENTITY: "Idempotency-Key đã dùng cho nội dung khác", "The Idempotency-Key was used for another body"; "Dùng khóa mới cho yêu cầu mới.", "Use a new key for a new request.".
    WeakPassword "weak_password" UNPROCESSABLE_ENTITY: "Mật khẩu chưa đủ mạnh", "The password is too weak"; "Ít nhất 12 ký tự, không chứa tên đăng nhập, không phải mật khẩu phổ biến.", "At least 12 characters, without the login, not a common one.".
    PreconditionRequired "precondition_required" PRECONDITION_REQUIRED: "Thiếu If-Match", "If-Match is missing"; "Gửi ETag đã đọc trong tiêu đề If-Match.", "Send the ETag you read in the If-Match header.".
    TooManyRequests "too_many_requests" TOO_MANY_REQUESTS: "Quá nhiều yêu cầu", "Too many requests"; "Đợi số giây nêu trong Retry-After.", "Wait the seconds given in Retry-After.".
    Internal "internal" INTERNAL_SERVER_ERROR: "Lỗi của hệ thống", "A failure of ours"; "Không có gì thay đổi. Báo request_id cho bộ phận hỗ trợ.", "Nothing was changed. Name the request_id to support.".
    ScanUnavailable "scan_unavailable" SERVICE_UNAVAILABLE: "Không quét được mã độc", "The file could not be scanned"; "Gửi lại sau ít phút; nếu vẫn lỗi, báo người quản trị hệ thống.", "Send again in a few minutes; if it fails again, tell whoever runs the service.".
    DatabaseUnavailable "database_unavailable" SERVICE_UNAVAILABLE: "Cơ sở dữ liệu chưa sẵn sàng", "The database is not available"; "Gửi lại sau ít giây, với cùng Idempotency-Key.", "Send again in a few seconds, with the same Idempotency-Key.".
    Overloaded "overloaded" SERVICE_UNAVAILABLE: "Hệ thống đang quá tải", "The service is overloaded"; "Gửi lại sau ít giây.", "Send again in a few seconds.".
    NotReady "not_ready" SERVICE_UNAVAILABLE: "Hệ thống chưa sẵn sàng", "The service is not ready"; "Gửi lại sau ít giây.", "Send again in a few seconds.".
}

impl Code {
    /// Seconds after which a repeat may succeed, where waiting helps.
    pub const fn retry_after_seconds(self) -> Option<u64> {
        match self {
            Self::DatabaseUnavailable | Self::Overloaded | Self::NotReady => Some(2),
            Self::IdempotencyInProgress => Some(1),
            _ => None,
        }
    }

    /// The problem that stands for a bare status another crate answered with.
    pub fn for_status(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::Unauthenticated,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Self::RequestTimeout,
            StatusCode::PAYLOAD_TOO_LARGE => Self::BodyTooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::SERVICE_UNAVAILABLE => Self::Overloaded,
            status if status.is_client_error() => Self::MalformedRequest,
            _ => Self::Internal,
        }
    }
}
