//! Documents in formats whose readers the page fetches when it needs them.

use crate::hostile::zip;

/// A PDF of one page: a headline, and paragraphs of one line each.
pub fn pdf(headline: &str, paragraphs: &[&str]) -> Vec<u8> {
    let mut content = format!("BT /F1 20 Tf 50 740 Td ({headline}) Tj ET");
    for (paragraph, n) in paragraphs.iter().zip(0..) {
        content.push_str(&format!(" BT /F1 10 Tf 50 {} Td ({paragraph}) Tj ET", 690 - 40 * n));
    }
    pdf_of(content.as_bytes(), "", "<<>>".as_bytes())
}

/// A PDF of one page with this content, whose dictionary has these entries, and with an object `X` that the page may show.
pub fn pdf_of(content: &[u8], entries: &str, shown: &[u8]) -> Vec<u8> {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>";
    let head = format!("<<{entries}/Length {}>>\nstream\n", content.len());
    let objects: [&[u8]; 6] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page.as_bytes(),
        &[head.as_bytes(), content, b"\nendstream"].concat(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        shown,
    ];
    let (mut file, mut table) = (b"%PDF-1.4\n".to_vec(), String::new());
    for (object, n) in objects.iter().zip(1..) {
        table.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{n} 0 obj\n").bytes());
        file.extend(*object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let end =
        format!("xref\n0 7\n0000000000 65535 f \n{table}trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.extend(end.bytes());
    file
}

/// A DOCX with these paragraphs; the first one is a heading.
pub fn word_document(paragraphs: &[&str]) -> Vec<u8> {
    let paragraph = |(text, n): (&&str, usize)| {
        let style = if n == 0 { "<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>" } else { "" };
        format!("<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body: String = paragraphs.iter().zip(0..).map(paragraph).collect();
    let document = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}
