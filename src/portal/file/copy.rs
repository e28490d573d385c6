//! The copy of a file that becomes public: a document as it is; a picture painted anew, turned as it is seen, so that nothing goes along that cannot be
//! seen in it.

use std::io::Cursor;

use actix_web::web::Bytes;
use futures_util::TryStreamExt;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgba, RgbaImage, codecs::jpeg::JpegEncoder};
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

/// What becomes public of a file.
pub struct PublicCopy {
    pub bytes: i64,
    pub hash: [u8; 32],
    /// Of a picture.
    painted: Option<Arrived>,
}

impl PublicCopy {
    /// 422 for a file that may hide what nobody sees in it.
    pub async fn of(files: &Files, file: &AttachedFile) -> Result<Self> {
        match file.media_type.as_str() {
            "application/pdf" => Ok(Self {
                bytes: file.bytes,
                hash: file.content_hash()?,
                painted: None,
            }),
            "image/jpeg" => Self::painted(files, file, ImageFormat::Jpeg).await,
            "image/png" => Self::painted(files, file, ImageFormat::Png).await,
            _ => Err(unsuited()),
        }
    }

    async fn painted(files: &Files, file: &AttachedFile, format: ImageFormat) -> Result<Self> {
        let turn = ONE_AT_A_TIME.acquire().await.map_err(Problem::internal)?;
        let pieces = files.read(&file.content_hash()?, None).await?;
        let picture = pieces.try_fold(Vec::new(), async |mut all, piece| {
            all.extend_from_slice(&piece);
            Ok(all)
        });
        let picture = picture.await?;
        // Whoever asked may be gone: the turn is over when the picture is.
        let anew = actix_web::web::block(move || {
            let _turn = turn;
            paint(&picture, format)
        });
        let anew = anew.await;
        let anew = anew.map_err(Problem::internal)?;
        let anew = Bytes::from(anew.map_err(|error| unreadable().cause(error))?);
        let mut arrived = files
            .receive(futures_util::stream::iter([Ok(anew)]), MOST_BYTES)
            .await?;
        files.keep(&mut arrived).await?;
        Ok(Self {
            bytes: i64::try_from(arrived.bytes).map_err(Problem::internal)?,
            hash: arrived.hash,
            painted: Some(arrived),
        })
    }

    /// Keeps it again where it was swept away before its content was claimed.
    pub async fn stay(&mut self, files: &Files) -> Result<()> {
        match &mut self.painted {
            Some(painted) => files.keep(painted).await,
            // The file itself is kept as long as it is named.
            None => Ok(()),
        }
    }
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
    if dots.color().has_alpha() {
        dots = on_white(&dots);
    }
    let mut anew = Cursor::new(Vec::new());
    match format {
        ImageFormat::Jpeg => dots.write_with_encoder(JpegEncoder::new_with_quality(&mut anew, QUALITY))?,
        _ => dots.write_to(&mut anew, format)?,
    }
    Ok(anew.into_inner())
}

/// Without what is transparent: its colours are there all the same.
fn on_white(dots: &DynamicImage) -> DynamicImage {
    let mut white = RgbaImage::from_pixel(dots.width(), dots.height(), Rgba([u8::MAX; 4]));
    image::imageops::overlay(&mut white, &dots.to_rgba8(), 0, 0);
    DynamicImage::from(DynamicImage::from(white).into_rgb8())
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
