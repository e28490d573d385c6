//! The copy of a file that becomes public: a document as it is; a picture painted anew, turned as it is seen, so that nothing goes along that cannot be
//! seen in it.

use std::io::Cursor;

use actix_web::web::{Bytes, BytesMut};
use futures_util::TryStreamExt;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder};
use tokio::sync::Semaphore;

use crate::{
    attachment::{Arrived, Files, attached::AttachedFile},
    http::{Problem, Result},
};

/// Bytes of a picture that is unpacked: 60 million dots.
const MOST_UNPACKED: u64 = 180 * 1024 * 1024;
/// Bytes of a copy: PNG may pack a picture less well than it came.
const MOST_BYTES: u64 = 100 * 1024 * 1024;
/// Of a hundred: what the eye does not miss.
const QUALITY: u8 = 90;

/// One picture is unpacked at a time: it takes memory.
static ONE_AT_A_TIME: Semaphore = Semaphore::const_new(1);

/// Makes and keeps the copy of a file; 422 for a file that may hide what nobody sees in it.
pub async fn copied(files: &Files, file: &AttachedFile) -> Result<Arrived> {
    let hash = file.content_hash()?;
    let bytes = files.read(&hash, None).await?;
    let bytes: BytesMut = bytes
        .try_fold(BytesMut::new(), async |mut all, piece| {
            all.extend_from_slice(&piece);
            Ok(all)
        })
        .await?;
    let copy = match file.media_type.as_str() {
        "application/pdf" => bytes.freeze(),
        "image/jpeg" => painted(bytes.freeze(), ImageFormat::Jpeg).await?,
        "image/png" => painted(bytes.freeze(), ImageFormat::Png).await?,
        _ => return Err(unsuited()),
    };
    let mut arrived = files
        .receive(futures_util::stream::iter([Ok(copy)]), MOST_BYTES)
        .await?;
    files.keep(&mut arrived).await?;
    Ok(arrived)
}

async fn painted(picture: Bytes, format: ImageFormat) -> Result<Bytes> {
    let _turn = ONE_AT_A_TIME.acquire().await.map_err(Problem::internal)?;
    let anew = actix_web::web::block(move || paint(&picture, format)).await;
    let anew = anew.map_err(Problem::internal)?;
    Ok(anew.map_err(|error| unreadable().cause(error))?.into())
}

/// The same picture with nothing but its dots.
fn paint(picture: &[u8], format: ImageFormat) -> image::ImageResult<Vec<u8>> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_UNPACKED);
    let mut reader = ImageReader::with_format(Cursor::new(picture), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    limits.reserve(decoder.total_bytes())?;
    let turned = decoder.orientation()?;
    let mut dots = DynamicImage::from_decoder(decoder)?;
    dots.apply_orientation(turned);
    let mut anew = Cursor::new(Vec::new());
    match format {
        ImageFormat::Jpeg => dots.write_with_encoder(JpegEncoder::new_with_quality(&mut anew, QUALITY))?,
        _ => dots.write_to(&mut anew, format)?,
    }
    Ok(anew.into_inner())
}

fn unsuited() -> Problem {
    Problem::invalid(
        "",
        "unsuited_file",
        "Chỉ công khai tệp PDF, JPEG, PNG: tệp khác có thể chứa nội dung ẩn.",
        "PDF, JPEG and PNG files become public: others may hide what nobody sees in them.",
    )
}

fn unreadable() -> Problem {
    Problem::invalid(
        "",
        "unsuited_file",
        "Không đọc được ảnh, hoặc ảnh quá lớn (trên 60 triệu điểm ảnh).",
        "The picture cannot be read, or is too large (over 60 million dots).",
    )
}
