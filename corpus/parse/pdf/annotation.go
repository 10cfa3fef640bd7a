package pdf

import (
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// maxAnnotations bounds what is looked at on one page.
const maxAnnotations = 2000

// annotations notes the words of annotations, which are remarks on the document and no part of it,
// and sets into the page what its form fields hold, which the page shows.
func (r *pageReader) annotations(s *sheet) error {
	n, err := r.lib.FPDFPage_GetAnnotCount(&requests.FPDFPage_GetAnnotCount{Page: r.ref()})
	if err != nil {
		return err
	}
	shown := false
	for i := range min(n.Count, maxAnnotations) {
		a, err := r.lib.FPDFPage_GetAnnot(&requests.FPDFPage_GetAnnot{Page: r.ref(), Index: i})
		if err != nil {
			continue
		}
		kind, err := r.lib.FPDFAnnot_GetSubtype(&requests.FPDFAnnot_GetSubtype{Annotation: a.Annotation})
		if err == nil {
			switch kind.Subtype {
			case enums.FPDF_ANNOT_SUBTYPE_WIDGET:
				shown = true
			case enums.FPDF_ANNOT_SUBTYPE_FILEATTACHMENT:
				if name := r.fileOf(a.Annotation); name != "" {
					s.files = append(s.files, name)
				}
			case enums.FPDF_ANNOT_SUBTYPE_LINK, enums.FPDF_ANNOT_SUBTYPE_POPUP:
			default:
				if words := r.contents(a.Annotation); words != "" {
					s.notes = append(s.notes, words)
				}
			}
		}
		_, _ = r.lib.FPDFPage_CloseAnnot(&requests.FPDFPage_CloseAnnot{Annotation: a.Annotation})
	}
	if !shown {
		return nil
	}
	// Only a page that is loaded anew has the appearances among its objects.
	if _, err := r.lib.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: r.ref(), Usage: requests.FPDFPage_FlattenUsageNormalDisplay}); err != nil {
		return err
	}
	r.close()
	return r.load()
}

func (r *pageReader) contents(a references.FPDF_ANNOTATION) string {
	v, err := r.lib.FPDFAnnot_GetStringValue(&requests.FPDFAnnot_GetStringValue{Annotation: a, Key: "Contents"})
	if err != nil {
		return ""
	}
	return strings.TrimSpace(block.Normalise(v.Value, false))
}

// fileOf is the name of the file that an annotation carries.
func (r *pageReader) fileOf(a references.FPDF_ANNOTATION) string {
	file, err := r.lib.FPDFAnnot_GetFileAttachment(&requests.FPDFAnnot_GetFileAttachment{Document: r.doc, Annotation: a})
	if err != nil {
		return ""
	}
	name, err := r.lib.FPDFAttachment_GetName(&requests.FPDFAttachment_GetName{Attachment: file.Attachment})
	if err != nil {
		return ""
	}
	return block.Normalise(name.Name, false)
}

// attached lists the names of the files that the document carries. They are not read.
func attached(lib pdfium.Pdfium, doc references.FPDF_DOCUMENT) []string {
	n, err := lib.FPDFDoc_GetAttachmentCount(&requests.FPDFDoc_GetAttachmentCount{Document: doc})
	if err != nil {
		return nil
	}
	var out []string
	for i := range min(n.AttachmentCount, 100) {
		a, err := lib.FPDFDoc_GetAttachment(&requests.FPDFDoc_GetAttachment{Document: doc, Index: i})
		if err != nil {
			continue
		}
		name, err := lib.FPDFAttachment_GetName(&requests.FPDFAttachment_GetName{Attachment: a.Attachment})
		if err != nil {
			continue
		}
		out = append(out, block.Normalise(name.Name, false))
	}
	return out
}
