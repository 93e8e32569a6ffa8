//! Pictures of other people: decoded and encoded again, so that nothing is kept but what is seen. No metadata, no second file
//! in the same bytes, no markup.

use std::io::Cursor;

use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};
use sha2::{Digest, Sha256};

use self::jpeg::{is_ended, is_ours};
use super::words::Words;
use crate::exam;

mod jpeg;

/// The largest picture, in bytes, before and after.
pub const BYTES: usize = exam::picture::BYTES;
/// The longest side, in pixels.
pub const SIDE: u32 = 4096;
/// The most memory that decoding takes: every side at its longest, with four channels of 16 bits.
const MEMORY: u64 = (SIDE as u64) * (SIDE as u64) * 8 + (16 << 20);
/// The quality of photographs, of 100.
const QUALITY: u8 = 88;

/// A picture that may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// `<sha256>-<width>x<height>.png` or `.jpg`, by which texts show it: a page knows its size before it is there.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Why a picture is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Something else, or a picture of another kind, whatever its name says.
    OtherKind,
    /// More bytes than are taken.
    TooLarge(usize),
    /// More pixels than are taken.
    TooManyPixels(u32, u32),
    /// It cannot be decoded.
    Broken,
}

impl Refused {
    /// The same in words.
    pub fn words(self) -> Words {
        match self {
            Self::OtherKind => words!("it is no PNG, JPEG, GIF or WebP"),
            Self::TooLarge(bytes) => words!("it has {} bytes; at most {} are taken", bytes, BYTES),
            Self::TooManyPixels(width, height) => {
                words!("it has {} by {} pixels; at most {} by {} are taken", width, height, SIDE, SIDE)
            }
            Self::Broken => words!("it is broken or not complete"),
        }
    }
}

/// Makes a picture that may be shown of bytes that may be anything. Of an animation the first frame is kept.
pub fn reencode(bytes: &[u8]) -> Result<Picture, Refused> {
    if bytes.len() > BYTES {
        return Err(Refused::TooLarge(bytes.len()));
    }
    let format = kind(bytes).ok_or(Refused::OtherKind)?;
    if format == ImageFormat::Jpeg && !is_ended(bytes) {
        return Err(Refused::Broken);
    }
    let seen = decode(bytes, format)?;
    let is_photograph = match format {
        ImageFormat::Jpeg => true,
        ImageFormat::WebP => !is_lossless(bytes) && !seen.color().has_alpha(),
        _ => false,
    };
    let anew = encode(&seen, is_photograph)?;
    if format == ImageFormat::Jpeg && is_ours(bytes, &anew.bytes) {
        return Ok(named(bytes.to_vec(), (anew.width, anew.height), true));
    }
    Ok(anew)
}

/// What it is by its first bytes.
fn kind(bytes: &[u8]) -> Option<ImageFormat> {
    let taken = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];
    image::guess_format(bytes).ok().filter(|format| taken.contains(format))
}

/// Decodes it the right way up. Its size is looked at before any pixel is.
fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Refused> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Refused::Broken)?;
    let (width, height) = decoder.dimensions();
    if width > SIDE || height > SIDE {
        return Err(Refused::TooManyPixels(width, height));
    }
    let orientation = decoder.orientation();
    let mut seen = DynamicImage::from_decoder(decoder).map_err(|_| Refused::Broken)?;
    // What the camera says is lost with everything else that it says.
    if let Ok(orientation) = orientation {
        seen.apply_orientation(orientation);
    }
    Ok(seen)
}

/// Whether a WebP keeps every pixel as it was: it has a part of that name. The first part begins after twelve bytes.
fn is_lossless(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(12..).unwrap_or_default();
    while let Some((head, after)) = rest.split_first_chunk::<8>() {
        let [name @ .., a, b, c, d] = *head;
        if &name == b"VP8L" {
            return true;
        }
        let size = usize::try_from(u32::from_le_bytes([a, b, c, d])).unwrap_or(usize::MAX);
        // Parts have an even length.
        rest = after.get(size.saturating_add(size % 2)..).unwrap_or_default();
    }
    false
}

fn encode(seen: &DynamicImage, is_photograph: bool) -> Result<Picture, Refused> {
    let (width, height) = (seen.width(), seen.height());
    let mut bytes = Vec::new();
    let written = if is_photograph {
        let rgb = seen.to_rgb8();
        JpegEncoder::new_with_quality(&mut bytes, QUALITY).write_image(&rgb, width, height, ExtendedColorType::Rgb8)
    } else {
        let eight = eight_bits(seen);
        PngEncoder::new(&mut bytes).write_image(eight.as_bytes(), width, height, eight.color().into())
    };
    written.map_err(|_| Refused::Broken)?;
    if bytes.len() > BYTES {
        return Err(Refused::TooLarge(bytes.len()));
    }
    Ok(named(bytes, (width, height), is_photograph))
}

fn named(bytes: Vec<u8>, (width, height): (u32, u32), is_photograph: bool) -> Picture {
    let ending = if is_photograph { "jpg" } else { "png" };
    let name = exam::picture::name(&Sha256::digest(&bytes), (width, height), ending);
    Picture { name, bytes, width, height }
}

/// The same with eight bits for each channel, and no channel more than it had.
fn eight_bits(seen: &DynamicImage) -> DynamicImage {
    match (seen.color().has_color(), seen.color().has_alpha()) {
        (false, false) => seen.to_luma8().into(),
        (false, true) => seen.to_luma_alpha8().into(),
        (true, false) => seen.to_rgb8().into(),
        (true, true) => seen.to_rgba8().into(),
    }
}

#[cfg(test)]
mod tests {
    use image::{Frame, Rgb, RgbImage, Rgba, RgbaImage, codecs::gif::GifEncoder};

    use super::*;

    /// Red on the left, blue on the right.
    fn two_colours() -> DynamicImage {
        RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([220, 20, 20]) } else { Rgb([20, 20, 220]) }).into()
    }

    fn file(seen: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        seen.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn pixel(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
        image::load_from_memory(&picture.bytes).unwrap().to_rgb8().get_pixel(x, y).0
    }

    fn ending(picture: &Picture) -> &str {
        picture.name.split_once('.').map_or("", |(_, ending)| ending)
    }

    fn has(bytes: &[u8], text: &[u8]) -> bool {
        bytes.windows(text.len()).any(|part| part == text)
    }

    /// A part of a PNG, with its checksum.
    fn chunk(name: [u8; 4], data: &[u8]) -> Vec<u8> {
        let named = [&name, data].concat();
        let mut crc = u32::MAX;
        for byte in &named {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
            }
        }
        let length = u32::try_from(data.len()).unwrap();
        [&length.to_be_bytes(), named.as_slice(), &(!crc).to_be_bytes()].concat()
    }

    /// A JPEG with an EXIF block that has an orientation and a comment.
    fn jpeg_with_exif(orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
        exif.extend(b"somebody's place \xff\xd9");
        let length = u16::try_from(exif.len() + 2).unwrap();
        let plain = file(&two_colours(), ImageFormat::Jpeg);
        [&plain[..2], &[0xff, 0xe1], &length.to_be_bytes(), &exif, &plain[2..]].concat()
    }

    #[test]
    fn a_png_stays_as_it_is_seen_and_loses_what_else_it_says() {
        let plain = file(&two_colours(), ImageFormat::Png);
        let text = chunk(*b"tEXt", b"Comment\0somebody's place");
        let told = [&plain[..33], &text, &plain[33..], b"<script>alert(1)</script>"].concat();
        let picture = reencode(&told).unwrap();
        assert_eq!((pixel(&picture, 3, 3), pixel(&picture, 30, 3)), ([220, 20, 20], [20, 20, 220]));
        assert_eq!((picture.width, picture.height), (40, 20));
        assert!(has(&told, b"somebody") && !has(&picture.bytes, b"somebody") && !has(&picture.bytes, b"script"));
        assert_eq!(picture, reencode(&plain).unwrap(), "the same pixels have the same name");
        assert_eq!((exam::picture::size(&picture.name), ending(&picture)), (Some((40, 20)), "png"));
    }

    #[test]
    fn a_photograph_is_turned_the_right_way_up_and_loses_where_it_was_taken() {
        let turned = jpeg_with_exif(6);
        let picture = reencode(&turned).unwrap();
        assert_eq!((picture.width, picture.height), (20, 40), "a quarter to the right");
        let [red, _, blue] = pixel(&picture, 10, 3);
        assert!(red > 180 && blue < 80, "what was left is above");
        assert!(has(&turned, b"somebody") && !has(&picture.bytes, b"somebody") && !has(&picture.bytes, b"Exif"));
        assert!(ending(&picture) == "jpg");
    }

    #[test]
    fn what_was_encoded_here_stays_to_the_byte() {
        let noise =
            RgbImage::from_fn(37, 23, |x, y| Rgb([x * y * 7, x * 31 + y, y * 57].map(|of| of.to_le_bytes()[0])));
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let once = reencode(&file(&noise.clone().into(), format)).unwrap();
            assert_eq!(reencode(&once.bytes).unwrap(), once, "{format:?}");
        }
        // Not if anything was added to it.
        let ours = reencode(&file(&noise.into(), ImageFormat::Jpeg)).unwrap();
        let (pixels, end) = ours.bytes.split_at(ours.bytes.len() - 2);
        let comment = b"\xff\xfe\0\x0asomebody".as_slice();
        for told in [[pixels, comment, end].concat(), [pixels, end, b"PK"].concat()] {
            let again = reencode(&told).unwrap();
            assert!(again.bytes != told && !has(&again.bytes, b"somebody"));
        }
    }

    #[test]
    fn the_first_frame_of_an_animation_is_kept() {
        let frame = |colour| Frame::new(RgbaImage::from_pixel(8, 8, Rgba(colour)));
        let mut bytes = Vec::new();
        let mut encoder = GifEncoder::new(&mut bytes);
        encoder.encode_frames([frame([0, 200, 0, 255]), frame([200, 0, 0, 255])]).unwrap();
        drop(encoder);
        let picture = reencode(&bytes).unwrap();
        assert_eq!(pixel(&picture, 4, 4), [0, 200, 0]);
        assert!(ending(&picture) == "png");
    }

    #[test]
    fn a_webp_without_loss_becomes_a_png_and_16_bits_become_8() {
        let picture = reencode(&file(&two_colours(), ImageFormat::WebP)).unwrap();
        assert!(ending(&picture) == "png" && pixel(&picture, 3, 3) == [220, 20, 20]);
        let deep = DynamicImage::ImageLuma16(two_colours().to_luma16());
        let picture = reencode(&file(&deep, ImageFormat::Png)).unwrap();
        assert_eq!(image::load_from_memory(&picture.bytes).unwrap().color(), image::ColorType::L8);
    }

    #[test]
    fn what_is_cut_off_is_broken() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
            let whole = file(&two_colours(), format);
            assert!(reencode(&whole).is_ok(), "{format:?}");
            for length in [whole.len() / 2, 16] {
                assert_eq!(reencode(&whole[..length]), Err(Refused::Broken), "{format:?} of {length} bytes");
            }
        }
        let with_small_picture = jpeg_with_exif(1);
        assert_eq!(reencode(&with_small_picture[..with_small_picture.len() - 20]), Err(Refused::Broken));
    }

    #[test]
    fn a_small_file_of_many_pixels_is_refused_before_they_are_decoded() {
        let head = [&50_000_u32.to_be_bytes()[..], &50_000_u32.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
        let parts = [chunk(*b"IHDR", &head), chunk(*b"IDAT", b"\x78\x9c"), chunk(*b"IEND", b"")].concat();
        let bomb = [b"\x89PNG\r\n\x1a\n".as_slice(), &parts].concat();
        assert_eq!(reencode(&bomb), Err(Refused::TooManyPixels(50_000, 50_000)));
        let wide = file(&RgbImage::new(SIDE + 1, 1).into(), ImageFormat::Gif);
        assert_eq!(reencode(&wide), Err(Refused::TooManyPixels(SIDE + 1, 1)));
        assert!(reencode(&file(&RgbImage::new(SIDE, 1).into(), ImageFormat::Png)).is_ok());
        assert_eq!(reencode(&vec![0; BYTES + 1]), Err(Refused::TooLarge(BYTES + 1)));
    }

    #[test]
    fn what_is_no_picture_is_refused_whatever_it_is_called() {
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        let html = b"<!DOCTYPE html><title>picture.png</title>";
        for other in [&svg[..], html, b"", b"BM\x1a\0\0\0\0\0\0\0", b"II*\0\x08\0\0\0", b"%PDF-1.7"] {
            assert_eq!(reencode(other), Err(Refused::OtherKind));
        }
    }
}
