//! Pages bound into a document again: what is taken along of a guide whose pages are not those of one file.

use crate::media::jpeg_size;
use bytes::Bytes;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, TextStr};

/// How wide a page is, in points: that of a Letter sheet.
const WIDTH: f32 = 612.0;
const PICTURE: Name<'static> = Name(b"P");

/// A PDF of these pictures, which are JPEG and in colour as all that are made here, one a page.
pub(crate) fn bound(title: &str, pictures: &[Bytes]) -> Vec<u8> {
    let mut numbers = (1..).map(Ref::new);
    let mut next = move || numbers.next().unwrap_or(Ref::new(i32::MAX));
    let [catalog, tree, info] = [next(), next(), next()];
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.document_info(info).title(TextStr(title));
    let mut kids = Vec::new();
    for picture in pictures {
        let Some((width, height)) = jpeg_size(picture) else { continue };
        let [page, content, image] = [next(), next(), next()];
        let tall = WIDTH * height as f32 / width.max(1) as f32;
        let mut sheet = pdf.page(page);
        sheet.media_box(Rect::new(0.0, 0.0, WIDTH, tall)).parent(tree).contents(content);
        sheet.resources().x_objects().pair(PICTURE, image);
        sheet.finish();
        let mut drawn = Content::new();
        drawn.save_state().transform([WIDTH, 0.0, 0.0, tall, 0.0, 0.0]).x_object(PICTURE).restore_state();
        pdf.stream(content, &drawn.finish());
        let side = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
        let mut object = pdf.image_xobject(image, picture);
        object.filter(Filter::DctDecode);
        object.width(side(width)).height(side(height)).bits_per_component(8);
        object.color_space().device_rgb();
        object.finish();
        kids.push(page);
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(kids).count(count);
    pdf.finish()
}

#[cfg(test)]
mod tests {
    use super::bound;
    use crate::media::{SourceKind, sniff};

    #[test]
    fn what_is_bound_is_a_document_of_as_many_pages() {
        // A picture's head is all that is looked at.
        let jpeg = [0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0x07, 0x1C, 0x05, 0x78, 3, 0, 0];
        let file = bound("Étirements", &[jpeg.to_vec().into(), b"nothing".as_slice().into(), jpeg.to_vec().into()]);
        assert_eq!(sniff(&file), Ok(SourceKind::Pdf));
        let text = String::from_utf8_lossy(&file);
        assert!(text.contains("/Count 2") && text.matches("/DCTDecode").count() == 2, "{text}");
    }
}
